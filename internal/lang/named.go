package lang

import (
	"regexp"
	"slices"
	"strings"
)

// iso639 are the languages of ISO 639-1 by their two letters, without those that have a file here.
const iso639 = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el eo es et eu fa ff fi" +
	" fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la" +
	" lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc" +
	" sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zu "

// tagged is the form of a tag with a script or a region at most (RFC 5646 §2.1), in small letters with hyphens.
var tagged = regexp.MustCompile(`^[a-z]{2}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$`)

// Named returns the language that a folder or the end of a file's name says, whatever its letter case: zh-CN, zh_cn, cn.
// It reports false for any other name.
func Named(name string) (*Language, bool) {
	name = strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	for _, l := range languages {
		if slices.Contains(l.Folders, name) {
			return l, true
		}
	}
	if !tagged.MatchString(name) {
		return byTag(name)
	}
	return Find(name)
}

func byTag(name string) (*Language, bool) {
	for _, l := range languages {
		if strings.EqualFold(l.Tag, name) {
			return l, true
		}
	}
	return nil, false
}

// Elsewhere reports whether a name may be that of a language that has no file here: ja, pt-BR. Some of these names are
// words as well (is, no, it), so the caller needs a second reason.
func Elsewhere(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	if _, ours := Named(name); ours || !tagged.MatchString(name) {
		return false
	}
	return strings.Contains(iso639, " "+name[:2]+" ")
}
