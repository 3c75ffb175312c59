package snapshot

import "slices"

// PortUse tells which states the rows of one local port are in, by the family of the
// socket.
type PortUse struct {
	Port   uint16
	V4, V6 StateMask
}

// ProcessUse counts what a process holds in one capture.
type ProcessUse struct {
	PID         uint32
	Established uint32 // ESTABLISHED rows on ports that nobody listens on
	CloseWait   uint32 // CLOSE_WAIT rows on such ports
	Bound       uint32 // ports whose only rows are BOUND
}

// Summary is what stays of a capture when its rows are dropped. It needs no port range:
// that may stand in a file which is read later.
type Summary struct {
	States  [NumStates]uint32 // TCP rows by state
	UDPRows int
	// Unlistened counts rows on ports that nobody in the capture listens on.
	Unlistened [NumStates]uint32
	// Own are addresses of the machine, the lowest MaxOwn of those in local columns that
	// tell one machine from another. Name is the computer's name, as netstat without -n
	// shows it; empty elsewhere.
	Own  []Addr
	Name string

	// Thin reports that the details, which follow, were dropped to bound memory. They
	// are missing then, not empty.
	Thin bool
	TCP  []PortUse // by port
	UDP  []PortUse // by port
	// Processes that hold ESTABLISHED, CLOSE_WAIT or bound ports, in the order of their rows.
	Processes []ProcessUse
	// LongLived, Established and TimeWait sketch the tuples in CLOSE_WAIT and in these
	// states, on ports that nobody listens on: the smallest hashes, sorted, at most
	// SketchSize of CLOSE_WAIT and TupleSample of the others.
	LongLived, Established, TimeWait []uint64
	// Sample sketches all TCP rows but BOUND ones: the SampleSize smallest hashes, sorted.
	Sample []uint64
	// Lines of the rows in each state, by state; nil where there is no row.
	Lines []LineSpan
}

// LineSpan is the first and the last line of some rows; zero where there is none.
type LineSpan struct{ First, Last uint32 }

// firstDynamic is the first port of the default dynamic range. (Microsoft, KB929851.)
const firstDynamic = 49152

// Ports returns how many local ports TCP rows show, and how many of them in the default
// range. Both are 0 where the details were dropped.
func (s *Summary) Ports() (all, dynamic int) {
	first, _ := slices.BinarySearchFunc(s.TCP, firstDynamic, func(u PortUse, port int) int { return int(u.Port) - port })
	return len(s.TCP), len(s.TCP) - first
}

func (s *Summary) detailBytes() int {
	tuples := len(s.LongLived) + len(s.Established) + len(s.TimeWait) + len(s.Sample)
	return 6*(len(s.TCP)+len(s.UDP)) + 16*len(s.Processes) + 8*(tuples+len(s.Lines))
}

func (s *Summary) dropDetails() {
	s.Thin = true
	s.TCP, s.UDP, s.Processes, s.Sample, s.Lines = nil, nil, nil, nil, nil
	s.LongLived, s.Established, s.TimeWait = nil, nil, nil
}

// SketchSize is how many tuple hashes a capture keeps. Up to that many CLOSE_WAIT rows
// persistence over captures is exact; beyond, it is estimated from the sample.
const SketchSize = 4096

// TupleSample is how many tuple hashes a capture keeps of each state whose connections are
// many on a healthy machine: their persistence is estimated to within a few percent.
const TupleSample = 512

// SampleSize is how many tuple hashes tell whether two captures show the same connections.
const SampleSize = 256

// Overlap returns the share of the smaller capture's connections that the other one shows
// as well, judged by the samples; 1 where one of them has no connection.
func (s *Summary) Overlap(o *Summary) float64 {
	small, large := s, o
	if o.TCPRows() < s.TCPRows() {
		small, large = o, s
	}
	limit := ^uint64(0)
	for _, sample := range [][]uint64{small.Sample, large.Sample} {
		if len(sample) == SampleSize {
			limit = min(limit, sample[len(sample)-1])
		}
	}
	of, both := 0, 0
	for _, h := range small.Sample {
		if h > limit {
			break
		}
		of++
		if _, ok := slices.BinarySearch(large.Sample, h); ok {
			both++
		}
	}
	if of == 0 {
		return 1
	}
	return float64(both) / float64(of)
}

// TCPRows returns the number of TCP rows.
func (s *Summary) TCPRows() int {
	n := 0
	for _, c := range s.States {
		n += int(c)
	}
	return n
}
