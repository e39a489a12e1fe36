package main

import (
	"errors"
	"fmt"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError words pflag's complaints in the person's language.
func (t *tool) flagError(err error) error {
	var absent *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &absent):
		name := "--" + absent.GetSpecifiedName()
		if shorthands := absent.GetSpecifiedShortnames(); shorthands != "" {
			name = "-" + absent.GetSpecifiedName()
		}
		return t.usage(t.say("there is no option %s", "没有这个选项：%s"), name)
	case errors.As(err, &empty):
		return t.usage(t.say("--%s needs a value", "选项 --%s 需要一个值"), empty.GetFlag().Name)
	case errors.As(err, &value):
		f := value.GetFlag()
		kind := valueKinds[f.Value.Type()]
		return t.usage(t.say("--%s: expected %s, found %q", "--%s 应为%s，实为 %q"), f.Name, t.say(kind[0], kind[1]), value.GetValue())
	case errors.As(err, &syntax):
		return t.usage(t.say("%s is not an option", "这不是选项：%s"), syntax.GetSpecifiedFlag())
	}
	return t.usage("%s", t.say("the options are not understood", "选项有误"))
}

// valueKinds are the names of the values of options, by pflag's names of the types.
var valueKinds = map[string][2]string{
	"bool": {"true or false", " true 或 false"}, "int": {"a whole number", "整数"},
	"string": {"a text", "文字"}, "stringSlice": {"a list with commas", "以半角逗号分隔的列表"},
}

// flagHelp is the list of options in the person's language. pflag's own counts bytes, not columns, and gives defaults
// in English.
func (t *tool) flagHelp(f *pflag.FlagSet) string {
	var rows [][2]string
	wide := 0
	f.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if value != "" {
			name += " " + value
		}
		if f.Value.Type() == "int" {
			text += fmt.Sprintf(t.say(" (default: %s)", "（默认 %s）"), f.DefValue)
		}
		rows = append(rows, [2]string{name, text})
		wide = max(wide, columns(name))
	})
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(r[0] + strings.Repeat(" ", wide-columns(r[0])+3) + r[1] + "\n")
	}
	return b.String()
}

// atMostOneFolder is the argument rule of most commands.
func (t *tool) atMostOneFolder(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return t.usage(t.say("expected one folder, found %d", "应为一个文件夹，实为 %d 个"), len(args))
	}
	return nil
}

// noArguments is the argument rule of commands that take none.
func (t *tool) noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return t.usage(t.say("%s takes no arguments", "%s 命令不带参数"), cmd.Name())
	}
	return nil
}

func (t *tool) unknownCommand(root *cobra.Command, name string) error {
	text := fmt.Sprintf(t.say("there is no command %q", "没有 %q 这个命令"), name)
	if near := root.SuggestionsFor(name); len(near) > 0 {
		text += fmt.Sprintf(t.say("; did you mean %s?", "，是否要用 %s？"), strings.Join(near, ", "))
	}
	return usageError{text}
}

// usageTemplate returns what is printed below each command's description. Its functions are its own, because Cobra keeps
// those of AddTemplateFunc for the whole process, where two tools in two languages would share them.
func (t *tool) usageTemplate() *template.Template {
	en := `Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND --help{{end}}
{{if .HasExample}}
Examples:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commands:{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{.Name | padded .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Options:
{{options .LocalFlags}}
{{end}}{{if .HasAvailableInheritedFlags}}
Options of every command:
{{options .InheritedFlags}}
{{end}}`
	text := t.say(en, strings.NewReplacer("COMMAND --help", "命令 --help", "Usage:", "用法：", "Examples:", "示例：", "Commands:", "命令：",
		"Options of every command:", "通用选项：", "Options:", "选项：").Replace(en))
	return template.Must(template.New("usage").Funcs(template.FuncMap{
		"options": func(f *pflag.FlagSet) string { return strings.TrimRight(t.flagHelp(f), "\n") },
		"padded":  func(wide int, name string) string { return fmt.Sprintf("%-*s", wide, name) },
	}).Parse(text))
}
