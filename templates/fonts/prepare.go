//go:build ignore

// Prepare does the steps of make.sh for which there is no packaged tool: it unpacks WOFF 1.0 files and renames faces,
// which the SIL Open Font License §3 requires of modified faces with a reserved name.
//
//	go run prepare.go unpack IN.woff OUT.ttf
//	go run prepare.go rename FAMILY STYLE NOTICE IN.ttf OUT.ttf
package main

import (
	"fmt"
	"os"

	"keben/internal/font"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "prepare:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "unpack":
		return convert(args[1], args[2], func(f *font.Face) ([]byte, error) { return f.Data, nil })
	case len(args) == 6 && args[0] == "rename":
		n := font.Naming{Family: args[1], Style: args[2], Notice: args[3]}
		return convert(args[4], args[5], func(f *font.Face) ([]byte, error) { return f.Rename(n) })
	}
	return fmt.Errorf("usage: unpack IN OUT | rename FAMILY STYLE NOTICE IN OUT")
}

func convert(in, out string, by func(*font.Face) ([]byte, error)) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	face, err := font.Parse(data, 0)
	if err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	if data, err = by(face); err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	return os.WriteFile(out, data, 0o644)
}
