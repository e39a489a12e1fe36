package twins

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"keben/internal/book"
	"keben/internal/source"
)

// The tests need pairs of texts whose alignment is known. phrases writes sentences in both languages: names, numbers
// in the habits of each, clauses that one language has and the other leaves out now and then, as translators do.
type phrases struct{ *rand.Rand }

type both struct{ zh, en string }

var (
	places = []both{{"塞尔维亚", "Serbia"}, {"巴基斯坦", "Pakistan"}, {"哈萨克斯坦", "Kazakhstan"}, {"老挝", "Laos"}, {"肯尼亚", "Kenya"}, {"希腊", "Greece"},
		{"印度尼西亚", "Indonesia"}, {"埃塞俄比亚", "Ethiopia"}, {"波兰", "Poland"}, {"秘鲁", "Peru"}, {"广西", "Guangxi"}, {"西安", "Xi’an"}, {"重庆", "Chongqing"}, {"喀什", "Kashgar"}}
	works = []both{{"铁路", "railway"}, {"港口", "port"}, {"电站", "power station"}, {"运河", "canal"}, {"工业园区", "industrial park"}, {"高速公路", "motorway"},
		{"输油管道", "oil pipeline"}, {"钢厂", "steel mill"}, {"农业技术学校", "school of farming"}, {"海底光缆", "submarine cable"}, {"集装箱码头", "container terminal"}, {"医院", "hospital"}}
	people = []both{{"当地官员", "local officials"}, {"研究者", "researchers"}, {"批评者", "critics"}, {"支持者", "supporters"}, {"沿线居民", "people along the line"},
		{"投资者", "investors"}, {"工程师", "engineers"}, {"海关", "the customs"}, {"银行", "the banks"}}
	things = []both{{"债务", "debt"}, {"就业", "employment"}, {"环境的代价", "the cost to the environment"}, {"技术标准", "technical standards"}, {"检疫证书", "quarantine certificates"},
		{"换装时间", "the time for changing wagons"}, {"汇率", "the exchange rate"}, {"税收", "taxation"}, {"水质", "the quality of the water"}, {"电价", "the price of electricity"},
		{"征地补偿", "compensation for land"}, {"货运量", "the volume of freight"}}
	tails = []both{{"，至今仍有争议", ", which is disputed to this day"}, {"，这一点常被忽略", ", a point often overlooked"}, {"，虽然进度不一", ", though at different speeds"},
		{"，但数字并不完整", ", but the figures are incomplete"}, {"，其中一半以上由企业自筹", ", more than half of it from the firms themselves"}}
	clauses = []both{{"换句话说，", "In other words, "}, {"据当年的年报，", "According to the annual report, "}, {"不过，", "However, "}, {"与此同时，", "At the same time, "}, {"因此，", "Therefore "}}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (p phrases) amount() both {
	n := 1 + p.IntN(98)
	switch p.IntN(4) {
	case 0:
		return both{fmt.Sprintf("%d.%d亿美元", n, n%9+1), fmt.Sprintf("US$%d million", n*100+(n%9+1)*10)}
	case 1:
		return both{fmt.Sprintf("%d万人", n), fmt.Sprintf("%d,000 people", n*10)}
	case 2:
		return both{fmt.Sprintf("%d公里", n*7), fmt.Sprintf("%d kilometres", n*7)}
	}
	return both{fmt.Sprintf("%d%%", n), fmt.Sprintf("%d per cent", n)}
}

func (p phrases) sentence() both {
	a, b, w, x, who, th, th2, n := pick(p.Rand, places), pick(p.Rand, places), pick(p.Rand, works), pick(p.Rand, works), pick(p.Rand, people), pick(p.Rand, things), pick(p.Rand, things), p.amount()
	year := 1995 + p.IntN(30)
	s := pick(p.Rand, []both{
		{fmt.Sprintf("%d年，%s与%s商定共建%s", year, a.zh, b.zh, w.zh), fmt.Sprintf("in %d %s and %s agreed to build a %s together", year, a.en, b.en, w.en)},
		{fmt.Sprintf("%s的%s总投资为%s", a.zh, w.zh, n.zh), fmt.Sprintf("the %s in %s came to %s in all", w.en, a.en, n.en)},
		{fmt.Sprintf("%s担心%s和%s", who.zh, th.zh, th2.zh), fmt.Sprintf("%s worry about %s and %s", who.en, th.en, th2.en)},
		{fmt.Sprintf("%s认为，%s比%s更要紧", who.zh, th.zh, th2.zh), fmt.Sprintf("in the view of %s, %s matters more than %s", who.en, th.en, th2.en)},
		{fmt.Sprintf("%s开通以后，%s变了样", w.zh, a.zh), fmt.Sprintf("once the %s was open, %s was no longer the same", w.en, a.en)},
		{fmt.Sprintf("没有%s，再好的%s也只是摆设", th.zh, w.zh), fmt.Sprintf("without %s even the best %s is only for show", th.en, w.en)},
		{fmt.Sprintf("%s要求公开%s，%s则不同意", who.zh, th.zh, pick(p.Rand, people).zh), fmt.Sprintf("%s asked that %s be made public, and others disagreed", who.en, th.en)},
		{fmt.Sprintf("到%d年底，%s已建成%s和%s", year, a.zh, w.zh, x.zh), fmt.Sprintf("by the end of %d %s had finished a %s and a %s", year, a.en, w.en, x.en)},
	})
	if p.IntN(3) == 0 {
		tail := pick(p.Rand, tails)
		s.zh += tail.zh
		if p.IntN(6) > 0 { // now and then lost in translation
			s.en += tail.en
		}
	}
	if p.IntN(4) == 0 {
		c := pick(p.Rand, clauses)
		return both{c.zh + s.zh + "。", c.en + s.en + "."}
	}
	return both{s.zh + "。", strings.ToUpper(s.en[:1]) + s.en[1:] + "."}
}

// specimen is a pair of chapters and what each block of the second is a translation of.
type specimen struct {
	zh, en *book.Chapter
	of     map[book.Block][]book.Block // by English block
}

func words(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }

// specimen makes a chapter of so many blocks: headings, paragraphs of one to six sentences, lists, quotations.
func (p phrases) specimen(slug string, blocks int) *specimen {
	s := &specimen{zh: &book.Chapter{Slug: slug, Lang: "zh", Source: source.New("zh/"+slug, nil)}, en: &book.Chapter{Slug: slug, Lang: "en", Source: source.New("en/"+slug, nil)}, of: map[book.Block][]book.Block{}}
	put := func(zh, en book.Block) {
		s.zh.Blocks, s.en.Blocks = append(s.zh.Blocks, zh), append(s.en.Blocks, en)
		s.of[en] = []book.Block{zh}
	}
	for n := range blocks {
		switch k := p.IntN(20); {
		case n%11 == 5:
			a, w := pick(p.Rand, places), pick(p.Rand, works)
			level := 2 + p.IntN(2)
			put(&book.Heading{Level: level, Content: words(a.zh + "的" + w.zh)}, &book.Heading{Level: level, Content: words("A " + w.en + " in " + a.en)})
		case k == 0:
			zh, en := &book.List{}, &book.List{}
			for range 2 + p.IntN(4) {
				i := p.sentence()
				zh.Items = append(zh.Items, &book.Item{Blocks: []book.Block{&book.Paragraph{Content: words(i.zh)}}})
				en.Items = append(en.Items, &book.Item{Blocks: []book.Block{&book.Paragraph{Content: words(i.en)}}})
			}
			put(zh, en)
		case k == 1:
			q := p.sentence()
			put(&book.Quote{Blocks: []book.Block{&book.Paragraph{Content: words(q.zh)}}}, &book.Quote{Blocks: []book.Block{&book.Paragraph{Content: words(q.en)}}})
		default:
			var zh, en []string
			for range 1 + p.IntN(6) {
				i := p.sentence()
				zh, en = append(zh, i.zh), append(en, i.en)
			}
			put(&book.Paragraph{Content: words(strings.Join(zh, ""))}, &book.Paragraph{Content: words(strings.Join(en, " "))})
		}
	}
	return s
}

// disturb merges, splits or moves a share of the paragraphs of the translation.
func (s *specimen) disturb(r *rand.Rand, share float64) {
	for range int(share * float64(len(s.en.Blocks))) {
		i := r.IntN(len(s.en.Blocks))
		p, ok := s.en.Blocks[i].(*book.Paragraph)
		if !ok || len(s.of[p]) != 1 || len(p.Content) != 1 {
			continue
		}
		switch r.IntN(3) {
		case 0:
			s.merge(i, p)
		case 1:
			s.split(i, p)
		default:
			rest := append(s.en.Blocks[:i:i], s.en.Blocks[i+1:]...)
			j := r.IntN(len(rest) + 1)
			s.en.Blocks = append(append(rest[:j:j], p), rest[j:]...)
		}
	}
}

func (s *specimen) merge(i int, p *book.Paragraph) {
	if i+1 == len(s.en.Blocks) {
		return
	}
	next, ok := s.en.Blocks[i+1].(*book.Paragraph)
	if !ok || len(s.of[next]) != 1 {
		return
	}
	m := &book.Paragraph{Content: append(append(append([]book.Inline{}, p.Content...), words(" ")...), next.Content...)}
	s.of[m] = append(append([]book.Block{}, s.of[p]...), s.of[next]...)
	s.en.Blocks = append(append(s.en.Blocks[:i:i], m), s.en.Blocks[i+2:]...)
}

func (s *specimen) split(i int, p *book.Paragraph) {
	text := p.Content[0].(*book.Text).Value
	var ends []int
	for k := range text {
		if strings.HasPrefix(text[k:], ". ") {
			ends = append(ends, k+2)
		}
	}
	if len(ends) == 0 {
		return
	}
	at := ends[len(ends)/2]
	a, b := &book.Paragraph{Content: words(text[:at-1])}, &book.Paragraph{Content: words(text[at:])}
	s.of[a], s.of[b] = s.of[p], s.of[p]
	s.en.Blocks = append(append(s.en.Blocks[:i:i], a, b), s.en.Blocks[i+1:]...)
}

// check counts the links between a block and its translation: those there are, those found, those right.
func (s *specimen) check(a *Alignment) (there, found, right int) {
	known := map[[2]book.Block]bool{}
	for _, en := range s.en.Blocks {
		for _, zh := range s.of[en] {
			known[[2]book.Block{zh, en}] = true
			there++
		}
	}
	for _, c := range a.Chapters(s.zh.Slug) {
		for _, p := range c.Pairs {
			for _, u := range p.A {
				for _, v := range p.B {
					if u.Block == nil || u.parent != nil || v.parent != nil {
						continue
					}
					found++
					if known[[2]book.Block{u.Block, v.Block}] {
						right++
					}
				}
			}
		}
	}
	return there, found, right
}
