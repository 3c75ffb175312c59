package report

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// mayBeEmpty lists words that are left out on purpose.
var mayBeEmpty = map[string]bool{"ReadStatus[parsed]": true, "TimelineHead[1]": true}

// TestTextsComplete checks that each language has every word, and as many places for
// values in it as English has.
func TestTextsComplete(t *testing.T) {
	want := words(english())
	for _, lang := range []Lang{English} {
		t.Run(string(lang), func(t *testing.T) {
			table, ok := textsOf(lang)
			if !ok {
				t.Fatal("no texts")
			}
			got := words(*table)
			for name, en := range want {
				text, ok := got[name]
				if !ok || text == "" && !mayBeEmpty[name] {
					t.Errorf("%s is missing", name)
				}
				if places(text) != places(en) {
					t.Errorf("%s has %d places for values in %q, English has %d", name, places(text), text, places(en))
				}
			}
		})
	}
}

var verb = regexp.MustCompile(`%(?:\[\d\])?[sd]`)

func places(s string) int { return len(verb.FindAllString(s, -1)) }

// words lists all texts of a table by the names of their fields and keys.
func words(t texts) map[string]string {
	out := map[string]string{}
	v := reflect.ValueOf(t)
	for i := range v.NumField() {
		name, f := v.Type().Field(i).Name, v.Field(i)
		switch f := f.Interface().(type) {
		case string:
			out[name] = f
		case []string:
			for j, s := range f {
				out[name+"["+string(rune('0'+j))+"]"] = s
			}
		case map[string]string:
			for k, s := range f {
				out[name+"["+k+"]"] = s
			}
			out[name] = strings.Repeat("x", len(f))
		}
	}
	return out
}
