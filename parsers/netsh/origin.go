package netsh

import (
	"bytes"
	"path"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// protocol returns the protocol that the text names as a word of its own, unknown where
// it names none or both.
func protocol(text []byte) snapshot.Proto {
	tcp, udp := hasWord(text, "tcp"), hasWord(text, "udp")
	switch {
	case tcp && !udp:
		return snapshot.TCP
	case udp && !tcp:
		return snapshot.UDP
	}
	return snapshot.ProtoUnknown
}

func protocolFree(text []byte) bool { return protocol(text) == snapshot.ProtoUnknown }

// family returns the family that the line right above names, else the one of the command,
// else the one in the file's name. `netsh int ip` is the context ipv4 by its older name.
func family(heading, command, file string) snapshot.Family {
	h, c, base := []byte(heading), []byte(command), strings.ToLower(path.Base(file))
	for _, names := range [...]struct{ v4, v6 bool }{
		{hasWord(h, "ipv4"), hasWord(h, "ipv6")},
		{hasWord(c, "ipv4") || hasWord(c, "ip"), hasWord(c, "ipv6")},
		{strings.Contains(base, "ipv4"), strings.Contains(base, "ipv6")},
	} {
		switch {
		case names.v4 && !names.v6:
			return snapshot.IPv4
		case names.v6 && !names.v4:
			return snapshot.IPv6
		}
	}
	return snapshot.FamilyUnknown
}

// hasWord reports whether the lower-case ASCII word stands in the text in any case, with
// no ASCII letter or digit next to it: Chinese puts its characters directly beside.
func hasWord(text []byte, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		end := i + len(word)
		if text[i]|0x20 == word[0] && bytes.EqualFold(text[i:end], []byte(word)) &&
			(i == 0 || !alnum(text[i-1])) && (end == len(text) || !alnum(text[end])) {
			return true
		}
	}
	return false
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
