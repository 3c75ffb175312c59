package report

// texts holds every fixed word of the report in one language. A %s stands for Markdown
// that is already escaped, or for a number.
type texts struct {
	// The first screen.
	Title       string
	UnnamedHost string            // name of the bundle
	NoName      string            // the same, without a bundle
	Stop        string            // ends a sentence
	Status      map[string]string // a verdict whose label is empty
	Summary     map[string]string // by id of a line
	Lean        map[string]string // of an undetermined verdict
	LeanLabel   string
	Also        string // before the second and later causes
	OfPool      string // a share
	PortsOf     string // ports, without a share
	View        string // a cause that counts the ports of others again
	NoCause     string // number of causes checked
	NotShown    string // number of causes checked, where allocations failed
	NoneFound   string // before OpenCauses
	OpenCauses  string // titles
	AndMore     string // list, number
	AskFor      string
	Host        string
	Analyzed    string
	CaptureOf   string // index, count
	TimeSource  map[string]string
	ZoneAssumed string
	ReadIn      string // zone
	Aside       string // text, remark
	More        string // number

	// Above the reports of several hosts.
	HostsTitle string // number
	HostsHead  []string
	HostsNote  string // name of a host

	// The pool.
	PoolTitle  string
	Protocol   map[string]string
	Range      string // protocol, first, last, count
	Excluded   string // number, size of the pool
	Assumed    string
	InUse      string // used, size, share
	AtLeast    string // as InUse, where bound sockets are missing
	UseUnknown string
	Holder     map[string]string
	UsedRow    string // all of the use of a protocol without states
	FreeRow    string
	FreeAtMost string
	NotSeen    string // in the place of a number that was not captured
	NotSeenWhy string
	InRange    string // behind the bar of excluded ports

	// Evidence, path, what was ruled out.
	EvidenceTitle string
	EvidenceHead  []string
	Kind          map[string]string // before the title of a finding
	Line          string            // number
	Lines         string            // list
	Record        string            // id
	Records       string            // list
	MoreSources   string            // number
	MoreOthers    string            // number
	References    string
	PathTitle     string
	PathNote      string
	RuledTitle    string
	RuledNote     string
	RuledWhen     map[string]string // by the moment of a confirmed verdict
	RuledHead     []string
	OpenTitle     string
	OpenNote      string
	OpenHead      []string
	Here          string            // condition, values
	NotApplying   string            // condition that reads a fact which does not apply
	RuleIs        map[string]string // title of a rule; by the state asked for, if any
	IsKnown       string            // name of a fact
	Unknown       string
	Yes, No       string

	// What to do.
	WhatIfTitle    string
	WhatIfNote     string
	WhatIfRate     string // rate, seconds
	WhatIfRates    string // low rate, long time, high rate, short time
	WhatIfCounted  string // average rate, highest rate
	WhatIfHead     []string
	To             string // low, high
	AdviceTitle    string
	When           map[string]string
	Step           string // number
	Run            string // before a command without a text
	Effect         string
	Risk           string
	Rollback       string
	Verify         string
	See            string
	RequestTitle   string
	RequestNote    string
	UndecidedTitle string // the same, where the verdict is open
	Reason         map[string]string
	Instead        string // alternatives
	Decides        string
	TheVerdict     string
	ArtifactKind   map[string]string

	// Tables, timeline, what was read, footer.
	TablesTitle   string
	Table         map[string]string
	Column        map[string]string
	Omitted       string // number
	TimelineTitle string
	ActivityAxis  string            // from, to, hours of a column
	Series        map[string]string // rows of the activity
	TimelineHead  []string
	Moment        map[string]string
	Times         string // number
	TimesUntil    string // number, end
	NearNote      string
	ReadTitle     string
	ReadHead      []string
	ReadStatus    map[string]string
	FromLine      string // number
	Version       string // of portdx, where it has none
	RulesRead     string // number, hash
	Parameters    string // list
	NoParameters  string
	Bundle        string // name
}

func textsOf(lang Lang) (*texts, bool) {
	switch lang {
	case English:
		t := english()
		return &t, true
	}
	return nil, false
}
