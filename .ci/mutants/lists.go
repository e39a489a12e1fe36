package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder of what the sampler reads besides the program.
const folder = ".ci/mutants"

// excuses are changes, by name, that no test can see.
type excuses map[string]bool

// readExcuses reads equivalent.txt: a change by its name on a line, its reason indented below.
func readExcuses(root string) (excuses, error) {
	lines, err := readLines(root, "equivalent.txt")
	if err != nil {
		return nil, err
	}
	excuses := excuses{}
	name := ""
	for _, line := range lines {
		switch {
		case line[0] != '\t':
			if name != "" {
				return nil, fmt.Errorf("equivalent.txt: %s has no reason", name)
			}
			name = line
		case name != "":
			excuses[name] = true
			name = ""
		}
	}
	if name != "" {
		return nil, fmt.Errorf("equivalent.txt: %s has no reason", name)
	}
	return excuses, nil
}

// check fails if an excuse is for a change that is no longer possible, in a file of which there are places.
func (e excuses) check(root string, pool []place) error {
	left := map[string]bool{}
	of := map[string][]string{} // names of the excuses by file
	for name := range e {
		file, _, _ := strings.Cut(name, " ")
		of[file] = append(of[file], name)
	}
	texts := map[string][]byte{}
	for _, p := range pool {
		if of[p.file] == nil {
			continue
		}
		if texts[p.file] == nil {
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p.file)))
			if err != nil {
				return err
			}
			texts[p.file] = text
			for _, name := range of[p.file] {
				left[name] = true
			}
		}
		for _, with := range p.instead {
			c := change{place: p, with: with}
			c.show(texts[p.file])
			delete(left, c.name())
		}
	}
	if len(left) == 0 {
		return nil
	}
	var names []string
	for name := range left {
		names = append(names, name)
	}
	slices.Sort(names)
	return fmt.Errorf("equivalent.txt excuses what cannot be drawn any more:\n%s", strings.Join(names, "\n"))
}

// withoutSpecification leaves out the numbers of the declarations in specification.txt. Nothing but the declaration says
// what they are: a test could only repeat them.
func withoutSpecification(root string, pool []place) ([]place, error) {
	lines, err := readLines(root, "specification.txt")
	if err != nil {
		return nil, err
	}
	numbers := map[string]int{} // places left out, by file and declaration
	files := map[string]bool{}
	for _, line := range lines {
		name, reason, _ := strings.Cut(line, ": ")
		if strings.Count(name, " ") != 1 || reason == "" {
			return nil, fmt.Errorf("specification.txt: expected a file, a declaration, a colon and the reason, found %s", line)
		}
		numbers[name] = 0
	}
	left := slices.DeleteFunc(pool, func(p place) bool {
		files[p.file] = true
		name := p.file + " " + p.decl
		if _, listed := numbers[name]; !listed || !p.number {
			return false
		}
		numbers[name]++
		return true
	})
	for name, n := range numbers {
		if file, _, _ := strings.Cut(name, " "); n == 0 && files[file] {
			return nil, fmt.Errorf("specification.txt: there are no numbers in %s", name)
		}
	}
	return left, nil
}

// survivors returns the changes that an earlier print-out says survived, as far as they can still be made.
func survivors(o options, pool []place) (iter.Seq[change], error) {
	printed, err := os.ReadFile(o.again)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(printed)) {
		if rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "survives line "); ok {
			_, name, _ := strings.Cut(rest, ": ")
			names[name] = true
		}
	}
	var again []change
	for _, p := range pool {
		text, err := os.ReadFile(filepath.Join(o.root, filepath.FromSlash(p.file)))
		if err != nil {
			return nil, err
		}
		for _, with := range p.instead {
			c := change{place: p, with: with}
			if c.show(text); names[c.name()] {
				again = append(again, c)
			}
		}
	}
	return slices.Values(again), nil
}

// readCustomers reads customers.txt: a folder, a colon, and the folders whose tests know it best.
func readCustomers(root string) (map[string][]string, error) {
	lines, err := readLines(root, "customers.txt")
	customers := map[string][]string{}
	for _, line := range lines {
		of, are, _ := strings.Cut(line, ":")
		customers[of] = strings.Fields(are)
	}
	return customers, err
}

// readLines returns the lines of a file that are neither empty nor comments. A missing file has none.
func readLines(root, name string) (lines []string, err error) {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(folder), name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); strings.TrimSpace(line) != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines, err
}
