package measure

import (
	"cmp"
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// nameProcesses collects image names by process id: of the analyzed capture first, then
// of lists of processes, then of the other captures of the same boot, nearest first.
// Windows gives the ids of an earlier boot to other processes.
func (m *Measurement) nameProcesses() map[uint32]string {
	names := map[uint32]string{kernelPID: "System"}
	add := func(from map[uint32]string) {
		for pid, name := range from {
			if names[pid] == "" && name != "" {
				names[pid] = name
			}
		}
	}
	if m.Capture == nil {
		add(m.Host.Processes)
		return names
	}
	add(m.Capture.Names)
	add(m.Host.Processes)
	others := slices.Clone(m.Host.Captures)
	distance := func(c *snapshot.Capture) int64 { return int64(c.At.Time.Sub(m.Capture.At.Time).Abs()) }
	slices.SortStableFunc(others, func(a, b *snapshot.Capture) int { return cmp.Compare(distance(a), distance(b)) })
	for _, c := range others {
		if len(c.Names) > 0 && !m.Log.bootBetween(c.At.Time, m.Capture.At.Time) {
			add(c.Names)
		}
	}
	return names
}

// Name returns the image name of a process, or "".
func (m *Measurement) Name(pid uint32) string { return m.names[pid] }
