package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/number"
	"keben/internal/runaway"
	"keben/internal/source"
)

// proofreadText proofreads one chapter in one language and returns its messages, those of the text alone.
func proofreadText(lang, text string) []diag.Message {
	return proofreadFS(fstest.MapFS{
		"book.yaml":                 {Data: []byte("kind: article\ntitle: {zh: 题, en: T}\nlanguages: [" + lang + "]\nchapters: [c]\n")},
		"content/" + lang + "/c.md": {Data: []byte("# T\n\n" + text + "\n")},
	})
}

// corrected applies the corrections that the messages offer, the last first.
func corrected(text string, ms []diag.Message) string {
	src := source.New("", []byte("# T\n\n"+text+"\n"))
	out := string(src.Text)
	ms = diag.Sort(ms)
	last := len(out) + 1
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		if m.Fix == nil {
			continue
		}
		at := int(m.Place.From)
		if !m.Place.Within() || !strings.HasPrefix(out[at:], m.Fix.Old) || at+len(m.Fix.Old) > last {
			return fmt.Sprintf("the correction of %s does not fit", m.Place)
		}
		out = out[:at] + m.Fix.New + out[at+len(m.Fix.Old):]
		last = at
	}
	return strings.TrimSuffix(strings.TrimPrefix(out, "# T\n\n"), "\n")
}

func TestOneLanguageRules(t *testing.T) {
	for _, c := range [...]struct {
		lang, text string
		want       string // ids of the messages
		fixed      string // the text after its safe corrections; "" is as it was
	}{
		{"zh", "他来了,也走了;真的!", "half-width-mark half-width-mark half-width-mark", "他来了，也走了；真的！"},
		{"zh", "他来了, 也走了。", "half-width-mark", "他来了，也走了。"},
		{"zh", "**重点**, 也在\n第二行, 与 *别处*,都能改。", "half-width-mark half-width-mark half-width-mark", "**重点**，也在\n第二行，与 *别处*，都能改。"},
		{"zh", "比例 3:2，时间 12:30，Go (1.26) 与 A, B。", "", ""},
		{"zh", "+----+----+\n| 甲,   | 乙  |\n+----+---+", "", ""}, // a drawing that is broken is mended by its author
		{"zh", "他来了(也走了)。", "half-width-mark half-width-mark", "他来了（也走了）。"},
		{"zh", "完成.", "half-width-mark", "完成。"},
		{"zh", "D. E. 高德纳与 fmt.Println 无关。", "", ""},
		{"zh", "等等...然后。。。好…", "ellipsis ellipsis ellipsis", "等等……然后……好……"},
		{"zh", "话音未落--他走了 —— 真的。", "dash dash", "话音未落——他走了——真的。"},
		{"zh", "从2013一2024年。", "dash", ""},
		{"zh", "读《论语》、《孟子》和“仁”、“义”。", "list-comma list-comma", "读《论语》《孟子》和“仁”“义”。"},
		{"zh", "读《论语》（节选）、《孟子》。", "", ""},
		{"zh", "他说：“我来了。", "unbalanced", ""},
		{"zh", "他说：我来了。”", "unbalanced", ""},
		{"zh", "他说：”我来了。“", "quote-direction", ""},
		{"zh", "（他（来了）。", "unbalanced", ""},
		{"zh", "他（来了)。", "half-width-mark", "他（来了）。"},
		{"zh", "他说：“他说过“来”这个字。”", "quote-nesting", ""},
		{"zh", "“第一段开头，没有结束。\n\n“第二段也开头，到此结束。”", "", ""},
		{"zh", "“第一段开头，没有结束。\n\n第二段没有引号。", "unbalanced", ""},
		{"zh", "要点有：1）甲；2）乙；a) 丙。", "", ""},
		{"zh", "目的的实现，存在在此，的的确确，研究研究，发展发展中国家，人人为我，天天向上。", "", ""},
		{"zh", "他的的书，规划规划，一步一步，了解了解。", "doubled-word doubled-word", ""},
		{"en", "The the road that that man had had built, and Bora Bora.", "doubled-word", ""},
		{"zh", "**1、甲。**正文。\n\n**2. 乙。**正文。\n\n**3. 丙。**正文。", "numbering-style", ""},
		{"zh", "（1）甲。\n\n(2)乙。\n\n（3）丙。", "numbering-style", ""},
		{"zh", "一、甲。\n\n二、乙。\n\n1. 丙。", "", ""},
		{"zh", "## 甲\n\n### 1、子\n\n### 2、丑\n\n## 乙\n\n### 1. 寅\n\n### 2. 卯", "", ""}, // another section, another series
		{"zh", "2013 年与2024年，2025 年。", "digit-spacing", ""},
		{"en", "It is 5 km from here and 7km from there.", "unit-spacing", ""},
		{"zh", "全角ＡＢＣ与１２３。", "full-width-letter full-width-letter", "全角ABC与123。"},
		{"zh", "鄧小平在廣東。那里的人很多，那里的事也很多，说也说不完，写也写不尽，只好慢慢来。", "traditional traditional", ""},
		{"zh", "比尔•盖茨来了。", "middle-dot", "比尔·盖茨来了。"},
		{"zh", "他来了 ，又走了。 然后", "space space", "他来了，又走了。然后"},
		{"en", "Two  spaces , and,none.", "space space space", "Two spaces, and, none."},
		{"en", "An ellipsis . . . and a = b ; no.", "space", "An ellipsis . . . and a = b; no."},
		{"zh", "到2035基本建成，到2036年完成，2000人参加，2022版的书，约2000。", "year-word year-word", ""},
		{"zh", "他来了，，走了。。", "mark-twice ellipsis", "他来了，，走了……"},
		{"en", "He said \"no\" and \"yes\" at 5\" of rain.", "straight-quote", ""},
		{"zh", "这是很长的一段话，写到这里就应该有一个句号，可是作者把它忘掉了", "no-stop", ""},
		{"zh", "- 甲乙丙。\n- 丁戊己。\n- 庚辛壬", "no-stop", ""},
		{"zh", "- 甲\n- 乙\n- 丙。", "", ""},
		{"en", "A sentence of more than ten words that simply does not come to an end", "no-stop", ""},
		{"zh", "见 `a,b` 与 $x, y$，以及 https://example.org/a,b 。", "space", "见 `a,b` 与 $x, y$，以及 https://example.org/a,b。"},
		{"zh", "程序 `f`,然后 `g`。", "half-width-mark", "程序 `f`，然后 `g`。"},
		{"zh", "这一段中文里夹着 one whole sentence of English that nobody translated，没有引号。", "untranslated", ""},
		{"en", "This has 一整句没有译出的中文 in it.", "untranslated", ""},
		{"en", "Quoted “一整句没有译出的中文” is fine.", "", ""},
		{"zh", "《关于构建新时代共同体的行动计划》与《关于构建新时代共同体行动计划》。", "title-spelling", ""},
		{"zh", "《统计年鉴2023年中文版》与《统计年鉴2024年中文版》。", "", ""},
		{"zh", "2021年11月19日的会。[^1]\n\n[^1]: 2021年1月19日电。", "note-date", ""},
		{"zh", "2021年11月19日的会。[^1]\n\n[^1]: 2021年11月20日电。", "", ""},
		{"zh", "2021年11月19日的会。[^1]\n\n[^1]:\n    > 2021年1月19日电。", "note-date", ""},
		{"zh", "从2013-2024年，15-20年，3-5%，24-10号。", "range-dash range-dash range-dash", "从2013—2024年，15—20年，3—5%，24-10号。"},
		{"en", "From 2013-2024, pages 3-5; on 2024-10-25, ISO 8601-1, 978-7-04, COVID-19, A4-5.", "range-dash range-dash", "From 2013–2024, pages 3–5; on 2024-10-25, ISO 8601-1, 978-7-04, COVID-19, A4-5."},
		{"en", "GitHub is there. GitHub again, Github once; PATH and Path and path.", "name-spelling", ""},
		{"zh", "难在民心相通，久在民心相通，民心相，也最要紧。", "cut-word", ""},
	} {
		ms := proofreadText(c.lang, c.text)
		var ids []string
		for _, m := range diag.Sort(append([]diag.Message(nil), ms...)) {
			ids = append(ids, m.Kind.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s\n%s", c.text, got, c.want, strings.Join(shown(ms), "\n"))
		}
		want := c.fixed
		if want == "" {
			want = c.text
		}
		if got := corrected(c.text, ms); got != want {
			t.Errorf("%s\ncorrected to\n%s, want\n%s", c.text, got, want)
		}
	}
}

// TestCorrectionsAreComplete corrects a text twice: nothing is left for the second time.
func TestCorrectionsAreComplete(t *testing.T) {
	text := "他来了,也走了...真的--是 ，《甲》、《乙》！１２３.\n\n第二段(在此)也要改;改完。"
	once := corrected(text, proofreadText("zh", text))
	if twice := corrected(once, proofreadText("zh", once)); once == text || twice != once {
		t.Errorf("first %s\nthen %s", once, twice)
	}
}

func TestPlacesAreThoseOfTheSource(t *testing.T) {
	for _, c := range [...]struct{ text, at string }{
		{"第一行\n第二行的的字。", "的的"},
		{"> 引文第一行\n> 引文第二行的的字。", "的的"},
		{"转义 \\* 之后的的字。", "的的"},
		{"**强调的的**。", "的的"},
		{"实体 &amp; 之后的的字。", "的的"},
		{"| 表 |\n|:--|\n| 格里的的字 |", "的的"},
		{"注。[^1]\n\n[^1]: 注里的的字。", "的的"},
		{"[链接的的字](https://example.org)。", "的的"},
		{"- 项\n  续行的的字。", "的的"},
	} {
		src := source.New("", []byte("# T\n\n"+c.text+"\n"))
		found := false
		for _, m := range proofreadText("zh", c.text) {
			if m.Kind.ID != "doubled-word" {
				continue
			}
			at, ok := int(m.Place.From), m.Place.Within()
			found = ok && strings.HasPrefix(string(src.Text[at:]), c.at)
			if !found {
				t.Errorf("%q: placed at %s", c.text, m.Place)
			}
		}
		if !found {
			t.Errorf("%q: not found", c.text)
		}
	}
}

func TestCommentsAnswerMessages(t *testing.T) {
	for _, c := range [...]struct{ name, text, want string }{
		{"none", "他的的书。", "doubled-word"},
		{"on the line", "他的的书。<!-- keben: ignore doubled-word -->", ""},
		{"not on the line before the one it ends", "他的的书，\n很长的一段。<!-- keben: ignore doubled-word -->", "doubled-word ignore-unused"},
		{"on the line before", "<!-- keben: ignore doubled-word -->\n他的的书。", ""},
		{"before the block", "<!-- keben: ignore doubled-word -->\n\n很长的一段，\n写到第二行，他的的书。", ""},
		{"not before the block after it", "<!-- keben: ignore doubled-word -->\n\n一段。\n\n他的的书。", "ignore-unused doubled-word"},
		{"several", "<!-- keben: ignore doubled-word, mark-twice -->\n他的的书，，好。", ""},
		{"with a reason", "他的的书。<!-- keben: ignore doubled-word -- 原文如此 -->", ""},
		{"the whole file", "一段。\n\n<!-- keben: ignore-file doubled-word -->\n\n他的的书。", ""},
		{"nothing, in a file without a message", "一段。<!-- keben: ignore doubled-word -->", "ignore-unused"},
		{"another kind", "他的的书。<!-- keben: ignore mark-twice -->", "doubled-word ignore-unused"},
		{"no kind", "他的的书。<!-- keben: ignore -->", "ignore-what doubled-word"},
		{"shown in code", "他的的书。`<!-- keben: ignore doubled-word -->`", "doubled-word"},
		{"shown in a listing", "```\n<!-- keben: ignore-file doubled-word -->\n```\n\n他的的书。", "doubled-word"},
	} {
		file := "content/zh/c.md"
		src := source.New(file, []byte("# T\n\n"+c.text+"\n"))
		ms := Silence(diag.Sort(proofreadText("zh", c.text)), func(name string) *source.File {
			if name == file {
				return src
			}
			return nil
		}, []string{file})
		var ids []string
		for _, m := range diag.Sort(ms) {
			ids = append(ids, m.Kind.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestErrorsAreNotSilenced(t *testing.T) {
	grave := diag.NewKind("grave", diag.Error, "grave", "严重")
	src := source.New("a.md", []byte("text <!-- keben: ignore grave -->\n"))
	ms := Silence([]diag.Message{grave.At(src.Line(1))}, func(string) *source.File { return src }, nil)
	if len(ms) != 1 {
		t.Error("an error was silenced")
	}
}

// TestEveryChangedFigureIsFound changes one digit of every figure in clean texts, one at a time.
func TestEveryChangedFigureIsFound(t *testing.T) {
	for _, slug := range []string{"harbour", "valley"} {
		golden.Run(t, "testdata/"+slug+".txtar", func(t *testing.T, a *golden.Archive) {
			zh, en := string(a.Input("content/zh/"+slug+".md")), string(a.Input("content/en/"+slug+".md"))
			files := fstest.MapFS{
				"book.yaml":                   {Data: []byte(strings.ReplaceAll(harbourYAML, "harbour", slug))},
				"content/zh/" + slug + ".md":  {Data: []byte(zh)},
				"content/figures/harbour.svg": {Data: []byte("<svg/>")},
			}
			all, found := 0, 0
			numbers := number.Read("en", en)
			for k, v := range numbers {
				if testing.Short() && k%10 > 0 {
					continue
				}
				i := strings.IndexAny(v.Text, "0123456789")
				if i < 0 || v.Weight != number.Firm || strings.ContainsAny(en[max(0, v.Start-3):v.Start], "@#&/") || en[v.Start-1] == '\n' || strings.HasSuffix(en[:v.Start], "p. ") {
					continue
				}
				digit := '1' + (v.Text[i]-'0')%9
				files["content/en/"+slug+".md"] = &fstest.MapFile{Data: []byte(en[:v.Start+i] + string(digit) + en[v.Start+i+1:])}
				hit := false
				for _, m := range proofreadFS(files) {
					switch m.Kind.ID {
					case "number-mismatch", "code-mismatch", "link-mismatch", "abstract-number", "numbering-style":
						hit = true
					}
				}
				if all++; hit {
					found++
				} else {
					t.Logf("not found: %q in %q", v.Text, en[max(0, v.Start-30):min(len(en), v.End+20)])
				}
			}
			t.Logf("%d of %d changed figures found", found, all)
			if all < golden.Rounds(30) || float64(found) < .95*float64(all) {
				t.Errorf("%d of %d", found, all)
			}
		})
	}
}

func FuzzProofread(f *testing.F) {
	for _, s := range []string{"他的的书,好...", "> 引文\n> ”反“", "| a |\n|--|\n| 格 |", "“ “ ”", "<!-- keben: ignore x -->", "1) a) （", "[^1]\n\n[^1]: 2021年1月9日", "a ,b;;c", "$x$ `c` @a"} {
		f.Add(s, s)
	}
	for i, in := range runaway.Inputs() {
		if testing.Short() && i%3 > 0 {
			continue
		}
		f.Add(in.Text(20), in.Text(21))
	}
	f.Fuzz(func(t *testing.T, zh, en string) {
		files := fstest.MapFS{
			"book.yaml":       {Data: []byte("kind: article\ntitle: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
			"content/zh/c.md": {Data: []byte(zh)}, "content/en/c.md": {Data: []byte(en)},
		}
		ms := proofreadFS(files)
		for _, m := range ms {
			if s := m.Text("zh") + m.Text("en"); strings.Contains(s, "%!") {
				t.Fatal(s)
			}
			if m.Fix == nil {
				continue
			}
			src := sourceOf(files)(m.Place.Name())
			if at, ok := int(m.Place.From), m.Place.Within(); !ok || !strings.HasPrefix(string(src.Text[at:]), m.Fix.Old) {
				t.Fatalf("%s: the correction of %q does not fit", m.Place, m.Fix.Old)
			}
		}
		Silence(ms, sourceOf(files), slices.Sorted(maps.Keys(files)))
	})
}

func TestAMissingSpaceIsNamedByTheMarkBeforeIt(t *testing.T) {
	ms := proofreadText("en", "Two spaces,none.")
	if len(ms) != 1 || !strings.Contains(ms[0].Text("en"), ",") {
		t.Errorf("%v", shown(ms))
	}
}
