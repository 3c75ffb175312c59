package parsers

import (
	"io"

	"github.com/portdx/portdx/parsers/snapshot"
)

// Budget is what may be spent on reading a file, in units of work: one is about what a byte
// of a table of netstat takes, and the reader counts that itself. It has a limit so that a
// small archive cannot hold hours of work.
type Budget interface {
	io.Reader
	// Spend adds units that were needed beside.
	Spend(units int64)
	// Afford returns an error where so many units more would be too much.
	Afford(units int64) error
}

// Units of work beside those of the bytes, as measured: a line that no parser knows is shown
// to each of them.
const (
	costText    = 16 // for a byte of text outside tables of netstat
	costLine    = 32 // for a line of it
	costRecords = 8  // for a byte of an event log
)

// meter passes on the bytes of a file and counts the work on them. Until it is known how
// many of those that were read belong to what is being parsed, all of them count for it, but
// are not spent yet.
type meter struct {
	r       io.Reader
	budget  Budget // nil where there is none
	rate    int64  // units for a byte that is read
	pending int64  // units for those that were
	err     error
}

func newMeter(r io.Reader) *meter {
	b, _ := r.(Budget)
	return &meter{r: r, budget: b}
}

// Read implements [io.Reader].
func (m *meter) Read(p []byte) (int, error) {
	if m.budget == nil {
		return m.r.Read(p)
	}
	if m.err == nil {
		m.err = m.budget.Afford(m.pending)
	}
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.pending += m.rate * int64(n)
	return n, err
}

// begin sets what the bytes cost that are read from here on.
func (m *meter) begin(rate int64) { m.rate, m.pending = rate, 0 }

// end spends what was needed.
func (m *meter) end(units int64) {
	m.pending = 0
	if m.budget != nil {
		m.budget.Spend(units)
	}
}

// payLines is how many lines that no parser knows are paid for at a time.
const payLines = 4096

// rowBytes is what a row of netstat may take, the lines with its process included.
const rowBytes = 200

// pay spends the work on the text between the last call and here. The rows of a table of
// netstat cost no more than their bytes.
func (t *text) pay(s *snapshot.Section) {
	units := costText*(t.lines.Offset()-t.paid) + costLine*int64(t.lines.Line()-t.paidLine)
	t.paid, t.paidLine = t.lines.Offset(), t.lines.Line()
	if s != nil && s.Kind == snapshot.KindNetstat {
		units -= (costText*rowBytes + costLine) * int64(rows(s))
	}
	t.meter.end(max(0, units))
	t.meter.begin(costText)
}

func rows(s *snapshot.Section) int {
	n := 0
	for _, c := range s.Captures {
		n += c.Summary.TCPRows() + c.Summary.UDPRows
	}
	return n
}
