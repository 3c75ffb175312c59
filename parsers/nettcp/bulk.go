package nettcp

import (
	"bytes"
	"encoding/binary"

	"github.com/portdx/portdx/parsers/flatjson"
)

// bulkNames are the members with which Windows PowerShell 5.1 fills two thirds of each
// connection: what CIM knows of the class, and the properties once more as text.
var bulkNames = [][]byte{[]byte(`"CimClass"`), []byte(`"CimInstanceProperties"`)}

// bulkStart reports whether a line begins with a bulky member whose value has brackets,
// and returns that value.
func bulkStart(line []byte) (value []byte, ok bool) {
	if len(line) < len(`"CimClass":`) || line[1] != 'C' || line[2] != 'i' {
		return nil, false
	}
	for _, name := range bulkNames {
		if !bytes.HasPrefix(line, name) {
			continue
		}
		value = trimBlanks(line[len(name):])
		if len(value) == 0 || value[0] != ':' {
			return nil, false
		}
		value = trimBlanks(value[1:])
		return value, len(value) > 0 && (value[0] == '{' || value[0] == '[')
	}
	return nil, false
}

// passBulk passes what a line holds of a value in which depth brackets are open. It
// returns the brackets that are open at its end, and what stands behind the value.
func passBulk(line []byte, depth int) (rest []byte, open int) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '"':
			end := flatjson.StringEnd(line[i+1:])
			if end < 0 { // damaged: strings end on their line
				return nil, depth
			}
			i += end + 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return line[i+1:], 0
			}
		}
	}
	return nil, depth
}

// trimBlanks cuts the spaces and tabs off the start of a line. Eight spaces at a time:
// lines of Windows PowerShell's JSON begin with up to sixty.
func trimBlanks(line []byte) []byte {
	const spaces = 0x2020202020202020
	for len(line) >= 8 && binary.LittleEndian.Uint64(line) == spaces {
		line = line[8:]
	}
	for len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		line = line[1:]
	}
	return line
}
