package website

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"testing"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/quantity"
	"keben/templates"
)

func builtin(t testing.TB) fs.FS {
	t.Helper()
	sub, err := fs.Sub(templates.FS, "website")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

func theme(t testing.TB) *design.Theme {
	t.Helper()
	th, msgs := design.Read(templates.FS, nil)
	if diag.HasErrors(msgs) {
		t.Fatal(msgs[0].Text("en"))
	}
	return th
}

// sampleInput is a book of two chapters, a preface and a part in two languages; the English edition lacks
// one chapter.
func sampleInput(t testing.TB) Input {
	return Input{
		Editions:  []*book.Edition{labelled(chineseEdition()), labelled(englishEdition())},
		Theme:     theme(t),
		Templates: builtin(t),
		Asset: func(src string) ([]byte, bool) {
			if src != "content/figures/trade.png" {
				return nil, false
			}
			return picture(t), true
		},
		Downloads: []Download{
			{Path: "pdf/zh-print.pdf", Size: 3_240_000, Edition: "zh", Variant: "print"},
			{Path: "pdf/zh-screen.pdf", Size: 2_100_000, Edition: "zh", Variant: "screen"},
			{Path: "pdf/en-print.pdf", Size: 1_640_000, Edition: "en", Variant: "print"},
		},
	}
}

// labelled gives an edition the labels that collation gives it.
func labelled(ed *book.Edition) *book.Edition {
	ed.Labels = map[string]book.Label{}
	for _, sec := range ed.Sections {
		if sec.Chapter != nil {
			sec.Chapter.Walk(book.Visitor{Block: func(b book.Block) bool {
				id := b.Common().ID
				ed.Labels[sec.Slug+"#"+id] = book.Label{Slug: sec.Slug, ID: id}
				return true
			}})
		}
	}
	return ed
}

// parallelInput is sampleInput with a parallel edition.
func parallelInput(t testing.TB) Input {
	in := sampleInput(t)
	both := *in.Editions[0]
	both.Name, both.Twin = "zh-en", in.Editions[1]
	in.Editions = append(in.Editions, &both)
	in.Downloads = append(in.Downloads, Download{Path: "pdf/zh-en-print.pdf", Size: 4_000_000, Edition: "zh-en"})
	return in
}

func picture(t testing.TB) []byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, 640, 240), color.Palette{color.White, color.RGBA{0x1F, 0x4E, 0x79, 255}})
	for x := range 640 {
		for y := 240 - (x/40+1)*12; y < 240; y++ {
			if x%40 < 30 {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func text(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }

func para(id string, ins ...book.Inline) *book.Paragraph {
	return &book.Paragraph{Head: book.Head{ID: id}, Content: ins}
}

func words(id, s string) *book.Paragraph { return para(id, text(s)...) }

func heading(id, number, s string, depth int) *book.Heading {
	return &book.Heading{Head: book.Head{ID: id}, Level: depth + 1, Depth: depth, Number: number, Content: text(s)}
}

func grid(t *book.Table, rows ...book.Row) *book.Table {
	t.Groups = []book.Group{{Part: book.HeadPart, Rows: rows[:1]}, {Rows: rows[1:]}}
	if _, ok := t.Form(); !ok {
		panic("the sample's table is too large")
	}
	return t
}

func cells(ss ...string) book.Row {
	var row book.Row
	for _, s := range ss {
		row = append(row, book.Cell{Content: text(s)})
	}
	return row
}

func chineseEdition() *book.Edition {
	preface := &book.Chapter{
		Slug: "preface", Lang: "zh", Title: text("前言"), Signed: "胡必亮", Date: "2025-09",
		Blocks: []book.Block{
			words("p1", "自2013年提出“一带一路”倡议以来，十二年砥砺前行。本书由Keben排版，收入六章；每章先有中文，后有英文，二者是同一本书。"),
			words("p2", "硬联通、软联通与心联通（见第一章），三者合一。——这是全书的主线。"),
		},
	}
	stage := &book.Chapter{
		Slug: "stage", Lang: "zh", Title: text("从陆路到海路：互联互通的新阶段"), Subtitle: text("以贸易数据为中心"),
		Authors:  []book.Person{{Name: "胡必亮", Note: "北京师范大学一带一路学院教授"}, {Name: "刘倩", Note: "北京师范大学一带一路学院讲师"}},
		Abstract: []book.Block{words("a1", "本章回顾十二年来的互联互通，说明贸易额如何从1.04万亿美元增加到3.1万亿美元，并讨论下一阶段的重点。")},
		Keywords: []string{"互联互通", "贸易", "高质量发展"},
		CLC:      "F125", ArticleID: "1000-1234(2025)09-0001-12",
		Funding: text("国家社科基金重大项目（24&ZD286）。"),
		Blocks: []book.Block{
			para("s0-p1", &book.Text{Value: "近年来世界正处于百年之大变局中，全球治理面临诸多挑战。2013年到2024年，双边货物贸易额增加到"},
				&book.Quantity{Key: "trade.2024", Amount: quantity.Quantity{Num: quantity.Int(3_100_000_000_000), Unit: "USD"}, Text: "3.1万亿美元"},
				&book.Text{Value: "，年均增长"}, &book.Strong{Content: text("9.5%")},
				&book.Text{Value: "。"}, &book.NoteRef{Label: "a", Number: 1},
				&book.Text{Value: "详见"}, &book.Ref{Target: "tbl-trade", Slug: "stage", ID: "tbl-trade", Text: "表1-1"},
				&book.Text{Value: "与"}, &book.Ref{Target: "fig-trade", Slug: "stage", ID: "fig-trade", Text: "图1-1"},
				&book.Text{Value: "，又见"}, &book.Link{Target: "space.md#port", Slug: "空间", ID: "port", Content: text("下一章")}, &book.Text{Value: "。"}),
			para("s0-p2", &book.Text{Value: "这里的关键是"}, &book.Emph{Content: text("高质量")},
				&book.Text{Value: "，不是“多”，而是“好”；《孟子》说："}, &book.Ruby{Base: "权", Reading: "quán"},
				&book.Text{Value: "然后知轻重。程序写作"}, &book.CodeSpan{Text: "keben build"}, &book.Text{Value: "，网址是"},
				&book.Link{Target: "https://example.org/a?b=1&c=2", Content: text("https://example.org")}, &book.Text{Value: "。"}),
			heading("ports", "一、", "港口与铁路", 1),
			words("ports-p1", "中国和沿线国家在港口、铁路、公路、电力、航空、通信等领域开展合作建设，有效提升了互联互通水平。列奥纳多·达·芬奇说过：“简单是终极的复杂。”这句话用在这里——也许——并不合适……"),
			&book.Quote{Head: book.Head{ID: "ports-p2"}, Blocks: []book.Block{words("ports-p3", "君子和而不同，小人同而不和。")}},
			heading("rail", "（一）", "铁路", 2),
			&book.List{Head: book.Head{ID: "rail-p1"}, Tight: true, Delim: '-', Items: []*book.Item{
				{Head: book.Head{ID: "rail-p2"}, Blocks: []book.Block{words("rail-p3", "中老铁路，2021年12月通车；")}},
				{Head: book.Head{ID: "rail-p4"}, Blocks: []book.Block{words("rail-p5", "雅万高铁，2023年10月通车。")}},
			}},
			&book.List{Head: book.Head{ID: "rail-p6"}, Ordered: true, Tight: true, Start: 3, Delim: '.', Items: []*book.Item{
				{Head: book.Head{ID: "rail-p7"}, Task: book.TaskDone, Blocks: []book.Block{words("rail-p8", "已经完成的事")}},
				{Head: book.Head{ID: "rail-p9"}, Blocks: []book.Block{words("rail-p10", "没有完成的事")}},
			}},
			grid(&book.Table{
				Head: book.Head{ID: "tbl-trade"}, Number: "表1-1", Caption: text("中国与共建国家的货物贸易"), Source: text("海关总署"),
				Columns: []book.Column{{Align: book.AlignLeft}, {Align: book.AlignRight}, {Align: book.AlignRight}, {Align: book.AlignLeft}},
			}, cells("年份", "贸易额（万亿美元）", "占比（%）", "备注"), cells("2013", "1.04", "25.0", "倡议提出之年"), cells("2019", "1.34", "29.3", "第二届高峰论坛"), cells("2024", "3.10", "50.3", "创历史新高")),
			&book.Figure{Head: book.Head{ID: "fig-trade"}, Number: "图1-1", Src: "content/figures/trade.png", Alt: "贸易额逐年上升的柱状图", Caption: text("贸易额，2013—2024年"), Source: text("海关总署")},
			&book.Figure{Head: book.Head{ID: "fig-lost"}, Number: "图1-2", Src: "content/figures/lost.png", Alt: "丢失的图", Caption: text("缺少的图片"), Missing: true},
			&book.Callout{Head: book.Head{ID: "rail-p11"}, Kind: "note", Blocks: []book.Block{words("rail-p12", "数字以海关统计为准；“双边”指中国与共建国家之间。")}},
			&book.CodeBlock{Head: book.Head{ID: "rail-p13"}, Language: "go", Text: "func main() {\n\tfmt.Println(\"刻本\") // 一行很长很长的注释，长到手机上必须横向滚动才能看完整，没有换行\n}\n"},
			&book.DefinitionList{Head: book.Head{ID: "rail-p14"}, Items: []book.Definition{{Terms: [][]book.Inline{text("版心")}, Bodies: [][]book.Block{{words("rail-p15", "页面上印字的部分。")}}}}},
			&book.ThematicBreak{Head: book.Head{ID: "rail-p16"}},
			para("rail-p17", &book.Text{Value: "最后一段。"}, &book.NoteRef{Label: "b", Number: 2}, &book.Text{Value: "完。"}),
		},
		Notes: []book.Note{
			{Label: "a", Number: 1, Blocks: []book.Block{words("fn1", "中华人民共和国海关总署：《2024年统计公报》，2025年1月。")}},
			{Label: "b", Number: 2, Blocks: []book.Block{words("fn2", "第一段。"), words("fn3", "第二段，说明Go的用法。")}},
		},
		InEnglish: &book.InEnglish{
			Title: "From Land to Sea: A New Stage of Connectivity", Authors: []string{"Hu Biliang", "Liu Qian"},
			Abstract: []book.Block{words("e1", "The chapter looks back at twelve years of connectivity and asks what comes next.")},
			Keywords: "connectivity, trade, high-quality development",
		},
	}
	space := &book.Chapter{
		Slug: "空间", Lang: "zh", Title: text("空间"),
		Blocks: []book.Block{heading("port", "一、", "只有中文的一章", 1), words("port-p1", "这一章没有英文。")},
	}
	return &book.Edition{
		Name: "zh", Lang: "zh", Kind: book.KindBook,
		Meta: book.Meta{
			Title: "携手推动世界现代化", Subtitle: "探索“一带一路”高质量发展路径", Authors: []string{"胡必亮", "刘倩"}, AuthorRole: "等著",
			Institution: "北京师范大学一带一路学院", Licence: "CC BY 4.0",
			Summary: "全书六章，从新阶段、新空间、重点领域、新兴领域、小而美项目与政策六个方面，讨论高质量共建的路径。",
		},
		Date: "2025-09",
		Sections: []book.Section{
			{Role: book.RolePreface, Matter: book.Front, Slug: "preface", Title: text("前言"), Chapter: preface, Twins: []string{"en"}},
			{Role: book.RoleContents, Matter: book.Front, Slug: "contents", Title: text("目录")},
			{Role: book.RolePart, Matter: book.Main, Slug: "part-1", Number: "第一编", Title: text("回顾")},
			{Role: book.RoleChapter, Matter: book.Main, Slug: "stage", Number: "第一章", Title: stage.Title, Chapter: stage, Twins: []string{"en"}},
			{Role: book.RoleChapter, Matter: book.Main, Slug: "空间", Number: "第二章", Title: space.Title, Chapter: space},
			{Role: book.RoleFigures, Matter: book.Back, Slug: "figures", Title: text("插图目录"), Entries: []book.Entry{
				{Depth: 1, Matter: book.Main, Number: "图1-1", Title: text("贸易额，2013—2024年"), Slug: "stage", ID: "fig-trade"},
				{Depth: 1, Matter: book.Main, Number: "图1-2", Slug: "stage", ID: "fig-lost"},
			}},
			{Role: book.RoleTables, Matter: book.Back, Slug: "tables", Title: text("表格目录"), Entries: []book.Entry{
				{Depth: 1, Matter: book.Main, Number: "表1-1", Title: text("中国与共建国家的货物贸易"), Slug: "stage", ID: "tbl-trade"},
			}},
			{Role: book.RoleColophon, Matter: book.Back, Slug: "colophon", Title: text("版权信息")},
		},
		Contents: []book.Entry{
			{Depth: 1, Matter: book.Front, Title: text("前言"), Slug: "preface"},
			{Depth: 0, Matter: book.Main, Number: "第一编", Title: text("回顾"), Slug: "part-1"},
			{Depth: 1, Matter: book.Main, Number: "第一章", Title: stage.Title, Authors: []string{"胡必亮", "刘倩"}, Slug: "stage"},
			{Depth: 2, Matter: book.Main, Number: "一、", Title: text("港口与铁路"), Slug: "stage", ID: "ports"},
			{Depth: 3, Matter: book.Main, Number: "（一）", Title: text("铁路"), Slug: "stage", ID: "rail"},
			{Depth: 1, Matter: book.Main, Number: "第二章", Title: text("空间"), Slug: "空间"},
			{Depth: 2, Matter: book.Main, Number: "一、", Title: text("只有中文的一章"), Slug: "空间", ID: "port"},
			{Depth: 1, Matter: book.Back, Title: text("插图目录"), Slug: "figures"},
			{Depth: 1, Matter: book.Back, Title: text("表格目录"), Slug: "tables"},
			{Depth: 1, Matter: book.Back, Title: text("版权信息"), Slug: "colophon"},
		},
		Others: []string{"en"},
	}
}

func englishEdition() *book.Edition {
	preface := &book.Chapter{
		Slug: "preface", Lang: "en", Title: text("Preface"), Signed: "Hu Biliang", Date: "2025-09",
		Blocks: []book.Block{words("p1", "Twelve years have passed since the initiative was put forward in 2013. This book has six chapters; each stands in Chinese and in English, and the two are one book."), words("p2", "It is meant to be read on paper, on a phone, or side by side.")},
	}
	stage := &book.Chapter{
		Slug: "stage", Lang: "en", Title: text("From Land to Sea: A New Stage of Connectivity"),
		Authors:  []book.Person{{Name: "Hu Biliang"}, {Name: "Liu Qian"}},
		Abstract: []book.Block{words("a1", "The chapter looks back at twelve years of connectivity and shows how trade grew from US$1.04 trillion to US$3.1 trillion.")},
		Keywords: []string{"connectivity", "trade"},
		Blocks: []book.Block{
			para("s0-p1", &book.Text{Value: "Two-way trade reached "}, &book.Quantity{Key: "trade.2024", Amount: quantity.Quantity{Num: quantity.Int(3_100_000_000_000), Unit: "USD"}, Text: "US$3.1 trillion"}, &book.Text{Value: " in 2024."}, &book.NoteRef{Label: "a", Number: 1},
				&book.Text{Value: " The world is passing through changes unseen in a century, and its governance with it; the office that counts these flows counts containers, not intentions. See "},
				&book.Ref{Target: "tbl-trade", Slug: "stage", ID: "tbl-trade", Text: "Table 1.1"}, &book.Text{Value: "."}),
			words("s0-p2", "What matters here is quality. A railway is not a line on a map but a timetable that is kept, and a port is not a quay but a promise that the ship will be unloaded on the day."),
			heading("ports", "I.", "Ports and railways", 1),
			words("ports-p1", "China and the countries along the route have built ports, railways, roads, power lines and cables together, and connectivity has improved with every one of them."),
			&book.Quote{Head: book.Head{ID: "ports-p2"}, Blocks: []book.Block{words("ports-p3", "The gentleman seeks harmony, not uniformity; the small man seeks uniformity, not harmony.")}},
			words("ports-p4", "So said Confucius, who kept no accounts."),
			heading("rail", "A.", "Railways", 2),
			grid(&book.Table{
				Head: book.Head{ID: "tbl-trade"}, Number: "Table 1.1", Caption: text("Trade in goods"), Source: text("General Administration of Customs"),
				Columns: []book.Column{{Align: book.AlignLeft}, {Align: book.AlignRight}},
			}, cells("Year", "US$ trillion"), cells("2013", "1.04"), cells("2024", "3.10")),
			&book.Callout{Head: book.Head{ID: "rail-p1"}, Kind: "note", Blocks: []book.Block{words("rail-p2", "The figures are those of the customs statistics.")}},
		},
		Notes: []book.Note{{Label: "a", Number: 1, Blocks: []book.Block{words("fn1", "General Administration of Customs, Statistical Communiqué 2024.")}}},
	}
	return &book.Edition{
		Name: "en", Lang: "en", Kind: book.KindBook,
		Meta: book.Meta{
			Title: "Together towards a Modern World", Subtitle: "Paths to High-Quality Development along the Belt and Road",
			Authors: []string{"Hu Biliang", "Liu Qian"}, Institution: "Belt and Road School, Beijing Normal University", Licence: "CC BY 4.0",
			Summary: "Six chapters on the paths that lead to high-quality cooperation.",
		},
		Date: "2025-09",
		Sections: []book.Section{
			{Role: book.RolePreface, Matter: book.Front, Slug: "preface", Title: text("Preface"), Chapter: preface, Twins: []string{"zh"}},
			{Role: book.RolePart, Matter: book.Main, Slug: "part-1", Number: "Part I", Title: text("Looking Back")},
			{Role: book.RoleChapter, Matter: book.Main, Slug: "stage", Number: "Chapter 1", Title: stage.Title, Chapter: stage, Twins: []string{"zh"}},
			{Role: book.RoleTables, Matter: book.Back, Slug: "tables", Title: text("List of Tables"), Entries: []book.Entry{
				{Depth: 1, Matter: book.Main, Number: "Table 1.1", Title: text("Trade in goods"), Slug: "stage", ID: "tbl-trade"},
			}},
		},
		Contents: []book.Entry{
			{Depth: 1, Matter: book.Front, Title: text("Preface"), Slug: "preface"},
			{Depth: 0, Matter: book.Main, Number: "Part I", Title: text("Looking Back"), Slug: "part-1"},
			{Depth: 1, Matter: book.Main, Number: "Chapter 1", Title: stage.Title, Authors: []string{"Hu Biliang", "Liu Qian"}, Slug: "stage"},
			{Depth: 2, Matter: book.Main, Number: "I.", Title: text("Ports and railways"), Slug: "stage", ID: "ports"},
			{Depth: 1, Matter: book.Back, Title: text("List of Tables"), Slug: "tables"},
		},
		Others: []string{"zh"},
	}
}
