package analyzer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
	"github.com/portdx/portdx/analyzer/report"
	"github.com/portdx/portdx/rules"
)

// TestUndatedVerdict confirms what Windows logged at a time that the text does not tell,
// and says so in the headline and in the reply, beside any capture.
func TestUndatedVerdict(t *testing.T) {
	block := func(date, id string) string {
		return "Log Name:      System\nSource:        Tcpip\n" + date + "Event ID:      " + id + "\nLevel:         Warning\nComputer:      SRV01\nDescription:\nfailed\n"
	}
	const table = "   Index Time          EntryType   Source                 InstanceID Message\n   ----- ----          ---------   ------                 ---------- -------\n" +
		"   90210 Nov 22 08:58  Warning     Tcpip                  2147487879 A request\n   90207 Nov 22 08:43  Warning     Tcpip                  2147487879 A request\n"
	const exchanged = "Date:          2/3/2026 9:41:07 AM\n"
	tests := []struct {
		name, text, want, chinese string
	}{
		{
			"TCP, day and month", block(exchanged, "4231"),
			"Windows logged a failed TCP port allocation (event 4231). The text does not tell the day from the month: the time is 2026-02-03 09:41:07 or 2026-03-02 09:41:07.",
			"Windows 记录了一次 TCP 端口分配失败（事件 4231）。文本无法区分日与月：时间为 2026-02-03 09:41:07 或 2026-03-02 09:41:07。",
		},
		{
			"UDP, no date", block("", "4266"),
			"Windows logged a failed UDP port allocation (event 4266). The text does not show when.",
			"Windows 记录了一次 UDP 端口分配失败（事件 4266）。文本未显示确切时间。",
		},
		{
			"two of UDP, day and month", block(exchanged, "4266") + block("Date:          2/3/2026 9:51:07 AM\n", "4266"),
			"Windows logged 2 failed UDP port allocations (event 4266). The text does not tell the day from the month: the time is 2026-02-03 09:41:07 – 09:51:07 or 2026-03-02 09:41:07 – 09:51:07.",
			"Windows 记录了 2 次 UDP 端口分配失败（事件 4266）。文本无法区分日与月：时间为 2026-02-03 09:41:07 – 09:51:07 或 2026-03-02 09:41:07 – 09:51:07。",
		},
		{
			"no year", table,
			"Windows logged 2 failed TCP port allocations (event 4231). The text shows no year: Nov 22 08:43 – 08:58.",
			"Windows 记录了 2 次 TCP 端口分配失败（事件 4231）。文本未显示年份：Nov 22 08:43 – 08:58。",
		},
		{
			"both, one without a date", block(exchanged, "4231") + block("", "4266"),
			"Windows logged failed port allocations: TCP (event 4231) 1, UDP (event 4266) 1. The text does not show when.",
			"Windows 记录了端口分配失败：TCP（事件 4231）1 次，UDP（事件 4266）1 次。文本未显示确切时间。",
		},
	}
	captures := map[string]string{
		"": "", "at an unknown time": title + listener, "at a known time": "2026-02-03 09:45:00\n" + title + listener,
	}
	for _, tt := range tests {
		for name, capture := range captures {
			if name == "at a known time" && tt.name == "no year" { // which tells the year
				continue
			}
			t.Run(tt.name+" "+name, func(t *testing.T) {
				files := map[string][]byte{"events.txt": []byte(tt.text)}
				if capture != "" {
					files["netstat.txt"] = []byte(capture)
				}
				d := analyze(t, files, Options{})[0]
				if d.Verdict.Status != "confirmed" || d.Verdict.When != "undated" || !strings.HasPrefix(d.Verdict.Headline, tt.want) {
					t.Errorf("%s %s: %q, want %q", d.Verdict.Status, d.Verdict.When, d.Verdict.Headline, tt.want)
				}
				if near := d.Facts["events.tcp_exhausted_near"]; near != nil {
					t.Errorf("%v events are near", near)
				}
				if zh := analyze(t, files, Options{Lang: rules.Chinese})[0]; !strings.HasPrefix(zh.Verdict.Headline, tt.chinese) {
					t.Errorf("%q, want %q", zh.Verdict.Headline, tt.chinese)
				}
				if got := replyTo(t, d); !strings.Contains(got, tt.want) {
					t.Errorf("the reply lacks %q:\n%s", tt.want, got)
				}
			})
		}
	}
}

func replyTo(t *testing.T, d *diagnosis.Diagnosis) string {
	var b bytes.Buffer
	if err := report.Reply(&b, d, report.English); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestAssumedYear takes the year from the capture, says so, and compares the times.
func TestAssumedYear(t *testing.T) {
	files := map[string][]byte{
		"events.txt": []byte("   Index Time          EntryType   Source                 InstanceID Message\n   ----- ----          ---------   ------                 ---------- -------\n" +
			"   90210 Nov 22 08:58  Warning     Tcpip                  2147487879 A request\n"),
		"netstat.txt": []byte("2026-11-22 09:00:00\n" + title + listener),
	}
	d := analyze(t, files, Options{})[0]
	got := []any{d.Verdict.When, d.Facts["events.year_assumed"], d.Facts["events.undated"], d.Facts["events.tcp_exhausted_near"]}
	if diff := cmp.Diff([]any{"at-capture", true, 0.0, 1.0}, got); diff != "" {
		t.Errorf("when, year assumed, undated, near (-want +got):\n%s", diff)
	}
	if !strings.Contains(d.Verdict.Headline, "shows no year") {
		t.Errorf("headline %q", d.Verdict.Headline)
	}
}

// TestCreationTime takes the newest creation time as a lower bound of the capture's, in the
// bundle's zone where it names one.
func TestCreationTime(t *testing.T) {
	rows := "LocalAddress,LocalPort,RemoteAddress,RemotePort,State,OwningProcess,CreationTime\n" +
		"0.0.0.0,135,0.0.0.0,0,Listen,4,11/22/2026 5:21:40 AM\n10.0.0.5,50000,10.0.0.50,443,Established,6000,11/22/2026 2:01:02 PM\n"
	tests := []struct {
		name  string
		files map[string][]byte
		time  string
		note  string
	}{
		{"no zone", map[string][]byte{"nettcp.csv": []byte(rows)}, "2026-11-22T14:01:02Z", "its zone is not known"},
		{"a zone", map[string][]byte{"nettcp.csv": []byte("W. Europe Standard Time\n\n" + rows)}, "2026-11-22T13:01:02Z", "at or after 2026-11-22 13:01:02 UTC"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := analyze(t, tt.files, Options{})[0]
			got := []any{d.Facts["capture.time"], d.Facts["capture.time_source"]}
			if diff := cmp.Diff([]any{tt.time, "creation"}, got); diff != "" {
				t.Errorf("time, source (-want +got):\n%s", diff)
			}
			if notes := strings.Join(d.Artifacts[0].Notes, "\n"); !strings.Contains(notes, tt.note) {
				t.Errorf("%q does not stand in %q", tt.note, notes)
			}
		})
	}
}
