package snapshot

import (
	"cmp"
	"container/heap"
)

// The limits of what the captures of one file keep. A loop of captures that fills a
// gigabyte stays small that way.
const (
	// KeepRows is how many rows are kept over all captures, in each of the two orders of
	// [Retention]. Past it the captures that show the fewest ports give up their rows.
	KeepRows = 64 << 10
	// KeepDetails is how many bytes the details of captures without rows take. Past it a
	// sample of the captures keeps them.
	KeepDetails = 2 << 20
)

// Retention bounds what many captures keep together. The fullest capture always keeps its
// rows, whatever their number: the question is whether ports ran out. The range may stand
// in a file that is read later, so there are two that may be the fullest: the one that
// shows most ports, and the one that shows most ports of the default range, which is
// another where ports outside the range, as of an FTP server, are more than those in it.
// A capture that has rows keeps its details. What is kept in the end does not depend on the
// order in which captures are added.
type Retention struct {
	Rows    int // limit of rows, for each of the two
	Details int // limit of the details of captures without rows, in bytes

	full  [2]ranking       // those with rows, by the ports that they show
	in    map[*Capture]int // in how many of these a capture is
	thick ranking          // those with details alone, by chance
}

// Add takes in a capture that has its summary.
func (r *Retention) Add(c *Capture) {
	if c.Table == nil {
		r.sample(c)
		return
	}
	if r.in == nil {
		r.in = make(map[*Capture]int)
	}
	r.in[c] = len(r.full)
	all, dynamic := c.Summary.Ports()
	for i, ports := range [...]int{all, dynamic} {
		r.full[i].add(kept{c, uint64(ports), c.Table.Len()})
	}
	for i := range r.full {
		f := &r.full[i]
		for len(f.heap) > 1 && f.size > r.Rows || f.below() {
			r.release(f.drop())
		}
	}
}

// release drops the rows of a capture that no ranking holds any more.
func (r *Retention) release(c *Capture) {
	if r.in[c]--; r.in[c] > 0 {
		return
	}
	delete(r.in, c)
	c.Table = nil
	r.sample(c)
}

// sample keeps the details of captures by chance: by a hash of where they stand.
func (r *Retention) sample(c *Capture) {
	if c.Summary.Thin {
		return
	}
	h := mix(uint64(c.Line))
	for _, b := range []byte(c.Path) {
		h = mix(h ^ uint64(b))
	}
	r.thick.add(kept{c, h, c.Summary.detailBytes()})
	for r.thick.size > r.Details || r.thick.below() {
		r.thick.drop().Summary.dropDetails()
	}
}

// kept is a capture, its rank and its size: those with the lowest rank give up first.
type kept struct {
	*Capture
	rank uint64
	size int
}

func (k kept) compare(o kept) int {
	return cmp.Or(cmp.Compare(k.rank, o.rank), cmp.Compare(o.Path, k.Path), cmp.Compare(o.Line, k.Line))
}

// ranking holds captures, the lowest on top. Once one was dropped, all that are lower have
// to go as well, or it would matter which came first.
type ranking struct {
	heap  captures
	size  int
	floor *kept // the highest that was dropped
}

func (r *ranking) add(k kept) {
	heap.Push(&r.heap, k)
	r.size += k.size
}

// below reports whether the lowest has to go because a higher one went.
func (r *ranking) below() bool {
	return r.floor != nil && len(r.heap) > 0 && r.heap[0].compare(*r.floor) < 0
}

func (r *ranking) drop() *Capture {
	k := heap.Pop(&r.heap).(kept)
	r.size -= k.size
	if r.floor == nil || r.floor.compare(k) < 0 {
		r.floor = &k
	}
	return k.Capture
}

// captures is a heap with the lowest rank on top.
type captures []kept

func (c captures) Len() int           { return len(c) }
func (c captures) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }
func (c captures) Less(i, j int) bool { return c[i].compare(c[j]) < 0 }

// Push implements [heap.Interface].
func (c *captures) Push(x any) { *c = append(*c, x.(kept)) }

// Pop implements [heap.Interface].
func (c *captures) Pop() any {
	last := len(*c) - 1
	x := (*c)[last]
	(*c)[last] = kept{}
	*c = (*c)[:last]
	return x
}
