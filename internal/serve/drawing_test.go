package serve

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"keben/internal/figure/svg"
	"keben/internal/source"
)

// compare draws two pictures and counts the pixels that differ, and those that are not empty.
const compare = `(async () => {
	const pixels = async src => {
		const img = new Image();
		img.width = 480; img.height = 320;
		img.src = src;
		await img.decode();
		const c = Object.assign(document.createElement('canvas'), { width: 480, height: 320 }).getContext('2d');
		c.drawImage(img, 0, 0, 480, 320);
		return c.getImageData(0, 0, 480, 320).data;
	};
	const a = await pixels('SRC-author.svg'), b = await pixels('SRC-published.svg');
	let differ = 0, inked = 0;
	for (let i = 0; i < a.length; i += 4) {
		if (a[i + 3]) inked++;
		if (Math.max(...[0, 1, 2, 3].map(k => Math.abs(a[i + k] - b[i + k]))) > 8) differ++;
	}
	return [differ, inked];
})()`

func TestAPublishedDrawingLooksAsItsAuthorDrewIt(t *testing.T) {
	t.Parallel()
	w := newWitness(t)
	vs := vectors(t, "testdata/drawings.txtar", ".svg")
	for _, v := range vs {
		p, ms := svg.Rebuild(source.New(v.name+".svg", v.data))
		for _, m := range ms {
			t.Errorf("%s: %s", m.Place, m.Text("en"))
		}
		w.serve("d", map[string][]byte{v.name + "-author.svg": sized(v.data), v.name + "-published.svg": p.Data}, "")
	}
	w.files["/d/window.html"] = served{[]byte("<!DOCTYPE html><title>w</title>"), ""}
	w.open("/d/window.html")
	count := func(name string) []int {
		n, err := chromedp.Run(w.browser, chromedp.Evaluate[[]int](strings.ReplaceAll(compare, "SRC", name), awaited))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return n
	}
	for _, v := range vs {
		if n := count(v.name); n[0] > 0 || n[1] < 1000 {
			t.Errorf("%s: %d pixels differ of %d\n%s", v.name, n[0], n[1], w.files["/d/"+v.name+"-published.svg"].data)
		}
	}
	// The test would see a shape that is missing.
	w.serve("d", map[string][]byte{"x-author.svg": vs[0].data, "x-published.svg": []byte(strings.Replace(string(vs[0].data), "<rect", "<g", 1))}, "")
	if n := count("x"); n[0] == 0 {
		t.Error("a missing rectangle is not seen")
	}
	if len(vs) < 8 {
		t.Errorf("%d drawings", len(vs))
	}
}

// sized gives a drawing that has only a viewBox its size, as a page would: a browser draws one without a size as it
// likes.
func sized(data []byte) []byte {
	p, _ := svg.Rebuild(source.New("a.svg", data))
	head, _, _ := strings.Cut(string(p.Data), ">")
	s := string(data)
	tag, _, _ := strings.Cut(s[strings.Index(s, "<svg"):], ">")
	if !strings.Contains(tag, `width="100%"`) && strings.Contains(tag, "width=") {
		return data
	}
	_, size, _ := strings.Cut(head, ` width="`)
	width, rest, _ := strings.Cut(size, `" height="`)
	height, _, _ := strings.Cut(rest, `"`)
	s = strings.Replace(s, `width="100%"`, "", 1)
	return []byte(strings.Replace(s, "<svg ", `<svg width="`+width+`" height="`+height+`" `, 1))
}
