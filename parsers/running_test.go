package parsers

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/textenc"
)

// checkRunning checks that no parser knows a line of a text that is passed over.
func checkRunning(t testing.TB, name, content string) {
	t.Helper()
	for _, command := range []string{"", "netstat -ano"} {
		x := &text{lines: textenc.NewLines(strings.NewReader(content)), parsers: textParsers(new(above))}
		x.above.command = command
		for x.lines.Next() {
			if !x.isRunning() {
				continue
			}
			line := fmt.Sprintf("%s line %d (%.80q)", name, x.lines.Line(), x.lines.Text())
			if p := find(x.parsers, x.lines); p != nil {
				t.Errorf("%s is passed over, and is one for %s", line, p.name)
			}
			if prompt.Is(x.lines.Text()) {
				t.Errorf("%s is passed over, and is a prompt", line)
			}
		}
	}
}

// TestRunningTextBeginsNothing holds running text against all parsers: in each kind of
// artifact, alone, amid words, and with its lines in another order, and in real captures
// where they are at hand.
func TestRunningTextBeginsNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	prose := strings.Repeat("some words that nobody reads, and more of them\n", 20)
	var all []string
	for _, a := range artifacts(t) {
		checkRunning(t, a.name, a.text)
		checkRunning(t, a.name+" amid prose", prose+a.text+prose)
		checkRunning(t, a.name+" above prose in capitals", a.text+strings.ToUpper(prose))
		all = append(all, strings.SplitAfter(a.text, "\n")...)
	}
	for range 300 {
		var b strings.Builder
		for range 60 {
			if r.IntN(3) == 0 {
				b.WriteString(prose[:47])
			} else {
				b.WriteString(all[r.IntN(len(all))])
			}
		}
		checkRunning(t, "shuffled lines", b.String())
	}
	dir := realfiles.Dir(t)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err == nil && len(content) < 1<<20 && filepath.Ext(path) != ".evtx" {
			checkRunning(t, path, string(content))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func FuzzRunning(f *testing.F) {
	f.Add("Active Connections\n\n  Proto  Local Address  Foreign Address  State  PID\n  TCP  0.0.0.0:1  0.0.0.0:0  LISTENING  4\n")
	f.Add("Name  ProcessId\nSystem  4\n")
	f.Add("Level,Date,Source,Event,Task\nWarning,3/10/2026 9:00:00 AM,Tcpip,4231,None\n")
	f.Add("a,b,c,d,e\n1,2026-03-10 09:00:00,x,4231,y\n")
	f.Add("Offset(P) Proto Local Address Foreign Address State Pid Owner Created\n")
	f.Fuzz(func(t *testing.T, content string) { checkRunning(t, "text", content) })
}

// TestCostOfOtherText bounds the work for text that is no capture: how many of its lines
// the parsers are asked about, and what each line allocates.
func TestCostOfOtherText(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	words := strings.Fields("the server answers every request within a second while Windows counts all of them Yesterday nothing was lost in the night")
	word := func() string { return words[r.IntN(len(words))] }
	lines := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i) + "\n")
		}
		return b.String()
	}
	blob := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return base64.StdEncoding.EncodeToString(b)
	}
	const n = 4000
	tests := []struct {
		name, text     string
		asked, objects float64 // of each line
	}{
		{"one letter", lines(n, func(int) string { return "a" }), 0.01, 0.5},
		{"a word", lines(n, func(int) string { return word() }), 0.02, 0.5},
		{"blank lines", lines(n, func(int) string { return "" }), 0.01, 0.1},
		{"prose", lines(n, func(i int) string {
			return fmt.Sprintf("%s %s %s, %s %s %d %s %s.", word(), word(), word(), word(), word(), i, word(), word())
		}), 0.05, 25},
		{"open quotation marks", lines(n, func(int) string { return `he said "this is open and goes on` }), 0.01, 4},
		{"base64", lines(n, func(int) string { return blob(57) }), 0.1, 5},
		{"base64 in one line", blob(1 << 20), 1, 100},
		{"cells", "number,name,amount,when,remark\n" + lines(n, func(i int) string {
			return fmt.Sprintf("%d,%s,%d.%02d,2026-03-10 09:%02d:%02d,%s", i, word(), i, i%100, i/60%60, i%60, word())
		}), 0.05, 7},
		{"objects of JSON", lines(n, func(i int) string {
			return fmt.Sprintf(`{"level": "INFO", "text": "%s %s", "n": %d}`, word(), word(), i)
		}), 1, 8},
		{"brackets", lines(n, func(int) string { return "{" }), 1, 1.5},
		{"labels", lines(n, func(int) string { return "Name : value" }), 1, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			count := float64(strings.Count(tt.text, "\n") + 1)
			x, asked := &text{lines: textenc.NewLines(strings.NewReader(tt.text))}, 0
			for x.lines.Next() {
				if !x.isRunning() {
					asked++
				}
			}
			if float64(asked) > tt.asked*count+maxHead+1 {
				t.Errorf("parsers are asked about %d of %.0f lines, the limit is %.2f of them", asked, count, tt.asked)
			}
			got := testing.AllocsPerRun(1, func() { Read("x.txt", strings.NewReader(tt.text), -1) }) / count
			if got > tt.objects {
				t.Errorf("%.2f allocations a line, the limit is %.1f", got, tt.objects)
			}
		})
	}
}
