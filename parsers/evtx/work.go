package evtx

const (
	// workPerByte is how much work a log may take for each byte of its records, and
	// workBase how much any log may, so that a few damaged records of a small one do not
	// cost the others. To decode all records of real logs takes up to 0.7 for each byte.
	workPerByte = 4
	workBase    = 4 * maxCalls
)

// work counts what reading a log takes: calls of the library, steps of a walk, texts. A
// log may take as much as its size explains. Past it records are left out; each chunk
// that follows brings its own share, so that one that was made to keep us busy does not
// cost the others.
type work struct {
	done, allowed int
}

// admit adds the share of some bytes.
func (w *work) admit(bytes int) { w.allowed += workPerByte * bytes }

// spend counts work that was done.
func (w *work) spend(n int) { w.done += n }

// over reports whether the log has taken more work than it may.
func (w *work) over() bool { return w.done > w.allowed }
