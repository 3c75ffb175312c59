package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// maxNames is how many image names one capture keeps; Windows runs out of memory long
// before it runs that many processes.
const maxNames = 1 << 16

// maxWord is how much of a word from the file a note or a name keeps.
const maxWord = 260 // MAX_PATH, Windows SDK minwindef.h

func clip(word []byte) string {
	if len(word) > maxWord {
		word = word[:maxWord]
	}
	return string(bytes.ToValidUTF8(word, []byte("\uFFFD")))
}

// owner reads a line of -b, which names the owner of the row above.
func (p *parser) owner(line, trimmed []byte) bool {
	if p.capture == nil {
		return false
	}
	if trimmed[0] == '[' && trimmed[len(trimmed)-1] == ']' && bytes.IndexByte(trimmed, ' ') < 0 {
		p.name(p.pid, trimmed[1:len(trimmed)-1])
		return true
	}
	// A component: one indented word, a path (Windows XP), or "-- unknown component(s) --".
	indented := line[0] == ' ' || line[0] == '\t'
	if p.hasRow && indented && (bytes.IndexByte(trimmed, ' ') < 0 && !bytes.Contains(trimmed, []byte("netstat")) ||
		bytes.HasPrefix(trimmed, []byte("-- ")) || bytes.HasPrefix(trimmed, []byte("Can not obtain ownership"))) {
		return true
	}
	if IsElevation(trimmed) {
		p.elevation = p.capture.LastLine + 1
		return true
	}
	return false
}

// name keeps the name of a process, unless it is known or is no name.
func (p *parser) name(pid uint32, image []byte) {
	c := p.capture
	if pid == snapshot.NoPID || len(bytes.Trim(image, ".")) == 0 || len(c.Names) >= maxNames {
		return
	}
	if c.Names == nil {
		c.Names = make(map[uint32]string)
	}
	if _, known := c.Names[pid]; !known {
		c.Names[pid] = clip(image)
	}
}
