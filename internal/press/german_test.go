package press

import (
	"strconv"
	"strings"

	"keben/internal/lang"
)

// german is a language as a newcomer would add it: this file, and the rows of lang/table.go (here lang.With, so that
// its callouts are English). The program does not offer it, because nobody who knows German books has read it.
var german = &lang.Language{
	Tag: "de", BCP47: "de", Name: "Deutsch", ShortName: "DE", EnglishName: "German", ChineseName: "德文",
	Aliases: []string{"de-DE", "de-AT", "de-CH"},
	Words:   deutsch{}, Nouns: deutscheNamen{}, Forms: deutscheFormen{},
	Others:   map[string]string{"zh": "Chinesisch", "en": "Englisch"},
	Untitled: "Ohne Titel",
	Script:   lang.Latn, Quotes: lang.Quotes{Open: "„", Close: "“", InnerOpen: "‚", InnerClose: "‘"},
	Punctuation: lang.Proportional, Numerals: lang.DigitsOnly, RangeDash: "–",
	Indents: lang.ButFirst, Emphasis: lang.Italic, Notes: lang.ByPage, Heads: lang.Text, Openings: lang.Plain, LastLine: 4,
	Patterns: lang.NoPatterns,
	Order:    lang.ByLetter, Articles: []string{"der", "die", "das", "ein", "eine"},
	Dictionary: "de", Locale: "de", Plurals: "nplurals=2; plural=(n != 1);",
	Quantities: lang.Quantities{
		About: "etwa ", Decimal: ",", Group: ".", Places: 3,
		Scales: []lang.Scale{{Exp: 12, Word: "Bio."}, {Exp: 9, Word: "Mrd."}, {Exp: 6, Word: "Mio."}},
		Units:  map[string]lang.Noun{"USD": {One: "US-Dollar", Many: "US-Dollar"}, "people": {One: "Mensch", Many: "Menschen"}},
	},
}

type deutsch struct{}

// Parts of a book

func (deutsch) Cover() string         { return "Umschlag" }
func (deutsch) HalfTitle() string     { return "Schmutztitel" }
func (deutsch) TitlePage() string     { return "Titelseite" }
func (deutsch) CopyrightPage() string { return "Impressum" }
func (deutsch) Preface() string       { return "Vorwort" }
func (deutsch) Contents() string      { return "Inhalt" }
func (deutsch) Figures() string       { return "Abbildungsverzeichnis" }
func (deutsch) Tables() string        { return "Tabellenverzeichnis" }
func (deutsch) References() string    { return "Literatur" }
func (deutsch) Glossary() string      { return "Glossar" }
func (deutsch) GlossaryNames() string { return "Glossar und Namen" }
func (deutsch) Index() string         { return "Register" }
func (deutsch) Colophon() string      { return "Kolophon" }
func (deutsch) Appendix() string      { return "Anhang" }
func (deutsch) Notes() string         { return "Anmerkungen" }
func (deutsch) Note() string          { return "Anmerkung" }
func (deutsch) Part() string          { return "Teil" }
func (deutsch) Chapter() string       { return "Kapitel" }
func (deutsch) Section() string       { return "Abschnitt" }
func (deutsch) MainText() string      { return "Haupttext" }
func (deutsch) Stroke() string        { return "Strich" }

// Blocks

func (deutsch) Figure() string         { return "Abbildung" }
func (deutsch) Table() string          { return "Tabelle" }
func (deutsch) Continued() string      { return "%s (Fortsetzung)" }
func (deutsch) Source() string         { return "Quelle" }
func (deutsch) Code() string           { return "Code" }
func (deutsch) TaskDone() string       { return "erledigt" }
func (deutsch) TaskOpen() string       { return "offen" }
func (deutsch) Footnote() string       { return "Fußnote" }
func (deutsch) BackToText() string     { return "Zurück zum Text" }
func (deutsch) MissingPicture() string { return "Bild fehlt" }
func (deutsch) RemotePicture() string  { return "Bild im Netz" }
func (deutsch) DeadLink() string       { return "Toter Link" }
func (deutsch) Fault() string          { return "Hier stimmt etwas nicht" }

// An article

func (deutsch) Author() string       { return "Autor" }
func (deutsch) Abstract() string     { return "Zusammenfassung" }
func (deutsch) Keywords() string     { return "Schlagwörter" }
func (deutsch) CLC() string          { return "CLC-Nummer" }
func (deutsch) DocumentCode() string { return "Dokumentcode" }
func (deutsch) ArticleID() string    { return "Artikelnummer" }
func (deutsch) Funding() string      { return "Förderung" }
func (deutsch) AboutAuthor() string  { return "Über den Autor" }

// Imprint

func (deutsch) Published() string   { return "Erschienen" }
func (deutsch) Publisher() string   { return "Verlag" }
func (deutsch) Institution() string { return "Institution" }
func (deutsch) Date() string        { return "Datum" }
func (deutsch) Licence() string     { return "Lizenz" }
func (deutsch) ISBN() string        { return "ISBN" }
func (deutsch) Cite() string        { return "Zitierweise" }
func (deutsch) Summary() string     { return "Inhaltsangabe" }
func (deutsch) Rights() string      { return "Alle Rechte vorbehalten" }
func (deutsch) MadeWith() string    { return "Gesetzt mit Keben" }

// The website

func (deutsch) Home() string              { return "Startseite" }
func (deutsch) Read() string              { return "Auf Deutsch lesen" }
func (deutsch) ReadIn() string            { return "Auf Deutsch lesen" }
func (deutsch) Parallel() string          { return "Zweisprachig" }
func (deutsch) ParallelShort() string     { return "Beide" }
func (deutsch) Alone() string             { return "Nur Deutsch" }
func (deutsch) Untranslated() string      { return "Noch nicht übersetzt" }
func (deutsch) Language() string          { return "Sprache" }
func (deutsch) Languages() string         { return "Sprachen" }
func (deutsch) Editions() string          { return "Ausgaben" }
func (deutsch) Download() string          { return "Herunterladen" }
func (deutsch) Previous() string          { return "Zurück" }
func (deutsch) Next() string              { return "Weiter" }
func (deutsch) ContentsMenu() string      { return "Inhalt öffnen" }
func (deutsch) Close() string             { return "Schließen" }
func (deutsch) OnThisPage() string        { return "Auf dieser Seite" }
func (deutsch) SkipToContent() string     { return "Zum Inhalt springen" }
func (deutsch) Appearance() string        { return "Aussehen" }
func (deutsch) Light() string             { return "Hell" }
func (deutsch) Dark() string              { return "Dunkel" }
func (deutsch) Sepia() string             { return "Sepia" }
func (deutsch) System() string            { return "Wie das System" }
func (deutsch) Search() string            { return "Suche" }
func (deutsch) Print() string             { return "Druckausgabe" }
func (deutsch) Screen() string            { return "Bildschirmausgabe" }
func (deutsch) Chapters() string          { return "Kapitel" }
func (deutsch) Top() string               { return "Zum Seitenanfang" }
func (deutsch) TwinStale() string         { return "Die Vorlage wurde seit dieser Übersetzung geändert." }
func (deutsch) TwinLacking() string       { return "Ein Teil der Vorlage ist hier noch nicht übersetzt." }
func (deutsch) NotTranslated() string     { return "Dieses Kapitel gibt es noch nicht auf Deutsch" }
func (deutsch) NotFound() string          { return "Diese Seite gibt es nicht" }
func (deutsch) Page() string              { return "Seite" }
func (deutsch) Pages() string             { return "Seiten" }
func (deutsch) SiteNavigation() string    { return "Buch" }
func (deutsch) ChapterNavigation() string { return "Vorheriges und nächstes Kapitel" }

func (deutsch) SourceFollows() string {
	return "Dieses Kapitel ist noch nicht übersetzt. Es folgt der Text auf %s."
}
func (deutsch) WrittenIn() string { return "(%s)" }

// Proof sheets

func (deutsch) Proof() string      { return "Korrekturbogen" }
func (deutsch) ProofSheet() string { return "Bogen %d von %d" }
func (deutsch) ProofPlain() string {
	return "Diese Bogen sind zum Lesen und Korrigieren da: Sie sind einfach gesetzt, das Buch wird anders aussehen."
}
func (deutsch) ProofLines() string {
	return "Die Zeilen sind auf jedem Bogen ab 1 gezählt. Eine Stelle heißt nach Bogen und Zeile: 3/12."
}
func (deutsch) ProofMargin() string {
	return "Am Rand stehen die Kennung jedes Blocks, der Stand der Übersetzung und die Meldungen von keben check."
}
func (deutsch) ProofTwin() string {
	return "Kleine Schrift ohne Zeilennummern ist derselbe Text in der anderen Sprache (%s)."
}
func (deutsch) ProofSince() string {
	return "Verglichen mit %s: Ein Strich am Rand zeigt geänderte Blöcke; Neues ist unterstrichen, Gestrichenes durchgestrichen."
}
func (deutsch) ProofRecord() string   { return "dem Übersetzungsprotokoll" }
func (deutsch) ProofRevision() string { return "der Fassung %s (%s)" }
func (deutsch) ProofSource() string   { return "Änderungen der Vorlage seit der Übersetzung (%s)" }
func (deutsch) ProofNew() string      { return "neu" }
func (deutsch) ProofChanged() string  { return "geändert" }
func (deutsch) ProofGone() string     { return "gestrichen" }
func (deutsch) ProofRest() string     { return "Was zu keinem Block gehört" }
func (deutsch) ProofUpToDate() string { return "Übersetzung aktuell" }
func (deutsch) ProofStale() string    { return "Vorlage seit der Übersetzung geändert" }
func (deutsch) ProofUnsure() string   { return "Zuordnung unsicher" }
func (deutsch) ProofMissing() string  { return "nicht übersetzt" }
func (deutsch) ProofExtra() string    { return "nur in der Übersetzung" }

// Punctuation between parts of a line

func (deutsch) AuthorSep() string  { return ", " }
func (deutsch) KeywordSep() string { return "; " }
func (deutsch) ListSep() string    { return ", " }
func (deutsch) Colon() string      { return ": " }
func (deutsch) Comma() string      { return ", " }
func (deutsch) Stop() string       { return ". " }
func (deutsch) OpenParen() string  { return " (" }
func (deutsch) CloseParen() string { return ")" }
func (deutsch) TitleSep() string   { return ". " }

// Nouns after a number

type deutscheNamen struct{}

func (deutscheNamen) Chapter() lang.Noun    { return lang.Noun{One: "Kapitel", Many: "Kapitel"} }
func (deutscheNamen) Section() lang.Noun    { return lang.Noun{One: "Abschnitt", Many: "Abschnitte"} }
func (deutscheNamen) Page() lang.Noun       { return lang.Noun{One: "Seite", Many: "Seiten"} }
func (deutscheNamen) Sheet() lang.Noun      { return lang.Noun{One: "Bogen", Many: "Bogen"} }
func (deutscheNamen) Figure() lang.Noun     { return lang.Noun{One: "Abbildung", Many: "Abbildungen"} }
func (deutscheNamen) Table() lang.Noun      { return lang.Noun{One: "Tabelle", Many: "Tabellen"} }
func (deutscheNamen) Note() lang.Noun       { return lang.Noun{One: "Anmerkung", Many: "Anmerkungen"} }
func (deutscheNamen) Character() lang.Noun  { return lang.Noun{One: "Zeichen", Many: "Zeichen"} }
func (deutscheNamen) Word() lang.Noun       { return lang.Noun{One: "Wort", Many: "Wörter"} }
func (deutscheNamen) Error() lang.Noun      { return lang.Noun{One: "Fehler", Many: "Fehler"} }
func (deutscheNamen) Warning() lang.Noun    { return lang.Noun{One: "Warnung", Many: "Warnungen"} }
func (deutscheNamen) Remark() lang.Noun     { return lang.Noun{One: "Hinweis", Many: "Hinweise"} }
func (deutscheNamen) File() lang.Noun       { return lang.Noun{One: "Datei", Many: "Dateien"} }
func (deutscheNamen) Correction() lang.Noun { return lang.Noun{One: "Korrektur", Many: "Korrekturen"} }
func (deutscheNamen) Text() lang.Noun       { return lang.Noun{One: "Text", Many: "Texte"} }
func (deutscheNamen) Block() lang.Noun      { return lang.Noun{One: "Block", Many: "Blöcke"} }
func (deutscheNamen) Byte() lang.Noun       { return lang.Noun{One: "Byte", Many: "Bytes"} }

type deutscheFormen struct{}

func (deutscheFormen) ChapterNumber(_ lang.Scheme, n int) string { return "Kapitel " + strconv.Itoa(n) }

func (deutscheFormen) HeadingNumber(_ lang.Scheme, path []int) string {
	var parts []string
	for _, n := range path {
		if n > 0 {
			parts = append(parts, strconv.Itoa(n))
		}
	}
	return strings.Join(parts, ".")
}

func (deutscheFormen) PartNumber(n int) string { return "Teil " + lang.Roman(n) }

func (deutscheFormen) AppendixNumber(_ lang.Scheme, n int) string {
	if n == 0 {
		return "Anhang"
	}
	return "Anhang " + lang.Alphabetic(n)
}

func (deutscheFormen) SectionNumbered(number string) string { return "Abschnitt " + number }
func (deutscheFormen) SectionTitled(title string) string    { return "„" + title + "“" }
func (deutscheFormen) SectionWithin(chapter, section string) string {
	return section + " in " + chapter
}

func (deutscheFormen) Label(word, chapter string, n int) string {
	if chapter != "" {
		chapter += "."
	}
	return word + " " + chapter + strconv.Itoa(n)
}

func (deutscheFormen) NoteMark(n int) string { return strconv.Itoa(n) }

func (deutscheFormen) Date(d lang.Date) string {
	months := [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	s := strconv.Itoa(d.Year)
	if d.Month > 0 {
		s = months[d.Month-1] + " " + s
	}
	if d.Day > 0 {
		s = strconv.Itoa(d.Day) + ". " + s
	}
	return s
}

func (deutscheFormen) Authors(names []string) string {
	n := len(names)
	if n < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:n-1], ", ") + " und " + names[n-1]
}

func (deutscheFormen) Byline(authors, role string) string { return authors + " (" + role + ")" }
func (deutscheFormen) Gap(string) string                  { return " " }
