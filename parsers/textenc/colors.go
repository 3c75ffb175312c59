package textenc

import "bytes"

// escape begins the sequences that control a terminal (ECMA-48, section 5.4): ESC [,
// parameters, and a final letter.
const escape = 0x1b

// WithoutColors returns a line without the sequences that color it, which transcripts and
// logs keep: PowerShell 7.2 and later write them around the heads of tables and the names
// of lists ($PSStyle.Formatting), Select-String and grep around what they found. A line
// without any is returned as it is.
func WithoutColors(line []byte) []byte {
	if bytes.IndexByte(line, escape) < 0 {
		return line
	}
	out := make([]byte, 0, len(line))
	for i := 0; i < len(line); i++ {
		if line[i] != escape || i+1 == len(line) || line[i+1] != '[' {
			out = append(out, line[i])
			continue
		}
		for i += 2; i < len(line) && (line[i] < '@' || line[i] > '~'); i++ {
		}
	}
	return out
}
