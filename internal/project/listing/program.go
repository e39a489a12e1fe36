package listing

import (
	"keben/internal/diag"
	"keben/internal/literal"
	"keben/internal/plaintext"
	"keben/internal/source"
)

var (
	notData = diag.NewKind("list-entry", diag.Warning,
		"%q would have to be executed and is not read", "%q 须执行程序才能得到，未读取",
		"write the entries out, or list the chapters in book.yaml", "请直接写出各项，或在 book.yaml 中列出各章")
	noValue = diag.NewKind("list-entry", diag.Warning,
		"this program exports no value that can be read without running it", "此程序没有导出不必执行就能读取的值",
		"write the list of chapters out, or list the chapters in book.yaml", "请直接写出章节目录，或在 book.yaml 中列出各章")
)

// program reads the value that a file in JavaScript or TypeScript exports.
func (r *reader) program() *literal.Value {
	v := literal.Read(r.src, func(name string) *source.File {
		src, ms := plaintext.Open(r.fsys, name)
		if src != nil { // that there is no such file is no fault: the name may lack its ending
			r.messages = append(r.messages, ms...)
		}
		return src
	})
	if v.Kind == literal.Opaque {
		r.opaque(v)
	}
	return v
}

// opaque reports a value that only a program knows.
func (r *reader) opaque(v *literal.Value) {
	if !v.Place.Within() {
		r.report(noValue.At(source.Whole(r.src.Name)))
		return
	}
	what := []rune(v.Place.Text())
	if len(what) > mostShown {
		what = append(what[:mostShown], '…')
	}
	r.report(notData.At(v.Place, string(what)))
}

// mostShown is how many characters of a program a message shows.
const mostShown = 40

// elements are the items of a list of a program. Anything else but nothing has a message, and so has each item that only
// a program knows.
func (r *reader) elements(v *literal.Value) []*literal.Value {
	switch {
	case v == nil || v.Kind == literal.Null || v.Kind == literal.Bool:
		return nil
	case v.Kind == literal.Opaque:
		r.opaque(v)
		return nil
	case v.Kind != literal.List:
		r.report(listExpected.At(v.Place))
		return nil
	}
	var out []*literal.Value
	for _, item := range v.Items {
		switch item.Kind {
		case literal.Opaque:
			r.opaque(item)
		case literal.Null, literal.Bool: // of a condition that is not met
		default:
			out = append(out, item)
		}
	}
	return out
}

// words is the text of a key of an object. It is "", with a message, if only a program knows it.
func (r *reader) words(v *literal.Value, key string) string {
	of := v.Get(key)
	switch {
	case of == nil:
	case of.Kind == literal.Text:
		return of.Text
	case of.Kind == literal.Opaque:
		r.opaque(of)
	}
	return ""
}
