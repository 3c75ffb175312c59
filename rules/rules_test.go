package rules

import (
	"strings"
	"testing"
	"testing/fstest"
)

// layer makes a file system of contents by name. Tabs of the test's indentation are
// removed from each line.
func layer(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(undented(content))}
	}
	return fsys
}

func undented(content string) string {
	lines := strings.Split(strings.TrimPrefix(content, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

// mustLoad loads contents by name.
func mustLoad(t testing.TB, files map[string]string) *Set {
	t.Helper()
	set, err := Load(layer(files))
	if err != nil {
		t.Fatalf("the rules do not load:\n%s", err)
	}
	return set
}

// ruleWith is the text of a small rule, followed by more keys.
func ruleWith(id, kind, more string) string {
	return "id: " + id + "\nkind: " + kind + "\nseverity: info\ntitle: {en: A title, zh: 标题}\n" + undented(more)
}
