package netstat

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// reference is the grammar of a row of netstat -ano, written for the eye.
var reference = regexp.MustCompile(`^\s*(TCP|UDP)\s+(\S+):(\d+|\*)\s+(\S+):(\d+|\*)(?:\s+([A-Z]\w*))?(?:\s+(\d+))?\s*$`)

// readReference reads the rows of a text slowly and obviously.
func readReference(text string) []string {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		m := reference.FindStringSubmatch(strings.TrimSuffix(line, "\r"))
		if m == nil {
			continue
		}
		pid := m[7]
		if pid == "" {
			pid = "-"
		}
		local := parseAddr(m[2])
		family := snapshot.IPv4
		if strings.Contains(local, ":") {
			family = snapshot.IPv6
		}
		out = append(out, fmt.Sprintf("0:%d %s %v %s:%s %s:%s %s %s", i+1, strings.ToLower(m[1]), family,
			local, port(m[3]), parseAddr(m[4]), port(m[5]), m[6], pid))
	}
	return out
}

func port(s string) string {
	n, _ := strconv.Atoi(s)
	return strconv.Itoa(n)
}

func parseAddr(s string) string {
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return s
	}
	return a.WithZone("").Unmap().String()
}

// randomTable writes rows as netstat does.
func randomTable(r *rand.Rand, rows int) string {
	states := []string{"LISTENING", "ESTABLISHED", "TIME_WAIT", "CLOSE_WAIT", "SYN_SENT", "BOUND", "FIN_WAIT_2", "LAST_ACK"}
	addr := func() string {
		switch r.IntN(4) {
		case 0:
			var b [16]byte
			for i := range b {
				if r.IntN(2) == 0 {
					b[i] = byte(r.Uint32())
				}
			}
			a := netip.AddrFrom16(b)
			if r.IntN(3) == 0 {
				return fmt.Sprintf("[%s%%%d]", a, r.IntN(30))
			}
			return "[" + a.String() + "]"
		case 1:
			return fmt.Sprintf("[::ffff:%d.%d.%d.%d]", r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256))
		}
		return fmt.Sprintf("%d.%d.%d.%d", r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256))
	}
	var b strings.Builder
	for range rows {
		if r.IntN(5) == 0 {
			fmt.Fprintf(&b, "  UDP    %-22s %-22s %-15s %d\r\n", fmt.Sprintf("%s:%d", addr(), r.IntN(65536)), "*:*", "", r.IntN(99999))
			continue
		}
		fmt.Fprintf(&b, "  TCP    %-22s %-22s %-15s %d\r\n", fmt.Sprintf("%s:%d", addr(), r.IntN(65536)),
			fmt.Sprintf("%s:%d", addr(), r.IntN(65536)), states[r.IntN(len(states))], r.IntN(99999))
	}
	return b.String()
}

func TestAgreesWithReference(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		text := randomTable(r, 100)
		if diff := cmp.Diff(readReference(text), show(parse(t, text))); diff != "" {
			t.Fatalf("rows (-reference +parser):\n%s", diff)
		}
	}
}

// TestMutatedKeepsGoodRows damages single bytes and expects every other row as before.
func TestMutatedKeepsGoodRows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		text := []byte(randomTable(r, 20))
		lines := strings.SplitAfter(string(text), "\n")
		hit := r.IntN(20)
		damaged := []byte(lines[hit])
		damaged[r.IntN(len(damaged)-2)] = "\x00\xff :.%x9[]-"[r.IntN(11)]
		lines[hit] = string(damaged)
		text = []byte(strings.Join(lines, ""))
		want := readReference(string(randomKeep(lines, hit)))
		var got []string
		for _, row := range show(parse(t, string(text))) {
			if !strings.HasPrefix(row, fmt.Sprintf("0:%d ", hit+1)) {
				got = append(got, row)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("damaged line %q (-want +got):\n%s", damaged, diff)
		}
	}
}

// randomKeep blanks one line.
func randomKeep(lines []string, hit int) []byte {
	var b strings.Builder
	for i, l := range lines {
		if i == hit {
			l = "\r\n"
		}
		b.WriteString(l)
	}
	return []byte(b.String())
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(header + randomTable(rand.New(rand.NewPCG(5, 6)), 5)))
	f.Add([]byte("\"1\",\"  TCP    10.0.0.41:50259   bn3:https  ESTABLISHED\"\n [a.exe]\n\x0c\n"))
	f.Add([]byte("  TCP    [::ffff:1.2.3.4%9]:1   [::]:0   ABH\x99REN\n  UDP *:* *:*\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := textenc.NewLines(strings.NewReader(string(data)))
		for ok := l.Next(); ok; {
			line := l.Line()
			if !Match(l) {
				ok = l.Next()
				continue
			}
			s := &snapshot.Section{Status: snapshot.StatusParsed}
			Parse(l, s, func(*textenc.Lines) bool { return false })
			for _, c := range s.Captures {
				for _, r := range c.Table.All() {
					if int(r.Line) < line || int(r.Local) >= c.Table.Addrs.Len() || int(r.Remote) >= c.Table.Addrs.Len() {
						t.Fatalf("row %+v of a table that begins at line %d", r, line)
					}
				}
			}
			ok = l.Text() != nil && (l.Line() > line || l.Next())
		}
	})
}

func BenchmarkParse(b *testing.B) {
	text := header + randomTable(rand.New(rand.NewPCG(7, 8)), 100_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		parse(b, text)
	}
}
