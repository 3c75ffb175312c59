package report

import "fmt"

// whatIf writes what each change would do to the captured use.
func (p *page) whatIf() {
	if len(p.d.WhatIf) == 0 {
		return
	}
	p.heading(2, p.t.WhatIfTitle)
	p.para(p.t.WhatIfNote, p.rates(), p.counted())
	var rows [][]string
	for _, c := range p.d.WhatIf {
		rows = append(rows, []string{
			p.cell(c.Text),
			p.between(rounded(c.PortsLow), rounded(c.PortsHigh)),
			p.shares(c.ShareLow, c.ShareHigh),
			cell(c.Effect),
		})
	}
	p.table(p.t.WhatIfHead, []bool{false, true, true, false}, rows)
}

// rates says how many connections are opened, for both times that TIME_WAIT may last.
func (p *page) rates() string {
	low, ok1 := asFloat(p.d.Facts["rate.opens_per_second_low"])
	high, ok2 := asFloat(p.d.Facts["rate.opens_per_second_high"])
	short, ok3 := asFloat(p.d.Facts["time_wait.seconds_low"])
	long, ok4 := asFloat(p.d.Facts["time_wait.seconds_high"])
	switch {
	case !ok1 || !ok2 || !ok3 || !ok4, high <= 0: // no TIME_WAIT shows nothing of the rate
		return ""
	case short == long:
		return fmt.Sprintf(p.t.WhatIfRate, rate(low), number(short))
	}
	return fmt.Sprintf(p.t.WhatIfRates, rate(low), number(long), rate(high), number(short))
}

// counted says how many connections the counters of TCP count, where they were captured:
// no lower bound as the rates above, but of connections of all destinations.
func (p *page) counted() string {
	average, ok1 := asFloat(p.d.Facts["counters.opens_per_second"])
	peak, ok2 := asFloat(p.d.Facts["counters.opens_per_second_peak"])
	if !ok1 || !ok2 {
		return ""
	}
	return fmt.Sprintf(p.t.WhatIfCounted, rate(average), rate(peak))
}

func (p *page) between(low, high string) string {
	if low == high {
		return low
	}
	return fmt.Sprintf(p.t.To, low, high)
}

func (p *page) shares(low, high float64) string {
	if percent(low) == percent(high) {
		return percent(low)
	}
	return fmt.Sprintf(p.t.To, tenths(low*100), percent(high))
}
