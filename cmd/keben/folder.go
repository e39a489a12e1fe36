package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/source"
)

// findBook returns the book's folder: the nearest folder with a book.yaml, from the given one upwards, or
// else the given one itself, which press builds as a plain folder of Markdown when it is one. The folder that a
// person names must exist, because otherwise a slip would build the book around it. It is refused if it is no book
// and the folders in it are, because a person who forgot to enter the book means that one, and not all texts below.
func (t *tool) findBook(args []string) (string, error) {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	if err := t.checkFolder(dir); err != nil {
		return "", err
	}
	whole, err := filepath.Abs(dir)
	if err != nil {
		return dir, nil
	}
	for at := whole; ; at = filepath.Dir(at) {
		if info, err := os.Stat(filepath.Join(at, project.Marker)); err == nil && !info.IsDir() {
			if at == whole {
				return dir, nil
			}
			return at, nil
		}
		if filepath.Dir(at) == at {
			return dir, t.checkInside(dir)
		}
	}
}

// checkInside returns an error if a folder in dir is a book, and suggests the first by the order of names.
func (t *tool) checkInside(dir string) error {
	inside, err := os.ReadDir(dir)
	if err != nil {
		return nil // whoever reads the book says why
	}
	for _, e := range inside {
		if info, err := os.Stat(filepath.Join(dir, e.Name(), project.Marker)); err != nil || info.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		book := diag.ShellWord(filepath.Join(dir, e.Name()))
		if filepath.Clean(dir) == "." {
			return t.fault(t.say("this folder is not a book; the book is in %[1]s. Enter it first: cd %[1]s", "此文件夹不是一本书，书在 %[1]s 里。请先进入：cd %[1]s"), book)
		}
		return t.fault(t.say("%s is not a book; did you mean %s?", "%s 不是一本书，是否指 %s？"), dir, book)
	}
	return nil
}

// checkFolder returns an error if dir is not a folder, or cannot be read.
func (t *tool) checkFolder(dir string) error {
	if strings.TrimSpace(dir) == "" {
		return t.usage("%s", t.say("the name of the folder is empty", "文件夹的名称是空的"))
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t.absent(dir, t.say("there is no folder %s", "没有文件夹 %s"), fs.DirEntry.IsDir)
	case err == nil && !info.IsDir() && strings.EqualFold(filepath.Ext(dir), ".docx"):
		return t.fault(t.say("%s is a Word file; Keben reads Markdown. Convert it: pandoc -t markdown-smart --wrap=none -o %s %s", "%s 是 Word 文件，Keben 只读 Markdown。请转换：pandoc -t markdown-smart --wrap=none -o %s %s"),
			dir, diag.ShellWord(strings.TrimSuffix(dir, filepath.Ext(dir))+".md"), diag.ShellWord(dir))
	case err == nil && !info.IsDir():
		return t.fault(t.say("%s is a file, not a folder; name its folder, %s", "%s 是文件，不是文件夹；请改用它所在的文件夹 %s"), dir, filepath.Dir(dir))
	}
	if err == nil {
		_, err = readNames(dir)
	}
	if err != nil {
		return t.fault(t.say("the folder %s cannot be opened: %s", "无法打开文件夹 %s：%s"), dir, diag.Reason(err, t.lang))
	}
	return nil
}

// checkFile returns an error if name is not a file.
func (t *tool) checkFile(name string) error {
	if strings.TrimSpace(name) == "" {
		return t.usage("%s", t.say("the name of the file is empty", "文件名是空的"))
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t.absent(name, t.say("there is no file %s", "没有文件 %s"), func(e fs.DirEntry) bool { return !e.IsDir() })
	case err != nil:
		return t.fault(t.say("the file %s cannot be opened: %s", "无法打开文件 %s：%s"), name, diag.Reason(err, t.lang))
	case info.IsDir():
		return t.fault(t.say("%s is a folder, not a file", "%s 是文件夹，不是文件"), name)
	case !info.Mode().IsRegular():
		return t.fault(t.say("%s is not a regular file", "%s 不是普通文件"), name)
	case budget.OtherBytes.OverSize(info.Size()):
		m := budget.OtherBytes.At(source.Place{}, t.size(info.Size()))
		return t.fault(t.say("%s: %s", "%s：%s"), name, m.Text(t.lang))
	}
	return nil
}

// absent is the error about a name that does not exist, with a suggestion from the names beside it.
func (t *tool) absent(name, format string, fits func(fs.DirEntry) bool) error {
	beside, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return t.fault(format, name)
	}
	var names []string
	for _, e := range beside {
		if fits(e) && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	if near, ok := diag.Nearest(filepath.Base(name), names); ok {
		return t.fault(format+t.say("; did you mean %s?", "，是否指 %s？"), name, filepath.Join(filepath.Dir(name), near))
	}
	return t.fault(format, name)
}

// readNames opens a folder and reads one name of it, because only that shows whether the folder can be read.
func readNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(1)
	if len(names) == 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return names, err
}

// bookAndFile reads an argument that is a folder of a book or a chapter in one. The file is relative to the
// book's folder, with slashes, and empty for a folder. A name without a folder or an ending may be a chapter's slug.
func (t *tool) bookAndFile(args []string) (dir, file string, err error) {
	if len(args) == 0 {
		dir, err = t.findBook(nil)
		return dir, "", err
	}
	name := args[0]
	info, err := os.Stat(name)
	if err == nil && info.IsDir() || strings.TrimSpace(name) == "" {
		dir, err = t.findBook(args)
		return dir, "", err
	}
	if slug := filepath.Base(name) == name && filepath.Ext(name) == ""; !slug || !errors.Is(err, fs.ErrNotExist) {
		if err := t.checkFile(name); err != nil {
			return "", "", err
		}
	}
	if dir, err = t.findBook([]string{filepath.Dir(name)}); err != nil {
		return "", "", err
	}
	return dir, within(dir, name), nil
}

// within is a file's path relative to a folder, with slashes.
func within(dir, name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(root); err == nil {
		if in, err := filepath.EvalSymlinks(whole); err == nil {
			root, whole = real, in
		}
	}
	rel, err := filepath.Rel(root, whole)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}
