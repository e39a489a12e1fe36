// Package highlight divides program text into tokens of a few kinds, for the colours of the website and the weights of
// print. It is the only package that uses chroma.
//
// It works at build time, so that the site needs no script and print shows the same as the screen. Few kinds are
// distinguished, because many colours tell a reader less. The texts of the tokens joined are always the text.
//
// Limits are in bytes. Text over a limit is one plain token, because lexers are made of regular expressions and take
// quadratic time for text that is not in their language.
package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Kind is the kind of a token.
type Kind uint8

// The kinds. Plain is everything without a style of its own.
const (
	Plain Kind = iota
	Keyword
	String
	Comment
	Number
	Name // of a function, type or tag where it is defined or called
)

// String returns the name used in class attributes and dumps.
func (k Kind) String() string {
	return [...]string{"plain", "keyword", "string", "comment", "number", "name"}[k]
}

// Token is a stretch of text of one kind.
type Token struct {
	Kind Kind
	Text string
}

// Limits of a text that is divided. For text that is not in its language, such as prose in a fence of Java, a lexer
// takes time quadratic in the line or in the text, some even in empty lines. Code that was written for people is within
// all four.
const (
	longestText     = 16_000 // bytes
	longestLine     = 1_000  // bytes
	mostEmptyLines  = 50     // in a row
	longestLanguage = 50     // bytes: an unknown one is compared with every pattern of file names
)

// fits reports whether a text is within the limits.
func fits(language, text string) bool {
	if len(language) > longestLanguage || len(text) > longestText {
		return false
	}
	empty := 0
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > longestLine {
			return false
		}
		if empty++; strings.TrimSpace(line) != "" {
			empty = 0
		}
		if empty > mostEmptyLines {
			return false
		}
	}
	return true
}

// Tokens divides text in a language, which is named as in a fence's info string. For an unknown language it returns one
// plain token. The tokens are shared and must not be changed.
func Tokens(language, text string) []Token {
	if text == "" {
		return nil
	}
	if language == "" || !fits(language, text) {
		return []Token{{Plain, text}}
	}
	p := program{language, text}
	if t, ok := remembered.get(p); ok {
		return t
	}
	t := divide(language, text)
	remembered.put(p, t)
	return t
}

func divide(language, text string) []Token {
	whole := []Token{{Plain, text}}
	lexer := lexers.Get(language)
	if lexer == nil || lexer == lexers.Fallback {
		return whole
	}
	it, err := chroma.Coalesce(lexer).Tokenise(&chroma.TokeniseOptions{State: "root"}, text)
	if err != nil {
		return whole
	}
	var out []Token
	for t := it(); t != chroma.EOF; t = it() {
		k := kind(t.Type)
		if n := len(out); n > 0 && out[n-1].Kind == k {
			out[n-1].Text += t.Value
		} else if t.Value != "" {
			out = append(out, Token{k, t.Value})
		}
	}
	if !same(out, text) {
		return whole
	}
	return out
}

// same reports whether the tokens are the text: some lexers add a line end or change one.
func same(tokens []Token, text string) bool {
	for _, t := range tokens {
		rest, ok := strings.CutPrefix(text, t.Text)
		if !ok {
			return false
		}
		text = rest
	}
	return text == ""
}

// Lines divides tokens at line ends, which are left out.
func Lines(tokens []Token) [][]Token {
	out := [][]Token{nil}
	for _, t := range tokens {
		for i, part := range strings.Split(t.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if part != "" {
				out[len(out)-1] = append(out[len(out)-1], Token{t.Kind, part})
			}
		}
	}
	return out
}

func kind(t chroma.TokenType) Kind {
	switch {
	case t.InCategory(chroma.Keyword):
		return Keyword
	case t.InCategory(chroma.Comment):
		return Comment
	case t.InSubCategory(chroma.LiteralString):
		return String
	case t.InSubCategory(chroma.LiteralNumber):
		return Number
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameTag, t == chroma.NameAttribute,
		t == chroma.NameDecorator, t == chroma.NameException:
		return Name
	}
	return Plain
}
