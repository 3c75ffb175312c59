package assemble

import "github.com/portdx/portdx/parsers/snapshot"

// Counts are counted connections, and where they stand.
type Counts struct {
	*snapshot.Counts
	Path           string
	Line, LastLine int
}

// addCounts adds the counts of a section.
func (h *Host) addCounts(s *snapshot.Section) {
	if s.Counts != nil {
		h.Counts = append(h.Counts, Counts{s.Counts, s.Path, s.Line, s.LastLine})
	}
}

// nameCounted adds the names of processes that stand beside their counts. Lists of
// processes go before them.
func (h *Host) nameCounted() {
	for _, c := range h.Counts {
		for _, e := range c.Entries {
			if e.PID != snapshot.NoPID && e.Process != "" {
				h.nameProcesses([]snapshot.Process{{PID: e.PID, Name: e.Process}})
			}
		}
	}
}
