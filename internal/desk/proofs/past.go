package proofs

import (
	"keben/internal/diag"
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

// unread returns the chapters of a language that the book had and that cannot be read as they were, with a message at
// each.
func (p *proofer) unread(tag string) map[string]bool {
	out := map[string]bool{}
	if p.old.Project == nil {
		return out
	}
	for _, entry := range p.old.Project.Outline {
		slug := entry.Slug
		file := p.old.Project.Files[tag][slug]
		if p.old.Text != nil && p.old.Text.Chapters[tag][slug] != nil || file == "" || out[slug] {
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
