package diag

import "strings"

// Language is a language in which messages are written. There are two, whatever the languages of a book: a text
// is written in both where it is made, and one is chosen when it is printed. Any other value is English.
type Language string

// The languages of messages.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// Speaks returns the language of messages for a person whose locale is given: Chinese for zh_CN, zh_TW.UTF-8 and the
// like, else English.
func Speaks(locale string) Language {
	if strings.HasPrefix(strings.ToLower(locale), string(Chinese)) {
		return Chinese
	}
	return English
}

// Say chooses between a text in English and the same in Chinese.
func (l Language) Say(en, zh string) string {
	if l == Chinese {
		return zh
	}
	return en
}
