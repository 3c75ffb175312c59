package netsh

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
	tests := []struct {
		file       string
		start, num int // of a dynamic port range
		spans      int // of an exclusion list
	}{
		{"de-dyn-fs56679490679-test.txt", 49152, 16384, 0},
		{"en-dyn-collapsed-fs724211314.txt", 49152, 16384, 0},
		{"en-dyn-conda-prompt-fs53523477037.txt", 1024, 13977, 0},
		{"en-dyn-datadog-fs5789315370.txt", 49152, 16384, 0},
		{"en-dyn-interactive-fs69591217892.txt", 1024, 64511, 0},
		{"fr-dyn-datadog-fs5789315370.txt", 49152, 16384, 0},
		{"ja-dyn-fs66533420769-test.txt", 49152, 16384, 0},
		{"ru-dyn-fs70151413478.txt", 1025, 64511, 0},
		{"zhCN-dyn-fs32228858854.txt", 1024, 13977, 0},
		{"zhCN-excl-fs5436807859-prompt.txt", 0, 0, 8},
		{"zhCN-excl-fs62029105758.txt", 0, 0, 4},
	}
	dir := realfiles.Dir(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "netsh", tt.file))
			if err != nil {
				t.Skip(err)
			}
			got := run(string(text), "", tt.file)
			if len(got) != 1 || len(got[0].Notes) != 0 {
				t.Fatalf("sections %+v, want one without notes", got)
			}
			type numbers struct{ start, num, spans int }
			var n numbers
			for _, r := range got[0].Ranges {
				n.start, n.num = r.Start, r.Count
			}
			for _, e := range got[0].Exclusions {
				n.spans = len(e.Spans)
			}
			want := numbers{tt.start, tt.num, tt.spans}
			if diff := cmp.Diff(want, n, cmp.AllowUnexported(numbers{})); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
		})
	}
}
