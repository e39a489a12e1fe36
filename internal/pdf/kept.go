package pdf

import (
	"crypto/sha256"
	"sync"
	"sync/atomic"
	"weak"

	"keben/internal/font"
	"keben/internal/forme"
)

// Kept has the results of writing a file, so that the next writing makes only what has changed. The file is the same,
// byte for byte, as without a Kept. The zero value is empty. Use one Kept per file; all its methods, and Write, may be
// called at the same time, and one writing waits for another.
type Kept struct {
	writing sync.Mutex // held by Write

	mu    sync.Mutex // guards the maps of this group
	parts map[weak.Pointer[forme.Part]]*keptPart
	faces map[*font.Face]*typeface

	bodies  store[[sha256.Size]byte, blob] // compressed, by the sum of the uncompressed stream
	arounds store[string, blob]            // compressed, by the uncompressed stream
	fonts   store[[sha256.Size]byte, *fontFile]
	images  store[string, *picture]
	pieces  store[pieceKey, []byte]

	spare int // the most spare codes of a face; 0 means all
	work  workload
}

// workload counts what was compressed, by kind. Tests use it to see that little is made again.
type workload struct{ bodies, patched, bundles, arounds, pieces work }

// work counts what was compressed.
type work struct{ streams, bytes atomic.Int64 }

// worked counts a stream before it is compressed.
func (k *Kept) worked(w *work, data []byte) {
	w.streams.Add(1)
	w.bytes.Add(int64(len(data)))
}

// keptPart are the kept results of a part.
type keptPart struct {
	mu    sync.Mutex // guards plate
	plate *plate

	// The rest was made from the plate by the last document with the part. Only Write uses it.
	of        *plate
	structure keptBundle
	tops, ids []int32
	pages     keptBundle
	patched   map[int]keptStream // by body
}

// keptBundle is a sealed bundle with the key of what it was made from.
type keptBundle struct {
	key    string
	sealed []sealed
}

type keptStream struct {
	key string
	blob
}

// Plate makes the plate of a part before the rest of the document is ready; lang is the language that the document will
// have. Afterwards the operations of the part's bodies are not read again, so the caller may free them. Links, boxes
// and elements are still needed.
//
// A plate is kept as long as the part is in memory, and for one language at a time. A part without operations cannot be
// painted again, so free them only if Document.Lang will not change and the part is written with this Kept alone.
func (k *Kept) Plate(part *forme.Part, lang string) { k.part(part, lang) }

// part returns the kept results of a part, and its plate.
func (k *Kept) part(part *forme.Part, lang string) (*keptPart, *plate) {
	at := weak.Make(part)
	k.mu.Lock()
	kp := k.parts[at]
	if kp == nil {
		if k.parts == nil {
			k.parts = map[weak.Pointer[forme.Part]]*keptPart{}
		}
		kp = &keptPart{}
		k.parts[at] = kp
	}
	k.mu.Unlock()
	// A caller that asks for a plate that is being made waits for it.
	kp.mu.Lock()
	defer kp.mu.Unlock()
	if kp.plate == nil || kp.plate.lang != lang {
		kp.plate = newPlate(k, part, lang)
	}
	return kp, kp.plate
}

// renew drops the results that were made from another plate.
func (kp *keptPart) renew(of *plate) {
	if kp.of != of {
		kp.of, kp.structure, kp.pages, kp.patched, kp.tops, kp.ids = of, keptBundle{}, keptBundle{}, nil, nil, nil
	}
}

func (k *Kept) typeface(face *font.Face) *typeface {
	k.mu.Lock()
	defer k.mu.Unlock()
	t := k.faces[face]
	if t == nil {
		if k.faces == nil {
			k.faces = map[*font.Face]*typeface{}
		}
		t = newTypeface(face, k.spare)
		k.faces[face] = t
	}
	return t
}

// sweep drops what the document of these sections did not use. Plates stay as long as their parts, because a part whose
// operations have been freed may come back.
func (k *Kept) sweep(sections []*section, used []*codebook) {
	for _, s := range sections {
		k.bodies.hold(s.plate.sums)
	}
	k.bodies.sweep()
	k.arounds.sweep()
	k.fonts.sweep()
	k.images.sweep()
	k.pieces.sweep()
	k.mu.Lock()
	defer k.mu.Unlock()
	now := map[*keptPart]bool{}
	for _, s := range sections {
		now[s.kept] = true
	}
	for at, kp := range k.parts {
		if at.Value() == nil {
			delete(k.parts, at)
		} else if !now[kp] {
			kp.renew(nil)
		}
	}
	names := map[string]bool{}
	for _, c := range used {
		names[c.name] = true
	}
	for face, t := range k.faces {
		if !names[t.name] {
			delete(k.faces, face)
		}
	}
}
