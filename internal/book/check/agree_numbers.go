package check

import (
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/number"
)

var (
	numberDiffers = diag.NewKind("number-mismatch", diag.Warning,
		"%q here, %q at %s", "此处作“%s”，而 %[3]s 处作“%[2]s”",
		"correct one; if both are right, add `<!-- keben: ignore number-mismatch -->`", "请改正其中一处；如果两处都对，请加 `<!-- keben: ignore number-mismatch -->`")
	numberLost = diag.NewKind("number-mismatch", diag.Warning,
		"%q at %s is missing here", "%[2]s 处有“%[1]s”，此处没有对应的数字")
	numberAdded = diag.NewKind("number-mismatch", diag.Warning,
		"%q is missing at %s", "此处有“%s”，%s 处没有对应的数字")
	boundDiffers = diag.NewKind("number-bound", diag.Warning,
		"%q here, %q at %s: one says more, the other less", "此处作“%s”，而 %[3]s 处作“%[2]s”：一处说“以上”，一处说“以下”")
)

// figure is a number with its passage.
type figure struct {
	number.Value
	in *passage
}

func figures(ps []*passage) (vs []number.Value, in []figure) {
	for _, pa := range ps {
		for _, v := range pa.numbers(0, len(pa.text)) {
			vs = append(vs, v)
			in = append(in, figure{v, pa})
		}
	}
	return vs, in
}

// exactly is a quantity of data/ as printed and as the data have it, because different values may be printed alike.
func (f figure) exactly() string {
	return strings.TrimSpace(f.Text + " = " + f.Data.Num.Plain() + " " + string(f.Data.Unit))
}

func (f figure) spot() spot { return spot{f.in, f.Start, f.End} }

// numbersAgree compares the numbers of a text and its translation as values: 3.1万亿 and 3.1 trillion, 三成 and
// 30 percent, 增加两倍 and “tripled”. A quantity of data/ is compared as the value it is; a number typed beside it may be
// that value rounded to the digits typed. Small numbers in words come and go in translation; they count when both sides
// have one left over, and then disagree.
func numbersAgree(p *proof, c *couple) {
	if len(c.a) == 0 || len(c.b) == 0 || c.a[0].lang == c.b[0].lang || c.a[0].lang.Numerals == lang.DigitsOnly || c.b[0].lang.Numerals == lang.DigitsOnly {
		return
	}
	va, fa := figures(c.a)
	vb, fb := figures(c.b)
	onlyA, onlyB, opposed := number.Match(va, vb)
	for _, o := range opposed {
		a, b := owner(fa, o[0]), owner(fb, o[1])
		p.report(b.spot(), boundDiffers, p.said(b), p.said(a), p.where(a))
	}
	left, right := news(restore(fa, onlyA), vb), news(restore(fb, onlyB), va)
	// The numbers left on both sides are taken for two forms of one number, nearest first.
	for _, sure := range []number.Weight{number.Firm, number.Counted} {
		for i := 0; i < len(left); i++ {
			k := rival(left[i], right, sure)
			if k < 0 {
				continue
			}
			a, b := left[i], right[k]
			x, y := a.Text, b.Text
			if a.Data != nil && b.Data != nil {
				x, y = a.exactly(), b.exactly()
			}
			p.report(b.spot(), numberDiffers, y, x, p.where(a))
			left, right = append(left[:i:i], left[i+1:]...), append(right[:k:k], right[k+1:]...)
			i--
		}
	}
	for _, a := range left {
		if a.Weight == number.Firm {
			p.report(start(c.b[0]), numberLost, a.Text, p.where(a))
		}
	}
	for _, b := range right {
		if b.Weight == number.Firm {
			p.report(b.spot(), numberAdded, b.Text, p.where(figure{in: c.a[0]}))
		}
	}
}

// news leaves out the numbers that the other side has too, though less often: a translation may say a year again.
func news(fs []figure, others []number.Value) (out []figure) {
	for _, f := range fs {
		if !slices.ContainsFunc(others, func(v number.Value) bool { return number.Same(f.Value, v) }) {
			out = append(out, f)
		}
	}
	return out
}

// said is a number with words before it such as 近 or "more than".
func (p *proof) said(f figure) string {
	near := 10 // "more than "
	if f.in.lang.Script.Han() {
		near = 3
	}
	return f.in.text[back(f.in.text, f.Start, 0, near):f.End]
}

func (p *proof) where(f figure) string { return p.at(f.in, f.Start, f.End).String() }

func owner(fs []figure, v number.Value) figure {
	for _, f := range fs {
		if f.Start == v.Start && f.End == v.End && f.Text == v.Text && f.Quantity == v.Quantity {
			return f
		}
	}
	return figure{Value: v}
}

func restore(fs []figure, vs []number.Value) (out []figure) {
	for _, v := range vs {
		out = append(out, owner(fs, v))
	}
	return out
}

// rival returns the number of the other side that a is likely a slip of. Both weigh at least least, and are of one
// kind, or one of the two is a plain count.
func rival(a figure, others []figure, least number.Weight) int {
	best := -1
	for k, b := range others {
		if a.Weight < least && b.Weight < least || a.Weight < number.Counted || b.Weight < number.Counted {
			continue
		}
		// 30 % and 30 percentage points, US$5 and 5 yuan: the same digits are the likeliest pair of all.
		if a.Cmp(b.Quantity) == 0 {
			return k
		}
		if best < 0 && (a.Kind == b.Kind || a.Kind == number.Count || b.Kind == number.Count || a.Kind >= number.Share && a.Kind <= number.Times && b.Kind >= number.Share && b.Kind <= number.Times) {
			best = k
		}
	}
	return best
}
