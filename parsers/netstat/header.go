package netstat

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxNames is how many image names one capture keeps; Windows runs out of memory long
// before it runs that many processes.
const maxNames = 1 << 16

// maxWord is how much of a word from the file a note or a name keeps.
const maxWord = 260 // MAX_PATH, Windows SDK minwindef.h

func clip(word []byte) string {
	if len(word) > maxWord {
		word = word[:maxWord]
	}
	return string(bytes.ToValidUTF8(word, []byte("\uFFFD")))
}

// looksLikeRow reports whether the line is meant as a row, as netstat prints it or with
// what copying and logging put around it.
func looksLikeRow(line []byte) bool { return beginsRow(line) || isDecoratedRow(line) }

// beginsRow reports whether TCP or UDP is the line's first word, allowing for what
// copying puts before it: quotes, cells, comment and quotation signs, a row number.
func beginsRow(line []byte) bool {
	i := 0
	for i < len(line) && (isJunk(line[i]) || line[i] >= '0' && line[i] <= '9') {
		i++
	}
	if len(line)-i < 12 || !isProto(line[i:i+3]) || !isJunk(line[i+3]) {
		return false
	}
	// The next word is an endpoint: it has a port behind a colon. Lower-case rows of
	// Linux have two numbers there.
	for i += 3; i < len(line) && isJunk(line[i]); i++ {
	}
	word := line[i:]
	if j := bytes.IndexAny(word, " \t,;|\"\u00a0"); j >= 0 {
		word = word[:j]
	}
	return isEndpoint(word)
}

// isCutRow reports whether a line below rows is what is left of one.
func isCutRow(trimmed []byte) bool {
	word, rest, _ := bytes.Cut(trimmed, []byte(" "))
	if len(word) < 3 {
		return len(word) > 0 && len(rest) == 0 && (bytes.HasPrefix([]byte("TCP"), word) || bytes.HasPrefix([]byte("UDP"), word))
	}
	return len(word) == 3 && isProto(word) && len(bytes.Fields(rest)) < 2
}

func isProto(b []byte) bool {
	return b[1] == 'C' && b[0] == 'T' && b[2] == 'P' || b[1] == 'D' && b[0] == 'U' && b[2] == 'P'
}

// noBreak is the no-break space that copying from a page or a chat leaves for spaces.
const noBreak = '\u00a0'

// isJunk reports whether a byte stands between words: a separator, what copying puts
// there, or a byte of noBreak, which no word of a row has.
func isJunk(c byte) bool {
	switch c {
	case ' ', '\t', ',', ';', '"', '#', '>', '|', '\f', 0xc2, 0xa0:
		return true
	}
	return false
}

// maxBlank is how many blank lines may stand between two lines of a table's head. netstat
// prints one, and with -t another one below the header; line ends that were doubled make
// three of one.
const maxBlank = 3

// isTitle reports whether the current line is the title of a table: one line of words,
// a header of at least three words below a blank line, and a row after it. No language
// needs to be known for that.
func isTitle(l *textenc.Lines) bool {
	below, ok := l.Peek(1)
	if !ok || len(words(below)) > 0 {
		return false
	}
	line := words(l.Text())
	if len(line) == 0 || len(line) > 200 || bytes.IndexByte(line, ':') >= 0 && looksLikeRow(line) {
		return false
	}
	head, at := nextWords(l, 1)
	if !isHeader(head) {
		return false
	}
	row, _ := nextWords(l, at)
	return looksLikeRow(row) || isKnownTitle(line)
}

// nextWords returns the next line below the n-th one that is not blank, and its number. It
// is nil where too many blank lines stand between.
func nextWords(l *textenc.Lines, n int) (line []byte, at int) {
	for at = n + 1; at <= n+1+maxBlank; at++ {
		below, ok := l.Peek(at)
		if !ok {
			break
		}
		if line = words(below); len(line) > 0 {
			return line, at
		}
	}
	return nil, at
}

// words returns what a line says without what copying and logging put around it.
func words(line []byte) []byte {
	if rest, ok := unprefixed(line); ok {
		line = rest
	}
	return bytes.Trim(withoutMarkup(line), "# >\t\f\u00a0\",|")
}

// isHeader reports whether the line can be the row of column titles.
func isHeader(line []byte) bool {
	return len(line) < 400 && len(bytes.FieldsFunc(line, isGap)) >= 3 && bytes.IndexByte(line, ':') < 0 && !bytes.ContainsAny(line, "0123456789")
}

// isGap reports whether a sign stands between words.
func isGap(c rune) bool { return c < 0x80 && isJunk(byte(c)) || c == noBreak }

// isRule reports whether a line only divides the head of a table from its rows.
func isRule(line []byte) bool {
	return len(line) > 0 && len(bytes.Trim(line, " \t-=+|:─━═┼╪├┤┌┬┐└┴┘╞╡")) == 0
}

// isBareHeader reports whether the current line is a row of column titles with a row right
// below it. Ticket systems drop the blank lines by which isTitle knows a title.
func isBareHeader(l *textenc.Lines) bool {
	line := words(l.Text())
	if !slices.ContainsFunc(headerWords, func(w []byte) bool { return bytes.HasPrefix(line, w) }) || !isHeader(line) {
		return false
	}
	row, ok := l.Peek(1)
	if ok && isRule(row) {
		row, ok = l.Peek(2)
	}
	return ok && looksLikeRow(row)
}

// headerWords begin the row of column titles.
var headerWords = [][]byte{
	[]byte("Proto"), []byte("协议"), []byte("協定"), []byte("プロトコル"), []byte("Имя"), []byte("프로토콜"),
}

// knownTitles let an empty table be recognized as one (notes on formats: headers).
var knownTitles = [][]byte{
	[]byte("Active Connections"), []byte("Aktive Verbindungen"), []byte("Connexions actives"),
	[]byte("Conexiones activas"), []byte("Conex"), []byte("Активные подключения"),
	[]byte("활성 연결"), []byte("活动连接"), []byte("アクティブな接続"), []byte("Connessioni attive"),
}

func isKnownTitle(line []byte) bool {
	for _, t := range knownTitles {
		if bytes.HasPrefix(line, t) {
			return true
		}
	}
	return false
}

// NamesCommand reports whether a line of text names a netstat command, as collectors
// write above its output and as batch files echo it.
func NamesCommand(line []byte) bool {
	i := bytes.Index(line, []byte("netstat"))
	if i < 0 {
		i = bytes.Index(bytes.ToLower(line), []byte("netstat"))
	}
	if i < 0 || len(line) > 400 {
		return false
	}
	rest := bytes.TrimPrefix(line[i+len("netstat"):], []byte(".exe"))
	return len(rest) == 0 || rest[0] == ' ' && !bytes.HasSuffix(bytes.TrimSpace(line), []byte("]"))
}

// elevationWords are what Windows says to error 740, ERROR_ELEVATION_REQUIRED, in its
// languages.
var elevationWords = [][]byte{
	[]byte("requires elevation"), []byte("erfordert erhöhte Rechte"), []byte("nécessite une élévation"),
	[]byte("requiere elevación"), []byte("requer elevação"), []byte("richiede l'esecuzione con privilegi elevati"),
	[]byte("wymaga podniesienia"), []byte("требует повышения"), []byte("请求的操作需要提升"), []byte("要求的作業需要提升"),
	[]byte("管理者特権が必要"), []byte("권한 상승이 필요"),
}

// IsElevation reports whether the line is what netstat -b and other commands print, and
// nothing else, in a console without an administrator's rights.
func IsElevation(line []byte) bool {
	if len(line) > 200 {
		return false
	}
	for _, w := range elevationWords {
		if bytes.Contains(line, w) {
			return true
		}
	}
	return false
}

// notes reports what could not be read.
func (p *parser) notes() {
	s := p.section
	note := func(d snapshot.Damage, id string, args ...string) {
		if d.Count > 0 {
			s.Status = snapshot.StatusPartial
			s.AddNote(id, d.First, append([]string{strconv.Itoa(d.Count), strconv.Itoa(d.First)}, args...)...)
		}
	}
	if p.elevation > 0 {
		p.empty = snapshot.Damage{} // the note on elevation says why
	}
	note(p.bad, "netstat.bad-rows")
	note(p.empty, "netstat.no-rows")
	note(p.dropped, "netstat.too-many-rows", strconv.Itoa(MaxRows))
	note(p.long, "text.long-line", strconv.Itoa(textenc.MaxLine))
	if d := p.unmapped; d.Count > 0 {
		s.AddNote("netstat.unknown-state", d.First, strconv.Itoa(d.Count), p.word, strconv.Itoa(d.First))
	}
	if p.further > 0 {
		s.AddNote("nettcp.several-moments", s.Line, strconv.Itoa(p.further+1))
	}
	if p.rows.services > 0 {
		s.AddNote("netstat.service-names", 0, strconv.Itoa(p.rows.services))
	}
	if p.ambiguous.Count > 0 {
		s.AddNote("capture.ambiguous-date", p.ambiguous.First, strconv.Itoa(p.ambiguous.First))
	}
	if p.elevation > 0 {
		s.AddNote("netstat.elevation", p.elevation)
	}
}
