package registry

import "bytes"

// The first lines of .reg files of Windows 2000 and later, and of Windows NT 4 and 9x.
var headers = []string{"Windows Registry Editor Version 5.00", "REGEDIT4"}

// matchFile recognizes a .reg text by its first line, a key, or a value of an excerpt
// that begins in the middle of a key. Of keys below an unnamed root only those that are
// kept are recognized: other texts have brackets and backslashes too.
func matchFile(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case 'W', 'w', 'R', 'r':
		return isHeader(text)
	case '[':
		path, _, ok := fileKey(text)
		return ok && (path[0] != '\\' || isKept(bytes.TrimRight(path, `\`)))
	case '"', '@':
		return isDword(text)
	}
	return false
}

func isHeader(text []byte) bool {
	text = bytes.TrimSpace(text)
	for _, h := range headers {
		if bytes.EqualFold(text, []byte(h)) {
			return true
		}
	}
	return false
}

func isFileKey(text []byte) bool {
	_, _, ok := fileKey(text)
	return ok
}

// fileKey returns the path of a `[HKEY_...]` line; `[-HKEY_...]` deletes the key. A
// missing bracket at the end of the line is left out of account, a comment is not part
// of the path. hivexregedit, which reads hives on Linux, writes `[\ControlSet001\...]`
// where it is not told the name of the root.
func fileKey(text []byte) (path []byte, deleted, ok bool) {
	text = bytes.TrimSpace(text)
	rest, ok := bytes.CutPrefix(text, []byte("["))
	if !ok {
		return nil, false, false
	}
	rest, deleted = bytes.CutPrefix(rest, []byte("-"))
	if !hasPrefixFold(rest, "HKEY_") && !hasPrefixFold(rest, `HKLM\`) && !hasPrefixFold(rest, `\`) {
		return nil, false, false
	}
	if i := bytes.LastIndexByte(rest, ']'); i >= 0 {
		rest = rest[:i]
	}
	return rest, deleted, len(rest) > 0
}

// isDword reports whether the line is `"name"=dword:...`.
func isDword(text []byte) bool {
	name, data, ok := splitAssign(text)
	return ok && name != "" && hasPrefixFold(data, "dword:")
}

// splitAssign splits `"name"=data` or `@=data`, resolving the escapes of the name.
func splitAssign(text []byte) (name string, data []byte, ok bool) {
	text = bytes.TrimSpace(text)
	if rest, ok := bytes.CutPrefix(text, []byte("@")); ok {
		data, ok := bytes.CutPrefix(bytes.TrimSpace(rest), []byte("="))
		return "(Default)", bytes.TrimSpace(data), ok
	}
	name, rest, ok := quoted(text)
	if !ok {
		return "", nil, false
	}
	data, ok = bytes.CutPrefix(bytes.TrimSpace(rest), []byte("="))
	return name, bytes.TrimSpace(data), ok
}

// quoted reads a string in quotation marks, in which a backslash escapes, and returns
// what follows it. Of a long one only the first maxText bytes are returned.
func quoted(b []byte) (s string, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return "", nil, false
	}
	var out []byte
	for i := 1; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '"':
			return string(out), b[i+1:], true
		case c == '\\' && i+1 < len(b):
			i++
			c = b[i]
		}
		if len(out) < maxText {
			out = append(out, c)
		}
	}
	return string(out), nil, false
}

// file reads a .reg text.
func (d *dump) file() {
	d.whole = true
	for ok := true; ok; {
		text := d.lines.Text()
		switch {
		case isBlank(text):
			ok = d.lines.Next()
			continue
		case d.keys.open && !d.keys.wanted() && isAssign(text):
			ok = d.skipValue()
			continue
		case isHeader(text) || isComment(text):
		case isFileKey(text):
			path, deleted, _ := fileKey(text)
			if deleted {
				d.keys.leave()
			} else {
				d.keys.enter(path, d.lines.Line())
			}
		default:
			name, data, assign := splitAssign(text)
			switch {
			case assign:
				d.own()
				ok = d.fileValue(name, data)
				continue
			case d.goesOn(isFileLine):
				d.bad.Add(d.lines.Line())
			default:
				return
			}
		}
		d.own()
		ok = d.lines.Next()
	}
}

func isComment(text []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(text), []byte(";")) }

// isAssign reports cheaply whether the line looks like a value of a .reg file.
func isAssign(text []byte) bool {
	return len(text) > 0 && (text[0] == '"' || text[0] == '@')
}

func isFileLine(text []byte) bool {
	_, _, ok := splitAssign(text)
	return ok || isFileKey(text)
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && bytes.EqualFold(b[:len(prefix)], []byte(prefix))
}
