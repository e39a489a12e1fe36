package literal_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/golden"
	"keben/internal/literal"
	"keben/internal/plaintext"
	"keben/internal/source"
)

// A configuration is read as far as it is data: the name and the spread have their values, the call has none.
func ExampleRead() {
	src := source.New("config.ts", []byte(`
		const guide = ['a', 'b'] as const
		export default defineConfig({ title: "河" + '流', sidebar: [...guide, 'c'], port: env('PORT') })`))
	config := literal.Read(src, nil)
	fmt.Println(config.Get("title").Text)
	for _, item := range config.Get("sidebar").Items {
		fmt.Println(item.Place, item.Text)
	}
	if port := config.Get("port"); port.Kind == literal.Opaque {
		fmt.Println(port.Place, "not known:", port.Place.Text())
	}
	// Output:
	// 河流
	// config.ts:2:18 a
	// config.ts:2:23 b
	// config.ts:3:71 c
	// config.ts:3:83 not known: env('PORT')
}

// TestValues reads the first file of each archive.
func TestValues(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		files := a.FS()
		open := func(name string) *source.File {
			src, _ := plaintext.Open(files, name)
			return src
		}
		name := strings.TrimSpace(string(a.Input("read")))
		var b strings.Builder
		dump(&b, literal.Read(open(name), open), "")
		a.Want("value", b.String())
	})
}

func dump(b *strings.Builder, v *literal.Value, indent string) {
	at := v.Place.Position()
	switch v.Kind {
	case literal.Opaque:
		fmt.Fprintf(b, "opaque %s %q", v.Place, v.Place.Text())
	case literal.Null:
		b.WriteString("null")
	case literal.Text:
		fmt.Fprintf(b, "%q", v.Text)
	case literal.List:
		fmt.Fprintf(b, "list @%d:%d", at.Line, at.Col)
	case literal.Object:
		fmt.Fprintf(b, "object @%d:%d", at.Line, at.Col)
	default:
		b.WriteString(v.Text)
	}
	b.WriteByte('\n')
	for _, item := range v.Items {
		b.WriteString(indent + "  - ")
		dump(b, item, indent+"    ")
	}
	for _, p := range v.Pairs {
		fmt.Fprintf(b, "%s  %s: ", indent, p.Key)
		dump(b, p.Value, indent+"    ")
	}
}

func read(text string) *literal.Value { return literal.Read(source.New("a.ts", []byte(text)), nil) }

func TestAValueThatMultipliesItselfIsOpaque(t *testing.T) {
	for name, one := range map[string]string{"items": "[%[1]s, %[1]s]", "spreads": "[...%[1]s, ...%[1]s]", "texts": "%[1]s + %[1]s"} {
		var b strings.Builder
		b.WriteString("const a0 = ['xxxxxxxxxxxxxxxx']\n")
		if name == "texts" {
			b.Reset()
			b.WriteString("const a0 = 'xxxxxxxxxxxxxxxx'\n")
		}
		for i := range 40 {
			fmt.Fprintf(&b, "const a%d = "+one+"\n", i+1, fmt.Sprintf("a%d", i))
		}
		b.WriteString("export default a40\n")
		text := strings.ReplaceAll(b.String(), "%!(EXTRA", "")
		if v := read(text); v.Kind == literal.Text || count(v) > 1_000_000 {
			t.Errorf("%s: a value of %d values", name, count(v))
		}
	}
}

func count(v *literal.Value) int {
	n := 1
	for _, item := range v.Items {
		n += count(item)
	}
	for _, p := range v.Pairs {
		n += count(p.Value)
	}
	return n
}

func TestDeepAndEndlessProgramsAreRead(t *testing.T) {
	const n = 100_000
	for name, text := range map[string]string{
		"brackets": "export default " + strings.Repeat("[", n), "braces": "export default " + strings.Repeat("{a:", n),
		"parentheses": "export default " + strings.Repeat("(", n), "arrows": "export default " + strings.Repeat("()=>", n),
		"calls": "export default a" + strings.Repeat("()", n), "members": "export default a" + strings.Repeat(".a", n),
		"sums": "export default 'a'" + strings.Repeat("+'a'", n), "generics": "export default " + strings.Repeat("a<", n),
		"templates": "export default " + strings.Repeat("`${", n), "names": "const " + strings.Repeat("a=", n) + "1",
		"comments": strings.Repeat("/*", n), "types": "const a: " + strings.Repeat("A<", n), "statements": strings.Repeat("const a = 1, b = 2;\n", n),
		"functions": strings.Repeat("function f(){return ", n), "quotes": strings.Repeat("'", n), "slashes": strings.Repeat("/", n) + strings.Repeat("=/", n),
	} {
		if v := read(text); count(v) > n+1 {
			t.Errorf("%s: %d values", name, count(v))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "export default {a: 1}", "module.exports = [1, 'a', `b`, /c/, ...d]; const d = [d]", "export default a; const a = () => ({b})",
		"import a, {b as c} from './x'; export default {a, c, 'd': -1.5e3, [e]: 2, f() {}, get g() { return 1 }}",
		"export default f<T>({}) satisfies X<a, b> as const", "`${`${a}`}`\n{\"a\": \"\\u{1F600}\\ud83d\\ude00\\x41\\\n\"}", "function f() { return [1] }\nexport default f()",
		"export {a as default} from './b'", "exports.default = require('./x')", "const {a} = b\nexport = a", "export default (a, b): X => { return a }",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		files := fstest.MapFS{"x.ts": {Data: []byte(s)}, "b.js": {Data: []byte(s)}}
		open := func(name string) *source.File {
			raw, ok := files[name]
			if !ok {
				return nil
			}
			return source.New(name, raw.Data)
		}
		v := literal.Read(source.New("a.ts", []byte(s)), open)
		if n := count(v); n > 1_000_000 {
			t.Fatalf("%d values", n)
		}
		if p := v.Place; p.Within() && int(p.To) > len(p.File.Text) {
			t.Fatalf("a place up to %d of %d", p.To, len(p.File.Text))
		}
	})
}
