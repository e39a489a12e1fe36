package lang

// The tables to extend: a language is a file of its own and its rows here, a kind of callout is a row of callouts.

// languages in the order in which a door page lists them.
var languages = []*Language{Chinese, English, Traditional}

// callouts are the words over callouts without a title, by their kind, which package prose finds by the names that
// authors type. A language without a word here uses that of its model.
var callouts = map[string]map[*Language]string{
	"note":      {Chinese: "说明", English: "Note", Traditional: "說明"},
	"tip":       {Chinese: "提示", English: "Tip", Traditional: "提示"},
	"important": {Chinese: "重要", English: "Important", Traditional: "重要"},
	"warning":   {Chinese: "警告", English: "Warning", Traditional: "警告"},
	"caution":   {Chinese: "注意", English: "Caution", Traditional: "注意"},
}
