package textenc

// Limits of what is weighed to choose a code page.
const (
	sampleSize = 4 << 10 // bytes of distinct words
	maxField   = 256     // bytes looked at of one word
	maxFields  = 512     // distinct words
)

// sample collects the distinct words of a text that have bytes outside ASCII. White
// space separates words in all code pages: it is never part of a pair.
type sample struct {
	text []byte
	seen map[string]struct{}
}

// add takes the words of one line.
func (s *sample) add(line []byte) {
	for len(s.text) < sampleSize && len(s.seen) < maxFields {
		field, rest, ok := foreignField(line)
		if !ok {
			return
		}
		line = rest
		field = field[:min(len(field), maxField)]
		if _, ok := s.seen[string(field)]; ok {
			continue
		}
		if s.seen == nil {
			s.seen = make(map[string]struct{})
		}
		s.seen[string(field)] = struct{}{}
		s.text = append(append(s.text, field...), ' ')
	}
}

// foreignField returns the first word with a byte outside ASCII, and what follows it.
func foreignField(line []byte) (field, rest []byte, ok bool) {
	i := asciiRun(line)
	if i == len(line) {
		return nil, nil, false
	}
	start := 1 + lastSpace(line[:i])
	end := i
	for end < len(line) && line[end] > ' ' {
		end++
	}
	return line[start:end], line[end:], true
}

func lastSpace(b []byte) int {
	i := len(b) - 1
	for i >= 0 && b[i] > ' ' {
		i--
	}
	return i
}

// best returns the place of the code page that fits the sample best.
func (s *sample) best() int {
	place, top := 0, 0
	for i := range codePages {
		if points := rate(i, s.text); i == 0 || points > top {
			place, top = i, points
		}
	}
	return place
}
