package manuscript

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"text/template"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/manuscript/markdown"
)

var chartLater = diag.NewKind("chart-later", diag.Warning,
	"the chart `%s` cannot be drawn yet; its place is marked", "暂不能绘制图表 `%s`，已标出其位置")

// funcs are the functions of a chapter's template beyond those of text/template:
//
//	qty "trade.2024"        a quantity of data/, as the language writes it
//	qty "3.1e12" "USD"      a quantity given here
//	table "investment"      a table of data/, on a line of its own
//	chart "trade"           reserved: there are no charts yet, and a message says so
//	data "trade.2024"       a plain value of data/, for conditions and loops; also .data.trade
//	upper lower title trim replace split join contains default seq
//	print printf println html js urlquery   as in Go, of bounded length
//
// A function that does not find its key reports that and prints a marked place. The template goes on, so that all such
// slips of a chapter are found at once.
func (r *run) funcs() template.FuncMap {
	funcs := template.FuncMap{
		"qty": r.quantity, "table": r.table, "chart": r.chart, "data": r.value,
		"upper": strings.ToUpper, "lower": strings.ToLower, "trim": strings.TrimSpace, "contains": strings.Contains,
		"replace": r.replace, "split": r.split, "join": r.join, "default": fallback, "seq": seq,
	}
	maps.Copy(funcs, r.meter.Strings())
	return funcs
}

// values are the data of a template: .data, .book, .chapter, .params, .lang.
func (r *run) values(c *book.Chapter) map[string]any {
	m := r.project.Meta[r.lang]
	params := c.Params
	if params == nil {
		params = map[string]any{}
	}
	return map[string]any{
		"data": r.data.Plain(), "lang": r.lang, "params": params,
		"book": map[string]any{
			"title": m.Title, "subtitle": m.Subtitle, "authors": m.Authors, "institution": m.Institution, "publisher": m.Publisher,
			"licence": m.Licence, "summary": m.Summary, "date": r.project.Date, "isbn": r.project.ISBN, "languages": r.project.Languages,
		},
		"chapter": map[string]any{"slug": c.Slug, "title": book.Plain(c.Title), "date": c.Date, "keywords": c.Keywords},
	}
}

func (r *run) use(key string) dataset.Use {
	return dataset.Use{Key: key, Lang: r.lang, Place: r.place()}
}

// insert keeps a node and returns its sentinel for the text.
func (r *run) insert(in markdown.Insert) string {
	r.inserts = append(r.inserts, in)
	return "\U000F0000" + strconv.Itoa(len(r.inserts)-1) + "\U000F0001"
}

func (r *run) quantity(key any, unit ...string) (string, error) {
	var q *book.Quantity
	var ms []diag.Message
	name := fmt.Sprint(key)
	switch len(unit) {
	case 0:
		q, ms = r.data.Quantity(r.use(name))
	case 1:
		q, ms = dataset.Literal(name, unit[0], r.use(name))
	default:
		return "", fmt.Errorf("qty takes a key, or a number and a unit")
	}
	r.messages = append(r.messages, ms...)
	if q != nil {
		return r.insert(markdown.Insert{Inline: q}), nil
	}
	return r.insert(markdown.Insert{Inline: faulty(ms, name)}), nil
}

func (r *run) table(key string) string {
	t, ms := r.data.Table(r.use(key))
	r.messages = append(r.messages, ms...)
	if t != nil {
		return r.insert(markdown.Insert{Block: t})
	}
	return r.insert(markdown.Insert{Block: r.placeholder(ms, key)})
}

func (r *run) chart(key string) string {
	m := chartLater.At(r.place(), key)
	r.messages = append(r.messages, m)
	return r.insert(markdown.Insert{Block: r.placeholder([]diag.Message{m}, key)})
}

// faulty marks the place of something that could not be made.
func faulty(ms []diag.Message, key string) *book.Fault {
	id := ""
	if len(ms) > 0 {
		id = ms[0].Kind.ID
	}
	return &book.Fault{ID: id, Content: []book.Inline{&book.Text{Value: "〔" + key + "〕"}}}
}

func (r *run) placeholder(ms []diag.Message, key string) book.Block {
	f := faulty(ms, key)
	return &book.Paragraph{
		Head:    book.Head{Lang: r.lang, Fault: f.ID, Range: r.now.Range},
		Content: []book.Inline{f},
	}
}

// value is a plain value of the data by its dotted key. Unlike the names of .data.trade.2024, those in a key may begin
// with a digit.
func (r *run) value(key string) any {
	v, ms := r.data.Value(r.use(key))
	r.messages = append(r.messages, ms...)
	return v
}

// replace computes the length of the result before making it, because one letter may become a page, a million times.
func (r *run) replace(from, to, s string) (string, error) {
	if err := r.meter.Room(len(s) + strings.Count(s, from)*len(to)); err != nil {
		return "", err
	}
	return r.meter.Made(strings.ReplaceAll(s, from, to))
}

// split makes a list. Its limit counts the memory of each part, not only its letters.
func (r *run) split(sep, s string) ([]string, error) {
	if err := r.meter.Room(len(s) + strings.Count(s, sep)); err != nil {
		return nil, err
	}
	return strings.Split(s, sep), nil
}

func (r *run) join(sep string, list any) (string, error) {
	words, ok := list.([]string)
	if l, any := list.([]any); any {
		ok = true
		for _, v := range l {
			words = append(words, fmt.Sprint(v))
		}
	}
	if !ok {
		return "", fmt.Errorf("join wants a list, not %T", list)
	}
	n := len(sep) * len(words)
	for _, w := range words {
		n += len(w)
	}
	if err := r.meter.Room(n); err != nil {
		return "", err
	}
	return r.meter.Made(strings.Join(words, sep))
}

// fallback returns v, or otherwise when v is empty.
func fallback(otherwise, v any) any {
	if truth, ok := template.IsTrue(v); ok && truth {
		return v
	}
	return otherwise
}

// seq counts from one number to another.
func seq(from, to int) ([]int, error) {
	// The difference of two distant numbers may overflow; as an unsigned number it is right.
	if from <= to && uint64(to)-uint64(from) >= uint64(budget.TemplateSequence.Max) {
		return nil, overrun{budget.TemplateSequence}
	}
	var out []int
	for i := from; i <= to; i++ {
		out = append(out, i)
		if i == to {
			break // the largest number has no next
		}
	}
	return out, nil
}
