package paragraph

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
	"keben/templates"
)

const em = 10 * geom.Pt

var faces sync.Map

func face(t testing.TB, name string) *font.Face {
	t.Helper()
	if f, ok := faces.Load(name); ok {
		return f.(*font.Face)
	}
	data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	faces.Store(name, f)
	return f
}

// per1000 is a share as the tests of this package give it.
func per1000(n int64) geom.Ratio { return geom.Ratio{Num: n, Den: 1000} }

// The sizes of these tests are round numbers, whatever the theme has.
var (
	readings   = Readings{Size: per1000(500), Rise: per1000(1000), Gap: per1000(250), Overhang: per1000(125), Height: per1000(1400)}
	decoration = Decoration{Dot: per1000(100), DotDrop: per1000(300), DotBelow: per1000(400), Drop: per1000(200), Strike: per1000(350),
		Thickness: per1000(50), Apart: per1000(50), Wave: per1000(200), WaveHeight: per1000(50), Fault: per1000(150), FaultHeight: per1000(100)}
)

// looks for tests: Song with Source Serif at 10 pt, Latin at the same size so that sums are plain.
func look(t testing.TB, lang string) *Look {
	return &Look{Han: []*font.Face{face(t, "KebenSong-Regular")}, Latin: []*font.Face{face(t, "KebenSerif-Regular")},
		Size: em, LatinSize: em, Lang: lang, Readings: readings, Decoration: decoration}
}

func chinese(ems int64) *Style {
	return &Style{Measure: em * geom.Length(ems), Lang: "zh", Em: em, LastMin: 2,
		Rules: linebreak.Rules{Squeeze: linebreak.Quanjiao, Kinsoku: linebreak.Strict}}
}

func english(pt float64) *Style {
	return &Style{Measure: geom.FromPoints(pt), Lang: "en", Em: em, LastMin: 4, HyphenBefore: 2, HyphenAfter: 3,
		Rules: linebreak.Rules{Squeeze: linebreak.Plain, Kinsoku: linebreak.Strict}}
}

func plain(t testing.TB, lang, text string) []Piece {
	return []Piece{{Look: look(t, lang), Text: text, Tag: 1}}
}

func newSetter() *Setter { return NewSetter(shape.NewShaper(nil)) }

// textOf joins the texts of the glyphs, as copying from the page does.
func textOf(lines []Line) string {
	var b strings.Builder
	for i := range lines {
		for _, op := range lines[i].Ops {
			if op.Run == nil || op.Tag == draw.Artifact {
				continue
			}
			for _, g := range op.Run.Glyphs {
				b.WriteString(g.Text)
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\u00ad", "")
}

// texts are the lines as text.
func texts(lines []Line) []string {
	var out []string
	for i := range lines {
		out = append(out, strings.Trim(textOf(lines[i:i+1]), " "))
	}
	return out
}

func dump(lines []Line) string {
	var b bytes.Buffer
	if err := Dump(&b, lines); err != nil {
		return err.Error()
	}
	return b.String()
}

const chineseText = "“一带一路”倡议提出十年来，中国与共建国家的贸易额从2013年的1.04万亿美元增长到2022年的2.07万亿美元，年均增长8%（见《发展报告》）。世界银行（World Bank）估计，若全部交通项目建成，到2030年，每年将为世界产生1.6万亿美元的收益，占全球GDP的1.3%——这还没有算上……其他的效益。他问：“真的吗？！”我说：‘当然。’阿卜杜拉·穆罕默德·侯赛因博士在《Go语言程序设计》中使用 Go 语言写了 25 kg 的代码，见https://example.org/a/b?c=d。"

const englishText = "In the beginning of the twentieth century, typographers considered the “grey” of a page its most important quality; hyphenation, justification and the careful distribution of white space were the compositor’s craft. The office of the printer—an efficient, affluent firm—employed twenty-five men. Knuth’s algorithm (1981) considers the paragraph as a whole, and finds the optimal sequence of breakpoints in a surprisingly small amount of time."

func TestEverySourceCharacterIsSetOnceInOrder(t *testing.T) {
	s := newSetter()
	for _, c := range []struct {
		lang, text string
		style      *Style
	}{
		{"zh", chineseText, chinese(20)}, {"zh", chineseText, chinese(3)}, {"zh", englishText, chinese(12)},
		{"en", englishText, english(200)}, {"en", englishText, english(40)}, {"en", chineseText, english(200)},
		{"zh", "　　“甲 ”  乙\u200b丙 ", chinese(4)},
	} {
		lines := s.Set(plain(t, c.lang, c.text), c.style)
		if got := textOf(lines); got != c.text {
			t.Errorf("set %q\nwant %q", got, c.text)
		}
	}
}

func TestJustifiedLinesEndAtTheMeasure(t *testing.T) {
	s := newSetter()
	for _, c := range []struct {
		lang, text string
		style      *Style
	}{
		{"zh", chineseText, chinese(20)}, {"zh", chineseText, chinese(28)}, {"en", englishText, english(200)}, {"en", englishText, english(280)},
	} {
		lines := s.Set(plain(t, c.lang, c.text), c.style)
		t.Log("\n" + dump(lines))
		for i, l := range lines[:len(lines)-1] {
			end := inkEnd(&l)
			if out := protruded(&lines[i]); end-out < c.style.Measure-geom.Pt/20 || end-out > c.style.Measure+geom.Pt/20 {
				t.Errorf("line %d ends at %v, protruding %v, measure %v: %s", i, end, out, c.style.Measure, l.Breaks.Text)
			}
		}
	}
}

// inkEnd is where the box of the last glyph with a width ends.
func inkEnd(l *Line) (end geom.Length) {
	for _, op := range l.Ops {
		if op.Run == nil {
			continue
		}
		for _, g := range op.Run.Glyphs {
			if g.Advance > 0 && strings.Trim(g.Text, " ") != "" {
				end = max(end, op.At.X+g.X+g.Advance)
			}
		}
	}
	return end
}

// protruded is how far the line stands in the right margin by design.
func protruded(l *Line) geom.Length { return l.Start + l.Width - l.Breaks.Target }
