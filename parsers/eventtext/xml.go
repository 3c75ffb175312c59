package eventtext

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Events as XML are printed by `wevtutil qe /f:xml`, one per line and without a root,
// and saved by the event viewer below a root, all on one line. Its XML view puts a dash or a
// plus before each element that can be folded, and the clipboard holds it.

const (
	// maxEvent is the size of an event's XML. A record of a log has at most 64 KiB, in
	// UTF-16.
	maxEvent = 256 << 10
	// maxXMLHead is how much of a line tells whether it is of events.
	maxXMLHead = 4096
)

var (
	startEvent = []byte("<Event")
	endEvent   = []byte("</Event>")
)

// eventSchema is the name space of events, which wevtutil and the event viewer write.
var eventSchema = []byte("schemas.microsoft.com/win/2004/08/events")

func matchXML(l *textenc.Lines) bool {
	text := bytes.TrimLeft(unfold(l.Text()), " \t\ufeff")
	if len(text) == 0 || text[0] != '<' {
		return false
	}
	head := text[:min(len(text), maxXMLHead)]
	root := bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<Events"))
	if !root && indexEvent(head) != 0 {
		return false
	}
	for i := 1; ; i++ {
		if indexEvent(head) >= 0 && (bytes.Contains(head, eventSchema) || bytes.Contains(head, []byte("<System>"))) {
			return true
		}
		next, ok := l.Peek(i)
		if !ok || i > 3 {
			return false
		}
		head = append(bytes.Clone(head), next[:min(len(next), maxXMLHead)]...)
	}
}

// unfold drops the sign before an element that can be folded.
func unfold(line []byte) []byte {
	rest := bytes.TrimLeft(line, " \t\ufeff")
	mark := foldMark(rest)
	if mark == 0 {
		return line
	}
	if rest = bytes.TrimLeft(rest[mark:], " \t\u00a0"); len(rest) > 0 && rest[0] == '<' {
		return rest
	}
	return line
}

// foldMark returns the length of the sign at the start of a line by which the event viewer
// folds what is below it, 0 where there is none. Mail programs make dashes of it.
func foldMark(line []byte) int {
	for _, mark := range []string{"-", "+", "–", "—", "−"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return len(mark)
		}
	}
	return 0
}

// indexEvent returns the index of the first start tag of an event, or -1.
func indexEvent(b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], startEvent)
		if i < 0 {
			return -1
		}
		from += i
		if next := from + len(startEvent); next < len(b) && strings.IndexByte(" >\t\r\n", b[next]) >= 0 {
			return from
		}
		from += len(startEvent)
	}
}

// readXML reads line by line up to one that is no XML. From a line that is too long to
// be delivered whole it reads to the end of the text.
func readXML(r *reader) {
	l := r.lines
	x := &xmlReader{out: r.out, line: l.Line()}
	for ok := true; ok; ok = l.Next() {
		if l.Long() {
			x.rest(l, r.section)
			break
		}
		whole := unfold(l.Text())
		text := bytes.TrimLeft(whole, " \t\ufeff")
		if prompt.Is(l.Text()) && (len(text) == 0 || text[0] != '<') {
			break
		}
		if !x.inside && len(text) > 0 && text[0] != '<' {
			break
		}
		x.feed(whole)
		x.feed([]byte("\n"))
		if len(text) > 0 {
			r.own()
		}
	}
	if x.inside {
		r.section.Status = snapshot.StatusPartial
		r.section.AddNote("eventtext.truncated", x.line, strconv.Itoa(x.line))
	}
}

// xmlReader cuts a stream into events, so that damage stays within one of them, and
// decodes each on its own.
type xmlReader struct {
	out    *collector
	buf    []byte
	line   int  // line of the first byte in buf
	inside bool // buf begins with an event's start tag
	seen   int  // bytes of buf that hold no end
}

// feed takes in the next bytes.
func (x *xmlReader) feed(p []byte) {
	x.buf = append(x.buf, p...)
	for {
		if !x.inside {
			i := indexEvent(x.buf)
			if i < 0 { // the buffer may end in the middle of a start tag
				x.drop(max(0, len(x.buf)-len(startEvent)))
				return
			}
			x.drop(i)
			x.inside, x.seen = true, len(startEvent)
		}
		end := bytes.Index(x.buf[x.seen:], endEvent)
		next := x.buf[x.seen:]
		if end >= 0 {
			next = next[:end]
		}
		i := indexEvent(next)
		switch {
		case i >= 0: // the event before has no end
			x.out.bad.add(x.line)
			x.drop(x.seen + i)
			x.seen = len(startEvent)
			continue
		case end >= 0:
			x.event(x.buf[:x.seen+end+len(endEvent)])
			x.drop(x.seen + end + len(endEvent))
		case len(x.buf) > maxEvent:
			x.out.bad.add(x.line)
			x.drop(len(x.buf) - len(endEvent))
		default:
			x.seen = max(x.seen, len(x.buf)-len(endEvent))
			return
		}
		x.inside = false
	}
}

func (x *xmlReader) drop(n int) {
	x.line += bytes.Count(x.buf[:n], []byte("\n"))
	x.buf = x.buf[:copy(x.buf, x.buf[n:])]
}

func (x *xmlReader) event(b []byte) {
	r, ok := decodeEvent(b)
	if !ok {
		x.out.bad.add(x.line)
		return
	}
	r.line = x.line
	x.out.add(&r)
}

// rest reads to the end of the text.
func (x *xmlReader) rest(l *textenc.Lines, s *snapshot.Section) {
	rest := l.Rest()
	last := l.Line()
	b := make([]byte, 32<<10)
	var end byte
	for {
		n, err := rest.Read(b)
		if n > 0 {
			if end == '\n' {
				last++
			}
			last += bytes.Count(b[:n-1], []byte("\n"))
			end = b[n-1]
			x.feed(b[:n])
		}
		rest.LineAt(1 << 62) // the lines are counted here
		if err != nil {
			break
		}
	}
	s.LastLine = last
	l.Next()
}
