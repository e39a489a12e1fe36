package pdf

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"hash/adler32"
	"io"
	"sync"

	"keben/internal/crew"
)

// The levels of compression are fixed, because the bytes of the file depend on them. Measured on a book of 400 pages:
const (
	contentLevel = 4 // pages in half the time of level 6, with 7 % more bytes
	objectLevel  = 5 // dictionaries, font programs and lists in two thirds of the time, with 0.2 to 2 % more bytes
	aroundLevel  = 1 // running heads and folios, too short for any level to matter, in a third of the time
)

// deflaters are unused compressors, by level. They are pooled because making one takes as long as compressing several
// pages.
var deflaters [flate.BestCompression + 1]sync.Pool

// deflate returns data in zlib form (RFC 1950).
func deflate(data []byte, level int) []byte {
	z, _ := deflaters[level].Get().(*zlib.Writer)
	if z == nil {
		z, _ = zlib.NewWriterLevel(io.Discard, level)
	}
	defer deflaters[level].Put(z)
	var b bytes.Buffer
	b.Grow(len(data)/3 + 64)
	z.Reset(&b)
	z.Write(data)
	z.Close()
	return bytes.Clone(b.Bytes())
}

// inflate undoes deflate.
func inflate(data []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		panic(err) // deflate made it
	}
	out, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return out
}

// A long stream is compressed in pieces, which are kept, and made side by side. The bytes before an end decide where a
// piece ends (content-defined chunking), so that one more glyph in a font program, or one more name in a list, changes
// one piece or two. Sizes are in bytes.
const (
	leastPiece = 32 << 10
	mostPiece  = 256 << 10
	pieceMask  = 1<<15 - 1 // a mean of 32 kB more than the least
)

// gear are random numbers, one per byte value, of the rolling hash that finds the ends of pieces.
var gear = func() (g [256]uint32) {
	for i := range g {
		sum := sha256.Sum256([]byte{byte(i)})
		g[i] = binary.BigEndian.Uint32(sum[:])
	}
	return g
}()

// pieceEnd returns how many bytes the first piece of data has.
func pieceEnd(data []byte) int {
	var h uint32
	for i := min(leastPiece, len(data)); i < min(mostPiece, len(data)); i++ {
		// Each step shifts the older bytes out: the last 32 decide.
		if h = h<<1 + gear[data[i]]; h>>17&pieceMask == 0 {
			return i
		}
	}
	return min(mostPiece, len(data))
}

// pieceKey is the key of a kept piece: a hash of its content, and whether it is a whole stream or blocks within one.
type pieceKey struct {
	sum   [sha256.Size]byte
	whole bool
}

// deflateLong returns data in zlib form, taking pieces that were compressed before from k.
func (k *Kept) deflateLong(data []byte) []byte {
	if len(data) <= leastPiece {
		return k.deflatePiece(data)
	}
	var pieces [][]byte
	for rest := data; len(rest) > 0; {
		n := pieceEnd(rest)
		pieces = append(pieces, rest[:n])
		rest = rest[n:]
	}
	out := make([][]byte, len(pieces))
	crew.Each(len(pieces), func(i int) { out[i] = k.piece(pieces[i]) })
	b := []byte{0x78, 0x9c}
	for _, p := range out {
		b = append(b, p...)
	}
	b = append(b, 1, 0, 0, 0xff, 0xff) // a last block, empty (RFC 1951 §3.2.4)
	return binary.BigEndian.AppendUint32(b, adler32.Checksum(data))
}

// flaters are compressors without the frame of zlib.
var flaters sync.Pool

// piece returns blocks that hold data and end at a whole byte (RFC 1951, Z_SYNC_FLUSH).
func (k *Kept) piece(data []byte) []byte {
	return k.pieces.get(pieceKey{sha256.Sum256(data), false}, func() []byte {
		z, _ := flaters.Get().(*flate.Writer)
		if z == nil {
			z, _ = flate.NewWriter(io.Discard, objectLevel)
		}
		defer flaters.Put(z)
		var b bytes.Buffer
		z.Reset(&b)
		z.Write(data)
		z.Flush()
		k.worked(&k.work.pieces, data)
		return b.Bytes()
	})
}

// deflatePiece returns short data in zlib form.
func (k *Kept) deflatePiece(data []byte) []byte {
	return k.pieces.get(pieceKey{sha256.Sum256(data), true}, func() []byte {
		k.worked(&k.work.pieces, data)
		return deflate(data, objectLevel)
	})
}

// store keeps results by what they were made of. The second of two calls of sweep drops what nobody asked for in
// between.
type store[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]V
	used  map[K]bool
}

// get returns the value kept under key, or makes it. Two callers may make it at the same time, with the same result.
func (s *store[K, V]) get(key K, make func() V) V {
	s.mu.Lock()
	v, ok := s.items[key]
	s.use(key)
	s.mu.Unlock()
	if ok {
		return v
	}
	v = make()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items == nil {
		s.items = map[K]V{}
	}
	s.items[key] = v
	return v
}

// hold keeps the values of some keys through the next sweep, as get does.
func (s *store[K, V]) hold(keys []K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range keys {
		s.use(key)
	}
}

func (s *store[K, V]) use(key K) {
	if s.used == nil {
		s.used = map[K]bool{}
	}
	s.used[key] = true
}

func (s *store[K, V]) sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range s.items {
		if !s.used[key] {
			delete(s.items, key)
		}
	}
	s.used = nil
}
