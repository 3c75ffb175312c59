package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"github.com/portdx/portdx/analyzer"
	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/rules/facts"
)

// inputFlags say what the files leave open. analyze and snapshot share them.
type inputFlags struct {
	host       string
	capturedAt string
	tz         string
	password   string // the file's name
}

func (f *inputFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.host, "host", "", "analyze this host only, where the paths hold several")
	flags.StringVar(&f.capturedAt, "captured-at", "", `when the capture was taken: "2026-03-10 09:00" by the machine's clock, or RFC 3339`)
	flags.StringVar(&f.tz, "tz", "", "zone of times that name none: Europe/Berlin, UTC, or an offset such as +01:00")
	flags.StringVar(&f.password, "password-file", "", "file whose first line is the password of encrypted 7z archives")
}

// open opens the paths as one bundle.
func (f *inputFlags) open(paths []string, stdin io.Reader) (*bundle.Bundle, error) {
	password, err := readPassword(f.password)
	if err != nil {
		return nil, err
	}
	b, err := bundle.Open(paths, stdin)
	if err != nil {
		return nil, err
	}
	b.Password = password
	return b, nil
}

// maxPassword bounds the first line of a password file, in bytes.
const maxPassword = 1024

// readPassword returns the first line of a file without its end; empty for no file. A
// password on the command line would show in the list of processes.
func readPassword(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	fail := func(what string) (string, error) { return "", fmt.Errorf("--password-file %s: %s", name, what) }
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fail("no such file")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fail(pe.Err.Error())
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxPassword+2))
	if errors.As(err, &pe) {
		return fail(pe.Err.Error())
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	switch {
	case len(line) == 0:
		return fail("its first line is empty; write the password there")
	case len(line) > maxPassword:
		return fail(fmt.Sprintf("its first line is longer than %d bytes; write nothing but the password there", maxPassword))
	case !utf8.Valid(line):
		return fail("its first line is not UTF-8; save it as UTF-8")
	}
	return string(line), nil
}

func (f *inputFlags) options() (analyzer.Options, error) {
	opts := analyzer.Options{Version: version, Host: f.host}
	var err error
	if opts.Zone, err = parseZone(f.tz); err != nil {
		return opts, err
	}
	opts.CapturedAt, opts.CapturedLocal, err = parseTime(f.capturedAt, opts.Zone)
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

// parseTime reads a time in the zone; zero for none. Without a zone, a time that names none
// is local: the clock of the machine, written as UTC.
func parseTime(text string, zone *time.Location) (t time.Time, local bool, err error) {
	if text == "" {
		return time.Time{}, false, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, false, nil
	}
	local = zone == nil
	if local {
		zone = time.UTC
	}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, local, nil
		}
	}
	return time.Time{}, false, fmt.Errorf(`--captured-at %s: not a time; write "2026-03-10 09:00" or 2026-03-10T09:00:00Z`, text)
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
