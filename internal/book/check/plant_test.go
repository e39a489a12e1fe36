package check

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/manuscript"
	"keben/internal/project"
	"keben/internal/source"
	"keben/internal/terms"
)

// proofreadFS reads a book and proofreads it, as the command does.
func proofreadFS(fsys fs.FS) []diag.Message {
	p, _ := project.Read(fsys)
	d, _ := dataset.Read(fsys)
	b, _ := manuscript.Read(fsys, p, d)
	list, ms := terms.Read(fsys)
	return append(ms, Proofread(Proof{Book: b, Terms: list})...)
}

func sourceOf(fsys fs.FS) func(string) *source.File {
	return func(file string) *source.File {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil
		}
		return source.New(file, text)
	}
}

func shown(ms []diag.Message) (out []string) {
	for _, m := range diag.Sort(ms) {
		for _, tag := range []diag.Language{"en", "zh"} {
			if s := m.Text(tag) + m.Hint(tag); strings.Contains(s, "%!") {
				out = append(out, "BAD TEXT "+s)
			}
		}
		out = append(out, fmt.Sprintf("%s: %s [%s]", m.Place, m.Text("en"), m.Kind.ID))
	}
	return out
}

const harbourYAML = "kind: article\ntitle: {zh: 港口, en: Harbour}\nlanguages: [zh, en]\nchapters: [harbour]\n"

// plant replaces the one place of a text.
func plant(t *testing.T, a *golden.Archive, f fault) fs.FS {
	t.Helper()
	files := fstest.MapFS{"book.yaml": {Data: []byte(harbourYAML)}, "content/figures/harbour.svg": {Data: []byte("<svg/>")}}
	for _, name := range []string{"content/zh/harbour.md", "content/en/harbour.md", "data/terms.yaml"} {
		text := string(a.Input(name))
		if strings.HasPrefix(name, "content/"+f.lang+"/") {
			if strings.Count(text, f.old) != 1 {
				t.Fatalf("%s: %q stands %d times in %s", f.name, f.old, strings.Count(text, f.old), name)
			}
			text = strings.Replace(text, f.old, f.new, 1)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// fault is one thing that goes wrong in books. want are the ids of messages that tell it, any of which will do.
type fault struct{ name, lang, old, new, want string }

const (
	zhThird = "工程总投资为1.04万亿坚戈，约合23亿美元。其中政府出资40%，开发银行贷款35%，其余由三家企业承担。贷款期限为15—20年，年利率不超过3.5%。"
	enThird = "The works cost 1.04 trillion tenge in all, or about US$2.3 billion. The government paid 40%, a development bank lent 35%, and three companies took on the rest. The loans run for 15–20 years at no more than 3.5% a year."
	enStats = "The statistical office changed its definition once, in 2018. Before the change casual workers did not count as employed; after it, everybody did who worked 10 hours a week or more. By the old definition there would be 12,000 fewer people in work."
	enTrend = "**The definition changed; the trend did not.** Whichever way one counts, two-thirds of the new jobs are outside the port: in guest houses, restaurants, repair shops and a vocational school."
	enWorth = "Whether the port was worth it is too early to say. The account of the second decade will be for the next generation to draw up."
)

var faults = []fault{
	// Numbers
	{"magnitude: ten thousand for a million", "en", "31.5 million tonnes", "315,000 tonnes", "number-mismatch"},
	{"magnitude: ten times", "en", "260,000 people", "2.6 million people", "number-mismatch"},
	{"magnitude: billion for trillion", "en", "1.04 trillion tenge", "1.04 billion tenge", "number-mismatch"},
	{"magnitude: 亿 for 万", "zh", "41万人", "41亿人", "number-mismatch"},
	{"magnitude: 23亿 is not 23 billion", "en", "US$2.3 billion", "US$23 billion", "number-mismatch"},
	{"wrong digit", "en", "960,000 TEU", "690,000 TEU", "number-mismatch"},
	{"decimal lost", "en", "4.2 km", "42 km", "number-mismatch"},
	{"currency", "en", "53,000 yuan", "53,000 dollars", "number-mismatch"},
	{"measure: miles for kilometres", "en", "4.2 km of quay", "4.2 miles of quay", "number-mismatch"},
	{"measure: hectares for 亩", "en", "1,000 hectares", "15,000 hectares", "number-mismatch"},
	{"percent for percentage points, text", "en", "tripled and unemployment fell by 4.5 percentage points", "tripled and unemployment fell by 4.5%", "number-mismatch"},
	{"percentage points for percent", "zh", "年利率不超过3.5%", "年利率不超过3.5个百分点", "number-mismatch"},
	{"增加两倍 is not doubling", "en", "In twelve years throughput tripled", "In twelve years throughput doubled", "number-mismatch"},
	{"增长1.5倍 is 2.5 times", "en", "some 2.5 times", "some 1.5 times", "number-mismatch"},
	{"三成 is not 3 percent", "en", "about 30 percent went", "about 3 percent went", "number-mismatch"},
	{"六成 is not 16 percent", "en", "nearly 60 percent", "nearly 16 percent", "number-mismatch"},
	{"wrong year", "en", "once, in 2018", "once, in 2008", "number-mismatch"},
	{"wrong year in Han", "zh", "二〇一八年", "二〇一九年", "number-mismatch"},
	{"wrong month", "en", "published in November 2023", "published in December 2023", "number-mismatch"},
	{"wrong day", "en", "18 March 2013", "19 March 2013", "number-mismatch"},
	{"wrong decade", "en", "in the 1990s", "in the 1980s", "number-mismatch"},
	{"range", "en", "15–20 years", "15–25 years", "number-mismatch"},
	{"fraction", "en", "two-thirds of the new jobs", "three-quarters of the new jobs", "number-mismatch"},
	{"fraction in words", "en", "one fifth of them", "one third of them", "number-mismatch"},
	{"number in words", "en", "twenty-one years", "twelve years", "number-mismatch"},
	{"small number in words", "en", "three companies", "four companies", "number-mismatch"},
	{"ordinal", "en", "The account of the second decade", "The account of the third decade", "number-mismatch"},
	{"contrary bound", "en", "waits less than 8", "waits more than 8", "number-bound"},
	{"number lost", "en", "the 320 households affected", "the households affected", "number-mismatch"},
	{"number added", "en", "There were objections", "There were 17 objections", "number-mismatch"},
	{"cell of a table", "en", "| Employed | 81,000", "| Employed | 810,000", "number-mismatch"},
	{"number in a note", "en", "since 2019", "since 2009", "number-mismatch"},
	{"number in the abstract", "en", "fell by 4.5 percentage points.\n---", "fell by 5.4 percentage points.\n---", "number-mismatch"},
	{"abstract and text", "zh", "吞吐量增加了两倍，失业率下降了4.5个百分点。\n---", "吞吐量增加了两倍，失业率下降了5.4个百分点。\n---", "abstract-number number-mismatch"},
	// Terms and names
	{"term rendered otherwise", "en", "to partner countries", "to friendly nations", "term-mismatch"},
	{"term lost in Chinese", "zh", "其中集装箱96万标箱", "其中散货96万标箱", "term-mismatch"},
	{"forbidden term, Chinese", "zh", "运往共建国家", "运往沿线国家", "term-forbidden"},
	{"forbidden term, English", "en", "New quality productive forces", "New quality productivity", "term-forbidden"},
	{"name misspelt", "en", "Lin Qiu joined", "Lin Qui joined", "name-mismatch"},
	{"name of a place", "en", "Plan of Port Wanghai", "Plan of Wanghai", "name-mismatch"},
	{"name of an organisation", "zh", "国际海事组织在2023年", "国际海洋组织在2023年", "name-mismatch"},
	// What belongs to the text
	{"note lost", "en", "come in a day.[^lin]", "come in a day.", "note-mismatch"},
	{"citation lost", "en", "The table [@fu2023, p. 17] lists", "The table lists", "citation-mismatch"},
	{"citation of another", "en", "@fu2023", "@fu2013", "citation-mismatch"},
	{"reference lost", "en", "which @tbl-port does not show", "which the table does not show", "citation-mismatch"},
	{"another picture", "en", "../figures/harbour.svg", "../figures/port.svg", "figure-mismatch"},
	{"link lost", "en", "[the organization’s website](https://www.imo.org/reports/2023-11)", "the organization’s website", "link-mismatch"},
	{"link elsewhere", "en", "reports/2023-11", "reports/2022-11", "link-mismatch"},
	{"code in the line", "en", "After `portctl plan` the", "After `portctl run` the", "code-mismatch"},
	{"program text", "en", "--berths 9 --window", "--berths 8 --window", "code-mismatch"},
	{"strong lost", "en", "**The definition changed; the trend did not.**", "The definition changed; the trend did not.", "emphasis-mismatch"},
	{"emphasis lost", "en", "“*Ships will grow*; the", "“Ships will grow; the", "emphasis-mismatch"},
	// The translation as a whole
	{"sentence lost, with a number", "en", " The loans run for 15–20 years at no more than 3.5% a year.", "", "number-mismatch length-ratio"},
	{"sentence lost", "en", " She would rather use the present berths well before there is talk of more.", "", "length-ratio"},
	{"sentence not translated", "en", "This is the sharpest question of all.", "这是争论中最尖锐的问题。", "untranslated"},
	{"paragraph not translated", "en", enThird, zhThird, "untranslated"},
	{"paragraph lost", "en", enTrend + "\n\n", "", "twin-missing"},
	{"paragraphs changed places", "en", enStats + "\n\n" + enTrend, enTrend + "\n\n" + enStats, "twin-moved"},
	{"two paragraphs made one", "en", enStats + "\n\n" + enTrend, enStats + " " + enTrend, "twin-merged"},
	{"one paragraph made two", "en", " By the old definition", "\n\nBy the old definition", "twin-merged twin-missing"},
	{"stale: the source went on", "zh", "现在下结论还太早。", "现在下结论还太早。贷款还要还十二年，鱼群还要养十年，职业学校的第一批学生明年才毕业，谁也说不准二期工程会不会改变这一切。", "length-ratio number-mismatch"},
	{"stale: a figure corrected in the source", "zh", "每年拿出150万美元", "每年拿出180万美元", "number-mismatch"},
	{"question made a statement", "en", "who will pay it back?", "who will pay it back.", "end-mark"},
	{"point of a list lost", "en", "2. it built two artificial reefs 12 nautical miles off the coast;\n", "", "structure"},
	{"row of a table lost", "en", "| Unemployment | 9.3% | 4.8% |\n", "", "structure"},
	{"quotation lost its marks", "en", "“The fish will not wait for you to finish your report before they leave this place.”", "The fish will not wait for you to finish your report before they leave this place.", "quote-mismatch"},
	// Chinese by itself
	{"half-width comma", "zh", "数字往往比故事讲得清楚。", "数字往往比故事讲得清楚,这是常理。", "half-width-mark"},
	{"half-width brackets", "zh", "吞吐量（万吨）", "吞吐量(万吨)", "half-width-mark"},
	{"dots for an ellipsis", "zh", "修车铺和一所职业学校。", "修车铺...", "ellipsis"},
	{"hyphens for a dash", "zh", "这是争论中最尖锐的问题。", "这是争论--也是最尖锐的问题。", "dash"},
	{"comma between titles", "zh", "数字往往比故事讲得清楚。", "《港志》、《海图》往往比故事讲得清楚。", "list-comma"},
	{"quotation not closed", "zh", "才离开这里。”2016年", "才离开这里。2016年", "unbalanced"},
	{"quotation marks turned round", "zh", "“鱼不会等到你们的报告写完才离开这里。”", "”鱼不会等到你们的报告写完才离开这里。“", "quote-direction"},
	{"bracket not closed", "zh", "吞吐量（万吨）", "吞吐量（万吨", "unbalanced"},
	{"的的", "zh", "港口的管理系统", "港口的的管理系统", "doubled-word"},
	{"word twice", "zh", "规划中的二期工程", "规划规划中的二期工程", "doubled-word"},
	{"full-width digits", "zh", "那时城里只有26万人", "那时城里只有２６万人", "full-width-letter"},
	{"traditional character", "zh", "渔民担心挖泥", "漁民擔心挖泥", "traditional"},
	{"space between Han and digits", "zh", "那时城里只有26万人", "那时城里只有 26 万人", "digit-spacing"},
	{"year without 年", "zh", "到2036年还清", "到2036还清", "year-word"},
	{"two commas", "zh", "十二年以后，港口", "十二年以后，，港口", "mark-twice"},
	{"full stop lost", "zh", "第二个十年的账，要由下一代人来算。", "第二个十年的账，要由下一代人来算", "no-stop end-mark"},
	{"note contradicts the text", "zh", "她说变化不是一天发生的。[^lin]", "她说变化不是一天发生的，那是2024年3月6日的事。[^lin]", "note-date number-mismatch"},
	// English by itself
	{"the the", "en", "the shore was a stretch", "the the shore was a stretch", "doubled-word"},
	{"two spaces", "en", "the shore was a stretch", "the shore  was a stretch", "space"},
	{"space before a comma", "en", "at low tide. Nobody", "at low tide , nobody", "space"},
	{"straight quotation marks", "en", "“*Ships will grow*; the sea will not grow deeper.”", "\"*Ships will grow*; the sea will not grow deeper.\"", "straight-quote"},
	{"full stop lost, English", "en", "for the next generation to draw up.", "for the next generation to draw up", "no-stop"},
	{"bracket not closed, English", "en", "(10,000 tonnes)", "(10,000 tonnes", "unbalanced"},
}

// TestPlantedFaultsAreFound measures recall. The text itself, and a control of the same length, measure false alarms.
func TestPlantedFaultsAreFound(t *testing.T) {
	golden.Run(t, "testdata/harbour.txtar", func(t *testing.T, a *golden.Archive) {
		before := map[string]int{}
		clean := proofreadFS(plant(t, a, fault{}))
		usual := shown(clean)
		var said strings.Builder
		for _, m := range clean {
			before[m.Kind.ID]++
		}
		found := 0
		for _, f := range faults {
			after := map[string]int{}
			ms := proofreadFS(plant(t, a, f))
			for _, m := range ms {
				after[m.Kind.ID]++
			}
			hit := false
			fmt.Fprintf(&said, "%s\n", f.name)
			for _, line := range shown(ms) {
				if !slices.Contains(usual, line) {
					said.WriteString("\t" + line + "\n")
				}
			}
			for _, id := range strings.Fields(f.want) {
				hit = hit || after[id] > before[id]
			}
			if hit {
				found++
			} else {
				t.Logf("not found: %s\n\t%s", f.name, strings.Join(shown(ms), "\n\t"))
			}
		}
		golden.Run(t, "testdata/planted.txtar", func(t *testing.T, a *golden.Archive) { a.Want("said", said.String()) })
		recall := float64(found) / float64(len(faults))
		t.Logf("recall %.3f: %d of %d planted faults", recall, found, len(faults))
		if recall < .95 || len(faults) < 60 {
			t.Errorf("recall %.3f of %d", recall, len(faults))
		}
	})
}

func TestCleanTextsRaiseNoAlarm(t *testing.T) {
	for _, slug := range []string{"harbour", "valley"} {
		golden.Run(t, "testdata/"+slug+".txtar", func(t *testing.T, a *golden.Archive) {
			files := fstest.MapFS{
				"book.yaml":                   {Data: []byte(strings.ReplaceAll(harbourYAML, "harbour", slug))},
				"content/figures/harbour.svg": {Data: []byte("<svg/>")},
			}
			for _, name := range []string{"content/zh/" + slug + ".md", "content/en/" + slug + ".md", "data/terms.yaml"} {
				files[name] = &fstest.MapFile{Data: a.Input(name)}
			}
			ms := proofreadFS(files)
			words := wordCount(string(a.Input("content/en/" + slug + ".md")))
			rate := float64(len(ms)) * 1000 / float64(words)
			t.Logf("%d false alarms in %d English words: %.2f per 1,000", len(ms), words, rate)
			if rate > 1 {
				t.Errorf("%.2f false alarms per 1,000 words\n%s", rate, strings.Join(shown(ms), "\n"))
			}
		})
	}
}
