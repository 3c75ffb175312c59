package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/portdx/portdx/fixtures/evtxwrite"
)

// inputs chooses what the comparisons read.
type inputs struct {
	logs  string // folder of real System logs; empty for generated ones
	logMB int
}

// countStates is the awk program that a user would write instead of a diagnosis: rows by
// state, by process, by state and remote end, and distinct local ports.
const countStates = `$1=="TCP"{s[$4]++;p[$5]++;r[$4" "$3]++;n=split($2,a,":");l[a[n]]=1}END{for(i in s)print i,s[i];for(i in p)c++;for(i in r)d++;for(i in l)e++;print c,d,e}`

func comparisons(in inputs) []comparison {
	portdx := func(file string) []string {
		return []string{"%s/portdx", "analyze", "%s/" + file, "-f", "json"}
	}
	self, _ := os.Executable()
	awk := func(file string) []string { return []string{"mawk", countStates, "%s/" + file} }
	return []comparison{
		{"netstat 1 M rows / mawk", portdx("rows.txt"), awk("rows.txt"), 0.30, func(dir string) error {
			return writeRows(filepath.Join(dir, "rows.txt"), 1_000_000, false)
		}},
		{"netstat 1 M unique IPv6 rows / mawk", portdx("six.txt"), awk("six.txt"), 0.20, func(dir string) error {
			return writeRows(filepath.Join(dir, "six.txt"), 1_000_000, true)
		}},
		{"netstat UTF-16LE / UTF-8", portdx("wide.txt"), portdx("rows.txt"), 1.4, func(dir string) error {
			return writeWide(filepath.Join(dir, "rows.txt"), filepath.Join(dir, "wide.txt"), writeMillion)
		}},
		{"JSON of PowerShell 5.1, 50 MB / encoding/json", portdx("ps51.json"), []string{self, "-decode", "%s/ps51.json"}, 0.40, func(dir string) error {
			return writeJSON51(filepath.Join(dir, "ps51.json"))
		}},
		{"JSON of PowerShell 5.1 UTF-16LE / UTF-8", portdx("ps51wide.json"), portdx("ps51.json"), 1.8, func(dir string) error {
			return writeWide(filepath.Join(dir, "ps51.json"), filepath.Join(dir, "ps51wide.json"), writeJSON51)
		}},
		{"evtx, 1 % of chunks with Tcpip / evtxexport", portdx("System.evtx"), []string{"evtxexport", "%s/System.evtx"}, 0.03, func(dir string) error {
			return in.writeLog(filepath.Join(dir, "System.evtx"))
		}},
	}
}

// writeRows writes a table as netstat -ano prints it.
func writeRows(path string, rows int, six bool) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString("\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n")
	w.WriteString("  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\r\n")
	r := rand.New(rand.NewPCG(1, 2))
	states := []string{"TIME_WAIT", "TIME_WAIT", "ESTABLISHED", "CLOSE_WAIT"}
	for range rows {
		state, pid := states[r.IntN(len(states))], 4*(1000+r.IntN(200))
		if state == "TIME_WAIT" {
			pid = 0
		}
		local := fmt.Sprintf("10.0.0.%d:%d", r.IntN(4), 1024+r.IntN(64512))
		remote := fmt.Sprintf("10.1.%d.%d:443", r.IntN(8), r.IntN(250))
		if six {
			local = fmt.Sprintf("[2001:db8::%x]:%d", r.IntN(4), 1024+r.IntN(64512))
			remote = fmt.Sprintf("[2001:db8:%x:%x:%x::%x]:443", r.IntN(65536), r.IntN(65536), r.IntN(65536), r.IntN(65536))
		}
		fmt.Fprintf(w, "  TCP    %-22s %-22s %-15s %d\r\n", local, remote, state, pid)
	}
	return w.Flush()
}

func writeMillion(path string) error { return writeRows(path, 1_000_000, false) }

// writeWide writes the same text in UTF-16, making the plain one first where it is not
// there.
func writeWide(from, to string, plain func(path string) error) error {
	if _, err := os.Stat(from); err != nil {
		if err := plain(from); err != nil {
			return err
		}
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	w := transform.NewWriter(out, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())
	if _, err := io.Copy(w, in); err != nil {
		return err
	}
	return w.Close()
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
