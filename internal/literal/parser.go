package literal

import (
	"strings"

	"keben/internal/source"
)

// form is what an expression is.
type form int

const (
	opaque form = iota
	aText
	aNumber
	aBool
	aNull
	aList
	anObject
	aName     // text is the name
	aMember   // text of parts[0]
	aCall     // parts[0] is called with the others
	aSum      // of parts
	aFunction // without parameters; parts[0] is what it returns
)

type expression struct {
	form  form
	place source.Place
	text  string
	parts []part
	value *Value // once it is known
}

// part is an item of a list, a property of an object, or an operand.
type part struct {
	key    string
	place  source.Place // of the key
	spread bool
	value  *expression
}

// module is a file.
type module struct {
	src     *source.File
	names   map[string]*expression
	exports map[string]*expression
	imports map[string]imported
	passed  map[string]imported // what is exported as another file exports it
}

// imported is a name that another file exports.
type imported struct{ file, name string }

// exported is what a file exports by a name; a function stands for what it returns.
func (m *module) exported(name string) *expression {
	e := m.exports[name]
	if e == nil {
		return &expression{place: source.Place{File: m.src}}
	}
	if e.form == aFunction {
		return e.parts[0].value
	}
	return e
}

type parser struct {
	lexer
	*module
	depth int
}

func parse(src *source.File) *module {
	p := &parser{lexer: lexer{in: string(src.Text)}, module: &module{
		src: src, names: map[string]*expression{}, exports: map[string]*expression{},
		imports: map[string]imported{}, passed: map[string]imported{},
	}}
	p.next()
	if p.is("{") || p.is("[") { // JSON
		p.exports["default"] = p.expression()
	}
	for p.tok.sort != end {
		before := p.tok.from
		p.statement()
		if p.tok.from == before {
			p.next()
		}
	}
	return p.module
}

// accept passes over a token if it is s.
func (p *parser) accept(s string) bool {
	if p.is(s) {
		p.next()
		return true
	}
	return false
}

func (p *parser) statement() {
	switch {
	case p.accept("export"):
		p.export()
	case p.accept("import"):
		p.imported()
	case p.accept("const"), p.accept("let"), p.accept("var"):
		p.declarations(false)
	case p.is("function"):
		if name, f := p.function(); name != "" {
			p.names[name] = f
		}
	case p.tok.sort == word:
		p.assignment()
	default:
		p.pass()
	}
}

// export reads what is behind export.
func (p *parser) export() {
	switch {
	case p.accept("default"), p.accept("="):
		if p.is("function") {
			_, f := p.function()
			p.exports["default"] = f
		} else {
			p.exports["default"] = p.expression()
		}
	case p.accept("const"), p.accept("let"), p.accept("var"):
		p.declarations(true)
	case p.is("function"):
		if name, f := p.function(); name != "" {
			p.names[name], p.exports[name] = f, f
		}
	case p.is("{"):
		pairs := p.bindings()
		file := p.from()
		for _, b := range pairs {
			if file != "" {
				p.passed[b.as] = imported{file, b.name}
			} else {
				p.exports[b.as] = &expression{form: aName, text: b.name, place: b.at}
			}
		}
	default:
		p.pass()
	}
}

// imported reads what is behind import.
func (p *parser) imported() {
	if p.is("type") || p.is("(") || p.is(".") {
		p.pass()
		return
	}
	var all []binding
	if p.tok.sort == word {
		all = append(all, binding{name: "default", as: p.text()})
		p.next()
		p.accept(",")
	}
	if p.accept("*") {
		p.accept("as")
		p.next() // a name for all of a file's exports: what is taken from it is opaque
	} else if p.is("{") {
		all = append(all, p.bindings()...)
	}
	file := p.from()
	for _, b := range all {
		p.imports[b.as] = imported{file, b.name}
	}
	p.pass()
}

// binding is {name as as}.
type binding struct {
	name, as string
	at       source.Place
}

func (p *parser) bindings() (out []binding) {
	p.next()
	for p.tok.sort == word || p.tok.sort == text || p.is(",") {
		if p.accept(",") {
			continue
		}
		b := binding{name: p.text(), as: p.text(), at: p.place()}
		if p.next(); p.accept("as") {
			b.as = p.text()
			p.next()
		}
		out = append(out, b)
	}
	p.accept("}")
	return out
}

func (p *parser) from() (file string) {
	if p.accept("from") && p.tok.sort == text {
		file = unquote(p.text())
		p.next()
	}
	return file
}

// declaration reads name: type = value.
func (p *parser) declaration() (string, *expression) {
	if p.tok.sort != word {
		p.pass()
		return "", nil
	}
	name := p.text()
	if p.next(); p.accept(":") {
		p.typed(false)
	}
	if !p.accept("=") {
		p.pass()
		return "", nil
	}
	e := p.expression()
	p.names[name] = e
	return name, e
}

// declarations reads what is behind const: several names, with a comma between them.
func (p *parser) declarations(exported bool) {
	for {
		if name, e := p.declaration(); exported && name != "" {
			p.exports[name] = e
		}
		if !p.accept(",") {
			return
		}
	}
}

// assignment reads a statement that begins with a word. A name that it changes no longer has the value that was written.
func (p *parser) assignment() {
	name := p.text()
	switch p.next(); {
	case name == "module" && p.accept("."):
		p.next() // exports
		if p.accept(".") {
			p.property()
		} else if p.accept("=") {
			p.exports["default"] = p.expression()
		}
	case name == "exports" && p.accept("."):
		p.property()
	case p.is(".") || p.is("[") || p.is("="):
		if e := p.names[name]; e != nil {
			p.names[name] = &expression{place: p.src.At(source.Span(p.tok.from, p.tok.to))}
		}
	}
	p.pass()
}

// property reads name = value behind exports.
func (p *parser) property() {
	name := p.text()
	if p.next(); p.accept("=") {
		p.exports[name] = p.expression()
	}
}

// pass goes to the end of a statement: behind ; or before a line that begins with a word.
func (p *parser) pass() {
	for depth := 0; p.tok.sort != end; p.next() {
		switch {
		case p.is("("), p.is("["), p.is("{"):
			depth++
		case p.is(")"), p.is("]"), p.is("}"):
			depth = max(depth-1, 0)
		case depth > 0:
		case p.is(";"):
			p.next()
			return
		case p.tok.line && p.tok.sort == word:
			return
		}
	}
}

// place is that of the token.
func (p *parser) place() source.Place { return p.src.At(source.Span(p.tok.from, p.tok.to)) }

// over reports whether an expression ends before the token. A line that begins with a word is another statement, unless
// the word is an operator.
func (p *parser) over() bool {
	if p.tok.sort == end || p.is(",") || p.is(";") || p.is(")") || p.is("]") || p.is("}") {
		return true
	}
	operator := p.last.sort == sign && !p.value(p.last)
	return p.tok.line && p.tok.sort == word && !operator && !p.is("in") && !p.is("instanceof")
}

// expression reads one. What is more than literals and what the package names is opaque up to its end.
func (p *parser) expression() *expression {
	from := p.tok.from
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostNesting {
		return p.opaque(from)
	}
	e := p.operand()
	if p.is("+") {
		e = &expression{form: aSum, place: e.place, parts: []part{{value: e}}}
		for p.accept("+") {
			e.parts = append(e.parts, part{value: p.operand()})
		}
		e.place = p.since(from)
	}
	if !p.over() {
		return p.opaque(from)
	}
	return e
}

// opaque goes to the end of an expression that began at an offset.
func (p *parser) opaque(from int) *expression {
	for depth := 0; p.tok.sort != end; p.next() {
		open := p.is("(") || p.is("[") || p.is("{")
		if depth == 0 && p.over() && p.tok.from > from {
			break
		}
		if open {
			depth++
		} else if depth > 0 && (p.is(")") || p.is("]") || p.is("}")) {
			depth--
		}
	}
	return &expression{place: p.since(from)}
}

// mostPlace is how long the place of an opaque value is at most, in characters. It keeps the work linear where values
// begin at the same place.
const mostPlace = 200

// since is the place from an offset to the last token, or to the end of its line.
func (p *parser) since(from int) source.Place {
	to := min(max(p.last.to, from), p.src.Forward(from, mostPlace))
	if i := strings.IndexByte(p.in[from:to], '\n'); i >= 0 {
		to = from + i
	}
	return p.src.At(source.Span(from, to))
}

// operand reads a value with what follows it: members, calls, types.
func (p *parser) operand() *expression {
	from := p.tok.from
	e := p.primary()
	for {
		switch {
		case p.is(".") || p.is("?."):
			p.next()
			e = &expression{form: aMember, place: e.place, text: p.text(), parts: []part{{value: e}}}
			if p.tok.sort != word {
				e.form = opaque
			}
			p.next()
		case p.is("<") && e.form == aName && p.generic():
		case p.is("("):
			call := &expression{form: aCall, place: e.place, parts: []part{{value: e}}}
			p.next()
			call.parts = append(call.parts, p.items(")")...)
			e = call
		case p.is("as"), p.is("satisfies"):
			p.next()
			p.typed(false)
		case p.is("!") && !p.tok.line:
			p.next()
		case p.is("=>"):
			return p.arrow(from, e)
		default:
			return e
		}
		if e.form == aCall || e.form == aMember {
			e.place = p.since(from)
		}
	}
}

// words that are values.
var constants = map[string]form{"true": aBool, "false": aBool, "null": aNull, "undefined": aNull}

func (p *parser) primary() *expression {
	e := &expression{place: p.place(), text: p.text()}
	switch {
	case p.tok.sort == text:
		e.form, e.text = aText, unquote(e.text)
	case p.tok.sort == number:
		e.form = aNumber
	case p.is("-"):
		if p.next(); p.tok.sort == number {
			e.form, e.text = aNumber, "-"+p.text()
		}
	case p.is("["):
		p.next()
		e.form, e.parts = aList, p.items("]")
		return e
	case p.is("{"):
		p.next()
		e.form, e.parts = anObject, p.properties()
		return e
	case p.is("("):
		return p.parenthesis(e)
	case p.is("async"), p.is("new"), p.is("await"), p.is("typeof"), p.is("class"):
		return p.opaque(p.tok.from)
	case p.is("function"):
		_, f := p.function()
		return f
	case p.tok.sort == word:
		e.form = aName
		if form, ok := constants[e.text]; ok {
			e.form = form
		}
	case p.over():
		return e
	}
	p.next()
	return e
}

// items reads values up to a bracket that closes them.
func (p *parser) items(closing string) (out []part) {
	for p.tok.sort != end && !p.accept(closing) {
		switch {
		case p.accept(","):
		case p.over() && !p.tok.line, p.is(")"), p.is("]"), p.is("}"), p.is(";"):
			p.next() // a fault of the program
		default:
			spread := p.accept("...")
			out = append(out, part{spread: spread, value: p.expression()})
		}
	}
	return out
}

// properties reads an object up to its brace.
func (p *parser) properties() (out []part) {
	for p.tok.sort != end && !p.accept("}") {
		if p.accept(",") || p.accept(";") {
			continue
		}
		one := part{place: p.place()}
		from := p.tok.from
		switch {
		case p.accept("..."):
			one.spread, one.value = true, p.expression()
			out = append(out, one)
			continue
		case p.tok.sort == text:
			one.key = unquote(p.text())
		case p.tok.sort == word, p.tok.sort == number:
			one.key = p.text()
		default:
			one.value = p.opaque(from)
			out = append(out, one)
			if p.is(")") || p.is("]") {
				p.next()
			}
			continue
		}
		short := p.tok.sort == word
		switch p.next(); {
		case p.accept(":"):
			one.value = p.expression()
		case short && (p.is(",") || p.is("}")):
			one.value = &expression{form: aName, text: one.key, place: one.place}
		default: // a method
			one.value = p.opaque(from)
		}
		out = append(out, one)
		if p.is(")") || p.is("]") {
			p.next() // a fault of the program
		}
	}
	return out
}

// parenthesis reads (value), or the parameters of a function.
func (p *parser) parenthesis(e *expression) *expression {
	p.next()
	if p.accept(")") {
		e.form, e.text = opaque, "()"
		p.returns()
		return e
	}
	inner := p.expression()
	plain := p.is(")")
	for depth := 0; p.tok.sort != end; p.next() {
		if p.is("(") || p.is("[") || p.is("{") {
			depth++
		} else if p.is(")") || p.is("]") || p.is("}") {
			if depth--; depth < 0 {
				p.next()
				break
			}
		}
	}
	p.returns()
	if p.is("=>") || !plain {
		return &expression{place: e.place}
	}
	return inner
}

// returns passes over the type of what a function returns.
func (p *parser) returns() {
	if p.is(":") {
		p.next()
		p.typed(true)
	}
}

// arrow reads => and what a function returns. Of one with parameters that is not known.
func (p *parser) arrow(from int, e *expression) *expression {
	p.next()
	body := p.body()
	if e.form != opaque || e.text != "()" || body == nil {
		return &expression{place: p.since(from), text: "=>"}
	}
	return &expression{form: aFunction, place: e.place, parts: []part{{value: body}}}
}

// body reads what a function returns: a value, or a block that does nothing but return one; else nil.
func (p *parser) body() *expression {
	if !p.is("{") {
		return p.expression()
	}
	p.next()
	var e *expression
	if p.accept("return") {
		e = p.expression()
		p.accept(";")
		if p.accept("}") {
			return e
		}
	}
	for depth := 0; p.tok.sort != end; p.next() {
		if p.is("(") || p.is("[") || p.is("{") {
			depth++
		} else if p.is(")") || p.is("]") || p.is("}") {
			if depth--; depth < 0 {
				p.next()
				break
			}
		}
	}
	return nil
}

// function reads function name() { return … }.
func (p *parser) function() (name string, f *expression) {
	f = &expression{place: p.place()}
	if p.next(); p.tok.sort == word {
		name = p.text()
		p.next()
	}
	if !p.accept("(") {
		p.pass()
		return name, f
	}
	parameters := p.items(")")
	p.returns()
	if !p.is("{") {
		p.pass()
		return name, f
	}
	if body := p.body(); body != nil && parameters == nil {
		f.form, f.parts = aFunction, []part{{value: body}}
	}
	return name, f
}

// generic passes over the types of a call, f<T>(…). It is false, and nothing is passed over, when < compares.
func (p *parser) generic() bool {
	const most = 100 // tokens: it bounds what is read twice
	before := p.lexer
	depth := 0
	for range most {
		switch {
		case p.is("<"):
			depth++
		case p.is(">"):
			depth--
		case p.tok.sort == end, p.is(";"):
			p.lexer = before
			return false
		}
		if p.next(); depth == 0 {
			break
		}
	}
	if depth == 0 && p.is("(") {
		return true
	}
	p.lexer = before
	return false
}

// typed passes over a type, which ends before what may follow a value or a name, or before the brace of a function.
func (p *parser) typed(function bool) {
	operator := true // a type must follow
	for depth := 0; p.tok.sort != end; p.next() {
		switch {
		case p.is("=>") && function && depth == 0:
			return
		case depth == 0 && !operator && (p.over() || p.is("=") || p.is("{") && function || p.is("(")):
			return
		case p.is("("), p.is("["), p.is("{"), p.is("<"):
			depth++
		case p.is(")"), p.is("]"), p.is("}"), p.is(">"):
			if depth--; depth < 0 {
				return
			}
		}
		operator = p.is("|") || p.is("&") || p.is("=>") || p.is(".") || p.is("keyof") || p.is("typeof") || p.is("readonly")
	}
}
