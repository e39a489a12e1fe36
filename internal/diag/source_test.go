package diag

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosCountsCharactersAsAPlainCountDoes(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	var b strings.Builder
	for range 3000 {
		b.WriteString([]string{"中", "a", "é", "𠮷", "\n", "，"}[r.Intn(6)])
	}
	text := b.String()
	src := NewSource("f.md", []byte(text))
	for i := range text {
		line := strings.Count(text[:i], "\n") + 1
		col := utf8.RuneCountInString(text[strings.LastIndexByte(text[:i], '\n')+1:i]) + 1
		if p := src.Pos(i); p.Line != line || p.Col != col {
			t.Fatalf("offset %d: %v, want %d:%d", i, p, line, col)
		}
	}
}

func TestOffsetsOutsideTheTextAreMovedToItsEnds(t *testing.T) {
	src := NewSource("f.md", []byte("甲\n乙"))
	if p := src.Pos(-3); p.Line != 1 || p.Col != 1 {
		t.Error(p)
	}
	if p := src.Pos(99); p.Line != 2 || p.Col != 2 {
		t.Error(p)
	}
	if p := NewSource("f.md", nil).Pos(0); p.Line != 1 || p.Col != 1 {
		t.Error(p)
	}
}
