package registry

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestCaptures reads real captures where they are at hand, and checks what stands in
// them.
func TestCaptures(t *testing.T) {
	type facts struct {
		Keys, Values int
		Complete     bool // of Tcpip\Parameters
		MaxUserPort  uint64
		Host, Notes  string
	}
	tests := []struct {
		file string
		want facts
	}{
		{"reg/1-fs56771044418-ControlSet001-export-excerpt.reg", facts{Notes: "registry.no-key registry.wrong-key "}},
		{"reg/4-fs19405068020-exo-v5.reg", facts{Keys: 1, Values: 2, MaxUserPort: 7000}},
		{"reg/5-fs5553692764-repeated-key.reg", facts{Keys: 1, Values: 2}},
		{"reg/6-fs24100855461-tuning-multi-key.reg", facts{Keys: 1, Values: 1, Notes: "registry.no-key "}},
		{"reg/7-nmap-performance-REGEDIT4.reg", facts{Keys: 1, Values: 3, MaxUserPort: 65534}},
		{"recon/regquery-tcpip-parameters.txt", facts{Keys: 1, Values: 17, Complete: true, MaxUserPort: 65534, Host: "WEB01"}},
		{"recon/regquery-xp-header.txt", facts{Keys: 1, Values: 2, MaxUserPort: 65534}},
	}
	dir := realfiles.Dir(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, tt.file))
			if err != nil {
				t.Skip(err)
			}
			sections := run(string(text), "")
			if len(sections) != 1 {
				t.Fatalf("found %d dumps, want 1", len(sections))
			}
			s := sections[0]
			got := facts{Keys: len(s.Registry), Host: s.Host}
			for i := range s.Registry {
				k := &s.Registry[i]
				got.Values += len(k.Values)
				got.Complete = got.Complete || k.Complete
				if v := find(k, "MaxUserPort"); v != nil {
					got.MaxUserPort = v.Number
				}
			}
			for _, n := range s.Notes {
				got.Notes += n.ID + " "
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if s.Kind != snapshot.KindRegistry {
				t.Errorf("kind %s", s.Kind)
			}
		})
	}
}
