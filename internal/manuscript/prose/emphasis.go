package prose

import "keben/internal/script"

// Emphasis by CommonMark's rules depends on spaces between words, which Chinese does not have:
// **“强调。”**后文 shows its asterisks, and 说**集合（set）**是 turns the bold inside out. The rules here
// are those of the CJK-friendly amendments (commonmark-spec issue 650): next to a CJK character a
// delimiter run may open and close whatever punctuation it touches inside. In Chinese text the shared
// marks “ ” ‘ ’ … — are CJK punctuation too, because there they are full-width.

// Flanking tells whether a delimiter run between two characters is left-flanking and right-flanking
// (CommonMark 6.2 as amended). A character of 0 is the beginning or the end of the block.
func Flanking(before, after rune, chinese bool) (left, right bool) {
	west := func(r rune) bool { return script.Punct(r) && !script.CJK(r) && !(chinese && script.Shared(r)) }
	east := func(r rune) bool { return script.CJK(r) || chinese && script.Shared(r) }
	left = !script.Space(after) && (!west(after) || script.Space(before) || west(before) || east(before))
	right = !script.Space(before) && (!west(before) || script.Space(after) || west(after) || east(after))
	return left, right
}
