package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func replyOf(t *testing.T, d *diagnosis.Diagnosis) string {
	t.Helper()
	var b bytes.Buffer
	if err := Reply(&b, d, English); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReply(t *testing.T) {
	d := &diagnosis.Diagnosis{
		Host: diagnosis.Host{Name: "WEB01\x1b[31m\u202e"},
		Verdict: diagnosis.Verdict{Label: "Likely", Headline: "At least 94.5 % in use.",
			Limits: []string{"No log.", "No range.", "No registry.", "No list of processes."}},
		Findings: []diagnosis.Finding{
			{Kind: "cause", State: "present", Title: "Reuse", Explains: ptr(15000), Share: ptr(0.9)},
			{Kind: "cause", State: "present", Title: "View"},
			{Kind: "cause", State: "absent", Title: "Absent", Explains: ptr(0)},
		},
		Summary: []diagnosis.Fact{{ID: "who", Text: "PID 4."}, {ID: "first", Text: "Do it."}, {ID: "unknown", Text: "Who."}},
		Advice: []diagnosis.Advice{
			{When: "now", Title: "Widen the range", Text: "Relief.", Steps: []diagnosis.Step{{Command: "netsh a\nnetsh b", Risk: "Firewalls.", Rollback: "netsh back"}}},
			{When: "for-good", Title: "Reuse connections", Text: "One client.", Steps: []diagnosis.Step{{Text: "A step.", Command: "netsh"}}},
			{When: "never", Title: "Never this"},
		},
		Requests: []diagnosis.Request{
			{Command: "netstat -anoq", Why: "Bound sockets."},
			{Command: "netsh", Why: "Ranges."},
			{Command: "netsh", Why: "Exclusions."},
			{Why: "The dump."},
			{Command: "netsh a\nnetsh b", Why: "The range."},
		},
	}
	want := `Hello,

the captures of WEB01 ［31m show:
- Likely. At least 94.5 % in use.
- Most likely: Reuse (90.0 % of the port pool)
- PID 4.

What is not known:
- No log.
- No range.
- No registry.

What to do now:
1. Widen the range. Relief.
    netsh a
    netsh b
- Risk: Firewalls.
- To roll back:
    netsh back

What to change for good:
- Reuse connections. One client.

Please send:
- Bound sockets.
    netstat -anoq
- Ranges.
- Exclusions.
    netsh
- The dump.
- The range.
    (the command stands above)

Captures help most when they are taken while the failure lasts and before anything is restarted.
`
	if diff := cmp.Diff(want, replyOf(t, d)); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
	if err := Reply(&bytes.Buffer{}, d, "xx"); err == nil || !strings.Contains(err.Error(), "xx") {
		t.Errorf("unknown language: error %v", err)
	}
}

// TestReplyNamesNoBundle checks that a folder's or file's name, which can carry the name
// of another customer, stays out of what a customer reads.
func TestReplyNamesNoBundle(t *testing.T) {
	d := confirmedTimeWait()
	d.Host.Name, d.Bundle.Name = "", "contoso-case-7"
	d.Artifacts[0].Path = "contoso/netstat.txt"
	got := replyOf(t, d)
	if strings.Contains(got, "contoso") {
		t.Errorf("the reply names the bundle:\n%s", got)
	}
	if want := "Hello,\n\nthe captures show:\n- Confirmed"; !strings.HasPrefix(got, want) {
		t.Errorf("the reply does not begin with %q:\n%s", want, got)
	}
}

func TestReplyIsBounded(t *testing.T) {
	d := confirmedTimeWait()
	d.Host.Name = strings.Repeat("a", 1<<20)
	d.Verdict.Headline = strings.Repeat("b ", 1<<19)
	d.Advice[0].Steps[0].Command = strings.Repeat("c\n", 1<<19)
	if got, limit := len(replyOf(t, d)), 64<<10; got > limit {
		t.Errorf("the reply has %d bytes, more than %d", got, limit)
	}
}
