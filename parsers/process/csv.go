package process

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// table is a list as CSV.
type table struct {
	comma    byte
	cells    int // of a whole row
	pid      int // columns; services is -1 where there are none
	name     int
	services int
	skip     int  // lines above the rows
	titles   bool // the last cell is a window's title, in which marks are not doubled
	none     []byte
}

// typeLine begins the first line that Export-Csv of Windows PowerShell writes.
var typeLine = []byte("#TYPE ")

// csvHead recognizes a #TYPE line of Get-Process, a header with the columns of a
// process, a localized header of tasklist by the row below it, and tasklist's rows
// without a header (/nh).
func csvHead(l *textenc.Lines) (*table, bool) {
	text := l.Text()
	if bytes.HasPrefix(text, typeLine) {
		head, ok := l.Peek(1)
		if !ok || !bytes.Contains(text, []byte("Diagnostics.Process")) {
			return nil, false
		}
		t, ok := objects(head, true)
		if ok {
			t.skip = 2
		}
		return t, ok
	}
	if t, ok := objects(text, false); !ok && t != nil && t.isOfProcesses(l) {
		return t, true
	} else if ok {
		next, more := l.Peek(1)
		_, _, _, isRow := t.row(next)
		return t, isRow || !more || isBlank(next)
	}
	return tasklistCSV(l)
}

// tasklistCSV recognizes the CSV of tasklist, which quotes all cells.
func tasklistCSV(l *textenc.Lines) (*table, bool) {
	text := bytes.TrimLeft(l.Text(), " ")
	if !bytes.HasPrefix(text, []byte{'"'}) || bytes.Count(text, []byte(`","`)) < 2 {
		return nil, false
	}
	if n, ok := taskCells(text); ok && n >= plainCells {
		return &table{comma: ',', cells: plainCells, pid: 1, services: -1}, true
	}
	heads, whole := split(text, ',', nil)
	next, more := l.Peek(1)
	n, ok := taskCells(next)
	english := len(heads) >= 3 && string(heads[0]) == "Image Name" && string(heads[1]) == "PID"
	if !whole || !english && (!ok || n < len(heads)) {
		return nil, false
	}
	if english && more && !ok && !isBlank(next) {
		return nil, false
	}
	t := &table{comma: ',', cells: len(heads), pid: 1, services: -1, skip: 1, titles: len(heads) >= verboseCells}
	if len(heads) == svcCells {
		t.services = 2
	}
	return t, true
}

// The cells of a row of tasklist: /svc, plain and /v.
const (
	svcCells     = 3
	plainCells   = 5
	verboseCells = 9
)

// taskCells reports whether a line is a row of tasklist's CSV, and its cells.
func taskCells(line []byte) (int, bool) {
	line = bytes.TrimLeft(line, " ")
	cells, whole := split(line, ',', nil)
	n := len(cells)
	if !whole && n < verboseCells || n < svcCells || line[0] != '"' || len(cells[0]) == 0 {
		return 0, false
	}
	if _, ok := number(cells[1]); !ok {
		return 0, false
	}
	if n == svcCells {
		name := strings.ToLower(string(cells[0]))
		return n, strings.HasSuffix(name, ".exe") || name == "system idle process" || name == "system"
	}
	return n, n >= plainCells && memorySize.Match(cells[4])
}

// objects reads a header of properties of System.Diagnostics.Process or Win32_Process.
func objects(head []byte, typed bool) (*table, bool) {
	if len(head) > maxHeader || !containsID(head) {
		return nil, false
	}
	for _, comma := range []byte{',', ';', '\t'} {
		if bytes.IndexByte(head, comma) < 0 {
			continue
		}
		cells, whole := split(head, comma, nil)
		t := &table{comma: comma, cells: len(cells), pid: -1, name: -1, services: -1, skip: 1}
		if whole && len(cells) >= 2 {
			return t, t.find(cells, typed)
		}
	}
	return nil, false
}

// isOfProcesses reports whether rows show that columns called Name and Id, which other
// things have as well, are of processes.
func (t *table) isOfProcesses(l *textenc.Lines) bool {
	if t.pid < 0 || t.name < 0 {
		return false
	}
	return anyRow(l, 1, func(line []byte) ([]byte, bool) {
		_, name, _, ok := t.row(line)
		return name, ok
	})
}

// maxHeader is the longest header; the one of Get-Process has about 1,100 bytes.
const maxHeader = 8 << 10

func containsID(head []byte) bool {
	return bytes.Contains(head, []byte("Id")) || bytes.Contains(head, []byte("ID")) || bytes.Contains(head, []byte("id"))
}

// find assigns the columns. Services and jobs have a Name and an id too, so a bare Name
// needs a property beside it that only processes have.
func (t *table) find(heads [][]byte, typed bool) bool {
	at := make(map[string]int, len(heads))
	for i, h := range heads {
		name := strings.ToLower(string(bytes.TrimSpace(h)))
		if _, ok := at[name]; !ok {
			at[name] = i
		}
	}
	has := func(names ...string) (int, bool) {
		for _, n := range names {
			if i, ok := at[n]; ok {
				return i, true
			}
		}
		return -1, false
	}
	if _, ok := has("localport", "local port", "localaddress", "eventid", "providername"); ok {
		return false
	}
	_, own := has("handles", "handlecount", "npm", "ws", "pm", "workingset", "workingset64", "workingsetsize", "threadcount", "parentprocessid", "commandline", "executablepath")
	var ok bool
	if t.pid, ok = has("id", "pid", "processid"); !ok {
		return false
	}
	if t.name, ok = has("processname"); ok {
		return true
	}
	t.name, ok = has("name")
	return ok && (own || typed)
}

// row reads a row.
func (t *table) row(line []byte) (pid uint32, name, services []byte, ok bool) {
	if len(line) == 0 || line[0] == '#' {
		return 0, nil, nil, false
	}
	cells, whole := split(bytes.TrimLeft(line, " "), t.comma, nil)
	if len(cells) < t.cells || !whole && !t.titles {
		return 0, nil, nil, false
	}
	pid, ok = number(bytes.TrimSpace(cells[t.pid]))
	if t.services >= 0 {
		services = cells[t.services]
	}
	return pid, cells[t.name], services, ok && len(cells[t.name]) > 0
}

// read reads the rows up to a line that is none, unless rows go on below it.
func (t *table) read(p *list) {
	for range t.skip {
		p.own()
		if !p.lines.Next() {
			return
		}
	}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) || bytes.HasPrefix(text, typeLine) {
			return
		}
		pid, name, services, isRow := t.row(text)
		if isRow && !p.lines.Long() {
			if pid == 0 && t.none == nil {
				t.none = bytes.Clone(services)
			}
			if bytes.Equal(services, t.none) || string(services) == "N/A" {
				services = nil
			}
			p.add(pid, name, services)
			continue
		}
		next, more := p.lines.Peek(1)
		if _, _, _, isRow := t.row(next); more && !isRow || p.other(p.lines) {
			return
		}
		if !more && bytes.IndexByte(text, t.comma) < 0 {
			return
		}
		p.spoil()
	}
}
