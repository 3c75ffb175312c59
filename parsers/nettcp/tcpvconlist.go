package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// tcpvconLabels are the labels below an object's first line, in the order of the cells of
// tcpvcon -c.
var tcpvconLabels = [...]string{"PID:", "State:", "Local:", "Remote:"}

// isTcpvconObject reports whether an object of tcpvcon's list begins at the n-th line
// below the current one: `[TCP] w3wp.exe` above labels.
func isTcpvconObject(l *textenc.Lines, n int) bool {
	first, ok := l.Peek(n)
	if !ok || len(first) < len("[TCP] x") || first[0] != '[' || string(first[1:4]) != "TCP" && string(first[1:4]) != "UDP" {
		return false
	}
	next, ok := l.Peek(n + 1)
	return ok && bytes.HasPrefix(bytes.TrimSpace(next), []byte(tcpvconLabels[0]))
}

// tcpvconObject reads the object at the current line and advances to its last one.
func tcpvconObject(l *textenc.Lines) (cells [6][]byte, ok bool) {
	if len(l.Text()) > maxTableLine || !isTcpvconObject(l, 0) {
		return cells, false
	}
	kind, process, ok := bytes.Cut(l.Text()[1:], []byte("] "))
	if !ok {
		return cells, false
	}
	cells[0], cells[1] = bytes.Clone(kind), bytes.Clone(bytes.TrimSpace(process))
	for i, label := range tcpvconLabels {
		next, ok := l.Peek(1)
		if !ok || len(next) > maxTableLine {
			break
		}
		value, ok := bytes.CutPrefix(bytes.TrimSpace(next), []byte(label))
		if !ok {
			break
		}
		cells[2+i] = bytes.Clone(bytes.TrimSpace(value))
		l.Next()
	}
	return cells, len(cells[4]) > 0
}
