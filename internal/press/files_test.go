package press

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
)

func TestFilesThatLinksNameAreOfferedForDownload(t *testing.T) {
	const page = "<p>x</p><script>alert(1)</script>"
	dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n",
		"content/a.md", "# 甲\n\n见[程序](../code/x.py)、[网页](../code/page.html)、[数据](data 1.csv)、[数据](<data 1.csv>)、[没有](no.zip)、[另一章](b.md)、[密](../.env)。\n",
		"code/x.py", "print(1)\n", "code/page.html", page, "content/data 1.csv", "1,2\n", "content/b.md", "# 乙\n", ".env", "SECRET=1\n")
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	html, err := os.ReadFile(filepath.Join(res.Out, "zh", "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, ending, save, data string }{
		{"程序", ".py", "x.py", "print(1)\n"},
		{"网页", ".txt", "page.html", page}, // nothing that runs is published
		{"数据", ".csv", "data 1.csv", "1,2\n"},
	} {
		m := regexp.MustCompile(`<a href="\.\./(assets/[^"]+)" download="([^"]+)">` + c.text + `</a>`).FindSubmatch(html)
		if m == nil || !bytes.HasSuffix(m[1], []byte(c.ending)) || string(m[2]) != c.save {
			t.Errorf("%s: %q", c.text, m)
			continue
		}
		data, err := os.ReadFile(filepath.Join(res.Out, filepath.FromSlash(strings.ReplaceAll(string(m[1]), "%20", " "))))
		if string(data) != c.data {
			t.Errorf("%s: %q, %v", m[1], data, err)
		}
	}
	if n := bytes.Count(html, []byte(`class="dead-link"`)); n != 3 {
		t.Errorf("%d links are dead", n)
	}
	told := map[string]int{}
	for _, m := range res.Messages {
		told[m.Kind.ID]++
		if strings.Contains(m.Text(diag.English), "SECRET") {
			t.Error(m.Text(diag.English))
		}
	}
	if told["dead-link"] != 2 || told["link-unlisted"] != 1 {
		t.Error(told)
	}
	_ = filepath.WalkDir(res.Out, func(name string, _ os.DirEntry, _ error) error {
		if data, err := os.ReadFile(name); err == nil && bytes.Contains(data, []byte("SECRET")) {
			t.Errorf("%s has what is hidden", name)
		}
		return nil
	})
}

func TestPrintHasTheNameOfAFileAndTheAddressOfAPicture(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\n",
		"content/a.md", "# 甲\n\n见[程序](x.py)和[x.py](x.py)。[![状态](https://example.org/badge.svg)](https://example.org/ci)\n\n![图](https://example.org/a.png)\n",
		"content/x.py", "print(1)\n")
	var out strings.Builder
	if _, err := Dump(context.Background(), &out, DumpOptions{Dir: dir, Stage: "page"}); err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, m := range regexp.MustCompile(`(?m)"(.*)"$`).FindAllStringSubmatch(out.String(), -1) {
		text += m[1]
	}
	for _, want := range []string{"程序（x.py）和x.py。", "网上图片：https://example.org/a.png", "状态"} {
		if !strings.Contains(text, want) {
			t.Errorf("print lacks %s\n%s", want, text)
		}
	}
	if strings.Contains(text, "badge.svg") {
		t.Error("a badge has its address")
	}
}
