package pdf

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tool runs a program on the sample book; without the program the test is skipped.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	return toolOn(t, func(w io.Writer) error { return Write(w, sample(t), Options{}) }, append([]string{name}, args...)...)
}

// toolOn runs a program, the first of args, on what write writes.
func toolOn(t *testing.T, write func(io.Writer) error, args ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("another program reads the PDF")
	}
	name, args := args[0], slices.Clone(args[1:])
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	file := filepath.Join(t.TempDir(), "sample.pdf")
	var data bytes.Buffer
	if err := write(&data); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestQpdfFindsNoFault(t *testing.T) {
	for name, write := range map[string]func(w io.Writer) error{
		"sample":      func(w io.Writer) error { return Write(w, sample(t), Options{}) },
		"plain":       func(w io.Writer) error { return Write(w, sample(t), Options{Plain: true}) },
		"book":        func(w io.Writer) error { return Write(w, longBook(t, 12), Options{}) },
		"moved codes": func(w io.Writer) error { return Write(w, sample(t), Options{Kept: &Kept{spare: 6}}) },
	} {
		if out := toolOn(t, write, "qpdf", "--check", "FILE"); strings.Contains(strings.ToLower(out), "warning") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestPdftotextExtractsTheSource(t *testing.T) {
	out := tool(t, "pdftotext", "-enc", "UTF-8", "FILE", "-")
	for _, want := range []string{
		"共建“一带一路”，见《共同现代化》①；古字𠮷与𪚥。\n",
		"An efficient office makes dif\u00ad\nferent fluff; see the site.\n",
		"其中 growth 一词最常见。\n",
		"fmt.Println(\"hi\") // <&>\n",
		"① 商务印书馆，2025年。\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q", want)
		}
	}
	if t.Failed() {
		t.Log(out)
	}
}

func TestPdffontsSeesEmbeddedSubsetsWithText(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(tool(t, "pdffonts", "FILE")), "\n")[2:]
	if len(rows) != 7 {
		t.Errorf("%d fonts", len(rows))
	}
	for _, row := range rows {
		if !strings.Contains(row, "CID TrueType      Identity-H       yes yes yes") {
			t.Error(row)
		}
	}
}

func TestPdfinfoReadsTheStructure(t *testing.T) {
	var lines []string
	for line := range strings.Lines(tool(t, "pdfinfo", "-struct-text", "FILE")) {
		lines = append(lines, strings.TrimSpace(line))
	}
	out := regexp.MustCompile(`Object \d+ 0`).ReplaceAllString(strings.Join(lines, "\n"), "Object N 0")
	at := 0
	for _, want := range []string{
		"TOCI\nReference (inline)\nLink (inline)\n\"第一章 共同现代化\"",
		"H1 (block)\n\"第一章 共同现代化\"",
		"\"共建“一带一路”，见《共同现代化》\"\nReference (inline)\nLink (inline)\n\"①\"\nObject N 0\n\"；古字𠮷与𪚥。\"",
		"\"其中\"\n\" growth \"\n\"一词最常见。\"", "/ListNumbering /Decimal", "Note <note1>", "/Scope /Column",
		"P (block)\n\"这一段从这一页\"\n\"排到下一页。\"",
	} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("no %q after\n%s", want, out[:at])
		}
		at += i
	}
}

func TestMutoolDrawsWithoutComplaint(t *testing.T) {
	out := tool(t, "mutool", "draw", "-q", "-r", "20", "-F", "txt", "-o", "-", "FILE")
	for _, want := range []string{"An efficient office", "古字𠮷与𪚥"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "error") {
		t.Error(out)
	}
}
