package process

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// Lists of blocks, one process each, with blank lines between: `wmic process get ...
// /format:list` (Name=System), Format-List of Win32_Process and of Get-Process
// (Name : System), and `tasklist /fo list` (Image Name: System), whose labels are localized
// but for PID.

// Limits of a block.
const (
	maxBlock = 64 // lines; Win32_Process has 45 properties
	maxKey   = 64 // bytes of a property's name
)

// blocks is a list of blocks.
type blocks struct {
	separator byte // between a property and its value
	tasklist  bool // fields are known by their place
}

// blocksHead recognizes the first line of a block that names a process.
func blocksHead(l *textenc.Lines) (*blocks, bool) {
	text := l.Text()
	if !l.Traits().Has(textenc.Equals|textenc.Colon) || !l.Ahead("Id") && !l.Ahead("PID") {
		return nil, false
	}
	for _, t := range []*blocks{{separator: '='}, {separator: ':'}, {separator: ':', tasklist: true}} {
		if bytes.IndexByte(text, t.separator) > 0 && t.begins(l) {
			return t, true
		}
	}
	return nil, false
}

// begins reports whether a block begins at the current line.
func (t *blocks) begins(l *textenc.Lines) bool {
	key, first, ok := t.field(l.Text())
	if !ok {
		return false
	}
	if t.tasklist {
		next, _ := l.Peek(1)
		label, value, ok := t.field(next)
		_, isNumber := number(value)
		return ok && isNumber && string(label) == "PID" && len(first) > 0
	}
	var has blockKeys
	head := key
	for n := 1; ok && n < maxBlock; n++ {
		if has.add(string(key)) {
			return true
		}
		next, _ := l.Peek(n)
		if key, _, ok = t.field(next); bytes.Equal(key, head) { // the next block
			return false
		}
	}
	return false
}

// blockKeys are the properties that tell a block of a process.
type blockKeys struct{ name, processName, id, processID, own bool }

// add takes a property and reports whether a process is told: Win32_Process has Name and
// ProcessId, Get-Process has Id with ProcessName, or with Name beside a property that
// nothing else has.
func (k *blockKeys) add(key string) bool {
	switch key {
	case "Name":
		k.name = true
	case "ProcessName":
		k.processName = true
	case "Id":
		k.id = true
	case "ProcessId":
		k.processID = true
	case "Handles", "WorkingSet", "NPM", "SI":
		k.own = true
	}
	return k.name && k.processID || k.id && (k.processName || k.name && k.own)
}

// field reads a line of a block. Names of properties are words of letters.
func (t *blocks) field(text []byte) (key, value []byte, ok bool) {
	key, value, ok = bytes.Cut(text, []byte{t.separator})
	key = bytes.TrimRight(key, " ")
	if !ok || len(key) == 0 || len(key) > maxKey || key[0] == ' ' || key[0] == '\t' {
		return nil, nil, false
	}
	if !t.tasklist {
		for _, c := range key {
			if c|0x20 < 'a' || c|0x20 > 'z' {
				return nil, nil, false
			}
		}
	}
	return key, bytes.TrimSpace(value), true
}

// read reads the blocks up to a line that begins none.
func (t *blocks) read(p *list) {
	for at := -1; at != p.lines.Line(); {
		at = p.lines.Line()
		t.block(p)
		for isBlank(p.lines.Text()) {
			if !p.lines.Next() {
				return
			}
		}
		if p.lines.Text() == nil || !t.begins(p.lines) {
			return
		}
	}
}

// block is one block while it is read.
type block struct {
	name, id, services []byte
	fields             int
	line               int // that has the id, or the first one
}

// block reads one block.
func (t *blocks) block(p *list) {
	b := block{line: p.lines.Line()}
	for ok := true; ok && b.fields <= maxBlock; ok = p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) {
			break
		}
		key, value, isField := t.field(text)
		if isField {
			b.take(t.meaning(key, b.fields), value, p.lines.Line())
		} else if text[0] != ' ' && text[0] != '\t' {
			break
		} else if t.tasklist && b.fields == svcCells { // the services go on
			b.services = append(append(b.services, ' '), bytes.TrimSpace(text)...)
			b.services = b.services[:min(len(b.services), maxServices)]
		}
		p.own()
	}
	t.add(p, &b)
}

// meaning is what a field of a block tells.
type meaning int

const (
	nothing meaning = iota
	processName
	processID
	serviceNames
)

// meaning returns what the n-th field tells: by its place in those of tasklist, else by its
// key.
func (t *blocks) meaning(key []byte, n int) meaning {
	if t.tasklist {
		switch n {
		case 0:
			return processName
		case 1:
			return processID
		case svcCells - 1:
			return serviceNames
		}
		return nothing
	}
	switch string(key) {
	case "Name", "ProcessName":
		return processName
	case "ProcessId", "Id":
		return processID
	}
	return nothing
}

// take takes over the next field.
func (b *block) take(m meaning, value []byte, line int) {
	b.fields++
	switch m {
	case processName:
		b.name = bytes.Clone(value)
	case processID:
		b.id, b.line = bytes.Clone(value), line
	case serviceNames:
		b.services = bytes.Clone(value)
	}
}

// add keeps the process of a block. Only with /svc a block of tasklist has three fields,
// of which the last one is the services.
func (t *blocks) add(p *list, b *block) {
	pid, ok := number(b.id)
	switch {
	case !ok || len(b.name) == 0:
		p.bad.Add(b.line)
		return
	case !t.tasklist || b.fields != svcCells || string(b.services) == "N/A":
		b.services = nil
	}
	p.keep(pid, b.name, b.services, b.line)
}
