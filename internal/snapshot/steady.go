package snapshot

import (
	"keben/internal/diag"
	"keben/internal/source"
)

// Steadily does work on the folder, again where files have changed since they were read: an editor empties a file
// before it fills it, and what was read in between would be published. The work says whether to look. The messages are
// about files that do not come to rest.
func (s *Snapshot) Steadily(work func() (look bool)) (ms []diag.Message) {
	for n := 1; ; n++ {
		if !work() {
			return nil
		}
		moved := s.moved()
		if len(moved) == 0 {
			return nil
		}
		if n == attempts {
			for _, file := range moved {
				ms = append(ms, restless.At(source.Whole(file)))
			}
			return ms
		}
		s.Renew(moved)
	}
}
