package manuscript

import (
	"io/fs"
	"path"
	"strings"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/foreign"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/tool"
	"keben/internal/yaml"
)

var includeMissing = diag.NewKind("include-missing", diag.Warning,
	"there is no file %q to include", "没有可插入的文件 %q",
	"put the file beside the chapter or in the book's folder", "请将该文件放在本章旁边或书稿文件夹中")

var includePart = diag.NewKind("include-missing", diag.Warning,
	"the file %q has no part %q to include", "文件 %q 中没有可插入的部分 %q",
	"mark the part in the file, or correct its name", "请在该文件中标出这一部分，或改正名称")

// foreign reports whether the chapters were written for another tool.
func (j *job) foreign() bool { return j.project.Syntax != tool.Keben }

// other rewrites the syntax of other tools in a chapter that was written for one.
func (j *job) other(src *source.File, at int) expanded {
	large := map[string]bool{} // files to include that are over the limit
	t := j.project.Syntax
	if path.Ext(j.file) == ".mdx" {
		t = tool.Docusaurus // whoever else reads MDX, it is the same language
	}
	r := foreign.Rewrite(foreign.Options{Text: src.Text[at:], Tool: t, Value: j.value, Open: func(name string) ([]byte, bool) { return j.open(name, large) }})
	out := expanded{text: r.Text, from: r.Map.After(source.Tail(at))}
	for _, f := range r.Found {
		j.report(f.Construct.At(src.Point(at+f.Offset), f.Count))
	}
	for _, a := range r.Absent {
		switch pos := src.Point(at + a.Offset); {
		case large[a.Name]:
			j.report(budget.IncludedBytes.At(pos, a.Name))
		case a.Part != "":
			j.report(includePart.At(pos, a.Name, a.Part))
		default:
			j.report(includeMissing.At(pos, a.Name))
		}
	}
	return out
}

// value is what the front matter gives to a key, as one line of text; of a key in a key, with dots between them.
func (j *job) value(key string) (string, bool) {
	n := j.matter
	for k := range strings.SplitSeq(key, ".") {
		n = n.Get(k)
	}
	if n == nil || n.Kind != yaml.Scalar || strings.ContainsAny(n.Value, "\n") {
		return "", false
	}
	return n.Value, true
}

// open returns the text of a file that a chapter includes: beside the chapter, or else from the book's folder. It
// records the names of files that are too large.
func (j *job) open(name string, large map[string]bool) ([]byte, bool) {
	for _, base := range []string{path.Dir(j.file), "."} {
		p := path.Join(base, strings.TrimPrefix(name, "/"))
		if escapes(p) || !fs.ValidPath(p) {
			continue
		}
		info, err := fs.Stat(j.fsys, p)
		if err != nil || info.IsDir() {
			continue
		}
		if budget.IncludedBytes.OverSize(info.Size()) {
			large[name] = true
			continue
		}
		raw, err := fs.ReadFile(j.fsys, p)
		if err != nil {
			continue
		}
		src, ms := plaintext.Read(p, raw)
		j.report(ms...)
		if src == nil {
			return nil, true // exists, and its fault has been reported
		}
		return src.Text, true
	}
	return nil, false
}
