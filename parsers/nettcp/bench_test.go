package nettcp

import (
	"bytes"
	"encoding/json"
	"io"
	"net/netip"
	"testing"
	"time"

	"github.com/portdx/portdx/fixtures/gen/capture"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// benchRows is how many connections the benchmarks read, 50 MB of JSON.
const benchRows = 12_000

// newest51 is the CreationTime of the last connection of cim51.
var newest51 = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// cim51 returns connections as ConvertTo-Json of Windows PowerShell 5.1 writes them.
func cim51(rows int) []byte {
	table := make(capture.Table, rows)
	for i := range table {
		table[i] = capture.Conn{
			State:  capture.Established,
			PID:    1000,
			Local:  netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 20, 30, byte(10 + i%4)}), uint16(49152+i%16384)),
			Remote: netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, byte(100 + i%3), byte(10 + i%90)}), 443),
		}
	}
	return capture.CRLF(capture.NetTCP{Table: table, Server: "WEB01", Newest: newest51}.JSON())
}

// BenchmarkJSON51 reads connections of Windows PowerShell 5.1 as an analysis does.
func BenchmarkJSON51(b *testing.B) {
	text := cim51(benchRows)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if rows := readJSON(text); rows < 10_000 {
			b.Fatalf("%d rows", rows)
		}
	}
}

func readJSON(text []byte) int {
	l := textenc.NewLines(bytes.NewReader(text))
	s := &snapshot.Section{Status: snapshot.StatusParsed}
	l.Next()
	ParseJSON(l, s)
	return s.Captures[0].Summary.TCPRows()
}

// BenchmarkEncodingJSON reads the same with encoding/json, connection by connection, into
// a structure that has only the members wanted.
func BenchmarkEncodingJSON(b *testing.B) {
	text := cim51(benchRows)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if rows, err := decodeJSON(bytes.NewReader(text)); rows < 10_000 || err != nil {
			b.Fatalf("%d rows, error %v", rows, err)
		}
	}
}

func decodeJSON(r io.Reader) (rows int, err error) {
	d := json.NewDecoder(r)
	if _, err := d.Token(); err != nil {
		return 0, err
	}
	for d.More() {
		var c struct {
			LocalAddress, RemoteAddress string
			LocalPort, RemotePort       uint16
			State                       int
			OwningProcess               uint32
			CreationTime                string
			CimSystemProperties         struct{ ServerName string }
		}
		if err := d.Decode(&c); err != nil {
			return rows, err
		}
		rows++
	}
	_, err = d.Token()
	return rows, err
}
