package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// file is a PDF read back the slow way: every object found through the cross-references.
type file struct {
	t       testing.TB
	objects map[int]string // bodies; of a stream, its dictionary
	streams map[int][]byte // decoded where the filter is Flate without a predictor
	trailer string
}

var (
	number     = regexp.MustCompile(`^\d+`)
	startxref  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	lengthKey  = regexp.MustCompile(`/Length (\d+)`)
	objectHead = regexp.MustCompile(`^(\d+) 0 obj\n`)
)

func read(t testing.TB, data []byte) *file {
	t.Helper()
	f := &file{t: t, objects: map[int]string{}, streams: map[int][]byte{}}
	m := startxref.FindSubmatch(data)
	if m == nil {
		t.Fatal("no startxref at the end")
	}
	start := atoi(string(m[1]))
	if bytes.HasPrefix(data[start:], []byte("xref\n")) {
		lines := strings.Split(string(data[start:]), "\n")
		count := atoi(strings.Fields(lines[1])[1])
		for n := 1; n < count; n++ {
			if len(lines[2+n]) != 19 {
				t.Fatalf("row %d of the table is %q", n, lines[2+n])
			}
			if lines[2+n] != "0000000000 65535 f " {
				f.object(data, n, atoi(strings.TrimLeft(lines[2+n][:10], "0")))
			}
		}
		f.trailer = lines[3+count]
		return f
	}
	f.object(data, atoi(string(number.Find(data[start:]))), start)
	self := atoi(string(number.Find(data[start:])))
	rows := f.streams[self]
	f.trailer = f.objects[self]
	const width = 7
	above := make([]byte, width)
	type packed struct{ n, in, index int }
	var inside []packed
	for n := 0; n*(width+1) < len(rows); n++ {
		row := rows[n*(width+1):][:width+1]
		if row[0] != 2 {
			t.Fatalf("row %d has the predictor %d", n, row[0])
		}
		for i := range above {
			above[i] += row[1+i]
		}
		at := int(above[1])<<24 | int(above[2])<<16 | int(above[3])<<8 | int(above[4])
		switch above[0] {
		case 0:
			if at != 0 || above[5] != 255 || above[6] != 255 {
				t.Fatalf("the free number %d leads to %d", n, at)
			}
		case 1:
			f.object(data, n, at)
		case 2:
			inside = append(inside, packed{n, at, int(above[5])<<8 | int(above[6])})
		}
	}
	for _, p := range inside {
		body := f.streams[p.in]
		first := atoi(regexp.MustCompile(`/First (\d+)`).FindStringSubmatch(f.objects[p.in])[1])
		head := strings.Fields(string(body[:first]))
		if head[2*p.index] != strconv.Itoa(p.n) {
			t.Fatalf("object %d is not number %d of stream %d", p.n, p.index, p.in)
		}
		end := len(body)
		if 2*p.index+3 < len(head) {
			end = first + atoi(head[2*p.index+3])
		}
		f.objects[p.n] = strings.TrimSpace(string(body[first+atoi(head[2*p.index+1]) : end]))
	}
	return f
}

func (f *file) object(data []byte, n, at int) {
	f.t.Helper()
	m := objectHead.FindSubmatch(data[at:])
	if m == nil || atoi(string(m[1])) != n {
		f.t.Fatalf("no object %d at %d", n, at)
	}
	rest := data[at+len(m[0]):]
	stop := bytes.Index(rest, []byte("\nendobj\n"))
	if i := bytes.Index(rest, []byte("\nstream\n")); i >= 0 && i < stop {
		dict := string(rest[:i])
		lengths := lengthKey.FindAllStringSubmatch(dict, -1)
		body := rest[i+len("\nstream\n"):]
		body = body[:atoi(lengths[len(lengths)-1][1])]
		if strings.Contains(dict, "/FlateDecode") {
			z, err := zlib.NewReader(bytes.NewReader(body))
			if err != nil {
				f.t.Fatalf("object %d: %v", n, err)
			}
			if body, err = io.ReadAll(z); err != nil {
				f.t.Fatalf("object %d: %v", n, err)
			}
		}
		f.objects[n], f.streams[n] = dict, body
		return
	}
	f.objects[n] = string(rest[:stop])
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// find returns the number of the only object whose body holds s.
func (f *file) find(s string) int {
	f.t.Helper()
	found := 0
	for n, body := range f.objects {
		if strings.Contains(body, s) {
			if found != 0 {
				f.t.Fatalf("objects %d and %d both hold %q", found, n, s)
			}
			found = n
		}
	}
	if found == 0 {
		f.t.Fatalf("no object holds %q", s)
	}
	return found
}

// follow returns the object that key leads to from the dictionary of object n.
func (f *file) follow(n int, key string) int {
	f.t.Helper()
	m := regexp.MustCompile(`/` + key + ` \[?(\d+) 0 R`).FindStringSubmatch(f.objects[n])
	if m == nil {
		f.t.Fatalf("object %d has no %s: %s", n, key, f.objects[n])
	}
	return atoi(m[1])
}

// kids returns the references in an array entry of object n.
func (f *file) kids(n int, key string) []int {
	f.t.Helper()
	_, list, _ := strings.Cut(f.objects[n], "/"+key+" [")
	list, _, _ = strings.Cut(list, "]")
	var out []int
	for _, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(list, -1) {
		out = append(out, atoi(m[1]))
	}
	return out
}

// content returns the content of a page, its streams one after the other.
func (f *file) content(page int) string {
	f.t.Helper()
	var refs []int
	switch body := f.objects[page]; {
	case strings.Contains(body, "/Contents ["):
		refs = f.kids(page, "Contents")
	case strings.Contains(body, "/Contents "):
		refs = []int{f.follow(page, "Contents")}
	}
	var b strings.Builder
	for _, n := range refs {
		b.Write(f.streams[n])
		b.WriteByte('\n')
	}
	return b.String()
}

// pages returns the page objects in order.
func (f *file) pages() []int { return f.kids(f.find("/Type /Pages"), "Kids") }

// outline prints the structure tree: roles, and MCIDs with their page.
func (f *file) structure() string {
	var b strings.Builder
	pages := map[string]int{}
	for i, n := range f.pages() {
		pages[strconv.Itoa(n)] = i
	}
	role := regexp.MustCompile(`/S /(\w+)`)
	page := regexp.MustCompile(`/Pg (\d+)`)
	kid := regexp.MustCompile(`<<[^>]*>>|\d+ 0 R|\d+`)
	var walk func(n, depth int)
	walk = func(n, depth int) {
		body := f.objects[n]
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", depth), role.FindStringSubmatch(body)[1])
		_, kids, _ := strings.Cut(body, "/K [")
		var elements []int
		for _, k := range kid.FindAllString(kids, -1) {
			switch {
			case strings.Contains(k, "/OBJR"):
				b.WriteString(" objr")
			case strings.Contains(k, "/MCR"):
				fmt.Fprintf(&b, " p%d:%s", pages[page.FindStringSubmatch(k)[1]], strings.Fields(strings.TrimSuffix(k[strings.Index(k, "/MCID "):], ">>"))[1])
			case strings.HasSuffix(k, " R"):
				m := atoi(strings.Fields(k)[0])
				elements = append(elements, m)
				b.WriteString(" " + role.FindStringSubmatch(f.objects[m])[1])
			default:
				fmt.Fprintf(&b, " p%d:%s", pages[page.FindStringSubmatch(body)[1]], k)
			}
		}
		b.WriteByte('\n')
		for _, m := range elements {
			walk(m, depth+1)
		}
	}
	walk(f.kids(f.find("/Type /StructTreeRoot"), "K")[0], 0)
	return b.String()
}
