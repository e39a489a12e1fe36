package linebreak

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestUntailoredBreaksAreThoseOfUnicode runs Unicode's own test of UAX #14 over level None. The file comes
// with the module whose tables are under test, so that the two are always of one version.
func TestUntailoredBreaksAreThoseOfUnicode(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("the go command, which knows where modules are, is not in the path")
	}
	dir, err := exec.Command(goTool, "list", "-m", "-f", "{{.Dir}}", "github.com/go-text/typesetting").Output()
	if err != nil {
		t.Skip("the segmenter's module is not on this machine")
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(dir)), "segmenter", "test", "LineBreakTest.txt"))
	if err != nil {
		t.Skip("the segmenter's module came without its test data")
	}
	defer f.Close()

	var b Breaks
	cases, version := 0, ""
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line, comment, _ := strings.Cut(sc.Text(), "#")
		if v, ok := strings.CutPrefix(strings.TrimSpace(comment), "LineBreakTest-"); ok && version == "" {
			version = strings.TrimSuffix(v, ".txt")
		}
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		cases++
		// × 0023 × 0020 ÷ 0023 ÷: what stands before the first character is the start of the text.
		var chars []Char
		var want []bool
		for i := 1; i+1 < len(fields); i += 2 {
			r, err := strconv.ParseUint(fields[i], 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			chars = append(chars, Char{Rune: rune(r)})
			want = append(want, fields[i+1] == "÷")
		}
		for i, o := range b.Find(chars, Rules{Kinsoku: None}) {
			if (o.Break >= May) != want[i] {
				t.Errorf("after character %d: %s", i+1, strings.TrimSpace(comment))
			}
		}
	}
	if t.Logf("%d cases of Unicode %s", cases, version); cases < 7000 {
		t.Errorf("only %d cases", cases)
	}
}
