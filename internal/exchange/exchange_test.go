package exchange

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/exchange/xliff"
	"keben/internal/manuscript"
	"keben/internal/project"
)

// survey reads a book as press does, and surveys it.
func survey(t *testing.T, fsys fs.FS) *Text {
	t.Helper()
	p, ms := project.Read(fsys)
	d, more := dataset.Read(fsys)
	b, third := manuscript.Read(fsys, p, d)
	for _, m := range append(append(ms, more...), third...) {
		if m.Kind.Severity == diag.Error {
			t.Fatalf("%s: %s", m.Place, m.Text("en"))
		}
	}
	records := map[string]*twins.Record{}
	for _, ch := range b.Chapters["en"] {
		if data, err := fs.ReadFile(fsys, twins.RecordFile(ch.File())); err == nil {
			records[ch.File()], _ = twins.ParseRecord(ch.File(), data)
		}
	}
	x, ms := Survey(Input{Files: fsys, Book: b, Alignment: twins.AlignRecorded(b, records), Templates: p.Templates, To: "en"})
	for _, m := range ms {
		t.Fatalf("%s: %s", m.Place, m.Text("en"))
	}
	return x
}

// format is one of the two forms of exchange.
type format struct {
	name  string
	write func(*Text) []byte
	parse func(string, []byte) (*Incoming, []diag.Message)
}

var formats = []format{{"po", (*Text).PO, ParsePO}, {"xliff", (*Text).XLIFF, ParseXLIFF}}

func (f format) read(t *testing.T, data []byte) *Incoming {
	t.Helper()
	in, ms := f.parse("book."+f.name, data)
	for _, m := range ms {
		t.Fatalf("%s: %s\n%s", m.Place, m.Text("en"), data)
	}
	return in
}

// shelf copies a folder into memory.
func shelf(t *testing.T, fsys fs.FS, names ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range names {
		err := fs.WalkDir(fsys, name, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, p)
			out[p] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func ownBook(t *testing.T) fstest.MapFS {
	return shelf(t, os.DirFS("../.."), "book.yaml", "content", "data")
}

// bring imports and puts the files into the book.
func bring(t *testing.T, book fstest.MapFS, in *Incoming, o Options) (Outcome, []string) {
	t.Helper()
	out, ms := Import(survey(t, book), in, o)
	var said []string
	for _, m := range ms {
		said = append(said, fmt.Sprintf("%s: %s", m.Place, m.Text("en")))
	}
	for _, f := range out.Files {
		if _, ok := book[f.Path]; ok == f.New {
			t.Errorf("%s: new is %v", f.Path, f.New)
		}
		book[f.Path] = &fstest.MapFile{Data: f.Data}
		lines := strings.Split(string(f.Data), "\n")
		for _, c := range f.Changes {
			first, _, _ := strings.Cut(c.New, "\n")
			if c.Line < 1 || c.Line > len(lines) || c.Unit.key == "" && !strings.Contains(lines[c.Line-1], strings.TrimSuffix(first, "\r")) {
				t.Errorf("%s does not begin on line %d:\n%s", c.New, c.Line, f.Data)
			}
		}
	}
	return out, said
}

func TestTheOwnBookComesBackAsItWas(t *testing.T) {
	for _, f := range formats {
		b := ownBook(t)
		x := survey(t, b)
		n := 0
		for _, c := range x.Chapters {
			for _, u := range c.Units {
				n++
				if u.Target == "" {
					t.Errorf("%s#%s has no translation: %s", u.Slug, u.ID, u.Source)
				}
			}
		}
		if n < 80 {
			t.Errorf("only %d texts", n)
		}
		data := f.write(x)
		out, said := bring(t, b, f.read(t, data), Options{})
		if len(said) > 0 || len(out.Files) > 0 || out.Same != n {
			t.Errorf("%s: %+v, %q", f.name, out, said)
		}
		if again := f.write(survey(t, b)); !bytes.Equal(data, again) {
			t.Errorf("%s: exported again it is another", f.name)
		}
	}
}

func TestEveryTextCanBeChangedAndNothingElseChanges(t *testing.T) {
	for _, f := range formats {
		b := ownBook(t)
		before := shelf(t, b, "content")
		in := f.read(t, f.write(survey(t, b)))
		for i := range in.Units {
			u := &in.Units[i]
			u.Target = touched(u.Target)
			if u.pieces != nil {
				u.pieces = []xliff.Piece{{Data: u.Target}}
			}
		}
		out, said := bring(t, b, in, Options{})
		if len(said) > 0 || out.Changed != len(in.Units) {
			t.Errorf("%s: %d texts, %d changed\n%s", f.name, len(in.Units), out.Changed, strings.Join(said, "\n"))
		}
		for name, file := range b {
			if path.Ext(name) != ".md" {
				continue
			}
			// A folded text of the front matter is folded anew.
			got, want := strings.ReplaceAll(string(file.Data), "Ω", ""), string(before[name].Data)
			gotFront, gotText, _ := strings.Cut(got, "\n---\n")
			wantFront, wantText, _ := strings.Cut(want, "\n---\n")
			if gotText != wantText || oneLine(gotFront) != oneLine(wantFront) {
				t.Errorf("%s: more has changed in %s:\n%s", f.name, name, got)
			}
		}
		x := survey(t, b)
		for _, c := range x.Chapters {
			for _, u := range c.Units {
				if !strings.Contains(u.Target, "Ω") {
					t.Errorf("%s#%s is %q", u.Slug, u.ID, u.Target)
				}
			}
		}
	}
}

// touched puts a letter into a text where it keeps the text what it is: a figure, a source line.
func touched(s string) string {
	if rest, ok := strings.CutPrefix(s, "!["); ok {
		return "![Ω" + rest
	}
	if strings.HasPrefix(s, "Source") {
		return s + "Ω"
	}
	return "Ω" + s
}

func TestANewChapterIsMadeOfItsTranslations(t *testing.T) {
	for _, f := range formats {
		b := ownBook(t)
		want := map[string]string{}
		for _, c := range survey(t, b).Chapters {
			for _, u := range c.Units {
				want[u.Slug+u.Source] = u.Target
			}
		}
		files := 0
		for name := range b {
			if strings.HasPrefix(name, "content/en/") && !strings.HasSuffix(name, ".twin") {
				delete(b, name)
				files++
			}
		}
		in := f.read(t, f.write(survey(t, b)))
		for i := range in.Units {
			u := &in.Units[i]
			if u.Target != "" {
				t.Errorf("%s is translated: %s", u.ID, u.Target)
			}
			u.Target = want[u.Slug+u.Source]
			if u.Target == "" {
				t.Errorf("%s has no translation: %s", u.ID, u.Source)
			}
		}
		out, said := bring(t, b, in, Options{})
		if len(said) > 0 || out.Added != len(in.Units) || len(out.Files) != files {
			t.Errorf("%s: %d texts, %d added to %d files\n%s", f.name, len(in.Units), out.Added, len(out.Files), strings.Join(said, "\n"))
		}
		for _, c := range survey(t, b).Chapters {
			for _, u := range c.Units {
				if u.Target != want[u.Slug+u.Source] {
					t.Errorf("%s#%s is %q, not %q", u.Slug, u.ID, u.Target, want[u.Slug+u.Source])
				}
			}
		}
	}
}

// XLIFF 2.1 §4.3.1.18: ids are unique in what they are of, and the references to data have their data.
func TestTheOwnBookAsXLIFFKeepsTheConstraintsOfTheStandard(t *testing.T) {
	d, ms := xliff.Parse("book.xlf", survey(t, ownBook(t)).XLIFF())
	if len(ms) > 0 || d.Source != "zh-Hans" || d.Target != "en" {
		t.Fatal(ms, d.Source, d.Target)
	}
	once := func(seen map[string]bool, id string) {
		if seen[id] || id == "" || xliff.Token(id) != id {
			t.Errorf("the id %q", id)
		}
		seen[id] = true
	}
	files, codes := map[string]bool{}, 0
	for _, f := range d.Files {
		once(files, f.ID)
		units := map[string]bool{}
		for _, u := range f.Units {
			once(units, u.ID)
			for _, pieces := range [][]xliff.Piece{u.Source, u.Target} {
				seen := map[string]bool{}
				for _, p := range pieces {
					if p.Lost {
						t.Errorf("%s: the data of code %s are lost", u.ID, p.ID)
					}
					if p.Kind == xliff.Alone || p.Kind == xliff.Open {
						once(seen, p.ID)
						codes++
					}
				}
			}
		}
	}
	if codes < 50 {
		t.Errorf("only %d codes", codes)
	}
}

// msgfmt is gettext's own reader.
func TestMsgfmtReadsTheOwnBook(t *testing.T) {
	tool, err := exec.LookPath("msgfmt")
	if err != nil {
		t.Skip("msgfmt is not installed (Debian package gettext)")
	}
	name := filepath.Join(t.TempDir(), "book.po")
	if err := os.WriteFile(name, survey(t, ownBook(t)).PO(), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "--check-format", "--check-domain", "-o", os.DevNull, name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
