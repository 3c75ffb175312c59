package plaintext

import "bytes"

// Tools that run commands on other machines write what these printed as a string of JSON,
// as a list with a string for each line, or as both, in documents of JSON and in logs.

// Limits of what is looked at.
const (
	minListed = 4       // strings that stand alone on lines, and make a list
	maxLine   = 8 << 20 // bytes of a line whose strings are told apart
)

// consoleMarks are what lines of a console look like within a string of JSON: rows and heads
// of tables, rulers, events, keys and values.
var consoleMarks = [][]byte{
	[]byte(`\n  TCP  `), []byte(`"  TCP  `), []byte(`\n  Proto  `), []byte(`\n------`), []byte(`\n======`), []byte(`\n  Log Name: `),
	[]byte(`\nHKEY_LOCAL_MACHINE`), []byte(`\"=dword:`), []byte(`\nLocalAddress  `), []byte(`LocalPort\"`), []byte(`-----\r`), []byte(`-----\n`),
	[]byte(`PID\"`),
}

// lineMarks are what such lines look like that stand alone in strings.
var lineMarks = [][]byte{
	[]byte("  TCP  "), []byte("  Proto  "), []byte("------"), []byte("======"), []byte("REG_DWORD"), []byte("=dword:"), []byte("  Log Name:"), []byte("LocalPort  "),
	[]byte(`LocalPort\"`), []byte(`PID\"`),
}

// stringKeys are the members in which logs of such tools hold what a command printed.
var stringKeys = [][]byte{[]byte(`"stdout": "`), []byte(`"stdout":"`), []byte(`"output": "`), []byte(`"msg": "`)}

// holdsConsole reports whether a head is of JSON, or of a log, with strings that hold what
// a command printed, such as the answers of agents and of `az vm run-command`, or of a text
// with a string for each line.
func holdsConsole(head []byte) bool {
	json := beginsJSON(head)
	if json && bytes.Contains(head, []byte(`"LocalPort"`)) {
		return false
	}
	lines, listed, console := 0, 0, false
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		lines++
		if inner, _, ok := listedString(line); ok && !bytes.Contains(inner, []byte(`\n`)) {
			listed++
			console = console || containsAny(inner, lineMarks)
		} else if (json || containsAny(line, stringKeys)) && containsAny(line, consoleMarks) {
			return true
		}
	}
	return console && listed >= minListed && (json || 2*listed >= lines)
}

// beginsJSON reports whether a head can be of JSON: of an object, of a list, or of one
// string. CSV begins with a string too, and a comma stands behind it.
func beginsJSON(head []byte) bool {
	if len(head) > 0 && head[0] == '"' {
		first, _, whole := bytes.Cut(head, []byte("\n"))
		_, _, ok := listedString(first)
		return ok || !whole
	}
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

func containsAny(b []byte, list [][]byte) bool {
	for _, part := range list {
		if bytes.Contains(b, part) {
			return true
		}
	}
	return false
}

// listedString returns what stands in a line that is a string and nothing else, and whether
// a comma follows, as between the members of a list of JSON.
func listedString(line []byte) (inner []byte, comma, ok bool) {
	line = bytes.TrimSpace(line)
	line, comma = bytes.CutSuffix(line, []byte(","))
	if len(line) < 2 || line[0] != '"' || line[len(line)-1] != '"' {
		return nil, false, false
	}
	inner = line[1 : len(line)-1]
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '\\':
			i++
		case '"':
			return nil, false, false
		}
	}
	return inner, comma, true
}

// printed takes the strings of such a text for the lines that they hold, line by line.
type printed struct {
	out    []byte
	line   []byte
	string escapes
	over   bool   // the line is too long to be looked at
	twice  bool   // within the list of lines of a string that was resolved
	comma  bool   // a comma ended the last string that stands alone in a line
	held   []byte // the name of the list that holds the lines of the last string with several
}

func (p *printed) feed(c byte) {
	if p.over { // its escapes are resolved wherever they stand
		p.string.feed(c)
		p.out, p.string.out = append(p.out, p.string.out...), p.string.out[:0]
		p.over = c != '\n'
		return
	}
	p.line = append(p.line, c)
	switch {
	case c == '\n':
		p.end()
	case len(p.line) == maxLine:
		for _, b := range p.line {
			p.string.feed(b)
		}
		p.line, p.over = p.line[:0], true
	}
}

// end resolves the line that was read.
func (p *printed) end() {
	line := p.line
	p.line = p.line[:0]
	if len(line) == 0 {
		p.resolve(nil)
		return
	}
	trimmed := bytes.TrimSpace(line)
	inner, comma, listed := listedString(trimmed)
	switch {
	case p.twice:
		p.twice = len(trimmed) == 0 || trimmed[0] != ']'
		p.out = append(p.out, '\n')
	case listed && (comma || p.comma):
		p.comma = comma
		p.resolve(inner)
		p.out = append(p.out, '\n')
	case listed && !bytes.Contains(inner, []byte(`\n`)):
		p.out = append(append(p.out, inner...), '\n')
	case len(p.held) > 0 && bytes.HasPrefix(trimmed, p.held) && bytes.HasSuffix(trimmed, []byte(": [")):
		p.twice, p.held = true, nil
		p.out = append(p.out, '\n')
	default:
		p.members(line)
	}
}

// members resolves the strings in a line, puts those of a console on lines of their own, and
// leaves out a list of lines behind a string that holds them.
func (p *printed) members(line []byte) {
	var last []byte
	for len(line) > 0 {
		start := bytes.IndexByte(line, '"')
		if start < 0 {
			break
		}
		n := start + stringEnd(line[start:])
		whole, inner := line[start:n], line[start+1:n]
		if rest, ok := afterMember(line, start, n); ok {
			p.out = append(p.out, line[:start]...)
			p.resolve(inner)
			p.out, line = append(p.out, '\n'), rest
			continue
		}
		p.out = append(p.out, line[:start+1]...)
		line = line[n:]
		if containsAny(whole, consoleMarks) {
			p.held = append(append([]byte(`"`), last...), `_lines"`...)
			if !bytes.HasPrefix(inner, []byte(`\n`)) && !bytes.HasPrefix(inner, []byte(`\r`)) {
				p.out = append(p.out, '\n')
			}
			p.resolve(inner)
			if !bytes.HasSuffix(inner, []byte(`\n`)) {
				p.out = append(p.out, '\n')
			}
		} else {
			p.resolve(inner)
		}
		if name := []byte(`"` + string(inner) + `"`); bytes.Equal(name, p.held) && bytes.HasPrefix(line, []byte(`": [`)) {
			line, p.held = line[len(`": [`)+listEnd(line[len(`": [`):]):], nil
		}
		last = inner
		if len(line) > 0 && line[0] == '"' {
			p.out, line = append(p.out, '"'), line[1:]
		}
	}
	p.out = append(p.out, line...)
}

// afterMember returns what stands behind a string of a list and its comma.
func afterMember(line []byte, start, end int) (rest []byte, ok bool) {
	before, rest := bytes.TrimRight(line[:start], " "), bytes.TrimLeft(line[min(end+1, len(line)):], " ")
	if len(rest) == 0 || rest[0] != ',' && rest[0] != ']' || len(before) > 0 && before[len(before)-1] != '[' {
		return nil, false
	}
	return bytes.TrimLeft(bytes.TrimPrefix(rest, []byte(",")), " "), true
}

// stringEnd returns where the string ends that begins with the first byte: at its quotation
// mark, else at the end.
func stringEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(b)
}

// listEnd returns where a list of strings ends.
func listEnd(b []byte) int {
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i += stringEnd(b[i:])
		case ']':
			return i
		}
	}
	return len(b)
}

func (p *printed) resolve(inner []byte) {
	for _, c := range inner {
		p.string.feed(c)
	}
	p.string.endPair()
	p.out = append(append(p.out, p.string.out...), p.string.pending...)
	p.string.out, p.string.pending = p.string.out[:0], p.string.pending[:0]
}
