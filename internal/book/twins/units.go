package twins

import "keben/internal/book"

// Units returns the units of a chapter in reading order, the outer before the inner, its title first and its notes
// last. It is for chapters without a twin.
func Units(ch *book.Chapter) []*Unit { return survey(ch, newVocabulary()).all }

// Units returns the units of both sides of an aligned chapter in reading order, the outer before the inner.
func (c *Chapter) Units() (a, b []*Unit) { return c.a.all, c.b.all }

// Pair returns the pair that a unit of an aligned chapter is in, or nil.
func (u *Unit) Pair() *Pair { return u.pair }
