package spell

import "testing"

const aff = `SET UTF-8
FORBIDDENWORD !
PFX A Y 1
PFX A 0 re .
SFX D Y 4
SFX D 0 d e
SFX D y ied [^aeiou]y
SFX D 0 ed [^ey]
SFX D 0 ed [aeiou]y
SFX S Y 2
SFX S 0 s [^sy]
SFX S y ies [^aeiou]y
`

const dic = `4
carry/DS
print/ADS
use/ADS
alot/!
`

func TestWordsAreKnownInTheirForms(t *testing.T) {
	d, ok := Read([]byte(aff), []byte(dic))
	if !ok {
		t.Fatal("not read")
	}
	for word, want := range map[string]bool{
		"carry": true, "carried": true, "carries": true, "carryed": false, "print": true, "printed": true, "reprint": true, "reprinted": true, "reprints": true,
		"recarry": false, "used": true, "reused": true, "useed": false, "alot": false, "": false, "re": false,
	} {
		if d.Has(word) != want {
			t.Errorf("%q is known: %v", word, !want)
		}
	}
}

func TestWhatIsNoDictionaryIsRefused(t *testing.T) {
	for _, c := range [...][2]string{{"", ""}, {"", "no number\n"}, {"\xff", "1\na\n"}} {
		if _, ok := Read([]byte(c[0]), []byte(c[1])); ok {
			t.Errorf("%q was read", c)
		}
	}
	d, ok := Read([]byte("SET ISO8859-1\nFLAG long\nSFX Aa Y 1\nSFX Aa 0 s .\n"), []byte("1\ncaf\xe9/AaBb\n"))
	if !ok || !d.Has("cafés") || d.Has("cafe") {
		t.Error("ISO 8859-1 with long flags")
	}
}

func TestAListIsADictionary(t *testing.T) {
	d := Words([]byte("keben\n# a remark\nlinefeed # another\n"))
	if !d.Has("keben") || !d.Has("linefeed") || d.Has("a remark") || d.Has("") {
		t.Error("wrong words")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(aff, dic, "carried")
	f.Fuzz(func(t *testing.T, aff, dic, word string) {
		if d, ok := Read([]byte(aff), []byte(dic)); ok {
			d.Has(word)
		}
		Words([]byte(dic)).Has(word)
	})
}
