// Package diagnosis is the result of an analysis: the verdict, what each rule found and
// on which evidence, the tables, the timeline, the advice, and what is still missing.
// Its JSON form is the contract portdx.diagnosis/v1; a report only renders it.
package diagnosis

// Schema names the JSON form.
const Schema = "portdx.diagnosis/v1"

// Diagnosis is the result for one host. Texts are in the language that was asked for;
// identifiers never are translated. Text that comes from the customer's files stands in
// it as it was read: whoever renders it must escape it.
type Diagnosis struct {
	Schema    string     `json:"schema"`
	Tool      Tool       `json:"tool"`
	Bundle    Bundle     `json:"bundle"`
	Host      Host       `json:"host"`
	Verdict   Verdict    `json:"verdict"`
	Summary   []Fact     `json:"summary"`
	Findings  []Finding  `json:"findings"`
	Pool      Pools      `json:"pool"`
	Tables    []Table    `json:"tables"`
	Timeline  []Moment   `json:"timeline"`
	Activity  *Activity  `json:"activity,omitempty"` // nil without failed allocations or collisions
	WhatIf    []Change   `json:"whatif"`
	Path      []Node     `json:"path"`
	Advice    []Advice   `json:"advice"`
	Requests  []Request  `json:"requests"`
	Artifacts []Artifact `json:"artifacts"`
	// Facts holds every fact that applies: a number, a boolean, a string, an RFC 3339
	// time, or nil where it is unknown.
	Facts map[string]any `json:"facts"`
}

// HasEvidence reports whether any file of the bundle could be read as a capture. Settings
// of TCP without a port range are none.
func (d *Diagnosis) HasEvidence() bool {
	for _, a := range d.Artifacts {
		if a.Kind == "nettcpsetting" && a.Rows == 0 {
			continue
		}
		if a.Status == "parsed" || a.Status == "partial" || a.Status == "duplicate" {
			return true
		}
	}
	return false
}

// Tool identifies what made the diagnosis.
type Tool struct {
	Version    string   `json:"version"`
	Rules      string   `json:"rules"` // "sha256:" and the hash of all rule files
	RuleCount  int      `json:"rule_count"`
	Parameters []string `json:"parameters"` // RULE.PARAM=VALUE, as changed by --set
}

// Bundle names the input.
type Bundle struct {
	Name string `json:"name"`
}

// Host is the machine that was captured. Fields are empty where nothing names them.
type Host struct {
	Name string `json:"name"`
	OS   string `json:"os"`
}

// Verdict answers whether ports were exhausted.
type Verdict struct {
	Status    string   `json:"status"` // confirmed, likely, at-risk, not-found, undetermined
	When      string   `json:"when,omitempty"`
	Protocols []string `json:"protocols"`
	Lean      string   `json:"lean"`
	Label     string   `json:"label"` // the status in words
	Headline  string   `json:"headline"`
	Limits    []string `json:"limits"` // what the verdict does not rest on
	Causes    []string `json:"causes"` // ids, largest share first, views last
}

// Fact is a line of the first screen: who, where to, since when, what first.
type Fact struct {
	ID   string `json:"id"` // cause, who, where, since, first, unknown
	Text string `json:"text"`
}

// Finding is what one rule found.
type Finding struct {
	Rule     string `json:"rule"`
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	State    string `json:"state"` // present, absent, unknown
	Title    string `json:"title"`
	// Explains is the number of ports that the cause accounts for, and Share that
	// number over the pool; nil for other kinds and where unknown.
	Explains   *float64    `json:"explains"`
	Share      *float64    `json:"share"`
	Extent     string      `json:"extent,omitempty"` // the share in words, where it is not of the TCP pool
	Conditions []Condition `json:"conditions"`
	Evidence   []Evidence  `json:"evidence"`
	Missing    []string    `json:"missing"` // kinds of artifacts that would decide it
	Advice     []string    `json:"advice"`
	References []string    `json:"references"`
}

// Condition is one leaf of a rule with its answer.
type Condition struct {
	Text   string         `json:"text"`
	Answer string         `json:"answer"` // true, false, unknown
	Values map[string]any `json:"values"`
	// Guard marks a condition without which the rule does not speak: that it does not hold
	// is no evidence against what the rule claims.
	Guard bool `json:"guard,omitempty"`
}

// Evidence is a sentence and the places that it was read from.
type Evidence struct {
	Text    string   `json:"text"`
	Sources []Source `json:"sources"`
}

// Source is a place in the bundle. Lines are 0 for binary files; records are the ids of
// an event log's.
type Source struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	LastLine   int    `json:"last_line"`
	Record     uint64 `json:"record,omitempty"`
	LastRecord uint64 `json:"last_record,omitempty"`
}

// Pools holds a pool per protocol, nil where nothing of it was captured.
type Pools struct {
	TCP  *Pool `json:"tcp"`
	TCP6 *Pool `json:"tcp6"`
	UDP  *Pool `json:"udp"`
}

// Pool is how the dynamic ports are used at the analyzed capture.
type Pool struct {
	Start       int     `json:"start"`
	End         int     `json:"end"`
	Count       int     `json:"count"`
	Excluded    int     `json:"excluded"`
	Size        int     `json:"size"`
	Assumed     bool    `json:"assumed"`
	LowerBound  bool    `json:"lower_bound"`
	Used        int     `json:"used"`
	Free        int     `json:"free"`
	Utilization float64 `json:"utilization"`
	Parts       []Part  `json:"parts"` // disjoint; with free they add up to Size
}

// Part is the ports of a pool that one kind of holder has.
type Part struct {
	Holder string  `json:"holder"` // listen, established, close_wait, other, bound, time_wait
	Ports  int     `json:"ports"`
	Share  float64 `json:"share"`
}

// Table is a table of the report. Cells are strings, ints, floats (shares), or nil.
// A cell of a column whose id ends in "share" is a share of 1.
type Table struct {
	ID      string   `json:"id"` // states, destinations, processes, captures, ...
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
	// Omitted is how many further rows exist.
	Omitted int `json:"omitted"`
}

// Moment is a point of the timeline.
type Moment struct {
	Time   string `json:"time"`           // RFC 3339, UTC
	Kind   string `json:"kind"`           // event, boot, capture
	ID     string `json:"id"`             // event id, number of the capture
	Text   string `json:"text"`           // one sentence
	Count  int    `json:"count"`          // events of a run
	Until  string `json:"until"`          // end of a run, RFC 3339; empty for one moment
	Source Source `json:"source"`         // where it stands
	Near   bool   `json:"near,omitempty"` // near the analyzed capture
}

// Activity counts events over the time that the log and the captures span, in columns of
// equal width.
type Activity struct {
	Start  string   `json:"start"` // RFC 3339, UTC
	Hours  float64  `json:"hours"` // width of a column
	Series []Series `json:"series"`
}

// Series is one row of an [Activity].
type Series struct {
	ID     string `json:"id"` // an event id, "start" of Windows, or "capture"
	Counts []int  `json:"counts"`
}

// Change is one line of what-if: what a change would do to the captured use.
type Change struct {
	ID        string  `json:"id"`
	Text      string  `json:"text"`
	PortsLow  float64 `json:"ports_low"`
	PortsHigh float64 `json:"ports_high"`
	ShareLow  float64 `json:"share_low"`
	ShareHigh float64 `json:"share_high"`
	Effect    string  `json:"takes_effect"`
}

// Node is a step of the decision path with the way taken.
type Node struct {
	ID       string   `json:"node"`
	Question string   `json:"question"`
	Answer   string   `json:"answer"`
	Value    string   `json:"value"`
	Others   []string `json:"others"` // answers not taken
}

// Advice is something to do, or not to do.
type Advice struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	When       string      `json:"when"` // now, for-good, never
	Text       string      `json:"text"`
	Lead       string      `json:"lead,omitempty"` // the line of the first screen where it is the first thing to do
	Steps      []Step      `json:"steps"`
	References []Reference `json:"references"`
}

// Step is one action of an advice. All fields but one of Text and Command may be empty.
type Step struct {
	Text     string `json:"text"`
	Command  string `json:"command"`
	Shell    string `json:"shell"` // bat or powershell
	Effect   string `json:"effect"`
	Risk     string `json:"risk"`
	Rollback string `json:"rollback"`
	Verify   string `json:"verify"`
}

// Reference is a document.
type Reference struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Request is an artifact to ask the customer for.
type Request struct {
	Artifact     string   `json:"artifact"`
	Alternatives []string `json:"alternatives"`
	Reason       string   `json:"reason"` // absent, incomplete, second-capture
	Command      string   `json:"command"`
	Why          string   `json:"why"`
	Decides      []string `json:"decides"`
}

// Artifact is one section of the input.
type Artifact struct {
	Path     string   `json:"path"`
	Line     int      `json:"line"`
	Kind     string   `json:"kind"`
	Encoding string   `json:"encoding"`
	Status   string   `json:"status"`
	Rows     int      `json:"rows"`
	Notes    []string `json:"notes"`
}
