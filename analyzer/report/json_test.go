package report

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func encoded(t *testing.T, d *diagnosis.Diagnosis) string {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestJSONForm(t *testing.T) {
	got := encoded(t, &diagnosis.Diagnosis{Host: diagnosis.Host{Name: "<a> & \u009b\u202e\U000e0041\x1b"}})
	for _, want := range []string{
		"{\n  \"schema\": \"portdx.diagnosis/v1\",\n", `"name": "<a> & \u009b\u202e\udb40\udc41\u001b"`, `"findings": []`, `"facts": {}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the JSON lacks %s:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "null"); n != 3 { // tcp, tcp6 and udp of pool
		t.Errorf("%d values are null, want the 3 pools only:\n%s", n, got)
	}
	if !strings.HasSuffix(got, "\n}\n") {
		t.Errorf("the JSON does not end with one newline: %q", got[len(got)-5:])
	}
}

// TestJSONKeepsStrings checks that escaping what cannot be seen loses nothing.
func TestJSONKeepsStrings(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		d := confirmedTimeWait()
		fill(reflect.ValueOf(d).Elem(), func() string { return strings.ToValidUTF8(hostile(r), "?") }, true)
		text := encoded(t, d)
		checkVisible(t, text)
		var got diagnosis.Diagnosis
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asJSON(t, d), asJSON(t, &got)); diff != "" {
			t.Fatalf("after a round trip (-want +got):\n%s", diff)
		}
	}
}

// asJSON makes numbers of both sides alike.
func asJSON(t *testing.T, d *diagnosis.Diagnosis) any {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestReportOfJSON checks that a diagnosis read back from JSON gives the same report.
func TestReportOfJSON(t *testing.T) {
	for _, sample := range samples() {
		var back diagnosis.Diagnosis
		if err := json.Unmarshal([]byte(encoded(t, sample())), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(markdown(t, sample()), markdown(t, &back)); diff != "" {
			t.Errorf("report of the JSON (-want +got):\n%s", diff)
		}
	}
}
