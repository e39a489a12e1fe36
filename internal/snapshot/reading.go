package snapshot

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
)

// disk is a book's folder whose files are opened without waiting: opening a pipe for reading would wait for somebody
// who writes.
type disk struct{ root *os.Root }

// Folder is the book's folder as it is read: opened without waiting.
func Folder(root *os.Root) fs.FS { return disk{root} }

// Open implements [fs.FS].
func (d disk) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := d.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Stat implements [fs.StatFS].
func (d disk) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	return d.root.Stat(filepath.FromSlash(name))
}

// ReadFile reads a file outside the book's folder as one inside it is read.
func ReadFile(name string) ([]byte, error) {
	return Read(outside{}, filepath.ToSlash(name))
}

// outside is the machine's file system. Its names are the machine's own, with slashes.
type outside struct{}

func (outside) Open(name string) (fs.File, error) {
	f, err := os.OpenFile(filepath.FromSlash(name), os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (outside) Stat(name string) (fs.FileInfo, error) { return os.Stat(filepath.FromSlash(name)) }

// Refusal is the error of a file that was not read, or not wholly: its message is for the author.
type Refusal struct{ diag.Message }

func (r Refusal) Error() string { return r.Text(diag.English) }

// In returns the reason in a language of messages.
func (r Refusal) In(lang diag.Language) string { return r.Text(lang) }

var (
	notRegular = diag.NewKind("not-a-file", diag.Error,
		"this is %s, not a file", "这是%[2]s，不是文件",
		"put the file itself here", "请在此处放置文件本身")
	pictureNotRegular = diag.NewKind("not-a-file", diag.Warning,
		"this is %s, not a picture file; it is not shown", "这是%[2]s，不是图片文件，未予显示",
		"put the picture itself here", "请在此处放置图片文件本身")
	restless = diag.NewKind("changing", diag.Error,
		"the file keeps changing while it is read", "读取时文件内容不断变化",
		"wait until the program that writes it has finished, then try again", "请等写入该文件的程序结束后重试")
)

// attempts is how often a file, or the whole book, is read anew because it has changed meanwhile. An editor that
// empties a file and fills it does so once.
const attempts = 3

// mark tells one state of a file from another, as far as the system says. It decides which files are read again, and is
// no part of any result.
type mark struct {
	size int64
	mode fs.FileMode
	time time.Time
}

func markOf(fi fs.FileInfo) mark { return mark{fi.Size(), fi.Mode(), fi.ModTime()} }

func (m mark) same(n mark) bool { return m.size == n.size && m.mode == n.mode && m.time.Equal(n.time) }

// Read reads a file of the book: a regular one, within its limit, and in one state.
func Read(fsys fs.FS, name string) ([]byte, error) {
	data, _, err := readFile(fsys, name)
	return data, err
}

func readFile(fsys fs.FS, name string) (data []byte, state mark, err error) {
	for range attempts {
		fi, err := fs.Stat(fsys, name)
		if err != nil {
			return nil, mark{}, err
		}
		if err := admit(name, fi); err != nil {
			return nil, mark{}, err
		}
		data, state, err := readOnce(fsys, name)
		if err != nil {
			return nil, mark{}, err
		}
		now, err := fs.Stat(fsys, name)
		if err != nil {
			return nil, mark{}, err
		}
		// A clock whose steps are long may show one time for an emptied and a filled file: the size is compared with
		// what came, where the file system knows one.
		if state.same(markOf(now)) && (state.size == 0 || state.size == int64(len(data))) {
			return data, state, nil
		}
	}
	return nil, mark{}, Refusal{restless.At(source.Whole(name))}
}

// readOnce opens a file and reads it to its end, or to its limit. What was opened may be another file than what was
// looked at before, so it is looked at again.
func readOnce(fsys fs.FS, name string) ([]byte, mark, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, mark{}, err
	}
	defer f.Close() // it was only read from
	fi, err := f.Stat()
	if err != nil {
		return nil, mark{}, err
	}
	if err := admit(name, fi); err != nil {
		return nil, mark{}, err
	}
	limit := limitOf(name)
	var b bytes.Buffer
	b.Grow(int(fi.Size()) + bytes.MinRead) // admit has bounded it
	if _, err := b.ReadFrom(io.LimitReader(f, int64(limit.Max)+1)); err != nil {
		return nil, mark{}, err
	}
	if limit.Over(b.Len()) { // it has grown
		return nil, mark{}, Refusal{limit.At(source.Whole(name), budget.Size(int64(b.Len())))}
	}
	return b.Bytes(), markOf(fi), nil
}

// admit refuses a file before it is read if it is not regular, or too large.
func admit(name string, fi fs.FileInfo) error {
	limit, pos := limitOf(name), source.Whole(name)
	switch mode := fi.Mode(); {
	case mode.IsDir():
		return &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	case !mode.IsRegular():
		kind := notRegular
		if limit == budget.PictureBytes {
			kind = pictureNotRegular
		}
		en, zh := nature(mode)
		return Refusal{kind.At(pos, en, zh)}
	case limit.OverSize(fi.Size()):
		return Refusal{limit.At(pos, budget.Size(fi.Size()))}
	}
	return nil
}

// nature names in both languages the kind of a file that is not regular.
func nature(mode fs.FileMode) (en, zh string) {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe", "命名管道"
	case mode&fs.ModeSocket != 0:
		return "a socket", "套接字"
	case mode&fs.ModeDevice != 0:
		return "a device", "设备"
	}
	return "something else", "特殊对象"
}

// readFolder lists a folder in the order of the names.
func readFolder(fsys fs.FS, name string) ([]fs.DirEntry, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read from
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
	}
	entries, err := dir.ReadDir(budget.FolderEntries.Max + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if budget.FolderEntries.Over(len(entries)) {
		return nil, Refusal{budget.FolderEntries.At(source.Whole(name))}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// limits by the ending of a file's name.
var limits = func() map[string]*budget.Limit {
	by := map[string]*budget.Limit{}
	for limit, endings := range map[*budget.Limit]string{
		budget.TextBytes:    ".md .markdown .mmark .txt .twin .html .css .js .json .toml .csv",
		budget.DataBytes:    ".yaml .yml",
		budget.PictureBytes: ".png .jpg .jpeg .gif .webp .svg .avif .bmp .ico .tif .tiff .heic .pdf .eps",
		budget.FontBytes:    ".ttf .otf .ttc .otc .woff .woff2",
	} {
		for _, ending := range strings.Fields(endings) {
			by[ending] = limit
		}
	}
	return by
}()

func limitOf(name string) *budget.Limit {
	if l := limits[strings.ToLower(path.Ext(name))]; l != nil {
		return l
	}
	return budget.OtherBytes
}

// isText reports whether a file is text by the ending of its name. It may come in any encoding.
func isText(name string) bool {
	l := limitOf(name)
	return l == budget.TextBytes || l == budget.DataBytes
}
