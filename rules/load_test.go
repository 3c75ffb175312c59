package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestErrors shows what the author of a rule reads.
func TestErrors(t *testing.T) {
	tests := []struct {
		name string
		rule string // the part after id, kind, severity and title, from line 5 on
		want string
	}{
		{"unknown fact", "when: tcp.tim_wait > 5\n", `
causes/a.yaml:5:7: unknown fact "tcp.tim_wait"; did you mean "tcp.time_wait"?
    when: tcp.tim_wait > 5
          ^`},
		{"unknown fact on the right, in quotes", "when:\n  all: ['tcp.rows > 2 * tcp.row']\n", `
causes/a.yaml:6:25: unknown fact "tcp.row"; did you mean "tcp.rows"?
      all: ['tcp.rows > 2 * tcp.row']
                            ^`},
		{"after Chinese", "evidence:\n  - {en: 'rows {tcp.row}', zh: '行 {tcp.row}'}\n", `
causes/a.yaml:6:17: unknown fact "tcp.row"; did you mean "tcp.rows"?
      - {en: 'rows {tcp.row}', zh: '行 {tcp.row}'}
                    ^
causes/a.yaml:6:36: unknown fact "tcp.row"; did you mean "tcp.rows"?
      - {en: 'rows {tcp.row}', zh: '行 {tcp.row}'}
                                        ^`},
		{"in a folded text", "evidence:\n  - en: >\n      Some rows,\n      namely {tcp.row}.\n    zh: '{tcp.rows}'\n", `
causes/a.yaml:8:15: unknown fact "tcp.row"; did you mean "tcp.rows"?
          namely {tcp.row}.
                  ^`},
		{"unknown parameter", "params: {most: {value: 1, unit: count, why: x}}\nwhen: tcp.rows > params.mots\n", `
causes/a.yaml:5:10: nothing reads the parameter "most"
    params: {most: {value: 1, unit: count, why: x}}
             ^
causes/a.yaml:6:18: unknown parameter "mots"; did you mean "most"?
    when: tcp.rows > params.mots
                     ^`},
		{"parameter without a reason", "params: {most: {value: 1, unit: port}}\nwhen: tcp.rows > params.most\n", `
causes/a.yaml:5:16: "why" is missing
    params: {most: {value: 1, unit: port}}
                   ^
causes/a.yaml:5:33: "port" is none of none, count, ports, connections, events, share, seconds, hours, per_second, per_hour, time; did you mean "ports"?
    params: {most: {value: 1, unit: port}}
                                    ^`},
		{"unused parameter", "params: {most: {value: 1, unit: count, why: x}}\n", `
causes/a.yaml:5:10: nothing reads the parameter "most"
    params: {most: {value: 1, unit: count, why: x}}
             ^`},
		{"no comparison", "when: capture.filtered\n", `
causes/a.yaml:5:7: a leaf is one comparison (== != < <= > >= in); combine leaves with all, any and not
    when: capture.filtered
          ^`},
		{"and", "when: tcp.rows > 1 and tcp.bound > 1\n", `
causes/a.yaml:5:7: a leaf is one comparison (== != < <= > >= in); combine leaves with all, any and not
    when: tcp.rows > 1 and tcp.bound > 1
          ^`},
		{"call", "when: len(host.os) > 1\n", `
causes/a.yaml:5:7: an expression holds facts, parameters, numbers, texts and + - * / only
    when: len(host.os) > 1
          ^`},
		{"predicate", "when: 'all([1], # > 0) == true'\n", `
causes/a.yaml:5:8: an expression holds facts, parameters, numbers, texts and + - * / only
    when: 'all([1], # > 0) == true'
           ^`},
		{"index", "when: tcp[\"rows\"] > 1\n", `
causes/a.yaml:5:7: a name is words with dots between them
    when: tcp["rows"] > 1
          ^`},
		{"text in arithmetic", "when: tcp.rows + host.os > 1\n", `
causes/a.yaml:5:7: "+" does not work on a number and a string
    when: tcp.rows + host.os > 1
          ^`},
		{"different types", "when: tcp.rows == \"many\"\n", `
causes/a.yaml:5:7: a number is compared with a string
    when: tcp.rows == "many"
          ^`},
		{"time and number", "when: capture.time > 5\n", `
causes/a.yaml:5:7: a time is compared with a number
    when: capture.time > 5
          ^`},
		{"order of texts", "when: host.os < \"W\"\n", `
causes/a.yaml:5:7: values of type string have no order; use == or !=
    when: host.os < "W"
          ^`},
		{"no fact", "when: 1 < 2\n", `
causes/a.yaml:5:7: the comparison reads no fact
    when: 1 < 2
          ^`},
		{"range", "when: tcp.rows in 1..1000000000\n", `
causes/a.yaml:5:19: the right side of in is a list of numbers or texts, such as [1, 2]
    when: tcp.rows in 1..1000000000
                      ^`},
		{"list of another type", "when: tcp.rows in [1, \"x\"]\n", `
causes/a.yaml:5:7: a number is not in a list of other values
    when: tcp.rows in [1, "x"]
          ^`},
		{"unknown condition", "when:\n  al: [tcp.rows > 1]\n", `
causes/a.yaml:6:3: unknown key "al"; did you mean "all"?
      al: [tcp.rows > 1]
      ^
causes/a.yaml:6:3: a condition has exactly one of all, any, not, at_least, rule, any_rule, known
      al: [tcp.rows > 1]
      ^`},
		{"two conditions", "when: {not: tcp.rows > 1, known: tcp.rows}\n", `
causes/a.yaml:5:7: a condition has exactly one of all, any, not, at_least, rule, any_rule, known
    when: {not: tcp.rows > 1, known: tcp.rows}
          ^`},
		{"state of a fact", "when: {known: tcp.rows, state: present}\n", `
causes/a.yaml:5:32: state stands beside rule or any_rule
    when: {known: tcp.rows, state: present}
                                   ^`},
		{"a list of conditions", "when: [tcp.rows > 1]\n", `
causes/a.yaml:5:7: a condition is a comparison, or one of all, any, not, at_least, rule, any_rule, known; put the list under all or any
    when: [tcp.rows > 1]
          ^`},
		{"count out of reach", "when: {at_least: {count: 2, of: [tcp.rows > 1]}}\n", `
causes/a.yaml:5:26: count is more than the 1 conditions of the list
    when: {at_least: {count: 2, of: [tcp.rows > 1]}}
                             ^`},
		{"unknown rule", "when: {rule: b}\n", `
causes/a.yaml:5:14: unknown rule "b"; did you mean "a"?
    when: {rule: b}
                 ^`},
		{"own result", "when: {any_rule: {kind: cause}}\n", `
causes/a.yaml:5:7: rules depend on each other: a -> a
    when: {any_rule: {kind: cause}}
          ^`},
		{"unknown advice", "advice: [wait]\n", `
causes/a.yaml:5:10: unknown advice "wait"
    advice: [wait]
             ^`},
		{"unknown key", "evidense: []\n", `
causes/a.yaml:5:1: unknown key "evidense"; did you mean "evidence"?
    evidense: []
    ^`},
		{"key twice", "tables: [a]\ntables: [b]\n", `
causes/a.yaml:6:1: the key "tables" is given twice
    tables: [b]
    ^`},
		{"no Chinese", "evidence: [{en: text}]\n", `
causes/a.yaml:5:12: "zh" is missing
    evidence: [{en: text}]
               ^`},
		{"different values", "evidence: [{en: '{tcp.rows}', zh: '{tcp.bound}'}]\n", `
causes/a.yaml:5:12: en and zh do not quote the same values: tcp.rows; tcp.bound
    evidence: [{en: '{tcp.rows}', zh: '{tcp.bound}'}]
               ^`},
		{"anchor", "tables: &x [a]\n", `
causes/a.yaml:5:9: anchors and aliases are not allowed
    tables: &x [a]
            ^`},
		{"alias", "tables: [a, *x]\n", `
causes/a.yaml: unknown anchor 'x' referenced`},
		{"tag", "tables: !!binary aGk=\n", `
causes/a.yaml:5:9: tags are not allowed
    tables: !!binary aGk=
            ^`},
		{"merge key", "params: {<<: {a: {}}}\n", `
causes/a.yaml:5:10: a key must be a plain word
    params: {<<: {a: {}}}
             ^`},
		{"second document", "---\nid: b\n", `
causes/a.yaml:5:1: a file holds one document; this starts a second one
    ---
    ^`},
		{"syntax", "tables: [a\nadvice: b\n", `
causes/a.yaml:5:1: did not find expected ',' or ']', here or below
    tables: [a
    ^`},
		{"explains of a text", "explains: host.os\n", `
causes/a.yaml:5:11: this must be a number, not a string
    explains: host.os
              ^`},
		{"wrong type in a test", "tests: [{name: x, want: present, facts: {tcp.rows: many, capture.filtered: 1, capture.time: noon}}]\n", `
causes/a.yaml:5:52: "many" is no number
    tests: [{name: x, want: present, facts: {tcp.rows: many, capture.filtered: 1, capture.time: noon}}]
                                                       ^
causes/a.yaml:5:76: "1" is none of true, false
    tests: [{name: x, want: present, facts: {tcp.rows: many, capture.filtered: 1, capture.time: noon}}]
                                                                               ^
causes/a.yaml:5:93: "noon" is no time such as 2006-01-02T15:04:05Z07:00
    tests: [{name: x, want: present, facts: {tcp.rows: many, capture.filtered: 1, capture.time: noon}}]
                                                                                                ^`},
		{"stub of the rule itself", "tests: [{name: x, rules: {a: present}, want: present}]\n", `
causes/a.yaml:5:9: a test cannot give the result of its own rule
    tests: [{name: x, rules: {a: present}, want: present}]
            ^`},
		{"nothing", "when:\n", `
causes/a.yaml:5:6: this is empty
    when:
         ^`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(layer(map[string]string{"causes/a.yaml": ruleWith("a", "cause", tt.rule)}))
			if err == nil {
				t.Fatal("the rule loads")
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestLayoutErrors are mistakes that no single rule shows.
func TestLayoutErrors(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string // messages with files
	}{
		{"name of the file", map[string]string{"causes/a.yaml": ruleWith("b", "cause", "")},
			[]string{`causes/a.yaml: the id is "b", but the file is named "a.yaml"`}},
		{"wrong folder", map[string]string{"risks/a.yaml": ruleWith("a", "cause", "")},
			[]string{"risks/a.yaml: a cause does not belong in the folder risks"}},
		{"same id", map[string]string{"risks/a.yaml": ruleWith("a", "risk", ""), "causes/a.yaml": ruleWith("a", "cause", "")},
			[]string{`risks/a.yaml: the rule "a" stands in causes/a.yaml too`}},
		{"unknown folder", map[string]string{"cause/a.yaml": ruleWith("a", "cause", "")},
			[]string{`cause: rules belong in one of the folders causes, cautions, risks, symptoms, advice, or at the top; did you mean "causes"?`}},
		{"other extension", map[string]string{"a.yml": ""}, []string{"a.yml: the names of rule files end in .yaml"}},
		{"empty file", map[string]string{"a.yaml": "# nothing\n"}, []string{"a.yaml: the file is empty"}},
		{"not UTF-8", map[string]string{"a.yaml": "id: \xff\n"}, []string{"a.yaml: the file is not UTF-8"}},
		{"too large", map[string]string{"a.yaml": strings.Repeat("#", maxFileSize+1)},
			[]string{"a.yaml: the file is larger than a rule file may be (256 KiB)"}},
		{"taken id", map[string]string{"causes/verdict.yaml": ruleWith("verdict", "cause", "")},
			[]string{`causes/verdict.yaml: the id "verdict" is taken by verdict.yaml`}},
		{"cycle", map[string]string{
			"a.yaml": ruleWith("a", "cause", "when: {rule: b}\n"),
			"b.yaml": ruleWith("b", "risk", "when: {not: {any_rule: {kind: symptom}}}\n"),
			"c.yaml": ruleWith("c", "symptom", "when: {rule: a}\n"),
		}, []string{"c.yaml: rules depend on each other: a -> b -> c -> a"}},
		{"path", map[string]string{"path.yaml": `
			start: a
			nodes:
			  - id: a
			    question: {en: q, zh: q}
			    branches:
			      - {id: "yes", answer: {en: y, zh: y}, when: tcp.rows > 1, to: b}
			      - {id: "no", answer: {en: n, zh: n}, to: bb}
			  - id: b
			    question: {en: q, zh: q}
			    branches: [{id: back, answer: {en: "os {host.os}", zh: "{host.os}"}, to: a}]
			  - id: lonely
			    question: {en: q, zh: q}
			    branches: [{id: end, answer: {en: e, zh: e}}]
			`}, []string{
			`path.yaml: unknown node "bb"; did you mean "b"?`,
			"path.yaml: a string cannot be quoted in this text",
			"path.yaml: a string cannot be quoted in this text",
			`path.yaml: this way leads back to the node "a"`,
			`path.yaml: no way from "a" reaches the node "lonely"`,
		}},
		{"command with a text of the customer", map[string]string{"advice/a.yaml": `
			id: a
			when: now
			title: {en: t, zh: t}
			steps:
			  - {command: "kill ${tcp.top_process.name}", shell: bat}
			`}, []string{"advice/a.yaml: a string cannot be quoted in this text"}},
		{"ladder", map[string]string{"verdict.yaml": `
			ladder:
			  - {status: a, label: {en: a, zh: a}, headline: [{en: a, zh: a}]}
			  - {status: b, when: tcp.rows > 1, label: {en: b, zh: b}, headline: [{en: b, zh: b}]}
			`}, []string{
			"verdict.yaml: the last step of the ladder, and no other, has no when",
			"verdict.yaml: the last step of the ladder, and no other, has no when",
		}},
		{"request", map[string]string{"requests.yaml": `
			requests:
			  - {id: a, artifact: netstat, reason: gone, facts: [trends.*, tcp.row], command: x, why: {en: a, zh: a}}
			`}, []string{
			`requests.yaml: "gone" is none of absent, incomplete, second-capture`,
			`requests.yaml: no fact begins with "trends."`,
			`requests.yaml: unknown fact "tcp.row"; did you mean "tcp.rows"?`,
		}},
		{"address", map[string]string{"references.yaml": "references: [{id: a, url: 'javascript:x'}]\n"},
			[]string{"references.yaml: an address begins with https://"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(layer(tt.files))
			var all Errors
			if !errors.As(err, &all) {
				t.Fatalf("got %v, want Errors", err)
			}
			var got []string
			for _, e := range all {
				got = append(got, e.File+": "+e.Message)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestErrorIsFound checks that a single error can be taken out of all.
func TestErrorIsFound(t *testing.T) {
	_, err := Load(layer(map[string]string{"causes/a.yaml": ruleWith("a", "cause", "x: 1\ny: 2\n")}))
	var e *Error
	if !errors.As(err, &e) || e.Line != 5 || e.Column != 1 {
		t.Errorf("got %#v", e)
	}
}

func TestOverlay(t *testing.T) {
	base := layer(map[string]string{
		"causes/a.yaml":    ruleWith("a", "cause", "advice: [wait]\n"),
		"advice/wait.yaml": "id: wait\nwhen: now\ntitle: {en: Wait, zh: 等}\ntext: {en: Wait., zh: 等。}\n",
	})
	overlay := layer(map[string]string{
		"a.yaml":          ruleWith("a", "symptom", "references: [r]\n"),
		"b.yaml":          ruleWith("b", "cause", "when: {rule: a}\nadvice: [wait]\n"),
		"README.md":       "not a rule",
		"references.yaml": "references: [{id: r, title: A page, url: 'https://example.org'}]\n",
	})
	set, err := Load(base, overlay)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range set.Rules() {
		got = append(got, fmt.Sprint(r.Kind, " ", r.ID, " ", r.File))
	}
	if diff := cmp.Diff([]string{"cause b b.yaml", "symptom a a.yaml"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if ref, _ := set.Reference("r", Chinese); ref != (Reference{"r", "A page", "https://example.org"}) {
		t.Errorf("got %v", ref)
	}
}

func TestHash(t *testing.T) {
	hash := func(files map[string]string) string { return mustLoad(t, files).Hash() }
	a := hash(map[string]string{"a.yaml": ruleWith("a", "cause", "")})
	same := hash(map[string]string{"a.yaml": ruleWith("a", "cause", "")})
	comment := hash(map[string]string{"a.yaml": ruleWith("a", "cause", "# x\n")})
	if a != same || a == comment || !strings.HasPrefix(a, "sha256:") {
		t.Errorf("got %s, %s, %s", a, same, comment)
	}
}

// TestHostileFiles checks that what is made to cost much is refused.
func TestHostileFiles(t *testing.T) {
	many := fstest.MapFS{}
	for i := range maxFiles + 1 {
		many[fmt.Sprintf("r%d.yaml", i)] = &fstest.MapFile{Data: []byte("x")}
	}
	tests := []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"pipe", fstest.MapFS{"a.yaml": {Mode: fs.ModeNamedPipe}}, "a.yaml: this is no regular file"},
		{"many files", many, "more than 1000 rule files"},
		{"deep lists", layer(map[string]string{"a.yaml": strings.Repeat("[", 20000)}), "exceeded max depth"},
		{"deep and closed", layer(map[string]string{"a.yaml": strings.Repeat("[", 40) + strings.Repeat("]", 40)}), "nested deeper than 32 levels"},
		{"deep blocks", layer(map[string]string{"a.yaml": strings.Repeat("- ", 100000)}), ""},
		{"long expression", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "when: tcp.rows > 1"+strings.Repeat("+1", 500)+"\n")}), "longer than 1000 bytes"},
		{"many nodes", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "when: tcp.rows > 1"+strings.Repeat("+1", 100)+"\n")}), "exceeds maximum allowed nodes"},
		{"deep parentheses", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "when: tcp.rows > "+strings.Repeat("(", 900)+"\n")}), ""},
		{"many conditions", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "when: {all: ["+strings.Repeat("tcp.rows > 1,", 700)+"]}\n")}), "more than 600 conditions"},
		{"long text", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "evidence: [{en: a, zh: '"+strings.Repeat("x", 5000)+"'}]\n")}), "the text is longer than"},
		{"many errors", layer(map[string]string{"a.yaml": strings.Repeat("x: 1\n", 20000)}), "more errors follow"},
		{"escape sequences", layer(map[string]string{"a.yaml": ruleWith("a", "cause", "x\u009b31m: 1\n")}), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(tt.files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %.300v, want %q", err, tt.want)
			}
		})
	}
}
