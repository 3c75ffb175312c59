package analyzer

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

func TestFirstHosts(t *testing.T) {
	hosts := func() []*assemble.Host { return []*assemble.Host{{Name: "A"}, {Name: "B"}, {Name: "C"}} }
	if got := firstHosts("ticket", hosts(), 3); len(got) != 3 || len(got[2].Sections) != 0 {
		t.Errorf("at the limit: %d hosts, %d notes", len(got), len(got[2].Sections))
	}
	got := firstHosts("ticket", hosts(), 2)
	if len(got) != 2 || len(got[1].Sections) != 1 {
		t.Fatalf("past the limit: %d hosts", len(got))
	}
	want := []snapshot.Note{{ID: "bundle.too-many-hosts", Args: []string{"2", "1"}}}
	if diff := cmp.Diff(want, got[1].Sections[0].Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}
