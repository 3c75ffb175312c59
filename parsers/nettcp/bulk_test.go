package nettcp

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/textenc"
)

func TestSourceWithoutBulk(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lines", "[\n  {\n    \"CimClass\":  {\n        \"a\": [ \"]}\", \"\\\"\", {\n } ]\n    },\n\t\"State\": 2\n", "[\n{\n\"CimClass\":null\n\n\n,\n\"State\": 2"},
		{"on one line", "{\n\"CimInstanceProperties\" : [\"State = 2\", []] , \"State\": 2}", "{\n\"CimClass\":null , \"State\": 2}"},
		{"without brackets", "\"CimClass\": \"x\",\n\"CimClassName\": [\n", "\"CimClass\": \"x\",\n\"CimClassName\": ["},
		{"never closed", "\"CimClass\": [\n\"a\n[\n]\n", "\"CimClass\":null\n\n\n"},
		{"closed once more than opened", "\"CimClass\": []\n]\n", "\"CimClass\":null\n]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := textenc.NewLines(strings.NewReader(tt.text))
			l.Next()
			got, err := io.ReadAll(newSource(l))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTrimBlanks(t *testing.T) {
	for n := range 40 {
		if got := string(trimBlanks([]byte(strings.Repeat(" ", n) + "\tx "))); got != "x " {
			t.Errorf("%d spaces: %q", n, got)
		}
		if got := string(trimBlanks([]byte(strings.Repeat(" ", n)))); got != "" {
			t.Errorf("%d spaces alone: %q", n, got)
		}
	}
}
