package listing_test

import (
	"fmt"
	"testing/fstest"

	"keben/internal/project/listing"
	"keben/internal/tool"
)

// A list is one value, whichever tool it was written for.
func ExampleRead() {
	files := fstest.MapFS{
		"src/SUMMARY.md": {Data: []byte("# Summary\n\n[Preface](preface.md)\n\n- [Water](water.md)\n    - [Rivers](rivers.md)\n")},
		"mkdocs.yml":     {Data: []byte("nav:\n  - Water:\n      - water.md\n      - Rivers: rivers.md\n")},
	}
	for _, from := range []struct {
		tool         tool.Name
		file, folder string
	}{{tool.MdBook, "src/SUMMARY.md", "src"}, {tool.MkDocs, "mkdocs.yml", "docs"}} {
		list, _ := listing.Read(files, from.tool, from.file, from.folder)
		fmt.Print(listing.Dump(list))
	}
	// Output:
	// src/SUMMARY.md
	//   chapter front src/preface.md "Preface" @3:1
	//   chapter src/water.md "Water" @5:3
	//     chapter src/rivers.md "Rivers" @6:7
	// mkdocs.yml
	//   part "Water" @2:5
	//     chapter docs/water.md @3:9
	//     chapter docs/rivers.md "Rivers" @4:9
}
