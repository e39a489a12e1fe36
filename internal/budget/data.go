package budget

import "keben/internal/diag"

// YAMLValues bounds the number of values after aliases are expanded: ten aliases of ten aliases, ten levels deep, are
// ten thousand million.
var YAMLValues = limit("yaml-values", 1_000_000, Count, diag.NewKind("yaml-alias", diag.Error,
	"the aliases of this file expand to more than %s values", "本文件的别名展开后超过 %s 个值",
	"write the values out, or use fewer aliases", "请直接写出各值，或少用别名"))

// Limits of the structure of YAML and TOML, because they are read recursively, in the modules and here.
var (
	YAMLNesting = limit("yaml-nesting", 100, Levels, diag.NewKind("nesting", diag.Error,
		"lists and mappings are nested more than %s levels deep here; what is deeper is not read", "此处列表、映射嵌套超过 %s 层，更深的部分未读取",
		"use fewer levels", "请减少嵌套层次"))
	TOMLNesting = limit("toml-nesting", 32, Levels, diag.NewKind("nesting", diag.Error,
		"keys, lists and tables are nested more than %s levels deep here; the title block is not read", "此处键、列表、表嵌套超过 %s 层，标题块未读取",
		"use fewer levels", "请减少嵌套层次"))
	TOMLBytes = limit("toml-bytes", 256_000, Bytes, diag.NewKind("file-too-large", diag.Error,
		"expected a title block of at most %[1]s, found %[2]s; it is not read", "标题块不得超过 %[1]s，实为 %[2]s，未读取",
		"keep only what the chapter says about itself", "请只保留本章自身的信息"))
)

// ListNesting bounds the levels of a list of chapters that another tool reads.
var ListNesting = limit("list-nesting", 32, Levels, diag.NewKind("nesting", diag.Warning,
	"chapters are nested more than %s levels deep here; what is deeper is taken as that level", "此处章节嵌套超过 %s 层，更深的都算作这一层",
	"use fewer levels", "请减少嵌套层次"))

// TemplateNesting bounds the nesting of blocks in a template, because it is parsed and run recursively.
var TemplateNesting = limit("template-nesting", 100, Levels, diag.NewKind("template", diag.Error,
	"if, range and with are nested more than %s levels deep here", "此处 if、range、with 嵌套超过 %s 层",
	"use fewer levels; an {{ end }} may be missing", "请减少嵌套层次，或检查是否缺少 {{ end }}"))

// Limits of the templates of a chapter. No chapter needs so much, and a slip in a loop must not fill the memory.
var (
	TemplateOutput = limit("template-output", 16_000_000, Bytes, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"check its loops", "请检查其中的循环"))
	TemplateSteps = limit("template-steps", 2_000_000, Steps, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"check its loops", "请检查其中的循环"))
	TemplateSequence = limit("template-sequence", 10_000, Count, diag.NewKind("template", diag.Error,
		"seq counts at most %s numbers; the template was stopped", "seq 最多列出 %s 个数，模板已中止",
		"choose ends that are closer together", "请缩小起止范围"))
	TemplateString = limit("template-string", 1_000_000, Bytes, diag.NewKind("template", diag.Error,
		"the template prints too much; it was stopped", "模板输出过多，已中止",
		"check its loops", "请检查其中的循环"))
)
