package nettcp

import (
	"bytes"
	"io"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// clixmlSpace is the namespace of CLIXML ([MS-PSRP] section 2.2.5).
var clixmlSpace = []byte("http://schemas.microsoft.com/powershell/2004/04")

// MatchCLIXML reports whether the output of Export-Clixml begins at the current line, or
// what PowerShell writes for another PowerShell to read, with #< CLIXML above it.
func MatchCLIXML(l *textenc.Lines) bool {
	text := bytes.TrimSpace(l.Text())
	if isDocument(text) {
		return true
	}
	if !bytes.HasPrefix(text, []byte("#< CLIXML")) && !bytes.HasPrefix(text, []byte("<?xml")) {
		return false
	}
	if i := bytes.Index(text, []byte("<Objs ")); i >= 0 {
		return isDocument(text[i:])
	}
	next, ok := l.Peek(1)
	return ok && isDocument(bytes.TrimSpace(next))
}

// isDocument reports whether a text is the head of CLIXML that holds objects. Progress
// and errors, which remote shells mix into their output, are none.
func isDocument(text []byte) bool {
	if !bytes.HasPrefix(text, []byte("<Objs ")) || !bytes.Contains(text[:min(len(text), 1024)], clixmlSpace) {
		return false
	}
	stream := bytes.Contains(text, []byte(`<Obj S="`)) || bytes.Contains(text, []byte(`<S S="`))
	return !stream || bytes.Contains(text, []byte(`S="Output"`)) || bytes.Contains(text, []byte(`S="output"`))
}

// ParseCLIXML reads the documents from the current line on. Each of them is a capture, and
// so is each list of connections within an object. A document on one line that is longer
// than [textenc.MaxLine] is read with all that follows it.
func ParseCLIXML(l *textenc.Lines, s *snapshot.Section) {
	for bytes.IndexByte(l.Text(), '>') < 0 && l.Next() { // #< CLIXML
	}
	long := l.Long()
	x := newTags(clixmlSource(l))
	w := &objects{tags: x, out: &collector{section: s, proto: protoHint(s.Command)}}
	w.out.rec.reset()
	w.all()
	w.out.notes()
	s.LastLine = max(s.Line, x.drain())
	if long {
		l.Next() // nothing is left: there is no current line
	}
	if w.depth > 0 || w.open {
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.clixml-truncated", s.LastLine, strconv.Itoa(s.LastLine))
	}
	if w.out.rows == 0 {
		unusable(s, "nettcp.clixml-no-connections", string(w.kind.bytes()))
	}
}

// clixmlSource returns a reader of the documents, its line, and what lets it forget.
func clixmlSource(l *textenc.Lines) (src io.Reader, line int, passed func(int64)) {
	if l.Long() {
		rest := l.Rest()
		return rest, l.Line(), func(off int64) { rest.LineAt(off) }
	}
	end := []byte("</Objs>")
	closed := bytes.Contains(l.Text(), end)
	src = l.Section(func(text []byte) bool {
		if closed && !isDocument(bytes.TrimSpace(text)) {
			return true
		}
		closed = bytes.Contains(text, end)
		return false
	})
	return src, l.Line(), func(int64) {}
}
