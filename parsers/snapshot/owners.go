package snapshot

// maxOwners bounds the table that owners are looked up in: both port spaces, filled twice.
const maxOwners = 4 << 16

// endpoints are the two ends of a TCP connection, whatever table they stand in.
type endpoints struct {
	local, remote Addr
	lport, rport  uint16
}

// endsOf returns the ends of a row, false for rows with a host's name: its index is the
// table's own.
func (t *Table) endsOf(r *Row) (endpoints, bool) {
	e := endpoints{t.Addrs.At(r.Local), t.Addrs.At(r.Remote), r.LPort, r.RPort}
	return e, r.Proto == TCP && e.local.Kind != AddrName && e.remote.Kind != AddrName
}

// TakeOwners gives the rows of a capture without process ids the owners that another
// capture of the same moment shows for the same connections, and reports whether there
// are any. Rows that the other one does not have stay without.
func (c *Capture) TakeOwners(o *Capture) bool {
	if c.HasPID || !o.HasPID || c.Table == nil || o.Table == nil || o.Table.Len() > maxOwners {
		return false
	}
	owners := make(map[endpoints]uint32, o.Table.Len())
	for _, r := range o.Table.All() {
		if e, ok := o.Table.endsOf(r); ok && r.PID != NoPID && r.State != Bound {
			owners[e] = r.PID
		}
	}
	for _, r := range c.Table.All() {
		if e, ok := c.Table.endsOf(r); ok && r.PID == NoPID && r.State != Bound {
			if pid, known := owners[e]; known {
				r.PID, c.HasPID = pid, true
			}
		}
	}
	if c.HasPID && !c.Summary.Thin {
		c.Summary = Summarize(c.Table)
	}
	return c.HasPID
}
