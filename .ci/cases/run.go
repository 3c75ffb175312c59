package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// run is a case while it is checked.
type run struct {
	bin, path string
	work      string // an empty folder of its own
	faults    []string
}

func (r *run) wrong(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// input is the case's input: the folder "input" in it where there is one. EXPECT.md is a
// text that portdx names and does not use.
func (r *run) input() string {
	in := filepath.Join(r.path, "input")
	if _, err := os.Stat(in); err == nil {
		return in
	}
	return r.path
}

// portdx runs the program and returns its exit code and both outputs.
func (r *run) portdx(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	cmd := exec.Command(r.bin, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		r.wrong("%v", err)
	}
	return code, out.String(), errs.String()
}

// analyze returns the diagnosis of the case's only host; several are a fault, and the
// first is returned.
func (r *run) analyze(args ...string) *host {
	hosts := r.hosts(args...)
	if len(hosts) != 1 {
		var names []string
		for _, h := range hosts {
			names = append(names, h.Host.Name)
		}
		r.wrong("%d hosts: %q", len(hosts), names)
	}
	if len(hosts) == 0 {
		return &host{run: r, Diagnosis: &diagnosis.Diagnosis{}}
	}
	return hosts[0]
}

// hosts returns the diagnosis of each host.
func (r *run) hosts(args ...string) []*host {
	_, out, errs := r.portdx(append([]string{"analyze", r.input(), "-f", "json"}, args...)...)
	dec := json.NewDecoder(strings.NewReader(out))
	var hosts []*host
	for {
		d := new(diagnosis.Diagnosis)
		err := dec.Decode(d)
		if errors.Is(err, io.EOF) {
			return hosts
		}
		if err != nil {
			r.wrong("JSON: %v; stderr: %s", err, errs)
			return hosts
		}
		hosts = append(hosts, &host{run: r, Diagnosis: d, args: args})
	}
}

// host is a diagnosis under check.
type host struct {
	*run
	*diagnosis.Diagnosis
	args []string
}

// status wants this verdict, and this "when" unless it is empty.
func (h *host) status(status, when string) {
	if h.Verdict.Status != status || when != "" && h.Verdict.When != when {
		h.wrong("verdict %s %s, want %s %s: %s", h.Verdict.Status, h.Verdict.When, status, when, h.Verdict.Headline)
	}
}

// lean wants one of these leans.
func (h *host) lean(leans ...string) {
	if !slices.Contains(leans, h.Verdict.Lean) {
		h.wrong("lean %q, want %q", h.Verdict.Lean, leans)
	}
}

// firstCause wants this cause to stand first.
func (h *host) firstCause(id string) {
	if len(h.Verdict.Causes) == 0 || h.Verdict.Causes[0] != id {
		h.wrong("causes %q, want %s first", h.Verdict.Causes, id)
	}
}

// noCause wants none of these among the causes; without ids it wants no cause at all.
func (h *host) noCause(ids ...string) {
	for _, id := range h.Verdict.Causes {
		if len(ids) == 0 || slices.Contains(ids, id) {
			h.wrong("cause %s", id)
		}
	}
}

// state wants a finding in this state.
func (h *host) state(rule, state string) {
	if got := h.stateOf(rule); got != state {
		h.wrong("%s is %s, want %s", rule, got, state)
	}
}

func (h *host) stateOf(rule string) string {
	for _, f := range h.Findings {
		if f.Rule == rule {
			return f.State
		}
	}
	return "no rule"
}

// evidence wants a present finding whose evidence has each of these words.
func (h *host) evidence(rule string, words ...string) {
	h.state(rule, "present")
	var lines []string
	for _, f := range h.Findings {
		for _, e := range f.Evidence {
			if f.Rule == rule {
				lines = append(lines, e.Text)
			}
		}
	}
	want(h.run, rule, strings.Join(lines, "\n"), words)
}

// table wants a row of a table with each of these cells.
func (h *host) table(id string, cells ...string) {
	for _, t := range h.Tables {
		for _, row := range t.Rows {
			if t.ID == id && !slices.ContainsFunc(cells, func(c string) bool {
				return !slices.ContainsFunc(row, func(v any) bool { return fmt.Sprint(v) == c })
			}) {
				return
			}
		}
	}
	h.wrong("no row with %q in the table %s", cells, id)
}

// fact wants the fact to have this value: a number as float64, nil where it is unknown.
func (h *host) fact(name string, want any) {
	got, known := h.Facts[name]
	if !known {
		got = "does not apply"
	}
	if n, ok := want.(int); ok {
		want = float64(n)
	}
	if got != want {
		h.wrong("%s is %v, want %v", name, got, want)
	}
}

// artifact wants a section of this kind with so many rows.
func (h *host) artifact(kind string, rows int) {
	var have []string
	for _, a := range h.Artifacts {
		if a.Kind == kind && a.Rows == rows {
			return
		}
		have = append(have, fmt.Sprintf("%s:%d %s %d", a.Path, a.Line, a.Kind, a.Rows))
	}
	h.wrong("no %s with %d rows among %q", kind, rows, have)
}

// noArtifact wants no section of this kind.
func (h *host) noArtifact(kind string) {
	for _, a := range h.Artifacts {
		if a.Kind == kind {
			h.wrong("%s line %d is %s", a.Path, a.Line, kind)
		}
	}
}

// says wants each of these in the headline or the lines of the first screen.
func (h *host) says(words ...string) { want(h.run, "the first screen", h.screen(), words) }

// never wants none of these there.
func (h *host) never(words ...string) { refuse(h.run, "the first screen", h.screen(), words) }

func (h *host) screen() string {
	lines := append([]string{h.Verdict.Label, h.Verdict.Headline}, h.Verdict.Limits...)
	for _, f := range h.Summary {
		lines = append(lines, f.ID+": "+f.Text)
	}
	return strings.Join(lines, "\n")
}

// output is a report or a reply under check.
type output struct {
	*run
	name, text string
}

// report returns the Markdown.
func (r *run) report(args ...string) output { return r.format("markdown", args...) }

// reply returns the text for the customer.
func (r *run) reply(args ...string) output { return r.format("reply", args...) }

func (r *run) format(format string, args ...string) output {
	_, out, _ := r.portdx(append([]string{"analyze", r.input(), "-f", format}, args...)...)
	return output{r, format, out}
}

func (o output) has(words ...string) { want(o.run, o.name, o.text, words) }

func (o output) lacks(words ...string) { refuse(o.run, o.name, o.text, words) }

func want(r *run, place, text string, words []string) {
	for _, w := range words {
		if !strings.Contains(text, w) {
			r.wrong("%q does not stand in %s", w, place)
		}
	}
}

func refuse(r *run, place, text string, words []string) {
	for _, w := range words {
		if strings.Contains(text, w) {
			r.wrong("%q stands in %s", w, place)
		}
	}
}
