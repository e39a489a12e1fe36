package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"keben/internal/crew"
	"keben/internal/geom"
)

// finisher is the finishing pass.
type finisher struct {
	*painter
	out      *objects
	pages    []ref
	annots   []annot
	annotsOf map[int32][]int // by element
}

func newFinisher(w io.Writer, p *painter, opt Options) *finisher {
	return &finisher{painter: p, out: newObjects(w, opt.Plain)}
}

// finish writes the whole file around the content streams.
func (f *finisher) finish(streams [][]byte) error {
	catalog, pages := f.out.reserve(), f.out.reserve()
	f.pages = make([]ref, len(f.doc.Pages))
	for i := range f.pages {
		f.pages[i] = f.out.reserve()
	}
	f.collectAnnots()
	resources, err := f.writeResources()
	if err != nil {
		return err
	}
	f.writePages(pages, resources, streams)
	f.writeAnnots()
	structure := newTree(f).write()
	f.writeCatalog(catalog, pages, structure)
	information := f.out.add(info(f.doc))
	if err := f.out.close(catalog, information); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// writeResources writes fonts, images and opacities; all pages share one dictionary.
func (f *finisher) writeResources() (ref, error) {
	var fonts, images, states strings.Builder
	for _, n := range f.fonts.list {
		r, err := n.write(f.out)
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&fonts, "/%s %v ", n.name, r)
	}
	for _, img := range f.images.list {
		r, err := writeImage(f.out, img)
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&images, "/%s %v ", f.images.name(img), r)
	}
	for _, a := range slices.Sorted(maps.Keys(f.alphas)) {
		value := decimal((int64(a)*1000 + 127) / 255)
		fmt.Fprintf(&states, "/%s <</Type /ExtGState /ca %s /CA %s>> ", opacityName(a), value, value)
	}
	var b strings.Builder
	b.WriteString("<<")
	for _, kind := range [...]struct {
		key  string
		list *strings.Builder
	}{{"Font", &fonts}, {"XObject", &images}, {"ExtGState", &states}} {
		if kind.list.Len() > 0 {
			fmt.Fprintf(&b, "/%s <<%s>>", kind.key, strings.TrimSuffix(kind.list.String(), " "))
		}
	}
	return f.out.add(b.String() + ">>"), nil
}

// writePages writes the page tree (ISO 32000-1 §7.7.3) with the content streams.
func (f *finisher) writePages(tree, resources ref, streams [][]byte) {
	filter := ""
	if !f.out.plain {
		filter = "/Filter /FlateDecode"
	}
	annots := make([][]string, len(f.pages))
	for _, a := range f.annots {
		annots[a.page] = append(annots[a.page], a.ref.String())
	}
	var kids []string
	for i, r := range f.pages {
		kids = append(kids, r.String())
		contents := f.out.reserve()
		f.out.verbatim(contents, filter, streams[i])
		extra := ""
		if len(annots[i]) > 0 {
			extra = " /Annots [" + strings.Join(annots[i], " ") + "]"
		}
		f.out.put(r, fmt.Sprintf("<</Type /Page /Parent %v %s /Resources %v /Contents %v /StructParents %d /Tabs /S%s>>",
			tree, boxes(f.doc.Pages[i].Trim), resources, contents, i, extra))
	}
	f.out.put(tree, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(kids), strings.Join(kids, " ")))
}

// boxes returns the page boundaries (§14.11.2). The origin is the corner of the trimmed page, so that a
// bleed is a larger MediaBox and BleedBox and moves nothing.
func boxes(trim geom.Size) string {
	sheet := fmt.Sprintf("[0 0 %s %s]", decimal(milli(trim.W)), decimal(milli(trim.H)))
	return fmt.Sprintf("/MediaBox %s /CropBox %s /BleedBox %s /TrimBox %s", sheet, sheet, sheet, sheet)
}

// writeCatalog writes the root of the document (§7.7.2).
func (f *finisher) writeCatalog(catalog, pages, structure ref) {
	doc := f.doc
	metadata := f.out.reserve()
	// Not compressed, so that programs that know nothing of PDF find it (§14.3.2).
	f.out.verbatim(metadata, "/Type /Metadata /Subtype /XML", xmp(doc))
	profile := f.out.reserve()
	f.out.stream(profile, "/N 3", sRGB())
	intent := f.out.add(fmt.Sprintf("<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "+
		"/RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) /DestOutputProfile %v>>", profile))

	entries := []string{
		"/Type /Catalog",
		fmt.Sprintf("/Pages %v", pages),
		"/MarkInfo <</Marked true>>",
		fmt.Sprintf("/StructTreeRoot %v", structure),
		"/ViewerPreferences <</DisplayDocTitle true>>",
		fmt.Sprintf("/Metadata %v", metadata),
		fmt.Sprintf("/OutputIntents [%v]", intent),
	}
	if doc.Lang != "" {
		entries = append(entries, "/Lang "+text(doc.Lang))
	}
	if labels := pageLabels(doc.Pages); labels != "" {
		entries = append(entries, labels)
	}
	if dests := f.writeDests(); dests != "" {
		entries = append(entries, "/Names <<"+dests+">>")
	}
	if root := f.writeOutline(); root != 0 {
		entries = append(entries, fmt.Sprintf("/Outlines %v /PageMode /UseOutlines", root))
	}
	f.out.put(catalog, "<<"+strings.Join(entries, " ")+">>")
}

// contentLevel compresses pages in half the time of the default level, to 6 % more.
const contentLevel = 4

// compressAll compresses the streams on all processors; what each becomes does not depend on the
// others.
func compressAll(streams [][]byte) [][]byte {
	out := make([][]byte, len(streams))
	var next sync.Mutex
	at := 0
	take := func() int {
		next.Lock()
		defer next.Unlock()
		at++
		return at - 1
	}
	crew.Each(min(runtime.GOMAXPROCS(0), len(streams)), func(int) {
		z, _ := zlib.NewWriterLevel(io.Discard, contentLevel) // large, so one per goroutine
		for i := take(); i < len(streams); i = take() {
			var b bytes.Buffer
			z.Reset(&b)
			z.Write(streams[i])
			z.Close()
			out[i] = b.Bytes()
		}
	})
	return out
}
