package netstat

import (
	"bytes"
	"slices"

	"github.com/portdx/portdx/parsers/textenc"
)

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

// isRule reports whether a line only divides the head of a table from its rows.
func isRule(line []byte) bool {
	return len(line) > 0 && len(bytes.Trim(line, " \t-=+|:─━═┼╪├┤┌┬┐└┴┘╞╡")) == 0
}

// isBareHeader reports whether the current line is a row of column titles with a row right
// below it. Ticket systems drop the blank lines by which isTitle knows a title.
func isBareHeader(l *textenc.Lines) bool {
	if !l.Traits().Has(textenc.Wide) && !bytes.Contains(l.Text(), headerWords[0]) {
		return false
	}
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

// knownTitles are the titles that netstat prints in its languages, or how they begin, by
// which a table without rows is known.
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
