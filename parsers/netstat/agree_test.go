package netstat

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
)

// readRow reads one row, with the slow reader where the fast one may not suffice, and
// writes it as the reference does.
func readRow(line string, slow bool) (string, bool) {
	rr := rowReader{table: new(snapshot.Table)}
	var r snapshot.Row
	_, ok := rr.fast([]byte(line), &r)
	if !ok && slow {
		r = snapshot.Row{}
		_, ok = rr.slow([]byte(line), &r)
	}
	if !ok || r.State == snapshot.Unmapped || rr.services > 0 {
		return "", false
	}
	pid := "-"
	if r.PID != snapshot.NoPID {
		pid = strconv.Itoa(int(r.PID))
	}
	a := &rr.table.Addrs
	return fmt.Sprintf("0:1 %s %v %s:%d %s:%d %s %s", r.Proto, r.Family,
		a.Text(r.Local), r.LPort, a.Text(r.Remote), r.RPort, r.State, pid), true
}

// isStrict reports whether the reference reads a line and each of its parts is in range.
func isStrict(line string) bool {
	m := reference.FindStringSubmatch(line)
	if strings.ContainsFunc(line, func(c rune) bool { return c < ' ' && c != '\t' }) {
		return false // a form feed is white space to the reference, and ends a page
	}
	if m == nil || (m[1] == "TCP") != (m[6] != "") || m[6] != "" && stateOf([]byte(m[6])).String() != m[6] {
		return false
	}
	for _, p := range []string{m[3], m[5]} {
		if n, err := strconv.ParseUint(p, 10, 16); p != "*" && (err != nil || len(p) > 5 || n > 65535) {
			return false
		}
	}
	if n, err := strconv.ParseUint(m[7], 10, 32); m[7] != "" && (err != nil || n == uint64(snapshot.NoPID) || strconv.FormatUint(n, 10) != m[7]) {
		return false
	}
	for _, a := range []string{m[2], m[4]} {
		bare := strings.TrimSuffix(strings.TrimPrefix(a, "["), "]")
		ip, err := netip.ParseAddr(bare)
		if ip.Is6() {
			bare = "[" + bare + "]"
		}
		isOdd := func(c rune) bool { return c < '0' || c > '9' } // Windows' zones are numbers
		if a != "*" && (err != nil || a != bare || strings.ContainsFunc(ip.Zone(), isOdd)) {
			return false
		}
	}
	return m[2] != "*" || m[1] == "UDP"
}

// FuzzAgrees compares the readers with the reference: they read every row that it reads,
// to the same values. What else the fast one reads is a row once it is written as netstat
// writes it.
func FuzzAgrees(f *testing.F) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, line := range strings.Split(randomTable(r, 30), "\r\n") {
		f.Add(line)
	}
	f.Add("  TCP    [fe80::1%12]:49152   [2001:db8::1.2.3.4]:443   TIME_WAIT  0")
	f.Add("  UDP    0.0.0.0:5353         *:*                                  1234")
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\r\n") {
			return
		}
		if isStrict(line) {
			got, ok := readRow(line, true)
			if want := readReference(line); !ok || want[0] != got {
				t.Fatalf("%q\nread      %q %v\nreference %q", line, got, ok, want)
			}
			return
		}
		got, ok := readRow(line, false)
		if !ok {
			return
		}
		if again, ok := readRow(asPrinted(got), false); !ok || again != got {
			t.Fatalf("%q is read as %q, which is printed as %q and read as %q", line, got, asPrinted(got), again)
		}
	})
}

// asPrinted writes a row that readRow returned as netstat does.
func asPrinted(row string) string {
	f := strings.Split(row, " ")
	end := func(s string) string {
		host, port := s[:strings.LastIndexByte(s, ':')], s[strings.LastIndexByte(s, ':')+1:]
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		return host + ":" + port
	}
	return strings.TrimSuffix(fmt.Sprintf("  %s %s %s %s %s", strings.ToUpper(f[1]), end(f[3]), end(f[4]), f[5], f[6]), " -")
}
