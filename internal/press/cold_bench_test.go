package press

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkCold builds a whole book from nothing: a generated one of about 400 pages, or a copy of the one that
// KEBEN_BOOK names. The stages, in ms a page, are read off its profile by .ci/bench. The peak is the process's.
func BenchmarkCold(b *testing.B) {
	dir := b.TempDir()
	if from := os.Getenv("KEBEN_BOOK"); from != "" {
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			b.Fatal(err)
		}
	} else {
		volume(b, dir)
	}
	var pages, chapters int
	b.ReportAllocs()
	for b.Loop() {
		res, err := Build(context.Background(), Options{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		pages, chapters = 0, 0
		for _, p := range res.Products {
			if p.Output == PDF {
				pages += p.Pages
			} else {
				chapters += p.Pages
			}
		}
	}
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(chapters), "webpages")
	b.ReportMetric(peak(), "peakMB")
}

// BenchmarkColdPDF makes the PDF alone, of the same book.
func BenchmarkColdPDF(b *testing.B) {
	dir := b.TempDir()
	volume(b, dir)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(context.Background(), Options{Dir: dir, Only: []string{PDF}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(peak(), "peakMB")
}

// BenchmarkEditPDF is what an author waits for between a save and the PDF of the same book in a session.
func BenchmarkEditPDF(b *testing.B) {
	editing(b, func(p Preview, _ string) {
		if _, _, err := p.File(context.Background(), "pdf/zh-print.pdf"); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkEditPage is what an author waits for between a save and the drawing of the page that has changed, which the
// browser asks for when it sees a new hash; ms-after-web is the share of it after the web page is there.
func BenchmarkEditPage(b *testing.B) {
	var last *Printed
	var after time.Duration
	edits, drawn := 0, 0
	editing(b, func(p Preview, slug string) {
		b.StopTimer()
		shown := map[string]bool{}
		if last != nil {
			for _, pg := range last.Chapter(slug) {
				shown[pg.Hash()] = true
			}
		}
		b.StartTimer()
		begun := time.Now()
		now, _, err := p.Printed(context.Background(), "zh")
		if err != nil {
			b.Fatal(err)
		}
		for _, pg := range now.Chapter(slug) {
			pg.Boxes()
			if last != nil && !shown[pg.Hash()] {
				pg.SVG("/")
				drawn++
			}
		}
		if last != nil {
			edits++
			after += time.Since(begun)
		}
		last = now
	})
	b.ReportMetric(float64(after.Microseconds())/1000/float64(edits), "ms-after-web")
	b.ReportMetric(float64(drawn)/float64(edits), "drawn/op")
}

// editing measures done after edits of a session, each in another chapter, whose slug it is given. The first, of the
// book as it was, is not counted.
func editing(b *testing.B, done func(p Preview, slug string)) {
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as keben serve has it
	dir := b.TempDir()
	volume(b, dir)
	s := NewSession(Options{Dir: dir})
	defer s.Close()
	edit := func(slug string, changed ...string) {
		p, err := s.Build(context.Background(), changed)
		if err != nil {
			b.Fatal(err)
		}
		done(p, slug)
	}
	edit("")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		slug := fmt.Sprintf("c%02d", i*17%40)
		name := "content/zh/" + slug + ".md"
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), fmt.Appendf(text, "\n第 %d 次修改。\n", i), 0o644); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		edit(slug, name)
	}
}

// peak is the most memory the process has held, in MB, where the system tells (Linux).
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmHWM:")); ok {
			kb, _ := strconv.Atoi(string(bytes.Fields(rest)[0]))
			return float64(kb) / 1000
		}
	}
	return 0
}

// volume writes a Chinese book of forty chapters with headings, lists, notes, tables and listings.
func volume(b *testing.B, dir string) {
	r := rand.New(rand.NewPCG(1, 2))
	phrases := []string{
		"共建国家的贸易与投资在过去十二年里持续增长，", "结构也在变化；", "从基础设施到数字经济，", "合作的范围越来越广。", "据统计（2024 年），", "“一带一路”倡议",
		"覆盖了亚洲、欧洲与非洲的 150 多个国家，", "Go 语言的标准库", "提供了 `net/http` 包，", "用几行代码就能写出服务。", "**要点**在于：", "先读后写，", "出错即返回。",
	}
	sentences := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteString(phrases[r.IntN(len(phrases))])
		}
		return s.String()
	}
	var slugs []string
	for c := range 40 {
		var s strings.Builder
		fmt.Fprintf(&s, "# 第 %d 讲：%s\n", c+1, sentences(1))
		for k := range 8 {
			fmt.Fprintf(&s, "\n## %s\n\n%s[^%d]\n\n%s\n\n[^%d]: %s\n", sentences(1), sentences(30), k, sentences(40), k, sentences(3))
			switch k % 4 {
			case 0:
				fmt.Fprintf(&s, "\n- %s\n- %s\n- %s\n", sentences(4), sentences(4), sentences(4))
			case 1:
				s.WriteString("\n```go\nfunc main() {\n\thttp.HandleFunc(\"/\", func(w http.ResponseWriter, r *http.Request) {\n\t\tfmt.Fprintf(w, \"%d\", 42) // 一行注释\n\t})\n\tlog.Fatal(http.ListenAndServe(\":8080\", nil))\n}\n```\n")
			case 2:
				fmt.Fprintf(&s, "\n| 国家 | 贸易额 | 说明 |\n|---|---|---|\n| 甲 | %d.5 | %s |\n| 乙 | %d | %s |\n", r.IntN(999), sentences(2), r.IntN(999), sentences(2))
			}
			fmt.Fprintf(&s, "\n%s\n\n见[第 %d 讲](c%02d.md)。\n", sentences(50), (c+7)%40+1, (c+7)%40)
		}
		slug := fmt.Sprintf("c%02d", c)
		slugs = append(slugs, slug)
		name := filepath.Join(dir, "content", "zh", slug+".md")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(s.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	config := "title: 四十讲\nlanguages: [zh]\ntemplates: false\nchapters: [" + strings.Join(slugs, ", ") + "]\noutputs:\n  website: {}\n  pdf: {print: {}}\n"
	if err := os.WriteFile(filepath.Join(dir, "book.yaml"), []byte(config), 0o644); err != nil {
		b.Fatal(err)
	}
}
