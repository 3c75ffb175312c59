// Package nettcp reads what PowerShell's Get-NetTCPConnection and Get-NetUDPEndpoint
// show, in every shape in which it is saved: CSV (Export-Csv, ConvertTo-Csv), JSON
// (ConvertTo-Json of Windows PowerShell 5.1 and PowerShell 7, JSON Lines), CLIXML
// (Export-Clixml), the console's table (Format-Table) with or without its head, and
// Format-List. Tools that name their columns alike are read as well (Velociraptor,
// CurrPorts, triage scripts), and Sysinternals' tcpvcon, which names none.
package nettcp

import (
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what one section may hold.
const (
	maxRows     = snapshot.KeepRows // of one table
	maxCaptures = 20_000            // tables
	maxNames    = 1 << 16           // process names of one table
	maxHeader   = 16 << 10          // bytes of a header line; all columns take about 900
)

// collector turns records into the captures of a section.
type collector struct {
	section *snapshot.Section
	capture *snapshot.Capture // nil between two tables
	rec     record
	recent  addresses
	rows    int            // of all tables
	proto   snapshot.Proto // of rows that do not say it themselves; often unknown
	udp     int            // rows of the table that are UDP
	ends    endpoints      // of the table
	listen  struct{ local, remote int }
	moments moments
	walls   walls
	foreign func(*textenc.Lines) bool // another parser knows the current line

	bad, full, states, hosts, captures, empty snapshot.Damage
	assumed                                   snapshot.Damage // tables whose protocol nothing names
	stateless, swapped                        bool
}

// begin starts a table at the given line, which ends the one before it.
func (c *collector) begin(line int) {
	c.finish()
	c.capture = &snapshot.Capture{
		Line:     line,
		LastLine: line,
		Command:  c.section.Command,
		Header:   true,
		Table:    new(snapshot.Table),
	}
	c.recent.reset()
	c.moments.reset()
	c.udp, c.listen.local, c.listen.remote = 0, 0, 0
	c.ends = endpoints{}
}

// finish ends the table and adds it to the section.
func (c *collector) finish() {
	cp := c.capture
	if cp == nil {
		return
	}
	if cp.Table.Len() > 0 {
		c.decideEndpoints()
	}
	c.capture = nil
	if newest := c.walls.newest(); cp.Created.IsZero() && !newest.IsZero() {
		cp.Created, cp.CreatedWall = newest, true
	}
	c.walls = walls{}
	if cp.Table.Len() == 0 { // no machine is without a listener
		c.empty.Add(cp.Line)
		return
	}
	if len(c.section.Captures) >= maxCaptures {
		c.captures.Add(cp.Line)
		return
	}
	cp.Format = snapshot.KindNetTCP
	if c.udp == cp.Table.Len() {
		cp.Format = snapshot.KindNetUDP
	}
	if c.listen.remote > 0 && c.listen.local == 0 {
		swapPorts(cp.Table)
		c.swapped = true
	}
	takeOwner(cp)
	c.section.AddCapture(cp)
}

// swapPorts undoes what KAPE's PowerShell_TCPConnections does: it writes each port into
// the other's column, so listeners have a remote port and no local one.
func swapPorts(t *snapshot.Table) {
	for _, r := range t.All() {
		r.LPort, r.RPort = r.RPort, r.LPort
	}
}

// add enters the record as a row and reports whether it is one.
func (c *collector) add(line int) bool {
	r := &c.rec
	if r.localPort < 0 {
		r.split()
	}
	if r.localPort < 0 || r.firewall {
		return false
	}
	if !c.sameHost() {
		c.hosts.Add(line)
		return true
	}
	t := c.capture.Table
	if t.Len() == maxRows {
		c.full.Add(line)
		return true
	}
	row := snapshot.Row{
		Local:  c.recent.add(t, r.local.bytes()),
		Remote: c.recent.add(t, r.remote.bytes()),
		PID:    r.pid,
		Line:   uint32(line),
		LPort:  uint16(r.localPort),
		RPort:  uint16(max(0, r.remotePort)),
		Proto:  c.protoOf(r),
	}
	if row.Family = t.Addrs.At(row.Local).Family(); row.Family == snapshot.FamilyUnknown {
		row.Family = familyOf(r.local.bytes())
	}
	if row.Proto == snapshot.UDP {
		c.udp++
	} else {
		row.State = c.stateOf(r, line)
	}
	if row.State == snapshot.Listen {
		if c.moments.beginAnew(listener{t.Addrs.At(row.Local), row.PID, row.LPort, row.RPort}) {
			c.split(line)
			return c.add(line)
		}
		if row.LPort != 0 {
			c.listen.local++
		} else if row.RPort != 0 {
			c.listen.remote++
		}
	}
	t.Append(row)
	c.rows++
	c.capture.LastLine = max(c.capture.LastLine, line)
	c.name(r)
	if r.created.After(c.capture.Created) {
		c.capture.Created = r.created
	}
	c.walls.see(&r.wall)
	return true
}

// protoOf decides a row's protocol: a column that says so, what is known of the whole
// table, or the shape. UDP endpoints have neither a state nor a remote port.
func (c *collector) protoOf(r *record) snapshot.Proto {
	switch {
	case r.proto != snapshot.ProtoUnknown:
		return r.proto
	case c.proto != snapshot.ProtoUnknown:
		return c.proto
	case equalFold(r.state.bytes(), "none"): // psutil: always of UDP
		return snapshot.UDP
	case r.stateKnown || r.remoteKnown:
		return snapshot.TCP
	case r.ownerKnown && !r.endpoint:
		c.ends.add(r.localPort)
	}
	return snapshot.UDP
}

func (c *collector) stateOf(r *record, line int) snapshot.State {
	if !r.stateKnown {
		c.stateless = true
		return snapshot.Unmapped
	}
	s := state(r.state.bytes())
	if s == snapshot.Unmapped {
		c.states.Add(line)
	}
	return s
}

// name keeps the process name of the row's PID.
func (c *collector) name(r *record) {
	if r.pid == snapshot.NoPID || r.name.n == 0 {
		return
	}
	names := c.capture.Names
	if _, ok := names[r.pid]; ok || len(names) == maxNames || isDigits(r.name.bytes()) {
		return
	}
	if names == nil {
		names = make(map[uint32]string)
		c.capture.Names = names
	}
	names[r.pid] = string(r.name.bytes())
}

// sameHost takes the section's host from the first row that names one. Rows of another
// host must not be added up with its rows.
func (c *collector) sameHost() bool {
	host := c.rec.host.bytes()
	if len(host) == 0 {
		return true
	}
	if c.section.Host == "" {
		c.section.Host = string(host)
	}
	return equalFold(host, c.section.Host)
}

// notes ends the section and says what is wrong with it.
func (c *collector) notes() {
	c.finish()
	s := c.section
	s.Kind = snapshot.KindNetUDP
	for _, cp := range s.Captures {
		if cp.Format == snapshot.KindNetTCP {
			s.Kind = snapshot.KindNetTCP
		}
	}
	if len(s.Captures) == 0 {
		s.Kind = snapshot.KindNetTCP
	}
	if c.swapped {
		s.AddNote("nettcp.ports-swapped", s.Line)
	}
	if c.stateless {
		s.AddNote("nettcp.no-state", s.Line)
	}
	if n := c.assumed; n.Count > 0 {
		s.AddNote("nettcp.protocol-assumed", n.First, strconv.Itoa(n.Count), strconv.Itoa(n.First))
	}
	if n := c.moments.further; n > 0 {
		s.AddNote("nettcp.several-moments", s.Line, strconv.Itoa(n+1))
	}
	for _, n := range []struct {
		id string
		d  snapshot.Damage
	}{
		{"nettcp.bad-rows", c.bad},
		{"nettcp.unknown-state", c.states},
		{"nettcp.several-hosts", c.hosts},
		{"nettcp.too-many-rows", c.full},
		{"nettcp.too-many-captures", c.captures},
		{"nettcp.no-rows", c.empty},
	} {
		if n.d.Count > 0 {
			s.Status = snapshot.StatusPartial
			s.AddNote(n.id, n.d.First, strconv.Itoa(n.d.Count), strconv.Itoa(n.d.First))
		}
	}
}

// unusable marks the section as something that looks like a connection table and holds
// none.
func unusable(s *snapshot.Section, note string, args ...string) {
	s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
	s.AddNote(note, s.Line, args...)
}
