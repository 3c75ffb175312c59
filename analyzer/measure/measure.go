// Package measure turns the snapshot of a host into typed results: which way each
// connection goes, how the port pools are used and by whom, what the System log says and
// when, how captures change over time, and what a change would do. [Measurement.Facts]
// gives them to the rules under the names of the vocabulary.
//
// Nothing is guessed: what the captures cannot show becomes an unknown fact.
package measure

import (
	"fmt"
	"strings"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

// The windows of time that relate the System log to a capture (design: verdict).
const (
	// NearWindow is how far a failed allocation may be from a capture to explain it.
	NearWindow = 15 * time.Minute
	// QuietTail is how long after its last record a log still covers: a quiet log ends
	// before it is exported.
	QuietTail = 12 * time.Hour
)

// Options choose what is measured.
type Options struct {
	Capture  int      // number of the capture to analyze, from 1; 0 for the worst
	Reported []string // observations of the engineer, as facts.Reports names them
}

// Measurement is what was measured on one host.
type Measurement struct {
	Host      *assemble.Host
	Captures  []*snapshot.Capture // by time; those with TCP rows
	Capture   *snapshot.Capture   // the analyzed one; nil without any table
	Index     int                 // its number, from 1
	TCP       Pool
	TCP6      Pool // the pool of IPv6 where its range was captured
	UDP       Pool
	AutoReuse AutoReuse
	Outside   Outside // client ports outside the pool
	Self      Self    // connections of the machine to itself
	Accepted  Accepted
	Flow      Flow   // of the analyzed capture
	Who       Who    // destinations and processes of the analyzed capture
	Log       Log    // what the System log says
	Trend     Trend  // over the captures
	Config    Config // registry
	System    System // systeminfo
	Counters  Counters
	Counts    Counts // of connections, where no table lists them
	Proposal  *Proposal
	UDPRange  *Proposal // of a larger UDP range, the same

	range4, range6 Pool              // the TCP ranges, without their use
	peak           float64           // highest use of the TCP pool over all captures
	udp            *snapshot.Capture // shows the UDP endpoints that are counted; nil without any
	names          map[uint32]string // image names by process id
	lists          processList
	reported       []string

	listeners *listeners // of the analyzed capture
	own       []bool     // by address index of the analyzed capture: the machine's own
	dynamic   *dynamicPorts
	extra     *portSet // dynamic ports outside the pool; nil for none
}

// CaptureError reports a capture number that does not exist.
type CaptureError struct{ Want, Have int }

func (e *CaptureError) Error() string {
	return fmt.Sprintf("--capture %d: the bundle holds %d", e.Want, e.Have)
}

// Take measures a host.
func Take(h *assemble.Host, opts Options) (*Measurement, error) {
	m := &Measurement{Host: h, reported: opts.Reported}
	for _, c := range h.Captures {
		if c.Format != snapshot.KindNetUDP {
			m.Captures = append(m.Captures, c)
		}
	}
	m.Config = readConfig(h)
	m.Log = readLog(h)
	m.AutoReuse = readAutoReuse(h)
	m.System = readSystem(h)
	m.settleRanges()
	if err := m.choose(opts.Capture); err != nil {
		return nil, err
	}
	m.fillPools()
	m.settleDynamic()
	m.settleReuse()
	m.names, m.lists = m.nameProcesses(), readLists(h)
	if m.Capture != nil {
		m.Flow = m.direct()
		m.lookInside()
		m.Who = m.findHolders()
		m.Self.Agent.Own = m.Who.Process(m.Self.Agent.PID, "").Ports
		m.Log.relate(m.Capture.At)
	}
	m.Trend = m.measureTrend()
	m.Proposal, m.UDPRange = m.propose(), m.proposeUDP()
	m.Counters = m.measureCounters()
	m.Counts = readCounts(h)
	return m, nil
}

// choose picks the capture to analyze: the one asked for, else the fullest, of equals
// the latest, since the question is whether ports ran out.
func (m *Measurement) choose(want int) error {
	if want > len(m.Captures) {
		return &CaptureError{want, len(m.Captures)}
	}
	best := -1.0
	for i, c := range m.Captures {
		if c.Summary.Thin {
			continue // not among the fullest, or its rows and details would be there
		}
		p := m.poolOf(&c.Summary)
		u := p.Utilization()
		m.peak = max(m.peak, u)
		if want == i+1 || want == 0 && u >= best && c.Table != nil {
			best = u
			m.Capture, m.Index = c, i+1
		}
	}
	if want > 0 && (m.Capture == nil || m.Capture.Table == nil) {
		return fmt.Errorf("--capture %d: its rows were dropped at the limit KeepRows (%d); pass its file alone", want, snapshot.KeepRows)
	}
	return nil
}

// Filtered reports whether the analyzed table is incomplete: without a header or
// without listeners, as findstr leaves it, or with listeners alone, as -State does.
func (m *Measurement) Filtered() bool {
	c := m.Capture
	if m.UDPOnly() {
		return !c.Header
	}
	listening := c.Summary.States[snapshot.Listen]
	only := c.Format == snapshot.KindNetTCP && int(listening) == c.Summary.TCPRows()
	return !c.Header || listening == 0 || only
}

// UDPOnly reports whether the analyzed table is one of UDP endpoints alone, as netstat -p udp
// prints it: of TCP it says nothing.
func (m *Measurement) UDPOnly() bool {
	return m.Capture != nil && m.Capture.Summary.TCPRows() == 0 && m.Capture.Summary.UDPRows > 0
}

// selects reports whether a command shows part of the connections on purpose, by an option
// of Get-NetTCPConnection or by Where-Object.
func selects(command string) bool {
	command = strings.ToLower(command)
	for _, part := range []string{" -state", " -owningprocess", " -localport", " -localaddress", " -remoteport", " -remoteaddress", "where", "?{", "? {"} {
		if strings.Contains(command, part) {
			return true
		}
	}
	return false
}

// showsBound reports whether a capture shows sockets that are bound and not connected:
// Get-NetTCPConnection always does, netstat with -q does on Windows 10, Server 2016 and
// later. Where the build is not known, only a BOUND row proves it. A table with UDP rows
// is another program's, whatever its columns, and one state alone is a filtered table.
func (m *Measurement) showsBound(c *snapshot.Capture) bool {
	s := &c.Summary
	switch {
	case c.HasBound():
		return true
	case c.Format == snapshot.KindNetTCP:
		return s.States[snapshot.Listen] > 0 && s.States[snapshot.Established] > 0 && s.UDPRows == 0
	}
	return m.Build() >= firstBoundBuild && asksForBound(c.Command)
}

// firstBoundBuild is Windows 10 1607 and Server 2016, the first whose netstat has -q
// without an update.
const firstBoundBuild = 14393

// asksForBound reports whether a command is netstat with the option -q.
func asksForBound(command string) bool {
	_, options, ok := strings.Cut(strings.ToLower(command), "netstat")
	if !ok {
		return false
	}
	for _, o := range strings.Fields(options) {
		if (o[0] == '-' || o[0] == '/') && strings.Contains(o, "q") {
			return true
		}
	}
	return false
}
