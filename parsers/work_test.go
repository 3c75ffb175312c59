package parsers

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
)

// purse is a budget in a test. Bytes cost one unit each.
type purse struct {
	r     *strings.Reader
	spent int64
	most  int64
}

var errPoor = errors.New("stopped at the limit of this test")

func (p *purse) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.spent += int64(n)
	return n, err
}

func (p *purse) Spend(units int64) { p.spent += units }

func (p *purse) Afford(units int64) error {
	if p.spent+units > p.most {
		return errPoor
	}
	return nil
}

// table is netstat's output with so many rows.
func table(rows int) string {
	var b strings.Builder
	b.WriteString("\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n")
	for i := range rows {
		fmt.Fprintf(&b, "  TCP    10.0.0.4:%d         192.0.2.7:443          TIME_WAIT       0\n", 49152+i%16384)
	}
	return b.String()
}

// TestWork compares the units that texts take with their bytes.
func TestWork(t *testing.T) {
	prose := strings.Repeat("Dear support, it fails since Monday, and we do not know why.\n", 20_000)
	systems := strings.Repeat("\nHost Name:                 HOST01\nOS Name:                   Microsoft Windows Server 2019\nC:\\>x\n", 5000)
	tests := []struct {
		name, text  string
		least, most float64 // units for a byte
	}{
		{"table of netstat", table(20_000), 1, 1.1},
		{"loop of netstat", strings.Repeat("09:00:00.00\n"+table(1000), 20), 1, 1.3},
		{"loop of short tables", strings.Repeat("09:00:00.00\n"+table(5), 2000), 1, 5},
		{"text that no parser knows", prose, 17, 18},
		{"short lines", strings.Repeat("a\n", 200_000), 32, 34},
		{"many sections", systems, 17, 19},
		{"one long line", strings.Repeat("a", 1<<20), 16, 18},
		{"a table's head over such text", "C:\\>netstat -ano\n" + table(1) + prose, 16.5, 18},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &purse{r: strings.NewReader(tt.text), most: 1 << 40}
			Read("n.txt", p, -1)
			if got := float64(p.spent) / float64(len(tt.text)); got < tt.least || got > tt.most {
				t.Errorf("%.2f units for a byte, want %v to %v", got, tt.least, tt.most)
			}
		})
	}
}

// TestBudgetEnds stops texts that cost too much, also within a section that goes on. A note
// says why, and what was read stays.
func TestBudgetEnds(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("LocalAddress,LocalPort,RemoteAddress,RemotePort,State,OwningProcess\n")
	for i := range 100_000 {
		fmt.Fprintf(&rows, "10.0.0.1,%d,10.0.0.2,443,TimeWait,0\n", 49152+i%16384)
	}
	for name, text := range map[string]string{
		"unknown text": strings.Repeat("Dear support, it fails since Monday.\n", 100_000), "one section": rows.String(),
	} {
		t.Run(name, func(t *testing.T) {
			p := &purse{r: strings.NewReader(text), most: 8 << 20}
			list := Read("n.txt", p, -1)
			last := list[len(list)-1]
			if p.spent > 14<<20 || p.r.Len() == 0 {
				t.Errorf("%d units, %d bytes left", p.spent, p.r.Len())
			}
			if n := last.Notes; len(n) == 0 || n[len(n)-1].ID != "file.read-error" || n[len(n)-1].Args[0] != errPoor.Error() {
				t.Errorf("notes %v", n)
			}
			if name == "one section" && (last.Status != snapshot.StatusPartial || len(last.Captures) != 1) {
				t.Errorf("status %s, %d captures", last.Status, len(last.Captures))
			}
		})
	}
}
