package counters

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
)

// Output of `netstat -s` whose shape was lost: lines run together by a copy, cells of CSV,
// strings of a program, single lines that findstr left. What still names each number by
// its English label can be read.

// flatLabel is a label or a title with what may stand between it and its number.
var flatLabel = regexp.MustCompile(`TCP Statistics for (IPv[46])|(Active Opens|Passive Opens|Failed Connection Attempts|Reset Connections|Current Connections)[\s"'\\]*[=:,;\t][\s"'\\]*(\d{1,3}(?:[,.'\x{a0}\x{202f}]\d{3})+|\d{1,20})`)

// labels are the English labels.
var labels = map[string]snapshot.Counter{
	"active opens":               snapshot.ActiveOpens,
	"passive opens":              snapshot.PassiveOpens,
	"failed connection attempts": snapshot.FailedAttempts,
	"reset connections":          snapshot.Resets,
	"current connections":        snapshot.CurrentConnections,
}

// flatWords are the words of which a line has one that flatLabel matches.
var flatWords = [][]byte{
	[]byte("TCP Statistics for IPv"), []byte("Active Opens"), []byte("Passive Opens"), []byte("Failed Connection Attempts"),
	[]byte("Reset Connections"), []byte("Current Connections"),
}

// isFlat reports whether a line holds a counter or the title of the block of TCP.
func isFlat(line []byte) bool {
	return slices.ContainsFunc(flatWords, func(w []byte) bool { return bytes.Contains(line, w) }) && flatLabel.Match(line)
}

// isRest reports whether a line may lie between two that hold counters.
func isRest(line []byte) bool {
	return bytes.Contains(line, []byte("Statistics")) || bytes.Contains(line, []byte("Segments ")) || bytes.Contains(line, []byte("Datagrams ")) ||
		bytes.Contains(line, []byte(" = "))
}

// readFlat reads lines as long as they are of such an output.
func (p *section) readFlat() {
	b := statistics{section: p, reading: snapshot.Reading{Elapsed: -1}}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) {
			continue
		}
		if len(text) > maxFlat || prompt.Is(text) || !isFlat(text) && !isRest(text) {
			break
		}
		p.own()
		found := flatLabel.FindAllSubmatch(text, -1)
		if len(found) == 2 && len(found[0][1]) == 0 && len(found[1][1]) > 0 { // a row whose last cell is its block
			found[0], found[1] = found[1], found[0]
		}
		for _, m := range found {
			b.flat(m)
		}
	}
	b.flush()
}

// flat takes a title or a label with its number. A label that stands again without a
// title between is of IPv6, which follows IPv4; one that stands a third time begins the
// next output.
func (b *statistics) flat(m [][]byte) {
	if len(m[1]) > 0 {
		family := snapshot.IPv4
		if string(m[1]) == "IPv6" {
			family = snapshot.IPv6
		}
		if family == snapshot.IPv4 && b.family == snapshot.IPv6 {
			b.flush()
		}
		b.open, b.family = true, family
		return
	}
	id := labels[strings.ToLower(string(m[2]))]
	n, ok := grouping(m[3])
	if !ok {
		b.spoil()
		return
	}
	if b.family == snapshot.FamilyUnknown {
		b.family = snapshot.IPv4
	}
	if _, again := b.of(b.family).Get(id); again {
		if b.family == snapshot.IPv4 && !b.open {
			b.family = snapshot.IPv6
		} else {
			b.flush()
			b.family = snapshot.IPv4
		}
	}
	if b.reading.Line == 0 {
		b.reading.Line = b.lines.Line()
	}
	b.reading.LastLine = b.lines.Line()
	b.of(b.family).Set(id, n)
}
