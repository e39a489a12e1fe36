// Package arch holds the rules of the house as a test: who may import whom, which package owns which
// third-party module, who may touch the machine, how long a file may grow, and that every message can be
// read in Chinese and in English. rules_test.go is the table, meant to be read; the other files check it
// against the source with go/parser, so that the test needs neither a build nor the network.
package arch
