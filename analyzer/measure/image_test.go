package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
)

func TestImageOf(t *testing.T) {
	for name, want := range map[string]string{
		"lsass.exe": "lsass", "lsass": "lsass", "Lsass.exe": "lsass", "LSASS.EXE": "lsass",
		"SQLSERVR.exe": "sqlservr", "sqlservr.exe *32": "sqlservr", "System": "system",
		`C:\Windows\System32\lsass.exe`: "lsass", "[services.exe]": "services",
		"exe": "exe", "": "", "my.exe.exe": "my.exe",
	} {
		if got := imageOf(name); got != want {
			t.Errorf("imageOf(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestProtected spells processes that must not be ended as tasklist, Get-Process and other
// tools do. Without a name only System is known.
func TestProtected(t *testing.T) {
	type answer struct{ Protected, Known bool }
	m, err := Take(&assemble.Host{Processes: map[uint32]string{
		1: "lsass", 2: "Lsass.exe", 3: "SQLSERVR.EXE", 5: "SqlServr", 6: "w3wp.exe", 7: "lsassx.exe",
	}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[uint32]answer{}
	for pid := range uint32(9) {
		protected, known := m.protects(pid)
		got[pid] = answer{protected, known}
	}
	want := map[uint32]answer{
		1: {true, true}, 2: {true, true}, 3: {true, true}, 4: {true, true}, 5: {true, true},
		6: {false, true}, 7: {false, true}, 0: {}, 8: {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
