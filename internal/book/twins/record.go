package twins

import (
	"fmt"
	"path"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
)

// Record says which texts a chapter's translation was made from. It is kept beside the translation in a file that
// ends in .twin, one line a pair, in the order of the source:
//
//	id <tab> hash of the source <tab> hash of the translation <tab> the source
//
// It has the full source, so that changes since can be shown without version control. Tab, newline and backslash are
// written \t, \n and \\. Lines are found again by their hashes, so that a block keeps its line when it moves; the id is
// for people. Lines that cannot be read are kept as they are.
type Record struct {
	File    string
	Entries []Entry
	Unread  []string // lines that could not be read
}

// Entry is one line of a record. Hashes are of the texts in the form of Unit.Source.
type Entry struct {
	ID           string
	Source, Twin string // hashes
	Text         string // the source that the translation was made from
}

// RecordFile is the name of the record of a translated chapter.
func RecordFile(chapter string) string {
	return strings.TrimSuffix(chapter, path.Ext(chapter)) + ".twin"
}

const recordHead = "# What this translation was made from: block, hash of the source, hash of the translation, source. Written by keben accept.\n"

var (
	badRecord = diag.NewKind("twin-record", diag.Warning,
		"this line of the translation record cannot be read; it is kept", "译文记录中的这一行无法读取，已原样保留",
		"delete the line, then run `keben accept FILE`", "请删去该行，再运行 `keben accept 文件`")
	twiceRecord = diag.NewKind("twin-record", diag.Warning,
		"this line is in the translation record twice", "译文记录中的这一行重复",
		"delete one of the two", "请删去其中一行")
)

// ParseRecord reads a record. It takes whatever it can: no line is lost.
func ParseRecord(file string, data []byte) (*Record, []diag.Message) {
	r := &Record{File: file}
	var ms []diag.Message
	seen := map[Entry]bool{}
	src := source.New(file, data)
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, ok := parseEntry(line)
		switch {
		case !ok:
			r.Unread = append(r.Unread, line)
			ms = append(ms, badRecord.At(src.Line(n)))
			continue
		case seen[e]:
			ms = append(ms, twiceRecord.At(src.Line(n)))
			continue
		}
		seen[e] = true
		r.Entries = append(r.Entries, e)
	}
	return r, ms
}

func parseEntry(line string) (e Entry, ok bool) {
	f := strings.SplitN(line, "\t", 4)
	if len(f) != 4 || !isFingerprint(f[1]) || !isFingerprint(f[2]) || strings.Contains(f[3], "\t") {
		return e, false
	}
	text, ok := unescape(f[3])
	return Entry{f[0], f[1], f[2], text}, ok
}

func isFingerprint(s string) bool {
	return len(s) == 10 && strings.Trim(s, "0123456789abcdef") == ""
}

// Format writes a record as ParseRecord reads it.
func (r *Record) Format() []byte {
	var b strings.Builder
	b.WriteString(recordHead)
	for _, e := range r.Entries {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", e.ID, e.Source, e.Twin, escaper.Replace(e.Text))
	}
	for _, line := range r.Unread {
		b.WriteString(line + "\n")
	}
	return []byte(b.String())
}

var escaper = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func unescape(s string) (string, bool) {
	if !strings.Contains(s, "\\") {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", false
		}
		switch s[i] {
		case '\\':
			b.WriteByte('\\')
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		default:
			return "", false
		}
	}
	return b.String(), true
}

// confirmed returns the units of a chapter that are source and translation according to its record: those with the
// texts that were accepted, and those with the accepted translation whose source has been edited since. A text that is
// in the chapter twice confirms nothing.
func (r *Record) confirmed(c *Chapter) map[*Unit]*Unit {
	known := map[*Unit]*Unit{}
	if r == nil {
		return known
	}
	a, b := byFingerprint(c.a), byFingerprint(c.b)
	var edited []Entry
	recorded := map[string]bool{}
	for _, e := range r.Entries {
		recorded[e.Source] = true
		us, vs := a[e.Source], b[e.Twin]
		switch {
		case len(us) == 1 && len(vs) == 1:
			known[us[0]] = vs[0]
		case len(us) == 0 && len(vs) == 1 && !(vs[0].Kind == Paragraph && strings.Contains(e.Text, "\n")): // of two merged
			edited = append(edited, e)
		}
	}
	var fresh []*Unit // with a text that the record does not have
	for _, u := range c.a.all {
		if s := u.Source(); s != "" && !recorded[fingerprint(s)] {
			fresh = append(fresh, u)
		}
	}
	if len(edited)*len(fresh) > maxCells/100 {
		return known // a chapter written anew
	}
	for _, e := range edited {
		var best *Unit
		most := leastLike
		for _, u := range fresh {
			if like := likeness(e.Text, u.Source()); like > most && known[u] == nil && u.Kind == b[e.Twin][0].Kind {
				best, most = u, like
			}
		}
		if best != nil {
			known[best] = b[e.Twin][0]
		}
	}
	return known
}

// leastLike is how much of a text stays when it is edited; with less it is another text.
const leastLike = .5

func byFingerprint(p *parts) map[string][]*Unit {
	in := map[string][]*Unit{}
	for _, u := range p.all {
		if s := u.Source(); s != "" {
			in[fingerprint(s)] = append(in[fingerprint(s)], u)
		}
	}
	return in
}
