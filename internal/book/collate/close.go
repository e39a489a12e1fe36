package collate

import (
	"strings"

	"keben/internal/book"
	"keben/internal/script"
)

// closeUp takes out the spaces an author has to type round a reference in Chinese text: 见 @fig-x 所示 reads
// 见图 1-1所示, and 见 @fig-x ——如此 reads 见图 1-1——如此, since what is printed begins with Han and a full-width mark
// carries its own blank. The rule is that of line ends (script.Spaced). Where the reference or its neighbour is not
// Chinese, the space stays.
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
			// A number at the end of the reference has its gap from the typesetter and the browser: what counts is how
			// the reference begins, and before a character that is wide in any text not even that.
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

// blank reports whether r is nothing, or a space; an ideographic one takes the place of a mark.
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
