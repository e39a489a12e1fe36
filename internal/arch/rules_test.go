package arch

// layer is a storey of the house. A package imports only from storeys below its own.
type layer struct {
	name     string
	packages []string // relative to the module's root
}

// layers is the house from the roof to the ground. A new package is entered here before it compiles
// into anything; the picture of the same in ARCHITECTURE.md moves with it.
var layers = []layer{
	{"the command", []string{"cmd/keben", "templates/fonts"}},
	{"what the author looks at, and what commands do to a manuscript", []string{"internal/serve", "internal/desk", "internal/desk/proofs", "internal/press/tools"}},
	{"the stages run in order", []string{"internal/press"}},
	{"what a reader holds", []string{"internal/output/website", "internal/output/proof"}},
	{"what goes to translators and comes back", []string{"internal/exchange"}},
	{"pictures for every output", []string{"internal/figure/library"}},
	{"an edition as a page", []string{"internal/output/html", "internal/typeset", "internal/typeset/specimen"}},
	{"what Keben says of itself", []string{"internal/explain", "internal/reference"}},
	{"parts that know nothing of each other", []string{
		"internal/manuscript", "internal/dictionary", "internal/figure/svg", "internal/figure/raster", "internal/pdf",
		"internal/typeset/paragraph", "internal/typeset/page"}},
	{"what other tools' authors type", []string{"internal/manuscript/foreign", "internal/manuscript/markup"}},
	{"one question each", []string{
		"internal/manuscript/markdown", "internal/manuscript/mmark", "internal/book/collate", "internal/book/glossary", "internal/book/twins", "internal/book/check",
		"internal/shape", "internal/draw", "internal/forme", "internal/forme/bound"}},
	{"what every manuscript syntax shares", []string{"internal/manuscript/prose"}},
	{"values", []string{
		"internal/book", "internal/book/address", "internal/project", "internal/project/listing", "internal/design", "internal/dataset", "internal/font",
		"internal/highlight", "internal/number", "internal/sorting", "internal/terms", "internal/spell", "internal/typeset/linebreak"}},
	{"the folder read, and the result put in its place", []string{"internal/snapshot", "internal/publish"}},
	{"form of files", []string{"internal/yaml", "internal/toml", "internal/frontmatter", "internal/literal", "internal/stint", "internal/output", "internal/output/walk", "internal/watch", "internal/exchange/po", "internal/exchange/xliff", "internal/rawhtml", "internal/yaml/slip"}},
	{"how text arrives", []string{"internal/plaintext", "internal/revision", "internal/wording", "internal/hypertext"}},
	{"what bounds, carries and remembers all work", []string{"internal/budget", "internal/crew", "internal/memory"}},
	{"vocabulary", []string{"internal/geom", "internal/diag", "internal/lang", "internal/quantity", "internal/tool", "internal/golden", "internal/runaway", "internal/arch", "templates", "docs/manual"}},
	{"texts", []string{"internal/script", "internal/source"}},
}

// sideways lists the imports within one storey, each with its reason. They must not form a ring.
var sideways = map[string]map[string]string{
	"internal/book/check": {
		"internal/book/twins":   "a check asks which heading has no twin",
		"internal/book/collate": "links are compared by the ids to which they lead",
	},
	"internal/book/collate": {"internal/book/twins": "headings take their twins' ids"},
	"internal/project": {
		"internal/book":   "book.yaml names the kinds, roles and divisions of the model",
		"internal/design": "book.yaml chooses from the page sizes of theme.yaml",

		"internal/project/listing": "the order of a folder without book.yaml is the list of its tool",
	},
	"internal/project/listing": {"internal/book": "a list has entries of the divisions of the model"},
	"internal/dataset":         {"internal/book": "a quantity or a table of data becomes a node of the model"},
	"internal/figure/svg":      {"internal/figure/raster": "a drawing may hold photographs"},
	"internal/manuscript/markup": {
		"internal/manuscript/foreign": "what becomes of HTML is told and counted as another tool's syntax is",
	},
	"internal/memory": {"internal/crew": "what takes long is made behind its door"},
	"internal/frontmatter": {
		"internal/yaml": "front matter is YAML",
		"internal/toml": "or TOML",
	},
	"internal/toml":      {"internal/yaml": "TOML becomes the tree of YAML, which one schema checks"},
	"internal/yaml/slip": {"internal/yaml": "a broken file is made from a schema"},
	"internal/forme":     {"internal/draw": "a page is operations"},
	"internal/forme/bound": {
		"internal/forme": "the parts of a document are joined for tests",
		"internal/draw":  "a page is operations",
	},
}

// walls are imports that the storeys would allow and the design forbids. A pattern ending in /... means
// the package and all below it.
var walls = []struct {
	from, to, why string
}{
	{"internal/typeset/paragraph", "internal/book/...", "a paragraph is boxes and glue; only package typeset knows what a chapter is"},
	{"internal/typeset/page", "internal/book/...", "a page is made of galleys; only package typeset knows what a chapter is"},
	{"internal/typeset/linebreak", "internal/book/...", "lines are broken in text, not in chapters"},
	{"internal/typeset/paragraph", "internal/design", "styles arrive as values"},
	{"internal/typeset/page", "internal/design", "areas arrive as values"},
	{"internal/typeset/linebreak", "internal/design", "rules arrive as values"},
	{"internal/output/website", "internal/typeset/...", "the site is built where no page is ever set"},
	{"internal/output/website", "internal/pdf", "the site is built where no page is ever set"},
	{"internal/output/...", "internal/manuscript/...", "outputs see the book, never how it was written down"},
	{"internal/output/proof", "internal/typeset", "proof sheets are set plainly, whatever becomes of the book's pages"},
	{"internal/output/proof", "internal/pdf", "proof sheets are fpdf's"},
	{"internal/output/proof", "internal/design", "faces arrive as values"},
	{"internal/output/...", "internal/project", "outputs are told what to build by their input"},
	{"internal/output/...", "internal/dataset", "values have become text before outputs see them"},
	{"internal/typeset/...", "internal/manuscript/...", "typesetting sees the book, never how it was written down"},
	{"internal/typeset/...", "internal/project", "typesetting is told what to set by its options"},
	{"internal/pdf", "internal/book/...", "a PDF is operations on pages"},
	{"internal/pdf", "internal/design", "a PDF is operations on pages"},
	{"internal/figure/...", "internal/book/...", "a picture is operations"},
	{"internal/figure/...", "internal/typeset/...", "a picture is the same wherever it is shown"},
	{"internal/memory", "internal/source", "what is kept may be of anything"},
	{"internal/figure/...", "internal/forme", "a picture is operations; pages are made of it, not it of pages"},
	{"internal/draw", "internal/book/...", "an operation is what is seen, whatever it stands for"},
	{"internal/forme", "internal/book/...", "a page is operations; the id of a block is all it has of the book"},
	{"internal/typeset/paragraph", "internal/forme", "a paragraph does not know where pages end"},
	{"internal/output/website", "internal/forme", "the site is built where no page is ever set"},
	{"internal/lang", "internal/diag", "language tables hold words, not faults"},
}

// owner gives a third-party module, or a part of one, to the packages that may import it.
type owner struct {
	module   string
	packages []string
	why      string
}

// owners holds parts before wholes: the first entry that fits counts. A module can be replaced by
// changing its owner only. Tests may use go-cmp anywhere.
var owners = []owner{
	{"github.com/yuin/goldmark", []string{"internal/manuscript/markdown"}, "CommonMark's parser; its renderer is not used"},
	{"github.com/gomarkdown/markdown", []string{"internal/manuscript/mmark"}, "Mmark's parser; its renderer is not used"},
	{"github.com/BurntSushi/toml", []string{"internal/manuscript/mmark"}, "Mmark's title block"},
	{"go.yaml.in/yaml/v3", []string{"internal/yaml"}, "YAML with positions"},
	{"codeberg.org/go-pdf/fpdf", []string{"internal/output/proof"}, "plain text, tables and pictures on proof sheets"},
	{"github.com/go-text/typesetting/segmenter", []string{"internal/typeset/linebreak"}, "UAX #14 classes"},
	{"github.com/go-text/typesetting", []string{"internal/shape"}, "HarfBuzz and its reader of layout tables; package font reads the rest"},
	{"github.com/alecthomas/chroma/v2", []string{"internal/highlight"}, "tokens of program text"},
	{"github.com/spf13/cobra", []string{"cmd/keben"}, "command line"},
	{"github.com/spf13/pflag", []string{"cmd/keben"}, "what is wrong with an option, to word it"},
	{"github.com/chromedp/chromedp", []string{"internal/serve"}, "a real browser, in tests"},
	{"github.com/chromedp/cdproto", []string{"internal/serve"}, "what that browser tells: requests, violations of the policy"},
	{"github.com/fsnotify/fsnotify", []string{"internal/watch"}, "what the system reports of saves"},
	{"golang.org/x/net/html", []string{"internal/hypertext"}, "HTML's tokenizer; its parser is not used"},
	{"golang.org/x/sys/windows", []string{"internal/publish"}, "locks, and the errors of files that are open"},
	{"golang.org/x/term", []string{"cmd/keben"}, "whether a person is watching, and how wide"},
	{"github.com/rogpeppe/go-internal/txtar", []string{"internal/golden"}, "golden archives"},
	{"github.com/rogpeppe/go-internal/diff", []string{"internal/golden"}, "what differs"},
	{"github.com/rogpeppe/go-internal/testscript", []string{"cmd/keben"}, "the command line, tested as typed"},
	{"golang.org/x/image/colornames", []string{"internal/figure/svg"}, "CSS colour names"},
	{"golang.org/x/image/webp", []string{"internal/figure/raster"}, "pictures in WebP"},
	{"golang.org/x/image", []string{"internal/font"}, "a second reader of fonts, in tests"},
	{"golang.org/x/text/width", []string{"internal/script"}, "East_Asian_Width: what is wide"},
	{"golang.org/x/text/encoding", []string{"internal/plaintext"}, "naming a file's encoding"},
	{"golang.org/x/text/unicode/norm", []string{"internal/book/address", "internal/sorting", "internal/font"}, "ids as each tool makes them; letters without their accents; a test's list of compatibility characters"},
	{"golang.org/x/text/collate", []string{"internal/sorting"}, "the orders of the Unicode CLDR"},
	{"golang.org/x/text/language", []string{"internal/sorting"}, "naming those orders"},
}

// machine lists the standard packages that reach outside the process, with who may. Everyone else takes
// an fs.FS, a writer or a value. time is for the few that must read a date's form: see clockless.
var machine = map[string][]string{
	"os":            {"internal/desk", "internal/dictionary", "internal/golden", "internal/press", "internal/publish", "internal/snapshot", "internal/watch", "cmd/keben", "templates/fonts"},
	"os/exec":       {"internal/revision"},
	"os/signal":     {"cmd/keben"},
	"os/user":       {},
	"path/filepath": {"internal/desk", "internal/desk/proofs", "internal/dictionary", "internal/golden", "internal/press", "internal/publish", "internal/snapshot", "internal/watch", "cmd/keben", "templates/fonts"},
	"io/ioutil":     {},
	"net":           {"internal/serve"},
	"net/http":      {"internal/serve"},
	"syscall":       {"internal/diag", "internal/publish", "internal/snapshot", "internal/serve", "cmd/keben"},
	"unsafe":        {},
	"math/rand":     {},
	"math/rand/v2":  {},
	"crypto/rand":   {},
	"plugin":        {},
}

// clockless are the functions of package time that read the clock or wait for it: the same input would
// no longer give the same bytes. cmd/keben may, to say how long a build took, watch waits for quiet, serve
// for its readers, and publish for a file that another program has open.
var clockless = map[string]bool{
	"Now": true, "Since": true, "Until": true, "After": true, "AfterFunc": true, "Tick": true,
	"NewTimer": true, "NewTicker": true, "Sleep": true,
}

var clockOwners = []string{"cmd/keben", "internal/watch", "internal/serve", "internal/publish"}

// testOnly are packages that no shipped code may import.
var testOnly = []string{"internal/golden", "internal/runaway", "internal/forme/bound", "internal/output/walk", "internal/yaml/slip", "testing", "testing/fstest", "github.com/google/go-cmp"}

// Test files are freer: they may import any package of the house (an output's test sets a real chapter by
// running the readers), os, net/http/httptest, os/exec and go-cmp. Modules stay with their owners even
// there.

const (
	maxLines      = 800 // a file is small enough to hold in the head
	maxParameters = 4   // beyond that an options struct has names for them
)

// manyParameters are the functions whose parameters are coordinates and measures: names for them would say
// no more.
var manyParameters = map[string]string{
	"internal/diag.NewKind": "the variable hints count as one too many",
	"internal/font.curve":   "two control points and an end",
	"internal/font.cubicAt": "four coordinates and the place between them",
}

// emptyNames are words that say nothing about what a type does.
var emptyNames = []string{"Manager", "Helper", "Helpers", "Util", "Utils", "Processor"}
