package flatjson

import (
	"bytes"
	"encoding/json"
)

// line takes a line and reports whether it can be JSON.
func (r *Reader) line(text []byte, line int) bool {
	for i := 0; i < len(text) && !r.done; {
		switch c := text[i]; c {
		case '{', '[':
			r.open(c == '[', line)
			i++
		case '}', ']':
			if r.depth == 0 {
				return false
			}
			r.close()
			i++
		case '"':
			end := StringEnd(text[i+1:])
			if end < 0 {
				return false
			}
			i = r.text(text, i, i+1+end)
		case ' ', '\t', ',', '\r':
			i++
		default:
			n := bytes.IndexAny(text[i:], " \t,]}\r")
			if n < 0 {
				n = len(text) - i
			}
			if n == 0 || !isScalar(text[i:i+n]) {
				return false
			}
			r.value(text[i : i+n])
			i += n
		}
	}
	return true
}

// text takes the string between two marks, a name where a colon follows, and returns
// where to go on.
func (r *Reader) text(text []byte, from, to int) int {
	quoted := text[from : to+1]
	rest := bytes.TrimLeft(text[to+1:], " \t")
	if len(rest) == 0 || rest[0] != ':' {
		r.value(unquoted(quoted))
		return to + 1
	}
	r.member = -1
	for n, name := range r.names {
		if string(quoted[1:len(quoted)-1]) == name {
			r.member = n
		}
	}
	return len(text) - len(rest) + 1
}

// value takes a scalar.
func (r *Reader) value(v []byte) {
	if r.member >= 0 && r.depth > 0 && r.depth < maxDepth && !r.list[r.depth] {
		o := r.objects[r.depth]
		o.values[r.member] = append(o.values[r.member][:0], v[:min(len(v), maxValue)]...)
		o.has |= 1 << r.member
	}
	r.member = -1
}

// open takes an opening bracket.
func (r *Reader) open(list bool, line int) {
	r.depth++
	r.member = -1
	if r.depth >= maxDepth {
		return
	}
	r.list[r.depth] = list
	if list {
		return
	}
	if r.objects[r.depth] == nil {
		r.objects[r.depth] = new(Object)
	}
	o := r.objects[r.depth]
	o.Line, o.has = line, 0
	for n := range o.values {
		o.values[n] = o.values[n][:0]
	}
}

// close takes a closing bracket. The list is at its end where that encloses the objects.
// An object within the first one may be wanted as well; from then on those around it count.
func (r *Reader) close() {
	if r.depth < maxDepth && !r.list[r.depth] {
		if r.depth == 1 || r.list[r.depth-1] {
			r.closed++
		}
		if o := r.objects[r.depth]; (r.found == 0 || r.depth <= r.found) && r.want(o) {
			r.found = r.depth
			r.add(o)
		}
	}
	r.depth--
	r.member = -1
	r.done = r.found > 0 && r.depth < r.found-1
}

// StringEnd returns the index of the quotation mark that ends a string, in what stands
// behind the one that begins it. It is negative where there is none.
func StringEnd(text []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], '"')
		if i < 0 {
			return -1
		}
		end := from + i
		first := end // of the backslashes before it
		for first > from && text[first-1] == '\\' {
			first--
		}
		if (end-first)%2 == 0 {
			return end
		}
		from = end + 1
	}
}

// unquoted returns the value of a string.
func unquoted(quoted []byte) []byte {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 || len(inner) > 4*maxValue {
		return inner
	}
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return inner
	}
	return []byte(s)
}

// isScalar reports whether a word is a number, true, false or null.
func isScalar(w []byte) bool {
	switch string(w) {
	case "null", "true", "false":
		return true
	}
	return w[0] == '-' || w[0] >= '0' && w[0] <= '9'
}
