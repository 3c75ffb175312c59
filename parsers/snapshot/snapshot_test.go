package snapshot

import (
	"net/netip"
	"slices"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
)

// TestRowSize holds the promise of a row's size, which bounds the memory of a table.
func TestRowSize(t *testing.T) {
	if got := unsafe.Sizeof(Row{}); got != 24 {
		t.Errorf("a row has %d bytes, want 24", got)
	}
}

func TestAddresses(t *testing.T) {
	var a Addresses
	tests := []struct {
		text, want string
		kind       AddrKind
		loopback   bool
	}{
		{"10.0.0.4", "10.0.0.4", AddrIPv4, false},
		{"127.0.0.9", "127.0.0.9", AddrIPv4, true},
		{"::ffff:10.0.0.4", "10.0.0.4", AddrIPv4, false},
		{"::1", "::1", AddrIPv6, true},
		{"2001:db8::4", "2001:db8::4", AddrIPv6, false},
	}
	for _, tt := range tests {
		i := a.Add(AddrFrom(netip.MustParseAddr(tt.text)))
		if got := a.At(i); a.Text(i) != tt.want || got.Kind != tt.kind || got.IsLoopback() != tt.loopback {
			t.Errorf("%s: %s %+v", tt.text, a.Text(i), got)
		}
	}
	if a.Add(AddrFrom(netip.MustParseAddr("::ffff:10.0.0.4"))) != a.Add(IPv4Addr(0x0a000004)) {
		t.Error("a mapped address is another one than its IPv4 address")
	}
	name := a.AddName([]byte("web-1"))
	if a.AddName([]byte("web-1")) != name || a.Text(name) != "web-1" || a.Text(0) != "*" || a.Text(999) != "*" {
		t.Errorf("names: %s, %s, %s", a.Text(name), a.Text(0), a.Text(999))
	}
}

// table makes rows that hold the given number of ports, one each.
func table(ports int) *Table {
	t := new(Table)
	local := t.Addrs.Add(IPv4Addr(0x0a000004))
	for p := range ports {
		t.Append(Row{Local: local, LPort: uint16(65535 - p), State: TimeWait, Proto: TCP, Line: uint32(p + 1)})
	}
	return t
}

func TestSummarize(t *testing.T) {
	tab := new(Table)
	local, remote := tab.Addrs.Add(IPv4Addr(1)), tab.Addrs.Add(IPv4Addr(2))
	add := func(line uint32, port uint16, s State, f Family, pid uint32) {
		tab.Append(Row{Local: local, Remote: remote, LPort: port, RPort: 443, State: s, Proto: TCP, Family: f, PID: pid, Line: line})
	}
	add(3, 443, Listen, IPv4, 4)
	add(4, 443, CloseWait, IPv4, 4) // on a listener's port
	add(5, 50000, CloseWait, IPv4, 9)
	add(6, 50000, TimeWait, IPv6, 0)
	add(7, 50001, Bound, IPv4, 9)
	add(8, 50002, Bound, IPv4, 9) // of a live connection
	add(9, 50002, Established, IPv4, 9)
	tab.Append(Row{LPort: 123, Proto: UDP, Family: IPv4})
	s := Summarize(tab)
	if got := s.TCPRows(); got != 7 || s.UDPRows != 1 || s.Unlistened[CloseWait] != 1 || len(s.LongLived) != 1 {
		t.Errorf("%d TCP rows, %d UDP rows, %d CLOSE_WAIT without a listener, %d long-lived", got, s.UDPRows, s.Unlistened[CloseWait], len(s.LongLived))
	}
	wantPorts := []PortUse{
		{443, StateMask(0).With(Listen).With(CloseWait), 0},
		{50000, StateMask(0).With(CloseWait), StateMask(0).With(TimeWait)},
		{50001, StateMask(0).With(Bound), 0},
		{50002, StateMask(0).With(Bound).With(Established), 0},
	}
	if diff := cmp.Diff(wantPorts, s.TCP); diff != "" {
		t.Errorf("ports (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]ProcessUse{{PID: 9, Established: 1, CloseWait: 1, Bound: 1}}, s.Processes); diff != "" {
		t.Errorf("processes (-want +got):\n%s", diff)
	}
	if l := s.Lines[Bound]; l != (LineSpan{7, 8}) {
		t.Errorf("BOUND rows in lines %v, want 7-8", l)
	}
}

func TestAddCaptureIsBounded(t *testing.T) {
	s := &Section{Path: "loop.txt", Status: StatusParsed}
	for range MaxCaptures + 5 {
		s.AddCapture(&Capture{Line: 1})
	}
	if len(s.Captures) != MaxCaptures || s.Status != StatusPartial || len(s.Notes) != 1 || s.Notes[0].ID != "capture.too-many" {
		t.Errorf("%d captures, %s, notes %v", len(s.Captures), s.Status, s.Notes)
	}
	s = &Section{}
	const each = 60_000
	for range 2*KeepRows/each + 2 {
		s.AddCapture(&Capture{Table: table(each)})
	}
	rows := 0
	for _, c := range s.Captures {
		if c.Table != nil {
			rows += c.Table.Len()
		}
	}
	if rows > 2*KeepRows || rows == 0 {
		t.Errorf("%d rows kept, the limit is %d", rows, 2*KeepRows)
	}
}

// TestOverlap compares tables that share a known part of their connections.
func TestOverlap(t *testing.T) {
	of := func(from, to int) *Summary {
		tab := new(Table)
		local, remote := tab.Addrs.Add(IPv4Addr(1)), tab.Addrs.Add(IPv4Addr(2))
		for p := from; p < to; p++ {
			tab.Append(Row{Local: local, Remote: remote, LPort: uint16(p), RPort: 443, State: TimeWait, Proto: TCP})
		}
		s := Summarize(tab)
		if len(s.Sample) != min(to-from, SampleSize) || !slices.IsSorted(s.Sample) {
			t.Fatalf("sample of %d rows has %d hashes", to-from, len(s.Sample))
		}
		return &s
	}
	tests := []struct {
		name      string
		a, b      *Summary
		low, high float64
	}{
		{"the same", of(0, 5000), of(0, 5000), 1, 1},
		{"a part", of(0, 5000), of(100, 200), 1, 1},
		{"half", of(0, 4000), of(2000, 6000), 0.35, 0.65},
		{"nothing", of(0, 5000), of(6000, 9000), 0, 0},
		{"an empty table", of(0, 5000), of(0, 0), 1, 1},
	}
	for _, tt := range tests {
		if got := tt.a.Overlap(tt.b); got < tt.low || got > tt.high || got != tt.b.Overlap(tt.a) && tt.name != "half" {
			t.Errorf("%s: overlap %v, want %v to %v", tt.name, got, tt.low, tt.high)
		}
	}
}
