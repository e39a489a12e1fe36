package design

import (
	"strconv"

	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/yaml"
)

var (
	outOfBounds = diag.NewKind("theme-range", diag.Error,
		"%s is %s; it must be from %s to %s", "%s 为 %s，应在 %s 至 %s 之间")
	noBody = diag.NewKind("theme-body", diag.Error,
		"these styles have no `body` with a `size` and a `leading`", "此处的样式缺少写明 size 与 leading 的 body")
	noTypeArea = diag.NewKind("theme-type-area", diag.Error,
		"this page has no type area", "此版面没有版心",
		"give `characters` or `measure`, and `lines`", "请写明 characters 或 measure，以及 lines")
)

// bound is what a key of the theme may be: a length where unit is one, else a whole number.
type bound struct {
	from, to int64
	unit     geom.Length
	name     string // of the unit
}

// Sizes and leadings divide pages into lines and lines into characters, so that none may be zero; the greatest are far
// beyond any use, and small enough that no sum of them overflows.
var (
	sizes    = bound{1, 500, geom.Pt, "pt"}
	pages    = bound{50, 1000, geom.Mm, "mm"} // as in book.yaml
	margins  = bound{0, 500, geom.Mm, "mm"}
	measures = bound{10, 1000, geom.Mm, "mm"}
	ems      = bound{-1, 50_000, 0, ""} // in thousandths; −1 is none where 0 is the body's
	lines    = bound{0, 1000, 0, ""}
)

// The bounds of the keys, by what they belong to. Whole numbers and lengths without an entry only move things.
var (
	trimBounds   = map[string]bound{"width": pages, "height": pages}
	masterBounds = map[string]bound{"characters": {1, 500, 0, ""}, "measure": measures, "lines": {1, 500, 0, ""},
		"inner": margins, "head": margins, "size": sizes, "leading": sizes}
	styleBounds = map[string]bound{"size": sizes, "leading": sizes, "indent": ems, "left": ems, "right": ems,
		"above": ems, "below": ems, "lines": lines}
	familyBounds = map[string]bound{"latin-size": {100, 10_000, 0, ""}}
	webBounds    = map[string]bound{"narrow": {1, 200, 0, ""}, "wide": {1, 200, 0, ""}}
)

// checkBounds reports the numbers of a theme that would leave no page, no line or no letter.
func (t *Theme) checkBounds(root *yaml.Node) []diag.Message {
	var ms []diag.Message
	each := func(group *yaml.Node, keys map[string]bound) {
		if group == nil {
			return
		}
		for _, entry := range group.Pairs {
			for _, p := range entry.Value.Pairs {
				if b, ok := keys[p.Key.Value]; ok {
					ms = append(ms, b.check(p.Key.Value, p.Value)...)
				}
			}
		}
	}
	print := root.Get("print")
	each(root.Get("web"), webBounds)
	each(root.Get("families"), familyBounds)
	each(print.Get("trims"), trimBounds)
	for _, group := range [...]struct {
		key  string
		keys map[string]bound
	}{{"masters", masterBounds}, {"styles", styleBounds}} {
		if n := print.Get(group.key); n != nil {
			for _, language := range n.Pairs {
				each(language.Value, group.keys)
			}
		}
	}
	return ms
}

// check reports a value outside b. What is no number at all has been reported by the decoder.
func (b bound) check(key string, n *yaml.Node) []diag.Message {
	if n.Kind != yaml.Scalar {
		return nil
	}
	unit := b.unit
	var v int64
	if unit == 0 {
		number, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil {
			return nil
		}
		v, unit = number, 1
	} else {
		l, err := geom.ParseLength(n.Value)
		if err != nil {
			return nil
		}
		v = int64(l)
	}
	if v < b.from*int64(unit) || v > b.to*int64(unit) {
		return []diag.Message{n.At(outOfBounds, key, n.Value, strconv.FormatInt(b.from, 10)+b.name, strconv.FormatInt(b.to, 10)+b.name)}
	}
	return nil
}

// checkMasters reports masters without a type area.
func (t *Theme) checkMasters(root *yaml.Node) []diag.Message {
	masters := root.Get("print").Get("masters")
	if masters == nil {
		return nil
	}
	var ms []diag.Message
	for _, language := range masters.Pairs {
		for _, entry := range language.Value.Pairs {
			if m := t.Print.Masters[language.Key.Value][entry.Key.Value]; m.Measure == 0 && m.Characters == 0 || m.Lines == 0 {
				ms = append(ms, entry.Key.At(noTypeArea))
			}
		}
	}
	return ms
}

// checkBodies reports languages whose body has no size or no leading: all other styles take theirs from it.
func (t *Theme) checkBodies(root *yaml.Node) []diag.Message {
	var ms []diag.Message
	styles := root.Get("print").Get("styles")
	if styles == nil {
		return nil
	}
	for _, language := range styles.Pairs {
		if b := t.Print.Styles[language.Key.Value]["body"]; b.Size <= 0 || b.Leading <= 0 {
			ms = append(ms, language.Key.At(noBody))
		}
	}
	return ms
}
