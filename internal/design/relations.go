package design

import (
	"slices"
	"strconv"
	"strings"

	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/source"
)

// What one key of a theme demands of another:
//   - a leading is at least four fifths of the size it goes with, so that lines do not run into each other;
//   - a character of a style, and its line, fit into every type area of its language;
//   - the indents of a style leave at least four characters of every type area of its language;
//   - a master has a width, and fits on its page with its margins;
//   - the website's size in a wide window is not below that in a narrow one.

var (
	tightLeading = diag.NewKind("theme-leading", diag.Error,
		"expected a leading of at least %s for a size of %s, found %s", "字号 %[2]s 的行距应不小于 %[1]s，而不是 %[3]s",
		"lines closer than four fifths of the size run into each other", "行距小于字号的五分之四，上下行会相碰")
	wideIndents = diag.NewKind("theme-indents", diag.Error,
		"`%s` leaves %s of the %s of a line on %s", "%[4]s 每行宽 %[3]s，`%[1]s` 只给文字留下 %[2]s",
		"make left and right smaller: at least four characters must fit", "请减小 left 与 right，每行至少要排得下四个字")
	noTypeArea = diag.NewKind("theme-type-area", diag.Error,
		"expected `characters` or `measure`", "缺少 `characters` 或 `measure`",
		"add `characters: 28`, or `measure: 100mm`", "请补上 `characters: 28` 或 `measure: 100mm`")
	offPage = diag.NewKind("theme-type-area", diag.Error,
		"the type area of %[1]s × %[2]s mm, %[3]s mm from the spine and %[4]s mm from the head, does not fit on %[7]s, %[5]s × %[6]s mm",
		"版心 %[1]s × %[2]s 毫米（订口 %[3]s、天头 %[4]s 毫米）超出了开本 %[7]s（%[5]s × %[6]s 毫米）",
		"make characters, measure, lines, size, leading or the margins smaller", "请减小 characters、measure、lines、size、leading 或页边距")
	offArea = diag.NewKind("theme-type-area", diag.Error,
		"a line of `%s`, %s, does not fit into the type area of %s × %s mm on %s", "样式 `%s` 的一行（%s）排不进 %[5]s 的版心（%[3]s × %[4]s 毫米）",
		"make size or leading smaller", "请减小 size 或 leading")
	webSizes = diag.NewKind("theme-web-size", diag.Error,
		"expected `wide` to be at least `narrow`, %d, found %d", "`wide` 应不小于 `narrow`（%d），而不是 %d")
)

// relations finds what each key of a theme allows and another does not. The theme has passed its schema.
func (t *Theme) relations() (ms []diag.Message) {
	if n, w := t.Web.Size.Narrow, t.Web.Size.Wide; w < n {
		ms = append(ms, webSizes.At(t.blame([]string{"web", "size"}, "wide", "narrow"), n, w))
	}
	print := t.root.Get("print")
	for _, tag := range lang.Tags() {
		if print.Get("styles").Get(tag) == nil && print.Get("masters").Get(tag) == nil {
			continue // it is set as another is
		}
		p := pages{t: t, tag: tag, body: t.StylesOf(tag)["body"]}
		for _, trim := range print.Get("trims").Keys() {
			if m, ok := t.MasterOf(tag, trim); ok {
				ms = append(ms, p.check(trim, m)...)
			}
		}
		ms = append(ms, p.leadings()...)
	}
	// One number may spoil six page sizes and nine styles; it is one fault.
	told := map[source.Place]bool{}
	return slices.DeleteFunc(ms, func(m diag.Message) bool {
		before := told[m.Place]
		told[m.Place] = true
		return before
	})
}

// pages are those of a language.
type pages struct {
	t    *Theme
	tag  string
	body Style
}

func (p pages) style(name string) []string  { return []string{"print", "styles", p.tag, name} }
func (p pages) master(trim string) []string { return []string{"print", "masters", p.tag, trim} }

// causes are the paths to all that the room on a page depends on.
func (p pages) causes(trim string) (paths []string) {
	master, body := strings.Join(p.master(trim), "/"), strings.Join(p.style("body"), "/")
	for _, key := range []string{"measure", "characters", "size", "lines", "leading", "inner", "head"} {
		paths = append(paths, "/"+master+"/"+key)
	}
	return append(paths, "/"+body+"/size", "/"+body+"/leading", "/print/trims/"+trim+"/width", "/print/trims/"+trim+"/height")
}

// check checks the type area of a page, and the indents of styles in it.
func (p pages) check(trim string, m Master) []diag.Message {
	at := func(keys ...string) source.Place {
		return p.t.blame(p.master(trim), append(keys, p.causes(trim)...)...)
	}
	if m.Size == 0 {
		m.Size = p.body.Size
	}
	if m.Leading == 0 {
		m.Leading = p.body.Leading
	}
	width, height, page := m.Width(), m.Leading*geom.Length(m.Lines), p.t.Print.Trims[trim]
	switch {
	case width == 0:
		return []diag.Message{noTypeArea.At(at())}
	case tooTight(m.Size, m.Leading):
		return []diag.Message{tight(at("leading", "size"), m.Size, m.Leading)}
	case m.Inner+width <= page.Width && m.Head+height <= page.Height:
		return p.indents(trim, m)
	}
	keys := []string{"measure", "characters", "size", "inner"}
	if m.Inner+width <= page.Width {
		keys = []string{"lines", "leading", "head"}
	}
	return []diag.Message{offPage.At(at(keys...), millimetres(width), millimetres(height), millimetres(m.Inner), millimetres(m.Head),
		millimetres(page.Width), millimetres(page.Height), trim)}
}

// indents checks that every style leaves room for text on a page.
func (p pages) indents(trim string, m Master) (ms []diag.Message) {
	styles := p.t.StylesOf(p.tag)
	for _, k := range stylesSchema.Keys {
		s, ok := styles[k.Name]
		if !ok {
			continue
		}
		if s.Size == 0 {
			s.Size = m.Size
		}
		if height := m.Leading * geom.Length(m.Lines); s.Size > m.Width() || s.Leading > height {
			ms = append(ms, offArea.At(p.t.blame(p.style(k.Name), append([]string{"size", "leading"}, p.causes(trim)...)...), k.Name, max(s.Size, s.Leading).String()+"pt",
				millimetres(m.Width()), millimetres(height), trim))
			continue
		}
		if s.Left+s.Right == 0 {
			continue
		}
		if left := m.Width() - s.Size.Em(int64(s.Left)) - s.Size.Em(int64(s.Right)); left < 4*s.Size {
			keys := []string{"left", "right", "size"}
			if s.Right > s.Left {
				keys = []string{"right", "left", "size"}
			}
			ms = append(ms, wideIndents.At(p.t.blame(p.style(k.Name), append(keys, p.causes(trim)...)...), k.Name, left.String()+"pt", m.Width().String()+"pt", trim))
		}
	}
	return ms
}

// leadings checks the leading of every style against its size.
func (p pages) leadings() (ms []diag.Message) {
	styles := p.t.StylesOf(p.tag)
	for _, k := range stylesSchema.Keys {
		s, ok := styles[k.Name]
		if !ok {
			continue
		}
		if s.Size == 0 {
			s.Size = p.body.Size
		}
		if s.Leading == 0 {
			s.Leading = p.body.Leading
		}
		if tooTight(s.Size, s.Leading) {
			ms = append(ms, tight(p.t.blame(p.style(k.Name), "leading", "size", "/print/styles/"+p.tag+"/body/leading", "/print/styles/"+p.tag+"/body/size"), s.Size, s.Leading))
		}
	}
	return ms
}

// tooTight reports whether lines of a size run into each other at a leading.
func tooTight(size, leading geom.Length) bool { return leading < size.Mul(4, 5) }

func tight(at source.Place, size, leading geom.Length) diag.Message {
	return tightLeading.At(at, size.Mul(4, 5).String()+"pt", size.String()+"pt", leading.String()+"pt")
}

func millimetres(l geom.Length) string { return strconv.FormatFloat(l.Millimetres(), 'f', 1, 64) }
