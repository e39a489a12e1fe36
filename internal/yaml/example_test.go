package yaml_test

import (
	"fmt"

	"keben/internal/source"
	"keben/internal/yaml"
)

// A file is parsed to nodes that know their places, so that a message about a value can point at it.
func ExampleParse() {
	root, messages := yaml.Parse(source.New("book.yaml", []byte("title: 丝路\nlanguages: [zh, en]\ntitle: 又一个\n")))
	for _, p := range root.Entries() {
		fmt.Println(p.Key.Value, p.Value.Place)
	}
	for _, m := range messages {
		fmt.Println(m.Place, m.Text("en"))
	}
	// Output:
	// title book.yaml:1:8
	// languages book.yaml:2:12
	// book.yaml:3:1 the key `title` is already on line 1
}
