package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/explain"
	"keben/internal/script"
)

// proseWidth is how many columns running text of explanations takes: short lines are easy to read in a wide window.
const proseWidth = 80

func (t *tool) explain() *cobra.Command {
	return &cobra.Command{
		Use:   t.say("explain [ID]", "explain [名称]"),
		Short: t.say("explain a message", "解释一条提示"),
		Long: t.say(`Explains a message by the id between square brackets at its end: how severe it
is, when it appears, an example, and what to do. Without an ID it lists all ids.

Exit status: 0 explained, 2 there is no message of that id.`,
			`按提示末尾方括号中的名称解释这条提示：严重程度、何时出现、示例，以及如何处理。
不写名称则列出全部名称。

退出状态：0 已解释，2 没有这个名称。`),
		Example: `  keben explain note-undefined
  keben explain | less`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return messageIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				t.listMessages()
				return nil
			case 1:
				return t.explainMessage(strings.Trim(args[0], "[]"))
			}
			return t.usage("%s", t.say("one message at a time", "一次只能解释一条提示"))
		},
	}
}

// messageIDs are the ids of all messages.
func messageIDs() (ids []string) {
	for _, g := range explain.Groups() {
		for _, e := range g.Entries {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// listMessages prints all ids by group.
func (t *tool) listMessages() {
	for _, g := range explain.Groups() {
		var ids []string
		for _, e := range g.Entries {
			ids = append(ids, e.ID)
		}
		fmt.Fprintf(t.out, "%s\n%s\n\n", g.Title.In(t.lang), indent(fill(strings.Join(ids, "  "), proseWidth-2), "  "))
	}
	fmt.Fprintln(t.out, t.say("keben explain ID explains one of them.", "运行 keben explain 名称，查看其中一条的解释。"))
}

func (t *tool) explainMessage(id string) error {
	e, ok := explain.Find(id)
	if !ok {
		text := fmt.Sprintf(t.say("there is no message %q", "没有名为 %q 的提示"), id)
		if near, ok := diag.Nearest(id, messageIDs()); ok {
			text += fmt.Sprintf(t.say("; did you mean %s?", "，是否要查 %s？"), near)
		}
		return usageError{text}
	}
	var words []string
	for _, s := range e.Severities() {
		words = append(words, s.In(t.lang))
	}
	fmt.Fprintf(t.out, t.say("%s (%s)\n\n", "%s（%s）\n\n"), e.ID, strings.Join(words, t.say(", ", "、")))
	for _, m := range explain.Messages(id, t.lang) {
		fmt.Fprintln(t.out, indent(fill(m.Text, proseWidth-2), "  "))
		if m.Hint != "" {
			fmt.Fprintln(t.out, indent(fill(t.say("hint: ", "建议：")+m.Hint, proseWidth-4), "    "))
		}
	}
	fmt.Fprintf(t.out, "\n%s\n", fill(e.Text.In(t.lang), proseWidth))
	if e.Sample != "" {
		fmt.Fprintf(t.out, "\n%s\n\n%s\n", t.sampleTitle(e), indent(e.Sample, "    "))
	}
	if answer := e.Answer(); answer != "" {
		fmt.Fprintf(t.out, "\n%s\n\n    %s\n", fill(t.answerTitle(e), proseWidth), answer)
	}
	return nil
}

// answerTitle is the line before the comment that answers a message.
func (t *tool) answerTitle(e explain.Entry) string {
	if e.YAML {
		return t.say("If it is meant, say so on the line, or on the line before:", "如属有意，可在该行末尾或前一行写明，以后不再提示：")
	}
	return t.say("If it is meant, say so on the line, or on a line of its own before the paragraph:",
		"如属有意，可在该行或该段落之前单独一行写明，以后不再提示：")
}

// sampleTitle is the line before an example.
func (t *tool) sampleTitle(e explain.Entry) string {
	if e.Form == "" {
		return t.say("For example:", "示例：")
	}
	return fmt.Sprintf(t.say("For example, in %s:", "示例（%s）："), e.Form)
}

// indent puts a prefix before every line that has text.
func indent(text, prefix string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = prefix + line
		}
	}
	return strings.Join(lines, "\n")
}

// fill breaks a paragraph into lines of at most so many columns where it can: at spaces, and beside full-width
// characters, where no line begins with a mark that ends something or ends with one that opens something.
func fill(text string, columns int) string {
	var out, word strings.Builder
	used, width := 0, 0 // columns of the line and of the word
	space := false      // a space stands before the word
	flush := func() {
		if width == 0 {
			return
		}
		switch blank := min(used, 1); {
		case used > 0 && used+width+blank > columns && space, used > 0 && used+width > columns:
			out.WriteByte('\n')
			used = 0
		case space && used > 0:
			out.WriteByte(' ')
			used++
		}
		out.WriteString(word.String())
		used += width
		word.Reset()
		width, space = 0, false
	}
	var last rune
	for _, r := range text {
		if r == ' ' || r == '\n' {
			flush()
			space, last = true, 0
			continue
		}
		if last != 0 && (script.Wide(last) || script.Wide(r)) && !closes(r) && !opens(last) {
			flush()
		}
		word.WriteRune(r)
		if width++; script.Wide(r) {
			width++
		}
		last = r
	}
	flush()
	return out.String()
}

func opens(r rune) bool {
	m, _ := script.MarkOf(r)
	return m == script.Open || r == '(' || r == '['
}

func closes(r rune) bool {
	m, _ := script.MarkOf(r)
	return m.Punctuation() && m != script.Open || r == ')' || r == ']' || r == ',' || r == '.'
}
