package nettcp

import "bytes"

// plain returns a line without the sequences that color it: PowerShell 7.2 and later
// write them around the heads of tables and the names of lists ($PSStyle.Formatting), and
// transcripts keep them.
func plain(line []byte) []byte {
	const escape = 0x1b
	if bytes.IndexByte(line, escape) < 0 || len(line) > maxTableLine {
		return line
	}
	out := make([]byte, 0, len(line))
	for i := 0; i < len(line); i++ {
		if line[i] != escape || i+1 == len(line) || line[i+1] != '[' {
			out = append(out, line[i])
			continue
		}
		// Parameters up to a letter: ECMA-48, section 5.4.
		for i += 2; i < len(line) && (line[i] < '@' || line[i] > '~'); i++ {
		}
	}
	return out
}
