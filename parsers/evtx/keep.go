package evtx

import (
	"cmp"
	"slices"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	// maxPerID is how many events of one id are kept, the latest ones. A quiet log has
	// a few, a log that a failing service floods must not lose the others.
	maxPerID = 5000
	// maxTexts bounds the texts of all events, in bytes. Past it events are kept
	// without their insertion strings.
	maxTexts = 16 << 20
)

// store keeps the wanted events.
type store struct {
	byID    map[eventKey][]snapshot.Event
	names   map[string]string // one copy of each provider and computer
	texts   int
	dropped int // events beyond maxPerID
	bare    int // events beyond maxTexts
}

// eventKey is an event id of a kind: ids of different kinds may be the same.
type eventKey struct {
	kind int
	id   uint32
}

func newStore() *store {
	return &store{byID: make(map[eventKey][]snapshot.Event), names: make(map[string]string)}
}

// add keeps an event if it is a wanted one of the System channel.
func (s *store) add(f fields) {
	kind := events.KindOf(f.provider, f.id)
	if kind < 0 || !events.EqualFold(f.channel, events.System) {
		return
	}
	e := snapshot.Event{
		Time:     f.created,
		RecordID: f.recordID,
		Provider: s.name(f.provider),
		ID:       f.id,
		Computer: s.name(f.computer),
		Data:     s.data(f.data),
	}
	key := eventKey{kind, f.id}
	s.byID[key] = append(s.byID[key], e)
	if len(s.byID[key]) == 2*maxPerID {
		s.trim(key)
	}
}

func (s *store) name(n string) string {
	if known, ok := s.names[n]; ok {
		return known
	}
	if s.texts += len(n); s.texts > maxTexts {
		return ""
	}
	s.names[n] = n
	return n
}

func (s *store) data(data []string) []string {
	for _, d := range data {
		s.texts += len(d)
	}
	if len(data) > 0 && s.texts > maxTexts {
		s.bare++
		return nil
	}
	return data
}

// trim drops all events of an id but the latest.
func (s *store) trim(key eventKey) {
	events := s.byID[key]
	if len(events) <= maxPerID {
		return
	}
	sortEvents(events)
	n := len(events) - maxPerID
	s.dropped += n
	copy(events, events[n:])
	clear(events[maxPerID:])
	s.byID[key] = events[:maxPerID]
}

// events returns what was kept, by time and record id, each record once.
func (s *store) events() []snapshot.Event {
	var all []snapshot.Event
	for key := range s.byID {
		s.trim(key)
		all = append(all, s.byID[key]...)
	}
	sortEvents(all)
	return slices.CompactFunc(all, func(a, b snapshot.Event) bool {
		return a.RecordID == b.RecordID && a.Time.Equal(b.Time) && a.ID == b.ID && events.EqualFold(a.Provider, b.Provider)
	})
}

func sortEvents(events []snapshot.Event) {
	slices.SortFunc(events, func(a, b snapshot.Event) int {
		return cmp.Or(
			a.Time.Compare(b.Time), cmp.Compare(a.RecordID, b.RecordID), cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Provider, b.Provider), slices.Compare(a.Data, b.Data),
		)
	})
}
