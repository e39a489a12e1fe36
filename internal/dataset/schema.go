package dataset

import (
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/yaml"
)

func say(en, zh string) diag.Phrase { return diag.Phrase{En: en, Zh: zh} }

// caption is a text for all languages, or one for each.
func caption() *yaml.Schema { return yaml.PerLanguage(yaml.Words()).As("{zh: …, en: …}") }

// The unit after a number, and its digits, may be given in quantities, in columns and around both.
var digits = yaml.Wholes(0, 12, yaml.Unit{Of: say("decimal places", "位小数")})

// unitSchema is that of a unit: its name, or the words of one that Keben does not know.
func unitSchema() *yaml.Schema {
	var keys []yaml.Key
	for _, tag := range lang.Tags() {
		l := lang.Of(tag)
		keys = append(keys, yaml.Key{Name: tag, Is: yaml.Words(), For: say("What it is called in "+l.EnglishName+".", l.ChineseName+"的说法。")})
	}
	keys = append(keys, yaml.Key{Name: "plural", Is: yaml.Words(), For: say("The English plural.", "英文复数形式。")})
	return yaml.OneOf(yaml.Words(), yaml.Keyed(keys...)).Called("unit").As("{zh: 列, en: train, plural: trains}")
}

var quantitySchema = yaml.Keyed(
	yaml.Key{Name: "value", Is: yaml.Words(), Required: true, For: say("The number: `3.1e12`, `3100000000000`, `3.1万亿` or `1,234`.", "数值：`3.1e12`、`3100000000000`、`3.1万亿` 或 `1,234`。")},
	yaml.Key{Name: "unit", Is: unitSchema(), For: say("What it counts: USD, km, 亿美元, or words of its own.", "单位：USD、km、亿美元，或自写的说法。")},
	yaml.Key{Name: "approx", Is: yaml.TrueOrFalse(), Default: "false", For: say("Whether “about” goes before it.", "是否加“约”。")},
	yaml.Key{Name: "digits", Is: digits, For: say("How many decimal places are printed; without it, those of the source.", "印出几位小数；不写则照原数。")},
	yaml.Key{Name: "source", Is: yaml.Whatever(), For: say("Where the number comes from; not printed.", "数据来源；不印出。")},
	yaml.Key{Name: "date", Is: yaml.Whatever(), For: say("When it was so; not printed.", "数据日期；不印出。")},
	yaml.Key{Name: "year", Is: yaml.Whatever(), For: say("The year it is of; a list item is named by it.", "数据年份；列表中的项可按它来指。")},
	yaml.Key{Name: "label", Is: yaml.Whatever(), For: say("What it is; not printed.", "名目；不印出。")},
	yaml.Key{Name: "note", Is: yaml.Whatever(), For: say("A remark; not printed.", "说明；不印出。")},
	yaml.Key{Name: "id", Is: yaml.Whatever(), For: say("What a list item is called.", "列表中的项的名称。")},
).Called("quantity").As("{value: 3.1e12, unit: USD}")

var cellSchema = yaml.OneOf(yaml.Words(), quantitySchema, yaml.ByLanguage(yaml.Words())).
	As("2.07, 文字, {zh: …, en: …}, {value: …, unit: …}")

var columnSchema = yaml.OneOf(yaml.Words(), yaml.Keyed(
	yaml.Key{Name: "key", Is: yaml.Words(), Required: true, For: say("What rows call the column.", "各行用来指这一列的名称。")},
	yaml.Key{Name: "title", Is: caption(), For: say("The heading of the column; without it, the key.", "表头；不写则用 key。")},
	yaml.Key{Name: "unit", Is: unitSchema(), For: say("The unit of its numbers, which goes into the heading.", "本列的单位，印在表头。")},
	yaml.Key{Name: "align", Is: yaml.Among("left", "center", "centre", "right"), For: say("How cells are aligned; without it, numbers to the right.", "对齐；不写时数字右对齐。")},
	yaml.Key{Name: "digits", Is: digits, For: say("How many decimal places are printed.", "印出几位小数。")},
).As("{key: year, title: {zh: 年份, en: Year}}"))

var tableSchema = yaml.Keyed(
	yaml.Key{Name: "caption", Is: caption(), For: say("The caption.", "表题。")},
	yaml.Key{Name: "source", Is: caption(), For: say("Where the numbers come from, below the table.", "资料来源，印在表下。")},
	yaml.Key{Name: "id", Is: yaml.Words(), For: say("What references call it; without it, tbl- and the last part of its name.", "交叉引用所用的标识；不写则为 tbl- 加名称的末段。")},
	yaml.Key{Name: "note", Is: yaml.Whatever(), For: say("A remark; not printed.", "说明；不印出。")},
	yaml.Key{Name: "unit", Is: unitSchema(), For: say("The unit of columns that give digits and no unit.", "只写 digits 不写单位的列所用的单位。")},
	yaml.Key{Name: "date", Is: yaml.Whatever(), For: say("When the numbers were so; not printed.", "数据日期；不印出。")},
	yaml.Key{Name: "columns", Is: yaml.ListOf(columnSchema).As("[{key: year, title: {zh: 年份, en: Year}}]"), Required: true, For: say("The columns in order.", "各列，按顺序。")},
	yaml.Key{Name: "rows", Is: yaml.ListOf(yaml.OneOf(
		yaml.ByName(nil, yaml.Whatever()), yaml.ListOf(yaml.Whatever()),
	).As("{year: 2024}, [2024, 2.07]")).As("[{year: 2024}]"), Required: true, For: say("The rows: cells by the keys of the columns, or in their order.", "各行：按列的 key 写，或按列的顺序写。")},
).Called("table").As("{caption: …, columns: [{key: year, title: …}], rows: [{year: 2024}]}")

// Schema is that of the files in data/, but for data/terms.yaml: a tree of facts, in which what has columns and rows is
// a table, and what has a value and a unit is a quantity.
func Schema() *yaml.Schema { return facts }

var facts = func() *yaml.Schema {
	s := &yaml.Schema{Form: yaml.Either, Title: "data"}
	s.Either = []*yaml.Schema{yaml.Words(), yaml.ListOf(s), tableSchema, measured, yaml.ByName(nil, s)}
	return s
}()

// measured is a quantity that a mapping must be: it has a unit.
var measured = func() *yaml.Schema {
	s := *quantitySchema
	s.Keys = append([]yaml.Key(nil), s.Keys...)
	s.Key("unit").Required = true
	return &s
}()
