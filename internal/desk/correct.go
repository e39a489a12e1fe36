package desk

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/press"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// Correction is what the safe corrections make of one file.
type Correction struct {
	File  string // relative to the book's folder
	Diff  string // unified, for a person to read
	Count int

	before, after []byte
}

// Corrections works out the corrections that the messages of a check offer. Nothing is written.
func Corrections(res press.Result) ([]Correction, error) {
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	defer root.Close()
	by := map[string][]diag.Message{}
	var files []string
	for _, m := range res.Messages {
		if m.Fix == nil || m.Place.Name() == "" || m.Place.Line() == 0 {
			continue
		}
		if by[m.Place.Name()] == nil {
			files = append(files, m.Place.Name())
		}
		by[m.Place.Name()] = append(by[m.Place.Name()], m)
	}
	var out []Correction
	for _, file := range files {
		text, err := snapshot.Read(snapshot.Folder(root), file)
		if err != nil {
			return nil, fmt.Errorf("desk: %w", err)
		}
		c := Correction{File: file, before: text}
		if c.after, c.Count = corrected(file, text, by[file]); c.Count == 0 {
			continue
		}
		c.Diff = unified(file, string(c.before), string(c.after))
		out = append(out, c)
	}
	return out, nil
}

// corrected applies edits from the end of a text to its beginning. An edit whose text has changed, or that overlaps
// the one before it, is left for another time.
func corrected(file string, text []byte, ms []diag.Message) ([]byte, int) {
	bom := len(text) - len(bytes.TrimPrefix(text, []byte("\uFEFF")))
	src := source.New(file, text[bom:])
	type edit struct {
		at, end int
		with    string
	}
	var edits []edit
	for _, m := range ms {
		at, ok := src.Offset(m.Place.Position()) // the file may have other line ends than the text that was read
		if ok && strings.HasPrefix(string(src.Text[at:]), m.Fix.Old) {
			edits = append(edits, edit{bom + at, bom + at + len(m.Fix.Old), m.Fix.New})
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.at - b.at })
	var out []byte
	n, last := 0, 0
	for _, e := range edits {
		if e.at < last || n > 0 && e.at == last && e.at == e.end {
			continue
		}
		out = append(append(out, text[last:e.at]...), e.with...)
		last = e.end
		n++
	}
	return append(out, text[last:]...), n
}

// around is how many lines a diff shows around a change.
const around = 1

// unified writes what differs line by line. Corrections keep the number of lines, so lines pair by number.
func unified(file, before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	if len(a) != len(b) {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", path.Join("a", file), path.Join("b", file))
	for i := 0; i < len(a); {
		if a[i] == b[i] {
			i++
			continue
		}
		from := max(0, i-around)
		end, last := i, i
		for ; end < len(a) && end <= last+2*around; end++ {
			if a[end] != b[end] {
				last = end
			}
		}
		end = min(len(a), last+1+around)
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", from+1, end-from, from+1, end-from)
		for k := from; k < end; k++ {
			if a[k] == b[k] {
				fmt.Fprintf(&out, " %s\n", a[k])
				continue
			}
			m := k
			for m < end && a[m] != b[m] {
				m++
			}
			for _, line := range a[k:m] {
				fmt.Fprintf(&out, "-%s\n", line)
			}
			for _, line := range b[k:m] {
				fmt.Fprintf(&out, "+%s\n", line)
			}
			k = m - 1
		}
		i = end
	}
	return out.String()
}

var (
	changedMeanwhile = diag.NewKind("changed-meanwhile", diag.Error,
		"the file has changed since it was read; it is not written", "文件在读取之后又被改动，未写入",
		"run keben check --fix again", "请重新运行 keben check --fix")
	notCorrected = diag.NewKind("not-corrected", diag.Error,
		"the file cannot be written: %v", "文件无法写入：%v")
)

// Correct writes corrections into the book in dir. A file that is no longer what was shown is left alone.
func Correct(dir string, cs []Correction) (ms []diag.Message, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	defer root.Close()
	for _, c := range cs {
		name := filepath.FromSlash(c.File)
		now, err := root.ReadFile(name)
		if err != nil || !bytes.Equal(now, c.before) || !utf8.Valid(c.after) {
			ms = append(ms, changedMeanwhile.At(source.Whole(c.File)))
			continue
		}
		if err := publish.Replace(root, name, c.after); err != nil {
			ms = append(ms, notCorrected.At(source.Whole(c.File), err))
		}
	}
	return ms, nil
}
