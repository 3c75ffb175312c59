package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/portdx/portdx/analyzer"
	"github.com/portdx/portdx/rules/facts"
)

// inputFlags say what the files leave open. analyze and snapshot share them.
type inputFlags struct {
	host       string
	capturedAt string
	tz         string
}

func (f *inputFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.host, "host", "", "analyze this host only, where the paths hold several")
	flags.StringVar(&f.capturedAt, "captured-at", "", `when the capture was taken: "2026-03-10 09:00", or RFC 3339`)
	flags.StringVar(&f.tz, "tz", "", "zone of times that name none: Europe/Berlin, UTC, or an offset such as +01:00")
}

func (f *inputFlags) options() (analyzer.Options, error) {
	opts := analyzer.Options{Version: version, Host: f.host}
	var err error
	if opts.Zone, err = parseZone(f.tz); err != nil {
		return opts, err
	}
	opts.CapturedAt, err = parseTime(f.capturedAt, opts.Zone)
	return opts, err
}

// parseZone reads a zone's name or an offset; nil for none.
func parseZone(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	if t, err := time.Parse("-07:00", name); err == nil {
		_, offset := t.Zone()
		return time.FixedZone(name, offset), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, fmt.Errorf("--tz %s: no such zone; use a name such as Europe/Berlin or an offset such as +01:00", name)
	}
	return zone, nil
}

// parseTime reads a time in the zone, UTC without one; zero for none.
func parseTime(text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf(`--captured-at %s: not a time; write "2026-03-10 09:00" or 2026-03-10T09:00:00Z`, text)
}

// checkReported rejects observations that no fact stands for.
func checkReported(words []string) ([]string, error) {
	for _, w := range words {
		if _, ok := facts.Reports[w]; !ok {
			return nil, fmt.Errorf("--reported %s: use one of %s", w, strings.Join(slices.Sorted(maps.Keys(facts.Reports)), ", "))
		}
	}
	return words, nil
}
