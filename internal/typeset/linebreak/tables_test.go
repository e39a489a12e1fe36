package linebreak

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/golden"
)

// classNames are for print-outs.
var classNames = strings.Fields("Other Han Western Open Close Pause Stop Half Dot Short Connector Solidus Dash Ellipsis Wide WideSpace Postfix Prefix Space Extend")

// The tables of the rules, printed: what class each character has, and what is between two classes, how wide they are
// and which end of a line they may be at, in each style of punctuation. A change of a rule is read here as the rule's
// effect.
func TestTables(t *testing.T) {
	golden.Run(t, "testdata/tables.txtar", func(t *testing.T, a *golden.Archive) {
		a.Want("classes", classTable())
		var b strings.Builder
		for _, s := range []struct {
			name  string
			rules Rules
		}{
			{"quanjiao", Rules{Squeeze: Quanjiao}}, {"kaiming", Rules{Squeeze: Kaiming}}, {"banjiao", Rules{Squeeze: Banjiao}},
			{"hangmobanjiao", Rules{Squeeze: Hangmobanjiao}}, {"plain", Rules{Squeeze: Plain}},
			{"rigid stops, narrow gap", Rules{RigidStops: true, NarrowGap: true}},
		} {
			fmt.Fprintf(&b, "%s\n%s", s.name, spacingTable(s.rules))
		}
		a.Want("between", b.String())
		a.Want("ends", endTable())
		a.Want("seams", seamTable())
	})
}

// classTable lists stretches of characters of one class, in Chinese and in other runs.
func classTable() string {
	var b strings.Builder
	for _, blocks := range [][2]rune{{0, 0x52f}, {0x600, 0x66f}, {0xe40, 0xe5f}, {0x1100, 0x110f}, {0x1e00, 0x33ff}, {0x4df0, 0x4e0f}, {0xac00, 0xac0f}, {0xf900, 0xf90f}, {0xfe00, 0xffef}, {0x1f000, 0x1fb0f}, {0x20000, 0x2000f}} {
		from, last := blocks[0], ""
		for r := blocks[0]; r <= blocks[1]+1; r++ {
			is := classNames[ClassOf(r, true)]
			if other := classNames[ClassOf(r, false)]; other != is {
				is += ", else " + other
			}
			if r > blocks[1] {
				is = ""
			}
			if is != last && last != "" {
				fmt.Fprintf(&b, "%04X-%04X %s\n", from, r-1, last)
			}
			if is != last {
				from, last = r, is
			}
		}
	}
	return b.String()
}

// spacingTable lists what is between classes: left blank, gap, right blank, then how much may go, how much may be added
// and at which step, and whether tracking may open the place. Classes are listed after those that behave so before
// them.
func spacingTable(rules Rules) string {
	var b strings.Builder
	for i, name := range classNames {
		var order []string
		beside := map[string][]string{}
		for k, next := range classNames {
			s := rules.Between(Class(i), Class(k))
			is := fmt.Sprintf("%d %d %d -%d +%d %s", s.Left, s.Gap, s.Right, s.Shrink, s.Stretch, s.Class)
			if s.Track {
				is += " track"
			}
			if beside[is] == nil {
				order = append(order, is)
			}
			beside[is] = append(beside[is], next)
		}
		fmt.Fprintf(&b, "  %s, cell %d\n", name, rules.Cell(Class(i)))
		for _, is := range order {
			fmt.Fprintf(&b, "    %s: %s\n", is, strings.Join(beside[is], " "))
		}
	}
	return b.String()
}

// endTable says which classes may begin and end a line, at each level.
func endTable() string {
	var b strings.Builder
	for i, name := range classNames {
		fmt.Fprintf(&b, "%-9s", name)
		for _, level := range []Level{None, Basic, GB, Strict} {
			r := Rules{Kinsoku: level}
			first, last := "first", "last"
			if r.notFirst(Class(i)) {
				first = "-"
			}
			if r.notLast(Class(i)) {
				last = "-"
			}
			fmt.Fprintf(&b, " %5s %4s", first, last)
		}
		fmt.Fprintf(&b, "  wide %v, mark %v\n", Class(i).IsWide(), Class(i).IsMark())
	}
	return b.String()
}

// seamTable says what program text costs to break between two characters.
func seamTable() string {
	var b strings.Builder
	const marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~aB09中"
	for _, before := range marks {
		order, after := []string{}, map[string]string{}
		for _, r := range marks {
			is := "none"
			if penalty, ok := Seam(before, r); ok {
				is = fmt.Sprint(penalty)
			}
			if after[is] == "" {
				order = append(order, is)
			}
			after[is] += string(r)
		}
		fmt.Fprintf(&b, "%c", before)
		for _, is := range order {
			fmt.Fprintf(&b, "  %s: %s", is, after[is])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
