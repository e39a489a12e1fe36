package paragraph

import (
	"fmt"
	"io"
)

// Dump writes one line of text per set line: the reason for its end, its natural and its final width in points, the
// changes by class of space (number × amount each), and the text.
func Dump(w io.Writer, lines []Line) error {
	for i := range lines {
		r := &lines[i].Breaks
		if _, err := fmt.Fprintf(w, "%-9s %7.2f → %7.2f ", r.Why, r.Natural.Points(), r.Target.Points()); err != nil {
			return err
		}
		for _, g := range r.Glue {
			if _, err := fmt.Fprintf(w, " %s %d×%+.3f", g.Class, g.Places, g.Each.Points()); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(w, " | %s\n", r.Text); err != nil {
			return err
		}
	}
	return nil
}
