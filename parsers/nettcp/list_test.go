package nettcp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestList(t *testing.T) {
	check(t, []test{
		{
			name: "format-list of windows powershell 5.1", last: 20, command: "Get-NetTCPConnection | fl",
			text: "\r\n\r\nLocalAddress   : fe80::1c2d:3e4f%12\r\nLocalPort      : 50125\r\nRemoteAddress  : ::\r\nRemotePort     : 0\r\n" +
				"State          : Bound\r\nAppliedSetting : \r\nOwningProcess  : 77\r\nCreationTime   : 22.11.2026 09:15:44\r\nOffloadState   : InHost\r\n\r\n" +
				"LocalAddress   : 192.0.2.1\r\nLocalPort      : 50126\r\nRemoteAddress  : 198.51.100.7\r\nRemotePort     : 443\r\n" +
				"State          : Established\r\nAppliedSetting : Internet\r\nOwningProcess  : 78\r\nCreationTime   : 2020-08-28 오후 12:52:04\r\n\r\n\r\n\r\n",
			want: []string{
				"3: tcp/ipv6 fe80::1c2d:3e4f 50125 > :: 0 BOUND 77",
				"13: tcp/ipv4 192.0.2.1 50126 > 198.51.100.7 443 ESTABLISHED 78",
			},
		},
		{
			name: "all properties, with what CIM adds", last: 19,
			text: "Caption                  : \nDescription              : \nInstanceID               : 127.0.0.1++8080++0.0.0.0++0\nName                     : \n" +
				"Status                   : \nEnabledDefault           : 2\nRequestedState           : 5\nCreationTime             : 4/24/2026 7:51:52 PM\n" +
				"LocalAddress             : 127.0.0.1\nLocalPort                : 8080\nOwningProcess            : 4816\nAppliedSetting           : \n" +
				"OffloadState             : InHost\nRemoteAddress            : 0.0.0.0\nRemotePort               : 0\nState                    : Listen\n" +
				"PSComputerName           : \nCimClass                 : ROOT/StandardCimv2:MSFT_NetTCPConnection\n" +
				"CimInstanceProperties    : {Caption, Description, ElementName, InstanceID...}\n",
			want: []string{"1: tcp/ipv4 127.0.0.1 8080 > 0.0.0.0 0 LISTENING 4816"},
		},
		{
			name: "values that a narrow console wraps", last: 6,
			text: "LocalAddress  : 2001:db8:1111:2222:3333:4444:55\n                55:6666\nLocalPort     : 50125\nState         : TimeWait\nCimClass      : ROOT/StandardCimv2:MSFT\n                _NetTCPConnection\n",
			want: []string{"1: tcp/ipv6 2001:db8:1111:2222:3333:4444:5555:6666 50125 > * 0 TIME_WAIT -"},
		},
		{
			name: "any properties in any order, indented", last: 6,
			text: "    State     : Listen\n    LocalPort : 80\n    PID       : 4\n\n    State     : 2\n    LocalPort : 81\n\n",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING 4", "5: tcp/unknown * 81 > * 0 LISTENING -"},
		},
		{
			name: "no blank lines", last: 9,
			text: "LocalAddress  : 192.0.2.1\nLocalPort     : 50001\nState         : Established\nLocalAddress  : 192.0.2.1\nLocalPort     : 50002\nState         : TimeWait\n" +
				"LocalAddress  : 192.0.2.1\nLocalPort     : 50003\nState         : CloseWait\n",
			want: []string{
				"1: tcp/ipv4 192.0.2.1 50001 > * 0 ESTABLISHED -", "4: tcp/ipv4 192.0.2.1 50002 > * 0 TIME_WAIT -",
				"7: tcp/ipv4 192.0.2.1 50003 > * 0 CLOSE_WAIT -",
			},
		},
		{
			name: "framed objects of CurrPorts", last: 34,
			text: strings.ReplaceAll("RULER\nProcess Name      : a.exe\nProcess ID        : 1234\nProtocol          : TCP\nLocal Port        : 50123\nLocal Port Name   : \nLocal Address     : 192.0.2.1\nRemote Port       : 443\nRemote Address    : 198.51.100.7\nState             : Established\nRULER\n\nRULER\nProcess Name      : System\nProcess ID        : 4\nProtocol          : TCP\nLocal Port        : 445\nLocal Port Name   : \nLocal Address     : 0.0.0.0\nRemote Port       : \nRemote Address    : \nState             : Listening\nRULER\n\nRULER\nProcess Name      : b.exe\nProcess ID        : 77\nProtocol          : UDP\nLocal Port        : 500\nLocal Port Name   : \nLocal Address     : 0.0.0.0\nRemote Port       : \nRemote Address    : \nState             : \nRULER\n\n", "RULER", strings.Repeat("=", 50)),
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50123 > 198.51.100.7 443 ESTABLISHED 1234", "14: tcp/ipv4 0.0.0.0 445 > * 0 LISTENING 4",
				"26: udp/ipv4 0.0.0.0 500 > * 0  77",
			},
		},
		{
			name: "udp endpoints", last: 7, kind: snapshot.KindNetUDP,
			text: "LocalAddress  : ::\nLocalPort     : 5353\nOwningProcess : 9\n\nLocalAddress  : 0.0.0.0\nLocalPort     : 123\nOwningProcess : 10\n",
			want: []string{"1: udp/ipv6 :: 5353 > * 0  9", "5: udp/ipv4 0.0.0.0 123 > * 0  10"},
		},
		{
			name: "udp endpoints with all properties, an empty status among them", last: 5, kind: snapshot.KindNetUDP,
			text: "Caption       : \nStatus        : \nLocalAddress  : ::\nLocalPort     : 5353\nOwningProcess : 9\n",
			want: []string{"1: udp/ipv6 :: 5353 > * 0  9"},
		},
		{
			name: "swapped ports", last: 7, notes: "nettcp.ports-swapped",
			text: "LocalPort  : 0\nRemotePort : 135\nState      : Listen\n\nLocalPort  : 443\nRemotePort : 50001\nState      : Established\n",
			want: []string{"1: tcp/unknown * 135 > * 0 LISTENING -", "5: tcp/unknown * 50001 > * 443 ESTABLISHED -"},
		},
		{
			name: "two lists", last: 13,
			text: "LocalPort : 80\nState     : Listen\n\nLocalPort : 81\nState     : Listen\n\n\n\nLocalPort : 80\nState     : Listen\n\nLocalPort : 82\nState     : Listen\n\n\n",
			want: []string{
				"1: tcp/unknown * 80 > * 0 LISTENING -", "4: tcp/unknown * 81 > * 0 LISTENING -", "--",
				"9: tcp/unknown * 80 > * 0 LISTENING -", "12: tcp/unknown * 82 > * 0 LISTENING -",
			},
		},
		{
			name: "formatted object by object", last: 9,
			text: "\n\nLocalPort : 80\nState     : Listen\n\n\n\nLocalPort : 81\n" + "State     : Listen\n\n\n",
			want: []string{"3: tcp/unknown * 80 > * 0 LISTENING -", "8: tcp/unknown * 81 > * 0 LISTENING -"},
		},
		{
			name: "colored by powershell 7", last: 2,
			text: "\x1b[32;1mLocalPort : \x1b[0m80\n\x1b[32;1mState     : \x1b[0mListen\n",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "cut in the middle of an object", last: 4, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 4",
			text: "LocalPort : 80\nState     : Listen\n\nLocalPort : 8",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "a damaged port and a damaged line", last: 9, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 4",
			text: "LocalPort : 80\nState     : Listen\n\nLocalPort : 8\x008\nState     : Listen\n\nLocalPort : 82\n\x01\x02\nState     : Bound\n",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING -", "7: tcp/unknown * 82 > * 0 BOUND -"},
		},
		{
			name: "other objects below", last: 2,
			text: "LocalPort : 80\nState     : Listen\n\nName : svchost\nId   : 4\n\nHandles : 1\n",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING -"},
		},
		{
			name: "a prompt below", last: 2,
			text: "LocalPort : 80\nState     : Listen\nPS C:\\> Get-NetTCPConnection | fl\n",
			want: []string{"1: tcp/unknown * 80 > * 0 LISTENING -"},
		},
	})
}

func TestListNames(t *testing.T) {
	s := one(t, "LocalPort : 80\nState     : Listen\nPID       : 4\nProcess   : System\n", "")
	if diff := cmp.Diff(map[uint32]string{4: "System"}, s.Captures[0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// TestNotAList holds what looks alike and is not.
func TestNotAList(t *testing.T) {
	tests := []struct{ name, text string }{
		{"range of netsh", "Start Port      : 49152\nNumber of Ports : 16384\n"},
		{"systeminfo", "Host Name:                 LAB7\nOS Name:                   Microsoft Windows Server 2022\n"},
		{"process", "Name         : w3wp\nId           : 77\nStatus       : \n"},
		{"rule of the firewall", "Name       : Web\nLocalPort  : 80\nRemotePort : Any\nProtocol   : TCP\n"},
		{"ports of a rule of the firewall", "Protocol      : TCP\nLocalPort     : 80\nRemotePort    : Any\nIcmpType      : Any\nDynamicTarget : Any\nLocalAddress  : 192.0.2.1\n"},
		{"a rule of the firewall with an address", "LocalPort    : 80\nIcmpType     : Any\nLocalAddress : 192.0.2.1\n"},
		{"test of a connection", "ComputerName     : lab7\nRemoteAddress    : 192.0.2.1\nRemotePort       : 443\nTcpTestSucceeded : True\n"},
		{"a port and nothing else", "LocalPort : 80\n\nState : Listen\n"},
		{"a sentence", "State : the LocalPort : 80 is held\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

// TestLongList reads more objects than lookahead and buffers hold.
func TestLongList(t *testing.T) {
	var b strings.Builder
	const n = 20_000
	for i := range n {
		fmt.Fprintf(&b, "LocalAddress  : 192.0.2.1\r\nLocalPort     : %d\r\nState         : TimeWait\r\nOwningProcess : 0\r\n\r\n", i)
	}
	s := one(t, b.String(), "")
	if rows := s.Captures[0].Table.Len(); rows != n || len(s.Captures) != 1 || s.Status != snapshot.StatusParsed {
		t.Errorf("%d rows in %d captures, status %s, notes %q; want %d in one", rows, len(s.Captures), s.Status, noteIDs(s), n)
	}
}

func FuzzList(f *testing.F) {
	f.Add("LocalAddress : ::1\nLocalPort    : 1\nState        : Listen\n\nLocalAddress : ::1\n")
	f.Add("LocalPort : 1\nState : 2\n        3\n\n\n\nLocalPort : 1\nPID : 4\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
