// Package hypertext reads HTML that an author typed, token by token, and says which bytes each token takes.
//
// The tokens of a text partition it: nothing is left out, nothing is read twice, and Token.From and Token.To are byte
// offsets of the typed text. Tags, attributes, comments and the text of a <script> are read by the HTML Standard
// (§13.2.5), by the tokenizer of golang.org/x/net/html. Its parser is not used, because it moves nodes to where a
// browser would show them and forgets their places.
//
// Five things are read differently from a browser, because no word of the author's may be lost:
//
//   - A tag without its end is text (Broken), where a browser drops everything up to the end of the file. So is a tag
//     whose missing quotation mark makes the next tag a part of it.
//   - <!重要>, </张三> and <?> are text; in a browser they are comments.
//   - An instruction ends at ?>, and a <script> without an end tag has no text.
//   - The text of <![CDATA[…]]> is text.
//   - The slash of <img src=a.png/> is not part of the address.
package hypertext

import (
	"strings"

	"golang.org/x/net/html"
)

// Kind says what a token is.
type Kind int

// The kinds of tokens.
const (
	Text        Kind = iota
	Start            // <name attributes>
	End              // </name>
	Comment          // <!-- … -->
	Declaration      // <!DOCTYPE …>
	Instruction      // <?name … ?>
)

// Token is a piece of a text.
type Token struct {
	Kind
	From, To int    // the bytes of the text that it takes
	Name     string // of a tag, in small letters
	Attrs    []Attribute
	Value    string // of Text: its text, with references resolved
	Closed   bool   // of Start: <br/>
	Raw      bool   // of Text: it is inside <script> and its like
	Broken   bool   // of Text and Comment: its end is missing
}

// Attribute is an attribute of a tag: the name in small letters, the value with its references resolved.
type Attribute struct{ Name, Value string }

// Attr returns the value of an attribute, or "".
func (t *Token) Attr(name string) string {
	for _, a := range t.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Tokens reads a text.
func Tokens(text string) []Token { return tokens(text, true).out }

// Tags reads tags that another parser has found, one after the other. The text between <script> and </script> is not
// among them.
func Tags(text string) []Token { return tokens(text, false).out }

// rereading is how many times the length of a text may be read again after tags without an end. The rest is then text.
const rereading = 8

// tokenBuffer is the initial buffer of a tokenizer of x/net/html, in bytes.
const tokenBuffer = 4096

// scanner has a tokenizer. After a text that is read differently from the tokenizer, it begins a new one.
type scanner struct {
	text    string
	at      int // where the next token begins
	z       *html.Tokenizer
	raw     bool            // text of <script> and its like is expected
	endless map[string]bool // names without an end tag from here on
	noEnd   bool            // no ?> follows
	left    int             // bytes that may still be read again, so that work stays linear
	steps   int             // bytes looked at, for the tests
	out     []Token
}

func tokens(text string, raw bool) *scanner {
	s := &scanner{text: text, raw: raw, endless: map[string]bool{}, left: rereading*len(text) + 64*tokenBuffer}
	if strings.IndexByte(text, '<') < 0 {
		s.plain(len(text))
		return s
	}
	s.begin(0)
	for s.at < len(s.text) {
		s.next()
	}
	return s
}

// begin begins anew at an offset.
func (s *scanner) begin(at int) {
	s.at = at
	s.left -= tokenBuffer
	s.z = html.NewTokenizer(strings.NewReader(s.text[at:]))
	s.z.AllowCDATA(true)
}

// add appends a token that takes n bytes.
func (s *scanner) add(t Token, n int) {
	t.From, t.To = s.at, s.at+n
	s.at = t.To
	if n > 0 {
		s.out = append(s.out, t)
	}
}

// plain takes n bytes as running text.
func (s *scanner) plain(n int) {
	s.add(Token{Value: legible(html.UnescapeString(s.text[s.at : s.at+n]))}, n)
}

func (s *scanner) next() {
	kind := s.z.Next()
	n := len(s.z.Raw())
	s.steps += n
	typed := s.text[s.at : s.at+n]
	switch kind {
	case html.TextToken:
		if body, ok := strings.CutPrefix(typed, "<![CDATA["); ok {
			s.add(Token{Value: legible(strings.TrimSuffix(body, "]]>"))}, n)
			return
		}
		s.add(Token{Value: legible(string(s.z.Text()))}, n)
	case html.StartTagToken, html.SelfClosingTagToken:
		s.start(kind, typed)
	case html.EndTagToken:
		name, _ := s.z.TagName()
		s.add(Token{Kind: End, Name: string(name)}, n)
	case html.DoctypeToken:
		s.add(Token{Kind: Declaration}, n)
	case html.CommentToken:
		s.comment(typed)
	default:
		s.unfinished(len(s.text) - s.at)
	}
}

// unfinished takes the beginning of a tag as text; n bytes were read in search of its end.
func (s *scanner) unfinished(n int) {
	if s.left -= n; s.left < 0 {
		s.add(Token{Value: legible(html.UnescapeString(s.text[s.at:])), Broken: true}, len(s.text)-s.at)
		return
	}
	end := s.at + 1
	for end < len(s.text) && (s.text[end] == '/' && end == s.at+1 || letterOrDigit(s.text[end])) {
		end++
	}
	s.add(Token{Value: s.text[s.at:end], Broken: true}, end-s.at)
	s.begin(end)
}

func letterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// start takes a start tag, and the program text behind it.
func (s *scanner) start(kind html.TokenType, typed string) {
	name, more := s.z.TagName()
	t := Token{Kind: Start, Name: string(name), Closed: kind == html.SelfClosingTagToken}
	misquoted := false
	for more {
		var key, value []byte
		key, value, more = s.z.TagAttr()
		// Parse errors of HTML §13.2.5.33, which mean that a quotation mark is missing.
		misquoted = misquoted || strings.ContainsAny(string(key), "\"'<")
		t.Attrs = append(t.Attrs, Attribute{string(key), legible(string(value))})
	}
	if first := strings.IndexByte(typed, '>') + 1; misquoted && first < len(typed) && s.left > len(typed) {
		s.left -= len(typed)
		s.add(Token{Value: legible(html.UnescapeString(typed[:first])), Broken: true}, first)
		s.begin(s.at)
		return
	}
	if last := len(t.Attrs) - 1; last >= 0 && !t.Closed && void[t.Name] && strings.HasSuffix(typed, "/>") {
		// <img src=a.png/>: the slash is meant to close the element.
		t.Attrs[last].Value, t.Closed = strings.TrimSuffix(t.Attrs[last].Value, "/"), true
	}
	s.add(t, len(typed))
	switch {
	case !rawText[t.Name]:
	case !s.raw || t.Name == "plaintext" || s.endless[t.Name]:
		s.z.NextIsNotRawText()
	default:
		s.program(t.Name)
	}
}

// rawText are the elements whose content the tokenizer does not read as tags.
var rawText = Names("iframe noembed noframes noscript plaintext script style textarea title xmp")

// program takes the text of <script> and its like. An element without an end tag has no text.
func (s *scanner) program(name string) {
	at := s.at
	kind := s.z.Next()
	n := len(s.z.Raw())
	s.steps += n
	switch {
	case at+n == len(s.text) && kind != html.EndTagToken:
		s.endless[name] = true
		s.begin(at)
	case kind == html.EndTagToken:
		name, _ := s.z.TagName()
		s.add(Token{Kind: End, Name: string(name)}, n)
	default:
		s.add(Token{Value: legible(string(s.z.Text())), Raw: true}, n)
	}
}

// comment takes a token that the tokenizer calls a comment.
func (s *scanner) comment(typed string) {
	n := len(typed)
	switch {
	case strings.HasPrefix(typed, "<!--"):
		ended := typed == "<!-->" || strings.HasSuffix(typed, "-->") || strings.HasSuffix(typed, "--!>")
		s.add(Token{Kind: Comment, Broken: !ended}, n)
	case n < 3 || !letterOrDigit(typed[2]) || !strings.HasSuffix(typed, ">") || typed[1] == '/':
		s.plain(n)
	case typed[1] == '!':
		s.add(Token{Kind: Declaration}, n)
	default:
		s.instruction(typed)
	}
}

// instruction takes <?name … ?>, which a browser ends at the first >.
func (s *scanner) instruction(typed string) {
	n := len(typed)
	if !strings.HasSuffix(typed, "?>") && !s.noEnd && s.left > 0 {
		i := strings.Index(s.text[s.at:], "?>")
		if s.noEnd = i < 0; !s.noEnd {
			s.steps += i
			s.add(Token{Kind: Instruction}, i+len("?>"))
			s.begin(s.at)
			return
		}
		s.steps += len(s.text) - s.at
	}
	s.add(Token{Kind: Instruction}, n)
}

// legible replaces the control characters that a reference may name and XML does not allow (XML 1.0 §2.2).
func legible(s string) string {
	control := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == '\uFFFE' || r == '\uFFFF'
	}
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if control(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// void are the elements without content (HTML §13.1.2), obsolete ones too.
var void = Names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")

// implied are the elements whose end tag may be left out (HTML §13.1.2.4).
var implied = Names("body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr")

// Names returns the set of the names in a list separated by blanks.
func Names(list string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		m[name] = true
	}
	return m
}

// Void reports whether an element has no content, and therefore no end tag.
func Void(name string) bool { return void[name] }

// Implied reports whether the end tag of an element may be left out.
func Implied(name string) bool { return implied[name] }

// Partners pairs the tags of one name like brackets, in one pass. The result has, for every start tag, the index of its
// end tag, for every end tag that of its start tag, and -1 for all other tokens.
func Partners(tokens []Token) []int {
	partner := make([]int, len(tokens))
	open := map[string][]int{}
	for i := range tokens {
		t := &tokens[i]
		partner[i] = -1
		of := open[t.Name]
		switch {
		case t.Kind == Start && !t.Closed && !void[t.Name]:
			open[t.Name] = append(of, i)
		case t.Kind == End && len(of) > 0:
			last := of[len(of)-1]
			partner[last], partner[i] = i, last
			open[t.Name] = of[:len(of)-1]
		}
	}
	return partner
}

// IsLineBreak reports whether a tag is <br>, however it is written: <BR/>, <br clear="all">, and </br>, which browsers
// take for one (HTML §13.2.6.4.7).
func IsLineBreak(tag string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(tag, "<"), "/")
	return strings.HasPrefix(tag, "<") && len(rest) > 2 && strings.EqualFold(rest[:2], "br") && strings.IndexByte(" \t\r\n\f/>", rest[2]) >= 0
}
