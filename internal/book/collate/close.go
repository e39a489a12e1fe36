package collate

import (
	"strings"

	"keben/internal/book"
	"keben/internal/script"
)

// closeUp removes the spaces that an author has to type around a reference in Chinese text: 见 @fig-x 所示 becomes 见图
// 1-1所示, and 见 @fig-x ——如此 becomes 见图 1-1——如此, because the printed text begins with Han, and a full-width mark has its
// own blank. The rule is that of line ends (script.Spaced). Where the reference or its neighbour is not Chinese, the
// space stays.
func closeUp(run []book.Inline) {
	for i, in := range run {
		closeUp(book.Children(in))
		ref, ok := in.(*book.Ref)
		if !ok || ref.Text == "" {
			continue
		}
		label := script.Head(ref.Text)
		if t, ok := textAt(run, i-1); ok {
			rest, ok := strings.CutSuffix(t.Value, " ")
			if left := script.Tail(rest, script.Tail(emphasized(run, i-2), script.Edge{})); ok && tight(left, label) {
				t.Value = rest
			}
		}
		if t, ok := textAt(run, i+1); ok {
			rest, ok := strings.CutPrefix(t.Value, " ")
			right := script.Head(rest)
			if rest == "" {
				right = script.Head(emphasized(run, i+2))
			}
			// Only the first character of the reference counts, because the typesetter and the browser put the gap
			// after a number at its end. Before a character that is wide in any text not even the first one counts.
			if ok && (script.Wide(right.Facing) || right.Facing == '\u3000' || tight(label, right)) {
				t.Value = rest
			}
		}
	}
}

// tight reports whether no space belongs between two edges that both show something.
func tight(left, right script.Edge) bool {
	return !blank(left.Facing) && !blank(right.Facing) && !script.Spaced(left, right, true)
}

// blank reports whether r is 0 or a space. An ideographic space counts as a mark.
func blank(r rune) bool { return r != '\u3000' && script.Space(r) }

// textAt returns the text at i in run, where there is one.
func textAt(run []book.Inline, i int) (*book.Text, bool) {
	if i < 0 || i >= len(run) {
		return nil, false
	}
	t, ok := run[i].(*book.Text)
	return t, ok
}

// emphasized returns the text of the emphasis or the link at i in run, from which only a space parts a reference.
func emphasized(run []book.Inline, i int) string {
	if i < 0 || i >= len(run) || len(book.Children(run[i])) == 0 {
		return ""
	}
	return book.Plain(run[i : i+1])
}
