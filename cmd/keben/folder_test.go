package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A beginner who did not enter the book would otherwise get one book of all the texts below the folder.
func TestAFolderAroundABookIsRefusedAndTheBookIsSuggested(t *testing.T) {
	around := t.TempDir()
	book := filepath.Join(around, "my book")
	if err := os.MkdirAll(filepath.Join(book, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(book, "book.yaml"), []byte("kind: book\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	tool := &tool{lang: "en"}
	if _, err := tool.findBook([]string{around}); err == nil || !strings.Contains(err.Error(), `did you mean "`+book+`"?`) {
		t.Errorf("by name: %v", err)
	}
	t.Chdir(around)
	if _, err := tool.findBook(nil); err == nil || !strings.HasSuffix(err.Error(), `cd "my book"`) {
		t.Errorf("from inside: %v", err)
	}
	for _, inside := range []string{book, filepath.Join(book, "content")} {
		if _, err := tool.findBook([]string{inside}); err != nil {
			t.Errorf("%s: %v", inside, err)
		}
	}
}

func TestAFolderOfTextsAroundFoldersThatAreNoBooksIsABook(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{".trash/book.yaml/x", "notes/a.md/x", ".old"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ".old", "book.yaml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if got, err := (&tool{lang: "en"}).findBook([]string{dir}); err != nil || got != dir {
		t.Errorf("%q, %v", got, err)
	}
}
