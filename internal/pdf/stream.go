package pdf

// stream is the content of a page, or a part of it, with the places of its spare codes, which are four hexadecimal
// digits each.
type stream struct {
	blob
	patches []patch
}

// patch is the byte offset in a stream at which the code of a pair is written; pair and face are indexes in an ink.
type patch struct{ at, face, pair int32 }

// codes are the codebooks of a document by the names of their fonts.
type codes map[string]*codebook

// changes returns the patches of s, painted with k, whose pairs did not get the codes they prefer.
func (c codes) changes(s *stream, k *ink) []patch {
	var out []patch
	for _, p := range s.patches {
		u := k.uses[p.face]
		if _, moved := c[u.name].moved[u.pairs[p.pair]]; moved {
			out = append(out, p)
		}
	}
	return out
}

// moves reports whether any pair of k did not get the code it prefers.
func (c codes) moves(k *ink) bool {
	for _, u := range k.uses {
		moved := c[u.name].moved
		if len(moved) == 0 {
			continue
		}
		for _, p := range u.pairs {
			if _, ok := moved[p]; ok {
				return true
			}
		}
	}
	return false
}

// apply writes the codes at the given places of data.
func (c codes) apply(data []byte, patches []patch, k *ink) {
	for _, p := range patches {
		u := k.uses[p.face]
		appendHex(data[p.at:p.at], c[u.name].codes[u.pairs[p.pair]])
	}
}

// key is a string that differs for different patches or codes.
func (c codes) key(patches []patch, k *ink) string {
	var b []byte
	for _, p := range patches {
		u := k.uses[p.face]
		code := c[u.name].codes[u.pairs[p.pair]]
		b = append(b, byte(p.at>>24), byte(p.at>>16), byte(p.at>>8), byte(p.at), byte(code>>8), byte(code))
	}
	return string(b)
}
