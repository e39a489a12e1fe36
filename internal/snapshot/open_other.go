//go:build !unix

package snapshot

// withoutWaiting is nothing here: no pipe has a name in a folder of Windows.
const withoutWaiting = 0
