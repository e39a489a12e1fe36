package collate

import (
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

// nameable are the names from which suggestions for dead links and references are taken. Each list is made when it is
// first needed, and once, because a book may have many wrong links.
type nameable struct {
	ids   *diag.Names            // of the author's, without a chapter
	files *diag.Names            // of the pages
	bySec map[string]*diag.Names // ids by section
}

// referable are the ids that references name.
func (n *nameable) referable(labels map[string]target) *diag.Names {
	if n.ids == nil {
		var ids []string
		for k := range labels {
			if !strings.Contains(k, "#") {
				ids = append(ids, k)
			}
		}
		n.ids = diag.NewNames(ids)
	}
	return n.ids
}

// pages are the chapters of the edition as links name them.
func (n *nameable) pages(ed *book.Edition) *diag.Names {
	if n.files == nil {
		var files []string
		for i := range ed.Sections {
			if s := &ed.Sections[i]; s.Chapter != nil && s.Chapter.File() != "" {
				files = append(files, path.Base(s.Chapter.File()), "chapter:"+s.Slug)
			}
		}
		n.files = diag.NewNames(files)
	}
	return n.files
}

// anchors are the ids of a section.
func (n *nameable) anchors(slug string, labels map[string]target) *diag.Names {
	if n.bySec == nil {
		ids := map[string][]string{}
		for k := range labels {
			if s, id, ok := strings.Cut(k, "#"); ok && id != "" {
				ids[s] = append(ids[s], id)
			}
		}
		n.bySec = map[string]*diag.Names{}
		for s, list := range ids {
			n.bySec[s] = diag.NewNames(list)
		}
	}
	if n.bySec[slug] == nil {
		n.bySec[slug] = diag.NewNames(nil)
	}
	return n.bySec[slug]
}
