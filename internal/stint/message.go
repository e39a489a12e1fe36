package stint

import (
	"bytes"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
)

// rows are the limits of the bounds, for pages.
var rows = [...]*budget.Limit{
	Steps: budget.PageSteps, Output: budget.PageOutput, Text: budget.PageText,
	Depth: budget.PageDepth, Nesting: budget.PageNesting, Loops: budget.PageLoops,
}

// Page returns a meter for the templates of pages.
func Page() *Meter {
	return New(Limits{Steps: budget.PageSteps.Max, Output: budget.PageOutput.Max, Text: budget.PageText.Max,
		Depth: budget.PageDepth.Max, Nesting: budget.PageNesting.Max, Loops: budget.PageLoops.Max})
}

// In makes the message of a stop in the template whose text is src. The place is that of the action.
func (s *Stop) In(src *source.File) diag.Message {
	pos := min(max(int(s.Pos), 0), len(src.Text))
	if open := bytes.LastIndex(src.Text[:pos], []byte("{{")); open >= 0 {
		pos = open
	}
	return rows[s.Bound].At(src.Point(pos))
}
