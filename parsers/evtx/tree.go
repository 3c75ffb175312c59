package evtx

import (
	"strconv"
	"strings"
	"time"

	"github.com/0xrawsec/golang-evtx/evtx"
)

const (
	// maxSteps is how many elements and values of one record are looked at. A record
	// has as many as it has bytes at most, unless templates multiply them.
	maxSteps = chunkSize
	maxDepth = 16 // of nested fragments; Windows nests two
	// maxText is how much text of one record is kept, in bytes.
	maxText = 16 << 10
)

// fields is what is kept of a decoded record.
type fields struct {
	provider string
	hasID    bool
	id       uint32
	channel  string
	computer string
	data     []string
	created  time.Time // TimeCreated; zero where it cannot be read
	recordID uint64    // EventRecordID; 0 where it cannot be read
}

// walker reads the fields out of the library's elements, in the order of the document.
// The library's own conversion to a map loses the order of the strings, confuses an
// element that has only a name with its parent, and can be made to run for ever by
// templates that multiply each other.
type walker struct {
	path  []string // names of the open elements
	text  strings.Builder
	steps int
	depth int
	kept  int // bytes of text in out.data
	work  *work
	out   fields
}

// instance walks through a template with the values of one of its instances.
func (w *walker) instance(template []evtx.Element, values substitutes) {
	if w.depth++; w.depth > maxDepth {
		panic(errBudget)
	}
	w.elements(template, values)
	w.depth--
}

// elements walks through a template's flat list of elements with an instance's values.
func (w *walker) elements(list []evtx.Element, values substitutes) {
	base := len(w.path)
	for _, e := range list {
		w.step()
		switch e := e.(type) {
		case *evtx.ElementStart:
			w.open(e, values)
		case *evtx.BinXMLCloseEmptyElementTag, *evtx.BinXMLEndElementTag:
			w.flush()
			if len(w.path) > base {
				w.path = w.path[:len(w.path)-1]
			}
		case *evtx.BinXMLCloseStartElementTag:
		default:
			w.content(e, values)
		}
	}
	w.path = w.path[:base]
}

func (w *walker) step() {
	if w.steps++; w.steps > maxSteps {
		panic(errBudget)
	}
	w.pay(1)
}

// pay takes work off what the log may cost.
func (w *walker) pay(n int) {
	if w.work != nil {
		w.work.pay(n)
	}
}

func (w *walker) open(e *evtx.ElementStart, values substitutes) {
	w.flush()
	w.path = append(w.path, w.name(&e.Name))
	switch {
	case w.at("Event", "System", "Provider"):
		w.attribute(e, "Name", values)
		w.out.provider = w.take()
	case w.at("Event", "System", "TimeCreated"):
		w.attribute(e, "SystemTime", values)
		if t, err := time.Parse(time.RFC3339Nano, w.take()); err == nil && t.Year() < 10000 {
			w.out.created = t.UTC()
		}
	}
}

// attribute takes in the value of an attribute.
func (w *walker) attribute(e *evtx.ElementStart, name string, values substitutes) {
	for _, a := range e.AttributeList.Attributes {
		if w.name(&a.Name) == name {
			w.content(a.AttributeData, values)
		}
	}
}

// name returns a name and pays for its letters.
func (w *walker) name(n *evtx.Name) string {
	w.pay(len(n.UTF16String))
	return n.String()
}

// content takes in what stands between tags or in an attribute.
func (w *walker) content(e evtx.Element, values substitutes) {
	w.step()
	switch e := e.(type) {
	case *evtx.Fragment:
		w.content(e.BinXMLElement, values)
	case *evtx.TemplateInstance:
		w.instance(e.Definition.Data.Elements, readValues(e.Data.Values))
	case *evtx.NormalSubstitution:
		w.substitute(int(e.SubID), values)
	case *evtx.OptionalSubstitution:
		w.substitute(int(e.SubID), values)
	case *evtx.ValueStringTable:
		for _, s := range e.Value().([]evtx.UTF16String) {
			w.flush()
			w.write(s.ToString())
		}
	default:
		if w.wanted() {
			w.write(textOf(e))
		}
	}
}

func (w *walker) substitute(id int, values substitutes) {
	if values == nil {
		panic(errBudget)
	}
	values.give(w, id)
}

// textOf returns a value as text: numbers in decimal, times as RFC 3339 in UTC. Values
// that no rule reads as text, such as binary data, are empty.
func textOf(e evtx.Element) string {
	switch e := e.(type) {
	case *evtx.ValueText:
		return e.String()
	case *evtx.BinXMLEntityReference:
		return e.String()
	case *evtx.CharEntityRef:
		return string(rune(uint16(e.Value)))
	case *evtx.ValueNull, *evtx.ValueBinary, *evtx.UnkVal:
		return ""
	case *evtx.ValueFileTime:
		return time.Time(e.Repr().(evtx.UTCTime)).UTC().Format(time.RFC3339Nano)
	case *evtx.ValueSysTime:
		return time.Time(e.Time()).UTC().Format(time.RFC3339Nano)
	case *evtx.AnsiString:
		return strings.TrimRight(strings.ToValidUTF8(e.String(), "\ufffd"), "\x00")
	case evtx.Value:
		return e.String()
	}
	return ""
}

// at reports whether the innermost open element has exactly this path.
func (w *walker) at(path ...string) bool {
	if len(w.path) != len(path) {
		return false
	}
	for i, name := range path {
		if w.path[i] != name {
			return false
		}
	}
	return true
}

// isData reports whether the innermost open element holds an insertion string: a Data
// element, or anything below UserData.
func (w *walker) isData() bool {
	if len(w.path) < 3 || w.path[0] != "Event" {
		return false
	}
	return w.path[1] == "UserData" || w.path[1] == "EventData" && w.path[2] == "Data"
}

// wanted reports whether text at this place is kept.
func (w *walker) wanted() bool {
	if len(w.path) < 3 {
		return false
	}
	if w.path[1] != "System" {
		return w.isData()
	}
	switch w.path[2] {
	case "Provider", "EventID", "Channel", "Computer", "TimeCreated", "EventRecordID":
		return true
	}
	return false
}

func (w *walker) write(s string) {
	w.pay(len(s))
	if room := maxText - w.kept - w.text.Len(); len(s) > room {
		s = strings.ToValidUTF8(s[:max(0, room)], "")
	}
	w.text.WriteString(s)
}

func (w *walker) take() string {
	s := w.text.String()
	w.text.Reset()
	return s
}

// flush ends a piece of text and puts it where it belongs.
func (w *walker) flush() {
	if w.text.Len() == 0 {
		return
	}
	s := w.take()
	switch {
	case w.isData():
		w.out.data = append(w.out.data, s)
		w.kept += len(s)
	case w.at("Event", "System", "EventID"):
		id, err := strconv.ParseUint(s, 10, 32)
		w.out.id, w.out.hasID = uint32(id), err == nil
	case w.at("Event", "System", "EventRecordID"):
		w.out.recordID, _ = strconv.ParseUint(s, 10, 64)
	case w.at("Event", "System", "Channel"):
		w.out.channel = s
	case w.at("Event", "System", "Computer"):
		w.out.computer = s
	}
}
