// Package systeminfo reads the output of systeminfo, as a list and as CSV. Its labels are
// localized, so values are known by their place and shape: the name of the host, the name
// of Windows and its version open the output in all languages.
package systeminfo

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what an output can hold.
const (
	maxLine                 = 1024
	maxLabel                = 160   // bytes; the longest translations have about 80
	maxIndent               = 8     // of a label; the lines of a list stand further right
	maxFields               = 48    // that are looked at; Windows prints about 35
	maxLines                = 4000  // of one output; hotfixes and network cards are lists
	maxName                 = 256   // bytes kept of a name
	roleWithin, datesWithin = 8, 12 // fields from the top
)

// bootLabel is the label of the boot time in English, which people filter the output by.
const bootLabel = "System Boot Time"

// field is a label with its value.
type field struct {
	label, value string
	line         int
}

// version is 10.0.14393 N/A Build 14393, with words of any language between.
var version = regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.(\d{3,6})(?:\s.*)?\s(\d{3,6})$`)

// Match reports whether an output begins at the current line: the host's name above the
// name of Windows above its version, or, where the output was filtered, the latter two or
// the boot time alone.
func Match(l *textenc.Lines) bool {
	if isCSV(l) {
		return true
	}
	if !l.Traits().Has(textenc.Colon) || !l.Ahead("Windows") && !bytes.Contains(l.Text(), []byte(bootLabel)) {
		return false
	}
	f, ok := parse(l.Text(), 0)
	switch {
	case !ok:
		return false
	case f.label == bootLabel:
		return isDate(f.value)
	case isWindows(f.value):
		return isVersion(peek(l, 1))
	}
	return isHead(f, l)
}

// isHead reports whether a whole output begins at the current line, which is f.
func isHead(f field, l *textenc.Lines) bool {
	return len(strings.Fields(f.value)) == 1 && isWindows(peek(l, 1)) && isVersion(peek(l, 2))
}

// peek returns the value of the n-th line below the current one.
func peek(l *textenc.Lines, n int) string {
	next, _ := l.Peek(n)
	f, _ := parse(next, 0)
	return f.value
}

// parse reads `Label:   value`.
func parse(text []byte, line int) (field, bool) {
	if len(text) > maxLine {
		return field{}, false
	}
	left, right, ok := bytes.Cut(text, []byte(":"))
	label := bytes.TrimLeft(left, " \t")
	if !ok || len(label) == 0 || len(label) > maxLabel || len(left)-len(label) > maxIndent {
		return field{}, false
	}
	return field{string(bytes.TrimSpace(label)), string(bytes.TrimSpace(right)), line}, true
}

func isWindows(value string) bool {
	return len(value) < maxName && strings.Contains(value, "Windows")
}

func isVersion(value string) bool { return buildOf(value) > 0 }

// buildOf reads the build number, which a version names twice.
func buildOf(value string) int {
	m := version.FindStringSubmatch(value)
	if m == nil || m[1] != m[2] {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// Parse reads one output, up to a line that another parser knows.
func Parse(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
	s.Kind, s.LastLine = snapshot.KindSystemInfo, l.Line()
	if !Match(l) {
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
		return
	}
	info := new(snapshot.SystemInfo)
	s.System = info
	var fields []field
	if isCSV(l) {
		fields = readCSV(l, s)
	} else {
		fields = readFields(l, s, other)
	}
	readNames(fields, info)
	readRole(fields, info)
	readZone(fields, info)
	readBoot(fields, s)
	s.Host = info.HostName
}

// readFields reads the fields up to a line that belongs to something else.
func readFields(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) []field {
	var fields []field
	first := l.Line()
	for ok := true; ok; ok = l.Next() {
		text := l.Text()
		if len(bytes.TrimSpace(text)) == 0 || l.Line()-first >= maxLines {
			break
		}
		if prompt.Is(text) {
			break
		}
		f, isField := parse(text, l.Line())
		switch {
		case len(fields) > 0 && (isField && isHead(f, l) || other(l)): // the next host's, or something else
			return fields
		case isField:
			if len(fields) < maxFields {
				fields = append(fields, f)
			}
		case text[0] != ' ' && text[0] != '\t': // neither a field nor the lines of a list
			return fields
		}
		s.LastLine = l.Line()
	}
	return fields
}

// readNames takes the host, the name of Windows and its build from the head.
func readNames(fields []field, info *snapshot.SystemInfo) {
	for i, f := range fields[:min(len(fields), 2)] {
		if !isWindows(f.value) || i+1 == len(fields) {
			continue
		}
		if build := buildOf(fields[i+1].value); build > 0 {
			info.OSName, info.OSLine = f.value, f.line
			info.Build, info.BuildLine = build, fields[i+1].line
			if i == 1 {
				info.HostName = fields[0].value[:min(len(fields[0].value), maxName)]
			}
			return
		}
	}
}

// readRole reads the role in the domain from an English output.
func readRole(fields []field, info *snapshot.SystemInfo) {
	for _, f := range fields[:min(len(fields), roleWithin)] {
		switch f.value {
		case "Primary Domain Controller", "Backup Domain Controller", "Additional Domain Controller":
			info.DomainController, info.RoleLine = snapshot.AnswerYes, f.line
		case "Standalone Workstation", "Member Workstation", "Standalone Server", "Member Server":
			info.DomainController, info.RoleLine = snapshot.AnswerNo, f.line
		}
	}
}
