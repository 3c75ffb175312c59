package analyzer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
)

// readFiles reads the artifacts, several at a time, and returns them in the order of
// their names.
func readFiles(ctx context.Context, b *bundle.Bundle) ([]assemble.File, error) {
	kept := newRetention()
	return bundle.Read(ctx, b, func(a *bundle.Artifact) assemble.File {
		f := assemble.File{Path: a.Name, ModTime: a.ModTime, InArchive: a.InArchive, Sections: readArtifact(a)}
		var bytes int64
		for _, s := range f.Sections {
			bytes += s.Kept()
		}
		a.Keep(len(f.Sections), bytes)
		kept.add(f.Sections)
		return f
	})
}

// The limits of what the captures of a bundle keep (see [snapshot.Retention]).
const (
	BundleRows    = 2 * snapshot.KeepRows
	BundleDetails = 2 * snapshot.KeepDetails
	// FullestRows is how many rows the fullest captures of the files keep together, 24
	// bytes each: those of 120 machines whose whole default range is in use.
	FullestRows = 32 * snapshot.KeepRows
)

// retention bounds what all files together keep. Each file's fullest capture has a limit
// of its own: until all files are read nothing tells of which machine a table is, and the
// captures of a busy one must not cost a calm one its only table.
type retention struct {
	mu              sync.Mutex
	fullest, others snapshot.Retention
}

func newRetention() *retention {
	return &retention{
		fullest: snapshot.Retention{Rows: FullestRows, Details: BundleDetails},
		others:  snapshot.Retention{Rows: BundleRows, Details: BundleDetails},
	}
}

func (r *retention) add(sections []*snapshot.Section) {
	top := fullestOf(sections)
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range sections {
		for _, c := range s.Captures {
			if c == top[0] || c == top[1] {
				r.fullest.Add(c)
			} else {
				r.others.Add(c)
			}
		}
	}
}

// fullestOf returns the captures with rows that show most ports, and most ports of the
// default range (see [snapshot.Retention]); of equals the first.
func fullestOf(sections []*snapshot.Section) (top [2]*snapshot.Capture) {
	var most [2]int
	for _, s := range sections {
		for _, c := range s.Captures {
			if c.Table == nil {
				continue
			}
			all, dynamic := c.Summary.Ports()
			for i, ports := range [...]int{all, dynamic} {
				if top[i] == nil || ports > most[i] {
					top[i], most[i] = c, ports
				}
			}
		}
	}
	return top
}

// readArtifact reads one file. A parser that fails on it costs the file, not the run.
func readArtifact(a *bundle.Artifact) (sections []*snapshot.Section) {
	defer func() {
		if p := recover(); p != nil {
			sections = []*snapshot.Section{parsers.Unreadable(a.Name, fmt.Errorf("a parser failed on it: %v", p))}
		}
	}()
	r, err := a.Open()
	if errors.Is(err, bundle.ErrOffice) {
		return parsers.Unrecognized(a.Name, "file.office")
	}
	if err != nil {
		return []*snapshot.Section{parsers.Unreadable(a.Name, err)}
	}
	w := &watched{Artifact: a, r: r}
	sections = parsers.Read(a.Name, w, a.Size)
	if w.err != nil {
		noteReadError(sections, w.err)
	}
	return sections
}

// watched remembers the error that a file's bytes ended with. It is the parsers' budget too.
type watched struct {
	*bundle.Artifact
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// noteReadError says why a file could not be read to its end, unless its parser did: to
// some the error is the end of the file.
func noteReadError(sections []*snapshot.Section, err error) {
	for _, s := range sections {
		for _, n := range s.Notes {
			if n.ID == "file.read-error" || n.ID == "file.unreadable" {
				return
			}
		}
	}
	last := sections[len(sections)-1]
	if last.Status == snapshot.StatusParsed {
		last.Status = snapshot.StatusPartial
	}
	last.AddNote("file.read-error", 0, err.Error())
}
