package press

import (
	"io/fs"
	"keben/internal/book"
	"keben/internal/output"
	"keben/internal/output/website"
	"keben/internal/snapshot"
	"path"
	"slices"
	"strings"
)

// site makes the website. Editions that are not built now but are in the output folder take part, so that the new pages
// link to them; their own pages are left as they are.
func (w *work) site(items []output.File) ([]output.File, error) {
	w.tell(Event{Stage: Weaving})
	var editions []*book.Edition
	for _, ed := range w.onSite() {
		if w.wantsEdition(ed.Name) || w.standing.Made(ed.Name+"/index.html") {
			editions = append(editions, ed)
		}
	}
	looks, err := fs.Sub(w.Looks, "website")
	if err != nil {
		return nil, err
	}
	in := website.Input{
		Editions: editions, Theme: w.Theme, Templates: looks,
		Asset: w.Pictures.Publish, File: w.file, AllowRawHTML: w.Project.RawHTML, Downloads: w.downloads(items), Cache: &w.keep.site,
	}
	if w.Project.Outputs.Website != nil {
		in.URL = w.Project.Outputs.Website.URL
	}
	files, ms, err := website.Build(in)
	w.report(ms)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f output.File) bool {
		name, inEdition := w.editionOf(f.Path)
		return inEdition && !w.wantsEdition(name)
	})
	for _, ed := range w.onSite() {
		if w.wantsEdition(ed.Name) {
			w.products = append(w.products, siteProduct(ed.Name, files))
		}
	}
	return files, nil
}

// file returns a file of the book's folder that a link leads to.
func (w *work) file(name string) ([]byte, bool) {
	data, err := snapshot.Bytes(w.keep.snapshot.View(), name)
	return data, err == nil
}

// onSite returns the editions that the website has: those in one language and the parallel views.
func (w *work) onSite() (eds []*book.Edition) {
	for _, ed := range w.Manuscript.Editions {
		if ed.Twin == nil {
			eds = append(eds, ed)
		}
	}
	return append(eds, w.Views...)
}

// siteProduct adds up the files of one edition's pages.
func siteProduct(edition string, files []output.File) Product {
	p := Product{Output: Website, Edition: edition, Path: edition + "/index.html"}
	for _, f := range files {
		if strings.HasPrefix(f.Path, edition+"/") {
			p.Files++
			p.Bytes += int64(len(f.Data))
			if path.Ext(f.Path) == ".html" {
				p.Pages++
			}
		}
	}
	return p
}

// downloads are the items made now and those kept from earlier builds, in the order of the book.
func (w *work) downloads(made []output.File) (ds []website.Download) {
	var items []item
	for _, r := range w.rows {
		if r.items != nil {
			items = append(items, r.items(w)...)
		}
	}
	for _, ed := range w.Manuscript.Editions {
		for _, it := range items {
			if it.from.edition != ed {
				continue
			}
			d := website.Download{Path: it.Path, Edition: ed.Name, Variant: it.Variant}
			if len(w.Project.Outputs.PDF) == 1 {
				d.Variant = ""
			}
			i := slices.IndexFunc(made, func(f output.File) bool { return f.Path == d.Path })
			switch {
			case i >= 0:
				d.Size = int64(len(made[i].Data))
			case w.kept(d.Path):
				d.Size = w.standing.Size(d.Path)
			}
			if d.Size > 0 || w.later {
				ds = append(ds, d)
			}
		}
	}
	return ds
}

// editionOf returns the edition whose folder of the website a path is in.
func (w *work) editionOf(p string) (string, bool) {
	first, _, below := strings.Cut(p, "/")
	return first, below && slices.ContainsFunc(w.onSite(), func(e *book.Edition) bool { return e.Name == first })
}
