package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"keben/internal/crew"
)

// agreements are the answers that mean yes. Everything else means no.
var agreements = []string{"y", "yes", "ok", "是", "是的", "好", "好的", "对", "可以", "行", "同意", "确定"}

// answer is what a person typed.
type answer struct {
	line string
	err  error
}

// ask puts a question to the person at the terminal, and reports whether the answer is one of agreements. If nobody can
// answer, because the input is closed, is not a terminal, or ends within the line, that is an error, because a script
// must not take silence for a no.
func (t *tool) ask(cmd *cobra.Command, question string) (bool, error) {
	in, isFile := cmd.InOrStdin().(*os.File)
	if isFile && !term.IsTerminal(int(in.Fd())) {
		return false, t.fault("%s", t.say("nothing was changed, because nobody can answer here; agree beforehand with --yes", "未作改动：无法征求同意；如果同意，请加 --yes"))
	}
	fmt.Fprint(t.out, question)
	got := make(chan answer, 1)
	// The goroutine waits for a person. If the person presses Ctrl-C instead, the process ends without it.
	var a answer
	crew.Go(func() { a = readAnswer(cmd.InOrStdin()) }, func(fault *crew.Fault) {
		if fault != nil {
			a.err = fault
		}
		got <- a
	})
	select {
	case <-cmd.Context().Done():
		fmt.Fprintln(t.out)
		return false, context.Canceled
	case a := <-got:
		if a.err != nil {
			fmt.Fprintln(t.out)
			return false, t.fault("%s", t.say("nothing was changed, because the input ended before an answer; agree beforehand with --yes", "未作改动：没有收到回答；如果同意，请加 --yes"))
		}
		return agrees(a.line), nil
	}
}

// readAnswer reads a line. A line without a line end is not an answer, because it may be incomplete.
func readAnswer(r io.Reader) answer {
	line, err := bufio.NewReader(r).ReadString('\n')
	return answer{line, err}
}

func agrees(line string) bool {
	word := strings.ToLower(strings.Trim(strings.TrimSpace(line), "。.!！"))
	return slices.Contains(agreements, word)
}
