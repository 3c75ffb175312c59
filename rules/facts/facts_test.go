package facts

import (
	"slices"
	"strings"
	"testing"
)

// TestVocabulary holds what the rule language needs: names are unique, none is a prefix
// of another, and each has a meaning and a known unit.
func TestVocabulary(t *testing.T) {
	units := []Unit{None, Count, Ports, Connections, Events, Share, Seconds, Hours, PerSecond, PerHour, Timestamp}
	all := slices.Collect(All())
	for i, f := range all {
		if f.Meaning == "" || !slices.Contains(units, f.Unit) {
			t.Errorf("%s: meaning %q, unit %q", f.Name, f.Meaning, f.Unit)
		}
		if len(f.Sources) == 0 && !strings.HasPrefix(f.Name, "reported.") {
			t.Errorf("%s has no sources", f.Name)
		}
		if (f.Type == Time) != (f.Unit == Timestamp) {
			t.Errorf("%s: type %s, unit %q", f.Name, f.Type, f.Unit)
		}
		for _, other := range all[i+1:] {
			if other.Name == f.Name || strings.HasPrefix(other.Name, f.Name+".") {
				t.Errorf("%s and %s cannot stand side by side", f.Name, other.Name)
			}
		}
		if got, ok := Lookup(f.Name); !ok || got.Meaning != f.Meaning {
			t.Errorf("Lookup(%q) = %+v, %v", f.Name, got, ok)
		}
	}
	if _, ok := Lookup("tcp.no_such_fact"); ok {
		t.Error("a fact that does not exist was found")
	}
}

func TestSet(t *testing.T) {
	s := NewSet()
	if got := s.Get("tcp.rows"); got.State != NotApplicable {
		t.Errorf("a fact that was not set: %+v", got)
	}
	s.Unknown("tcp.rows")
	if got := s.Get("tcp.rows"); got.State != Unknown {
		t.Errorf("unknown: %+v", got)
	}
	s.Number("tcp.rows", 7, Ref{File: "n.txt", Line: 3, LastLine: 9})
	if got := s.Get("tcp.rows"); got.State != Known || got.Num != 7 || got.Refs[0].Line != 3 {
		t.Errorf("known: %+v", got)
	}
	s.Drop("tcp.rows")
	if len(s.Names()) != 0 {
		t.Errorf("names after Drop: %v", s.Names())
	}
	defer func() {
		if recover() == nil {
			t.Error("a text was set where the vocabulary has a number")
		}
	}()
	s.String("tcp.rows", "seven")
}
