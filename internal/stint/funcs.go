package stint

import (
	"fmt"
	"strings"
	"text/template"
	"unicode/utf8"
)

// Funcs are the functions that Watch calls, and Strings.
func (m *Meter) Funcs() map[string]any {
	funcs := m.Strings()
	funcs[stepFunc], funcs[enterFunc], funcs[leaveFunc] = m.step, m.enter, m.leave
	return funcs
}

// Strings are the functions of the language that make strings, bounded.
func (m *Meter) Strings() map[string]any {
	return map[string]any{
		"print":    func(args ...any) (string, error) { return m.made(args, fmt.Sprint) },
		"println":  func(args ...any) (string, error) { return m.made(args, fmt.Sprintln) },
		"html":     func(args ...any) (string, error) { return m.made(args, template.HTMLEscaper) },
		"js":       func(args ...any) (string, error) { return m.made(args, template.JSEscaper) },
		"urlquery": func(args ...any) (string, error) { return m.made(args, template.URLQueryEscaper) },
		"printf":   m.printf,
	}
}

// Made counts a string that a function has made, and refuses one that is too long.
func (m *Meter) Made(s string) (string, error) {
	if len(s) > m.limits.Text {
		return "", m.stop(Text)
	}
	return s, m.Spend(len(s) / 64)
}

// Room refuses a string of n bytes before it is made; n may have overflowed.
func (m *Meter) Room(n int) error {
	if n < 0 || n > m.limits.Text {
		return m.stop(Text)
	}
	return m.Spend(n / 64)
}

// made calls a function that writes its arguments one after the other, unless they are too long already.
func (m *Meter) made(args []any, f func(...any) string) (string, error) {
	if _, err := m.measure(args); err != nil {
		return "", err
	}
	return m.Made(f(args...))
}

// measure returns how long args are, written one after the other, and the longest of them.
func (m *Meter) measure(args []any) (longest int, err error) {
	total := 0
	for _, a := range args {
		n := 0
		switch a := a.(type) {
		case string:
			n = len(a)
		case int, bool, float64, nil:
			n = 24
		default:
			n = len(fmt.Sprint(a))
		}
		longest = max(longest, n)
		if total += n; total > m.limits.Text {
			return longest, m.stop(Text)
		}
	}
	return longest, m.Spend(total / 64)
}

// overestimate is how many times the limit the estimate of a format may be before the format is refused untried.
const overestimate = 16

// printf is Go's, unless the format could make too long a string: a verb may ask for a million spaces, or for the same
// argument repeatedly.
func (m *Meter) printf(format string, args ...any) (string, error) {
	longest, err := m.measure(args)
	if err != nil {
		return "", err
	}
	if estimate(format, longest) > overestimate*m.limits.Text {
		return "", m.stop(Text)
	}
	return m.Made(fmt.Sprintf(format, args...))
}

// widest is the greatest width package fmt accepts.
const widest = 1_000_000

// estimate is the most bytes that a format can make with arguments of this length.
func estimate(format string, longest int) int {
	total := len(format)
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		width, n := 0, 0
	verb:
		for i++; i < len(format); i++ {
			switch c := format[i]; {
			case c >= '0' && c <= '9':
				n = min(10*n+int(c-'0'), widest)
			case c == '*':
				width, n = widest, 0
			case strings.IndexByte(".[]+-# ", c) >= 0:
				width, n = max(width, n), 0
			default:
				break verb
			}
		}
		total += longest + max(width, n) + utf8.UTFMax
		if total < 0 || total > 1<<40 {
			return 1 << 40
		}
	}
	return total
}
