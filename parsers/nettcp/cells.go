package nettcp

import (
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/ruler"
)

// cell is what stands in a column: bytes of a line, and the columns of the console that
// they take. PowerShell 7 ends what it cuts off with a character of three bytes.
type cell struct{ column, from, to, left, right int }

// each finds the words of a line that stand in a column. Neighbouring words of one column
// are one cell, as in `System Idle Process`.
func each(text []byte, spans []span, do func(cell)) {
	if len(text) > maxTableLine {
		return
	}
	c := cell{column: -1}
	at := 0 // column of the console
	for i := 0; i < len(text); {
		if text[i] == ' ' || text[i] == '\t' {
			i, at = i+1, at+1
			continue
		}
		word := cell{from: i, left: at}
		for ; i < len(text) && text[i] != ' ' && text[i] != '\t'; i++ {
			if text[i]&0xc0 != 0x80 { // the first byte of a character
				at++
			}
			if text[i] >= 0xe1 {
				if r, _ := utf8.DecodeRune(text[i:]); ruler.IsWide(r) {
					at++
				}
			}
		}
		word.to, word.right = i, at
		word.column = columnOf(spans, word, c.column)
		switch {
		case word.column < 0:
		case word.column == c.column:
			c.to, c.right = word.to, word.right
		default:
			if c.column >= 0 {
				do(c)
			}
			c = word
		}
	}
	if c.column >= 0 {
		do(c)
	}
}

// columnOf returns the column whose dashes a word stands below, or the column before it
// where that is wider than its dashes; -1 where there is none.
func columnOf(spans []span, word cell, before int) int {
	for i, sp := range spans {
		if word.left < sp.End && word.right > sp.Start {
			return i
		}
	}
	if before >= 0 && (before+1 == len(spans) || word.right < spans[before+1].Start) {
		return before
	}
	return -1
}
