package eventtext

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/stamp"
)

// maxField bounds the values that are kept of a record: names, ids, times.
const maxField = 256

// record is one event as an export shows it.
type record struct {
	line     int
	provider string
	id       uint32
	hasID    bool
	recordID uint64
	when     stamp.Stamp
	channel  string
	computer string
	level    string
	aboutTCP bool // the message speaks of TCP or UDP
	data     []string
}

// field is what a column, a property or a label holds.
type field int

const (
	noField field = iota
	idField
	instanceField
	providerField
	timeField
	writtenField // when the record was written, or the time of day beside a date
	recordField
	computerField
	channelField
	levelField
	messageField
)

// properties are the names that PowerShell's objects and the event viewer give to the
// fields, in lower case and without spaces. PowerShell does not translate its names.
var properties = map[string]field{
	"id": idField, "eventid": idField, "instanceid": instanceField,
	"providername": providerField, "provider": providerField, "source": providerField, "eventsource": providerField,
	"sourcename":  providerField,
	"timecreated": timeField, "timegenerated": timeField, "dateandtime": timeField, "date": timeField,
	"datetime": timeField, "timewritten": writtenField, "time": writtenField,
	"recordid": recordField, "eventrecordid": recordField, "index": recordField, "recordnumber": recordField,
	"machinename": computerField, "computer": computerField, "computername": computerField, "pscomputername": computerField,
	"logname": channelField, "log": channelField, "channel": channelField, "logfile": channelField,
	"leveldisplayname": levelField, "entrytype": levelField, "level": levelField, "eventtype": levelField,
	"message": messageField, "description": messageField,
}

// fieldOf returns the field that a name stands for.
func fieldOf(name []byte) field {
	if len(name) > 40 {
		return noField
	}
	var buf [40]byte
	key := buf[:0]
	for _, c := range bytes.Trim(name, "\" \t\ufeff") {
		switch {
		case c >= 'A' && c <= 'Z':
			key = append(key, c+'a'-'A')
		case c != ' ' && c != '_':
			key = append(key, c)
		}
	}
	return properties[string(key)]
}

// set takes in a value. The first value of a field counts, but for the id, which Windows
// also prints as an instance id, and the message, which may come in parts.
func (r *record) set(f field, value []byte) {
	if f == messageField {
		r.message(value)
		return
	}
	value = bytes.TrimSpace(value)
	if len(value) == 0 || len(value) > maxField {
		return
	}
	switch f {
	case idField:
		if n, err := strconv.ParseUint(string(value), 10, 32); err == nil {
			r.id, r.hasID = uint32(n)&0xffff, true
		}
	case instanceField: // severity and customer bits stand above the event id
		if n, err := strconv.ParseUint(string(value), 10, 64); err == nil && !r.hasID {
			r.id, r.hasID = uint32(n)&0xffff, true
		}
	case providerField:
		put(&r.provider, value)
	case timeField, writtenField:
		if !r.when.OK {
			r.when = stamp.Parse(string(value))
		}
	case recordField:
		if n, err := strconv.ParseUint(string(value), 10, 64); err == nil && r.recordID == 0 {
			r.recordID = n
		}
	case computerField:
		put(&r.computer, value)
	case channelField:
		put(&r.channel, value)
	case levelField:
		put(&r.level, value)
	}
}

func put(to *string, value []byte) {
	if *to == "" {
		*to = strings.ToValidUTF8(string(value), "\ufffd")
	}
}

// message looks at a part of the message.
func (r *record) message(part []byte) {
	r.aboutTCP = r.aboutTCP || bytes.Contains(part, []byte("TCP")) || bytes.Contains(part, []byte("UDP")) ||
		bytes.Contains(part, []byte("ephemeral port")) // a narrow console cuts it off there
}

// settleProvider names the provider where the export does not: the ids of a failed port
// allocation are TCP/IP's if the message speaks of TCP or UDP, which no language
// translates, or if the command asked for them.
func (r *record) settleProvider(asked bool) {
	if r.mayBeFailure() && (r.aboutTCP || asked) {
		r.provider = "Tcpip"
	}
}

// mayBeFailure reports whether the record has the id of a failed port allocation, and no
// provider that would tell whose it is.
func (r *record) mayBeFailure() bool {
	return r.provider == "" && (r.id == 4227 || r.id == 4231 || r.id == 4266)
}
