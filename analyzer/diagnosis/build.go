package diagnosis

import (
	"cmp"
	"slices"
	"time"

	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/facts"
)

// Input is what a diagnosis is built from.
type Input struct {
	Tool        Tool
	Bundle      string
	Lang        rules.Lang
	Rules       *rules.Set
	Measurement *measure.Measurement
	Values      *facts.Set
	Evaluation  *rules.Evaluation
}

// Build puts a measurement and what the rules say of it together.
func Build(in Input) *Diagnosis {
	b := &builder{Input: in, words: wordsOf(in.Lang)}
	m := in.Measurement
	d := &Diagnosis{
		Schema: Schema, Tool: in.Tool, Bundle: Bundle{Name: in.Bundle},
		Host:      Host{Name: m.Host.Name, OS: cmp.Or(m.System.OS, m.Config.OS)},
		Verdict:   b.verdict(),
		Summary:   b.summary(),
		Findings:  b.findings(),
		Pool:      b.pools(),
		Tables:    b.tables(),
		Timeline:  b.timeline(),
		Activity:  b.activity(),
		WhatIf:    b.whatIf(),
		Path:      b.path(),
		Advice:    b.advice(),
		Requests:  b.requests(),
		Artifacts: b.artifacts(),
		Facts:     factsOf(in.Values),
	}
	d.Normalize()
	return d
}

type builder struct {
	Input
	words words
}

func (b *builder) verdict() Verdict {
	v := b.Evaluation.Verdict
	out := Verdict{
		Status: v.Status, When: v.When, Protocols: v.Protocols, Lean: v.Lean, Label: v.Label,
		Headline: v.Headline.Text, Causes: v.Causes,
	}
	if v.WhenLabel != "" {
		out.Label = b.words.join(v.Label, v.WhenLabel)
	}
	for _, t := range v.Limits {
		out.Limits = append(out.Limits, t.Text)
	}
	return out
}

func (b *builder) summary() []Fact {
	var out []Fact
	for _, i := range b.Evaluation.Summary {
		out = append(out, Fact{ID: i.ID, Text: i.Text.Text})
	}
	return out
}

func (b *builder) findings() []Finding {
	var out []Finding
	for _, r := range b.Evaluation.Results {
		f := Finding{
			Rule: r.Rule.ID, Kind: string(r.Rule.Kind), Severity: string(r.Severity), State: string(r.State),
			Title: r.Title, Explains: r.Explains, Share: r.Share, Extent: r.Extent.Text, Missing: r.Missing,
			Advice: r.Rule.Advice, References: r.Rule.References,
		}
		for _, l := range r.Leaves {
			f.Conditions = append(f.Conditions, Condition{Text: l.Text, Answer: l.Answer.String(), Values: l.Values, Guard: l.Guard})
		}
		for _, t := range r.Evidence {
			f.Evidence = append(f.Evidence, Evidence{Text: t.Text, Sources: b.sources(t.Facts)})
		}
		out = append(out, f)
	}
	return out
}

// sources returns the places that facts were read from, each once, in order; records
// that follow each other are joined.
func (b *builder) sources(names []string) []Source {
	var out []Source
	for _, n := range names {
		for _, r := range b.Values.Get(n).Refs {
			s := Source{File: r.File, Line: r.Line, LastLine: r.LastLine, Record: r.Record, LastRecord: r.Record}
			if i := len(out) - 1; i >= 0 && r.Record > 0 && out[i].Record > 0 && out[i].File == r.File && out[i].LastRecord+1 == r.Record {
				out[i].LastRecord = r.Record
				continue
			}
			if !slices.ContainsFunc(out, func(o Source) bool { return covers(o, s) }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// covers reports whether one place contains the other.
func covers(a, b Source) bool {
	return a.File == b.File && a.Line <= b.Line && a.LastLine >= b.LastLine && a.Record <= b.Record && a.LastRecord >= b.LastRecord
}

func (b *builder) pools() Pools {
	m := b.Measurement
	var out Pools
	if m.Capture != nil && !m.UDPOnly() {
		out.TCP = poolOf(&m.TCP, b.isUnknown("tcp.bound"))
		if m.TCP6.Known {
			out.TCP6 = poolOf(&m.TCP6, b.isUnknown("tcp.bound"))
		}
	}
	if m.UDP.Known {
		out.UDP = poolOf(&m.UDP, false)
	}
	return out
}

func (b *builder) isUnknown(fact string) bool { return b.Values.Get(fact).State == facts.Unknown }

func poolOf(p *measure.Pool, lower bool) *Pool {
	out := &Pool{
		Start: p.Start, End: p.End(), Count: p.Count, Excluded: p.Excluded, Size: p.Size(), Assumed: p.Assumed,
		LowerBound: lower, Used: p.Used, Free: p.Free(), Utilization: p.Utilization(),
	}
	for h, n := range p.Ports {
		part := Part{Holder: measure.Holder(h).String(), Ports: n}
		if p.Size() > 0 {
			part.Share = float64(n) / float64(p.Size())
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

func (b *builder) path() []Node {
	var out []Node
	for _, s := range b.Evaluation.Path {
		out = append(out, Node{ID: s.Node, Question: s.Question, Answer: s.Answer, Value: s.Value, Others: s.Others})
	}
	return out
}

func (b *builder) advice() []Advice {
	var out []Advice
	for _, a := range b.Evaluation.Advice {
		adv := Advice{ID: a.ID, Title: a.Title, When: a.When, Text: a.Text.Text, Lead: a.Lead.Text}
		for _, s := range a.Steps {
			adv.Steps = append(adv.Steps, Step{
				Text: s.Text, Command: s.Command, Shell: s.Shell,
				Effect: s.Effect, Risk: s.Risk, Rollback: s.Rollback, Verify: s.Verify,
			})
		}
		for _, r := range a.References {
			adv.References = append(adv.References, Reference{ID: r.ID, Title: r.Title, URL: r.URL})
		}
		out = append(out, adv)
	}
	return out
}

func (b *builder) requests() []Request {
	var out []Request
	for _, r := range b.Evaluation.Requests {
		out = append(out, Request{
			Artifact: r.Artifact, Alternatives: r.Alternatives, Reason: r.Reason,
			Command: r.Command, Why: r.Why, Decides: r.Decides,
		})
	}
	return out
}

func (b *builder) artifacts() []Artifact {
	var out []Artifact
	for _, s := range b.Measurement.Host.Sections {
		a := Artifact{
			Path: s.Path, Line: s.Line, Kind: string(s.Kind), Encoding: s.Encoding, Status: string(s.Status), Rows: RowsOf(s),
		}
		a.Notes = Notes(s, b.Lang)
		if n := b.windowNote(s); n != "" {
			a.Notes = append(a.Notes, n)
		}
		out = append(out, a)
	}
	return out
}

// Notes returns the texts of a section's notes; never nil.
func Notes(s *snapshot.Section, lang rules.Lang) []string {
	out := make([]string, 0, len(s.Notes))
	for _, n := range s.Notes {
		out = append(out, wordsOf(lang).note(n))
	}
	return out
}

// windowNote says what time a section speaks of: the window of a log, or when a table
// was captured and how that is known.
func (b *builder) windowNote(s *snapshot.Section) string {
	switch {
	case s.Events != nil && !s.Events.First.IsZero():
		e := s.Events
		if e.LastID == 0 { // an export without record ids
			return b.words.text("log.window", minute(e.First), minute(e.Last))
		}
		gaps := "log.no-gaps"
		if e.AllGaps > 0 {
			gaps = "log.gaps"
		}
		return b.words.text("log.window", minute(e.First), minute(e.Last)) + b.words.text(gaps, itoa(e.AllGaps))
	case len(s.Captures) == 0 || s.Status == snapshot.StatusDuplicate:
		return ""
	}
	c := s.Captures[0]
	note := snapshot.Note{ID: "capture.no-time"}
	if c.At.Source != snapshot.TimeUnknown {
		note = snapshot.Note{ID: "capture.time-" + string(c.At.Source), Args: []string{c.At.Time.Format("2006-01-02 15:04:05 UTC")}}
		if !c.At.Zoned {
			note.ID += "-zone-assumed"
		}
	}
	return b.words.note(note)
}

func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// RowsOf counts what a section holds: rows of tables, records, ranges, values or readings.
func RowsOf(s *snapshot.Section) int {
	n := len(s.Ranges) + len(s.Processes)
	for _, c := range s.Captures {
		n += c.Summary.TCPRows() + c.Summary.UDPRows
	}
	for _, x := range s.Exclusions {
		n += len(x.Spans)
	}
	for _, k := range s.Registry {
		n += len(k.Values)
	}
	if s.Events != nil {
		n += s.Events.Records
	}
	if s.Counters != nil {
		n += s.Counters.Samples
	}
	if s.Counts != nil {
		n += s.Counts.Groups
	}
	return n
}
