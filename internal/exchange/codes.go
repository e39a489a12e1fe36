package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/exchange/xliff"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// codeTypes are the types of inline codes in XLIFF's terms (XLIFF 2.1 §4.3.1.37 and §4.3.1.34).
var codeTypes = map[markdown.MarkupKind][2]string{
	markdown.EmphMarkup: {"fmt", "xlf:i"}, markdown.StrongMarkup: {"fmt", "xlf:b"}, markdown.StrikeMarkup: {"fmt", "keben:strike"},
	markdown.LinkMarkup: {"link", ""}, markdown.AddressMarkup: {"link", "keben:address"}, markdown.RefMarkup: {"link", "keben:ref"},
	markdown.ImageMarkup: {"image", ""}, markdown.HighlightMarkup: {"fmt", "keben:highlight"}, markdown.IndexMarkup: {"fmt", "keben:index"},
}

// piecesOf writes the texts of a unit as content, the codes numbered from 1. Texts of the front matter have no codes:
// they are taken as they are.
func piecesOf(ps []place) (out []xliff.Piece) {
	id := 0
	for i, p := range ps {
		if i > 0 {
			out = append(out, xliff.Piece{Data: between})
		}
		if p.front != nil {
			out = append(out, xliff.Piece{Data: p.front.Value})
			continue
		}
		out = append(out, pieces(p.text, &id)...)
	}
	return out
}

func pieces(t *markdown.Text, id *int) (out []xliff.Piece) {
	type code struct {
		at   source.Range
		kind xliff.Kind
		mark markdown.Markup
		id   string
	}
	var codes []code
	for _, m := range t.Markup {
		*id++
		c := code{m.Open, xliff.Alone, m, strconv.Itoa(*id)}
		if !m.Alone() {
			c.kind = xliff.Open
			codes = append(codes, code{m.Close, xliff.Close, m, c.id})
		}
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b code) int { return cmp.Compare(a.at.From, b.at.From) })
	at := 0
	text := func(stop int) {
		if stop > at {
			out = append(out, xliff.Piece{Data: t.Typed[at:stop]})
		}
	}
	for _, c := range codes {
		text(int(c.at.From))
		p := xliff.Piece{Kind: c.kind, ID: c.id, Data: t.Typed[c.at.From:c.at.To]}
		if c.kind != xliff.Close {
			types, ok := codeTypes[c.mark.Kind]
			if !ok {
				types = [2]string{"other", "keben:" + string(c.mark.Kind)}
			}
			p.Type, p.SubType = types[0], types[1]
		}
		out = append(out, p)
		at = int(c.at.To)
	}
	text(len(t.Typed))
	return out
}

// pairCodes gives the codes of a translation the ids of the codes of the source with the same data. The others get the
// numbers after those of the source.
func pairCodes(source, target []xliff.Piece) {
	type code struct{ kind, open, close string }
	shapes := func(ps []xliff.Piece) (ids []string, of map[string]code) {
		of = map[string]code{}
		for _, p := range ps {
			c := of[p.ID]
			switch p.Kind {
			case xliff.Alone, xliff.Open:
				c.kind, c.open = p.Type+p.SubType, p.Data
				ids = append(ids, p.ID)
			case xliff.Close:
				c.close = p.Data
			default:
				continue
			}
			of[p.ID] = c
		}
		return ids, of
	}
	ids, have := shapes(source)
	mine, want := shapes(target)
	next, used, to := len(ids), map[string]bool{}, map[string]string{}
	for _, id := range mine {
		for _, s := range ids {
			if !used[s] && have[s] == want[id] {
				used[s], to[id] = true, s
				break
			}
		}
		if to[id] == "" {
			next++
			to[id] = strconv.Itoa(next)
		}
	}
	for i := range target {
		if target[i].Kind != xliff.Text {
			target[i].ID = to[target[i].ID]
		}
	}
}

// restore fills in the data of codes that a tool has dropped, from the unit in the book.
func restore(ps []xliff.Piece, u *Unit) (text, lost string) {
	var known []xliff.Piece
	for i := range ps {
		p := ps[i]
		if !p.Lost {
			continue
		}
		if known == nil {
			source, target := piecesOf(u.source), piecesOf(u.target)
			pairCodes(source, target)
			known = append(source, target...)
		}
		k := slices.IndexFunc(known, func(q xliff.Piece) bool { return q.ID == p.ID && q.Kind == p.Kind })
		if k < 0 {
			return "", p.ID
		}
		ps[i].Data, ps[i].Lost = known[k].Data, false
	}
	return xliff.Plain(ps), ""
}

// kept are the kinds of markup that mean the same in every language, so that a translation must have them too.
var kept = []markdown.MarkupKind{markdown.MarkMarkup, markdown.RefMarkup, markdown.CitationMarkup, markdown.ActionMarkup, markdown.MathsMarkup, markdown.CodeMarkup}

// lost returns the first piece of markup that a source has and its translation has not, or no longer has.
func lost(source []place, old, target string) string {
	count := map[string]int{}
	for _, p := range source {
		if p.text == nil {
			continue
		}
		for _, m := range p.text.Markup {
			if s := p.text.Typed[m.Open.From:m.Open.To]; slices.Contains(kept, m.Kind) {
				count[s]++
				if strings.Count(target, s) < count[s] && (old == "" || strings.Count(target, s) < strings.Count(old, s)) {
					return s
				}
			}
		}
	}
	return ""
}
