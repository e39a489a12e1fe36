package website

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"keben/internal/diag"
	"keben/internal/memory"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/stint"
)

var templateFault = diag.NewKind("template-fault", diag.Error,
	"this page template cannot be used: %s", "页面模板无法使用：%s",
	"correct it, or delete the file to use the built-in template",
	"请改正；也可删去该文件，恢复内置模板")

// entries are the templates of whole pages. Each is parsed into a set of its own with the shared files, so that each
// may define "main".
var entries = [...]string{"door.html", "start.html", "part.html", "listing.html", "chapter.html", "parallel.html"}

// pageTemplates are the page templates of one build. Of the faults one per template is kept, because a faulty template
// is faulty on every page.
type pageTemplates struct {
	sets    map[string]*template.Template
	sources map[string]*source.File
	fsys    fs.FS
	meter   *stint.Meter
	faults  []diag.Message
	faulty  map[string]bool
}

// parseTemplates reads the templates and parses them, unless their texts are those of the kept ones.
func parseTemplates(fsys fs.FS, kept *memory.Memo[map[string]*source.File, *pageTemplates]) (*pageTemplates, []diag.Message, error) {
	sources, ms, err := readTemplates(fsys)
	if err != nil || diag.HasErrors(ms) {
		return nil, ms, err
	}
	t, _ := kept.Recall(func(was map[string]*source.File) bool {
		return maps.EqualFunc(sources, was, func(a, b *source.File) bool { return bytes.Equal(a.Text, b.Text) })
	}, func() (*pageTemplates, map[string]*source.File) {
		t := &pageTemplates{sets: map[string]*template.Template{}, sources: sources, fsys: fsys, meter: stint.Page(), faulty: map[string]bool{}}
		err = t.parseAll()
		return t, sources
	})
	if err != nil {
		return nil, nil, err
	}
	return t, append(ms, t.faults...), nil
}

// readTemplates reads the page templates by name. What it finds wrong with other texts of the folder is among the
// messages.
func readTemplates(fsys fs.FS) (sources map[string]*source.File, ms []diag.Message, err error) {
	sources = map[string]*source.File{}
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		page := strings.HasSuffix(name, ".html")
		if err != nil || d.IsDir() || !page && !strings.HasSuffix(name, ".css") && !strings.HasSuffix(name, ".js") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		src, found := plaintext.Read("templates/website/"+name, text)
		ms = append(ms, found...)
		if page {
			sources[name] = src
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("website: reading templates: %w", err)
	}
	return sources, ms, nil
}

// parseAll makes the set of every page.
func (t *pageTemplates) parseAll() error {
	shared := template.New("").Option("missingkey=error").Funcs(t.meter.Funcs())
	for _, name := range slices.Sorted(maps.Keys(t.sources)) {
		if !isEntry(name) {
			t.parse(shared, name)
		}
	}
	for _, name := range entries {
		if t.sources[name] == nil {
			return fmt.Errorf("website: there is no template %s", name)
		}
		set, err := shared.Clone()
		if err != nil {
			return fmt.Errorf("website: %w", err)
		}
		t.parse(set, name)
		t.sets[name] = set
	}
	item, err := shared.Clone()
	if err != nil {
		return fmt.Errorf("website: %w", err)
	}
	t.sets["parts/contents-item.html"] = item
	for _, name := range slices.Sorted(maps.Keys(t.sets)) {
		t.watch(t.sets[name])
	}
	return nil
}

// watch makes package stint count the work of a set.
func (t *pageTemplates) watch(set *template.Template) {
	trees := map[string]*parse.Tree{}
	for _, part := range set.Templates() {
		trees[part.Name()] = part.Tree
	}
	for _, stop := range t.meter.Watch(trees) {
		t.add(stop.In(t.sources[stop.Name]))
	}
}

func isEntry(name string) bool {
	for _, e := range entries {
		if e == name {
			return true
		}
	}
	return false
}

func (t *pageTemplates) parse(set *template.Template, name string) {
	if _, err := set.New(name).Parse(string(t.sources[name].Text)); err != nil {
		t.fault(name, err)
	}
}

// execute returns the output of a template with data, or false after recording a fault.
func (t *pageTemplates) execute(name string, data any) ([]byte, bool) {
	if t.faulty[name] {
		return nil, false
	}
	var b bytes.Buffer
	t.meter.Begin()
	if err := t.sets[name].ExecuteTemplate(t.meter.Writer(&b), name, data); err != nil {
		t.fault(name, err)
		return nil, false
	}
	return b.Bytes(), true
}

func (t *pageTemplates) fault(name string, err error) {
	t.faulty[name] = true
	t.add(stint.Message(err, templateFault, func(name string) *source.File { return t.sources[name] }, t.sources[name]))
}

// add records a fault; one in a shared part only once, not once per page.
func (t *pageTemplates) add(msg diag.Message) {
	for _, f := range t.faults {
		if f.Place.Compare(msg.Place) == 0 && f.Text(diag.English) == msg.Text(diag.English) {
			return
		}
	}
	t.faults = append(t.faults, msg)
}
