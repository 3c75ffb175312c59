package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules/facts"
)

// values makes a set: nil is unknown.
func values(v map[string]any) *facts.Set {
	s := facts.NewSet()
	for name, value := range v {
		switch value := value.(type) {
		case nil:
			s.Unknown(name)
		case int:
			s.Number(name, float64(value))
		case float64:
			s.Number(name, value)
		case bool:
			s.Bool(name, value)
		case string:
			s.String(name, value)
		}
	}
	return s
}

// states returns what became of each rule.
func states(e *Evaluation) map[string]State {
	m := map[string]State{}
	for _, r := range e.Results {
		m[r.Rule.ID] = r.State
	}
	return m
}

func result(t *testing.T, e *Evaluation, id string) Result {
	t.Helper()
	for _, r := range e.Results {
		if r.Rule.ID == id {
			return r
		}
	}
	t.Fatalf("no result of %q", id)
	return Result{}
}

func TestConditions(t *testing.T) {
	tests := []struct {
		name, when string
		facts      map[string]any
		want       State
	}{
		{"true", "tcp.rows > 5", map[string]any{"tcp.rows": 6}, Present},
		{"false", "tcp.rows > 5", map[string]any{"tcp.rows": 5}, Absent},
		{"unknown", "tcp.rows > 5", map[string]any{"tcp.rows": nil}, Unknown},
		{"does not apply", "tcp.rows > 5", nil, Absent},
		{"does not apply before unknown", "tcp.rows > tcp.bound", map[string]any{"tcp.rows": nil}, Absent},
		{"not of what does not apply", "{not: tcp.rows > 5}", nil, Present},
		{"not of unknown", "{not: tcp.rows > 5}", map[string]any{"tcp.rows": nil}, Unknown},
		{"arithmetic", "tcp.rows >= 0.5 * (tcp.bound + 10)", map[string]any{"tcp.rows": 10, "tcp.bound": 10}, Present},
		{"division by zero", "tcp.rows / tcp.bound > 1", map[string]any{"tcp.rows": 10, "tcp.bound": 0}, Absent},
		{"zero by zero differs from nothing", "tcp.rows / tcp.bound != 1", map[string]any{"tcp.rows": 0, "tcp.bound": 0}, Absent},
		{"bool", "capture.filtered == false", map[string]any{"capture.filtered": false}, Present},
		{"string", `host.os != "Windows"`, map[string]any{"host.os": "Linux"}, Present},
		{"one of numbers", "tcp.top_destination.port in [443, -1]", map[string]any{"tcp.top_destination.port": 443}, Present},
		{"one of strings", `capture.format in ["nettcp", "x"]`, map[string]any{"capture.format": "netstat"}, Absent},
		{"one of, unknown", "tcp.top_destination.port in [443]", map[string]any{"tcp.top_destination.port": nil}, Unknown},
		{"times", "capture.time - events.last_near < 900", map[string]any{"capture.time": 1000, "events.last_near": 500}, Present},
		{"known", "{known: tcp.rows}", map[string]any{"tcp.rows": 0}, Present},
		{"known of unknown", "{known: tcp.rows}", map[string]any{"tcp.rows": nil}, Absent},
		{"all with a false", "{all: [tcp.rows > 5, tcp.bound > 5]}", map[string]any{"tcp.rows": nil, "tcp.bound": 1}, Absent},
		{"any with a true", "{any: [tcp.rows > 5, tcp.bound > 5]}", map[string]any{"tcp.rows": nil, "tcp.bound": 9}, Present},
		{"at least", "{at_least: {count: 2, of: [tcp.rows > 5, tcp.bound > 5, tcp.listening > 5]}}",
			map[string]any{"tcp.rows": 9, "tcp.bound": nil, "tcp.listening": 1}, Unknown},
		{"rule", "{rule: busy}", map[string]any{"tcp.established": 9}, Present},
		{"unknown rule", "{rule: busy}", map[string]any{"tcp.established": nil}, Unknown},
		{"state of a rule", "{rule: busy, state: unknown}", map[string]any{"tcp.established": nil}, Present},
		{"any rule", "{any_rule: {kind: symptom}}", map[string]any{"tcp.established": nil, "tcp.time_wait": 0}, Unknown},
		{"any rule but one", "{any_rule: {kind: symptom, except: [busy]}}", map[string]any{"tcp.established": nil, "tcp.time_wait": 0}, Absent},
		{"any rule, state beside", "{any_rule: {kind: symptom}, state: unknown}", map[string]any{"tcp.established": nil}, Present},
		{"any rule in a state", "{any_rule: {kind: symptom, state: present}}", map[string]any{"tcp.established": nil}, Absent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := mustLoad(t, map[string]string{
				"a.yaml":      ruleWith("a", "cause", "when: "+tt.when+"\n"),
				"busy.yaml":   ruleWith("busy", "symptom", "when: tcp.established > 5\n"),
				"churn.yaml":  ruleWith("churn", "symptom", "when: tcp.time_wait > 5\n"),
				"always.yaml": ruleWith("always", "caution", ""),
			})
			got := states(set.Evaluate(Input{Values: values(tt.facts)}))
			if got["a"] != tt.want {
				t.Errorf("got %s, want %s", got["a"], tt.want)
			}
			if got["always"] != Present {
				t.Errorf("a rule without a condition is %s", got["always"])
			}
		})
	}
}

func TestMissing(t *testing.T) {
	set := mustLoad(t, map[string]string{
		"a.yaml": ruleWith("a", "cause", `
			when:
			  all:
			    - any: [tcp.rows > 5, events.tcp_exhausted > 0]
			    - any: [tcp.listening > 5, tcp.pool.size > 5]
			    - not: {rule: b}
			`),
		"b.yaml": ruleWith("b", "risk", "when: registry.max_user_port_set == true\n"),
	})
	e := set.Evaluate(Input{Values: values(map[string]any{
		"tcp.rows": 1, "events.tcp_exhausted": nil, // open
		"tcp.listening": nil, "tcp.pool.size": 9, // decided without it
		"registry.max_user_port_set": nil,
	})})
	got := result(t, e, "a")
	if diff := cmp.Diff([]string{"events.tcp_exhausted", "registry.max_user_port_set"}, got.MissingFacts); diff != "" {
		t.Errorf("facts (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"system-evtx", "registry"}, got.Missing); diff != "" {
		t.Errorf("artifacts (-want +got)\n%s", diff)
	}
	want := []Leaf{
		{Text: "tcp.rows > 5", Answer: No, Values: map[string]any{"tcp.rows": 1.0}, Facts: []string{"tcp.rows"}},
		{Text: "events.tcp_exhausted > 0", Answer: Maybe, Values: map[string]any{"events.tcp_exhausted": nil}, Facts: []string{"events.tcp_exhausted"}},
		{Text: "tcp.listening > 5", Answer: Maybe, Values: map[string]any{"tcp.listening": nil}, Facts: []string{"tcp.listening"}},
		{Text: "tcp.pool.size > 5", Answer: Yes, Values: map[string]any{"tcp.pool.size": 9.0}, Facts: []string{"tcp.pool.size"}},
		{Text: "rule: b", Answer: Maybe, Values: map[string]any{}, Facts: nil},
	}
	if diff := cmp.Diff(want, got.Leaves); diff != "" {
		t.Errorf("leaves (-want +got)\n%s", diff)
	}
}

func TestRank(t *testing.T) {
	cause := func(id, more string) string { return ruleWith(id, "cause", more) }
	set := mustLoad(t, map[string]string{
		"a-view.yaml":  cause("a-view", "when: tcp.rows > 0\n"),
		"small.yaml":   cause("small", "explains: tcp.bound\n"),
		"many.yaml":    cause("many", "explains: 3 * tcp.bound\nshare_of: 100\nextent: {en: \"{3 * tcp.bound} of a hundred\", zh: \"{3 * tcp.bound}\"}\n"),
		"less.yaml":    cause("less", "explains: tcp.bound - tcp.rows\n"),
		"large.yaml":   cause("large", "explains: 2 * tcp.bound\nshare_of: tcp.rows\n"),
		"open.yaml":    cause("open", "explains: tcp.listening\n"),
		"absent.yaml":  cause("absent", "when: tcp.rows > 99\nexplains: tcp.rows\n"),
		"caution.yaml": ruleWith("caution", "caution", ""),
		"symptom.yaml": ruleWith("symptom", "symptom", ""),
	})
	e := set.Evaluate(Input{Values: values(map[string]any{"tcp.rows": 10, "tcp.bound": 4, "tcp.pool.size": 16, "tcp.listening": nil})})
	type line struct {
		ID              string
		Explains, Share float64
		Extent          string
	}
	var got []line
	for _, r := range e.Results {
		l := line{r.Rule.ID, -1, -1, r.Extent.Text}
		if r.Explains != nil {
			l.Explains = *r.Explains
		}
		if r.Share != nil {
			l.Share = *r.Share
		}
		got = append(got, l)
	}
	want := []line{
		{"large", 8, 0.8, ""}, {"small", 4, 0.25, ""}, {"many", 12, 0.12, "12 of a hundred"},
		{"less", -1, -1, ""}, {"open", -1, -1, ""}, {"a-view", -1, -1, ""},
		{"absent", 10, 0.625, ""}, {"symptom", -1, -1, ""}, {"caution", -1, -1, ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"large", "small", "many", "less", "open", "a-view"}, e.Verdict.Causes); diff != "" {
		t.Errorf("causes (-want +got)\n%s", diff)
	}
}

func TestEvidenceAndSeverity(t *testing.T) {
	set := mustLoad(t, map[string]string{"a.yaml": `
		id: a
		kind: cause
		title: {en: Many rows, zh: 行多}
		severity:
		  - {when: tcp.rows > params.most, severity: critical}
		  - {severity: warning}
		params: {most: {value: 100, unit: connections, why: an example}}
		when: tcp.rows > 1
		evidence:
		  - {en: "{tcp.rows} rows, more than {params.most}.", zh: "{tcp.rows} 行，多于 {params.most}。", when: tcp.rows > params.most}
		  - {en: "{tcp.bound} bound.", zh: "{tcp.bound} 绑定。"}
		  - {en: "Some.", zh: "一些。"}
		`})
	many := result(t, set.Evaluate(Input{Values: values(map[string]any{"tcp.rows": 1200, "tcp.bound": nil}), Lang: Chinese}), "a")
	if many.Severity != Critical || many.Title != "行多" {
		t.Errorf("got %s, %q", many.Severity, many.Title)
	}
	want := []Text{{"1,200 行，多于 100。", []string{"tcp.rows"}}, {"一些。", nil}}
	if diff := cmp.Diff(want, many.Evidence); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	few := result(t, set.Evaluate(Input{Values: values(map[string]any{"tcp.rows": 1})}), "a")
	if few.State != Absent || few.Severity != Warning || len(few.Evidence) != 0 {
		t.Errorf("got %s, %s, %v", few.State, few.Severity, few.Evidence)
	}
}

// adviceFiles is an advice per time, and rules that name them.
var adviceFiles = map[string]string{
	"risks/r.yaml":   ruleWith("r", "risk", "advice: [never, guarded, now]\n"),
	"causes/c.yaml":  ruleWith("c", "cause", "advice: [later, now]\n"),
	"causes/no.yaml": ruleWith("no", "cause", "when: tcp.rows > 99\nadvice: [unused]\n"),
	"advice/never.yaml": `
		id: never
		when: never
		title: {en: Never, zh: 不}
		text: {en: Do not., zh: 不要。}
		references: [doc]
		`,
	"advice/later.yaml": `
		id: later
		when: for-good
		title: {en: Later, zh: 以后}
		steps:
		  - text: {en: "Half of {tcp.bound}.", zh: "{tcp.bound}。"}
		`,
	"advice/now.yaml": `
		id: now
		when: now
		title: {en: Now, zh: 现在}
		steps:
		  - command: "set num=${proposal.range.count}"
		    shell: bat
		    effect: {en: At once., zh: 立即。}
		    rollback:
		      - {when: tcp.pool.assumed == true, command: "reset"}
		      - {command: "set num=${tcp.pool.count}"}
		  - text: {en: Only if filtered., zh: 仅当。}
		    when: capture.filtered == true
		`,
	"advice/guarded.yaml": `
		id: guarded
		when: now
		title: {en: Guarded, zh: 守}
		requires: proposal.range.count > tcp.pool.count
		otherwise: {en: Capture the range first., zh: 先采集。}
		text: {en: Widen., zh: 扩。}
		`,
	"advice/unused.yaml": "id: unused\nwhen: now\ntitle: {en: u, zh: u}\ntext: {en: u, zh: u}\n",
	"references.yaml":    "references: [{id: doc, title: {en: Doc, zh: 文}, url: 'https://example.org/d'}]\n",
}

func TestAdvice(t *testing.T) {
	set := mustLoad(t, adviceFiles)
	e := set.Evaluate(Input{Values: values(map[string]any{
		"proposal.range.count": 55536, "tcp.pool.count": 16384, "tcp.pool.assumed": false, "capture.filtered": false,
		"tcp.bound": nil,
	})})
	want := []Advice{
		{ID: "now", Title: "Now", When: "now", Steps: []Step{{Command: "set num=55536", Shell: "bat", Effect: "At once.", Rollback: "set num=16384"}}, References: []Reference{}},
		{ID: "guarded", Title: "Guarded", When: "now", Text: Text{Text: "Widen."}, References: []Reference{}},
		{ID: "never", Title: "Never", When: "never", Text: Text{Text: "Do not."}, References: []Reference{{"doc", "Doc", "https://example.org/d"}}},
	}
	if diff := cmp.Diff(want, e.Advice); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestAdviceWithheld checks that nothing is computed from what is not known.
func TestAdviceWithheld(t *testing.T) {
	set := mustLoad(t, adviceFiles)
	e := set.Evaluate(Input{Values: values(map[string]any{"proposal.range.count": 55536, "tcp.pool.count": nil})})
	want := []Advice{
		{ID: "guarded", Title: "Guarded", When: "now", Text: Text{Text: "Capture the range first."}, Withheld: true, References: []Reference{}},
		{ID: "never", Title: "Never", When: "never", Text: Text{Text: "Do not."}, References: []Reference{{"doc", "Doc", "https://example.org/d"}}},
	}
	if diff := cmp.Diff(want, e.Advice); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestVerdict(t *testing.T) {
	set := mustLoad(t, map[string]string{"verdict.yaml": `
		params: {high: {value: 0.8, unit: share, why: an example}}
		ladder:
		  - status: confirmed
		    when: events.tcp_exhausted > 0
		    label: {en: Confirmed, zh: 已确认}
		    moments:
		      - {is: at-capture, when: events.tcp_exhausted_near > 0, label: {en: at the capture, zh: 采集时}}
		      - {is: earlier, label: {en: earlier, zh: 之前}}
		    headline:
		      - {en: "Windows logged {events.tcp_exhausted} failures.", zh: "记录了 {events.tcp_exhausted} 次失败。"}
		      - {en: "Use was {tcp.pool.utilization_peak}.", zh: "使用 {tcp.pool.utilization_peak}。"}
		      - {en: "Not so.", zh: "不。", when: events.tcp_exhausted > 99}
		  - {status: likely, when: tcp.pool.utilization_peak >= params.high, label: {en: Likely, zh: 可能}, headline: [{en: High., zh: 高。}]}
		  - {status: undetermined, label: {en: Undetermined, zh: 未定}, headline: [{en: Unknown., zh: 未知。}]}
		protocols: [{is: tcp, when: events.tcp_exhausted > 0}, {is: udp, when: events.udp_exhausted > 0}]
		lean: [{is: pressure, when: tcp.pool.utilization_peak >= 0.5}, {is: none}]
		limits: [{en: Bound sockets are missing., zh: 缺。, when: tcp.pool.bound_known == false}]
		`})
	tests := []struct {
		name  string
		facts map[string]any
		lang  Lang
		want  Verdict
	}{
		{"earlier", map[string]any{"events.tcp_exhausted": 2, "events.tcp_exhausted_near": nil, "tcp.pool.utilization_peak": 0.9, "tcp.pool.bound_known": false}, English,
			Verdict{Status: "confirmed", When: "earlier", Label: "Confirmed", WhenLabel: "earlier", Protocols: []string{"tcp"}, Lean: "pressure",
				Headline: Text{"Windows logged 2 failures. Use was 90.0 %.", []string{"events.tcp_exhausted", "tcp.pool.utilization_peak"}},
				Limits:   []Text{{Text: "Bound sockets are missing."}}}},
		{"unknown use, in Chinese", map[string]any{"events.tcp_exhausted": 2, "events.tcp_exhausted_near": 1, "events.udp_exhausted": 1, "tcp.pool.utilization_peak": nil}, Chinese,
			Verdict{Status: "confirmed", When: "at-capture", Label: "已确认", WhenLabel: "采集时", Protocols: []string{"tcp", "udp"}, Lean: "none",
				Headline: Text{"记录了 2 次失败。", []string{"events.tcp_exhausted"}}, Limits: []Text{}}},
		{"two sentences in Chinese", map[string]any{"events.tcp_exhausted": 2, "tcp.pool.utilization_peak": 0.1}, Chinese,
			Verdict{Status: "confirmed", When: "earlier", Label: "已确认", WhenLabel: "之前", Protocols: []string{"tcp"}, Lean: "none",
				Headline: Text{"记录了 2 次失败。使用 10.0 %。", []string{"events.tcp_exhausted", "tcp.pool.utilization_peak"}}, Limits: []Text{}}},
		{"likely", map[string]any{"events.tcp_exhausted": nil, "tcp.pool.utilization_peak": 0.8}, English,
			Verdict{Status: "likely", Label: "Likely", Protocols: []string{}, Lean: "pressure", Headline: Text{Text: "High."}, Limits: []Text{}}},
		{"nothing", nil, English,
			Verdict{Status: "undetermined", Label: "Undetermined", Protocols: []string{}, Lean: "none", Headline: Text{Text: "Unknown."}, Limits: []Text{}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Causes = []string{}
			got := set.Evaluate(Input{Values: values(tt.facts), Lang: tt.lang}).Verdict
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	set := mustLoad(t, map[string]string{"summary.yaml": `
		items:
		  - {id: who, en: "{tcp.top_process.name} holds {tcp.top_process.ports}.", zh: "{tcp.top_process.name} {tcp.top_process.ports}"}
		  - {id: who, en: "Process {tcp.top_process.pid}.", zh: "{tcp.top_process.pid}"}
		  - {id: where, when: tcp.rows > 5, en: Here., zh: 这里。}
		  - {id: who, en: Nobody knows., zh: 未知。}
		`})
	e := set.Evaluate(Input{Values: values(map[string]any{"tcp.top_process.name": nil, "tcp.top_process.ports": 5, "tcp.top_process.pid": 4711, "tcp.rows": 5})})
	want := []Item{{"who", Text{"Process 4711.", []string{"tcp.top_process.pid"}}}}
	if diff := cmp.Diff(want, e.Summary); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPath(t *testing.T) {
	set := mustLoad(t, map[string]string{"path.yaml": `
		start: logged
		nodes:
		  - id: logged
		    question: {en: "Did it fail?", zh: "失败？"}
		    branches:
		      - {id: yes, answer: {en: "yes: {events.tcp_exhausted}", zh: "是：{events.tcp_exhausted}"}, when: events.tcp_exhausted > 0, to: use}
		      - {id: no, answer: {en: "no", zh: "否"}, when: events.tcp_exhausted == 0, to: use}
		      - {id: cannot-tell, answer: {en: "no log", zh: "无日志"}}
		  - id: use
		    question: {en: "How much is used?", zh: "多少？"}
		    branches:
		      - {id: much, answer: {en: "much ({tcp.pool.used} of {tcp.pool.size})", zh: "多 {tcp.pool.used} {tcp.pool.size}"}, when: tcp.pool.used > 5}
		      - {id: little, answer: {en: "little", zh: "少"}}
		`})
	tests := []struct {
		name  string
		facts map[string]any
		want  []PathStep
	}{
		{"both figures", map[string]any{"events.tcp_exhausted": 2, "tcp.pool.used": 9, "tcp.pool.size": 16384}, []PathStep{
			{"logged", "Did it fail?", "yes", "yes: 2", "2", []string{"no", "no log"}},
			{"use", "How much is used?", "much", "much (9 of 16,384)", "9, 16,384", []string{"little"}},
		}},
		{"unknown figure", map[string]any{"events.tcp_exhausted": 0, "tcp.pool.used": 9, "tcp.pool.size": nil}, []PathStep{
			{"logged", "Did it fail?", "no", "no", "", []string{"yes", "no log"}},
			{"use", "How much is used?", "much", "much", "", []string{"little"}},
		}},
		{"unknown answer", map[string]any{"events.tcp_exhausted": nil}, []PathStep{
			{"logged", "Did it fail?", "cannot-tell", "no log", "", []string{"yes", "no"}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := set.Evaluate(Input{Values: values(tt.facts)}).Path
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRequests(t *testing.T) {
	set := mustLoad(t, map[string]string{
		"a.yaml": ruleWith("a", "cause", "when: tcp.bound > 5\n"),
		"b.yaml": ruleWith("b", "cause", "when: {all: [tcp.bound > 5, trend.bound_per_hour > 0]}\n"),
		"c.yaml": ruleWith("c", "cause", "when: trend.bound_per_hour > 0\n"),
		"requests.yaml": `
			requests:
			  - {id: tasks, artifact: process, reason: absent, facts: [tcp.top_process.name], command: tasklist, why: {en: Names., zh: 名。}}
			  - {id: table, artifact: netstat, alternatives: [nettcp], reason: absent, facts: [tcp.*, trend.*], command: netstat, why: {en: Table., zh: 表。}}
			  - {id: bound, artifact: netstat, alternatives: [nettcp], reason: incomplete, facts: [tcp.bound, trend.*], command: netstat -q, why: {en: Bound., zh: 绑定。}}
			  - {id: again, artifact: netstat, alternatives: [nettcp], reason: second-capture, facts: [trend.*], command: loop, why: {en: Twice., zh: 两次。}}
			  - {id: log, artifact: system-evtx, reason: absent, verdict: {not: {known: events.tcp_exhausted}}, command: wevtutil, why: {en: Log., zh: 日志。}}
			`,
	})
	open := map[string]any{"tcp.bound": nil, "trend.bound_per_hour": nil}
	tests := []struct {
		name      string
		facts     map[string]any
		artifacts map[string]bool
		want      map[string][]string // decides by id
	}{
		{"nothing read", open, nil,
			map[string][]string{"table": {"a", "b", "c", "verdict"}, "log": {"verdict"}}},
		{"table without bound sockets", open, map[string]bool{"nettcp": true, "system-evtx": true},
			map[string][]string{"bound": {"a", "b"}, "again": {"b", "c"}}},
		{"all decided", map[string]any{"tcp.bound": 0, "events.tcp_exhausted": 0}, map[string]bool{"netstat": true}, map[string][]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := map[string][]string{}
			for _, q := range set.Evaluate(Input{Values: values(tt.facts), Artifacts: tt.artifacts}).Requests {
				got[q.ID] = q.Decides
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
