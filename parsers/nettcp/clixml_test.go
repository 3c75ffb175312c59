package nettcp

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const clixmlHead = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">` + "\r\n"

// clixmlCIM writes a connection as Export-Clixml does: the values that CIM has in Props,
// what PowerShell adds in MS. It takes 30 lines.
func clixmlCIM(server, port, state string) string {
	return `  <Obj RefId="0">
    <TN RefId="0">
      <T>Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetTCPConnection</T>
      <T>System.Object</T>
    </TN>
    <ToString>MSFT_NetTCPConnection (InstanceID = "192.0.2.1??50001??198.51.100.7??443")</ToString>
    <Props>
      <Nil N="Name" />
      <Nil N="Status" />
      <DT N="CreationTime">2026-11-22T09:15:44.1234567+01:00</DT>
      <S N="LocalAddress">192.0.2.1</S>
      <U16 N="LocalPort">` + port + `</U16>
      <U32 N="OwningProcess">77</U32>
      <S N="RemoteAddress">198.51.100.7</S>
      <U16 N="RemotePort">443</U16>
      ` + state + `
    </Props>
    <MS>
      <Obj N="__ClassMetadata" RefId="1">
        <LST>
          <Obj RefId="2">
            <MS>
              <S N="ClassName">MSFT_NetTCPConnection</S>
              <S N="ServerName">` + server + `</S>
            </MS>
          </Obj>
        </LST>
      </Obj>
    </MS>
  </Obj>
`
}

func TestCLIXML(t *testing.T) {
	enum := `<Obj N="State" RefId="3"><TN RefId="2"><T>Microsoft.PowerShell.Cmdletization.GeneratedTypes.NetTCPConnection.State</T></TN><ToString>TimeWait</ToString><By>11</By></Obj>`
	bare := `<Obj N="State" RefId="3"><TNRef RefId="2" /><I32>100</I32></Obj>`
	row := func(port string) string {
		return `<Obj RefId="1"><MS><U16 N="LocalPort">` + port + `</U16><S N="State">Listen</S></MS></Obj>` + "\n"
	}
	check(t, []test{
		{
			name: "connections of cim, states in every form", last: 92, host: "LAB7",
			text: clixmlHead + clixmlCIM("LAB7", "50001", `<By N="State">5</By>`) + clixmlCIM("LAB7", "50002", enum) + clixmlCIM("lab7", "50003", bare) + "</Objs>\r\n",
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77",
				"32: tcp/ipv4 192.0.2.1 50002 > 198.51.100.7 443 TIME_WAIT 77",
				"62: tcp/ipv4 192.0.2.1 50003 > 198.51.100.7 443 BOUND 77",
			},
		},
		{
			name: "what one powershell writes for another, then other text", last: 4,
			text: "#< CLIXML\n" + strings.TrimSpace(clixmlHead) + row("80") + row("81") + "</Objs>\nC:\\>netstat -ano\n",
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -", "3: tcp/unknown * 81 > * 0 LISTENING -"},
		},
		{
			name: "an array as one object", last: 5,
			text: clixmlHead + "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Object[]</T></TN><LST>\n" + row("80") + row("81") + "</LST></Obj></Objs>\n",
			want: []string{"3: tcp/unknown * 80 > * 0 LISTENING -", "4: tcp/unknown * 81 > * 0 LISTENING -"},
		},
		{
			name: "moments with their connections", last: 4,
			text: clixmlHead + strings.Repeat(`<Obj RefId="0"><MS><S N="When">x</S><Obj N="Connections" RefId="9"><LST>`+strings.TrimSpace(row("80"))+"</LST></Obj></MS></Obj>\n", 2) + "</Objs>",
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -", "--", "3: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "groups with their connections are one capture", last: 4,
			text: clixmlHead + strings.Repeat(`<Obj RefId="0"><Props><Obj N="Group" RefId="9"><LST>`+strings.TrimSpace(row("80"))+"</LST></Obj><S N=\"Name\">Listen</S></Props></Obj>\n", 2) + "</Objs>",
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -", "3: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "udp endpoints", last: 3, kind: snapshot.KindNetUDP,
			text: clixmlHead + `<Obj RefId="0"><Props><Nil N="Status" /><S N="LocalAddress">::</S><U16 N="LocalPort">5353</U16><U32 N="OwningProcess">9</U32></Props></Obj>` + "\n</Objs>",
			want: []string{"2: udp/ipv6 :: 5353 > * 0  9"},
		},
		{
			name: "a state that is null", last: 3, status: snapshot.StatusPartial, notes: "nettcp.unknown-state 1 2",
			text: clixmlHead + `<Obj RefId="0"><MS><S N="LocalAddress">::</S><U16 N="LocalPort">80</U16><Nil N="State" /></MS></Obj>` + "\n</Objs>",
			want: []string{"2: tcp/ipv6 :: 80 > * 0 UNMAPPED -"},
		},
		{
			name: "two documents are two captures", last: 6,
			text: strings.Repeat(clixmlHead+row("80")+"</Objs>\r\n", 2),
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -", "--", "5: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "cut", last: 3, status: snapshot.StatusPartial, notes: "nettcp.clixml-truncated 3",
			text: clixmlHead + row("80") + `<Obj RefId="1"><MS><U16 N="LocalPort">5000`,
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "a damaged port", last: 4, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 3",
			text: clixmlHead + row("80") + row("8x") + "</Objs>",
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "damaged tags", last: 4,
			text: clixmlHead + "< <x <!-- y --></Obj></Obj>" + row("80") + "<" + row("81") + "</Objs>",
			want: []string{"2: tcp/unknown * 80 > * 0 LISTENING -", "3: tcp/unknown * 81 > * 0 LISTENING -"},
		},
		{
			name: "other objects", last: 3, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized,
			text:  clixmlHead + `<Obj RefId="0"><TN RefId="0"><T>System.Diagnostics.Process</T><T>System.Object</T></TN><Props><S N="Name">w3wp</S></Props></Obj>` + "\n</Objs>",
			notes: "nettcp.clixml-no-connections System.Diagnostics.Process",
		},
		{
			name: "text", last: 3, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized,
			text:  clixmlHead + "<S>  TCP    0.0.0.0:135</S>\n</Objs>",
			notes: "nettcp.clixml-no-connections System.String",
		},
	})
}

func TestCLIXMLNames(t *testing.T) {
	s := one(t, clixmlHead+`<Obj RefId="0"><MS><U16 N="LocalPort">80</U16><U32 N="OwningProcess">77</U32>`+
		`<Obj N="Process" RefId="1"><ToString>System.Diagnostics.Process (R&amp;D)</ToString><Props><I32 N="Id">78</I32><S N="Name">x</S><S N="MachineName">.</S></Props></Obj>`+
		`<By N="State">2</By><DT N="CreationTime">2026-11-22T09:15:44.1234567+01:00</DT></MS></Obj></Objs>`, "")
	c := s.Captures[0]
	if diff := cmp.Diff(map[uint32]string{77: "R&D"}, c.Names); diff != "" || s.Host != "" {
		t.Errorf("host %q, names (-want +got):\n%s", s.Host, diff)
	}
	if got := c.Created.Format("2006-01-02T15:04:05Z07:00"); got != "2026-11-22T08:15:44Z" {
		t.Errorf("created %s", got)
	}
}

// TestNotCLIXML holds what looks alike and is not: progress in a log of a remote shell
// must not swallow what stands below it.
func TestNotCLIXML(t *testing.T) {
	head := strings.TrimSpace(clixmlHead)
	tests := []struct{ name, text string }{
		{"progress", "#< CLIXML\n" + head + `<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Management.Automation.PSCustomObject</T></TN></Obj></Objs>` + "\n"},
		{"errors", head + `<S S="Error">failed_x000D__x000A_</S></Objs>` + "\n"},
		{"mark alone", "#< CLIXML\nactive connections\n"},
		{"other xml", "<?xml version=\"1.0\"?>\n<Events></Events>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

// TestHostileCLIXML checks that neither long texts, nor tags, nor depth take memory in
// proportion to their size.
func TestHostileCLIXML(t *testing.T) {
	const size = 64 << 20
	row := `<Obj RefId="1"><MS><U16 N="LocalPort">80</U16><S N="State">Listen</S></MS></Obj>`
	tests := []struct{ name, fill string }{
		{"text", strings.Repeat("x", 1<<10)},
		{"line ends", strings.Repeat("\n", 1<<10)},
		{"depth", strings.Repeat("<Obj>", 1<<10)},
		{"tag", "<" + strings.Repeat("x ", 1<<10)},
		{"attributes", "<S " + strings.Repeat(`N="x" `, 1<<10)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := textenc.NewLines(io.MultiReader(strings.NewReader(clixmlHead+row), &repeat{text: tt.fill, left: size}))
			l.Next()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s := &snapshot.Section{Line: 1, Status: snapshot.StatusParsed}
			ParseCLIXML(l, s)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
				t.Errorf("allocated %d KiB", used>>10)
			}
			if s.Status != snapshot.StatusPartial || len(s.Captures) != 1 {
				t.Errorf("status %s, %d captures; want partial, 1", s.Status, len(s.Captures))
			}
		})
	}
}

// TestLongCLIXML reads a document that stands on one line, as remote shells print it.
func TestLongCLIXML(t *testing.T) {
	var b strings.Builder
	const n = 5000
	b.WriteString("#< CLIXML\r\n" + strings.TrimSpace(clixmlHead))
	for i := range n {
		fmt.Fprintf(&b, `<Obj S="Output" RefId="%d"><MS><U16 N="LocalPort">%d</U16><S N="State">TimeWait</S></MS></Obj>`, i, i)
	}
	b.WriteString("</Objs>")
	s := one(t, b.String(), "")
	if rows := s.Captures[0].Table.Len(); rows != n || s.LastLine != 2 || len(s.Notes) != 0 {
		t.Errorf("%d rows up to line %d, notes %q; want %d up to line 2", rows, s.LastLine, noteIDs(s), n)
	}
}

func FuzzCLIXML(f *testing.F) {
	f.Add(clixmlHead + clixmlCIM("LAB7", "1", `<By N="State">2</By>`) + "</Objs>")
	f.Add("#< CLIXML\n" + clixmlHead + `<Obj RefId="0"><LST><Obj><MS><S N='LocalPort'>1</S><Nil N="State"/></MS></Obj></LST></Obj>`)
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
