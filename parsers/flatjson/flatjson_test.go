package flatjson

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/textenc"
)

var names = []string{"id", "name"}

func whole(o *Object) bool { return o.Has(0, 1) }

// read returns the objects of a text, the last line of the list, and whether it ends.
func read(text string) []string {
	l := textenc.NewLines(strings.NewReader(text))
	l.Next()
	if !Match(l, names, whole) {
		return nil
	}
	var got []string
	last, truncated := New(names, whole, func(o *Object) {
		got = append(got, fmt.Sprintf("%d: %s %s", o.Line, o.Value(0), o.Value(1)))
	}).Read(l)
	return append(got, fmt.Sprintf("%d %v", last, truncated))
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a list over lines", "[\n  {\n    \"id\": 7,\n    \"name\": \"a\"\n  },\n  {\n    \"name\": \"b\",\n    \"id\": 8\n  }\n]\n", []string{"2: 7 a", "6: 8 b", "10 false"}},
		{"one line", `[{"id":7,"name":"a"},{"id":8,"name":"b"}]`, []string{"1: 7 a", "1: 8 b", "1 false"}},
		{"one object", `{"id":7,"name":"a"}`, []string{"1: 7 a", "1 false"}},
		{"objects below each other, then something else", "{\"id\":7,\"name\":\"a\"}\n{\"id\":8,\"name\":\"b\"}\n\nx\n", []string{"1: 7 a", "2: 8 b", "2 false"}},
		{"a document stops at the end of the list", "{\n\"list\": [\n{\"id\":7,\"name\":\"a\"}\n],\n\"other\": [\n{\"id\":8,\"name\":\"b\"}\n]\n}\n", []string{"3: 7 a", "4 false"}},
		{"objects around others count", `[{"id":7,"x":{"id":1,"name":"z"},"name":"a"},{"id":8,"name":"b","x":{"id":2,"name":"y"}}]`, []string{"1: 1 z", "1: 7 a", "1: 8 b", "1 false"}},
		{"brackets and marks in strings", `[{"id":7,"name":"a \"]}\" b"}]`, []string{`1: 7 a "]}" b`, "1 false"}},
		{"cut off", "[{\"id\":7,\"name\":\"a\"},\n{\"id\":8,", []string{"1: 7 a", "2 true"}},
		{"damaged", "[{\"id\":7,\"name\":\"a\"},\n{\"id\":8,\"name\":\"b},\n", []string{"1: 7 a", "1 true"}},
		{"members are missing", `[{"id":7}]`, nil},
		{"prose", "[see the name \"id\" below]\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(tt.text)); diff != "" {
				t.Errorf("objects (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStringEnd(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{`a"`, 1}, {`"`, 0}, {`a\"b"`, 4}, {`a\\"b"`, 3}, {`\"\\\""`, 6}, {`a\"`, -1}, {``, -1},
	}
	for _, tt := range tests {
		if got := StringEnd([]byte(tt.text)); got != tt.want {
			t.Errorf("StringEnd(%q) = %d, want %d", tt.text, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[{\"id\":7,\"name\":\"a\"},\n{\"id\":8}]\n")
	f.Add("{\"x\":[[[{\"id\":-1.5e3,\"name\":\"\\u0041\"}]]]}\n")
	f.Fuzz(func(t *testing.T, text string) { read(text) })
}
