// Package realfiles finds real captures for tests. They are other people's and no part of
// the repository.
package realfiles

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the folder of real captures, which lies beside the repository on machines
// that have it. Elsewhere it skips the test.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		c := filepath.Join(parent, "shared", "corpus")
		if info, err := os.Stat(c); err == nil && info.IsDir() {
			return c
		}
	}
	t.Skip("no captures on this machine")
	return ""
}
