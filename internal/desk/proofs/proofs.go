// Package proofs prepares the proof sheets (校样) of a book for keben proof: it reads the book, proofreads it, finds the
// state of its translation and its former text, and gives all that to package output/proof, which sets the sheets.
//
// The former text is that of a git revision (package revision) or of the translation record. It is read by the same
// readers as the present one, so that texts are compared as they would be printed.
package proofs

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/output/proof"
	"keben/internal/press"
	"keben/internal/revision"
	"keben/internal/source"
)

// Record is what Options.Since says for the translation record. A branch of that name is heads/record.
const Record = "record"

// Options say what to proof.
type Options struct {
	Dir      string
	Editions []string      // names; empty is one in each language
	Twin     bool          // with the other language below each block
	Since    string        // Record, a revision of git, or "" for no comparison
	Tongue   diag.Language // of the messages on the sheets; "" is that of the edition
}

// Proof is the proof of an edition.
type Proof struct {
	Edition string
	Data    []byte // a PDF
	Sheets  int
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

// Of sets proof sheets of the book in o.Dir, with the messages of reading and proofreading beside the text: errors
// do not stop them. Nothing is written. Messages that only the outputs have, as of lines too long, are not among them.
func Of(ctx context.Context, o Options) (press.Result, []Proof, error) {
	var proofs []Proof
	res, err := proofing(ctx, o, func(p *proofer, ed *book.Edition) error {
		made, err := proof.Set(p.input(ed))
		if err != nil {
			return err
		}
		p.later = append(p.later, made.Messages...)
		proofs = append(proofs, Proof{ed.Name, made.Data, made.Sheets})
		return nil
	})
	return res, proofs, err
}

// proofing reads the book, and its past if that is asked for, and calls f for each edition to be proofed. An edition
// that breaks is a message.
func proofing(ctx context.Context, o Options, f func(*proofer, *book.Edition) error) (press.Result, error) {
	var tree *revision.Tree
	if o.Since != "" && o.Since != Record {
		var m *diag.Message
		if tree, m = revision.Open(ctx, filepath.Clean(o.Dir), o.Since); m != nil {
			return press.Result{Dir: filepath.Clean(o.Dir), Messages: []diag.Message{*m}}, ctx.Err()
		}
		defer tree.Close()
	}
	in := press.Options{Dir: o.Dir, Editions: o.Editions, Proofread: true}
	return press.Read(ctx, in, func(m press.Manuscript, _ fs.FS, res *press.Result) error {
		p := proofer{Manuscript: m, options: o, messages: res.Messages, tree: tree}
		if tree != nil {
			p.old = press.ReadPast(ctx, tree)
		}
		p.unavailing()
		for _, ed := range p.wanted() {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if fault := crew.Do(func() { err = f(&p, ed) }); fault != nil {
				p.later = append(p.later, fault.On(ed.Name))
			}
			if err != nil {
				return err
			}
		}
		res.Messages = diag.Sort(append(res.Messages, p.later...))
		return nil
	})
}

// proofer makes the proofs of one book.
type proofer struct {
	press.Manuscript
	options  Options
	messages []diag.Message // of reading
	tree     *revision.Tree
	old      press.Manuscript // the book as it was
	later    []diag.Message   // about the sheets themselves
}

// unavailing says which options have no effect on this book.
func (p *proofer) unavailing() {
	say := func(k *diag.Kind) { p.later = append(p.later, k.At(source.Place{})) }
	alone := len(p.Text.Languages) < 2
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
func (p *proofer) wanted() (eds []*book.Edition) {
	asked := p.options.Editions
	all := slices.Concat(p.Editions, p.Views)
	for i, ed := range all {
		known := slices.ContainsFunc(all[:i], func(e *book.Edition) bool { return e.Name == ed.Name })
		if !known && (len(asked) == 0 || slices.Contains(asked, ed.Name)) && (ed.Twin == nil || len(asked) > 0) {
			eds = append(eds, ed)
		}
	}
	if len(eds) == 0 && len(asked) == 0 && len(all) > 0 { // a book of parallel editions only
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
	pictures := p.Pictures.In(lang.Of(ed.Lang).BCP47)
	for _, s := range ed.Sections { // so that what is wrong with them is on the sheets, too
		if s.Chapter != nil && !ed.Untranslated(&s) {
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
		Twin: p.twinOf(ed), Since: p.since(ed), Original: ed.Lang == p.Text.Languages[0],
		Faces: facesOf(p.Theme, p.Foundry.Face), Builtin: builtinFaces(),
		Picture: pictures,
	}
}

// about returns the messages for the sheets of an edition: all but those about the texts of other languages.
func (p *proofer) about(ed *book.Edition) (ms []diag.Message) {
	others := map[string]bool{}
	for tag, chapters := range p.Text.Chapters {
		for _, ch := range chapters {
			if tag != ed.Lang {
				others[ch.File()], others[twins.RecordFile(ch.File())] = true, true
			}
		}
	}
	for _, m := range diag.Sort(slices.Concat(p.messages, p.Pictures.Report())) {
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
	for _, tag := range p.Text.Languages { // a translation has its source, the source its first translation
		for _, e := range p.Editions {
			if e.Twin == nil && e.Lang == tag && tag != ed.Lang {
				return e
			}
		}
	}
	return nil
}

// each calls f with the chapters of which an edition has a side; source says whether it is the one translated from.
func (p *proofer) each(ed *book.Edition, f func(c *twins.Chapter, source bool)) {
	for _, slug := range p.Text.Slugs() {
		for _, c := range p.Alignment.Chapters(slug) {
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
	return slices.ContainsFunc(p.Text.Slugs(), func(slug string) bool {
		return slices.ContainsFunc(p.Alignment.Chapters(slug), (*twins.Chapter).Recorded)
	})
}

// marks say how the blocks of an edition stand to their sources, or to their translations where these want work.
func (p *proofer) marks(ed *book.Edition) (marks []proof.Mark) {
	for _, slug := range p.Text.Slugs() { // chapters that are not translated at all
		ch := p.Text.Chapters[ed.Lang][slug]
		for _, tag := range p.Text.Languages[1:] {
			if ch != nil && ed.Lang == p.Text.Languages[0] && p.Text.Chapters[tag][slug] == nil {
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
	for _, e := range p.old.Editions {
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
