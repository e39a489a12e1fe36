package linebreak

import "testing"

// FuzzFind: any text at any level has one opportunity for each character, the last of them forced, and
// never a break that would begin or end a line with a prohibited mark.
func FuzzFind(f *testing.F) {
	f.Add("“一带一路”——《易·系辞》，1 234 567 kg……https://a.b/c", true, uint8(3))
	f.Add("？！？No. 5 D. E. Knuth, GB/T 7714—2015; don’t.", false, uint8(2))
	f.Add("第 3 章\n\u200b\u00ad\u0301", true, uint8(0))
	var b Breaks
	f.Fuzz(func(t *testing.T, text string, zh bool, level uint8) {
		var chars []Char
		for i, r := range text {
			c := Char{Rune: r, Zh: zh}
			if r == '\n' {
				c.Kind = Newline
			} else if level&16 != 0 && i%5 == 0 {
				c.Kind = Attached
			}
			chars = append(chars, c)
		}
		rules := Rules{Kinsoku: Level(level % 4)}
		out := b.Find(chars, rules)
		if len(out) != len(chars) {
			t.Fatalf("%d opportunities for %d characters", len(out), len(chars))
		}
		for i := range out {
			if i == len(out)-1 {
				if out[i].Break != Must {
					t.Error("the end is not forced")
				}
				break
			}
			if out[i].Break != May || chars[i+1].Kind != Ordinary || chars[i].Kind != Ordinary {
				continue
			}
			if next := out[i+1].Class; rules.notFirst(next) && !(next == Ellipsis && rules.Kinsoku < Strict) {
				t.Errorf("%q begins a line", chars[i+1].Rune)
			}
			if rules.notLast(out[i].Class) {
				t.Errorf("%q ends a line", chars[i].Rune)
			}
		}
	})
}
