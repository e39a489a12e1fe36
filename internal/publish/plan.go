package publish

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

// plan is a transaction before it has begun.
type plan struct {
	journal
	marked bool              // the marker changes
	made   map[string]sum    // the files that the new marker lists
	data   map[string][]byte // of the files to be staged
}

// plan compares the folder with its future content: files, and the earlier files that keep names. Unchanged files are
// left out. A message is an error where something that Keben did not make is in the way.
func (f *Folder) plan(files []output.File, keep func(string) bool) (*plan, []diag.Message) {
	p := &plan{journal: journal{Version: journalVersion}, made: map[string]sum{}, data: map[string][]byte{}}
	s := &surveyor{Folder: f, plan: p, folders: map[string]bool{}, aliases: f.aliases(), respelt: map[string]string{}}
	for _, file := range slices.SortedStableFunc(slices.Values(files), func(a, b output.File) int { return cmp.Compare(rank(a.Path), rank(b.Path)) }) {
		s.put(file)
	}
	s.drop(keep)
	text, err := f.disk.Read(marker)
	p.Marked = err == nil
	p.marked = !bytes.Equal(text, markerText(p.made))
	return p, s.messages
}

// rank orders the changes: the files to which pages refer before the pages, and the pages that refer to all others
// last.
func rank(p string) int {
	switch {
	case strings.HasPrefix(p, "assets/"):
		return 0
	case strings.HasPrefix(p, "pdf/"):
		return 1
	case p == "index.html":
		return 4
	case path.Base(p) == "index.html":
		return 3
	}
	return 2
}

// surveyor compares the folder with its future content.
type surveyor struct {
	*Folder
	plan     *plan
	folders  map[string]bool   // known to be there, or planned
	aliases  map[string]string // see Folder.aliases
	respelt  map[string]string // the paths of this build by their letters in lower case
	messages []diag.Message
}

// aliases are the paths of earlier files by their letters in lower case: on some file systems Trade.html and
// trade.html are one file.
func (f *Folder) aliases() map[string]string {
	m := make(map[string]string, len(f.made))
	for _, p := range slices.Sorted(maps.Keys(f.made)) {
		m[strings.ToLower(p)] = p
	}
	return m
}

// put plans a file.
func (s *surveyor) put(file output.File) {
	st := step{Do: add, Path: file.Path, Sum: sumOf(file.Data)}
	s.plan.made[file.Path] = st.Sum // at once, so that what cannot be put is not reported a second time by drop
	s.respelt[strings.ToLower(file.Path)] = file.Path
	if !s.parents(file.Path) {
		return
	}
	info, err := regular(s.disk, file.Path)
	if err != nil {
		s.report(s.unwritable(err)...)
		return
	}
	if info != nil {
		was, ours := s.made[s.ownName(file.Path)]
		if !ours {
			s.report(s.unwritable(inTheWay(file.Path))...)
			return
		}
		now, err := s.disk.Read(file.Path)
		if err != nil {
			s.report(s.unwritable(err)...)
			return
		}
		if bytes.Equal(now, file.Data) {
			return
		}
		if was != "" && sumOf(now) != was {
			s.report(replaced.At(source.Place{}, s.path(file.Path)))
		}
		st.Do = replace
	}
	s.plan.data[file.Path] = file.Data
	s.plan.Steps = append(s.plan.Steps, st)
}

// ownName returns the name of the file at p in the marker. It differs from p where two spellings are one file.
func (s *surveyor) ownName(p string) string {
	if _, made := s.made[p]; made {
		return p
	}
	if alias, ok := s.aliases[strings.ToLower(p)]; ok && s.disk.Same(p, alias) {
		return alias
	}
	return p
}

// parents plans the folders above a file. It reports false when something that is not a folder is in the way.
func (s *surveyor) parents(p string) bool {
	dir := path.Dir(p)
	if dir == "." || s.folders[dir] {
		return true
	}
	if !s.parents(dir) {
		return false
	}
	info, err := s.disk.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.plan.Folders = append(s.plan.Folders, dir)
	case err != nil:
		s.report(s.unwritable(err)...)
		return false
	case !info.IsDir():
		s.report(s.unwritable(inTheWay(dir))...)
		return false
	}
	s.folders[dir] = true
	return true
}

// drop plans the removal of the files of earlier builds that are neither made now nor kept: pages before the files to
// which they refer.
func (s *surveyor) drop(keep func(string) bool) {
	stale := slices.SortedFunc(maps.Keys(s.made), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a, b))
	})
	for _, p := range stale {
		if _, now := s.plan.made[p]; !now {
			s.dropOne(p, keep(p))
		}
	}
}

// dropOne plans the removal of a file that this build does not make, unless it is kept.
func (s *surveyor) dropOne(p string, kept bool) {
	info, err := regular(s.disk, p)
	switch {
	case errors.As(err, new(inTheWay)) || err == nil && info == nil:
		return // removed or replaced by somebody else
	case err != nil:
		s.report(s.unwritable(err)...)
		return
	case kept:
		s.plan.made[p] = s.made[p]
		return
	case s.disk.Same(p, s.respelt[strings.ToLower(p)]):
		return // this build makes it under another spelling
	}
	now, err := s.disk.Read(p)
	switch was := s.made[p]; {
	case err != nil:
		s.report(s.unwritable(err)...)
	case was != "" && sumOf(now) != was:
		s.report(left.At(source.Place{}, s.path(p)))
	default:
		s.plan.Steps = append(s.plan.Steps, step{Do: remove, Path: p, Sum: sumOf(now)})
	}
}

func (s *surveyor) report(ms ...diag.Message) { s.messages = append(s.messages, ms...) }
