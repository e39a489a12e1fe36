// Package output holds what every output is in the end: files.
package output

// File is one file of the result. Path is slash-separated, relative to the output folder.
type File struct {
	Path string
	Data []byte
}
