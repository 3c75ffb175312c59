package evtx

import "time"

const (
	// clockSlack is how much older than the newest record before it a record may be:
	// providers hand theirs over with a delay.
	clockSlack = 2 * time.Minute
	// lateRecords is how many older records in a row are late ones: some providers write
	// what they made at a shutdown at the next start, with the old time. After the clock was
	// set back all that follow are older.
	lateRecords = 8
)

// clock counts how often a log's clock was set back.
type clock struct {
	newest  time.Time
	behind  int // records in a row that are older than it
	setBack int
}

func (c *clock) see(t time.Time) {
	switch {
	case c.newest.Sub(t) <= clockSlack:
		c.behind = 0
		if t.After(c.newest) {
			c.newest = t
		}
	case c.behind < lateRecords:
		c.behind++
	default:
		c.setBack++
		c.behind, c.newest = 0, t
	}
}
