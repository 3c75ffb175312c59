package nettcp

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestCaptures reads real captures where they are at hand, and checks what stands in
// them.
func TestCaptures(t *testing.T) {
	const tcp, none = snapshot.KindNetTCP, snapshot.KindUnrecognized
	type facts struct {
		Kind                 snapshot.Kind
		Captures, Rows       int
		Listen, TimeWait     int
		Bound, UDP           int
		PID                  bool
		Host, Created, Notes string
	}
	tests := []struct {
		file string
		want facts
	}{
		{"nettcp-csv/2-fs57582249475-subset.csv", facts{Kind: tcp, Captures: 1, Rows: 2, Listen: 1, PID: true}},
		{"nettcp-csv/3-fs71130221313-TYPE-subset.csv", facts{Kind: tcp, Captures: 1, Rows: 2, PID: true}},
		{"nettcp-csv/4-eternaldragon-triage.csv", facts{Kind: tcp, Captures: 1, Rows: 5, Listen: 1, PID: true}},
		{"nettcp-csv/aha-example-inputfile.csv", facts{
			Kind: tcp, Captures: 1, Rows: 38, Listen: 21, UDP: 16, PID: true, Created: "2018-08-04T14:02:17Z",
		}},
		{"nettcp-json/cnquery-windows_tcp_slim.json", facts{Kind: tcp, Captures: 1, Rows: 2, Listen: 1, PID: true}},
		{"nettcp-json/mql-windows_connections.json", facts{Kind: tcp, Captures: 1, Rows: 4, Listen: 1, Bound: 1, UDP: 2, PID: true}},
		{"nettcp-json/mql-windows_tcp.json", facts{
			Kind: tcp, Captures: 1, Rows: 1, Listen: 1, PID: true, Host: "WIN-E692AR0A0UB", Created: "2022-10-24T00:44:10Z",
		}},
		{"nettcp-text/1-fs70087992731-noPID.txt", facts{Kind: tcp, Captures: 1, Rows: 2}},
		{"nettcp-text/2-fs48992038002-bound-noPID.txt", facts{Kind: tcp, Captures: 1, Rows: 3, Bound: 3}},
		{"nettcp-text/4-fs27251463037-listen-blank-setting.txt", facts{Kind: tcp, Captures: 1, Rows: 2, Listen: 2, PID: true}},
		{"nettcp-text/5-fs54498508810-timewait-noPID.txt", facts{Kind: tcp, Captures: 1, Rows: 3, TimeWait: 3}},
		{"nettcp-text/6-fs1252417387-wazuh.txt", facts{Kind: tcp, Captures: 1, Rows: 1, PID: true}},
		{"recon/nettcp-export-csv-ps51.csv", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T09:16:01Z",
		}},
		{"recon/nettcp-export-csv-ps7.csv", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T09:16:01Z",
		}},
		{"recon/nettcp-ps7-usequotes-asneeded.csv", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T09:16:01Z",
		}},
		{"recon/nettcp-select-useculture-de.csv", facts{Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true}},
		{"recon/nettcp-select-json-ps51.json", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T08:35:44Z",
		}},
		{"recon/nettcp-select-json-ps7.json", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T08:15:44Z",
		}},
		{"recon/nettcp-select-json-ps7-enumsasstrings-compress.json", facts{
			Kind: tcp, Captures: 1, Rows: 5, Listen: 1, TimeWait: 1, Bound: 1, PID: true, Created: "2026-11-22T08:15:44Z",
		}},
		{"recon/nettcp-single-object-ps7.json", facts{Kind: tcp, Captures: 1, Rows: 1, PID: true, Created: "2026-11-22T08:15:44Z"}},
		{"recon/nettcp-clixml.xml", facts{Kind: tcp, Captures: 1, Rows: 1, PID: true, Created: "2026-11-22T08:15:44Z"}},
		{"recon/nettcp-group-count.json", facts{Kind: none, Notes: "nettcp.grouped-counts"}},
		{"mixed/3-export-csv-of-strings.csv", facts{Kind: none, Notes: "nettcp.export-csv-of-strings"}},
	}
	dir := realfiles.Dir(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, tt.file))
			if err != nil {
				t.Skip(err)
			}
			s := one(t, string(text), "")
			got := facts{Kind: s.Kind, Captures: len(s.Captures), Host: s.Host, Notes: noteIDs(s)}
			for _, c := range s.Captures {
				got.Rows += c.Table.Len()
				got.Listen += int(c.Summary.States[snapshot.Listen])
				got.TimeWait += int(c.Summary.States[snapshot.TimeWait])
				got.UDP += c.Summary.UDPRows
				got.Bound += int(c.Summary.States[snapshot.Bound])
				got.PID = c.HasPID
				if !c.Created.IsZero() {
					got.Created = c.Created.Format("2006-01-02T15:04:05Z")
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOtherCaptures reads the real captures of all other kinds: none of them is a
// connection table of PowerShell's.
func TestOtherCaptures(t *testing.T) {
	dir := realfiles.Dir(t)
	for _, kind := range []string{
		"netstat-ano", "netstat-s", "localized", "netsh", "reg", "tasklist", "systeminfo",
		"counters", "events", "nettcpsetting",
	} {
		files, err := filepath.Glob(filepath.Join(dir, kind, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range run(string(text), "") {
				t.Errorf("%s: line %d is taken for %s", file, s.Line, s.Kind)
			}
		}
	}
}
