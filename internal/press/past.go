package press

import (
	"context"

	"keben/internal/diag"
	"keben/internal/revision"
	"keben/internal/snapshot"
	"keben/internal/source"
)

var (
	revisionUnread = diag.NewKind("revision-unread", diag.Warning,
		"the language version %q cannot be read as it was at %s, so all of it is marked as new", "无法读取文种版 %q 在 %s 时的内容，因此全部标为新增",
		"choose a later revision", "请改用更晚的版本")
	revisionChapter = diag.NewKind("revision-chapter-unread", diag.Warning,
		"this chapter cannot be read as it was at %s, so no changes are marked in it", "无法读取这一章在 %s 时的内容，因此没有标出改动",
		"choose a later revision", "请改用更晚的版本")
)

// readOld reads the book as it was at a revision. What is wrong with it is of no interest now.
func readOld(ctx context.Context, tree *revision.Tree) *work {
	old := newWork(Options{}, snapshot.Converted(tree))
	if !old.try("", func() { old.read(ctx) }) {
		old.editions = nil
	}
	return old
}

// unread returns the chapters of a language that the book had and that cannot be read as they were, with a message at
// each.
func (p *proofer) unread(tag string) map[string]bool {
	out := map[string]bool{}
	if p.old.project == nil {
		return out
	}
	for _, entry := range p.old.project.Outline {
		slug := entry.Slug
		file := p.old.project.Files[tag][slug]
		if p.old.text != nil && p.old.text.Chapters[tag][slug] != nil || file == "" || out[slug] {
			continue
		}
		if info, err := p.tree.Stat(file); err != nil || info.IsDir() {
			continue
		}
		out[slug] = true
		p.later = append(p.later, revisionChapter.At(source.Whole(file), p.options.Since))
	}
	return out
}
