package analyzer

import (
	"context"
	"fmt"
	"sync"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
)

// readFiles reads the artifacts, several at a time, and returns them in the order of
// their names.
func readFiles(ctx context.Context, b *bundle.Bundle) ([]assemble.File, error) {
	var rows retention
	return bundle.Read(ctx, b, func(a *bundle.Artifact) assemble.File {
		f := assemble.File{Path: a.Name, ModTime: a.ModTime, InArchive: a.InArchive, Sections: readArtifact(a)}
		rows.limit(f.Sections)
		return f
	})
}

// BundleRows is how many rows the captures of a bundle keep together, beyond those of the
// fullest one.
const BundleRows = 1 << 20

// retention bounds the rows that all files together keep.
type retention struct {
	mu   sync.Mutex
	kept []*snapshot.Capture
	rows int
}

func (r *retention) limit(sections []*snapshot.Section) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range sections {
		for _, c := range s.Captures {
			if c.Table != nil {
				r.kept = append(r.kept, c)
				r.rows += c.Table.Len()
			}
		}
	}
	if r.rows > BundleRows {
		r.kept, r.rows = snapshot.DropRows(r.kept, BundleRows)
	}
}

// readArtifact reads one file. A parser that fails on it costs the file, not the run.
func readArtifact(a *bundle.Artifact) (sections []*snapshot.Section) {
	defer func() {
		if p := recover(); p != nil {
			sections = []*snapshot.Section{parsers.Unreadable(a.Name, fmt.Errorf("a parser failed on it: %v", p))}
		}
	}()
	r, err := a.Open()
	if err != nil {
		return []*snapshot.Section{parsers.Unreadable(a.Name, err)}
	}
	return parsers.Read(a.Name, r, a.Size)
}
