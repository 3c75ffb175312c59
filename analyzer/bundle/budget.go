package bundle

import (
	"io"
	"sync"
)

// What a bundle may cost is counted, not timed, and what is read of it must not depend on
// which of its sources is read first. So a source is judged by itself and by those before it
// in order: an artifact is read if what all artifacts before it cost is below each limit.
// While sources are read in parallel that sum is not known, but never less than what is
// known of it: what is read too much is dropped at the end ([Read]).

// cost is what reading takes.
type cost struct {
	entries  int64 // artifacts
	inflated int64 // bytes that archives gave
	work     int64 // units past what the packed size allows for
	sections int64 // parts of files that a report lists
	kept     int64 // bytes that stay in memory
}

func (c cost) plus(o cost) cost {
	return cost{
		c.entries + o.entries, c.inflated + o.inflated, c.work + o.work,
		c.sections + o.sections, c.kept + o.kept,
	}
}

// reached returns the first limit that a cost has come up to, nil where there is none.
func (c cost) reached(limit cost) *LimitError {
	for _, l := range [...]struct {
		name     string
		is, most int64
	}{
		{"MaxEntries", c.entries, limit.entries},
		{"MaxInflatedBytes", c.inflated, limit.inflated},
		{"MaxWork", c.work, limit.work},
		{"MaxBundleSections", c.sections, limit.sections},
		{"MaxKept", c.kept, limit.kept},
	} {
		if l.is >= l.most {
			return &LimitError{Limit: l.name, Value: l.most, Rest: true}
		}
	}
	return nil
}

// bundleLimits are the limits of a bundle as a whole.
var bundleLimits = cost{MaxEntries, MaxInflatedBytes, MaxWork, MaxBundleSections, MaxKept}

// Work in units: one is about what a byte of a table of netstat takes. Each byte that a
// decoder gives costs what its method does, each byte that a parser is given one, and
// parsers add what they need more.
const (
	costDeflate = 1
	costDecoder = 2 // LZMA, bzip2, PPMd, rar: per byte that comes out, beside those that go in
	costRound   = 100
)

// account is what one source costs.
type account struct {
	limit  cost
	packed func() int64 // bytes of the source itself, so far where it is not known
	spent  cost
	units  int64 // of work
	rounds int64 // of hashing, for passwords
	begun  cost  // what was spent when the present artifact came
}

// work adds units. Past what the source's own bytes allow for they count.
func (a *account) work(units int64) {
	a.units += units
	a.spent.work = max(a.spent.work, a.excess(0))
}

// excess is how many units there are past the allowance, with some more.
func (a *account) excess(more int64) int64 { return a.units + more - a.packed()*WorkPerByte }

// over returns the limit that one artifact passes by itself with some more units. It is
// lower than that of all, so that one bomb does not take the others with it.
func (a *account) over(more int64) error {
	most := a.limit.work / 4 * 3
	switch {
	case a.spent.inflated > a.limit.inflated:
		return &LimitError{Limit: "MaxInflatedBytes", Value: a.limit.inflated}
	case a.excess(more)-a.begun.work > most:
		return &LimitError{Limit: "MaxWork", Value: a.limit.work}
	}
	return nil
}

// Spend adds units of work that were done on an artifact, beside the one for each byte.
func (a *Artifact) Spend(units int64) {
	if a.account != nil {
		a.account.work(units)
	}
}

// Afford returns an error where so many units more would be too much.
func (a *Artifact) Afford(units int64) error {
	if a.account == nil {
		return nil
	}
	return a.account.over(units)
}

// Keep adds what stays in memory of an artifact: parts that are listed, and bytes.
func (a *Artifact) Keep(sections int, bytes int64) {
	if a.account != nil {
		a.account.spent.sections += int64(sections)
		a.account.spent.kept += bytes
	}
}

// paid is the reader of an artifact.
type paid struct {
	r io.Reader
	a *account
}

func (p paid) Read(b []byte) (int, error) {
	if err := p.a.over(0); err != nil {
		return 0, err
	}
	n, err := p.r.Read(b)
	p.a.work(int64(n))
	return n, err
}

// ledger holds what the sources of a bundle cost, as far as it is known.
type ledger struct {
	mu    sync.Mutex
	costs []cost
	done  []bool
	low   int  // the sources below are done
	sum   cost // of these
}

func newLedger(sources int) *ledger {
	return &ledger{costs: make([]cost, sources), done: make([]bool, sources)}
}

func (l *ledger) set(i int, c cost, done bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.costs[i], l.done[i] = c, done
	for l.low < len(l.done) && l.done[l.low] {
		l.sum = l.sum.plus(l.costs[l.low])
		l.low++
	}
}

// before returns what the sources before one cost at least.
func (l *ledger) before(i int) cost {
	l.mu.Lock()
	defer l.mu.Unlock()
	sum := l.sum
	for j := l.low; j < i; j++ {
		sum = sum.plus(l.costs[j])
	}
	return sum
}
