package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"keben/internal/crew"
	"keben/internal/draw"
	"keben/internal/forme"
)

// The numbers of the objects that every file has. The objects of a part refer to nothing outside the part but these and
// the shifts, which follow them: few objects, in the order of their positions. The other objects follow the parts.
const (
	catalogRef ref = 1 + iota
	pagesRef
	resourcesRef
	structureRef
	documentRef
	parentsRef
	infoRef
	metadataRef
	profileRef
	intentRef
	destsRef
	outlinesRef
	bareRef
	firstShiftRef
)

// firstRange is the first number of the first part, unless a book has its bodies in so many positions that the shifts
// need more room.
const firstRange = 64

// job is one writing of a document.
type job struct {
	doc      *forme.Document
	kept     *Kept
	plain    bool
	sections []*section
	pages    []ref // of the document
	around   []around
	shifts   map[shift]ref
	codes    codes
	books    []*codebook
	images   []namedImage
	fonts    []namedFont
	end      ref // of the ranges of parts
	out      *objects
}

// namedFont is a font with its name in the resources.
type namedFont struct {
	name string
	*fontFile
}

// namedImage is an image with its name in the resources.
type namedImage struct {
	name  string
	image *draw.Image
	*picture
}

// write writes the file.
func (j *job) write() error {
	if err := j.cut(); err != nil {
		return err
	}
	streams, k := j.paintAround()
	inks := []*ink{k}
	for _, s := range j.sections {
		inks = append(inks, &s.plate.ink)
	}
	alphas := j.mix(inks)
	j.number(len(streams))
	j.placeArounds(streams, k)
	parts, err := j.makeAll()
	if err != nil {
		return err
	}
	j.writeParts(parts)
	j.writeRest(alphas)
	if err := j.out.close(j.end); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// cut divides the document into sections and makes the plates that are not kept.
func (j *job) cut() error {
	doc := j.doc
	of := map[*forme.Part]*section{}
	for _, part := range doc.Parts {
		if part == nil || of[part] != nil {
			return fmt.Errorf("pdf: a part is there twice, or is none")
		}
		s := &section{part: part, pages: make([]int, len(part.Bodies))}
		for i := range s.pages {
			s.pages[i] = -1
		}
		of[part] = s
		j.sections = append(j.sections, s)
	}
	var blanks []int
	last := &section{part: &forme.Part{}} // stays when all pages are blank
	for i := range doc.Pages {
		p := &doc.Pages[i]
		if p.Part == nil {
			blanks = append(blanks, i)
			continue
		}
		s := of[p.Part]
		switch {
		case s == nil:
			return fmt.Errorf("pdf: page %d is of a part that the document has not", i)
		case p.Body < 0 || p.Body >= len(s.part.Bodies):
			return fmt.Errorf("pdf: page %d shows the body %d of %d", i, p.Body, len(s.part.Bodies))
		case s.pages[p.Body] >= 0:
			return fmt.Errorf("pdf: pages %d and %d show the same body", s.pages[p.Body], i)
		}
		s.pages[p.Body] = i
		s.pages = append(s.pages, blanks...)
		blanks, last = nil, s
	}
	if last.pages = append(last.pages, blanks...); of[last.part] == nil && len(blanks) > 0 {
		j.sections = append(j.sections, last)
	}
	crew.Each(len(j.sections), func(i int) {
		s := j.sections[i]
		s.kept, s.plate = j.kept.part(s.part, doc.Lang)
	})
	ids := map[string]bool{}
	for n, s := range j.sections {
		if err := checkSection(s, ids); err != nil {
			return fmt.Errorf("pdf: part %d: %w", n, err)
		}
		for i := range s.part.Bodies {
			for _, l := range s.part.Bodies[i].Links {
				_, known := doc.Dests[l.Dest]
				s.alive = append(s.alive, known || l.Dest == "")
			}
		}
	}
	return nil
}

// mix merges the fonts and images that the parts use, and returns the opacities.
func (j *job) mix(inks []*ink) map[uint8]bool {
	var all []*uses
	images := map[string]*draw.Image{}
	alphas := map[uint8]bool{}
	for _, k := range inks {
		all = append(all, k.uses...)
		maps.Copy(images, k.images)
		maps.Copy(alphas, k.alphas)
	}
	j.books = codebooks(all)
	j.codes = codes{}
	for _, c := range j.books {
		j.codes[c.name] = c
	}
	for _, n := range slices.Sorted(maps.Keys(images)) {
		j.images = append(j.images, namedImage{name: n, image: images[n]})
	}
	return alphas
}

// number gives the sections their ranges of object numbers.
func (j *job) number(pages int) {
	j.shifts = map[shift]ref{}
	for p := range j.doc.Pages {
		if j.doc.Pages[p].Part != nil {
			j.shifts[j.shiftOf(p)] = 0
		}
	}
	next := firstShiftRef
	for _, s := range slices.SortedFunc(maps.Keys(j.shifts), compareShifts) {
		j.shifts[s] = next
		next++
	}
	next = (next + firstRange - 1) / firstRange * firstRange
	j.pages = make([]ref, pages)
	j.around = make([]around, pages)
	for _, s := range j.sections {
		next = s.settle(next)
		for i, p := range s.pages {
			j.pages[p] = s.pageOf(i)
		}
	}
	j.end = next
}

// makeAll makes fonts, images and the changed objects of the sections, side by side, long tasks first.
func (j *job) makeAll() ([]made, error) {
	var tasks []func()
	font := func(t *typeface, name string, list []coded) {
		if len(list) > 0 {
			i := len(j.fonts)
			j.fonts = append(j.fonts, namedFont{name: name})
			tasks = append(tasks, func() { j.fonts[i].fontFile = j.font(t, name, list) })
		}
	}
	for _, c := range j.books {
		own, spare := c.fonts()
		font(c.typeface, c.name, own)
		font(c.typeface, c.name+spareName, spare)
	}
	for i := range j.images {
		img := &j.images[i]
		tasks = append(tasks, func() {
			img.picture = j.kept.images.get(img.name, func() *picture { return newPicture(img.image) })
		})
	}
	parts := make([]made, len(j.sections))
	for i, s := range j.sections {
		tasks = append(tasks, func() { parts[i] = j.make(s) })
	}
	crew.Each(len(tasks), func(i int) { tasks[i]() })
	for _, f := range j.fonts {
		if f.err != nil {
			return nil, f.err
		}
	}
	for _, img := range j.images {
		if img.err != nil {
			return nil, img.err
		}
	}
	return parts, nil
}

// made are the objects of a section, ready for the file.
type made struct {
	structure, pages []sealed
	plain            [2]*bundle // in place of the two
	tops, ids        []int32
	bodies           []blob
	arounds          []blob // by page
}

// make returns the objects of a section. It makes those that have changed.
func (j *job) make(s *section) made {
	m := made{bodies: make([]blob, s.bodies()), arounds: make([]blob, len(s.pages))}
	s.kept.renew(s.plate)
	if j.plain {
		m.plain[0], m.tops, m.ids = s.bundleStructure()
		m.plain[1] = j.bundlePages(s)
	} else {
		compress := func(b []byte) []byte {
			j.kept.worked(&j.kept.work.bundles, b)
			return deflate(b, objectLevel)
		}
		k := s.kept
		if key := s.structureKey(); k.structure.key != key {
			var b *bundle
			b, k.tops, k.ids = s.bundleStructure()
			k.structure = keptBundle{key, b.seal(compress)}
		}
		if key := j.pageKey(s); k.pages.key != key {
			k.pages = keptBundle{key, j.bundlePages(s).seal(compress)}
		}
		m.structure, m.pages, m.tops, m.ids = k.structure.sealed, k.pages.sealed, k.tops, k.ids
	}
	j.makeBodies(s, m.bodies)
	for i, p := range s.pages {
		if a := &j.around[p]; a.made {
			m.arounds[i] = j.compressAround(a.text)
		}
	}
	return m
}

// makeBodies fills out with the content of the bodies, in the codes of the document.
func (j *job) makeBodies(s *section, out []blob) {
	moves := j.codes.moves(&s.plate.ink)
	if !moves && !j.plain {
		s.kept.patched = nil
	}
	for i := range out {
		body := &s.plate.bodies[i]
		out[i] = body.blob
		var changes []patch
		if moves {
			changes = j.codes.changes(body, &s.plate.ink)
		}
		switch {
		case j.plain:
			raw := inflate(body.data)
			j.codes.apply(raw, changes, &s.plate.ink)
			out[i] = newBlob(raw)
		case len(changes) > 0:
			out[i] = j.patched(s, i, changes)
		}
	}
}

// patched returns a body with some of its codes changed.
func (j *job) patched(s *section, i int, changes []patch) blob {
	key := j.codes.key(changes, &s.plate.ink)
	if old := s.kept.patched[i]; old.key == key {
		return old.blob
	}
	raw := inflate(s.plate.bodies[i].data)
	j.codes.apply(raw, changes, &s.plate.ink)
	j.kept.worked(&j.kept.work.patched, raw)
	if s.kept.patched == nil {
		s.kept.patched = map[int]keptStream{}
	}
	s.kept.patched[i] = keptStream{key, newBlob(deflate(raw, contentLevel))}
	return s.kept.patched[i].blob
}

func (j *job) compressAround(text string) blob {
	if j.plain {
		return newBlob([]byte(text))
	}
	return j.kept.arounds.get(text, func() blob {
		j.kept.worked(&j.kept.work.arounds, []byte(text))
		return newBlob(deflate([]byte(text), aroundLevel))
	})
}

// long compresses a font program, or another long stream of the document.
func (j *job) long(data []byte) []byte {
	if j.plain {
		return data
	}
	return j.kept.deflateLong(data)
}

// bundle writes objects in object streams numbered from r, and returns the next number.
func (j *job) bundle(r ref, b *bundle) ref {
	if j.plain {
		j.out.objects(b)
		return r
	}
	list := b.seal(j.long)
	j.out.bundle(r, list)
	return r + ref(len(list))
}

// profile is the colour profile, compressed.
var profile = sync.OnceValue(func() blob { return newBlob(deflate(sRGB(), objectLevel)) })

// writeParts writes everything up to the end of the ranges of parts.
func (j *job) writeParts(list []made) {
	o := j.out
	// Not compressed, so that programs that do not read PDF find it (§14.3.2).
	o.verbatim(metadataRef, "/Type /Metadata /Subtype /XML", newBlob(xmp(j.doc)))
	if j.plain {
		o.verbatim(profileRef, "/N 3", newBlob(sRGB()))
	} else {
		o.verbatim(profileRef, "/N 3 /Filter /FlateDecode", profile())
	}
	for _, s := range slices.SortedFunc(maps.Keys(j.shifts), compareShifts) {
		o.verbatim(j.shifts[s], "", newBlob(s.content()))
	}
	if slices.ContainsFunc(j.around, func(a around) bool { return a.ref == bareRef }) {
		o.verbatim(bareRef, "", newBlob([]byte(bare)))
	}
	for i, s := range j.sections {
		m := &list[i]
		s.tops, s.ids = m.tops, m.ids
		if j.plain {
			o.objects(m.plain[0])
			o.objects(m.plain[1])
		}
		o.bundle(s.structure(), m.structure)
		o.bundle(s.bundle(), m.pages)
		for k, data := range m.bodies {
			o.content(s.stream(k), data)
		}
		for k, data := range m.arounds {
			if data.data != nil {
				o.content(s.around(k), data)
			}
		}
	}
}

// writeRest writes the objects of the whole document.
func (j *job) writeRest(alphas map[uint8]bool) {
	b := &bundle{}
	b.put(catalogRef, j.catalog())
	b.open(pagesRef)
	b.text(fmt.Sprintf("<</Type /Pages /Count %d /Kids ", len(j.pages)))
	b.list(j.pages)
	b.text(">>")
	b.close()
	j.putStructure(b)
	b.put(infoRef, info(j.doc))
	b.put(intentRef, fmt.Sprintf("<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "+
		"/RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) /DestOutputProfile %v>>", profileRef))
	if len(j.doc.Dests) > 0 {
		j.putDests(b)
	}
	if len(j.doc.Outline) > 0 {
		j.putOutline(b, j.end)
		j.end += ref(len(j.doc.Outline))
	}
	b.put(resourcesRef, j.writeResources(b, alphas))
	j.end = j.bundle(j.end, b)
}

// writeResources writes fonts and images and returns the dictionary of resources, which all pages share (§7.8.3).
func (j *job) writeResources(b *bundle, alphas map[uint8]bool) string {
	var fonts, images, states strings.Builder
	for _, f := range j.fonts {
		f.write(j.out, b, j.end)
		fmt.Fprintf(&fonts, "/%s %v ", f.name, j.end)
		j.end += fontObjects
	}
	for _, img := range j.images {
		img.write(j.out, j.end, j.end+1)
		fmt.Fprintf(&images, "/%s %v ", img.name, j.end)
		j.end += 2
	}
	for _, a := range slices.Sorted(maps.Keys(alphas)) {
		value := decimal((int64(a)*1000 + 127) / 255)
		fmt.Fprintf(&states, "/%s <</Type /ExtGState /ca %s /CA %s>> ", opacityName(a), value, value)
	}
	var d strings.Builder
	d.WriteString("<<")
	for _, kind := range [...]struct {
		key  string
		list *strings.Builder
	}{{"Font", &fonts}, {"XObject", &images}, {"ExtGState", &states}} {
		if kind.list.Len() > 0 {
			fmt.Fprintf(&d, "/%s <<%s>>", kind.key, strings.TrimSuffix(kind.list.String(), " "))
		}
	}
	return d.String() + ">>"
}

// catalog returns the root of the document (§7.7.2).
func (j *job) catalog() string {
	doc := j.doc
	entries := []string{
		"/Type /Catalog",
		fmt.Sprintf("/Pages %v", pagesRef),
		"/MarkInfo <</Marked true>>",
		fmt.Sprintf("/StructTreeRoot %v", structureRef),
		"/ViewerPreferences <</DisplayDocTitle true>>",
		fmt.Sprintf("/Metadata %v", metadataRef),
		fmt.Sprintf("/OutputIntents [%v]", intentRef),
	}
	if doc.Lang != "" {
		entries = append(entries, "/Lang "+text(doc.Lang))
	}
	if labels := pageLabels(doc.Pages); labels != "" {
		entries = append(entries, labels)
	}
	if len(doc.Dests) > 0 {
		entries = append(entries, fmt.Sprintf("/Names <</Dests %v>>", destsRef))
	}
	if len(doc.Outline) > 0 {
		entries = append(entries, fmt.Sprintf("/Outlines %v /PageMode /UseOutlines", outlinesRef))
	}
	return "<<" + strings.Join(entries, " ") + ">>"
}

// putStructure writes the root of the structure tree and of the parent tree, and the Document element (§14.7.2). Even a
// book of blank pages has one (ISO 14289-1 §7.1).
func (j *job) putStructure(b *bundle) {
	var tops, nodes []ref
	var ids []named
	for _, s := range j.sections {
		for _, i := range s.tops {
			tops = append(tops, s.element(i))
		}
		for _, i := range s.ids {
			ids = append(ids, newNamed(key(s.part.Elements[i].ID), s.element(i).String()))
		}
		if s.bodies() > 0 {
			nodes = append(nodes, s.node())
		}
		if s.blanks() > 0 {
			nodes = append(nodes, s.blankNode())
		}
	}
	b.open(structureRef)
	b.text(fmt.Sprintf("<</Type /StructTreeRoot /K [%v] /ParentTree %v /ParentTreeNextKey %d", documentRef, parentsRef, int(j.end)))
	if len(ids) > 0 {
		b.text(" /IDTree <</Names [")
		b.body = appendNames(b.body, ids)
		b.text("]>>")
	}
	b.text(">>")
	b.close()
	b.open(documentRef)
	b.text(fmt.Sprintf("<</Type /StructElem /S /Document /P %v", structureRef))
	if len(tops) > 0 {
		b.text(" /K ")
		b.list(tops)
	}
	b.text(">>")
	b.close()
	b.open(parentsRef)
	b.text("<<")
	if len(nodes) > 0 {
		b.text("/Kids ")
		b.list(nodes)
	} else {
		b.text("/Nums []")
	}
	b.text(">>")
	b.close()
}
