package stint

import (
	"bytes"

	"keben/internal/diag"
)

// What a page of a book may come to. The contents of a book of a hundred thousand headings are three million steps.
var pageLimits = Limits{Steps: 10_000_000, Output: 128 << 20, Text: 1 << 20, Depth: 1000, Nesting: 200, Loops: 1_000_000}

// Page returns a meter for the templates of pages.
func Page() *Meter { return New(pageLimits) }

var kinds = [...]*diag.Kind{
	Steps: diag.NewKind("template-limit", diag.Error,
		"this part of the template runs too often; the template was stopped", "模板的这一部分运行次数过多，模板已中止",
		"check what its loops run over", "请检查其中的循环"),
	Output: diag.NewKind("template-limit", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"check what its loops run over", "请检查其中的循环"),
	Text: diag.NewKind("template-limit", diag.Error,
		"the text made here is too long; the template was stopped", "此处生成的文字过长，模板已中止",
		"print the parts one after the other", "请分段输出"),
	Depth: diag.NewKind("template-limit", diag.Error,
		"this template calls itself without end; it was stopped", "模板不断调用自身，已中止",
		"put the call into an {{if}} that comes to an end", "请把调用放入会终止的 {{if}}"),
	Nesting: diag.NewKind("template-limit", diag.Error,
		"the actions of this template are nested too deep", "模板指令嵌套过深",
		"use fewer levels", "请减少嵌套层次"),
	Loops: diag.NewKind("template-limit", diag.Error,
		"too many {{range}} are inside one another here", "此处 {{range}} 嵌套过多",
		"use fewer levels", "请减少嵌套层次"),
}

// In makes the message of a stop in the template whose text is src. The place is that of the action.
func (s *Stop) In(src *diag.Source) diag.Message {
	pos := min(max(int(s.Pos), 0), len(src.Text))
	if open := bytes.LastIndex(src.Text[:pos], []byte("{{")); open >= 0 {
		pos = open
	}
	return kinds[s.Bound].At(src.Pos(pos))
}
