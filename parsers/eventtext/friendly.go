package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// The friendly view of the event viewer shows the XML of an event as a tree, and the
// clipboard holds it: names of elements with a sign where they can be folded, attributes in
// brackets, and the values behind them or on the next line.

const (
	// maxFriendly bounds an event's tree, in bytes.
	maxFriendly = 64 << 10
	// friendlyLook is how many lines below the first the provider is looked for.
	friendlyLook = 8
)

var (
	attrName = []byte("[ Name]")
	attrTime = []byte("[ SystemTime]")
)

// matchFriendly reports whether the tree of an event begins at the current line.
func matchFriendly(l *textenc.Lines) bool {
	text := l.Text()
	if len(text) > maxXMLHead || !beginsTree(text) {
		return false
	}
	if bytes.Contains(text, attrName) {
		return true
	}
	for i := 1; i <= friendlyLook; i++ {
		next, ok := l.Peek(i)
		if !ok || beginsTree(next) {
			return false
		}
		if bytes.Contains(next[:min(len(next), maxXMLHead)], attrName) {
			return true
		}
	}
	return false
}

// beginsTree reports whether a line is `- System`, or begins so where the lines were joined.
func beginsTree(line []byte) bool {
	rest := bytes.TrimLeft(line, " \t")
	rest = bytes.TrimLeft(rest[foldMark(rest):], " \t\u00a0")
	rest, ok := bytes.CutPrefix(rest, []byte("System"))
	rest = bytes.TrimLeft(rest, " \t\u00a0")
	return ok && (len(rest) == 0 || foldMark(rest) > 0)
}

func readFriendly(r *reader) {
	l := r.lines
	var tree []byte
	line := l.Line()
	end := func() {
		if rec, ok := friendlyRecord(tree); ok {
			rec.line = line
			r.out.add(&rec)
		} else if len(tree) > 0 {
			r.out.bad.add(line)
		}
		tree = tree[:0]
	}
	for ok := true; ok; ok = l.Next() {
		text := l.Text()
		switch {
		case matchFriendly(l):
			end()
			line = l.Line()
		case len(text) == 0:
		case r.foreign():
			end()
			return
		}
		if len(tree)+len(text) <= maxFriendly {
			tree = append(append(tree, text...), '\n')
		}
		if len(text) > 0 {
			r.own()
		}
	}
	end()
}

// friendlyRecord reads the System part of a tree, whose elements stand in the order of the
// schema.
func friendlyRecord(tree []byte) (r record, ok bool) {
	for _, data := range []string{"EventData", "UserData"} {
		if i := bytes.Index(tree, []byte(data)); i >= 0 {
			tree = tree[:i]
		}
	}
	rest := tree
	value := func(f field, name []byte, ends ...string) {
		i := bytes.Index(rest, name)
		if i < 0 {
			return
		}
		rest = rest[i+len(name):]
		v := bytes.TrimLeft(rest, " \t\r\n\u00a0")
		stop := len(v)
		for _, e := range append(ends, "\n") {
			if j := bytes.Index(v, []byte(e)); j >= 0 {
				stop = min(stop, j)
			}
		}
		r.set(f, bytes.Trim(v[:stop], " \t\r\u00a0"))
	}
	value(providerField, attrName, " [ ", " - ", " EventID")
	value(idField, []byte("EventID"), " ")
	value(levelField, []byte("Level"), " ")
	value(timeField, attrTime, " ")
	r.when.Zoned = r.when.OK // it is in UTC, with or without a Z
	value(recordField, []byte("EventRecordID"), " ")
	value(channelField, []byte("Channel"), " Computer")
	value(computerField, []byte("Computer"), " ")
	return r, r.hasID
}
