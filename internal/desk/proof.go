package desk

import (
	"errors"
	"io/fs"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/output/proof"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
	"os"
	"path/filepath"
)

var (
	proofUnwritten = diag.NewKind("proof-unwritten", diag.Error,
		"the proof %s cannot be written: %v", "无法写入校样 %s：%v")
	proofInTheWay = diag.NewKind("proof-in-the-way", diag.Error,
		"%s already exists and has changed since Keben wrote it; an editor may have marked it", "%s 已存在，且在 Keben 写出之后有改动，其中可能有编辑的批注",
		"write to another file with --out, or overwrite it with --force", "请用 --out 写到其他文件，或用 --force 覆盖")
	proofNoFile = diag.NewKind("proof-no-file", diag.Error,
		"%s is not a regular file", "%s 不是普通文件",
		"write to another file with --out", "请用 --out 写到其他文件")
	proofPublished = diag.NewKind("proof-published", diag.Error,
		"%s is in an output folder, which is published; proof sheets are not for readers", "%s 在输出文件夹中，会随网站公开，而校样不宜公开",
		"write to another folder with --out", "请用 --out 写到其他文件夹")
)

// WriteProof writes a proof of the book in dir to a file of the machine. It replaces a proof that is as Keben wrote it,
// other regular files only with force, and a device, a pipe, a link or a folder never. It writes nothing into a folder
// that goes to readers.
func WriteProof(dir, name string, sheets []byte, force bool) (m *diag.Message) {
	say := func(k *diag.Kind, args ...any) *diag.Message {
		m := k.At(source.Place{}, args...)
		return &m
	}
	whole, err := filepath.Abs(name)
	if err != nil {
		return say(proofUnwritten, name, err)
	}
	public, err := filepath.Abs(filepath.Join(dir, output.Folder))
	if err != nil {
		return say(proofUnwritten, name, err)
	}
	for at := filepath.Dir(whole); ; at = filepath.Dir(at) {
		if at == public || publish.IsOutput(at) {
			return say(proofPublished, name)
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	switch info, err := os.Lstat(whole); {
	case err == nil && !info.Mode().IsRegular():
		return say(proofNoFile, name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return say(proofUnwritten, name, err)
	}
	if there, err := snapshot.ReadFile(name); err == nil && !force && !proof.Untouched(there) {
		return say(proofInTheWay, name)
	}
	if err := os.MkdirAll(filepath.Dir(whole), 0o755); err != nil {
		return say(proofUnwritten, name, err)
	}
	root, err := os.OpenRoot(filepath.Dir(whole))
	if err != nil {
		return say(proofUnwritten, name, err)
	}
	defer root.Close()
	if err := publish.Replace(root, filepath.Base(whole), sheets); err != nil {
		return say(proofUnwritten, name, err)
	}
	return nil
}
