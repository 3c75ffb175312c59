package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/portdx/portdx/fixtures/evtxwrite"
)

// inputs chooses what the comparison of event logs reads.
type inputs struct {
	logs  string // folder of real System logs; empty for generated ones
	logMB int
}

const (
	headerSize = 4096
	chunkSize  = 1 << 16
)

// writeLog writes a log of about logMB, one chunk in a hundred of which holds an event of
// the TCP/IP driver.
func (in inputs) writeLog(path string) error {
	header, plain, tcpip, err := in.chunks()
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.Write(header)
	for i := range in.logMB << 20 / chunkSize {
		if i%100 == 50 {
			w.Write(tcpip[i%len(tcpip)])
		} else {
			w.Write(plain[i%len(plain)])
		}
	}
	return w.Flush()
}

// chunks returns a file header, and chunks without and with the driver's name.
func (in inputs) chunks() (header []byte, plain, tcpip [][]byte, err error) {
	logs, err := in.sources()
	if err != nil {
		return nil, nil, nil, err
	}
	name := wide("Tcpip")
	for _, log := range logs {
		if len(log) < headerSize {
			continue
		}
		header = log[:headerSize]
		for at := headerSize; at+chunkSize <= len(log); at += chunkSize {
			chunk := log[at : at+chunkSize]
			switch {
			case !bytes.HasPrefix(chunk, []byte("ElfChnk")):
			case bytes.Contains(chunk, name):
				tcpip = append(tcpip, chunk)
			default:
				plain = append(plain, chunk)
			}
		}
	}
	if len(plain) == 0 || len(tcpip) == 0 {
		return nil, nil, nil, fmt.Errorf("the logs hold no chunks with and without Tcpip")
	}
	return header, plain, tcpip, nil
}

func (in inputs) sources() ([][]byte, error) {
	if in.logs == "" {
		return generatedLogs()
	}
	var logs [][]byte
	files, err := filepath.Glob(filepath.Join(in.logs, "*.evtx"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		if bytes.Contains(data, wide("Service Control Manager")) {
			logs = append(logs, data)
		}
	}
	return logs, err
}

// generatedLogs writes a log of common events, and one with failed allocations.
func generatedLogs() ([][]byte, error) {
	var logs [][]byte
	for _, provider := range []string{"Service Control Manager", "Tcpip"} {
		var events []evtxwrite.Event
		at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		for i := range 4000 {
			e := evtxwrite.Event{
				Time: at.Add(time.Duration(i) * time.Minute), Provider: "Service Control Manager", ID: 7036, Qualifiers: 0x4000,
				Level: 4, Channel: "System", Computer: "WEB01", Data: []string{"Windows Update", "running"},
			}
			if i%50 == 0 && provider == "Tcpip" {
				e.Provider, e.ID, e.Qualifiers, e.Data = provider, 4231, 0x8000, nil
			}
			events = append(events, e)
		}
		var b bytes.Buffer
		if err := evtxwrite.Write(&b, events); err != nil {
			return nil, err
		}
		logs = append(logs, b.Bytes())
	}
	return logs, nil
}

// wide returns a text as UTF-16LE.
func wide(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}
