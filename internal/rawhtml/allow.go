package rawhtml

import (
	"strings"

	"keben/internal/hypertext"
)

// elements are the elements that pass, with their own attributes: those of HTML §4.3 to §4.11 for sections, groups,
// text, edits, pictures, film and sound, and tables.
var elements = func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for name := range strings.FieldsSeq("abbr address article aside b bdi bdo br caption center cite code dd dfn div dl dt em figcaption figure " +
		"footer h1 h2 h3 h4 h5 h6 header hgroup hr i kbd main mark nav p picture pre rp rt rb rtc ruby s samp search section small span strong sub " +
		"summary sup u var wbr tt big strike font") {
		m[name] = hypertext.Names("align")
	}
	for name, attributes := range map[string]string{
		"a":    "href hreflang rel target download name type",
		"area": "href alt shape coords rel target", "map": "name",
		"blockquote": "cite", "q": "cite", "ins": "cite datetime", "del": "cite datetime",
		"data": "value", "time": "datetime", "meter": "value min max low high optimum", "progress": "value max",
		"details": "open name", "menu": "", "ul": "type", "ol": "start reversed type", "li": "value type",
		"img":   "src srcset sizes alt width height loading decoding usemap align",
		"video": "src poster width height controls loop muted playsinline", "audio": "src controls loop muted",
		"source": "src srcset sizes type media width height", "track": "src kind srclang label default",
		"table": "align border width cellpadding cellspacing summary", "thead": "align valign", "tbody": "align valign", "tfoot": "align valign", "tr": "align valign",
		"td": "colspan rowspan headers align valign width height", "th": "colspan rowspan headers scope abbr align valign width height",
		"col": "span width align", "colgroup": "span width align",
	} {
		m[name] = hypertext.Names(attributes)
	}
	return m
}()

// global are the attributes that every element may have. There is no style: the page's policy forbids it.
var global = hypertext.Names("id class lang dir title role hidden tabindex translate spellcheck itemprop itemscope itemtype itemid")

// addresses are the attributes whose value is an address.
var addresses = hypertext.Names("href src srcset poster cite")

// Devices are the elements that are removed with their content, which is program text, a fallback, or another language.
var Devices = hypertext.Names("script style iframe object applet template noscript noembed noframes textarea select svg math xmp title canvas embed frameset head plaintext listing")
