package diagnosis

import (
	"cmp"
	"slices"
)

// The verdicts and their moments, worst first. One that is open comes before one that is
// calm where there is something to be told from.
var (
	byStatus = []string{"confirmed", "likely", "at-risk", "undetermined", "not-found"}
	byWhen   = []string{"at-capture", "undated", "earlier", "no-capture"}
	byLean   = []string{"pressure", "no-pressure"}
)

// Compare orders diagnoses of one bundle for a reader: the worst verdict first, then the
// nearest failure, then the fullest pool, then by the host's name. Hosts of which neither
// a table nor a log was read come last.
func Compare(a, b *Diagnosis) int {
	return cmp.Or(
		cmp.Compare(a.isBlank(), b.isBlank()),
		cmp.Compare(rank(byStatus, a.Verdict.Status), rank(byStatus, b.Verdict.Status)),
		cmp.Compare(rank(byWhen, a.Verdict.When), rank(byWhen, b.Verdict.When)),
		cmp.Compare(rank(byLean, a.Verdict.Lean), rank(byLean, b.Verdict.Lean)),
		-cmp.Compare(a.peak(), b.peak()),
		cmp.Compare(unnamed(a), unnamed(b)),
		cmp.Compare(a.Host.Name, b.Host.Name),
	)
}

func rank(words []string, word string) int {
	if i := slices.Index(words, word); i >= 0 {
		return i
	}
	return len(words)
}

// isBlank is 1 for a host of which nothing tells how its ports are used.
func (d *Diagnosis) isBlank() int {
	if d.Verdict.Status == "undetermined" && d.Verdict.Lean == "none" {
		return 1
	}
	return 0
}

func (d *Diagnosis) peak() float64 {
	peak, _ := d.Facts["tcp.pool.utilization_peak"].(float64)
	udp, _ := d.Facts["udp.pool.utilization"].(float64)
	return max(peak, udp)
}

func unnamed(d *Diagnosis) int {
	if d.Host.Name == "" {
		return 1
	}
	return 0
}
