// Package publish puts a build's files into the output folder as one transaction: whatever happens in the middle,
// the folder ends as the last site or as the new one, byte for byte, and a file that Keben did not write is neither
// moved nor removed.
//
// The output folder has, beside the site:
//
//	.keben        the marker: the files that Keben wrote, with their sums. It makes the folder ours.
//	.keben-lock   held by the build that writes; the system releases it when the process ends, however it ends
//	.keben-build  the transaction under way: the new files, second names of the old ones, and the journal
//
// A transaction has four steps. Staging writes the changed files and the new marker into .keben-build, gives every
// file that will be replaced or removed a second name there, and syncs it all. Then the journal, which names every
// change, is written, synced and renamed into place: from here on the transaction is decided. Applying it makes the
// changes that readers see: pictures and styles first, then PDFs and pages, each by one rename, then removals, then
// the marker. Last, the journal and the rest of .keben-build go.
//
// A process that is killed before the journal has its name has changed nothing that readers see. One that is killed
// later leaves a folder in which every file is whole and every page finds the files it refers to; the next [Open]
// applies the journal again, which is possible because every change in it may be made twice. When a change cannot be
// made (no rights, a folder in the way) the journal is renamed, and this process or the next one undoes the changes in
// reverse order.
//
// Whole folders are not renamed, because between two renames readers would find no page, and because the output folder
// may be a mount point or the working folder of a web server.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

var (
	unwritable = diag.NewKind("output-unwritable", diag.Error,
		"the output folder %s cannot be written: %v", "无法写入输出文件夹 %s：%v",
		"check the permissions, or choose another folder with --out", "请检查权限，或用 --out 另选文件夹")
	foreignFolder = diag.NewKind("output-foreign", diag.Error,
		"%s is not empty and was not made by Keben; nothing is changed", "%s 不是空文件夹，也不是 Keben 生成的：未作任何改动",
		"choose a new or empty folder with --out", "请用 --out 指定一个新的或空的文件夹")
	foreignFile = diag.NewKind("output-foreign", diag.Error,
		"a file Keben did not make is already at %s", "%s 已有文件，且不是 Keben 生成的：未作改动",
		"move it away, or choose another folder with --out", "请移走该文件，或用 --out 另选文件夹")
	inUse = diag.NewKind("output-in-use", diag.Error,
		"another build (process %[2]s) is writing to %[1]s", "另一次生成（进程 %[2]s）正在写入 %[1]s",
		"wait until it has finished", "请等它完成后再生成")
	inUseElsewhere = diag.NewKind("output-busy", diag.Error,
		"%s is open in another program or write-protected", "%s 正由其他程序打开，或为只读",
		"close it there, then run `keben build` again", "请在那个程序里关闭它，再运行 `keben build`")
	unlockable = diag.NewKind("output-unlocked", diag.Warning,
		"%s cannot be locked against other builds: %v", "无法锁定 %s 以防其他生成同时写入：%v",
		"do not run two builds into it at once", "请勿同时向该文件夹生成两次")
	interrupted = diag.NewKind("output-interrupted", diag.Warning,
		"a build into %s was interrupted; some of its files may be from another build", "写入 %s 的一次生成被中断，其中的文件可能不属于同一次生成",
		"run `keben build` to repair it", "请运行 `keben build` 恢复")
	unfinished = diag.NewKind("output-unfinished", diag.Error,
		"publishing into %s stopped halfway: %v", "写入 %s 时中途停止：%v",
		"correct that, then run `keben build`, which finishes or undoes it", "排除原因后运行 `keben build`，即可完成或撤销这次写入")
	completed = diag.NewKind("output-completed", diag.Note,
		"completed an interrupted build into %s first", "写入 %s 的一次生成曾被中断，现已先行补完")
	undone = diag.NewKind("output-undone", diag.Note,
		"undid an interrupted build into %s first", "写入 %s 的一次生成曾被中断，现已先行撤销")
	damagedJournal = diag.NewKind("output-journal", diag.Error,
		"the record of an interrupted build, %s, cannot be read", "无法读取被中断的生成留下的记录 %s",
		"choose another folder with --out", "请用 --out 另选文件夹")
	replaced = diag.NewKind("output-changed", diag.Note,
		"%s was changed by hand after the last build and has been replaced", "%s 在上次生成后被手工改动，现已替换",
		"change the manuscript or the templates instead", "请改书稿或模板：每次生成都会重写该文件")
	left = diag.NewKind("output-changed", diag.Note,
		"%s is no longer part of the book but is kept, because it was changed by hand after the last build", "%s 已不属于本书，但在上次生成后被手工改动，予以保留",
		"delete it if nobody needs it", "如不再需要，请自行删除")
)

// Folder is an output folder held by one build. It must be closed.
type Folder struct {
	dir     string
	disk    disk
	lock    *lock
	made    map[string]sum // what earlier builds wrote, from the marker
	created []string       // folders made to have a place for the lock, the outermost first
}

// Open takes the output folder dir for one build: it finds out whether files may be written there, locks it, and
// completes or undoes a build that was interrupted. Close removes everything that Open creates. A folder may be written
// if it does not exist, has a marker or journal of Keben, or has nothing but dot files, such as the .gitignore that
// keeps an empty folder under version control. The Folder is nil when a message is an error.
func Open(dir string) (*Folder, []diag.Message) {
	return openThrough(dir, func(d disk) disk { return d })
}

// openThrough is Open with a wrapper around the disk, for tests.
func openThrough(dir string, between func(disk) disk) (*Folder, []diag.Message) {
	f := &Folder{dir: dir, made: map[string]sum{}}
	ms := f.open(between)
	if diag.HasErrors(ms) {
		f.Close()
		return nil, ms
	}
	return f, ms
}

func (f *Folder) open(between func(disk) disk) []diag.Message {
	entries, err := os.ReadDir(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if f.created, err = makeFolders(f.dir); err != nil {
			return f.unwritable(err)
		}
	case err != nil:
		return f.unwritable(err)
	case !ours(entries):
		return []diag.Message{foreignFolder.At(source.Place{}, f.dir)}
	}
	var ms []diag.Message
	f.lock, err = takeLock(filepath.Join(f.dir, lockName))
	var held heldError
	switch {
	case errors.As(err, &held):
		return []diag.Message{inUse.At(source.Place{}, f.dir, held.by)}
	case errors.Is(err, errNoLocks):
		ms = append(ms, unlockable.At(source.Place{}, f.dir, err))
	case err != nil:
		return f.unwritable(err)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return f.unwritable(err)
	}
	f.disk = between(&rootDisk{root, true})
	return append(ms, f.begin()...)
}

// begin completes or undoes an interrupted transaction and reads the marker.
func (f *Folder) begin() []diag.Message {
	ms := f.recover()
	if !diag.HasErrors(ms) {
		ms = append(ms, f.readMarker()...)
	}
	return ms
}

// ours reports whether a folder with these entries may be written.
func ours(entries []fs.DirEntry) bool {
	visible := func(e fs.DirEntry) bool { return !strings.HasPrefix(e.Name(), ".") }
	named := func(e fs.DirEntry) bool {
		return e.Name() == marker && e.Type().IsRegular() || e.Name() == work && e.IsDir()
	}
	return slices.ContainsFunc(entries, named) || !slices.ContainsFunc(entries, visible)
}

// makeFolders is os.MkdirAll that returns the folders it made, the outermost first.
func makeFolders(dir string) (made []string, err error) {
	var missing []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || filepath.Dir(at) == at {
			break
		}
		missing = append(missing, at)
	}
	for _, at := range slices.Backward(missing) {
		if err := os.Mkdir(at, 0o755); err == nil {
			made = append(made, at)
		} else if !errors.Is(err, fs.ErrExist) {
			return made, err
		}
	}
	return made, nil
}

// Close releases the folder. It removes the folders that Open made if nothing was published.
func (f *Folder) Close() {
	if f.disk != nil {
		f.disk.Close()
		f.disk = nil
	}
	if f.lock != nil {
		f.lock.release()
		f.lock = nil
	}
	for _, dir := range slices.Backward(f.created) {
		if os.Remove(dir) != nil { // not empty
			break
		}
	}
	f.created = nil
}

// Made reports whether an earlier build wrote the file at a path below the folder.
func (f *Folder) Made(path string) bool { _, is := f.made[path]; return is }

// Size returns the length in bytes of a file that an earlier build wrote, 0 when it is not there any more.
func (f *Folder) Size(path string) int64 {
	if !f.Made(path) {
		return 0
	}
	info, err := f.disk.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// Publish makes the folder hold files, those files of earlier builds that keep asks for, and whatever Keben did not
// make. When a message is an error, or the error is not nil, the folder is as it was, unless the message is that it
// could not be put back. Once the first change is made for readers to see, ctx is no longer asked.
func (f *Folder) Publish(ctx context.Context, files []output.File, keep func(path string) bool) ([]diag.Message, error) {
	for _, file := range files {
		if !fs.ValidPath(file.Path) || strings.HasPrefix(file.Path, ".") {
			return nil, fmt.Errorf("publish: an output has the path %q", file.Path)
		}
	}
	p, ms := f.plan(files, keep)
	if diag.HasErrors(ms) || len(p.Steps) == 0 && !p.marked {
		return ms, nil
	}
	if err := f.stage(ctx, p); err != nil {
		err = errors.Join(err, f.clear())
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return append(ms, f.unwritable(err)...), nil
	}
	if err := f.apply(&p.journal); err != nil {
		return append(ms, f.retreat(&p.journal, err)...), nil
	}
	f.made = p.made
	return ms, nil
}

// unwritable words an error of the file system.
func (f *Folder) unwritable(err error) []diag.Message {
	var way inTheWay
	if errors.As(err, &way) {
		return []diag.Message{foreignFile.At(source.Place{}, f.path(string(way)))}
	}
	var held busyFile
	if errors.As(err, &held) {
		return []diag.Message{inUseElsewhere.At(source.Place{}, f.path(held.name))}
	}
	return []diag.Message{unwritable.At(source.Place{}, f.dir, err)}
}

// path is the name of a file of the folder as the person knows it.
func (f *Folder) path(p string) string { return filepath.Join(f.dir, filepath.FromSlash(p)) }
