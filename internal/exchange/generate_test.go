package exchange

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/golden"
)

// writer writes chapters in both languages whose blocks answer each other, of every construct there is. Every
// text has a number of its own, by which it is known again.
type writer struct {
	*rand.Rand
	n     int
	notes [][2]string
}

// words is a text in both languages, with inline markup here and there.
func (w *writer) words() [2]string {
	w.n++
	zh, en := fmt.Sprintf("第%d件事与别的事情没有关系", w.n*37), fmt.Sprintf("Matter %d has nothing to do with the others", w.n*37)
	switch w.IntN(12) {
	case 0:
		zh, en = "**"+zh+"**，而且*要紧*", "**"+en+"**, and *matters*"
	case 1:
		zh, en = zh+"，见[这里](https://a.b/c_d \"题\"){.x}", en+", see [here](https://a.b/c_d \"t\"){.x}"
	case 2:
		zh, en = zh+"，`code *x*`如此", en+", so `code *x*` is"
	case 3:
		label := fmt.Sprintf("n%d", w.n)
		zh, en = zh+"[^"+label+"]", en+"[^"+label+"]"
		w.notes = append(w.notes, [2]string{"[^" + label + "]: " + fmt.Sprintf("注文第%d条。", w.n*37+1), "[^" + label + "]: " + fmt.Sprintf("Note %d.", w.n*37+1)})
	case 4:
		zh, en = zh+"，共{{ \"12\" }}处", en+", {{ \"12\" }} in all"
	case 5:
		zh, en = "{路|lù}上"+zh+"<br>完", "On the road "+en+"<br>end"
	case 6:
		zh, en = zh+"^[旁*注*一]", en+"^[aside *one*]"
	case 7:
		zh, en = zh+"，见[@key, p. 3]与[词]{.index}", en+", see [@key, p. 3] and [word]{.index}"
	}
	return [2]string{zh, en}
}

func both(format string, texts ...[2]string) [2]string {
	var out [2]string
	for i := range out {
		var args []any
		for _, t := range texts {
			args = append(args, t[i])
		}
		out[i] = fmt.Sprintf(format, args...)
	}
	return out
}

// block is a block in both languages.
func (w *writer) block() [2]string {
	stop := [2]string{"。", "."}
	switch w.IntN(14) {
	case 0:
		return both("## %s", w.words())
	case 1:
		return both("- %s\n- %s\n  - %s\n- %s", w.words(), w.words(), w.words(), w.words())
	case 2:
		return both("1. %s\n\n   %s\n\n2. %s", w.words(), w.words(), w.words())
	case 3:
		return both("> %s\n> %s\n>\n> %s", w.words(), w.words(), w.words())
	case 4:
		return both("> [!NOTE] %s\n> %s", w.words(), w.words())
	case 5:
		return both("::: {.callout-tip}\n%s\n\n- %s\n:::", w.words(), w.words())
	case 6:
		id := [2]string{fmt.Sprintf("tbl-%d", w.n), fmt.Sprintf("tbl-%d", w.n)}
		return both("| %s | %s |\n|---|:-:|\n| %s | |\n| %s | `a\\|b` |\n\n: %s {#%s}", w.words(), w.words(), w.words(), w.words(), w.words(), id)
	case 7:
		return both("%s\n: %s\n\n%s\n: %s", w.words(), w.words(), w.words(), w.words())
	case 8:
		w.n++
		return both("```\ncode %s\n```", [2]string{fmt.Sprint(w.n), fmt.Sprint(w.n)})
	case 9:
		id := [2]string{fmt.Sprintf("fig-%d", w.n), fmt.Sprintf("fig-%d", w.n)}
		return both("![%s](a.png){#%s}", w.words(), id)
	case 10:
		return both("%s%s\n%s%s", w.words(), stop, w.words(), stop)
	}
	return both("%s%s", w.words(), stop)
}

// chapter is the blocks of a chapter in both languages.
func (w *writer) chapter(blocks int) (zh, en []string) {
	for range blocks {
		b := w.block()
		if n := len(zh); n > 0 && listLike(b[0]) && listLike(zh[n-1]) {
			continue // the two would be one
		}
		zh, en = append(zh, b[0]), append(en, b[1])
	}
	for _, n := range w.notes {
		zh, en = append(zh, n[0]), append(en, n[1])
	}
	w.notes = nil
	return zh, en
}

// listLike reports whether a block is a list, or a definition list, which takes in what stands beside it.
func listLike(s string) bool {
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "1. ") || strings.Contains(s, "\n: ") || strings.HasPrefix(s, "> ")
}

const zhFront = "---\ntitle: 题目\nabstract: >-\n  摘要一段。\nauthors: [{name: 某人, note: 某校}]\ndate: 2025-01\n---\n\n"
const enFront = "---\ntitle: Title\nabstract: >-\n  One abstract.\nauthors: [{name: Somebody, note: Some school}]\ndate: 2025-01\n---\n\n"

func bookOf(zh, en []string) fstest.MapFS {
	b := fstest.MapFS{
		"book.yaml":        {Data: []byte("title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [one]\n")},
		"content/zh/a.png": {}, "content/en/a.png": {},
		"content/zh/one.md": {Data: []byte(zhFront + strings.Join(zh, "\n\n") + "\n")},
	}
	if en != nil {
		b["content/en/one.md"] = &fstest.MapFile{Data: []byte(enFront + strings.Join(en, "\n\n") + "\n")}
	}
	return b
}

func unitsOf(x *Text) (out []*Unit) {
	for _, c := range x.Chapters {
		out = append(out, c.Units...)
	}
	return out
}

func TestGeneratedBooksComeBackAsTheyWere(t *testing.T) {
	for seed := range uint64(golden.Rounds(60)) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 1))}
		zh, en := w.chapter(12)
		b := bookOf(zh, en)
		if seed%3 == 0 { // as Windows writes it
			for _, name := range []string{"content/zh/one.md", "content/en/one.md"} {
				b[name].Data = []byte("\uFEFF" + strings.ReplaceAll(string(b[name].Data), "\n", "\r\n"))
			}
		}
		for _, f := range formats {
			x := survey(t, b)
			data := f.write(x)
			out, said := bring(t, b, f.read(t, data), Options{})
			if len(said) > 0 || len(out.Files) > 0 || out.Left > 0 {
				t.Fatalf("seed %d, %s: %+v, %q", seed, f.name, out, said)
			}
		}
	}
}

func TestOfGeneratedBooksOnlyWhatIsTranslatedAnewChanges(t *testing.T) {
	for seed := range uint64(golden.Rounds(60)) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 2))}
		zh, en := w.chapter(12)
		b := bookOf(zh, en)
		if seed%3 == 0 {
			b["content/en/one.md"].Data = []byte("\uFEFF" + strings.ReplaceAll(string(b["content/en/one.md"].Data), "\n", "\r\n"))
		}
		before := string(b["content/en/one.md"].Data)
		f := formats[seed%2]
		in := f.read(t, f.write(survey(t, b)))
		n := 0
		for i := range in.Units {
			u := &in.Units[i]
			if u.Target == "" || w.IntN(2) == 0 {
				continue
			}
			n++
			u.Target, u.pieces = touched(u.Target), nil
		}
		out, said := bring(t, b, in, Options{Fuzzy: true})
		after := string(b["content/en/one.md"].Data)
		if len(said) > 0 || out.Changed != n || strings.ReplaceAll(after, "Ω", "") != before {
			t.Fatalf("seed %d: %d of %d changed, %q\n%s", seed, out.Changed, n, said, after)
		}
	}
}

func TestWhatIsMissingInGeneratedBooksIsPutInWhereItBelongs(t *testing.T) {
	same, all := 0, 0
	for seed := range uint64(golden.Rounds(120)) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 3))}
		zh, en := w.chapter(10)
		whole := bookOf(zh, en)
		want := map[string]string{}
		paired := true
		for _, u := range unitsOf(survey(t, whole)) {
			want[u.Source] = u.Target
			paired = paired && u.Target != ""
		}
		if !paired {
			continue // the alignment is not what is tested here
		}
		var rest []string
		for _, s := range en {
			if w.IntN(4) > 0 || strings.HasPrefix(s, "```") {
				rest = append(rest, s)
			}
		}
		b := bookOf(zh, rest)
		if seed%5 == 0 {
			b = bookOf(zh, nil)
		}
		f := formats[seed%2]
		in := f.read(t, f.write(survey(t, b)))
		unsure := false
		for i := range in.Units {
			u := &in.Units[i]
			if u.Target != "" && u.Target != want[u.Source] {
				unsure = true // taken for the twin of another
			}
			if u.Target == "" {
				u.Target = want[u.Source]
			}
		}
		if unsure {
			continue
		}
		_, said := bring(t, b, in, Options{})
		all++
		if got := string(b["content/en/one.md"].Data); got == string(whole["content/en/one.md"].Data) {
			same++
		} else if len(said) > 0 {
			t.Logf("seed %d: %s", seed, said[0])
		} else {
			t.Errorf("seed %d:\n%s", seed, golden.Diff(string(whole["content/en/one.md"].Data), got))
		}
	}
	t.Logf("%d of %d books are whole again, byte for byte", same, all)
	if same*10 < all*9 || all < golden.Rounds(60) {
		t.Errorf("only %d of %d", same, all)
	}
}
