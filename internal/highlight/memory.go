package highlight

import "sync"

// generation is the size of a generation of the cache of tokens. Listings are divided for the website and for every
// PDF, and lexers are slow. There are two generations; the older is dropped when the newer is full.
const generation = 1 << 20 // bytes of program text

type program struct{ language, text string }

// memory is a cache of the tokens of listings, which are immutable.
type memory struct {
	mu           sync.Mutex
	newer, older map[program][]Token
	size         int
}

var remembered = memory{newer: map[program][]Token{}}

func (m *memory) get(p program) ([]Token, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if t, ok := m.newer[p]; ok {
		return t, true
	}
	t, ok := m.older[p]
	if ok {
		m.keep(p, t)
	}
	return t, ok
}

func (m *memory) put(p program, t []Token) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(p, t)
}

func (m *memory) keep(p program, t []Token) {
	if m.size += len(p.text); m.size > generation {
		m.older, m.newer, m.size = m.newer, map[program][]Token{}, len(p.text)
	}
	m.newer[p] = t
}
