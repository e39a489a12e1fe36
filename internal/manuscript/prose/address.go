package prose

import "bytes"

// An address in running text is of ASCII characters and ends before a Han character or a full-width
// mark, since Chinese text has no space after it; a longer one is written <…>.

// SchemeLength is the length of the scheme at the end of s.
func SchemeLength(s []byte) int {
	for _, scheme := range [...]string{"https", "http", "ftp"} {
		n := len(scheme)
		if len(s) >= n && bytes.EqualFold(s[len(s)-n:], []byte(scheme)) && !WordBefore(s, n) {
			return n
		}
	}
	return 0
}

// WordBefore reports whether a letter or digit stands before the last n bytes of s.
func WordBefore(s []byte, n int) bool { return len(s) > n && LetterOrDigit(s[len(s)-n-1]) }

// URLLength is how far an address reaches from its ':' or '.' on, without the punctuation that ends
// the sentence (GFM 6.9). In a link's text a ']' ends it.
func URLLength(s []byte, inLabel bool) int {
	n, depth := 0, 0
scan:
	for n < len(s) {
		switch c := s[n]; c {
		case '<', '>', '"', '`', '|', '\\', '^', '{', '}':
			break scan
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				break scan
			}
		case ']':
			if inLabel {
				break scan
			}
		default:
			if c <= ' ' || c >= 0x7F {
				break scan
			}
		}
		n++
	}
	for n > 0 && bytes.IndexByte([]byte("?!.,:;*_~'[]"), s[n-1]) >= 0 {
		n--
	}
	return n
}

// LocalLength is the length of the part of an e-mail address before '@' at the end of s.
func LocalLength(s []byte) int {
	i := len(s)
	for i > 0 && (LetterOrDigit(s[i-1]) || bytes.IndexByte([]byte("._+-"), s[i-1]) >= 0) {
		i--
	}
	for i < len(s) && !LetterOrDigit(s[i]) {
		i++
	}
	return len(s) - i
}

// DomainLength is the length of '@' and a domain with at least one dot, or 0.
func DomainLength(s []byte) int {
	n, dot := 1, 0
	for n < len(s) && (LetterOrDigit(s[n]) || n > 1 && (s[n] == '-' || s[n] == '.')) {
		if s[n] == '.' {
			dot = n
		}
		n++
	}
	for n > 1 && !LetterOrDigit(s[n-1]) {
		n--
		if dot >= n {
			dot = bytes.LastIndexByte(s[:n], '.')
		}
	}
	if dot < 2 || dot+1 >= n {
		return 0
	}
	return n
}
