// Package analyzer is the whole way from a bundle of captures to a diagnosis per host.
// [Analyze] reads from top to bottom: read the files, assemble hosts, measure each, let
// the rules judge, and put the result together. It opens nothing itself, so it works on
// bytes in memory as well.
package analyzer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/analyzer/diagnosis"
	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
)

// Options are the choices of the engineer. The zero value goes by the bundle alone.
type Options struct {
	Version    string // of the program, for the manifest
	Lang       rules.Lang
	Host       string    // analyze this host only
	Capture    int       // number of the capture to analyze, from 1; 0 for the worst
	CapturedAt time.Time // when the capture was taken
	// CapturedLocal reports that CapturedAt is the machine's clock, written as UTC: it is
	// read in the zone that the bundle names.
	CapturedLocal bool
	Zone          *time.Location // zone of times without one
	Reported      []string       // observations, as facts.Reports names them
}

// HostError reports a host that the bundle does not hold.
type HostError struct {
	Want string
	Have []string
}

func (e *HostError) Error() string {
	if len(e.Have) == 0 {
		return fmt.Sprintf("--host %s: the bundle names no host; leave --host out", e.Want)
	}
	return fmt.Sprintf("--host %s: the bundle holds %s", e.Want, strings.Join(e.Have, ", "))
}

// Analyze returns a diagnosis for each host of the bundle, the worst first, at least one: a
// bundle without evidence yields a diagnosis that says what to capture. Damaged files are notes in it.
// An error means that the context ended or that an option does not fit the bundle.
func Analyze(ctx context.Context, b *bundle.Bundle, set *rules.Set, opts Options) ([]*diagnosis.Diagnosis, error) {
	hosts, err := Assemble(ctx, b, opts)
	if err != nil {
		return nil, err
	}
	taken, err := measureHosts(hosts, opts)
	if err != nil {
		return nil, err
	}
	out := make([]*diagnosis.Diagnosis, 0, len(hosts))
	for _, m := range taken {
		h, values := m.Host, m.Facts()
		out = append(out, diagnosis.Build(diagnosis.Input{
			Tool: diagnosis.Tool{
				Version: opts.Version, Rules: set.Hash(), RuleCount: len(set.Rules()), Parameters: set.Changed(),
			},
			Bundle: b.Name, Lang: opts.Lang, Rules: set, Measurement: m, Values: values,
			Evaluation: set.Evaluate(rules.Input{Values: values, Artifacts: kindsOf(h), Lang: opts.Lang}),
		}))
	}
	slices.SortStableFunc(out, diagnosis.Compare)
	return out, nil
}

// measureHosts measures each host. A chosen capture that only some hosts have is analyzed
// there, and the fullest one elsewhere.
func measureHosts(hosts []*assemble.Host, opts Options) ([]*measure.Measurement, error) {
	var out []*measure.Measurement
	var missing error
	chosen := false
	for _, h := range hosts {
		m, err := measure.Take(h, measure.Options{Capture: opts.Capture, Reported: opts.Reported})
		if ce := (*measure.CaptureError)(nil); errors.As(err, &ce) {
			missing = err
			m, err = measure.Take(h, measure.Options{Reported: opts.Reported})
		} else {
			chosen = true
		}
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	if !chosen {
		return nil, missing
	}
	return out, nil
}

// Assemble reads a bundle and returns what was captured of each host.
func Assemble(ctx context.Context, b *bundle.Bundle, opts Options) ([]*assemble.Host, error) {
	files, err := readFiles(ctx, b)
	if err != nil {
		return nil, err
	}
	hosts := assemble.Hosts(files, assemble.Options{CapturedAt: opts.CapturedAt, CapturedLocal: opts.CapturedLocal, Zone: opts.Zone})
	if opts.Host == "" {
		return firstHosts(b.Name, hosts, MaxHosts), nil
	}
	var names []string
	for _, h := range hosts {
		if strings.EqualFold(h.Name, opts.Host) || strings.EqualFold(assemble.ShortName(h.Name), opts.Host) {
			return []*assemble.Host{h}, nil
		}
		if h.Name != "" {
			names = append(names, h.Name)
		}
	}
	return nil, &HostError{opts.Host, names}
}

// kindsOf returns the kinds of artifacts that could be read of a host. Settings of TCP
// without a port range are none, and neither are a log of another channel and the name of a
// time zone alone.
func kindsOf(h *assemble.Host) map[string]bool {
	kinds := make(map[string]bool)
	for _, s := range h.Sections {
		if s.Kind == snapshot.KindNetTCPSetting && len(s.Ranges) == 0 || s.Events != nil && !s.IsSystemLog() ||
			s.Kind == snapshot.KindSystemInfo && s.System == nil {
			continue
		}
		switch s.Status {
		case snapshot.StatusParsed, snapshot.StatusPartial, snapshot.StatusDuplicate:
			kinds[string(s.Kind)] = true
		}
	}
	return kinds
}
