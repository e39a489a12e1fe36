package manuscript

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/diag"
	"keben/internal/manuscript/markup"
	"keben/internal/source"
)

var (
	outsideBook = diag.NewKind("outside-book", diag.Error,
		"%q leads out of the book's folder", "%q 超出了书稿文件夹",
		"copy the file into the book's folder and link to it there", "请把文件放进书稿文件夹，再链接到那里")
	// A folder that was not made for Keben may have links to files around it. Its pages are built in spite of them.
	outsideFolder = diag.NewKind("outside-book", diag.Warning,
		"%q leads out of the book's folder", "%q 超出了书稿文件夹",
		"copy the file into the book's folder and link to it there", "请把文件放进书稿文件夹，再链接到那里")
	pictureMissing = diag.NewKind("missing-picture", diag.Warning,
		"there is no picture %q", "没有图片 %q",
		"put the picture at one of these paths: %[2]s", "请将图片放在以下任一位置：%[2]s")
	pictureMissingNear = diag.NewKind("missing-picture", diag.Warning,
		"there is no picture %q: did you mean %q?", "没有图片 %q：是否想写 %q？")
	pictureRemote = diag.NewKind("remote-picture", diag.Note,
		"pictures on the web: %d in the book, the first here; the website shows them from there, print has a box with the address", "图片在网络上：全书共 %d 处，此为第一处；网站从网上取图显示，印刷本只印网址",
		"to have them in the book, download them into content/figures/", "如要收入书中，请下载到 content/figures/")
	pictureInline = diag.NewKind("missing-picture", diag.Warning,
		"a picture written into the text (data:) cannot be read", "无法读取直接写在正文中的图片（data:）",
		"save it as a file in content/figures/", "请存为文件，放入 content/figures/")
	fileRecased = diag.NewKind("file-case", diag.Note,
		"%q differs from %s in the case of letters", "%q 与 %s 的字母大小写不同",
		"type it as the file is named: other machines tell them apart", "请照文件名书写：在其他电脑上，大小写不同就是不同的文件")
	fileUnlisted = diag.NewKind("link-unlisted", diag.Warning,
		"the link leads to %s, which is not in the book", "链接指向 %s，而该文件没有收入书中",
		"add it to the chapters, or remove the link", "请把它列入章节，或删去链接")
	referenceBraces = diag.NewKind("reference-braces", diag.Warning,
		"@%s is shown as typed: in running text an id ends where its English letters do", "@%s 按原样显示：行文中的标识只到英文字母为止",
		"put the id in braces: @{…}", "请把标识放进花括号：@{…}")
	rawAddress = diag.NewKind("raw-address", diag.Warning,
		"the address %q in HTML is passed on as typed; on the website it is read from the page, not from this file", "HTML 中的地址 %q 照原样发布；在网站上，它从网页所在处算起，而不是从本文件",
		"write the link or picture in Markdown", "请改用 Markdown 写链接或图片")
	pictureEmpty = diag.NewKind("missing-picture", diag.Warning,
		"the picture has no file name", "图片没有写文件名")
)

// resolve finds the chapter's pictures and refuses links that leave the book's folder.
func (j *job) resolve(c *book.Chapter) {
	v := book.Visitor{
		Block: func(b book.Block) bool {
			switch b := b.(type) {
			case *book.Figure:
				b.Src, b.Missing = j.picture(b.Src, b.Range)
			case *book.HTMLBlock:
				j.raw(b.Text, b.Range)
			}
			return true
		},
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				switch in := in.(type) {
				case *book.Image:
					in.Src, in.Missing = j.picture(in.Src, in.Range)
				case *book.Link:
					j.link(in)
				case *book.Text:
					j.unbraced(in)
				case *book.RawHTML:
					j.raw(in.Text, in.Range)
				}
			})
		},
	}
	c.Walk(v)
	for _, n := range c.Notes {
		book.Walk(n.Blocks, v)
	}
}

// outside is the message about an address that leaves the folder: an error, or a warning for chapters that
// were written for another tool, where such links are common.
func (j *job) outside() *diag.Kind {
	if j.foreign() {
		return outsideFolder
	}
	return outsideBook
}

func (j *job) at(r source.Range) source.Place { return source.Place{File: j.src, Range: r} }

// link refuses a target outside the book's folder, because it does not exist on other machines and may be private on
// this one, and names the file of a link that leads to no chapter. Where a link to a chapter leads is known when the
// book is collated.
func (j *job) link(l *book.Link) {
	p := j.index.Find(address.Link{From: j.file, Lang: j.lang, Target: l.Target}, j.fsys)
	switch {
	case p.Kind == address.Away:
		j.report(j.outside().At(j.at(l.Range), l.Target))
		l.Dead = true
	case p.Kind != address.File:
	case p.Recased:
		j.report(fileRecased.At(j.at(l.Range), l.Target, p.File))
		fallthrough
	default:
		if l.File = p.File; !offered(p.File) {
			j.report(fileUnlisted.At(j.at(l.Range), p.File))
			l.File, l.Dead = "", true
		}
	}
}

// hanReference is a reference whose id goes on in letters that running text may go on in as well.
var hanReference = regexp.MustCompile(`@((?:fig|tbl|sec)-[^\x00-\x7F，。、；：！？）】》”’][\p{L}\p{N}_-]*)`)

// unbraced reports references that are shown as typed, because nobody knows where their ids end.
func (j *job) unbraced(t *book.Text) {
	for _, m := range hanReference.FindAllStringSubmatch(t.Value, -1) {
		at, typed := t.Range, j.src.Text[t.From:t.To]
		if bytes.Contains(typed, []byte(`\@`+m[1])) {
			continue // it is meant so
		}
		if i := bytes.Index(typed, []byte("@"+m[1])); i >= 0 {
			at = source.Span(int(t.From)+i, int(t.From)+i+len(m[0]))
		}
		j.report(referenceBraces.At(j.at(at), m[1]))
	}
}

// raw reports the addresses in HTML that is passed on as it is typed, because pages are in another folder than chapters.
func (j *job) raw(text string, pos source.Range) {
	for _, typed := range markup.Addresses(text) {
		if plain := strings.TrimSpace(typed); plain != "" && !strings.HasPrefix(plain, "#") && !strings.HasPrefix(plain, "//") && address.Scheme(plain) == "" {
			j.report(rawAddress.At(j.at(pos), typed))
		}
	}
}

// offered reports whether the website offers a file for download. It does not offer chapters that are in no list, which
// readers would get as they were typed, nor what is hidden, which may be private.
func offered(name string) bool {
	hidden := slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
	return !hidden && (address.Stem(name) == name || strings.HasPrefix(path.Ext(name), ".htm") || path.Ext(name) == ".ipynb")
}

func escapes(p string) bool { return p == ".." || strings.HasPrefix(p, "../") }

// picture returns the path of a picture in the book's folder and whether the file is missing; the path of a missing file
// is the first that was tried.
func (j *job) picture(src string, pos source.Range) (string, bool) {
	lower := strings.ToLower(src)
	switch {
	case strings.TrimSpace(src) == "":
		j.report(pictureEmpty.At(j.at(pos)))
		return src, true
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"), strings.HasPrefix(src, "//"):
		j.report(pictureRemote.At(j.at(pos), 1)) // they are counted in ReadThrough
		if strings.HasPrefix(src, "//") {
			src = "https:" + src // a page opened from a disk has no scheme to add
		}
		return src, false
	case strings.HasPrefix(lower, "data:"):
		j.report(pictureInline.At(j.at(pos)))
		return src, true
	}
	p, tried := j.index.Picture(address.Link{From: j.file, Lang: j.lang, Target: src}, j.fsys)
	switch {
	case p.Kind == address.Away:
		j.report(j.outside().At(j.at(pos), src))
		return src, true
	case p.Kind == address.File && p.Recased:
		j.report(fileRecased.At(j.at(pos), src, p.File))
		return p.File, false
	case p.Kind == address.File:
		return p.File, false
	}
	if near := j.near(tried); near != "" {
		j.report(pictureMissingNear.At(j.at(pos), src, near))
	} else {
		j.report(pictureMissing.At(j.at(pos), src, strings.Join(tried, ", ")))
	}
	if len(tried) == 0 {
		return src, true
	}
	return tried[0], true
}

// countRemote makes one message for the book of those that chapters have about pictures on the web.
func countRemote(ms []diag.Message) []diag.Message {
	out, first, n := ms[:0], -1, 0
	for _, m := range ms {
		if m.Kind == pictureRemote {
			if n += m.Args[0].(int); first >= 0 {
				continue
			}
			first = len(out)
		}
		out = append(out, m)
	}
	if first >= 0 {
		out[first] = pictureRemote.At(out[first].Place, n)
	}
	return out
}

// near looks beside the places tried for a file whose name is nearly the same.
func (j *job) near(tried []string) string {
	for _, p := range tried {
		entries, err := fs.ReadDir(j.fsys, path.Dir(p))
		if err != nil {
			continue
		}
		var names []string
		for _, e := range entries {
			if !e.IsDir() {
				names = append(names, e.Name())
			}
		}
		if n, ok := diag.Nearest(path.Base(p), names); ok && path.Ext(n) != ".md" {
			return path.Join(path.Dir(p), n)
		}
	}
	return ""
}
