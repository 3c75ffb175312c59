package analyzer

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestReadErrors cuts files in an archive off, in text and in a log, whose parser takes
// the error for the end of the file. One note says what happened.
func TestReadErrors(t *testing.T) {
	log, err := os.ReadFile(filepath.Join("..", "fixtures", "time-wait-single-destination", "System.evtx"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for name, data := range map[string][]byte{"System.evtx.gz": log, "netstat.txt.gz": []byte(title + strings.Repeat(listener, 5000))} {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		files[name] = b.Bytes()[:b.Len()-6] // within the checksum
	}
	read, err := readFiles(t.Context(), bundle.FromFiles("test", files))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range read {
		notes := 0
		for _, s := range f.Sections {
			for _, n := range s.Notes {
				if n.ID == "file.read-error" && strings.Contains(n.Args[0], "unexpected EOF") {
					notes++
				}
			}
		}
		if last := f.Sections[len(f.Sections)-1]; notes != 1 || last.Status != snapshot.StatusPartial {
			t.Errorf("%s: %d notes of the error, status %s", f.Path, notes, last.Status)
		}
	}
	if len(read) != 2 {
		t.Errorf("%d files", len(read))
	}
}

// TestEachFileKeepsATable reads many tables of a busy machine with one of a calm one,
// whose rows must not be dropped for those of the others.
func TestEachFileKeepsATable(t *testing.T) {
	table := func(rows int) []byte {
		var b strings.Builder
		b.WriteString(title + listener)
		for i := range rows {
			fmt.Fprintf(&b, "  TCP    10.0.0.4:%d  192.0.2.7:443  ESTABLISHED  9\n", 49152+i)
		}
		return []byte(b.String())
	}
	files := map[string][]byte{"DB02/netstat.txt": table(2000)}
	busy := table(16000)
	for i := range 2*BundleRows/16000 + 2 {
		files[fmt.Sprintf("WEB01/netstat-%d.txt", i)] = busy
	}
	read, err := readFiles(t.Context(), bundle.FromFiles("test", files))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range read {
		if c := f.Sections[0].Captures[0]; c.Table == nil {
			t.Errorf("%s: its rows were dropped", f.Path)
		}
	}
}
