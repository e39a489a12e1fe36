package press

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/output"
)

// marker is the file that makes an output folder ours: it lists what Keben wrote there, and only what it
// lists is ever replaced or removed.
const marker = ".keben"

const markerHead = "# Written by keben build. The files below are replaced by the next build; all others are kept.\n"

// stagingPattern names the folder inside the output folder where the new files wait. Inside, and not beside
// it, because a rename must not cross file systems and the output folder may be a mount point.
const stagingPattern = ".keben-new-*"

var (
	unwritable = diag.NewKind("output-unwritable", diag.Error,
		"the output folder %s cannot be written: %v", "无法写入输出文件夹 %s：%v",
		"check the permissions, or choose another folder with --out", "请检查权限，或用 --out 另选文件夹")
	foreignFolder = diag.NewKind("output-foreign", diag.Error,
		"%s is not empty and was not made by Keben: it is left alone", "%s 不是空文件夹，也不是 Keben 生成的：未作任何改动",
		"choose a new or an empty folder with --out", "请用 --out 指定一个新的或空的文件夹")
	foreignFile = diag.NewKind("output-foreign", diag.Error,
		"%s is in the way: it was not made by Keben and is left alone", "%s 占用了输出位置：该文件不是 Keben 生成的，未作改动",
		"move it away, or choose another folder with --out", "请移走该文件，或用 --out 另选文件夹")
)

// folder is an output folder as found before a build.
type folder struct {
	dir  string
	made map[string]bool // what an earlier build wrote, from the marker
}

// openFolder finds out whether files may be written to dir, before any work is done for it, and leaves
// nothing behind. A folder may be written when it does not exist, carries our marker, or holds nothing but
// dot files, such as the .gitignore that keeps an empty folder under version control.
func openFolder(dir string) (*folder, []diag.Message) {
	f := &folder{dir: dir, made: map[string]bool{}}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, f.probe(existing(filepath.Dir(dir)))
	case err != nil:
		return nil, f.unwritable(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, marker))
	switch {
	case err == nil:
		f.readMarker(list)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, f.unwritable(err)
	case slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !strings.HasPrefix(e.Name(), ".") }):
		return nil, []diag.Message{foreignFolder.At(diag.Pos{}, dir)}
	}
	return f, f.probe(dir)
}

// existing returns the nearest folder above dir that exists.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// probe tries to write in a folder.
func (f *folder) probe(dir string) []diag.Message {
	name, err := os.MkdirTemp(dir, stagingPattern)
	if err == nil {
		err = os.Remove(name)
	}
	if err != nil {
		return f.unwritable(err)
	}
	return nil
}

func (f *folder) unwritable(err error) []diag.Message {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return []diag.Message{unwritable.At(diag.Pos{}, f.dir, err)}
}

func (f *folder) readMarker(list []byte) {
	for s := bufio.NewScanner(bytes.NewReader(list)); s.Scan(); {
		// A marker is a file like any other: a path that leads out of the folder is not believed.
		if name := s.Text(); !strings.HasPrefix(name, "#") && fs.ValidPath(name) && name != "." {
			f.made[name] = true
		}
	}
}

// publish makes the folder hold files, the earlier build's files that keep asks for, and whatever Keben did
// not make. All is first written to a staging folder; then the top-level entries change places by renames,
// which are undone when one fails: the folder holds the last build or this one, never some of each.
func (f *folder) publish(ctx context.Context, files []output.File, keep func(path string) bool) ([]diag.Message, error) {
	if ms := f.obstacles(files); len(ms) > 0 {
		return ms, nil
	}
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return f.unwritable(err), nil
	}
	tmp, err := os.MkdirTemp(f.dir, stagingPattern)
	if err != nil {
		return f.unwritable(err), nil
	}
	// Only copies, links and replaced files are in there.
	defer os.RemoveAll(tmp)
	s := staging{folder: f, fresh: filepath.Join(tmp, "new"), old: filepath.Join(tmp, "old"), made: map[string]bool{}}
	if err := s.fill(ctx, files, keep); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return f.unwritable(err), nil
	}
	if err := s.swap(); err != nil {
		return f.unwritable(err), nil
	}
	f.made = s.made
	// A build that was killed could not clear up after itself.
	if left, err := filepath.Glob(filepath.Join(f.dir, stagingPattern)); err == nil {
		for _, name := range left {
			os.RemoveAll(name)
		}
	}
	return nil, nil
}

// obstacles reports files that stand where ours must go and that no earlier build made.
func (f *folder) obstacles(files []output.File) (ms []diag.Message) {
	told := map[string]bool{}
	for _, file := range files {
		for p := file.Path; p != "."; p = path.Dir(p) {
			if told[p] || f.made[p] {
				break
			}
			info, err := os.Lstat(filepath.Join(f.dir, filepath.FromSlash(p)))
			if err != nil || p != file.Path && info.IsDir() {
				continue
			}
			told[p] = true
			ms = append(ms, foreignFile.At(diag.Pos{}, filepath.Join(f.dir, filepath.FromSlash(p))))
		}
	}
	return ms
}

// staging is a publication under way.
type staging struct {
	*folder
	fresh, old string
	made       map[string]bool // what the new marker lists
}

// fill makes the staging folder complete: after it, nothing of the old folder's entries is needed.
func (s *staging) fill(ctx context.Context, files []output.File, keep func(string) bool) error {
	tops := map[string]bool{}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !fs.ValidPath(file.Path) {
			return fmt.Errorf("an output has the path %q", file.Path)
		}
		to := filepath.Join(s.fresh, filepath.FromSlash(file.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, file.Data, 0o644); err != nil {
			return err
		}
		s.made[file.Path] = true
		tops[top(file.Path)] = true
	}
	for p := range s.folder.made {
		tops[top(p)] = true
	}
	if err := os.MkdirAll(s.fresh, 0o755); err != nil {
		return err
	}
	for t := range tops {
		if err := s.carry(ctx, t, keep); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(s.fresh, marker), markerText(s.made), 0o644)
}

func top(p string) string { first, _, _ := strings.Cut(p, "/"); return first }

func markerText(made map[string]bool) []byte {
	names := make([]string, 0, len(made))
	for p := range made {
		names = append(names, p+"\n")
	}
	slices.Sort(names)
	return []byte(markerHead + strings.Join(names, ""))
}

// carry takes over from an old top-level entry what is kept and what is not ours.
func (s *staging) carry(ctx context.Context, entry string, keep func(string) bool) error {
	root := filepath.Join(s.dir, entry)
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(s.dir, name)
		if err != nil {
			return err
		}
		p := filepath.ToSlash(rel)
		if s.made[p] || s.folder.made[p] && !keep(p) {
			return nil
		}
		to := filepath.Join(s.fresh, rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if s.folder.made[p] {
			s.made[p] = true
		}
		return duplicate(name, to, d)
	})
}

// duplicate gives a file a second name, or where the file system has no links, a copy.
func duplicate(from, to string, d fs.DirEntry) error {
	if d.Type()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	}
	if os.Link(from, to) == nil {
		return nil
	}
	info, err := d.Info()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// swap exchanges the top-level entries. When a rename fails, those done are undone in reverse order.
func (s *staging) swap() (err error) {
	if err := os.MkdirAll(s.old, 0o755); err != nil {
		return err
	}
	var undo []func() error
	defer func() {
		if err != nil {
			for _, u := range slices.Backward(undo) {
				err = errors.Join(err, u())
			}
		}
	}()
	move := func(from, to string) error {
		err := os.Rename(from, to)
		if err == nil {
			undo = append(undo, func() error { return os.Rename(to, from) })
		}
		return err
	}
	for _, name := range s.entries() {
		err := move(filepath.Join(s.dir, name), filepath.Join(s.old, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		err = move(filepath.Join(s.fresh, name), filepath.Join(s.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// entries are the top-level names of the old and the new files: what they point to first, the pages that
// point to it last.
func (s *staging) entries() []string {
	set := map[string]bool{marker: true}
	for p := range s.made {
		set[top(p)] = true
	}
	for p := range s.folder.made {
		set[top(p)] = true
	}
	names := make([]string, 0, len(set))
	for n := range set {
		names = append(names, n)
	}
	slices.Sort(names)
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

func rank(name string) int {
	switch name {
	case "assets":
		return 0
	case "index.html":
		return 2
	}
	return 1
}

// size returns the length of a file an earlier build made, or 0.
func (f *folder) size(p string) int64 {
	if !f.made[p] {
		return 0
	}
	info, err := os.Stat(filepath.Join(f.dir, filepath.FromSlash(p)))
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}
