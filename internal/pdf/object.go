package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
)

// ref is the number of an indirect object; every object has generation 0.
type ref int

// String returns the reference as it stands in the file.
func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// packed is how many objects share an object stream: enough to compress well, few enough that a reader
// gets at one without unpacking the book.
const packed = 200

// objects writes a file object by object (ISO 32000-1 §7.5). Dictionaries are gathered in object
// streams, which is what keeps a structure tree of tens of thousands of elements small.
type objects struct {
	w      io.Writer
	err    error // the first one of w; later calls do nothing
	plain  bool
	offset int64
	sum    hash.Hash
	table  []entry // by object number

	deflate *zlib.Writer
	stage   bytes.Buffer
	pack    struct {
		refs    []ref
		offsets []int
		body    []byte
	}
}

// entry is where an object is: at an offset, or the index-th in the object stream at.
type entry struct {
	in    bool // in an object stream
	at    int64
	index int
}

func newObjects(w io.Writer, plain bool) *objects {
	o := &objects{w: w, plain: plain, sum: sha256.New(), table: []entry{{}}}
	// The level is fixed, since the bytes depend on it.
	o.deflate, _ = zlib.NewWriterLevel(io.Discard, zlib.DefaultCompression)
	// The comment tells file transfer programs that the file is binary (§7.5.2; ISO 19005-2 §6.1.2
	// asks for four bytes above 127).
	o.write([]byte("%PDF-1.7\n%\xe5\x88\xbb\xe6\x9c\xac\n"))
	return o
}

func (o *objects) write(b []byte) {
	if o.err != nil {
		return
	}
	n, err := o.w.Write(b)
	o.offset += int64(n)
	o.sum.Write(b)
	o.err = err
}

// reserve returns the number for an object to be written later.
func (o *objects) reserve() ref {
	o.table = append(o.table, entry{})
	return ref(len(o.table) - 1)
}

// put writes the object r.
func (o *objects) put(r ref, body string) {
	if o.plain {
		o.table[r] = entry{at: o.offset}
		o.write(fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", r, body))
		return
	}
	p := &o.pack
	p.refs = append(p.refs, r)
	p.offsets = append(p.offsets, len(p.body))
	p.body = append(append(p.body, body...), '\n')
	if len(p.refs) == packed {
		o.flush()
	}
}

// add writes a new object and returns its number.
func (o *objects) add(body string) ref {
	r := o.reserve()
	o.put(r, body)
	return r
}

// flush writes the object stream that is being filled.
func (o *objects) flush() {
	p := &o.pack
	if len(p.refs) == 0 {
		return
	}
	r := o.reserve()
	var head []byte
	for i, m := range p.refs {
		head = fmt.Appendf(head, "%d %d ", m, p.offsets[i])
		o.table[m] = entry{in: true, at: int64(r), index: i}
	}
	dict := fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(p.refs), len(head))
	o.stream(r, dict, append(head, p.body...))
	p.refs, p.offsets, p.body = p.refs[:0], p.offsets[:0], p.body[:0]
}

// stream writes the stream r with the given dictionary entries, compressing data.
func (o *objects) stream(r ref, dict string, data []byte) {
	if o.plain {
		o.verbatim(r, dict, data)
		return
	}
	o.verbatim(r, join(dict, "/Filter /FlateDecode"), o.compress(data))
}

// compress returns data in zlib form; the result is valid until the next call.
func (o *objects) compress(data []byte) []byte {
	o.stage.Reset()
	o.deflate.Reset(&o.stage)
	o.deflate.Write(data)
	o.deflate.Close()
	return o.stage.Bytes()
}

// verbatim writes the stream r whose data is encoded already, as dict says.
func (o *objects) verbatim(r ref, dict string, data []byte) {
	o.table[r] = entry{at: o.offset}
	o.write(fmt.Appendf(nil, "%d 0 obj\n<<%s>>\nstream\n", r, join(dict, fmt.Sprintf("/Length %d", len(data)))))
	o.write(data)
	o.write([]byte("\nendstream\nendobj\n"))
}

// mostOffset is the greatest place in a file that the four bytes of the cross-references hold.
const mostOffset = math.MaxUint32

// close writes the cross-references and the trailer. The file identifier is a hash of all that precedes
// (§14.4: it should depend on the contents), so equal books have equal identifiers.
func (o *objects) close(root, info ref) error {
	o.flush()
	if o.offset > mostOffset && o.err == nil {
		o.err = errors.New("the file is larger than 4 GB")
	}
	id := o.sum.Sum(nil)[:16]
	trailer := fmt.Sprintf("/Root %v /Info %v /ID [<%X> <%X>]", root, info, id, id)
	start := o.offset
	if o.plain {
		b := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(o.table))
		for _, e := range o.table[1:] {
			b = fmt.Appendf(b, "%010d 00000 n \n", e.at)
		}
		o.write(fmt.Appendf(b, "trailer\n<</Size %d %s>>\n", len(o.table), trailer))
	} else {
		o.crossReferences(trailer)
	}
	o.write(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start))
	return o.err
}

// crossReferences writes the cross-reference stream (§7.5.8) in rows of 1, 4 and 2 bytes, each row
// as its difference from the row above (predictor "up"), since neighbours are alike.
func (o *objects) crossReferences(trailer string) {
	r := o.reserve()
	o.table[r] = entry{at: o.offset}
	const width = 7
	var data []byte
	var above [width]byte
	for n, e := range o.table {
		var row [width]byte
		switch {
		case n == 0:
			row[5], row[6] = 0xff, 0xff // the head of the empty free list
		case e.in:
			row = [width]byte{2, byte(e.at >> 24), byte(e.at >> 16), byte(e.at >> 8), byte(e.at), byte(e.index >> 8), byte(e.index)}
		default:
			row = [width]byte{1, byte(e.at >> 24), byte(e.at >> 16), byte(e.at >> 8), byte(e.at)}
		}
		data = append(data, 2)
		for i := range row {
			data = append(data, row[i]-above[i])
		}
		above = row
	}
	o.stream(r, fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /DecodeParms <</Predictor 12 /Columns %d>> %s", len(o.table), width, trailer), data)
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}
