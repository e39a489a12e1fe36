package project

// glossary is how the generated glossary is made.
type glossary struct {
	Sort string `yaml:"sort"` // "" leaves each language its own order
}
