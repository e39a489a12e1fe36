package manuscript

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
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
	pictureRemote = diag.NewKind("remote-picture", diag.Warning,
		"the picture %q is on the web and cannot be part of the book", "图片 %q 在网络上，无法收入书中",
		"download it into content/figures/", "请下载到 content/figures/")
	pictureInline = diag.NewKind("missing-picture", diag.Warning,
		"a picture written into the text (data:) cannot be read", "无法读取直接写在正文中的图片（data:）",
		"save it as a file in content/figures/", "请存为文件，放入 content/figures/")
	pictureEmpty = diag.NewKind("missing-picture", diag.Warning,
		"the picture has no file name", "图片没有写文件名")
)

// resolve finds the chapter's pictures and refuses links that leave the book's folder.
func (j *job) resolve(c *book.Chapter) {
	v := book.Visitor{
		Block: func(b book.Block) bool {
			if f, ok := b.(*book.Figure); ok {
				f.Src, f.Missing = j.picture(f.Src, f.Range)
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
// this one.
func (j *job) link(l *book.Link) {
	if target, ok := local(l.Target); ok && target != "" && escapes(path.Join(path.Dir(j.file), target)) {
		j.report(j.outside().At(j.at(l.Range), l.Target))
		l.Dead = true
	} else if strings.HasPrefix(strings.ToLower(l.Target), "file:") {
		j.report(j.outside().At(j.at(l.Range), l.Target))
		l.Dead = true
	}
}

// local returns the path of a relative address, unescaped; false for one with a scheme or a host, and for one that
// begins at the site's root.
func local(target string) (string, bool) {
	if i := strings.IndexAny(target, ":/?#"); strings.HasPrefix(target, "/") || i > 0 && target[i] == ':' {
		return "", false
	}
	target, _, _ = strings.Cut(target, "#")
	target, _, _ = strings.Cut(target, "?")
	if s, err := url.PathUnescape(target); err == nil {
		target = s
	}
	return strings.ReplaceAll(target, `\`, "/"), true
}

func escapes(p string) bool { return p == ".." || strings.HasPrefix(p, "../") }

// picture resolves the address of a picture: relative to the chapter's file, then to content/, to content/figures/ and
// to the book's folder. It returns the path in the book's folder and whether the file is missing; the path of a missing
// file is the first that was tried.
func (j *job) picture(src string, pos source.Range) (string, bool) {
	lower := strings.ToLower(src)
	switch {
	case strings.TrimSpace(src) == "":
		j.report(pictureEmpty.At(j.at(pos)))
		return src, true
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"), strings.HasPrefix(src, "//"):
		j.report(pictureRemote.At(j.at(pos), src))
		return src, true
	case strings.HasPrefix(lower, "data:"):
		j.report(pictureInline.At(j.at(pos)))
		return src, true
	case strings.HasPrefix(lower, "file:"):
		j.report(j.outside().At(j.at(pos), src))
		return src, true
	}
	rooted := strings.TrimLeft(src, "/")
	target, ok := local(rooted)
	if !ok {
		target = rooted // C:\figures\a.png is not a path in the book
	}
	bases := []string{path.Dir(j.file), "content", "content/figures", "."}
	if rooted != src {
		bases = []string{".", "content", "content/figures", "static"}
	}
	// A file name may have a percent sign, a question mark or a number sign.
	names := []string{target}
	if rooted != target {
		names = append(names, rooted)
	}
	inside := false
	var first string
	var tried []string
	for _, base := range bases {
		for _, name := range names {
			p := path.Join(base, name)
			if escapes(p) || !fs.ValidPath(p) {
				continue
			}
			inside = true
			if info, err := fs.Stat(j.fsys, p); err == nil && !info.IsDir() {
				return p, false
			}
			if first == "" {
				first = p
			}
		}
		if p := path.Join(base, target); !escapes(p) && !slices.Contains(tried, p) {
			tried = append(tried, p)
		}
	}
	if !inside {
		j.report(j.outside().At(j.at(pos), src))
		return src, true
	}
	if near := j.near(tried); near != "" {
		j.report(pictureMissingNear.At(j.at(pos), src, near))
	} else {
		j.report(pictureMissing.At(j.at(pos), src, strings.Join(tried, ", ")))
	}
	return first, true
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
