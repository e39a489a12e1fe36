package typeset

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/geom"
	"keben/internal/manuscript"
	"keben/internal/project"
	"keben/internal/typeset/paragraph"
)

// TestSetPagesKeepTheRules sets the repository's own book, and whole manuscripts where KEBEN_MANUSCRIPTS
// names a folder of books, and measures what stands on the pages: the rules of lines and paragraphs as a
// reader with a ruler would find them kept or broken.
func TestSetPagesKeepTheRules(t *testing.T) {
	dirs := []string{filepath.Join("..", "..")}
	if more := os.Getenv("KEBEN_MANUSCRIPTS"); more != "" {
		found, err := filepath.Glob(filepath.Join(more, "*", project.Marker))
		if err != nil || len(found) == 0 {
			t.Fatalf("no book below %s", more)
		}
		for _, f := range found {
			dirs = append(dirs, filepath.Dir(f))
		}
	}
	for _, dir := range dirs {
		for _, ed := range editions(t, os.DirFS(dir)) {
			t.Run(filepath.Base(dir)+"/"+ed.Lang, func(t *testing.T) {
				for _, trim := range []string{"16开", "A5"} {
					res := set(t, ed, trim)
					s := survey{t: t, zh: ed.Lang == "zh", hyphenShare: 8}
					if dir != dirs[0] { // program names and addresses take the room of word spaces
						s.hyphenShare = 13
					}
					s.galleys(res.Galleys)
					s.pages(bound.Of(res.Document))
					s.judge(trim)
				}
			})
		}
	}
}

// editions reads and collates a book's folder.
func editions(t *testing.T, fsys fs.FS) (out []*book.Edition) {
	t.Helper()
	p, _ := project.Read(fsys)
	data, _ := dataset.Read(fsys)
	b, _ := manuscript.Read(fsys, p, data)
	al := twins.Align(b, twins.Known{})
	for _, e := range p.Editions {
		ed, _ := collate.Edition(b, e.Lang, al)
		out = append(out, ed)
	}
	return out
}

// survey counts what a book's lines are like.
type survey struct {
	t  *testing.T
	zh bool

	hyphenShare float64 // the most, in percent of the lines

	lines    int // full lines of justified paragraphs
	tracked  int // by more than 1/20 em, in Chinese lines
	loose    int // word spaces over 1.5 of their width, in English lines
	hyphens  int
	stacked  int // three line ends alike
	heads    int // lines whose first or last character was looked at
	worst    float64
	examples []string
}

func (s *survey) example(format string, args ...any) {
	if len(s.examples) < 12 {
		s.examples = append(s.examples, fmt.Sprintf(format, args...))
	}
}

// galleys measures the lines of paragraphs before they are on pages.
func (s *survey) galleys(gs []Galley) {
	for _, g := range gs {
		run, ends := 0, [2]string{}
		for i := range g.Lines {
			l := &g.Lines[i]
			r := &l.Breaks
			if !r.Full {
				run, ends = 0, [2]string{}
				continue
			}
			s.lines++
			s.edge(l)
			s.steps(l)
			if r.Why == "hyphen" {
				s.hyphens++
				if run++; run > 2 {
					s.t.Errorf("S1: %d hyphens one above the other at %q", run, r.Text)
				}
			} else {
				run = 0
			}
			if w := lastWord(r.Text); utf8.RuneCountInString(w) > 2 {
				if w == ends[0] && w == ends[1] {
					s.stacked++
					s.example("S3 three line ends %q", w)
				}
				ends[0], ends[1] = ends[1], w
			} else {
				ends = [2]string{}
			}
		}
	}
}

func lastWord(text string) string {
	f := strings.Fields(text)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

// edge: a full line ends at the measure, less what protrudes (rules G4, S7).
func (s *survey) edge(l *paragraph.Line) {
	end := geom.Length(math.MinInt64)
	for _, op := range l.Ops {
		if op.Run == nil || op.Tag == draw.Artifact {
			continue
		}
		for _, g := range op.Run.Glyphs {
			if strings.TrimSpace(g.Text) != "" {
				end = max(end, op.At.X+g.X+g.Advance)
			}
		}
	}
	if d := end - l.Start - l.Width; end >= 0 && (d > geom.Pt/20 || d < -geom.Pt/20) {
		s.t.Errorf("G4: a line ends %v pt from where it says: %q", d, l.Breaks.Text)
	}
	if len(strings.Fields(l.Breaks.Text)) == 1 && !chinese(l.Breaks.Text) {
		return // part of an address: nothing on the line can give
	}
	over := l.Width - l.Breaks.Target
	if r := l.Breaks; over < -geom.Pt/20 || over > geom.Pt/20 && (s.zh && chinese(r.Text) || over > s.em(l)) {
		s.t.Errorf("G4: a line of %v pt is set to %v: %q", r.Target, l.Width, r.Text)
	}
}

// chinese reports whether a line has Han: such lines do not protrude.
func chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// steps: the order of justification is kept and its limits too (G1–G3, S2).
func (s *survey) steps(l *paragraph.Line) {
	r := &l.Breaks
	shrunk := false
	for _, g := range r.Glue {
		switch {
		case g.Each < 0:
			shrunk = true
		case g.Class == "tracking":
			if shrunk || r.Room > geom.Pt/100 {
				s.t.Errorf("G2: tracked while a lower step has %v pt left: %q", r.Room, r.Text)
			}
			if !chinese(r.Text) {
				s.loose++
				s.example("S2 loose %s by %v pt: %s", r.Why, g.Each, r.Text)
				break
			}
			em := float64(g.Each) / float64(s.em(l))
			s.worst = max(s.worst, em)
			if em > 1.0/20 {
				s.tracked++
			}
			if em > 1.0/6 {
				s.t.Errorf("G3: tracked by %.3f em (%s): %q", em, r.Why, r.Text)
			}
		}
	}
}

// em is the size of the largest Han on a line.
func (s *survey) em(l *paragraph.Line) (size geom.Length) {
	for _, op := range l.Ops {
		if op.Run != nil {
			size = max(size, op.Run.Size)
		}
	}
	return size
}

// pages reads the lines of paragraphs off the finished pages: what begins and ends them (B1–B7, B11–B13).
func (s *survey) pages(doc *bound.Document) {
	block := func(tag int32) (int32, bool) {
		for ; tag > 0; tag = doc.Elements[tag].Parent {
			switch doc.Elements[tag].Role {
			case "P", "LBody", "Note", "TD", "TH", "Caption", "H1", "H2", "H3", "H4":
				return tag, true
			case "Lbl":
				return 0, false
			}
		}
		return 0, false
	}
	prose := map[int32]bool{} // blocks that are not program text throughout
	for i := range doc.Pages {
		for _, op := range doc.Pages[i].Ops {
			if tag, ok := block(op.Tag); ok && op.Run != nil && doc.Elements[op.Tag].Role != "Code" {
				prose[tag] = true
			}
		}
	}
	type line struct {
		y    geom.Length
		text string
	}
	started := map[int32]bool{}
	for i := range doc.Pages {
		byBlock := map[int32][]line{}
		for _, op := range doc.Pages[i].Ops {
			if op.Run == nil || op.Tag < 0 {
				continue
			}
			tag, ok := block(op.Tag)
			if !ok || !prose[tag] {
				continue
			}
			text := op.Run.Text()
			ls := byBlock[tag]
			if n := len(ls); n > 0 && op.At.Y-ls[n-1].y < op.Run.Size*3/4 && ls[n-1].y-op.At.Y < op.Run.Size*3/4 {
				ls[n-1].text += text
				continue
			}
			byBlock[tag] = append(ls, line{op.At.Y, text})
		}
		tags := make([]int, 0, len(byBlock))
		for tag := range byBlock {
			tags = append(tags, int(tag))
		}
		sort.Ints(tags)
		for _, tag := range tags {
			for k, l := range byBlock[int32(tag)] {
				text := []rune(strings.TrimSpace(l.text))
				if len(text) == 0 {
					continue
				}
				s.heads++
				zh := s.zh || unicode.Is(unicode.Han, text[0])
				if first := text[0]; (k > 0 || started[int32(tag)]) && forbiddenFirst(first, zh) {
					s.t.Errorf("page %d: %q begins a line: %q", i+1, first, l.text)
				}
				if last := text[len(text)-1]; k+1 < len(byBlock[int32(tag)]) && forbiddenLast(last, zh) {
					s.t.Errorf("page %d: %q ends a line: %q", i+1, last, l.text)
				}
			}
			started[int32(tag)] = true
		}
	}
}

// forbiddenFirst and forbiddenLast are written out here a second time, from the table and not from the
// code under test.
func forbiddenFirst(r rune, zh bool) bool {
	return strings.ContainsRune("、，。．：；！？‼⁇⁈⁉）》〉】〗〕］｝」』～％‰℃々)]},;!", r) || zh && strings.ContainsRune("”’·—–…/%", r)
}

func forbiddenLast(r rune, zh bool) bool {
	return strings.ContainsRune("（《〈【〖〔［｛「『￥№([{", r) || zh && strings.ContainsRune("“‘", r)
}

// judge compares the counts with the goals.
func (s *survey) judge(trim string) {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(s.lines, 1)) }
	s.t.Logf("%s: %d full lines, %d read off the pages; %.1f%% hyphenated, %.1f%% over 1.5 word spaces, %.1f%% tracked over 1/20 em (worst %.3f), %d stacked",
		trim, s.lines, s.heads, share(s.hyphens), share(s.loose), share(s.tracked), s.worst, s.stacked)
	for _, e := range s.examples {
		s.t.Log(e)
	}
	if share(s.tracked) > 5 {
		s.t.Errorf("G3: %.1f%% of the lines are tracked by more than 1/20 em", share(s.tracked))
	}
	if share(s.loose) > 5 {
		s.t.Errorf("S3: %.1f%% of the lines have word spaces over 1.5 of their width", share(s.loose))
	}
	if share(s.hyphens) > s.hyphenShare {
		s.t.Errorf("S1: %.1f%% of the lines end in a hyphen", share(s.hyphens))
	}
	if s.stacked > 0 {
		s.t.Errorf("S3: three identical line ends %d times", s.stacked)
	}
	if s.heads == 0 {
		s.t.Error("no lines found")
	}
}
