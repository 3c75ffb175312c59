package eventtext

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/stamp"
	"github.com/portdx/portdx/parsers/textenc"
)

// Blocks of labelled lines are printed by `wevtutil qe /f:text`, and copied from the
// event viewer. Labels are translated, so where they are not English their position
// tells what they are.

const (
	maxLabel = 48 // bytes of a label; the longest known one has 34
	// maxHead is how many lines the labels of a block may take, blank ones included.
	maxHead = 40
)

// The order of the labels before the description, by which translated ones are known.
var (
	wevtutilOrder = []field{
		channelField, providerField, timeField, idField, noField, levelField, noField, noField, noField, noField, computerField,
	}
	viewerOrder = []field{
		channelField, providerField, timeField, idField, noField, levelField, noField, noField, computerField,
	}
)

// matchBlock reports whether a block begins at the current line.
func matchBlock(l *textenc.Lines) bool {
	text := unframe(l.Text())
	if len(text) == 0 || len(text) > maxLabel+maxField {
		return false
	}
	if isEventNumber(text) {
		return labelsFollow(l, 0)
	}
	return labelsFollow(l, 1)
}

// isEventNumber recognizes `Event[0]:`, or without the colon as Windows 10 1903 and
// later print it.
func isEventNumber(text []byte) bool {
	text = bytes.TrimSuffix(bytes.TrimRight(text, " \t"), []byte(":"))
	open := bytes.IndexByte(text, '[')
	return open > 0 && open < maxLabel && bytes.HasSuffix(text, []byte("]")) && isNumber(text[open+1:len(text)-1]) &&
		!bytes.ContainsAny(text[:open], " \t:=\\\"")
}

// labelsFollow reports whether the labels of a block follow: those of a log, a source
// and an event id in English, or by position a date with a number below it. If current
// is 1 the current line is the first of them.
func labelsFollow(l *textenc.Lines, current int) bool {
	var seen [messageField + 1]bool
	var values [4][]byte
	n, known := 0, current == 0 // known: the block does not begin with a label of something else
	for i := 1 - current; i < 14 && n < 6; i++ {
		line, more := l.Peek(i)
		if !more {
			break
		}
		label, value, ok := cutLabel(line)
		switch {
		case !ok && blank(line) && n > 0:
			continue
		case !ok:
			return false
		}
		f := fieldOf(label)
		if n == 0 && current == 1 && f == noField && len(value) == 0 {
			return false
		}
		if n == 0 && current == 1 && f != noField && f != channelField && f != providerField && f != levelField {
			return false
		}
		seen[f], known = true, known || n == 0 && f != noField
		if n < len(values) {
			values[n] = value
		}
		n++
		if known && seen[idField] && seen[providerField] {
			return true
		}
		if n == 4 && isNumber(values[3]) && stamp.Parse(string(values[2])).OK {
			return true
		}
	}
	return false
}

// unframe drops the borders of a table that a ticket system drew around a copy.
func unframe(line []byte) []byte {
	line = bytes.TrimLeft(line, " \t")
	for len(line) > 0 && line[0] == '|' {
		line = bytes.TrimLeft(line[1:], " \t")
	}
	return line
}

// cutLabel splits `label: value`. The colon may be a wide one, or have a space before it.
func cutLabel(line []byte) (label, value []byte, ok bool) {
	line = unframe(line)
	i := bytes.IndexByte(line[:min(len(line), maxLabel)], ':')
	width := 1
	if j := bytes.Index(line[:min(len(line), maxLabel)], []byte("：")); j >= 0 && (i < 0 || j < i) {
		i, width = j, len("：")
	}
	if i <= 0 {
		return nil, nil, false
	}
	label = bytes.TrimRight(line[:i], " \t\u00a0")
	if len(label) == 0 || bytes.ContainsAny(label, "\\/=\"<>[]{}0123456789") {
		return nil, nil, false
	}
	return label, bytes.Trim(line[i+width:], " \t\u00a0"), true
}

// blockReader reads blocks.
type blockReader struct {
	*reader
	record  *record
	labels  int // labels of the current block, which is before its description
	order   []field
	english bool
	inHead  bool
	head    int    // lines since the block began
	first   string // the first label of a block
	day     string // a date that its time follows, as Windows XP copies it
	xml     []byte // the block's own XML, which the event viewer appends
	inXML   bool
}

func readBlocks(r *reader) {
	b := &blockReader{reader: r}
	for ok := true; ok; ok = r.lines.Next() {
		if !b.line() {
			break
		}
	}
	b.end()
}

// line takes in the current line and reports whether it is of the section.
func (b *blockReader) line() bool {
	l := b.lines
	text := unframe(l.Text())
	switch {
	case b.begins(text):
		b.begin(text)
	case b.record == nil:
		return false
	case len(text) == 0:
		return true
	case b.inXML || bytes.HasPrefix(text, []byte("<Event ")):
		b.embedded(text)
	case b.inHead:
		if !b.label(text) && b.foreign() {
			return false
		}
	case b.foreign():
		return false
	default:
		b.record.message(text)
	}
	b.own()
	return true
}

// begins reports whether a block begins at the current line. All blocks of a section
// begin with the same label, so that no other label of a head is taken for the first.
func (b *blockReader) begins(text []byte) bool {
	if b.record != nil && !isEventNumber(text) {
		label, _, ok := cutLabel(text)
		if !ok || string(label) != b.first && (b.inHead || b.first != "" || fieldOf(label) != channelField) {
			return false
		}
	}
	return matchBlock(b.lines)
}

func (b *blockReader) begin(text []byte) {
	b.end()
	b.record = &record{line: b.lines.Line()}
	b.labels, b.head, b.inHead, b.english, b.day = 0, 0, true, false, ""
	b.xml, b.inXML = b.xml[:0], false
	b.order = wevtutilOrder
	if !isEventNumber(text) {
		b.order = viewerOrder
		label, _, _ := cutLabel(text)
		b.first = string(label)
		b.label(text)
	}
}

// label takes in a labelled line of the head, and reports whether it is one.
func (b *blockReader) label(text []byte) bool {
	if b.head++; b.head > maxHead {
		b.inHead = false
		return false
	}
	label, value, ok := cutLabel(text)
	if !ok {
		return false
	}
	f := fieldOf(label)
	b.english = b.english || f == idField || f == providerField
	if !b.english && b.labels >= 2 || f == noField && !b.english {
		f = messageField
		if b.labels < len(b.order) {
			f = b.order[b.labels]
		}
	}
	b.labels++
	switch {
	case f == messageField:
		b.inHead = false
	case f == timeField && !stamp.Parse(string(value)).OK && len(value) < stamp.MaxLen:
		b.day = string(value)
		return true
	case f == writtenField && b.day != "":
		value = []byte(b.day + " " + strings.TrimSpace(string(value)))
	}
	b.record.set(f, value)
	return true
}

// embedded takes in a line of the block's XML.
func (b *blockReader) embedded(text []byte) {
	b.inXML = true
	if len(b.xml)+len(text) > maxEvent {
		b.inXML = false
		return
	}
	b.xml = append(append(b.xml, text...), '\n')
	if bytes.Contains(text, endEvent) {
		b.inXML = false
	}
}

// end takes the block in. Its XML, where it is whole, is exact where the text is not.
func (b *blockReader) end() {
	if b.record == nil {
		return
	}
	if len(b.xml) > 0 {
		if x, ok := decodeEvent(b.xml); ok {
			x.line = b.record.line
			b.record = &x
		}
	}
	b.out.add(b.record)
	b.record = nil
}
