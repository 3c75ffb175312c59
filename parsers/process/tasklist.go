package process

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// tasklist is a table of tasklist: the image's name, the process id, and either the
// services (/svc) or session, memory and more.
type tasklist struct {
	spans  []span
	headed bool // heads and a ruler stand above the rows
	ruler  int  // lines from the first line to the ruler
	none   []byte
}

// The columns of tasklist and of tasklist /svc on all Windows since XP; findstr leaves
// rows without their heads.
var (
	standard = []span{{0, 25}, {26, 34}, {35, 51}, {52, 63}, {64, 76}}
	withSvc  = []span{{0, 25}, {26, 34}, {35, 79}}
)

// tasklistHead recognizes heads above a ruler of `=`, or of `-` as collectors write it,
// with a row below; the ruler itself, where the heads were cut off; or a bare row.
func tasklistHead(l *textenc.Lines) (*tasklist, bool) {
	text := l.Text()
	for n := 0; n <= 1; n++ {
		line, _ := l.Peek(n)
		t := &tasklist{spans: rulers(line, '='), headed: true, ruler: n}
		if t.spans == nil && n == 1 && bytes.Contains(text, []byte("PID")) {
			t.spans = rulers(line, '-')
		}
		if len(t.spans) < 3 {
			continue
		}
		row, ok := l.Peek(n + 1)
		if !ok {
			return t, n == 1 && bytes.Contains(text, []byte("PID"))
		}
		_, ok = t.row(row)
		return t, ok
	}
	return bare(text)
}

// bare recognizes a row without heads.
func bare(text []byte) (*tasklist, bool) {
	if len(text) <= withSvc[2].start || text[0] == ' ' || text[0] == '\t' || !mayBeBare(text) {
		return nil, false
	}
	for _, spans := range [][]span{standard, withSvc} {
		t := &tasklist{spans: spans}
		if _, ok := t.row(text); ok {
			return t, true
		}
	}
	return nil, false
}

// mayBeBare is a cheap look whether the process id of a row without heads ends where it
// must, which it does in all lines that can be one as long as no wide character moves it.
func mayBeBare(text []byte) bool {
	end := standard[1].end
	for _, c := range text[:end] {
		if c >= utf8.RuneSelf {
			return bytes.ContainsAny(text, "0123456789")
		}
	}
	isSpace := func(c byte) bool { return c == ' ' || c == '\t' }
	return text[end-1] >= '0' && text[end-1] <= '9' && isSpace(text[standard[0].end]) && (text[end] >= utf8.RuneSelf || isSpace(text[end]))
}

// taskRow is one row of the table.
type taskRow struct {
	pid      uint32
	name     []byte
	services []byte
}

// row reads one row by the columns, else, where wide characters or a copy have moved
// them, by its words.
func (t *tasklist) row(text []byte) (taskRow, bool) {
	if len(text) == 0 || len(text) > maxLine {
		return taskRow{}, false
	}
	if r, ok := t.columns(text); ok || !t.headed {
		return r, ok
	}
	return t.wordsOf(text)
}

func (t *tasklist) columns(text []byte) (taskRow, bool) {
	line := []rune(string(text))
	name, id := t.spans[0], t.spans[1]
	pid, ok := number(cut(line, name.end, id.end))
	r := taskRow{pid: pid, name: cut(line, name.start, name.end)}
	if !ok || len(r.name) == 0 || !isGap(line, id.end) || !isGap(line, name.end) {
		return r, false
	}
	if len(t.spans) == 3 {
		r.services = cut(line, t.spans[2].start, len(line))
	}
	return r, t.headed || t.isStrict(line, r)
}

// isStrict reports whether a row that stands without heads can be nothing else: the
// process id ends where it must, and behind it are session and memory, or services of an
// .exe.
func (t *tasklist) isStrict(line []rune, r taskRow) bool {
	if isGap(line, t.spans[1].end-1) || isGap(line, 0) {
		return false
	}
	if len(t.spans) == 3 {
		return !isGap(line, t.spans[2].start) && bytes.HasSuffix(bytes.ToLower(r.name), []byte(".exe"))
	}
	session, memory := t.spans[3], t.spans[4]
	_, ok := number(cut(line, session.start, session.end))
	return ok && memorySize.Match(cut(line, memory.start, memory.end)) && isGap(line, session.end)
}

var (
	// memorySize is a number with the separators of any language and the unit K, Ko, КБ;
	// ÿ is the no-break space of code page 850 where it was read as Windows-1252.
	memorySize = regexp.MustCompile(`^\d[\d.,'’ÿ\s\x{a0}\x{202f}]*[ÿ\s\x{a0}\x{202f}]\pL{1,3}$`)
	bySession  = regexp.MustCompile(`^\s*(\S.*?)\s+(\d{1,10})\s+(?:\S.{0,20}?\s+)??\d{1,10}\s+\d[\d.,'’ÿ\s\x{a0}\x{202f}]*[ÿ\s\x{a0}\x{202f}]\pL{1,3}(?:\s|$)`)
	byServices = regexp.MustCompile(`(?i)^\s*(\S.*?\.exe|System Idle Process|System|Registry)\s+(\d{1,10})\s+(\S.*)$`)
)

// wordsOf reads a row whose columns are not where the ruler says.
func (t *tasklist) wordsOf(text []byte) (taskRow, bool) {
	shape := bySession
	if len(t.spans) == 3 {
		shape = byServices
	}
	m := shape.FindSubmatch(text)
	if m == nil || len(m[1]) > maxName {
		return taskRow{}, false
	}
	pid, ok := number(m[2])
	r := taskRow{pid: pid, name: m[1]}
	if len(t.spans) == 3 {
		r.services = m[3]
	}
	return r, ok
}

// read reads the rows, past the stops of a pager and the lines that services wrap to.
func (t *tasklist) read(p *list) {
	if t.headed {
		for range t.ruler {
			p.lines.Next()
		}
		p.own()
		if !p.lines.Next() {
			return
		}
	}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		row, isRow := t.row(text)
		switch {
		case isRow:
			if bytes.EqualFold(row.services, t.none) && len(t.none) > 0 {
				row.services = nil
			}
			t.learnNone(&row)
			p.add(row.pid, row.name, row.services)
		case t.wraps(p, text):
		case prompt.Is(text) || !t.goesOn(p):
			return
		case !isBlank(text) && !isPager(text):
			p.spoil()
		}
	}
}

// learnNone takes the word for `no services` in the table's language from the idle
// process, which never has any.
func (t *tasklist) learnNone(r *taskRow) {
	if r.pid == 0 && t.none == nil {
		t.none, r.services = bytes.Clone(r.services), nil
	}
	if string(r.services) == "N/A" || bytes.Contains(bytes.ToLower(r.services), []byte(".dll")) { // /m lists modules
		r.services = nil
	}
}

// wraps adds a line that goes on with the services of the row above.
func (t *tasklist) wraps(p *list, text []byte) bool {
	n := len(p.section.Processes)
	if len(t.spans) != 3 || n == 0 || len(text) > maxLine || isBlank(text) {
		return false
	}
	line := []rune(string(text))
	start := t.spans[2].start
	if len(cut(line, 0, start)) > 0 || isGap(line, start) {
		return false
	}
	last := &p.section.Processes[n-1]
	if more := cut(line, start, len(line)); last.Services != "" && p.surplus.Count == 0 {
		last.Services = clip([]byte(last.Services+" "+string(more)), maxServices)
	}
	p.own()
	return true
}

// goesOn reports whether the table continues below the current line, which is none of
// its rows: a pager's stop has an empty line around it, copies with doubled line ends
// have one between all lines.
func (t *tasklist) goesOn(p *list) bool {
	for n := 1; n <= 2; n++ {
		next, ok := p.lines.Peek(n)
		if !ok {
			return false
		}
		if _, ok := t.columns(next); ok {
			return true
		}
		if n == 1 && !isBlank(next) && !isPager(next) && !isPager(p.lines.Text()) {
			return false
		}
	}
	return false
}

// isPager recognizes the stop of more: `-- More --` in any language.
func isPager(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) < 60 && bytes.HasPrefix(text, []byte("-- ")) && bytes.HasSuffix(text, []byte(" --"))
}
