package bundle

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rows returns the first cells of the table in the page on formats whose first head is
// given, and the second cells by them.
func rows(t *testing.T, head string) map[string]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(page), "\n| "+head+" |")
	if !ok {
		t.Fatalf("the page has no table of %s", head)
	}
	out := make(map[string]string)
	for _, line := range strings.Split(table, "\n")[2:] {
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			break
		}
		out[strings.Trim(cells[1], " `")] = strings.TrimSpace(cells[2])
	}
	return out
}

// TestArchivesAreDocumented compares the formats with the page: each has a name there,
// and each name there is one of a format.
func TestArchivesAreDocumented(t *testing.T) {
	names := map[format]string{
		formatZip: "zip", formatGzip: "gzip", formatBzip2: "bzip2", formatTar: "tar", format7z: "7z", formatRar4: "rar", formatRar: "rar",
	}
	want := make(map[string]bool)
	for f := noArchive + 1; f <= formatRar; f++ {
		if names[f] == "" {
			t.Errorf("format %d has no name here", f)
		}
		want[names[f]] = true
	}
	got := make(map[string]bool)
	for name := range rows(t, "archive") {
		got[name] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("archives (-formats +page):\n%s", diff)
	}
}

// TestLimitsAreDocumented compares the exported limits and their values with the page.
func TestLimitsAreDocumented(t *testing.T) {
	want := map[string]string{
		"MaxEntries": size(MaxEntries), "MaxFolderDepth": size(MaxFolderDepth), "MaxArchiveDepth": size(MaxArchiveDepth),
		"MaxInflatedBytes": size(MaxInflatedBytes), "MaxNestedArchive": size(MaxNestedArchive), "MaxHeldBytes": size(MaxHeldBytes),
		"MaxDictionary": size(MaxDictionary), "MaxHeaderBytes": size(MaxHeaderBytes), "MaxKeyRounds": "33,554,432",
		"MaxBundleSections": size(MaxBundleSections), "MaxKept": size(MaxKept), "MaxWork": "4,294,967,296",
	}
	if MaxKeyRounds != 33_554_432 {
		t.Errorf("MaxKeyRounds is %d", MaxKeyRounds)
	}
	source, err := os.ReadFile("limits.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\t(Max\w+)\s+=`).FindAllSubmatch(source, -1) {
		if want[string(m[1])] == "" {
			t.Errorf("%s is missing here", m[1])
		}
	}
	if diff := cmp.Diff(want, rows(t, "limit")); diff != "" {
		t.Errorf("limits (-constants +page):\n%s", diff)
	}
}

// size writes a number as the page does.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1000:
		return fmt.Sprintf("%d,%03d", n/1000, n%1000)
	}
	return fmt.Sprint(n)
}
