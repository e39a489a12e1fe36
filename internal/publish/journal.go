package publish

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
)

// Names in the staging area. The journal has one name while it is written, one while its changes are to be made, and
// one while they are to be undone, so that one rename changes its meaning.
const (
	work        = ".keben-build"
	newFiles    = work + "/new"
	oldFiles    = work + "/old"
	newMarker   = work + "/marker"
	draft       = work + "/journal.draft"
	journalName = work + "/journal"
	undoName    = work + "/undo"
)

// action is what a step does.
type action string

const (
	add     action = "add"     // a new file
	replace action = "replace" // a file of ours by a new one
	remove  action = "remove"  // a file of ours
)

// step is one change that readers see. Sum is that of the new file, for a removal that of the old one.
type step struct {
	Do   action `json:"do"`
	Path string `json:"path"`
	Sum  sum    `json:"sum"`
}

func (s step) fresh() string { return newFiles + "/" + s.Path }
func (s step) old() string   { return oldFiles + "/" + s.Path }

// journal names every change of a transaction, in the order in which they are made.
type journal struct {
	Version int      `json:"version"`
	Marked  bool     `json:"marked"`  // there was a marker before
	Folders []string `json:"folders"` // that must be made, the outer ones first
	Steps   []step   `json:"steps"`
}

const journalVersion = 1

func (j *journal) encode() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(j); err != nil {
		panic(err) // cannot happen: it has only strings and booleans
	}
	return b.Bytes()
}

// parseJournal reads a journal. It reports false for one that Keben cannot have written. Such a journal is ignored
// completely, because half of its changes would mix two sites.
func parseJournal(text []byte) (*journal, bool) {
	var j journal
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&j); err != nil || j.Version != journalVersion {
		return nil, false
	}
	for _, dir := range j.Folders {
		if !publishable(dir) {
			return nil, false
		}
	}
	for _, s := range j.Steps {
		if !publishable(s.Path) || !isSum(string(s.Sum)) || s.Do != add && s.Do != replace && s.Do != remove {
			return nil, false
		}
	}
	return &j, true
}

// touched returns the folders in which names change, the innermost first; the output folder itself is left out.
func (j *journal) touched() []string {
	set := map[string]bool{}
	note := func(p string) {
		for dir := path.Dir(p); dir != "." && !set[dir]; dir = path.Dir(dir) {
			set[dir] = true
		}
	}
	for _, s := range j.Steps {
		note(s.Path)
	}
	for _, dir := range j.Folders {
		note(dir + "/x")
	}
	return innermostFirst(set)
}

func innermostFirst(set map[string]bool) []string {
	dirs := make([]string, 0, len(set))
	for dir := range set {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs) // a folder before its content
	slices.Reverse(dirs)
	return dirs
}
