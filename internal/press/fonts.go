package press

import (
	"errors"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/source"
)

var (
	fontAbsent = diag.NewKind("font-unusable", diag.Error,
		"there is no font file %s, which the theme names under fonts.%s", "没有字体文件 %s：主题的 fonts.%s 用到了它",
		"put the file into templates/fonts/, or correct the name in templates/theme.yaml", "请把该文件放入 templates/fonts/，或改正 templates/theme.yaml 中的文件名")
	fontDamaged = diag.NewKind("font-unusable", diag.Error,
		"the font cannot be used: %v", "字体无法使用：%v",
		"replace the file, which the theme names under fonts.%[2]s", "请换用完好的文件；主题的 fonts.%[2]s 用到了它")
)

// fonts reports the faces of the theme that cannot be read, once per file. The error of an edition would name only the
// first of them, without its place.
func (w *work) fonts() (ms []diag.Message) {
	var told []string
	names := make([]string, 0, len(w.Theme.Fonts))
	for name := range w.Theme.Fonts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for key, file := range faces(w.Theme.Fonts[name]) {
			if slices.Contains(told, file) {
				continue
			}
			_, err := w.Foundry.Face(file)
			if err == nil {
				continue
			}
			told = append(told, file)
			plain, _, _ := strings.Cut(file, "#")
			pos := source.Whole("templates/fonts/" + plain)
			if errors.Is(err, fs.ErrNotExist) {
				ms = append(ms, fontAbsent.At(w.Theme.At("fonts", name, key), pos.Name(), name))
			} else {
				ms = append(ms, fontDamaged.At(pos, errors.Unwrap(err), name))
			}
		}
	}
	return ms
}

// faces are the files of a font of the theme, by the keys that name them.
func faces(f design.Font) iter.Seq2[string, string] {
	return func(yield func(key, file string) bool) {
		for _, face := range [...][2]string{{"regular", f.Regular}, {"bold", f.Bold}, {"italic", f.Italic}, {"bold-italic", f.BoldItalic}} {
			if face[1] != "" && !yield(face[0], face[1]) {
				return
			}
		}
	}
}
