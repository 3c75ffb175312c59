package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

var update = flag.Bool("update", false, "write the golden files")

func markdown(t testing.TB, d *diagnosis.Diagnosis) string {
	t.Helper()
	var b bytes.Buffer
	if err := Markdown(&b, d, English); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdown(t *testing.T) {
	tests := []struct {
		name string
		d    *diagnosis.Diagnosis
	}{
		{"confirmed-time-wait", confirmedTimeWait()},
		{"undetermined-registry", undeterminedRegistry()},
		{"not-found", notFound()},
		{"empty", &diagnosis.Diagnosis{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := markdown(t, tt.d)
			golden := filepath.Join("testdata", tt.name+".md")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			for range 20 {
				if markdown(t, tt.d) != got {
					t.Fatal("two renderings of one diagnosis differ")
				}
			}
		})
	}
}

// TestFirstScreen checks that the questions of a reader are answered before scrolling.
func TestFirstScreen(t *testing.T) {
	const screen = 25
	lines := strings.Split(markdown(t, confirmedTimeWait()), "\n")
	first := strings.Join(lines[:screen], "\n")
	for _, want := range []string{"Confirmed", "TIME_WAIT accumulation", "94.0 %", "OrderGateway.exe", "10.0.0.50:8443", "08:53", "Widen the range", "lower bound"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first %d lines do not say %q:\n%s", screen, want, first)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	if err := Markdown(&bytes.Buffer{}, &diagnosis.Diagnosis{}, "xx"); err == nil {
		t.Error("no error for a language without texts")
	}
}
