package snapshot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRetention(t *testing.T) {
	r := Retention{Rows: 80, Details: 1 << 30}
	var captures []*Capture
	for _, n := range []int{10, 40, 30, 20} {
		c := &Capture{Table: table(n)}
		c.Summary = Summarize(c.Table)
		captures = append(captures, c)
		r.Add(c)
	}
	if diff := cmp.Diff([]int{-1, 40, -1, -1}, rowsOf(captures)); diff != "" {
		t.Errorf("rows: want those of the fullest that fit into three quarters of 80 (-want +got):\n%s", diff)
	}
	large := &Capture{Table: table(500)}
	large.Summary = Summarize(large.Table)
	r.Add(large)
	if captures = append(captures, large); large.Table == nil {
		t.Error("the rows of the fullest capture were dropped")
	}

	r.Details = 0
	for range 3 {
		c := &Capture{Summary: Summarize(table(5))}
		captures = append(captures, c)
		r.Add(c)
	}
	thin := 0
	for i, c := range captures {
		if c.Summary.Thin {
			thin++
		}
		if must := i == 0 || i == len(captures)-1 || c.Table != nil; c.Summary.Thin && must {
			t.Errorf("capture %d lost its details", i)
		}
		if c.Summary.Thin != (c.Summary.TCP == nil) || c.Summary.TCPRows() == 0 {
			t.Errorf("capture %d: thin %v, %d ports, %d rows counted", i, c.Summary.Thin, len(c.Summary.TCP), c.Summary.TCPRows())
		}
	}
	if thin == 0 {
		t.Error("no details were dropped")
	}
}

// rowsOf returns the numbers of rows, -1 for captures without a table.
func rowsOf(captures []*Capture) []int {
	var out []int
	for _, c := range captures {
		if c.Table == nil {
			out = append(out, -1)
			continue
		}
		out = append(out, c.Table.Len())
	}
	return out
}

// TestRoomIsEmptied checks that a capture's summary does not depend on the captures above
// it in the file.
func TestRoomIsEmptied(t *testing.T) {
	var z summarizer
	for _, n := range []int{5000, 3, 700, 0, 700, 5000} {
		if diff := cmp.Diff(Summarize(table(n)), z.summarize(table(n))); diff != "" {
			t.Errorf("%d rows (-alone +after others):\n%s", n, diff)
		}
	}
}
