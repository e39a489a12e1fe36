package proofs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/output/proof"
)

// An archive is a book's folder under book/. Its comment says the options: twin, since=record or since=git, edition=…;
// with since=git the files under old/ were committed before.
func TestProofSheetsShowTheWholeBookAndWhatIsSaidOfIt(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		dir := t.TempDir()
		var o Options
		_, line, _ := strings.Cut(a.Comment, "options:")
		line, _, _ = strings.Cut(line, "\n")
		for _, word := range strings.Fields(line) {
			key, value, _ := strings.Cut(word, "=")
			switch key {
			case "twin":
				o.Twin = true
			case "since":
				o.Since = value
			case "edition":
				o.Editions = []string{value}
			default:
				t.Fatalf("option %q", word)
			}
		}
		if o.Since == "git" {
			o.Since = "HEAD"
			unpack(t, a, "old", dir)
			commit(t, dir)
			if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
				t.Fatal(err)
			}
		}
		unpack(t, a, "book", dir)
		o.Dir = dir
		var dump bytes.Buffer
		res, err := proofing(context.Background(), o, func(p *proofer, ed *book.Edition) error {
			in := p.input(ed)
			if in.Since != nil && !in.Since.Record {
				in.Since.Name = "HEAD" // a commit's name is not the same twice
			}
			fmt.Fprintf(&dump, "edition %s\n", ed.Name)
			var sheets bytes.Buffer
			err := proof.Dump(&sheets, in)
			dump.Write(sheets.Bytes())
			everyWord(t, ed, sheets.String())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range res.Messages {
			fmt.Fprintf(&dump, "message %s: %s [%s]\n", m.Place, m.Text(diag.English), m.Kind.ID)
		}
		a.Want("sheets", dump.String())
	})
}

func unpack(t *testing.T, a *golden.Archive, from, dir string) {
	t.Helper()
	sub, err := fs.Sub(a.FS(), from)
	if err != nil {
		t.Fatal(err)
	}
	if err := fs.WalkDir(sub, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sub, name)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		return errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644))
	}); err != nil {
		t.Fatal(err)
	}
}

// commit makes a repository of a folder; without git the test is skipped, on the build machine it fails.
func commit(t *testing.T, dir string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("KEBEN_CI") != "" {
			t.Fatal("git is not installed")
		}
		t.Skip("git is not installed")
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "one"}} {
		cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE=2026-01-02T12:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// everyWord reports what an author wrote and the sheets do not have.
func everyWord(t *testing.T, ed *book.Edition, sheets string) {
	t.Helper()
	var lines strings.Builder
	for line := range strings.Lines(sheets) {
		if !strings.HasPrefix(line, "sheet ") && !strings.HasPrefix(line, "    » ") && len(line) > 6 {
			lines.WriteString(line[6:])
		}
	}
	has := letters(lines.String())
	look := func(text string) {
		if strings.Contains(has, letters(text)) {
			return
		}
		for _, w := range twins.Words(text) {
			if w := letters(w); !strings.Contains(has, w) && !strings.ContainsFunc(w, func(r rune) bool { return r > 0xFFFF }) {
				t.Errorf("%s: %q of %q is not on the sheets", ed.Name, w, text)
			}
		}
	}
	run := func(run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			switch n := in.(type) {
			case *book.Text:
				look(n.Value)
			case *book.CodeSpan:
				look(n.Text)
			case *book.Link:
				look(n.Target + " " + n.Title)
			case *book.Ruby:
				look(n.Base + " " + n.Reading)
			case *book.Image:
				look(n.Src + " " + n.Alt + " " + n.Title)
			case *book.Quantity:
				look(n.Text)
			}
		})
	}
	visit := book.Visitor{Run: func(_ book.Block, r []book.Inline) { run(r) }, Block: func(b book.Block) bool {
		switch b := b.(type) {
		case *book.CodeBlock:
			look(b.Info + " " + b.Text)
		case *book.Figure:
			look(b.Alt)
		}
		return true
	}}
	for _, s := range ed.Sections {
		if s.Chapter == nil {
			continue
		}
		run(s.Title)
		c := s.Chapter
		c.Walk(visit)
		for _, n := range c.Notes {
			book.Walk(n.Blocks, visit)
		}
		for _, p := range c.Authors {
			look(p.Name + " " + p.Note)
		}
		look(strings.Join(c.Keywords, " "))
		look(c.CLC + " " + c.DocumentCode + " " + c.ArticleID + " " + c.Signed + " " + c.Date)
	}
	look(ed.Title + " " + ed.Subtitle + " " + ed.Summary + " " + ed.Publisher + " " + ed.Institution + " " + ed.ISBN)
}

// letters are a text without white and without the signs of a dump.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("[]{}+-~=*/`^_|<>\"\\", r) {
			return -1
		}
		return r
	}, s)
}

func TestEveryWordOfTheRepositorysOwnBookIsOnItsProofSheets(t *testing.T) {
	res, err := proofing(context.Background(), Options{Dir: "../../.."}, func(p *proofer, ed *book.Edition) error {
		var sheets bytes.Buffer
		err := proof.Dump(&sheets, p.input(ed))
		everyWord(t, ed, sheets.String())
		return err
	})
	if err != nil || diag.HasErrors(res.Messages) {
		t.Fatal(err, res.Messages)
	}
}

func TestProofsOfOneBookAreTheSameBytes(t *testing.T) {
	var before []Proof
	for range 3 {
		_, proofs, err := Of(context.Background(), Options{Dir: "../../..", Twin: true, Since: Record})
		if err != nil || len(proofs) != 2 {
			t.Fatal(err, len(proofs))
		}
		for i, p := range proofs {
			if before != nil && !bytes.Equal(p.Data, before[i].Data) {
				t.Errorf("%s: two runs, two files", p.Edition)
			}
			if !proof.Untouched(p.Data) || proof.Untouched(append(p.Data, "\n%"...)) || bytes.Contains(p.Data, []byte("/CreationDate")) {
				t.Errorf("%s: the file is not as it is written", p.Edition)
			}
		}
		before = proofs
	}
}

func TestAProofIsMadeOfABookWithErrors(t *testing.T) {
	dir := golden.Folder(t,
		"book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a, lost]\n",
		"content/zh/a.md", "# 章\n\n{{ qty \"none\" }}是错的。\n\n![](nothing.png)\n\n:::\n")
	res, proofs, err := Of(context.Background(), Options{Dir: dir})
	if err != nil || len(proofs) != 1 || !diag.HasErrors(res.Messages) {
		t.Fatal(err, len(proofs), res.Messages)
	}
}

// A chapter that was in another encoding is compared as keben convert would write it; one that nobody can read is left
// unmarked, with a message.
func TestAChapterIsComparedInTheEncodingThatItHad(t *testing.T) {
	const (
		gb18030 = "# \xbe\xc9\xc2\xb7\n\n\xd5\xe2\xd2\xbb\xb6\xce\xcb\xb5\xb5\xc4\xca\xc7\xb4\xd3\xc7\xb0\xb5\xc4\xc2\xb7\xa3\xac\xc2\xb7\xc9\xcf\xd3\xd0\xc8\xcb\xd7\xdf\xb9\xfd\xa3\xac\xd2\xb2\xd3\xd0\xb3\xb5\xd7\xdf\xb9\xfd\xa1\xa3\n" // as below, with 从前 for 如今
		is      = "# 旧路\n\n这一段说的是如今的路，路上有人走过，也有车走过。\n"
	)
	for _, c := range []struct{ ending, old, want, message string }{
		{".md", gb18030, "~ 这一段说的是[-从前-]{+如今+}的路", ""},
		{".markdown", gb18030, "~ 这一段说的是[-从前-]{+如今+}的路", ""},
		{".md", "# \xff\xfe\x00\x81\xff", "  这一段说的是如今的路", "revision-chapter-unread"},
	} {
		dir := golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\n", "content/zh/a"+c.ending, c.old)
		commit(t, dir)
		if err := os.WriteFile(filepath.Join(dir, "content/zh/a"+c.ending), []byte(is), 0o644); err != nil {
			t.Fatal(err)
		}
		var sheets bytes.Buffer
		res, err := proofing(context.Background(), Options{Dir: dir, Since: "HEAD"}, func(p *proofer, ed *book.Edition) error {
			return proof.Dump(&sheets, p.input(ed))
		})
		if err != nil || !strings.Contains(sheets.String(), c.want) {
			t.Errorf("%v, no %s in\n%s", err, c.want, sheets.String())
		}
		said := slices.ContainsFunc(res.Messages, func(m diag.Message) bool { return m.Kind.ID == c.message })
		if c.message == "" && len(res.Messages) > 0 || c.message != "" && !said {
			t.Errorf("%v", res.Messages)
		}
	}
}

func TestOptionsThatNeedATranslationSayThatThereIsNone(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\n", "content/zh/a.md", "# 章\n\n正文。\n")
	res, _, err := Of(context.Background(), Options{Dir: dir, Since: Record, Twin: true})
	var told []string
	for _, m := range res.Messages {
		told = append(told, m.Text(diag.English))
	}
	want := []string{"the book has one language, so --since record marks no changes", "the book has one language, so --twin shows nothing"}
	if err != nil || !slices.Equal(told, want) {
		t.Errorf("%v %q", err, told)
	}
}

func TestAnEmptyBookHasNoProof(t *testing.T) {
	for _, dir := range []string{golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: []\n"), t.TempDir()} {
		res, proofs, err := Of(context.Background(), Options{Dir: dir})
		if err != nil || len(proofs) != 0 {
			t.Error(err, len(proofs), res.Messages)
		}
	}
}

// A book of five hundred pages in Chinese takes no more than a proof should.
func TestALongBookIsProofedInLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("short: a book of five hundred pages")
	}
	files := []string{"book.yaml", "title: {zh: 长书}\nlanguages: [zh]\nchapters: [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9]\n"}
	text := []rune("山高水长路远天清云淡风和日丽春去秋来花开叶落人间烟火万里江山古往今来世事如棋")
	for c := range 10 {
		var b strings.Builder
		fmt.Fprintf(&b, "# 第%d篇\n", c)
		for p := range 250 {
			b.WriteString("\n")
			for i := range 180 {
				b.WriteRune(text[(i*i+p*7+c)%len(text)] + rune((i*p)%40))
				if i%17 == 16 {
					b.WriteString("，")
				}
			}
			b.WriteString("。\n")
		}
		files = append(files, fmt.Sprintf("content/zh/c%d.md", c), b.String())
	}
	dir := golden.Folder(t, files...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, proofs, err := Of(context.Background(), Options{Dir: dir})
	if err != nil || len(proofs) != 1 {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := proofs[0].Sheets; n < 400 {
		t.Errorf("%d sheets", n)
	}
	if mb := (int64(after.HeapSys) - int64(before.HeapSys)) >> 20; mb > 300 { // less than none where stacks have taken some
		t.Errorf("%d MB of heap", mb)
	}
}
