package report

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// pictured is the utilization from which a pool beside that of TCP gets a picture.
const pictured = 0.1

// pools writes how the dynamic ports are used, as a picture in text.
func (p *page) pools() {
	tcp, tcp6, udp := p.d.Pool.TCP, p.d.Pool.TCP6, p.d.Pool.UDP
	if tcp6 != nil && tcp != nil && sameUse(tcp, tcp6) {
		tcp6 = nil
	}
	if tcp == nil && tcp6 == nil && udp == nil {
		return
	}
	p.heading(2, p.t.PoolTitle)
	p.pool("tcp", tcp, true)
	p.pool("tcp6", tcp6, false)
	p.pool("udp", udp, false)
}

func sameUse(a, b *diagnosis.Pool) bool {
	return a.Start == b.Start && a.End == b.End && a.Excluded == b.Excluded && a.Used == b.Used &&
		slices.Equal(a.Parts, b.Parts)
}

func (p *page) pool(id string, pool *diagnosis.Pool, always bool) {
	if pool == nil {
		return
	}
	known := p.useKnown(id, pool)
	p.para(p.rangeOf(id, pool), p.use(pool, known))
	if known && (always || pool.Utilization >= pictured) {
		p.fence("text", p.picture(id, pool))
	}
}

// useKnown tells whether any table showed how the pool is used: a captured range alone
// leaves its use unknown, which is not zero.
func (p *page) useKnown(id string, pool *diagnosis.Pool) bool {
	used, listed := p.d.Facts[id+".pool.used"]
	return pool.Used > 0 || len(pool.Parts) > 0 || listed && used != nil
}

func (p *page) rangeOf(id string, pool *diagnosis.Pool) string {
	s := fmt.Sprintf(p.t.Range, p.t.Protocol[id], strconv.Itoa(pool.Start), strconv.Itoa(pool.End), count(pool.Count))
	if pool.Excluded > 0 {
		s += " " + fmt.Sprintf(p.t.Excluded, count(pool.Excluded), count(pool.Size))
	}
	if pool.Assumed {
		s += " " + p.t.Assumed
	}
	return s
}

func (p *page) use(pool *diagnosis.Pool, known bool) string {
	format := p.t.InUse
	switch {
	case !known:
		return p.t.UseUnknown
	case pool.LowerBound:
		format = p.t.AtLeast
	}
	return fmt.Sprintf(format, count(pool.Used), count(pool.Size), percent(pool.Utilization))
}
