// Package revision reads a folder as it was at a revision of git: [Open] returns it as an fs.FS. It is the only package
// that runs another program, git.
//
// git runs without a shell, with fixed arguments, and protected from the environment and the folder's owner: no GIT_*
// variable is passed on, nothing is fetched, no terminal is asked, and contents come as stored, without filters. The
// name of a revision is checked first, so that git cannot take it for an option. One process of git cat-file --batch
// hands out all files. Sizes are in bytes; files have no times, because git keeps none.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
)

var (
	noGit = diag.NewKind("revision-git", diag.Error,
		"cannot compare with %s: git is not installed", "无法与 %s 比较：没有安装 git",
		"install git, or use --since record", "请安装 git，或改用 --since record")
	gitFailed = diag.NewKind("revision-git", diag.Error,
		"git failed: %s", "git 运行失败：%s",
		"run `git status` in this folder to see why", "请在此文件夹中运行 `git status` 查看原因")
	noRepository = diag.NewKind("revision-repository", diag.Error,
		"cannot compare with %s: the book's folder is not in a git repository", "无法与 %s 比较：书稿文件夹不在 git 仓库中",
		"use --since record", "请改用 --since record")
	notOwned = diag.NewKind("revision-repository", diag.Error,
		"git refuses to read this repository because it belongs to another user", "此仓库属于其他用户，git 拒绝读取",
		"if you trust it, run `git config --global --add safe.directory FOLDER`", "如果信任它，请运行 `git config --global --add safe.directory FOLDER`")
	unknown = diag.NewKind("revision-unknown", diag.Error,
		"git has no revision %q", "git 中没有 %q 这个版本",
		"run `git log --oneline` to see the commits", "运行 `git log --oneline` 可列出各次提交")
	unknownShallow = diag.NewKind("revision-unknown", diag.Error,
		"git has no revision %q; this clone is shallow", "git 中没有 %q 这个版本：此仓库为浅克隆，版本不全",
		"run `git fetch --unshallow`", "请运行 `git fetch --unshallow` 取回其余版本")
	notThere = diag.NewKind("revision-empty", diag.Error,
		"the book's folder has no files at the revision %q", "在版本 %q 中，书稿文件夹没有任何文件",
		"choose a later revision", "请改用更晚的版本")
)

// Tree is a folder as it was at a revision. It is safe for concurrent use. Close ends the program behind it.
type Tree struct {
	Commit string // the full name of the commit
	Date   string // of the commit, in its own time zone: 2026-03-01

	entries map[string]entry // by slash-separated name; "." and all folders included

	mu      sync.Mutex
	cat     *exec.Cmd
	to      io.WriteCloser
	from    *bufio.Reader
	stop    context.CancelFunc
	stopped error
}

// Open returns the folder dir as it was at a revision of its git repository. The folder may be a subfolder of the
// repository. A message says why it cannot be read.
func Open(ctx context.Context, dir, rev string) (*Tree, *diag.Message) {
	fail := func(k *diag.Kind, args ...any) (*Tree, *diag.Message) {
		m := k.At(source.Place{}, args...)
		return nil, &m
	}
	if !plausible(rev) {
		return fail(unknown, rev)
	}
	git := func(args ...string) (string, error) { return output(command(ctx, dir, args...)) }
	prefix, err := git("rev-parse", "--show-prefix")
	var said *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound) || errors.Is(err, exec.ErrDot):
		return fail(noGit, rev)
	case errors.As(err, &said) && strings.Contains(string(said.Stderr), "dubious ownership"):
		return fail(notOwned)
	case errors.As(err, &said) && strings.Contains(string(said.Stderr), "not a git repository"):
		return fail(noRepository, rev)
	case err != nil:
		return fail(gitFailed, complaint(err))
	}
	commit, err := git("rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil || strings.Trim(commit, "0123456789abcdef") != "" || commit == "" { // ^HEAD is named, too
		if shallow, err := git("rev-parse", "--is-shallow-repository"); err == nil && shallow == "true" {
			return fail(unknownShallow, rev)
		}
		return fail(unknown, rev)
	}
	date, err := git("show", "--no-patch", "--no-show-signature", "--format=%cs", commit)
	if err != nil {
		return fail(gitFailed, complaint(err))
	}
	t := &Tree{Commit: commit, Date: date}
	list, err := git("ls-tree", "-r", "-z", "-l", "--full-tree", commit+":"+strings.TrimSuffix(prefix, "/"))
	if err != nil {
		return fail(notThere, rev)
	}
	t.read(list)
	if len(t.entries) < 2 {
		return fail(notThere, rev)
	}
	if err := t.begin(ctx, dir); err != nil {
		return fail(gitFailed, complaint(err))
	}
	return t, nil
}

// plausible reports whether a text may be the name of a revision. One that begins with a hyphen would be an option.
func plausible(rev string) bool {
	return rev != "" && len(rev) <= 1000 && !strings.HasPrefix(rev, "-") &&
		!strings.ContainsFunc(rev, func(r rune) bool { return r < ' ' || r == 0x7F })
}

// command is git in a folder.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"--no-pager"}, args...)...)
	cmd.Dir = dir
	for _, v := range cmd.Environ() {
		if name, _, _ := strings.Cut(v, "="); !strings.HasPrefix(strings.ToUpper(name), "GIT_") && name != "LC_ALL" && name != "LANGUAGE" {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1")
	return cmd
}

// output runs a command and returns what it says, without the line end behind it.
func output(cmd *exec.Cmd) (string, error) {
	out, err := cmd.Output()
	return strings.TrimSuffix(string(out), "\n"), err
}

// complaint is the first line of git's error message.
func complaint(err error) string {
	var said *exec.ExitError
	if errors.As(err, &said) {
		if line, _, _ := bytes.Cut(bytes.TrimSpace(said.Stderr), []byte("\n")); len(line) > 0 {
			return strings.TrimPrefix(string(line), "fatal: ")
		}
	}
	return err.Error()
}

// begin starts the process that hands out the contents of all files.
func (t *Tree) begin(ctx context.Context, dir string) (err error) {
	ctx, t.stop = context.WithCancel(ctx)
	t.cat = command(ctx, dir, "cat-file", "--batch")
	if t.to, err = t.cat.StdinPipe(); err != nil {
		return err
	}
	from, err := t.cat.StdoutPipe()
	if err != nil {
		return err
	}
	t.from = bufio.NewReader(from)
	return t.cat.Start()
}

// Close ends the reading. What was opened before may still be read.
func (t *Tree) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped == nil {
		t.stopped = errClosed
		_ = t.to.Close() // the process then ends by itself
		_ = t.cat.Wait()
		t.stop()
	}
}

var errClosed = errors.New("the revision is closed")

// content returns the bytes of a file.
func (t *Tree) content(e entry) ([]byte, error) {
	if budget.OtherBytes.OverSize(e.size) {
		return nil, errLarge
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped != nil {
		return nil, t.stopped
	}
	data, err := t.ask(e.object)
	if err != nil && !errors.Is(err, errAbsent) {
		t.stopped = err // further reads would begin in the middle of an answer
		t.stop()
		_ = t.cat.Wait()
	}
	return data, err
}

var (
	errAbsent = errors.New("this clone does not have the content of the file")
	errLarge  = errors.New("the file is too large")
	errAnswer = errors.New("git gave an answer that is not understood")
)

// ask speaks the protocol of cat-file --batch: a name a line; "name type size", the bytes and a line end come back, or
// "name missing".
func (t *Tree) ask(object string) ([]byte, error) {
	if _, err := io.WriteString(t.to, object+"\n"); err != nil {
		return nil, err
	}
	head, err := t.from.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head)
	if len(fields) == 2 && fields[1] == "missing" {
		return nil, errAbsent
	}
	if len(fields) != 3 || fields[1] != "blob" {
		return nil, fmt.Errorf("%w: %q", errAnswer, head)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 || budget.OtherBytes.OverSize(size) { // content does not ask for larger files
		return nil, fmt.Errorf("%w: %q", errAnswer, head)
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(t.from, data); err != nil {
		return nil, err
	}
	return data[:size:size], nil
}
