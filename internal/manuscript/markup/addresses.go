package markup

import "keben/internal/hypertext"

// Addresses returns the addresses of links, pictures, film and sound in HTML, in their order.
func Addresses(text string) (found []string) {
	for _, t := range hypertext.Tokens(text) {
		for _, a := range t.Attrs {
			if a.Name == "href" || a.Name == "src" || a.Name == "poster" {
				found = append(found, a.Value)
			}
		}
	}
	return found
}
