package main

import (
	"io"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/reference"
)

// `keben help serve` shows the usage of the command and the section of that name.
func TestASectionThatHasACommandsNameIsAboutIt(t *testing.T) {
	root := (&tool{lang: diag.English, out: io.Discard, err: io.Discard}).command()
	for _, lang := range spoken {
		for _, to := range reference.Topics(lang) {
			if c, _, err := root.Find([]string{to.ID}); err == nil && c != root && !strings.Contains(to.Text, "keben "+c.Name()) {
				t.Errorf("%s: the section %s of the manual has the name of a command and does not mention it", lang, to.ID)
			}
			if to.ID == allTopics {
				t.Errorf("%s: a section of the manual is called %s", lang, allTopics)
			}
		}
	}
}
