package lang

import "testing"

func TestLabelsAreTheWordsOfEveryLanguage(t *testing.T) {
	wendish := *English
	wendish.Tag, wendish.Aliases, wendish.Words = "wen", nil, wends{english{}}
	without := With(&wendish)
	for line, want := range map[string][3]bool{ // source, note, table
		"Žórło: X": {true, false, false}, "Přispomnjenka: X": {false, true, false}, "Tabela: X": {false, false, true},
		"來源：海關": {true, false, false}, "註：未計": {false, true, false}, "附註：未計": {false, true, false}, "注：未计": {false, true, false},
		"Note. X": {false, true, false}, "Source: X": {true, false, false}, "表：港口": {false, false, true}, "table: Ports": {false, false, true},
		"Žórło X": {}, "表港口": {}, "": {},
	} {
		if got := [3]bool{HasSourceLabel(line), HasNoteLabel(line), TableLabel(line) > 0}; got != want {
			t.Errorf("%s: %v", line, got)
		}
	}
	if n := TableLabel("Tabela: X"); n != len("Tabela:") {
		t.Errorf("the label is %d long", n)
	}
	without()
	if HasSourceLabel("Žórło: X") {
		t.Error("a language that is not offered has labels")
	}
}

// wends are some words of another language.
type wends struct{ english }

func (wends) Source() string { return "Žórło" }
func (wends) Note() string   { return "Přispomnjenka" }
func (wends) Table() string  { return "Tabela" }
