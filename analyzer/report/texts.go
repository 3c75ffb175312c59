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
	OpenCauses  string // number of causes that cannot be told
	AskFor      string
	Host        string
	Analyzed    string
	CaptureOf   string // index, count
	TimeSource  map[string]string
	Aside       string // text, remark
	More        string // number

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
	Lines         string            // first, last
	Record        string            // id
	Records       string            // first, last
	MoreSources   string            // number
	MoreOthers    string            // number
	References    string
	SameCommand   string // number of the request
	PathTitle     string
	PathNote      string
	RuledTitle    string
	RuledNote     string
	RuledHead     []string
	OpenTitle     string
	OpenNote      string
	OpenHead      []string
	Here          string // condition, the same with values
	Unknown       string
	Yes, No       string

	// What to do.
	WhatIfTitle    string
	WhatIfNote     string
	WhatIfRate     string // rate, seconds
	WhatIfRates    string // low rate, long time, high rate, short time
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
	Times         string // number, end
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

func english() texts {
	return texts{
		Title:       "Port exhaustion diagnosis: %s",
		UnnamedHost: "%s (host not named)",
		NoName:      "host not named",
		Stop:        ".",
		Status: map[string]string{
			"confirmed":    "Confirmed",
			"likely":       "Likely",
			"at-risk":      "At risk",
			"not-found":    "Not found",
			"undetermined": "Cannot be told yet",
		},
		Summary: map[string]string{
			"cause":   "Cause",
			"who":     "Who",
			"where":   "Where to",
			"since":   "Since",
			"first":   "First thing to do",
			"unknown": "Not known",
		},
		LeanLabel: "What it looks like",
		Lean: map[string]string{
			"no-pressure": "calm in what was captured; that alone does not rule exhaustion out",
			"pressure":    "pressure on the ports in what was captured; that alone does not prove exhaustion",
			"none":        "nothing points either way: no connection table was read",
		},
		Also:       "and",
		OfPool:     "%s of the pool",
		PortsOf:    "%s ports",
		View:       "another view of the same ports",
		NoCause:    "none is present (causes checked: %s)",
		OpenCauses: "not known yet (causes still open: %s, see “Cannot tell”)",
		AskFor:     "Ask for",
		Host:       "Host",
		Analyzed:   "Analyzed",
		CaptureOf:  "capture %s of %s",
		TimeSource: map[string]string{
			"option":   "as passed with --captured-at",
			"text":     "as the capture says",
			"name":     "as the file's name says",
			"creation": "or later: the newest connection was created then",
			"archive":  "the time of the archive's entry: doubtful",
			"file":     "the file's modification time: doubtful",
		},
		Aside: "%s (%s)",
		More:  "%s more, see below",

		PoolTitle: "Where the ports went",
		Protocol: map[string]string{
			"tcp": "TCP", "tcp6": "TCP over IPv6", "udp": "UDP",
		},
		Range:      "%s dynamic ports %s-%s (%s).",
		Excluded:   "%s of them are excluded, which leaves a pool of %s.",
		Assumed:    "The range was not captured: the default of Windows is assumed.",
		InUse:      "In use: %s of %s (%s).",
		AtLeast:    "In use: at least %s of %s (%s).",
		UseUnknown: "How many are in use was not captured.",
		Holder: map[string]string{
			"listen":      "listeners",
			"established": "ESTABLISHED",
			"close_wait":  "CLOSE_WAIT",
			"other":       "other states",
			"bound":       "bound only",
			"time_wait":   "TIME_WAIT",
			"excluded":    "excluded",
		},
		FreeRow:    "free",
		FreeAtMost: "free, at most",
		NotSeen:    "?",
		NotSeenWhy: "not captured",
		InRange:    "not part of the pool",

		EvidenceTitle: "Evidence",
		EvidenceHead:  []string{"finding", "what was seen", "where"},
		Kind: map[string]string{
			"cause": "Cause", "symptom": "Symptom", "risk": "Risk", "caution": "Caution",
		},
		Line:        "line %s",
		Lines:       "lines %s-%s",
		Record:      "record %d",
		Records:     "records %d-%d",
		MoreSources: "and %s more",
		MoreOthers:  "%s more",
		References:  "References",
		SameCommand: "The command of item %s captures it as well.",
		PathTitle:   "How we got there",
		PathNote:    "Thick: the way taken. Dotted: the answers that were not given.",
		RuledTitle:  "Ruled out, and why",
		RuledNote:   "Absent from what was captured, within the limits that stand under “Not known” at the top.",
		RuledHead:   []string{"absent", "because this does not hold"},
		OpenTitle:   "Cannot tell",
		OpenNote:    "Neither shown nor ruled out: what was captured does not carry an answer.",
		OpenHead:    []string{"open", "what is not known", "what would tell"},
		Here:        "%s, here %s",
		Unknown:     "unknown",
		Yes:         "yes",
		No:          "no",

		WhatIfTitle: "What each change would do",
		WhatIfNote:  "Near a full pool failed connections hide the real demand: every figure is a floor.",
		WhatIfRate:  "Seen: at least %s new outbound connections per second, if TIME_WAIT lasts %s s.",
		WhatIfRates: "Seen: at least %s new outbound connections per second if TIME_WAIT lasts %s s, %s if it lasts %s s.",
		WhatIfHead:  []string{"change", "ports in use, at least", "of the pool", "takes effect"},
		To:          "%s to %s",
		AdviceTitle: "What to do",
		When: map[string]string{
			"now": "Now", "for-good": "For good", "never": "Do not",
		},
		Step:           "Step %s.",
		Run:            "Run:",
		Effect:         "Effect:",
		Risk:           "Risk:",
		Rollback:       "To roll back:",
		Verify:         "Check:",
		See:            "See:",
		RequestTitle:   "To be sure, ask for",
		RequestNote:    "Best captured while it fails and before any restart: a table taken after a restart says nothing about the time before it.",
		UndecidedTitle: "To decide it, ask for",
		Reason: map[string]string{
			"absent":         "not in the bundle",
			"incomplete":     "read, but incomplete",
			"second-capture": "one more, at another moment",
		},
		Instead:    "Instead of it: %s.",
		Decides:    "Decides: %s.",
		TheVerdict: "the verdict",
		ArtifactKind: map[string]string{
			"netstat":       "netstat output",
			"nettcp":        "Get-NetTCPConnection output",
			"netudp":        "Get-NetUDPEndpoint output",
			"system-evtx":   "System event log",
			"event-text":    "System event log as text",
			"registry":      "registry key of TCP/IP",
			"dynamicport":   "dynamic port ranges",
			"excludedport":  "excluded port ranges",
			"nettcpsetting": "Get-NetTCPSetting output",
			"process":       "process list",
			"netstat-s":     "netstat -s output",
			"counters":      "performance counters",
			"systeminfo":    "systeminfo output",
			"snapshot":      "portdx snapshot",
			"unrecognized":  "not recognized",
		},

		TablesTitle: "The numbers",
		Table: map[string]string{
			"states":        "States by direction",
			"destinations":  "Destinations",
			"processes":     "Processes",
			"udp-processes": "UDP processes",
			"boots":         "Starts of Windows",
			"images":        "Programs",
			"captures":      "Captures",
			"listeners":     "Listeners in the pool",
			"exclusions":    "Excluded ranges",
			"ranges":        "Dynamic port ranges",
		},
		Column: map[string]string{
			"started": "started (UTC)", "reason": "what ended the run before", "lasted": "lasted, as far as logged",
			"first_failure": "to the first failed allocation", "failures": "failed allocations",
			"pid":               "PID",
			"name":              "name",
			"time":              "time (UTC)",
			"share":             "of the pool",
			"share_of_used":     "of the ports in use",
			"used_share":        "of the pool",
			"utilization_share": "in use, of the pool",
			"ports":             "pool ports",
			"index":             "capture",
			"inferred":          "of them inferred",
			"used":              "ports in use",
			"time_wait":         "TIME_WAIT",
			"close_wait":        "CLOSE_WAIT",
			"established":       "ESTABLISHED",
			"syn_sent":          "SYN_SENT",
			"syn_received":      "SYN_RECEIVED",
			"fin_wait_1":        "FIN_WAIT_1",
			"fin_wait_2":        "FIN_WAIT_2",
			"closing":           "CLOSING",
			"last_ack":          "LAST_ACK",
			"bound":             "bound only",
			"address":           "remote address",
			"port":              "remote port",
		},
		Omitted:       "%s further rows are left out.",
		TimelineTitle: "Timeline",
		ActivityAxis:  "%s to %s UTC, a column is %s h",
		Series: map[string]string{
			"4231": "4231 TCP failed", "4266": "4266 UDP failed", "4227": "4227 collision",
			"start": "Windows started", "capture": "captures",
		},
		TimelineHead: []string{"time (UTC)", "", "what", "where"},
		Moment: map[string]string{
			"event": "event", "boot": "start", "capture": "capture",
		},
		Times:    "%s times, until %s",
		NearNote: "Bold: near the analyzed capture.",

		ReadTitle: "What was read",
		ReadHead:  []string{"file", "as", "rows", "notes"},
		ReadStatus: map[string]string{
			"parsed":       "",
			"partial":      "read in part",
			"duplicate":    "a duplicate, not counted again",
			"unrecognized": "not recognized",
			"unreadable":   "could not be read",
		},
		FromLine:     "from line %s",
		Version:      "(no version)",
		RulesRead:    "rules: %s, %s",
		Parameters:   "parameters changed: %s",
		NoParameters: "parameters changed: none",
		Bundle:       "bundle: %s",
	}
}
