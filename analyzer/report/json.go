package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// JSON writes d in the form portdx.diagnosis/v1, indented by two spaces, with a newline at
// its end. It normalizes d first, so that no list is null. Characters that cannot be seen
// or that a terminal obeys are escaped; a reader of JSON gets them back as they were.
func JSON(w io.Writer, d *diagnosis.Diagnosis) error {
	d.Normalize()
	return WriteJSON(w, d)
}

// WriteJSON writes any value in the same way.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("report: encoding JSON: %w", err)
	}
	_, err := w.Write(escapeInvisible(b.Bytes()))
	return err
}

// escapeInvisible writes invisible characters of JSON text as \u escapes. Such characters
// can stand inside its strings only.
func escapeInvisible(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		plain := 0
		for plain < len(text) && (text[plain] >= ' ' && text[plain] <= '~' || text[plain] == '\n') {
			plain++
		}
		out, text = append(out, text[:plain]...), text[plain:]
		if len(text) == 0 {
			break
		}
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n' || unicode.IsGraphic(r):
			out = append(out, text[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		text = text[size:]
	}
	return out
}
