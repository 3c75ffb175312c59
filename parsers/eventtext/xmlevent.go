package eventtext

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/portdx/portdx/parsers/stamp"
)

const (
	// maxDepth is how deep elements of an event may be nested.
	maxDepth = 32
	// maxData is how many insertion strings of an event are kept, and maxDataText how
	// much of their text.
	maxData     = 64
	maxDataText = 16 << 10
)

// decodeEvent reads one event. Entities that are not XML's own stay as they are.
func decodeEvent(b []byte) (record, bool) {
	e := eventDecoder{}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil || len(e.path) > maxDepth {
			return record{}, false
		}
		e.token(token)
	}
	return e.record, e.record.hasID
}

// eventDecoder goes through the elements of an event.
type eventDecoder struct {
	record record
	path   []string
	text   []byte
	size   int // of the insertion strings
}

func (e *eventDecoder) token(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		e.flush()
		e.path = append(e.path, t.Name.Local)
		for _, a := range t.Attr {
			e.attribute(a.Name.Local, a.Value)
		}
	case xml.EndElement:
		e.flush()
		if len(e.path) > 0 {
			e.path = e.path[:len(e.path)-1]
		}
	case xml.CharData:
		if len(e.text)+len(t) <= maxDataText {
			e.text = append(e.text, t...)
		}
	}
}

// system returns the name of the child of System that is open, or nothing.
func (e *eventDecoder) system() string {
	if len(e.path) == 3 && e.path[1] == "System" {
		return e.path[2]
	}
	return ""
}

func (e *eventDecoder) attribute(name, value string) {
	r := &e.record
	switch e.system() {
	case "Provider":
		if name == "Name" && value != "" && len(value) <= maxField {
			r.provider = value
		} else if name == "EventSourceName" {
			r.set(providerField, []byte(value))
		}
	case "TimeCreated":
		if name == "SystemTime" {
			r.when = stamp.Parse(value)
			r.when.Zoned = true // it is in UTC, with or without a Z
		}
	}
}

// flush ends a piece of text and puts it where it belongs.
func (e *eventDecoder) flush() {
	text := bytes.TrimSpace(e.text)
	e.text = e.text[:0]
	if len(text) == 0 || len(e.path) < 3 {
		return
	}
	switch {
	case e.system() == "EventID":
		e.record.set(idField, text)
	case e.system() == "EventRecordID":
		e.record.set(recordField, text)
	case e.system() == "Channel":
		e.record.set(channelField, text)
	case e.system() == "Computer":
		e.record.set(computerField, text)
	case e.system() == "Level":
		e.record.set(levelField, text)
	case e.path[1] == "EventData" && e.path[2] == "Data" || e.path[1] == "UserData":
		if e.size += len(text); len(e.record.data) < maxData && e.size <= maxDataText {
			e.record.data = append(e.record.data, strings.ToValidUTF8(string(text), "\ufffd"))
		}
	}
}
