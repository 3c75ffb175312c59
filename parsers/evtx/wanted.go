package evtx

import "strconv"

// bytesOf returns the ways in which a record may hold an event id.
func bytesOf(id uint32) idBytes {
	b := idBytes{number: []byte{byte(id), byte(id >> 8)}}
	for _, c := range strconv.FormatUint(uint64(id), 10) {
		b.text = append(b.text, byte(c), 0)
	}
	return b
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
