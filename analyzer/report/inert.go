package report

import (
	"net/netip"
	"regexp"
	"strings"
)

// A reply is pasted into mails and tickets, which make links of addresses, mentions and
// numbers of issues, and pictures and tags of markup. What would become one is written with
// characters that look alike and mean nothing. Names of hosts and programs, addresses and
// paths stay as they are.

// wide are the characters that begin links and markup, and their wide forms (Unicode,
// Halfwidth and Fullwidth Forms).
var wide = strings.NewReplacer(
	"@", "＠", "[", "［", "]", "］", "<", "＜", "`", "｀", "$", "＄", "://", "：／／", `\\`, `＼＼`, "//", "／／",
)

// ipv6 matches what may be an address of IPv6, with or without its brackets and port.
var ipv6 = regexp.MustCompile(`\[?[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z]+)?(?:\]:\d+)?`)

// isIPv6 reports whether a match is an address. In brackets it makes no link within a
// line.
func isIPv6(s string) bool {
	rest, bracket := strings.CutPrefix(s, "[")
	address, _, closed := strings.Cut(rest, "]")
	_, err := netip.ParseAddr(strings.TrimRight(address, ".:"))
	_, open := netip.ParseAddr(address)
	return bracket == closed && (err == nil || open == nil)
}

// begins are what a link or a reference begins with, and how it is written instead. The
// last group of the pattern stays.
var begins = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)\b(www|ftp)\.`), "$1·"},
	{regexp.MustCompile(`(?i)\b(mailto|xmpp|tel|data|javascript|file|news|cid):`), "$1："},
	{regexp.MustCompile(`#([0-9A-Za-z])`), "＃$1"},
	{regexp.MustCompile(`!(\d)`), "！$1"},
	{regexp.MustCompile(`&(#?[0-9A-Za-z])`), "＆$1"},
	{regexp.MustCompile(`(^|[^0-9A-Za-z%])%(["0-9]|[A-Za-z][0-9A-Za-z_.-]*(?:[^0-9A-Za-z_.%-]|$))`), "$1％$2"}, // %TEMP% is a variable
	{regexp.MustCompile(`(^|[^0-9A-Za-z~])~(["0-9A-Za-z])`), "$1～$2"},
	{regexp.MustCompile(`:([A-Za-z+-][0-9A-Za-z_+-]*):`), "：$1："},
	{regexp.MustCompile(`\b([0-9A-Fa-f]{6})[0-9A-Fa-f]{34,}\b`), "$1…"},
}

// inert returns one line of text that neither links nor loads anything.
func inert(s string) string {
	var b strings.Builder
	done := 0
	for _, span := range ipv6.FindAllStringIndex(s, -1) {
		// At the start of a line brackets would be a reference, behind a sign digits are one.
		if span[0] > 0 && strings.IndexByte(" (", s[span[0]-1]) >= 0 && isIPv6(s[span[0]:span[1]]) {
			b.WriteString(inertPart(s[done:span[0]]) + s[span[0]:span[1]])
			done = span[1]
		}
	}
	return b.String() + inertPart(s[done:])
}

func inertPart(s string) string {
	if strings.HasPrefix(s, ">") { // a quotation
		s = "＞" + s[1:]
	}
	s = wide.Replace(s)
	for _, p := range begins {
		s = p.pattern.ReplaceAllString(s, p.instead)
	}
	return s
}
