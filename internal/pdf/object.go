package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"strconv"
)

// ref is the number of an indirect object; every object has generation 0.
type ref int

// String returns the reference as it stands in the file.
func (r ref) String() string { return string(appendRef(nil, r)) }

func appendRef(b []byte, r ref) []byte { return append(strconv.AppendInt(b, int64(r), 10), " 0 R"...) }

func appendRefs(b []byte, refs []ref) []byte {
	b = append(b, '[')
	for i, r := range refs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRef(b, r)
	}
	return append(b, ']')
}

// packed is how many objects share an object stream: enough to compress well, and few enough that a reader need not
// decompress the whole book for one.
const packed = 200

// blob is the data of a stream as the file has it, with its SHA-256 sum, so that kept data is not summed again.
type blob struct {
	data []byte
	sum  [sha256.Size]byte
}

func newBlob(data []byte) blob { return blob{data, sha256.Sum256(data)} }

// bundles is how many object streams n objects take.
func bundles(n int) int { return (n + packed - 1) / packed }

// bundle is a row of objects to be written together: dictionaries and arrays, not streams.
type bundle struct {
	refs []ref
	ends []int
	body []byte
}

// open begins the object r; what follows is appended to b.body until close.
func (b *bundle) open(r ref) { b.refs = append(b.refs, r) }

func (b *bundle) close() {
	b.body = append(b.body, '\n')
	b.ends = append(b.ends, len(b.body))
}

// put writes the whole object r.
func (b *bundle) put(r ref, body string) {
	b.open(r)
	b.text(body)
	b.close()
}

func (b *bundle) text(s string)   { b.body = append(b.body, s...) }
func (b *bundle) ref(r ref)       { b.body = appendRef(b.body, r) }
func (b *bundle) list(refs []ref) { b.body = appendRefs(b.body, refs) }
func (b *bundle) number(n int)    { b.body = strconv.AppendInt(b.body, int64(n), 10) }
func (b *bundle) at(i int) []byte {
	from := 0
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.body[from:b.ends[i]]
}

// sealed is an object stream (§7.5.7): some objects, compressed. It depends on the objects and their numbers, not on
// its own number.
type sealed struct {
	refs  []ref
	first int
	blob
}

// seal compresses the objects, a number of them together.
func (b *bundle) seal(compress func([]byte) []byte) []sealed {
	var out []sealed
	for from := 0; from < len(b.refs); from += packed {
		to := min(from+packed, len(b.refs))
		start := 0
		if from > 0 {
			start = b.ends[from-1]
		}
		var head []byte
		at := start
		for i := from; i < to; i++ {
			head = append(strconv.AppendInt(head, int64(b.refs[i]), 10), ' ')
			head = append(strconv.AppendInt(head, int64(at-start), 10), ' ')
			at = b.ends[i]
		}
		n := len(head)
		out = append(out, sealed{b.refs[from:to], n, newBlob(compress(append(head, b.body[start:at]...)))})
	}
	return out
}

// objects writes a file object by object (§7.5). Dictionaries are in object streams, because a structure tree has tens
// of thousands of elements.
type objects struct {
	w      io.Writer
	err    error // the first one of w; later calls do nothing
	plain  bool
	offset int64
	sum    hash.Hash
	table  []entry // by object number
}

// entry is the place of an object: the offset at, or the index-th object of the object stream at. At 0 the number is
// free.
type entry struct {
	in    bool // in an object stream
	at    int64
	index int
}

func newObjects(w io.Writer, plain bool) *objects {
	o := &objects{w: w, plain: plain, sum: sha256.New()}
	// The comment tells file transfer programs that the file is binary (§7.5.2; ISO 19005-2 §6.1.2
	// asks for four bytes above 127).
	o.write([]byte("%PDF-1.7\n%\xe5\x88\xbb\xe6\x9c\xac\n"))
	return o
}

func (o *objects) write(b []byte) {
	if o.err != nil {
		return
	}
	o.sum.Write(b)
	o.send(b)
}

// send writes bytes that the sum of the file already covers.
func (o *objects) send(b []byte) {
	if o.err != nil {
		return
	}
	n, err := o.w.Write(b)
	o.offset += int64(n)
	o.err = err
}

func (o *objects) enter(r ref, e entry) {
	for int(r) >= len(o.table) {
		o.table = append(o.table, make([]entry, int(r)+1-len(o.table))...)
	}
	o.table[r] = e
}

// bundle writes object streams, numbered from r.
func (o *objects) bundle(r ref, list []sealed) {
	for i, s := range list {
		for k, m := range s.refs {
			o.enter(m, entry{in: true, at: int64(r) + int64(i), index: k})
		}
		o.verbatim(r+ref(i), fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(s.refs), s.first), s.blob)
	}
}

// objects writes objects outside object streams.
func (o *objects) objects(b *bundle) {
	for i, r := range b.refs {
		o.enter(r, entry{at: o.offset})
		o.write(fmt.Appendf(nil, "%d 0 obj\n%sendobj\n", r, b.at(i)))
	}
}

// verbatim writes the stream r whose data is encoded already, as dict says.
func (o *objects) verbatim(r ref, dict string, data blob) {
	o.enter(r, entry{at: o.offset})
	o.write(fmt.Appendf(nil, "%d 0 obj\n<<%s>>\nstream\n", r, join(dict, fmt.Sprintf("/Length %d", len(data.data)))))
	o.sum.Write(data.sum[:])
	o.send(data.data)
	o.write([]byte("\nendstream\nendobj\n"))
}

// content writes the stream r of page content.
func (o *objects) content(r ref, data blob) {
	if o.plain {
		o.verbatim(r, "", data)
	} else {
		o.verbatim(r, "/Filter /FlateDecode", data)
	}
}

// mostOffset is the greatest offset that fits into the four bytes of a cross-reference.
const mostOffset = math.MaxUint32

// close writes the cross-references and the trailer. Where the cross-references are a stream, its number is self, above
// all others. The file identifier is a hash of all that precedes, in which the sums of streams stand for the streams,
// so that equal books have equal identifiers (§14.4 asks that it depend on the contents).
func (o *objects) close(self ref) error {
	if o.offset > mostOffset && o.err == nil {
		o.err = errors.New("the file is larger than 4 GB")
	}
	id := o.sum.Sum(nil)[:16]
	trailer := fmt.Sprintf("/Root %v /Info %v /ID [<%X> <%X>]", catalogRef, infoRef, id, id)
	start := o.offset
	if o.plain {
		b := fmt.Appendf(nil, "xref\n0 %d\n", len(o.table))
		for _, e := range o.table {
			if e.at == 0 {
				b = append(b, "0000000000 65535 f \n"...)
			} else {
				b = fmt.Appendf(b, "%010d 00000 n \n", e.at)
			}
		}
		o.write(fmt.Appendf(b, "trailer\n<</Size %d %s>>\n", len(o.table), trailer))
	} else {
		o.crossReferences(self, trailer)
	}
	o.write(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start))
	return o.err
}

// crossReferences writes the cross-reference stream (§7.5.8) in rows of 1, 4 and 2 bytes. Each row is written as its
// difference from the row above (predictor "up"), because neighbours are alike.
//
// Numbers without an object are free entries that lead back to object 0 and have generation 65,535, which takes them
// out of use without a list (§7.5.4).
func (o *objects) crossReferences(self ref, trailer string) {
	o.enter(self, entry{at: o.offset})
	const width = 7
	data := make([]byte, 0, len(o.table)*(width+1))
	var above [width]byte
	for _, e := range o.table {
		row := [width]byte{5: 0xff, 6: 0xff}
		switch {
		case e.in:
			row = [width]byte{2, byte(e.at >> 24), byte(e.at >> 16), byte(e.at >> 8), byte(e.at), byte(e.index >> 8), byte(e.index)}
		case e.at != 0:
			row = [width]byte{1, byte(e.at >> 24), byte(e.at >> 16), byte(e.at >> 8), byte(e.at)}
		}
		data = append(data, 2)
		for i := range row {
			data = append(data, row[i]-above[i])
		}
		above = row
	}
	o.verbatim(self, fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /DecodeParms <</Predictor 12 /Columns %d>> %s /Filter /FlateDecode",
		len(o.table), width, trailer), newBlob(deflate(data, objectLevel)))
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}
