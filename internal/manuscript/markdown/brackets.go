package markdown

import (
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// closing returns the offset of the ']' that belongs to the '[' at offset open of the block parent.
//
// The pairs of a block are found in one pass when first asked for: constructs that begin with '[' look
// ahead, and each looking for itself would take time quadratic in the block's length. Brackets pair as
// in link texts (CommonMark 6.3): escaped ones and those in code spans do not count.
func closing(open int, parent ast.Node, block text.Reader, pc parser.Context) (int, bool) {
	s := stateOf(pc)
	// A fragment's text is part of a block that has been scanned.
	if _, ok := parent.(*fragment); !ok && s.scanned != parent {
		s.scanned = parent
		if lines := parent.Lines(); lines.Len() > 0 {
			s.pair(block.Source(), lines.At(0).Start, lines.At(lines.Len()-1).Stop)
		}
	}
	end, ok := s.brackets[open]
	return end, ok
}

func (s *parsing) pair(src []byte, start, stop int) {
	var opened []int
	for i := start; i < stop; i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			opened = append(opened, i)
		case ']':
			if n := len(opened); n > 0 {
				s.brackets[opened[n-1]] = i
				opened = opened[:n-1]
			}
		case '`':
			n := prose.Count(src[i:stop], '`')
			if end := s.codes.End(i+n, stop, n); end > 0 {
				i = end - 1
			} else {
				i += n - 1
			}
		}
	}
}
