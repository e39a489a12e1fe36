package explain

import (
	"regexp"
	"slices"
	"strings"
)

// sampleHead is the line before a file of an example that has several, as in a txtar archive.
var sampleHead = regexp.MustCompile(`(?m)^-- (\S+) --\n?`)

// Files returns the book that e's example is, by the names of its files: what the example shows, and around it the
// least that makes it a book.
func (e Entry) Files() map[string]string {
	files := map[string]string{}
	heads := sampleHead.FindAllStringSubmatchIndex(e.Sample, -1)
	for i, m := range heads {
		end := len(e.Sample)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		files[e.Sample[m[2]:m[3]]] = strings.TrimRight(e.Sample[m[1]:end], "\n") + "\n"
	}
	const chapter = "content/zh/chapter.md"
	switch {
	case len(heads) > 0:
	case e.Form != "":
		files[e.Form] = e.Sample + "\n"
		files[chapter] = "# 标题\n\n正文。\n"
	case strings.HasPrefix(e.Sample, "#") || strings.HasPrefix(e.Sample, "---"):
		files[chapter] = e.Sample + "\n"
	default:
		files[chapter] = "# 标题\n\n" + e.Sample + "\n"
	}
	if files["book.yaml"] == "" && inContent(files) {
		files["book.yaml"] = "title: {zh: 书, en: Book}\nlanguages: [" + strings.Join(languagesOf(files), ", ") + "]\nchapters: [chapter]\n"
	}
	return files
}

// inContent reports whether chapters are where book.yaml looks for them. A folder of other files is one of another
// tool.
func inContent(files map[string]string) bool {
	for name := range files {
		if strings.HasPrefix(name, "content/") {
			return true
		}
	}
	return false
}

// languagesOf returns the languages that have chapters, the Chinese first: it is what the examples translate from.
func languagesOf(files map[string]string) (tags []string) {
	for name := range files {
		if parts := strings.Split(name, "/"); parts[0] == "content" && len(parts) > 2 && !slices.Contains(tags, parts[1]) {
			tags = append(tags, parts[1])
		}
	}
	slices.Sort(tags)
	slices.Reverse(tags)
	return tags
}
