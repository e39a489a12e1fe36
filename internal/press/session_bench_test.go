package press

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// BenchmarkSave is what an author waits for between a save and the page: one chapter of a book of 95 chapters
// in two languages is edited and built. KEBEN_BOOK builds a copy of another book; its chapters are edited in turn.
func BenchmarkSave(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as keben serve has it
	dir := b.TempDir()
	if from := os.Getenv("KEBEN_BOOK"); from != "" {
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			b.Fatal(err)
		}
	} else {
		large(b, dir)
	}
	files, err := filepath.Glob(filepath.Join(dir, "content", "*", "*.md"))
	if err != nil || len(files) == 0 {
		b.Fatal(err, "no chapters")
	}
	s := NewSession(Options{Dir: dir})
	defer s.Close()
	if _, err := s.Build(context.Background(), nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		b.StopTimer()
		name := files[i*37%len(files)]
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, fmt.Appendf(text, "\n第 %d 次修改。\n", i), 0o644); err != nil {
			b.Fatal(err)
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			b.Fatal(err)
		}
		i++
		b.StartTimer()
		p, err := s.Build(context.Background(), []string{filepath.ToSlash(rel)})
		if err != nil || len(p.Files) == 0 {
			b.Fatal(err, texts(p.Messages))
		}
	}
}

// large writes a book of 95 chapters in two languages.
func large(b *testing.B, dir string) {
	var config strings.Builder
	config.WriteString("title: {zh: 大书, en: A Large Book}\nlanguages: [zh, en]\nchapters: [")
	for i := range 95 {
		fmt.Fprintf(&config, "c%d, ", i)
		for lang, text := range map[string]string{
			"zh": strings.Repeat("共建国家的贸易与投资在过去十二年里持续增长，结构也在变化。", 12),
			"en": strings.Repeat("Trade and investment have grown for twelve years. ", 12),
		} {
			var ch strings.Builder
			fmt.Fprintf(&ch, "# %s %d\n\n", lang, i)
			for k := range 12 {
				fmt.Fprintf(&ch, "## %d.%d\n\n%s[^%d]\n\n[^%d]: %s\n\n```go\nfunc main() {}\n```\n\n见[下章](c%d.md)。\n\n", i, k, text, k, k, text[:30], (i+1)%95)
			}
			name := filepath.Join(dir, "content", lang, fmt.Sprintf("c%d.md", i))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(ch.String()), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	config.WriteString("]\noutputs: {website: {}}\n")
	if err := os.WriteFile(filepath.Join(dir, "book.yaml"), []byte(config.String()), 0o644); err != nil {
		b.Fatal(err)
	}
}
