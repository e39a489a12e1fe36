package press

import (
	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/source"
	"slices"
)

// refused returns an error for every block whose translation is in a state that an edition with PDFs refuses.
func (w *work) refused() (ms []diag.Message) {
	for _, e := range w.Project.Editions {
		if len(e.Refuse) == 0 || !w.wantsEdition(e.Name) {
			continue
		}
		for _, slug := range w.Text.Slugs() {
			for _, c := range w.Alignment.Chapters(slug) {
				if c.B.Lang == e.Lang || c.B.Lang == e.Twin {
					ms = append(ms, refusals(c, e)...)
				}
			}
			lacks := w.Text.Chapters[e.Lang][slug] == nil || e.Twin != "" && w.Text.Chapters[e.Twin][slug] == nil
			for _, lang := range w.Text.Languages {
				if ch := w.Text.Chapters[lang][slug]; ch != nil && lacks && slices.Contains(e.Refuse, string(book.Missing)) {
					ms = append(ms, refused[book.Missing].At(source.Whole(ch.File()), e.Name))
					break
				}
			}
		}
	}
	return ms
}

func refusals(c *twins.Chapter, e project.Edition) (ms []diag.Message) {
	for _, f := range c.Findings {
		if !slices.Contains(e.Refuse, string(f.State)) {
			continue
		}
		at := f.A[0]
		if len(f.B) > 0 {
			at = f.B[0]
		}
		ms = append(ms, refused[f.State].At(at.Place.Chars(1), e.Name))
	}
	return ms
}

// refused are the messages about what an edition refuses, by state.
var refused = map[book.State]*diag.Kind{
	book.Stale: diag.NewKind("refused", diag.Error,
		"this translation is out of date; no PDF of %q is made", "此处译文已经过时，因此不制作 %q 的 PDF",
		"update the translation, then run `keben accept FILE`", "请更新译文，再运行 `keben accept 文件`"),
	book.Missing: diag.NewKind("refused", diag.Error,
		"this is not translated; no PDF of %q is made", "此处尚未译出，因此不制作 %q 的 PDF",
		"translate it; if it is translated, give both the same id: {#…}", "请补译；若已译出，请为两处写上相同的标识：{#…}"),
	book.Unsure: diag.NewKind("refused", diag.Error,
		"it is not certain what this translates; no PDF of %q is made", "尚不能确定此处译自何处，因此不制作 %q 的 PDF",
		"give both the same id: {#…}", "请为两处写上相同的标识：{#…}"),
}
