package lang

import "testing"

func TestFoldersAreNamedAfterLanguagesInManyWays(t *testing.T) {
	for name, want := range map[string]string{
		"zh": "zh", "zh-CN": "zh", "zh_CN": "zh", "zh-cn": "zh", "CN": "zh", "chinese": "zh", "zh-Hans": "zh", "zh-hans-cn": "zh",
		"zh-TW": "zh-Hant", "zh_tw": "zh-Hant", "zh-hant": "zh-Hant", "zh-HK": "zh-Hant", "en": "en", "English": "en", "en-GB": "en", "en_us": "en",
		"en-route": "", "ja": "", "docs": "", "zhong": "", "": "",
	} {
		l, ok := Named(name)
		if ok != (want != "") || ok && l.Tag != want {
			t.Errorf("%q: %v %v, want %q", name, l, ok, want)
		}
	}
}

func TestLanguagesThatAreNotOfferedAreKnownByTheirTags(t *testing.T) {
	for name, want := range map[string]bool{"ja": true, "pt-BR": true, "pt_br": true, "ru": true, "zh": false, "cn": false, "src": false, "go": false, "id": true, "xx": false} {
		if got := Elsewhere(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
