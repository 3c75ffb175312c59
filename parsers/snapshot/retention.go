package snapshot

import (
	"cmp"
	"slices"
)

// The limits of what the captures of one file keep. A loop of captures that fills a
// gigabyte stays small that way.
const (
	// KeepRows is how many rows are kept over all captures. Past it the captures that
	// show the fewest ports give up their rows.
	KeepRows = 64 << 10
	// KeepDetails is how many bytes the details of all captures take. Past it every
	// second capture without rows gives up its details.
	KeepDetails = 2 << 20
)

// Retention bounds what many captures keep together, in the order in which they are
// added. The fullest capture always keeps its rows, whatever their number: the question
// is whether ports ran out. The first and the last one always keep their details, and so
// does each that has rows.
type Retention struct {
	Rows    int // limit of rows
	Details int // limit of details, in bytes

	full  []*Capture // those with rows
	rows  int
	thick []*Capture // those with details
	bytes int
}

// Add takes in a capture that has its summary.
func (r *Retention) Add(c *Capture) {
	if c.Table != nil {
		r.full = append(r.full, c)
		r.rows += c.Table.Len()
	}
	if !c.Summary.Thin {
		r.thick = append(r.thick, c)
		r.bytes += c.Summary.detailBytes()
	}
	if r.rows > r.Rows {
		r.dropRows()
	}
	if r.bytes > r.Details {
		r.thin()
	}
}

// dropRows takes the rows from the captures that show the fewest ports, down to a quarter
// below the limit, so that the next captures find room at once.
func (r *Retention) dropRows() {
	order := slices.Clone(r.full)
	slices.SortStableFunc(order, func(a, b *Capture) int { return cmp.Compare(len(a.Summary.TCP), len(b.Summary.TCP)) })
	for _, c := range order[:len(order)-1] {
		if r.rows <= r.Rows*3/4 {
			break
		}
		r.rows -= c.Table.Len()
		c.Table = nil
	}
	r.full = slices.DeleteFunc(r.full, func(c *Capture) bool { return c.Table == nil })
}

// thin takes the details from every second capture.
func (r *Retention) thin() {
	last := len(r.thick) - 1
	for i, c := range r.thick {
		if i%2 == 1 && i < last && c.Table == nil {
			r.bytes -= c.Summary.detailBytes()
			c.Summary.dropDetails()
		}
	}
	r.thick = slices.DeleteFunc(r.thick, func(c *Capture) bool { return c.Summary.Thin })
}
