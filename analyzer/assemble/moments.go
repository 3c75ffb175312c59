package assemble

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// sameMoment is how far apart two captures by different commands may be and still show
// the same moment: collectors run the commands one after the other.
const sameMoment = 2 * time.Minute

// maxLookBack is how many earlier moments a capture is compared with; collectors take the
// captures of a moment one right after the other.
const maxLookBack = 64

// mergeMoments orders the captures by time and drops those that show a moment which a
// richer one shows as well.
func (h *Host) mergeMoments() {
	h.sortCaptures()
	if !haveTwins(h.Captures) {
		return
	}
	var moments [][]*snapshot.Capture
	for _, c := range h.Captures {
		if i := nearestMoment(moments, c); i >= 0 {
			moments[i] = append(moments[i], c)
		} else {
			moments = append(moments, []*snapshot.Capture{c})
		}
	}
	h.Captures = h.Captures[:0]
	sections := h.sectionsOfCaptures()
	for _, members := range moments {
		winner := slices.MaxFunc(members, func(a, b *snapshot.Capture) int { return richness(a) - richness(b) })
		for _, loser := range members {
			if loser != winner {
				if winner.TakeOwners(loser) {
					sections[winner].AddNote("capture.owners", winner.Line, loser.Path, strconv.Itoa(loser.Line))
				}
				absorb(winner, loser)
				if winner.UDP != loser || loser.Summary.TCPRows() > 0 { // endpoints of UDP that it took are none
					markDuplicate(sections[loser], loser, winner)
				}
			}
		}
		h.Captures = append(h.Captures, winner)
	}
	h.sortCaptures() // the winners may have taken better times
}

// sortCaptures orders captures by time. One without a time of its own stands behind the
// one above it in its file. Of equal times the names of the files may tell the order.
func (h *Host) sortCaptures() {
	phases := make(map[string]int)
	for _, c := range h.Captures {
		if _, ok := phases[c.Path]; !ok {
			phases[c.Path] = phase(c.Path)
		}
	}
	slices.SortStableFunc(h.Captures, func(a, b *snapshot.Capture) int {
		if a.Path == b.Path {
			return cmp.Compare(a.Line, b.Line)
		}
		return cmp.Or(cmp.Compare(phases[a.Path], phases[b.Path]), cmp.Compare(a.Path, b.Path))
	})
	place := make(map[*snapshot.Capture]time.Time, len(h.Captures))
	last := make(map[string]time.Time)
	for _, c := range h.Captures {
		if c.At.Source != snapshot.TimeUnknown {
			last[c.Path] = c.At.Time
		}
		place[c] = last[c.Path]
	}
	slices.SortStableFunc(h.Captures, func(a, b *snapshot.Capture) int { return place[a].Compare(place[b]) })
}

// The words in the names of files that were written at the start and at the end of a
// trace: NetStatAtStart.txt (SQLTrace), NetStat_Info_Stop_.txt (TSS), before.txt.
var (
	atStart = regexp.MustCompile(`(?:^|[^A-Za-z]|At)(?i:start|before|begin)(?:[^a-z]|$)`)
	atEnd   = regexp.MustCompile(`(?:^|[^A-Za-z]|At)(?i:end|stop|after)(?:[^a-z]|$)`)
)

// phase orders files by what their names say: before, nothing, after.
func phase(name string) int {
	name = path.Base(name)
	switch start, end := atStart.MatchString(name), atEnd.MatchString(name); {
	case start && !end:
		return -1
	case end && !start:
		return 1
	}
	return 0
}

// haveTwins reports whether there are captures by more than one command: those of one
// loop are all moments of their own.
func haveTwins(captures []*snapshot.Capture) bool {
	return slices.ContainsFunc(captures, func(c *snapshot.Capture) bool { return !sameLoop(captures[0], c) })
}

// sameLoop reports whether one command wrote both captures into one file.
func sameLoop(a, b *snapshot.Capture) bool { return a.Path == b.Path && a.Command == b.Command }

// nearestMoment returns the moment that c shows as well, the nearest in time, or -1.
func nearestMoment(moments [][]*snapshot.Capture, c *snapshot.Capture) int {
	best, distance := -1, sameMoment+1
	for i := len(moments) - 1; i >= max(0, len(moments)-maxLookBack); i-- {
		members := moments[i]
		if slices.ContainsFunc(members, func(m *snapshot.Capture) bool { return !isSameMoment(m, c) }) {
			continue
		}
		d := c.At.Time.Sub(members[0].At.Time).Abs()
		if isCopy(members[0], c) { // whatever its time says
			d = 0
		}
		if d < distance {
			best, distance = i, d
		}
	}
	return best
}

// sameConnections is the share of the connections that captures of one moment must have
// in common. Under a heavy load many change while the next command runs.
const sameConnections = 0.5

// isSameMoment reports whether two captures show one moment: mostly the same connections,
// seen by different commands one right after the other, or one a copy of the other. Of
// copies doubtful times say nothing.
func isSameMoment(a, b *snapshot.Capture) bool {
	doubtful := isDoubtful(a.At.Source) || isDoubtful(b.At.Source)
	switch {
	case sameLoop(a, b):
		return false
	case doubtful && isCopy(a, b):
		return true
	case !closeInTime(a, b), a.Summary.Overlap(&b.Summary) < sameConnections:
		return false
	}
	switch {
	case a.Format != b.Format,
		a.Header != b.Header,
		a.Command != "" && b.Command != "" && a.Command != b.Command,
		a.HasBound() != b.HasBound(),
		a.HasPID != b.HasPID,
		(len(a.Names) > 0) != (len(b.Names) > 0),
		(a.Summary.UDPRows > 0) != (b.Summary.UDPRows > 0):
		return true
	}
	return isCopy(a, b)
}

// isCopy reports whether two files hold one table.
func isCopy(a, b *snapshot.Capture) bool {
	return a.Path != b.Path && a.Summary.States == b.Summary.States && !a.Summary.Thin && !b.Summary.Thin &&
		slices.Equal(a.Summary.TCP, b.Summary.TCP) && slices.Equal(a.Summary.Sample, b.Summary.Sample)
}

// closeInTime reports whether the times of two captures allow one moment. Where neither
// has a time, nothing speaks against it.
func closeInTime(a, b *snapshot.Capture) bool {
	if a.At.Source == snapshot.TimeUnknown || b.At.Source == snapshot.TimeUnknown {
		return a.At.Source == b.At.Source
	}
	return a.At.Time.Sub(b.At.Time).Abs() <= sameMoment
}

// richness orders captures of one moment by what they can answer.
func richness(c *snapshot.Capture) int {
	score := min(c.Summary.TCPRows(), 1<<24)
	for i, has := range []bool{c.HasPID, c.HasBound(), c.Summary.States[snapshot.Listen] > 0} {
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

// sectionsOfCaptures tells which section each capture stands in.
func (h *Host) sectionsOfCaptures() map[*snapshot.Capture]*snapshot.Section {
	of := make(map[*snapshot.Capture]*snapshot.Section)
	for _, s := range h.Sections {
		for _, c := range s.Captures {
			of[c] = s
		}
	}
	return of
}

func markDuplicate(s *snapshot.Section, loser, winner *snapshot.Capture) {
	if s == nil {
		return
	}
	if len(s.Captures) == 1 && s.Status == snapshot.StatusParsed {
		s.Status = snapshot.StatusDuplicate
	}
	s.AddNote("capture.same-moment", loser.Line, winner.Path, strconv.Itoa(winner.Line))
}
