package analyzer

import (
	"slices"
	"strings"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/analyzer/diagnosis"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
)

// SnapshotSchema names the JSON form of a snapshot.
const SnapshotSchema = "portdx.snapshot/v1"

// Snapshot is the normalized content of a bundle, as `portdx snapshot` prints it.
type Snapshot struct {
	Schema  string         `json:"schema"`
	Sources []Source       `json:"sources"`
	Hosts   []SnapshotHost `json:"hosts"`
}

// Source is one section of the input and how much was read of it. States counts TCP
// rows by netstat's names.
type Source struct {
	Path     string         `json:"path"`
	Line     int            `json:"line"`
	Kind     string         `json:"kind"`
	Encoding string         `json:"encoding"`
	Status   string         `json:"status"`
	Host     string         `json:"host,omitempty"`
	TCP      int            `json:"tcp"`
	UDP      int            `json:"udp"`
	States   map[string]int `json:"states"`
	Notes    []string       `json:"notes"`
}

// SnapshotHost is what was captured of one host.
type SnapshotHost struct {
	Name       string             `json:"name"`
	Captures   []SnapshotCapture  `json:"captures"`
	Ranges     []SnapshotRange    `json:"ranges"`
	Exclusions []SnapshotRange    `json:"exclusions"`
	Registry   []SnapshotRegistry `json:"registry"`
	Logs       []SnapshotLog      `json:"logs"`
	Counters   []SnapshotCounters `json:"counters"`
	Counts     []SnapshotCounts   `json:"counts,omitempty"`
}

// SnapshotCapture is one moment, after duplicates were removed.
type SnapshotCapture struct {
	Path       string         `json:"path"`
	Line       int            `json:"line"`
	Time       string         `json:"time,omitempty"`
	TimeSource string         `json:"time_source,omitempty"`
	TCP        int            `json:"tcp"`
	UDP        int            `json:"udp"`
	States     map[string]int `json:"states"`
}

// SnapshotRange is a dynamic or excluded range, both ends included.
type SnapshotRange struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Proto  string `json:"proto"`
	Family string `json:"family"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// SnapshotRegistry is a numeric value of the TCP/IP parameters.
type SnapshotRegistry struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Key   string `json:"key"`
	Name  string `json:"name"`
	Value uint64 `json:"value"`
}

// SnapshotLog is a System log.
type SnapshotLog struct {
	Path    string          `json:"path"`
	Records int             `json:"records"`
	First   string          `json:"first,omitempty"`
	Last    string          `json:"last,omitempty"`
	Events  []SnapshotEvent `json:"events"`
}

// SnapshotEvent is an event that rules ask about.
type SnapshotEvent struct {
	Time     string `json:"time"`
	Provider string `json:"provider"`
	ID       uint32 `json:"id"`
	RecordID uint64 `json:"record_id,omitempty"`
}

// SnapshotCounters are the readings of TCP's counters of one section. First and Last are
// the times of those that have one.
type SnapshotCounters struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Samples int    `json:"samples"`
	First   string `json:"first,omitempty"`
	Last    string `json:"last,omitempty"`
}

// SnapshotCounts are connections that were counted and not listed: the sum, what is known of
// the states, and the number of groups.
type SnapshotCounts struct {
	Path   string         `json:"path"`
	Line   int            `json:"line"`
	Proto  string         `json:"proto"`
	Rows   int            `json:"rows"`
	Groups int            `json:"groups"`
	States map[string]int `json:"states"`
}

// NewSnapshot describes hosts; notes are in the language.
func NewSnapshot(hosts []*assemble.Host, lang rules.Lang) *Snapshot {
	s := &Snapshot{Schema: SnapshotSchema, Sources: []Source{}, Hosts: []SnapshotHost{}}
	for _, h := range hosts {
		for _, sec := range h.Sections {
			s.Sources = append(s.Sources, sourceOf(sec, lang))
		}
		s.Hosts = append(s.Hosts, hostOf(h))
	}
	slices.SortStableFunc(s.Sources, func(a, b Source) int { return strings.Compare(a.Path, b.Path) })
	return s
}

func sourceOf(sec *snapshot.Section, lang rules.Lang) Source {
	out := Source{
		Path: sec.Path, Line: sec.Line, Kind: string(sec.Kind), Encoding: sec.Encoding, Status: string(sec.Status),
		Host: sec.Host, States: map[string]int{}, Notes: diagnosis.Notes(sec, lang),
	}
	for _, c := range sec.Captures {
		out.TCP += c.Summary.TCPRows()
		out.UDP += c.Summary.UDPRows
		addStates(out.States, &c.Summary)
	}
	return out
}

func addStates(states map[string]int, s *snapshot.Summary) {
	for st, n := range s.States {
		if n > 0 {
			states[snapshot.State(st).String()] += int(n)
		}
	}
}

func hostOf(h *assemble.Host) SnapshotHost {
	out := SnapshotHost{
		Name: h.Name, Captures: []SnapshotCapture{}, Ranges: []SnapshotRange{}, Exclusions: []SnapshotRange{},
		Registry: []SnapshotRegistry{}, Logs: []SnapshotLog{},
		Counters: []SnapshotCounters{},
	}
	for _, c := range h.Captures {
		sc := SnapshotCapture{
			Path: c.Path, Line: c.Line, Time: timeText(c.At.Time), TimeSource: string(c.At.Source),
			TCP: c.Summary.TCPRows(), UDP: c.Summary.UDPRows, States: map[string]int{},
		}
		addStates(sc.States, &c.Summary)
		out.Captures = append(out.Captures, sc)
	}
	for _, r := range h.Ranges {
		out.Ranges = append(out.Ranges, SnapshotRange{r.Path, r.Line, r.Proto.String(), r.Family.String(), r.Start, r.End()})
	}
	for _, x := range h.Exclusions {
		for _, span := range x.Spans {
			out.Exclusions = append(out.Exclusions, SnapshotRange{x.Path, span.Line, x.Proto.String(), x.Family.String(), span.Start, span.End})
		}
	}
	for _, k := range h.Registry {
		for _, v := range k.Values {
			if v.IsDword() {
				out.Registry = append(out.Registry, SnapshotRegistry{k.File, v.Line, k.Path, v.Name, v.Number})
			}
		}
	}
	for _, l := range h.Logs {
		out.Logs = append(out.Logs, logOf(l))
	}
	for _, c := range h.Counters {
		if len(c.Readings) > 0 {
			out.Counters = append(out.Counters, countersOf(c))
		}
	}
	for _, c := range h.Counts {
		sc := SnapshotCounts{c.Path, c.Line, c.Proto.String(), c.Rows, c.Groups, map[string]int{}}
		for st, n := range c.States {
			if n > 0 {
				sc.States[snapshot.State(st).String()] = n
			}
		}
		out.Counts = append(out.Counts, sc)
	}
	return out
}

func countersOf(c assemble.Counters) SnapshotCounters {
	first, last := &c.Readings[0], &c.Readings[len(c.Readings)-1]
	return SnapshotCounters{c.Path, first.Line, c.Samples, timeText(first.At.Time), timeText(last.At.Time)}
}

func logOf(l assemble.Log) SnapshotLog {
	out := SnapshotLog{Path: l.Path, Records: l.Records, First: timeText(l.First), Last: timeText(l.Last), Events: []SnapshotEvent{}}
	for _, e := range l.Events {
		out.Events = append(out.Events, SnapshotEvent{timeText(e.Time), e.Provider, e.ID, e.RecordID})
	}
	return out
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
