package diagnosis

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNormalize checks every list at every depth: each slice gets one zero element, whose
// own slices are nil.
func TestNormalize(t *testing.T) {
	tests := []struct {
		name string
		d    Diagnosis
	}{
		{"empty", Diagnosis{}},
		{"an empty element in each list", func() (d Diagnosis) { grow(reflect.ValueOf(&d).Elem()); return d }()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.d.Normalize()
			if nils := nilLists(reflect.ValueOf(tt.d), "d"); len(nils) > 0 {
				t.Errorf("still nil: %s", strings.Join(nils, ", "))
			}
			if tt.d.Schema != Schema {
				t.Errorf("schema %q", tt.d.Schema)
			}
		})
	}
}

func TestNormalizeKeepsUnknown(t *testing.T) {
	d := Diagnosis{
		Tables:   []Table{{Rows: [][]any{{nil, 1}, nil}}},
		Findings: []Finding{{Explains: nil}},
		Facts:    map[string]any{"tcp.bound": nil},
	}
	d.Normalize()
	text, err := json.Marshal(map[string]any{"rows": d.Tables[0].Rows, "facts": d.Facts, "explains": d.Findings[0].Explains, "pool": d.Pool})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"explains":null,"facts":{"tcp.bound":null},"pool":{"tcp":null,"tcp6":null,"udp":null},"rows":[[null,1],[]]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

func grow(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		grow(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			grow(v.Field(i))
		}
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Slice {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			if k == reflect.Struct {
				grow(v.Index(0))
			}
		}
	}
}

func nilLists(v reflect.Value, path string) []string {
	var out []string
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out = nilLists(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, nilLists(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
	case reflect.Map, reflect.Slice:
		if v.IsNil() {
			return []string{path}
		}
		for i := 0; v.Kind() == reflect.Slice && i < v.Len(); i++ {
			out = append(out, nilLists(v.Index(i), path+"[]")...)
		}
	}
	return out
}
