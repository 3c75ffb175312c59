package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestReply(t *testing.T) {
	d := &diagnosis.Diagnosis{
		Host:    diagnosis.Host{Name: "WEB01\x1b[31m\u202e"},
		Verdict: diagnosis.Verdict{Label: "Likely", Headline: "At least 94.5 % in use.", Limits: []string{"No log."}},
		Advice: []diagnosis.Advice{
			{When: "now", Title: "Widen the range", Text: "Relief.", Steps: []diagnosis.Step{{Command: "netsh a\nnetsh b", Risk: "Firewalls.", Rollback: "netsh back"}}},
			{When: "for-good", Title: "Reuse connections", Text: "One client."},
			{When: "never", Title: "Never this"},
		},
		Requests: []diagnosis.Request{{Command: "netstat -anoq", Why: "Bound sockets."}},
	}
	var b bytes.Buffer
	if err := Reply(&b, d, English); err != nil {
		t.Fatal(err)
	}
	want := `Hello,

this is what the captures of WEB01 [31m show.

What was found:
- Likely. At least 94.5 % in use.

What is not known:
- No log.

What to do now:
1. Widen the range. Relief.
    netsh a
    netsh b
- Risk: Firewalls.
- To roll back:
    netsh back

What to change for good:
- Reuse connections. One client.
Ask us for the steps before you change anything.

Please send:
- Bound sockets.
    netstat -anoq

Captures help most when they are taken while the failure lasts and before anything is restarted.
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if err := Reply(&b, d, "xx"); err == nil || !strings.Contains(err.Error(), "xx") {
		t.Errorf("unknown language: error %v", err)
	}
}
