package evtx

import (
	"maps"
	"slices"

	"github.com/portdx/portdx/parsers/events"
)

const (
	// channelRecords is how many records of a chunk are decoded to learn which channel
	// the log is of, and channelChunks of how many chunks. They are many so that some
	// damaged ones, or some that were forwarded from elsewhere, do not decide.
	channelRecords = 4
	channelChunks  = 8
)

// ballot tells the channel of a log by what most of the asked records say.
type ballot struct {
	votes  map[string]int
	chunks int // chunks that had a vote
}

// ask decodes some records, spread over a chunk, until enough chunks were asked.
func (b *ballot) ask(d *decoder, records []record) {
	if b.chunks == channelChunks {
		return
	}
	if b.votes == nil {
		b.votes = make(map[string]int)
	}
	voted := false
	n := min(channelRecords, len(records))
	for i := range n {
		r := records[i*len(records)/n]
		if r.end == 0 {
			continue
		}
		if f, ok := d.decode(r, false); ok && f.channel != "" {
			b.votes[f.channel]++
			voted = true
		}
	}
	if voted {
		b.chunks++
	}
}

// maybeSystem reports whether the log is one of the System channel as far as is known:
// the question is open until enough chunks were asked.
func (b *ballot) maybeSystem() bool {
	return b.chunks < channelChunks || events.EqualFold(b.winner(), events.System)
}

// winner returns the channel that most records name, System among equals, or "" if none
// could be asked.
func (b *ballot) winner() string {
	best := ""
	for _, c := range slices.Sorted(maps.Keys(b.votes)) {
		if n := b.votes[c] - b.votes[best]; n > 0 || n == 0 && events.EqualFold(c, events.System) {
			best = c
		}
	}
	return best
}
