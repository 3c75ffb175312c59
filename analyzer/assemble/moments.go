package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// sameMoment is how far apart two captures by different commands may be and still show
// the same moment: collectors run the commands one after the other.
const sameMoment = 2 * time.Minute

// mergeMoments orders the captures by time and drops those that show a moment which a
// richer one shows as well.
func (h *Host) mergeMoments() {
	slices.SortStableFunc(h.Captures, func(a, b *snapshot.Capture) int {
		return cmp.Or(a.At.Time.Compare(b.At.Time), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	var kept []*snapshot.Capture
	for _, c := range h.Captures {
		i := slices.IndexFunc(kept, func(k *snapshot.Capture) bool { return isSameMoment(k, c) })
		if i < 0 {
			kept = append(kept, c)
			continue
		}
		winner, loser := kept[i], c
		if richness(loser) > richness(winner) {
			winner, loser = loser, winner
		}
		absorb(winner, loser)
		h.markDuplicate(loser, winner)
		kept[i] = winner
	}
	h.Captures = kept
}

// isSameMoment reports whether two captures show one moment: taken by different commands
// one right after the other, or one a copy of the other.
func isSameMoment(a, b *snapshot.Capture) bool {
	if !closeInTime(a, b) || a.Path == b.Path && a.Command == b.Command {
		return false
	}
	switch {
	case a.Format != b.Format,
		a.Header != b.Header,
		a.Command != "" && b.Command != "" && a.Command != b.Command,
		hasBound(a) != hasBound(b),
		a.HasPID != b.HasPID,
		(len(a.Names) > 0) != (len(b.Names) > 0),
		(a.Summary.UDPRows > 0) != (b.Summary.UDPRows > 0):
		return true
	}
	return a.Path != b.Path && a.Summary.States == b.Summary.States && slices.Equal(a.Summary.TCP, b.Summary.TCP)
}

// closeInTime compares times of the same kind of source; captures of one file without
// times of their own share the file's.
func closeInTime(a, b *snapshot.Capture) bool {
	if a.At.Source == snapshot.TimeUnknown || b.At.Source == snapshot.TimeUnknown {
		return a.At.Source == b.At.Source
	}
	return a.At.Time.Sub(b.At.Time).Abs() <= sameMoment
}

func hasBound(c *snapshot.Capture) bool { return c.Summary.States[snapshot.Bound] > 0 }

// richness orders captures of one moment by what they can answer.
func richness(c *snapshot.Capture) int {
	score := min(c.Summary.TCPRows(), 1<<24)
	for i, has := range []bool{c.HasPID, hasBound(c), c.Summary.States[snapshot.Listen] > 0} {
		if has {
			score += 1 << (25 + i)
		}
	}
	return score
}

// absorb takes from the poorer capture what the richer one lacks: names of processes,
// UDP endpoints, and a better time.
func absorb(winner, loser *snapshot.Capture) {
	names := maps.Clone(loser.Names)
	if names == nil {
		names = make(map[uint32]string)
	}
	maps.Copy(names, winner.Names)
	winner.Names = names
	if winner.Summary.UDPRows == 0 && winner.UDP == nil {
		winner.UDP = loser.UDP
		if loser.Summary.UDPRows > 0 {
			winner.UDP = loser
		}
	}
	if isDoubtful(winner.At.Source) && !isDoubtful(loser.At.Source) {
		winner.At = loser.At
	}
}

func (h *Host) markDuplicate(loser, winner *snapshot.Capture) {
	for _, s := range h.Sections {
		if !slices.Contains(s.Captures, loser) {
			continue
		}
		if len(s.Captures) == 1 && s.Status == snapshot.StatusParsed {
			s.Status = snapshot.StatusDuplicate
		}
		s.AddNote("capture.same-moment", loser.Line, winner.Path, strconv.Itoa(winner.Line))
	}
}
