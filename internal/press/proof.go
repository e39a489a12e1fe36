package press

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/lang"
	"keben/internal/output"
	"keben/internal/output/proof"
	"keben/internal/publish"
	"keben/internal/revision"
	"keben/internal/snapshot"
	"keben/internal/source"
	"keben/internal/typeset"
	"keben/templates"
)

// Record is what ProofOptions.Since says for the translation record. A branch of that name is heads/record.
const Record = "record"

// ProofOptions say what to proof.
type ProofOptions struct {
	Dir      string
	Editions []string      // names; empty is one in each language
	Twin     bool          // with the other language below each block
	Since    string        // Record, a revision of git, or "" for no comparison
	Tongue   diag.Language // of the messages on the sheets; "" is that of the edition
}

// Proofed is the proof of an edition.
type Proofed struct {
	Edition string
	Data    []byte // a PDF
	Sheets  int

	public string // the output folder that the book has unless another is named
}

var (
	noRecord = diag.NewKind("proof-no-record", diag.Warning,
		"no translation has a record, so no changes are marked", "译文都没有记录，因此没有标出改动",
		"compare with a revision of git: --since REVISION", "请改与 git 的某个版本比较：--since 版本")
	noTranslation = diag.NewKind("proof-one-language", diag.Warning,
		"the book has one language, so --since record marks no changes", "本书只有一种语言，--since record 标不出改动",
		"compare with a revision of git: --since REVISION", "请改与 git 的某个版本比较：--since 版本")
	noTwin = diag.NewKind("proof-one-language", diag.Warning,
		"the book has one language, so --twin shows nothing", "本书只有一种语言，--twin 不起作用")
)

// Proofs sets proof sheets of the book in o.Dir, with the messages of reading and proofreading beside the text: errors
// do not stop them. Nothing is written. Messages that only the outputs have, as of lines too long, are not among them.
func Proofs(ctx context.Context, o ProofOptions) (Result, []Proofed, error) {
	var proofs []Proofed
	res, err := proofing(ctx, o, func(p *proofer, ed *book.Edition) error {
		made, err := proof.Set(p.input(ed))
		if err != nil {
			return err
		}
		p.later = append(p.later, made.Messages...)
		proofs = append(proofs, Proofed{ed.Name, made.Data, made.Sheets, filepath.Join(filepath.Clean(o.Dir), output.Folder)})
		return nil
	})
	return res, proofs, err
}

// proofing reads the book, and its past if that is asked for, and calls f for each edition to be proofed. An edition
// that breaks is a message.
func proofing(ctx context.Context, o ProofOptions, f func(*proofer, *book.Edition) error) (Result, error) {
	res := Result{Dir: filepath.Clean(o.Dir)}
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		res.Messages = []diag.Message{noFolder.At(source.Place{}, res.Dir, err)}
		return res, nil
	}
	defer root.Close()
	var tree *revision.Tree
	if o.Since != "" && o.Since != Record {
		var m *diag.Message
		if tree, m = revision.Open(ctx, res.Dir, o.Since); m != nil {
			res.Messages = []diag.Message{*m}
			return res, ctx.Err()
		}
		defer tree.Close()
	}
	w := newWork(Options{Dir: o.Dir, Editions: o.Editions, Proofread: true}, snapshot.Folder(root))
	good := false
	w.steadily(ctx, func() { good = w.read(ctx) && w.asked() })
	w.messages = w.settled()
	p := proofer{work: w, options: o, tree: tree}
	if good && tree != nil {
		p.old = readOld(ctx, tree)
	}
	if good {
		p.unavailing()
	}
	for _, ed := range p.wanted(good) {
		if err := ctx.Err(); err != nil {
			return res, err
		}
		if fault := crew.Do(func() { err = f(&p, ed) }); fault != nil {
			p.later = append(p.later, fault.On(ed.Name))
		}
		if err != nil {
			return res, err
		}
	}
	res.Title, res.Messages = w.title(), diag.Sort(append(w.messages, p.later...))
	return res, ctx.Err()
}

// proofer makes the proofs of one book.
type proofer struct {
	*work
	options ProofOptions
	tree    *revision.Tree
	old     *work          // the book as it was
	later   []diag.Message // about the sheets themselves
}

// unavailing says which options have no effect on this book.
func (p *proofer) unavailing() {
	say := func(k *diag.Kind) { p.later = append(p.later, k.At(source.Place{})) }
	alone := len(p.text.Languages) < 2
	switch {
	case p.options.Since == Record && alone:
		say(noTranslation)
	case p.options.Since == Record && !p.recorded():
		say(noRecord)
	}
	if p.options.Twin && alone {
		say(noTwin)
	}
}

// wanted are the editions to be proofed: those that were named, or one in each language.
func (p *proofer) wanted(good bool) (eds []*book.Edition) {
	if !good {
		return nil
	}
	all := slices.Concat(p.editions, p.views)
	for i, ed := range all {
		known := slices.ContainsFunc(all[:i], func(e *book.Edition) bool { return e.Name == ed.Name })
		if !known && p.wantsEdition(ed.Name) && (ed.Twin == nil || len(p.Editions) > 0) {
			eds = append(eds, ed)
		}
	}
	if len(eds) == 0 && len(p.Editions) == 0 && len(all) > 0 { // a book of parallel editions only
		eds = append(eds, all[0])
	}
	return eds
}

// input is what the proof of an edition is made of.
func (p *proofer) input(ed *book.Edition) proof.Input {
	tongue := p.options.Tongue
	if tongue == "" {
		tongue = diag.Speaks(lang.Of(ed.Lang).BCP47)
	}
	pictures := p.pictures.In(lang.Of(ed.Lang).BCP47)
	for _, s := range ed.Sections { // so that what is wrong with them is on the sheets, too
		if s.Chapter != nil {
			s.Chapter.Walk(book.Visitor{Block: func(b book.Block) bool {
				if f, ok := b.(*book.Figure); ok {
					pictures(f.Src)
				}
				return true
			}})
		}
	}
	return proof.Input{
		Edition: ed, Messages: p.about(ed), Tongue: tongue, Marks: p.marks(ed),
		Twin: p.twinOf(ed), Since: p.since(ed), Original: ed.Lang == p.text.Languages[0],
		Faces: proofFaces(p.theme, p.foundry), Builtin: builtinFaces(),
		Picture: pictures,
	}
}

// about returns the messages for the sheets of an edition: all but those about the texts of other languages.
func (p *proofer) about(ed *book.Edition) (ms []diag.Message) {
	others := map[string]bool{}
	for tag, chapters := range p.text.Chapters {
		for _, ch := range chapters {
			if tag != ed.Lang {
				others[ch.File()], others[twins.RecordFile(ch.File())] = true, true
			}
		}
	}
	for _, m := range diag.Sort(slices.Concat(p.messages, p.pictures.Report())) {
		if !others[m.Place.Name()] {
			ms = append(ms, m)
		}
	}
	return ms
}

// twinOf is the edition to be shown below the blocks of another, or nil.
func (p *proofer) twinOf(ed *book.Edition) *book.Edition {
	switch {
	case ed.Twin != nil:
		return ed.Twin
	case !p.options.Twin:
		return nil
	}
	for _, tag := range p.text.Languages { // a translation has its source, the source its first translation
		for _, e := range p.editions {
			if e.Twin == nil && e.Lang == tag && tag != ed.Lang {
				return e
			}
		}
	}
	return nil
}

// each calls f with the chapters of which an edition has a side; source says whether it is the one translated from.
func (p *proofer) each(ed *book.Edition, f func(c *twins.Chapter, source bool)) {
	for _, slug := range outlined(p.text) {
		for _, c := range p.alignment.Chapters(slug) {
			if c.A.Lang == ed.Lang {
				f(c, true)
			} else if c.B.Lang == ed.Lang {
				f(c, false)
			}
		}
	}
}

// recorded reports whether any translation has a record.
func (p *proofer) recorded() bool {
	return slices.ContainsFunc(outlined(p.text), func(slug string) bool {
		return slices.ContainsFunc(p.alignment.Chapters(slug), (*twins.Chapter).Recorded)
	})
}

// marks say how the blocks of an edition stand to their sources, or to their translations where these want work.
func (p *proofer) marks(ed *book.Edition) (marks []proof.Mark) {
	for _, slug := range outlined(p.text) { // chapters that are not translated at all
		ch := p.text.Chapters[ed.Lang][slug]
		for _, tag := range p.text.Languages[1:] {
			if ch != nil && ed.Lang == p.text.Languages[0] && p.text.Chapters[tag][slug] == nil {
				marks = append(marks, proof.Mark{Place: source.Whole(ch.File()), Lang: tag, Source: true, State: book.Missing})
			}
		}
	}
	p.each(ed, func(c *twins.Chapter, isSource bool) {
		for _, f := range c.Findings {
			us, other := f.B, c.A.Lang
			if isSource {
				us, other = f.A, c.B.Lang
				if f.State == book.Done || f.State == book.Extra {
					continue
				}
			}
			for i, u := range us {
				m := proof.Mark{Place: u.Place, Lang: other, Source: isSource, State: f.State}
				m.New = c.Recorded() && f.State == book.Missing
				if i == 0 {
					m.Was, m.Now = f.Was, f.Now()
				} else if f.State == book.Stale {
					m.State = "" // the first of two blocks has both
				}
				marks = append(marks, m)
			}
		}
	})
	return marks
}

// since is what an edition is compared with, or nil.
func (p *proofer) since(ed *book.Edition) *proof.Since {
	words := lang.Of(ed.Lang).Words
	switch {
	case p.options.Since == "":
		return nil
	case p.options.Since == Record:
		s := &proof.Since{Name: words.ProofRecord(), Record: true}
		p.each(ed, func(c *twins.Chapter, isSource bool) {
			for _, lost := range c.Gone() {
				at := source.Whole(c.B.File())
				if isSource {
					at = source.Whole(c.A.File())
				}
				if lost.After != nil {
					us := lost.After.B
					if isSource {
						us = lost.After.A
					}
					at = us[len(us)-1].Place
				}
				s.Gone = append(s.Gone, proof.Gone{After: at, Lang: c.A.Lang, Text: lost.Text})
			}
		})
		return s
	}
	s := &proof.Since{Name: fmt.Sprintf(words.ProofRevision(), p.tree.Commit[:10], lang.Of(ed.Lang).Date(p.tree.Date))}
	for _, e := range p.old.editions {
		if e.Twin == nil && e.Lang == ed.Lang {
			s.Edition = e
		}
	}
	s.Unread = p.unread(ed.Lang)
	if s.Edition == nil {
		s.Edition = &book.Edition{Lang: ed.Lang}
		if len(s.Unread) == 0 {
			p.later = append(p.later, revisionUnread.At(source.Place{}, ed.Name, p.options.Since))
		}
	}
	return s
}

// proofFaces are the theme's faces for proof sheets. What cannot be read is an error of the PDFs, and nil here.
func proofFaces(theme *design.Theme, foundry *typeset.Foundry) proof.Faces {
	return facesBy(theme, func(file string) *font.Face {
		if file == "" {
			return nil
		}
		f, err := foundry.Face(file)
		if err != nil {
			return nil
		}
		return f
	})
}

// builtinFaces are those of the built-in theme.
func builtinFaces() proof.Faces {
	theme, _ := readTheme(embed.FS{}) // the book has none
	return proofFaces(theme, typeset.NewFoundry(templates.FS))
}

func facesBy(theme *design.Theme, face func(file string) *font.Face) proof.Faces {
	family := func(name string) (latin, han design.Font) {
		f := theme.Families[name]
		return theme.Fonts[f.Latin], theme.Fonts[f.Han]
	}
	latin, han := family("text")
	small, smallHan := family("caption")
	mono, _ := family("code")
	_, emphasis := family("quote")
	return proof.Faces{
		Latin: face(latin.Regular), LatinBold: face(latin.Bold), LatinItalic: face(latin.Italic), LatinBoldItalic: face(latin.BoldItalic),
		Han: face(han.Regular), HanBold: face(han.Bold), HanEmphasis: face(emphasis.Regular),
		Code: face(mono.Regular), CodeBold: face(mono.Bold), Small: face(small.Regular), SmallHan: face(smallHan.Regular),
	}
}

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

// WriteProof writes a proof to a file of the machine. It replaces a proof that is as Keben wrote it, other regular files
// only with force, and a device, a pipe, a link or a folder never. It writes nothing into a folder that goes to readers.
func WriteProof(name string, p Proofed, force bool) (m *diag.Message) {
	say := func(k *diag.Kind, args ...any) *diag.Message {
		m := k.At(source.Place{}, args...)
		return &m
	}
	whole, err := filepath.Abs(name)
	if err != nil {
		return say(proofUnwritten, name, err)
	}
	public, err := filepath.Abs(p.public)
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
	if err := publish.Replace(root, filepath.Base(whole), p.Data); err != nil {
		return say(proofUnwritten, name, err)
	}
	return nil
}
