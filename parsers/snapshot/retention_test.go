package snapshot

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// loop returns captures with tables of these sizes.
func loop(sizes ...int) []*Capture {
	var out []*Capture
	for i, n := range sizes {
		c := &Capture{Path: "loop.txt", Line: i + 1, Table: table(n)}
		c.Summary = Summarize(c.Table)
		out = append(out, c)
	}
	return out
}

func TestRetentionOfRows(t *testing.T) {
	tests := []struct {
		name  string
		sizes []int
		want  []int // rows, -1 where they were dropped
	}{
		{"all fit", []int{10, 40, 30}, []int{10, 40, 30}},
		{"the fullest stay", []int{10, 40, 30, 20}, []int{-1, 40, 30, -1}},
		{"of equals the later goes", []int{30, 30, 30}, []int{30, 30, -1}},
		{"the fullest stays whatever its size", []int{10, 500, 20}, []int{-1, 500, -1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			captures := loop(tt.sizes...)
			r := Retention{Rows: 80, Details: 1 << 20}
			for _, c := range captures {
				r.Add(c)
			}
			var got []int
			for _, c := range captures {
				if c.Table == nil {
					got = append(got, -1)
					continue
				}
				got = append(got, c.Table.Len())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRetentionOfDynamicPorts keeps the capture that is fullest in the default range, where
// others show more ports outside it.
func TestRetentionOfDynamicPorts(t *testing.T) {
	captures := loop(200, 30, 30, 30)
	for _, c := range captures[1:] {
		for p := range 500 {
			c.Table.Append(Row{Local: 1, LPort: uint16(2000 + p), State: Established, Proto: TCP})
		}
		c.Summary = Summarize(c.Table)
	}
	r := Retention{Rows: 600, Details: 1000}
	for _, c := range captures {
		r.Add(c)
	}
	var got []bool
	for _, c := range captures {
		got = append(got, c.Table != nil)
	}
	if diff := cmp.Diff([]bool{true, true, false, false}, got); diff != "" {
		t.Errorf("captures with rows (-want +got):\n%s", diff)
	}
}

// TestRetentionHasNoOrder checks that what is kept is the same whichever file was read
// first, that it is bounded, and that counts are never lost.
func TestRetentionHasNoOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	sizes := make([]int, 200)
	for i := range sizes {
		sizes[i] = 1 + rng.IntN(40)
	}
	var want []bool
	for round := range 5 {
		captures := loop(sizes...)
		r := Retention{Rows: 500, Details: 6000}
		for _, i := range rng.Perm(len(captures)) {
			r.Add(captures[i])
		}
		var got []bool
		rows, details, thin := 0, 0, 0
		for _, c := range captures {
			got = append(got, c.Table != nil, c.Summary.Thin)
			switch {
			case c.Table != nil:
				rows += c.Table.Len()
			case c.Summary.Thin:
				thin++
			default:
				details += c.Summary.detailBytes()
			}
			if c.Summary.Thin != (c.Summary.TCP == nil) || c.Summary.TCPRows() == 0 {
				t.Errorf("capture %d: thin %v, %d ports, %d rows counted", c.Line, c.Summary.Thin, len(c.Summary.TCP), c.Summary.TCPRows())
			}
		}
		if rows > 2*r.Rows || details > r.Details || rows == 0 || details == 0 || thin == 0 {
			t.Errorf("%d rows and %d bytes of details are kept, %d captures are thin", rows, details, thin)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("round %d keeps other captures (-first +now):\n%s", round, diff)
		}
	}
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
