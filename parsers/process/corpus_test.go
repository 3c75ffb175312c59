package process

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
)

// TestCaptures reads real captures where they are at hand, and checks the numbers that
// stand in them.
func TestCaptures(t *testing.T) {
	type numbers struct {
		Count, Services int
		First, Last     string
	}
	tests := []struct {
		file string
		want numbers
	}{
		{"1-huynhnt.csv", numbers{225, 0, "2: 0 System Idle Process", "226: 1052 WmiPrvSE.exe"}},
		{"2-logancave.txt", numbers{224, 0, "4: 0 System Idle Process", "227: 11484 tasklist.exe"}},
		{"3-fs37122237137-svc.txt", numbers{9, 0, "5: 0 System Idle Process", "13: 652 services.exe"}},
		{"4-fs59281162971-svc-spaces.txt", numbers{3, 3, "3: 964 svchost.exe (BFE, DPS)", "5: 336 amazon-ssm-agent.exe (AmazonSSMAgent)"}},
		{"5-fs68430304533-v.txt", numbers{2, 0, "1: 876 csrss.exe", "2: 452 wininit.exe"}},
		{"6-get-process-export.csv", numbers{126, 0, "3: 6332 AudioBox", "128: 7700 WWAHost"}},
	}
	dir := realfiles.Dir(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "tasklist", tt.file))
			if err != nil {
				t.Skip(err)
			}
			got := run(string(text))
			if len(got) != 1 || len(got[0].Notes) != 0 {
				t.Fatalf("%d sections %+v, want one without notes", len(got), got)
			}
			ps := got[0].Processes
			n := numbers{Count: len(ps), First: row(ps[0]), Last: row(ps[len(ps)-1])}
			for _, p := range ps {
				if p.Services != "" {
					n.Services++
				}
			}
			if diff := cmp.Diff(tt.want, n); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
		})
	}
}
