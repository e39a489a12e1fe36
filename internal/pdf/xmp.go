package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"keben/internal/forme"
)

// xmp writes the metadata of the document (ISO 16684-1): its description, the claims to PDF/UA-1 and PDF/A-2a, and the
// extension schema that declares the first to PDF/A (ISO 19005-2 §6.6.2.3). The description must agree with the Info
// dictionary.
func xmp(doc *forme.Document) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
`)
	alternative := func(tag, s string) {
		if s != "" {
			fmt.Fprintf(&b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", tag, escaped(s), tag)
		}
	}
	list := func(tag, kind string, items []string) {
		if len(items) == 0 {
			return
		}
		fmt.Fprintf(&b, "<%s><rdf:%s>", tag, kind)
		for _, s := range items {
			fmt.Fprintf(&b, "<rdf:li>%s</rdf:li>", escaped(s))
		}
		fmt.Fprintf(&b, "</rdf:%s></%s>\n", kind, tag)
	}
	alternative("dc:title", doc.Title)
	list("dc:creator", "Seq", doc.Authors)
	alternative("dc:description", doc.Subject)
	list("dc:subject", "Bag", doc.Keywords)
	if doc.Lang != "" {
		list("dc:language", "Bag", []string{doc.Lang})
	}
	if len(doc.Keywords) > 0 {
		fmt.Fprintf(&b, "<pdf:Keywords>%s</pdf:Keywords>\n", escaped(keywords(doc)))
	}
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer>\n", Producer)
	if date, _, _ := dates(doc.Date); date != "" {
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n", date, date)
	}
	b.WriteString(`<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`)
	return []byte(b.String())
}

// escaped returns s as XML character data. Characters that XML does not allow become U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

func keywords(doc *forme.Document) string { return strings.Join(doc.Keywords, "; ") }

// info writes the document information dictionary (ISO 32000-1 §14.3.3).
func info(doc *forme.Document) string {
	var b strings.Builder
	entry := func(key, s string) {
		if s != "" {
			b.WriteString("/" + key + " " + text(s) + " ")
		}
	}
	entry("Title", doc.Title)
	entry("Author", strings.Join(doc.Authors, "; "))
	entry("Subject", doc.Subject)
	entry("Keywords", keywords(doc))
	if _, date, _ := dates(doc.Date); date != "" {
		entry("CreationDate", date)
		entry("ModDate", date)
	}
	return "<<" + b.String() + "/Producer " + text(Producer) + ">>"
}

// precisions are the forms of an ISO 8601 date that XMP and PDF share, with their form in PDF (§7.9.4), to which the
// time zone is added.
var precisions = [...]struct {
	iso, pdf string
	timed    bool
}{
	{"2006", "D:2006", false},
	{"2006-01", "D:200601", false},
	{"2006-01-02", "D:20060102", false},
	{"2006-01-02T15:04Z07:00", "D:200601021504", true},
	{"2006-01-02T15:04:05Z07:00", "D:20060102150405", true},
}

// dates returns an ISO 8601 date as XMP and as PDF write it, in its own precision; both are empty when date is.
func dates(date string) (xmp, pdf string, err error) {
	if date == "" {
		return "", "", nil
	}
	for _, p := range precisions {
		t, err := time.Parse(p.iso, date)
		if err != nil {
			continue
		}
		pdf := t.Format(p.pdf)
		if p.timed {
			pdf += zone(t)
		}
		return date, pdf, nil
	}
	return "", "", fmt.Errorf("pdf: %q is not a date of the form 2025, 2025-09, 2025-09-01 or 2025-09-01T08:00+08:00", date)
}

func zone(t time.Time) string {
	_, offset := t.Zone()
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	return fmt.Sprintf("%c%02d'%02d'", sign, offset/3600, offset%3600/60)
}
