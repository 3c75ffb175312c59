package counts

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// about is what a command lists.
type about int

const (
	aboutNothing about = iota // there is no command
	aboutTCP
	aboutUDP
	aboutOther
)

// command is what the command above says of the counts below it.
type command struct {
	about    about
	netstat  bool
	counting bool               // it prints one number
	states   snapshot.StateMask // that it keeps; 0 for all
	filtered bool               // it keeps a part that its states do not describe
	first    bool               // it prints the first groups only
	order    []property         // by which it groups, nil where that is not known
	column   end                // that it takes of netstat's lines
	only     snapshot.CountEntry
	onlyBy   snapshot.CountBy // of the properties in only
}

// onlyState returns the state that is kept, StateNone for several and for all.
func (c *command) onlyState() snapshot.State {
	for s := snapshot.State(1); int(s) < snapshot.NumStates; s++ {
		if c.states == snapshot.StateMask(0).With(s) {
			return s
		}
	}
	return snapshot.StateNone
}

// property is what groups have in common.
type property int

const (
	noProperty property = iota
	propertyState
	propertyPID
	propertyProcess
	propertyRemoteAddress
	propertyRemotePort
	propertyLocalAddress
	propertyLocalPort
	propertyName
	propertyCount
	propertyValue // of a hashtable, whose keys are names
	propertyGroup
	propertyLines // of Measure-Object
)

// maxCommand is how much of a command is looked at, in bytes.
const maxCommand = 2048

var (
	findCount = regexp.MustCompile(`\bfind(?:\.exe)?["']?\s[^|]*/c(?:[\s/"']|$)`)
	prints    = regexp.MustCompile(`\)\s*\.(?:count|length)\b|\|\s*measure(?:-object)?\b|\bwc\s+-l|\bgrep\s+(?:-\w+\s+)*-\w*c`)
	grouping  = regexp.MustCompile(`\|\s*group(?:-object)?\s+([^|>]*)`)
	takesPart = regexp.MustCompile(`-(?:first|last|index)\s+[\d(]|\bhead\b|\[0\.\.`)
	filters   = regexp.MustCompile(`-(remoteaddress|remoteport|localaddress|localport|owningprocess|pid)\s*(?:-eq\s*|=\s*|:)?["']?([\w.:]+)`)
	whereOf   = regexp.MustCompile(`\b(remoteaddress|remoteport|localaddress|localport|owningprocess)\s*-(eq|ne|in|match|like|gt|ge|lt|le|notin|notmatch|notlike)\b`)
	column    = regexp.MustCompile(`(?:print\s+\$|\)\[|tokens=)(\d)`)
	negative  = regexp.MustCompile(`-(?:ne|notin|notmatch|notlike|not)\b|\s/v\b|\s-v\b|/c/v|/v/c|!\s*\(`)
	words     = regexp.MustCompile(`[\pL_][\pL\d_]*|"[^"]*"|'[^']*'|[\d.:\[\]*]+|[/-]\w+(?::"[^"]*")?`)
)

// commandOf reads a command.
func commandOf(line string) command {
	line = strings.TrimSpace(line[:min(len(line), maxCommand)])
	lower := strings.ToLower(line)
	var c command
	if lower == "" {
		return c
	}
	c.order = orderOf(lower)
	c.netstat = strings.Contains(lower, "netstat")
	c.counting = findCount.MatchString(lower) || prints.MatchString(lower)
	c.first = takesPart.MatchString(lower)
	if m := column.FindStringSubmatch(lower); m != nil && c.netstat {
		c.column = map[string]end{"2": localEnd, "3": remoteEnd, "5": noEnd}[m[1]]
	}
	for i, segment := range strings.Split(lower, "|") {
		c.segment(segment, i == 0)
	}
	switch {
	case strings.Contains(lower, "netudpendpoint"), c.netstat && (strings.Contains(lower, "udp") && !strings.Contains(lower, "tcp")):
		c.about = aboutUDP
	case strings.Contains(lower, "nettcpconnection"), c.netstat, c.order != nil, c.counting && c.states != 0:
		c.about = aboutTCP
	default:
		c.about = aboutOther
	}
	return c
}

// segment reads what stands between two bars of a command.
func (c *command) segment(text string, first bool) {
	name, _, _ := strings.Cut(strings.TrimLeft(text, " \t@({$"), " ")
	switch strings.TrimSuffix(name, ".exe") {
	case "group", "group-object", "sort", "sort-object", "select", "select-object", "format-table", "format-list", "ft", "fl", "foreach-object", "foreach", "%",
		"measure", "measure-object", "out-file", "out-string", "convertto-json", "convertto-csv", "export-csv", "uniq", "awk", "wc", "tee-object", "more":
		return
	}
	states := statesIn([]byte(text))
	if negative.MatchString(text) {
		c.filtered = c.filtered || states != 0 || !strings.Contains(text, `""`)
		return
	}
	c.states |= states
	if whereOf.MatchString(text) {
		c.filtered = true
	}
	for _, m := range filters.FindAllStringSubmatch(text, -1) {
		c.filtered = true
		c.onlyOf(m[1], m[2])
	}
	if !first && c.netstat {
		c.needles(text)
	}
}

// onlyOf takes over what a filter keeps.
func (c *command) onlyOf(name, value string) {
	n, err := strconv.Atoi(value)
	switch {
	case name == "remoteaddress" && isAddress([]byte(value)):
		c.only.Address, c.onlyBy = value, c.onlyBy|snapshot.CountByRemoteAddress
	case name == "remoteport" && err == nil && n <= maxPort:
		c.only.Port, c.onlyBy = n, c.onlyBy|snapshot.CountByRemotePort
	case name == "owningprocess" && err == nil && n < maxCount:
		c.only.PID, c.onlyBy = uint32(n), c.onlyBy|snapshot.CountByProcess
	}
}

// needles looks at what find, findstr, grep and Select-String search for: what is neither
// a state nor in every line leaves lines out.
func (c *command) needles(text string) {
	for i, w := range words.FindAllString(text, -1) {
		w = strings.Trim(w, `"'`)
		switch {
		case i == 0, w == "", w == ":", w == "tcp", w == "udp", w[0] == '/' && !strings.HasPrefix(w, "/c:"), w[0] == '-', statesIn([]byte(w)) != 0:
		case w == "pattern", w == "simplematch", w == "exe", w == "where", w == "object", w == "_", w == "match", w == "like", w == "count", w == "measure":
		default:
			c.filtered = true
		}
	}
}

// orderOf returns the properties by which a command groups, nil where it does not, or where
// one of them is none of a connection.
func orderOf(lower string) []property {
	m := grouping.FindStringSubmatch(lower)
	if m == nil {
		return nil
	}
	if strings.Contains(m[1], "get-process") || strings.Contains(m[1], "gps ") { // { (Get-Process -Id $_.OwningProcess).Name }
		return []property{propertyProcess}
	}
	var order []property
	for _, w := range strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(" \t,'\"@()", r) }) {
		if w[0] == '-' {
			continue
		}
		p := propertyOf([]byte(w))
		if p < propertyState || p > propertyLocalPort {
			return nil
		}
		order = append(order, p)
	}
	return order
}
