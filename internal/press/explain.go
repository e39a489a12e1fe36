package press

import (
	"slices"

	"keben/internal/diag"
)

// unhad are the ids of messages that only say that a file could not be read. The message of a Refusal replaces them,
// because it says why.
var unhad = []string{"unreadable", "theme-unreadable", "record-unread", "picture-lost", "file-lost", "font-unusable"}

// explained replaces messages that only say that a file could not be read by those of its refusal.
func (r *reader) explained(ms []diag.Message) []diag.Message {
	why := r.keep.snapshot.Refusals()
	if r.Pictures != nil {
		why = append(why, r.Pictures.Unfit()...)
	}
	if len(why) == 0 {
		return ms
	}
	known := map[string]bool{}
	for _, m := range why {
		known[m.Place.Name()] = true
	}
	ms = slices.DeleteFunc(ms, func(m diag.Message) bool {
		return m.Place.Line() == 0 && known[m.Place.Name()] && slices.Contains(unhad, m.Kind.ID)
	})
	return append(ms, why...)
}
