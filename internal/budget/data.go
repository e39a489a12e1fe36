package budget

import "keben/internal/diag"

// YAMLValues bounds how many values a file may stand for once its aliases are followed: ten aliases of ten aliases,
// ten levels deep, are ten thousand million.
var YAMLValues = limit("yaml-values", 1_000_000, Count, diag.NewKind("yaml-alias", diag.Error,
	"the aliases of this file stand for more than %s values", "本文件的别名展开后超过 %s 个值",
	"write the values out, or use fewer aliases", "请直接写出各值，或少用别名"))

// Of the templates of a chapter. No chapter needs them, and a slip in a loop must not fill the machine.
var (
	TemplateOutput = limit("template-output", 16<<20, Bytes, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"look at its loops", "请检查其中的循环"))
	TemplateSteps = limit("template-steps", 2_000_000, Steps, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"look at its loops", "请检查其中的循环"))
	TemplateSequence = limit("template-sequence", 10_000, Count, diag.NewKind("template", diag.Error,
		"seq counts at most %s numbers; the template was stopped", "seq 最多列出 %s 个数，模板已中止",
		"choose ends that are closer together", "请缩小起止范围"))
	TemplateString = limit("template-string", 1<<20, Bytes, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"look at its loops", "请检查其中的循环"))
)
