package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"keben/internal/diag"
	"keben/internal/source"
)

// stage prepares a transaction and, with the rename of the journal, decides it. Until this last call nothing has
// changed that readers see.
func (f *Folder) stage(ctx context.Context, p *plan) error {
	if err := f.clear(); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, s := range p.Steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Do != remove {
			if err := makeParents(f.disk, s.fresh(), known); err != nil {
				return err
			}
			if err := f.disk.Write(s.fresh(), p.data[s.Path]); err != nil {
				return err
			}
		}
		if s.Do != add {
			if err := f.save(s.Path, known); err != nil {
				return err
			}
		}
	}
	if p.Marked {
		if err := f.save(marker, known); err != nil {
			return err
		}
	}
	if err := makeParents(f.disk, newMarker, known); err != nil {
		return err
	}
	if err := f.disk.Write(newMarker, markerText(p.made)); err != nil {
		return err
	}
	if err := f.disk.Write(draft, p.encode()); err != nil {
		return err
	}
	for _, dir := range append(innermostFirst(known), ".") {
		if err := f.disk.SyncFolder(dir); err != nil {
			return err
		}
	}
	if err := f.disk.Rename(draft, journalName); err != nil {
		return err
	}
	return f.disk.SyncFolder(work)
}

// save gives a file a second name among the old ones.
func (f *Folder) save(p string, known map[string]bool) error {
	to := oldFiles + "/" + p
	if err := makeParents(f.disk, to, known); err != nil {
		return err
	}
	return duplicate(f.disk, p, to)
}

// apply makes the changes of a journal that is on the disk. A change that has been made before is skipped.
func (f *Folder) apply(j *journal) error {
	for _, dir := range j.Folders {
		if err := f.disk.Mkdir(dir); err != nil {
			if info, e := f.disk.Lstat(dir); e != nil || !info.IsDir() {
				return err
			}
		}
	}
	for _, s := range j.Steps {
		if err := f.do(s); err != nil {
			return err
		}
	}
	if err := f.syncFolders(j); err != nil {
		return err
	}
	if err := f.disk.Rename(newMarker, marker); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, dir := range j.touched() {
		f.removeEmptied(dir, j)
	}
	return f.finish(journalName)
}

// do makes one change, unless it has been made.
func (f *Folder) do(s step) error {
	if s.Do == remove {
		return f.removeOurs(s)
	}
	if _, err := f.disk.Lstat(s.fresh()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if s.Do == add {
		return place(f.disk, s.fresh(), s.Path)
	}
	return f.disk.Rename(s.fresh(), s.Path)
}

// removeOurs removes a file if it has the content that the journal names. Otherwise somebody has written it since the
// build was interrupted.
func (f *Folder) removeOurs(s step) error {
	data, err := f.disk.Read(s.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && sumOf(data) != s.Sum:
		return nil
	case err != nil:
		return err
	}
	return f.disk.Remove(s.Path)
}

// removeEmptied removes a folder that a removal has left empty.
func (f *Folder) removeEmptied(dir string, j *journal) {
	for _, s := range j.Steps {
		if s.Do == remove && below(s.Path, dir) {
			_ = f.disk.Remove(dir) // fails when the folder is not empty
			return
		}
	}
}

func below(p, dir string) bool {
	for at := path.Dir(p); at != "."; at = path.Dir(at) {
		if at == dir {
			return true
		}
	}
	return false
}

// retreat undoes a transaction that could not be completed, and returns the messages about it.
func (f *Folder) retreat(j *journal, why error) []diag.Message {
	if err := f.disk.Rename(journalName, undoName); err == nil {
		if err = f.undo(j); err == nil {
			return f.unwritable(why)
		}
	}
	return []diag.Message{unfinished.At(source.Place{}, f.dir, why)}
}

// undo undoes the changes of a journal, the last first. It skips a change that was not made or has been undone before.
func (f *Folder) undo(j *journal) error {
	if err := f.undoMarker(j); err != nil {
		return err
	}
	for _, dir := range slices.Backward(j.touched()) { // the outer ones first
		if err := f.restoreFolder(dir, j); err != nil {
			return err
		}
	}
	for _, s := range slices.Backward(j.Steps) {
		if err := f.takeBack(s); err != nil {
			return err
		}
	}
	for _, dir := range slices.Backward(j.Folders) {
		_ = f.disk.Remove(dir) // fails when somebody put something there
	}
	if err := f.syncFolders(j); err != nil {
		return err
	}
	return f.finish(undoName)
}

// undoMarker puts the old marker back when the new one has taken its place.
func (f *Folder) undoMarker(j *journal) error {
	if _, err := f.disk.Lstat(newMarker); err == nil {
		return nil
	}
	if !j.Marked {
		if err := f.disk.Remove(marker); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return f.bringBack(marker)
}

// restoreFolder makes a folder again that was removed when it was empty.
func (f *Folder) restoreFolder(dir string, j *journal) error {
	if slices.Contains(j.Folders, dir) {
		return nil
	}
	if err := f.disk.Mkdir(dir); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// takeBack undoes one change.
func (f *Folder) takeBack(s step) error {
	switch s.Do {
	case add:
		return f.removeOurs(s)
	case replace:
		return f.bringBack(s.Path)
	}
	if _, err := f.disk.Lstat(s.old()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if f.disk.Same(s.old(), s.Path) {
		return nil
	}
	if err := place(f.disk, s.old(), s.Path); !errors.As(err, new(inTheWay)) {
		return err
	}
	return nil
}

// bringBack gives an old file its name again. If both names are one file, the second one is removed with the staging
// area.
func (f *Folder) bringBack(p string) error {
	if f.disk.Same(oldFiles+"/"+p, p) {
		return nil // not replaced
	}
	if err := f.disk.Rename(oldFiles+"/"+p, p); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolders makes the changes of names survive a power cut.
func (f *Folder) syncFolders(j *journal) error {
	for _, dir := range append(j.touched(), ".") {
		if err := f.disk.SyncFolder(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// finish ends a transaction by removing its journal and then the staging area. The next build clears whatever could not
// be removed.
func (f *Folder) finish(name string) error {
	if err := f.disk.SyncFolder("."); err != nil {
		return err
	}
	if err := f.disk.Remove(name); err != nil {
		return err
	}
	_ = f.clear()
	return nil
}

// clear removes the staging area.
func (f *Folder) clear() error { return removeTree(f.disk, work) }

// recover completes or undoes a transaction that was interrupted.
func (f *Folder) recover() []diag.Message {
	undo, ms := f.readJournal(undoName)
	if len(ms) > 0 {
		return ms
	}
	forward, ms := f.readJournal(journalName)
	if len(ms) > 0 {
		return ms
	}
	switch {
	case undo != nil:
		if err := f.undo(undo); err != nil {
			return []diag.Message{unfinished.At(source.Place{}, f.dir, err)}
		}
		return []diag.Message{undone.At(source.Place{}, f.dir)}
	case forward != nil:
		if err := f.apply(forward); err != nil {
			return f.retreat(forward, err)
		}
		return []diag.Message{completed.At(source.Place{}, f.dir)}
	}
	if err := f.clear(); err != nil {
		return f.unwritable(err)
	}
	return nil
}

// readJournal reads the journal under a name; nil if the file does not exist.
func (f *Folder) readJournal(name string) (*journal, []diag.Message) {
	text, err := f.disk.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, f.unwritable(err)
	}
	j, ok := parseJournal(text)
	if !ok {
		return nil, []diag.Message{damagedJournal.At(source.Place{}, f.path(name))}
	}
	return j, nil
}

// Interrupted returns a message if a build into dir was interrupted and no build has completed or undone it since.
// While a build is running it returns none. It changes nothing.
func Interrupted(dir string) []diag.Message {
	if _, err := os.Lstat(filepath.Join(dir, work)); err != nil || locked(filepath.Join(dir, lockName)) {
		return nil
	}
	return []diag.Message{interrupted.At(source.Place{}, dir)}
}
