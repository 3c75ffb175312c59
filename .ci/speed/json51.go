package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"os"
	"time"

	"github.com/portdx/portdx/fixtures/gen/capture"
)

// writeJSON51 writes 50 MB of connections as ConvertTo-Json of Windows PowerShell 5.1 does.
func writeJSON51(path string) error {
	r := rand.New(rand.NewPCG(1, 2))
	states := []capture.State{capture.TimeWait, capture.TimeWait, capture.Established, capture.CloseWait}
	var rows capture.Table
	for i := range 12_000 {
		c := capture.Conn{
			State:  states[r.IntN(len(states))],
			Local:  netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 20, 30, byte(10 + r.IntN(4))}), uint16(49152+i%16384)),
			Remote: netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(r.IntN(250))}), 443),
		}
		if c.State != capture.TimeWait {
			c.PID = uint32(1000 + r.IntN(200))
		}
		rows = append(rows, c)
	}
	newest := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	return os.WriteFile(path, capture.CRLF(capture.NetTCP{Table: rows, Server: "WEB01", Newest: newest}.JSON()), 0o600)
}

// decodeJSON reads connections with encoding/json, one by one, into a structure that has
// only the members that a diagnosis wants. It is what the program does when it is called
// with -decode, so that it can be measured as a process.
func decodeJSON(path string, out io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	if _, err := d.Token(); err != nil {
		return err
	}
	rows := 0
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
			return err
		}
		rows++
	}
	_, err = fmt.Fprintln(out, rows)
	return err
}
