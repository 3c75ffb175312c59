package diagnosis

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNotesHaveTexts finds the ids of notes in the parsers and in what is above them:
// each has a text in both languages, each text is used, and what is said of a file that
// is no capture names a command or a way to save it.
func TestNotesHaveTexts(t *testing.T) {
	used := noteIDs(t)
	texts := make(map[string]phrase)
	maps.Copy(texts, fileNotes)
	maps.Copy(texts, natureNotes)
	for id, p := range phrases {
		if _, ok := used[id]; ok {
			texts[id] = p
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(used)), slices.Sorted(maps.Keys(texts))); diff != "" {
		t.Errorf("ids of notes (-used +texts):\n%s", diff)
	}
	remedy := regexp.MustCompile(`netstat -ano|reg query|certutil|wevtutil|send (those|the file|what it prints)|run it|pass the folder|reading stopped|could not be read|lines are counted`)
	for id, p := range natureNotes {
		if !remedy.MatchString(p.en) {
			t.Errorf("%s does not say what to send: %s", id, p.en)
		}
	}
	for id, p := range texts {
		if p.en == "" || p.zh == "" || strings.Count(p.en, "{") != strings.Count(p.zh, "{") {
			t.Errorf("%s differs between languages: %q, %q", id, p.en, p.zh)
		}
	}
}

// noteIDs returns the ids that stand in string literals.
func noteIDs(t *testing.T) map[string]bool {
	ids := make(map[string]bool)
	literal := regexp.MustCompile(`"((?:capture|counters|counts|eventtext|evtx|file|netsh|netstat|nettcp|nettcpsetting|process|registry|systeminfo|text)\.[a-z][a-z0-9_-]*)"`)
	for _, dir := range []string{"../../parsers", "../assemble", "../read.go"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			source, err := os.ReadFile(path)
			for _, m := range literal.FindAllSubmatch(source, -1) {
				ids[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return ids
}
