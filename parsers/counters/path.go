package counters

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// names are the counters of the objects TCPv4 and TCPv6, whose own names no language
// translates: English, German, French and Italian. (Performance counter name tables of Windows.)
var names = map[string]snapshot.Counter{
	"connections active":      snapshot.ActiveOpens,
	"connections passive":     snapshot.PassiveOpens,
	"connection failures":     snapshot.FailedAttempts,
	"connections reset":       snapshot.Resets,
	"connections established": snapshot.CurrentConnections,

	"aktive verbindungen":         snapshot.ActiveOpens,
	"passive verbindungen":        snapshot.PassiveOpens,
	"verbindungsfehler":           snapshot.FailedAttempts,
	"zurückgesetzte verbindungen": snapshot.Resets,
	"hergestellte verbindungen":   snapshot.CurrentConnections,

	"connexions actives":          snapshot.ActiveOpens,
	"connexions passives":         snapshot.PassiveOpens,
	"échecs lors d'une connexion": snapshot.FailedAttempts,
	"échecs lors d’une connexion": snapshot.FailedAttempts,
	"connexions réinitialisées":   snapshot.Resets,
	"connexions établies":         snapshot.CurrentConnections,

	"connessioni attive":       snapshot.ActiveOpens,
	"connessioni passive":      snapshot.PassiveOpens,
	"connessioni ripristinate": snapshot.Resets,
	"connessioni stabilite":    snapshot.CurrentConnections,
}

// counter is a counter that a path names.
type counter struct {
	host   string // as the path writes it; empty where it names none
	family snapshot.Family
	id     snapshot.Counter
}

// parsePath reads `\\HOST\TCPv4\Connections Active`, where the host may be missing.
func parsePath(path []byte) (counter, bool) {
	var c counter
	path = bytes.TrimSpace(path)
	if len(path) > maxTextLine || !bytes.HasPrefix(path, []byte(`\`)) {
		return c, false
	}
	if rest, ok := bytes.CutPrefix(path, []byte(`\\`)); ok {
		host, below, ok := bytes.Cut(rest, []byte(`\`))
		if !ok {
			return c, false
		}
		if len(host) <= maxHost {
			c.host = string(host)
		}
		path = below
	} else {
		path = path[1:]
	}
	object, name, ok := bytes.Cut(path, []byte(`\`))
	switch {
	case !ok:
		return c, false
	case bytes.EqualFold(object, []byte("TCPv4")):
		c.family = snapshot.IPv4
	case bytes.EqualFold(object, []byte("TCPv6")):
		c.family = snapshot.IPv6
	default:
		return c, false
	}
	c.id, ok = names[strings.ToLower(string(bytes.TrimSpace(name)))]
	return c, ok
}

// takes reports whether a counter is of the computer that the section is of: the first
// one that a counter names. The name of a computer that is an address names none.
func (p *section) takes(c *counter) bool {
	s := p.section
	if p.host == "" && c.host != "" {
		p.host = c.host
		if s.Host == "" && strings.Trim(c.host, "0123456789.:[]") != "" {
			s.Host = strings.ToUpper(c.host)
		}
	}
	return c.host == "" || strings.EqualFold(c.host, p.host)
}

// isForeign reports whether a path is of TCP with a name that is not known; that it counts
// segments is seen in most languages.
func isForeign(path []byte) bool {
	lower := bytes.ToLower(path[:min(len(path), maxTextLine)])
	return (bytes.Contains(lower, []byte(`\tcpv4\`)) || bytes.Contains(lower, []byte(`\tcpv6\`))) &&
		!bytes.Contains(lower, []byte("segment"))
}

// skip counts a counter that is not read.
func (p *section) skip(path []byte) {
	p.unread++
	if isForeign(path) {
		p.foreign++
	}
}

// assign puts a counter into a reading.
func assign(r *snapshot.Reading, c *counter, n float64) {
	if c.family == snapshot.IPv6 {
		r.IPv6.Set(c.id, n)
		return
	}
	r.IPv4.Set(c.id, n)
}
