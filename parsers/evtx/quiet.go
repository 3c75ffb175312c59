package evtx

import (
	"bytes"
	"io"
	"log"
	"sync"

	liblog "github.com/0xrawsec/golang-utils/log"
)

// silence keeps the library's remarks on damaged records out of the process's log.
//
// The library logs through golang-utils/log, which has no logger of its own: it writes
// to Go's standard logger, and some of its messages, each with a stack, whatever its
// level is. So the level takes care of what it can, and a writer in front of the
// standard logger's drops the rest. Everything that others log passes through it
// unchanged. A program that sets another output later simply loses the filter.
func silence() {
	lowerLevel()
	switch w := log.Writer().(type) {
	case *withoutLibrary:
	default:
		if w != io.Discard {
			log.SetOutput(&withoutLibrary{w})
		}
	}
}

// lowerLevel sets the level of golang-utils/log, which is not made for concurrent use.
var lowerLevel = sync.OnceFunc(func() { liblog.SetLogLevel(liblog.LCritical) })

// withoutLibrary passes on all messages but those that golang-utils/log writes with a
// stack. The standard logger writes each message in one call.
type withoutLibrary struct{ w io.Writer }

// Write implements [io.Writer].
func (q *withoutLibrary) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("PANIC - ")) && bytes.Contains(p, []byte("0xrawsec/golang-utils/log.DontPanic")) {
		return len(p), nil
	}
	return q.w.Write(p)
}
