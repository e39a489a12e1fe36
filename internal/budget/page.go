package budget

import "keben/internal/diag"

// Limits of one page made by a template in templates/website or templates/print. The contents of a book of a hundred
// thousand headings take three million steps.
var (
	PageSteps = limit("page-template-steps", 7_000_000, Steps, diag.NewKind("template-limit", diag.Error,
		"this part of the template runs too often; the template was stopped", "模板的这一部分运行次数过多，模板已中止",
		"check what its loops run over", "请检查其中的循环"))
	PageOutput = limit("page-template-output", 128_000_000, Bytes, diag.NewKind("template-limit", diag.Error,
		"the template prints more than %s; it was stopped", "模板输出超过 %s，已中止",
		"check what its loops run over", "请检查其中的循环"))
	PageText = limit("page-template-text", 1_000_000, Bytes, diag.NewKind("template-limit", diag.Error,
		"the text made here is longer than %s; the template was stopped", "此处生成的文字超过 %s，模板已中止",
		"print it in parts", "请分段输出"))
	PageDepth = limit("page-template-depth", 1000, Levels, diag.NewKind("template-limit", diag.Error,
		"this template calls itself without end; it was stopped", "模板不断调用自身，已中止",
		"put the call into an {{if}} that ends", "请把调用放入会终止的 {{if}}"))
	PageNesting = limit("page-template-nesting", 200, Levels, diag.NewKind("template-limit", diag.Error,
		"the actions of this template are nested more than %s levels deep", "模板指令嵌套超过 %s 层",
		"use fewer levels", "请减少嵌套层次"))
	PageLoops = limit("page-template-loops", 1_000_000, Steps, diag.NewKind("template-limit", diag.Error,
		"too many {{range}} are nested here", "此处 {{range}} 嵌套过多",
		"use fewer levels", "请减少嵌套层次"))
)
