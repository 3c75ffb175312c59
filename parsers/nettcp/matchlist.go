package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const (
	// maxBlock is how many lines one object is looked at before it is taken for a
	// connection. All properties take 36, more where a narrow console wraps them.
	maxBlock = 64
	// maxLabel is how long a property's name may be.
	maxLabel = 64
)

// MatchList reports whether the output of Format-List begins at the current line: lines
// of `Property : value`, an object each up to a blank line, which has a local port and
// something else that only connections have. Names are the same in every language.
func MatchList(l *textenc.Lines) bool {
	name, _, _, ok := property(plain(l.Text()))
	return ok && isFirst(name) && isConnection(l)
}

// isFirst reports whether an object of connections may begin with a property. It spares
// lists of other things the look at the lines below each of theirs.
func isFirst(name []byte) bool {
	var buf [maxLabel]byte
	key := normal(buf[:], name)
	return fieldOf(key) != other || string(key) == "caption" || string(key) == "appliedsetting" || string(key) == "offloadstate"
}

// property splits a line of Format-List at the colon that has white space on both sides,
// and tells the column in which the value begins.
func property(line []byte) (name, value []byte, at int, ok bool) {
	if len(line) > maxTableLine {
		return nil, nil, 0, false
	}
	i := bytes.IndexByte(line, ':')
	if i < 2 || line[i-1] != ' ' && line[i-1] != '\t' || i+1 < len(line) && line[i+1] != ' ' {
		return nil, nil, 0, false
	}
	name = bytes.TrimSpace(line[:i])
	if len(name) == 0 || len(name) > maxLabel || !isLetter(name[0]) {
		return nil, nil, 0, false
	}
	return name, bytes.TrimSpace(line[i+1:]), i + 2, true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

// isConnection looks at the object that begins at the current line: its local port is a
// number, and a state, an owner or an address stands beside it. Rules of the firewall
// have a LocalPort too.
func isConnection(l *textenc.Lines) bool {
	port, sure := false, false
	var has [numFields]bool
	for n := range maxBlock {
		line, more := l.Peek(n)
		if !more {
			break
		}
		name, value, _, ok := property(plain(line))
		var buf [maxLabel]byte
		if ok {
			f := fieldOf(normal(buf[:], name))
			if f != other && f != owner && has[f] {
				return false // no object has a property twice
			}
			has[f] = true
			switch f {
			case localPort:
				port = isPort(value)
			case stateField, status:
				sure = sure || state(value) != snapshot.Unmapped
			case owner:
				sure = sure || isDigits(value)
			case localAddress, remoteAddress:
				sure = sure || isAddress(value)
			case firewall:
				return false
			}
		} else if len(bytes.TrimSpace(line)) == 0 || !isIndented(line) {
			break
		}
		if port && sure {
			return true
		}
	}
	return false
}

func isIndented(line []byte) bool { return len(line) > 0 && (line[0] == ' ' || line[0] == '\t') }
