package parsers

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// noise is what follows the first bytes of a binary file.
func noise() string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, 4096)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

// utf16LE writes a text as Windows does.
func utf16LE(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

// TestNature names each file that holds no capture, by one note: it is no evidence, and
// the note's text says what to send (see the notes of package diagnosis).
func TestNature(t *testing.T) {
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1000)
	etl := "\x00\x00\x01\x00" + strings.Repeat("\x00", 68) + "\x02\x00\x02\xc0" + noise()
	wordsIn64 := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("netstat rows ", 40)))
	tests := []struct {
		name, data string
		want       string // the note with its arguments
	}{
		{"empty", "", "file.empty"},
		{"white space only", "  \r\n\t\r\n   ", "file.empty"},
		{"a byte order mark only", "\xff\xfe", "file.empty"},
		{"zeros only", strings.Repeat("\x00", 5000), "file.zeros"},
		{"zeros in front", strings.Repeat("\x00", 5000) + noise(), "file.binary"},
		{"noise", noise(), "file.binary"},

		{"png", "\x89PNG\r\n\x1a\n" + noise(), "file.image"},
		{"jpeg", "\xff\xd8\xff\xe0" + noise(), "file.image"},
		{"gif", "GIF89a" + noise(), "file.image"},
		{"bmp", "BM" + noise(), "file.image"},
		{"tiff", "II*\x00" + noise(), "file.image"},
		{"webp", "RIFF\x00\x10\x00\x00WEBPVP8 " + noise(), "file.image"},
		{"heic", "\x00\x00\x00\x18ftypheic" + noise(), "file.image"},
		{"video", "\x00\x00\x00\x18ftypmp42" + noise(), "file.image"},
		{"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + noise(), "file.pdf"},
		{"pdf of ascii", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "file.pdf"},
		{"old office document", compound + utf16LE("Workbook") + noise(), "file.office"},
		{"office document with a password", compound + noise() + utf16LE("EncryptedPackage") + noise(), "file.office-password"},
		{"its name where two buffers meet", compound + strings.Repeat("\x00", 64<<10-len(compound)-8) + utf16LE("EncryptedPackage"), "file.office-password"},
		{"message of outlook", compound + utf16LE("__nameid_version1.0") + noise(), "file.mail"},
		{"office document", "PK\x03\x04\x14\x00\x06\x00" + noise(), "file.office"},
		{"zip", "PK\x03\x04" + noise(), "file.archive"},
		{"part of a zip in several files", "PK\x07\x08PK\x03\x04" + noise(), "file.archive"},
		{"cabinet", "MSCF" + noise(), "file.archive"},
		{"xz", "\xfd7zXZ\x00" + noise(), "file.archive"},
		{"registry hive", "regf" + noise(), "file.hive"},
		{"pcapng", "\x0a\x0d\x0d\x0a" + noise(), "file.packets"},
		{"pcap", "\xd4\xc3\xb2\xa1" + noise(), "file.packets"},
		{"pcap of another machine", "\xa1\xb2\xc3\xd4" + noise(), "file.packets"},
		{"network monitor", "GMBU" + noise(), "file.packets"},
		{"event trace", etl, "file.trace"},
		{"minidump", "MDMP" + noise(), "file.dump"},
		{"kernel dump", "PAGEDU64" + noise(), "file.dump"},
		{"program", "MZ" + noise(), "file.program"},
		{"event log of windows xp", "0\x00\x00\x00LfLe" + noise(), "file.evt"},
		{"shortcut", "L\x00\x00\x00\x01\x14\x02\x00" + noise(), "file.link"},
		{"log of process monitor", "PML_" + noise(), "file.procmon"},
		{"process monitor csv", "\xef\xbb\xbf\"Time of Day\",\"Process Name\",\"PID\",\"Operation\",\"Path\",\"Result\",\"Detail\"\r\n\"9:00:00.1 AM\",\"a.exe\",\"7\",\"TCP Connect\",\"WEB01:50000 -> 192.0.2.7:443\",\"SUCCESS\",\"Length: 0\"\r\n", "file.procmon"},

		{"linux", "Proto Recv-Q Send-Q Local Address Foreign Address State\ntcp 0 0 10.0.0.4:22 10.0.0.9:5000 ESTABLISHED\ntcp6 0 0 :::80 :::* LISTEN\n", "text.linux-netstat 2"},
		{"macos", "tcp4       0      0  10.0.0.4.50000         192.0.2.7.443          ESTABLISHED\nudp4 0 0 *.5353 *.* \n", "text.linux-netstat 2"},
		{"ss", "State Recv-Q Send-Q Local Address:Port Peer Address:Port\nESTAB 0 0 10.0.0.4:50000 192.0.2.7:443\n", "text.linux-netstat 1"},
		{"ss of all protocols", "tcp    LISTEN  0  128  0.0.0.0:22  0.0.0.0:*\n", "text.linux-netstat 1"},
		{"lsof", "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\njava     4000 root   5u  IPv4  12345      0t0  TCP 10.0.0.4:50000->192.0.2.7:443 (ESTABLISHED)\n", "text.unix-tool"},
		{"access denied", "Access is denied.\r\n", "text.denied Access is denied."},
		{"access denied, by its prompt", "C:\\>wevtutil epl System System.evtx\r\nFailed to export log System. Access is denied.\r\n", "text.denied Failed to export log System. Access is denied."},
		{"access denied, in german", "Zugriff verweigert\r\n", "text.denied Zugriff verweigert"},
		{"access denied, in chinese", "拒绝访问。\r\n", "text.denied 拒绝访问。"},
		{"elevation", "The requested operation requires elevation.\r\n", "text.elevation"},
		{"elevation, by its prompt", "C:\\>netstat -anob\r\nThe requested operation requires elevation.\r\n\r\nC:\\>", "text.elevation"},
		{"elevation, in german", "Der angeforderte Vorgang erfordert erhöhte Rechte.\r\n", "text.elevation"},
		{"elevation, in chinese", "请求的操作需要提升。\r\n", "text.elevation"},
		{"elevation below a title", "\r\nActive Connections\r\n\r\n  Proto  Local Address  Foreign Address  State\r\nThe requested operation requires elevation.\r\n", "netstat.elevation"},
		{"a title without rows", "\r\nActive Connections\r\n\r\n  Proto  Local Address  Foreign Address  State\r\n", "netstat.no-rows 1 2"},
		{"a cmdlet in cmd", "'Get-NetTCPConnection' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n", "text.failed 'Get-NetTCPConnection' is not recognized as an internal or external command,"},
		{"netsh's answer", "The following command was not found: int ipv4 show dynamicports tcp.\r\n", "text.failed The following command was not found: int ipv4 show dynamicports tcp."},
		{"help of netstat", "\r\nDisplays protocol statistics and current TCP/IP network connections.\r\n\r\nNETSTAT [-a] [-b] [-e] [-f] [-n] [-o] [-p proto] [-r] [-s] [-x] [-t] [interval]\r\n", "text.netstat-help"},
		{"only a command", "netstat -ano\r\n", "text.command-only"},
		{"only prompts", "C:\\Users\\lab>netstat -ano > netstat.txt\r\n\r\nC:\\Users\\lab>\r\n", "text.command-only"},
		{"only a command of powershell", "PS C:\\> Get-NetTCPConnection | Export-Csv x.csv\r\n", "text.command-only"},
		{"a table of contents", "netstat -ano\r\nnetsh int ipv4 show dynamicport tcp\r\nreg query HKLM\\SYSTEM\r\nGet-NetTCPConnection\r\nwevtutil epl System\r\nwevtutil qe System\r\n", "text.command-only"},
		{"lost by export-csv of netstat", "#TYPE System.String\r\n\"Length\"\r\n\"0\"\r\n\"18\"\r\n", "nettcp.export-csv-of-strings"},
		{"lost by format-table", "\"ClassId2e4f51ef21dd47e99d3c952918aff9cd\",\"pageHeaderEntry\",\"pageFooterEntry\",\"autosizeInfo\",\"shapeInfo\",\"groupingEntry\"\r\n\"033ecb2bc07a4d43b5ef94ed5a35d280\",,,,\"x\",\r\n", "nettcp.export-csv-of-format"},
		{"lost by format-table, in json", `[{"ClassId2e4f51ef21dd47e99d3c952918aff9cd":"033ecb2bc07a4d43b5ef94ed5a35d280","pageHeaderEntry":null}]`, "nettcp.export-csv-of-format"},
		{"a web page", "<!DOCTYPE html>\r\n<html><body><p>The server cannot connect.</p></body></html>\r\n", "text.html"},
		{"rtf", "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier New;}}\r\n\\f0 Dear support,\\par nothing works.\\par\r\n}\r\n\x00", "text.rtf"},
		{"e-mail", "From: a@example.com\r\nSubject: ports\r\nMIME-Version: 1.0\r\n\r\nsee below\r\n", "text.mail"},
		{"web archive", "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html></html>\r\n", "text.mail"},
		{"base64", wordsIn64[:76] + "\r\n" + wordsIn64[76:152] + "\r\nYWJj\r\n", "text.base64"},
		{"a rule is no base64", strings.Repeat("=", 75) + "\r\nInterface List\r\n", "text.unrecognized"},
		{"base64 on one line", wordsIn64, "text.base64"},
		{"base64 of certutil", "-----BEGIN CERTIFICATE-----\r\n" + wordsIn64[:64] + "\r\n" + wordsIn64[64:128] + "\r\nYWJj\r\n-----END CERTIFICATE-----\r\n", "text.base64"},
		{"three lines of chinese", "服务器无法连接\r\n从周一开始\r\n请帮忙看看\r\n", "text.unrecognized"},
		{"the words of a picture, column by column", "Proto\nTCP\nLocal Address\n0.0.0.0:135\nForeign Address\n0.0.0.0:0\nState\nLISTENING\n", "text.unrecognized"},
		{"one huge line", strings.Repeat("x", 1<<20), "text.long-lines-only 131072"},
		{"linux, a summary without queues", "Proto Local Foreign State\ntcp    0.0.0.0:22    0.0.0.0:*    LISTEN    1234/sshd\ntcp    10.0.0.4:22    10.0.0.9:5000    ESTABLISHED\n", "text.linux-netstat 1"},
		{"route print in german", "===\nSchnittstellenliste\n  1...........................Software Loopback Interface 1\n===\n", "text.not-read route print"},
		{"test-netconnection", "RemotePort       : 443\nTcpTestSucceeded : True\n", "text.not-read Test-NetConnection"},
		{"log of the firewall", "#Version: 1.5\n#Software: Microsoft Windows Firewall\n2026-03-10 09:00:00 ALLOW TCP 192.0.2.1 192.0.2.2 50000 443 0 - 0 0 0 - - - SEND\n", "text.not-read pfirewall.log"},
		{"nmap", "Nmap scan report for 192.0.2.1\nPORT STATE SERVICE\n135/tcp open msrpc\n", "text.not-read nmap"},
		{"docker ps", "CONTAINER ID   IMAGE   COMMAND   PORTS\nabc   nginx   x   0.0.0.0:80->80/tcp\n", "text.not-read docker ps"},
		{"ipconfig", "\r\nWindows IP Configuration\r\n\r\n   Host Name . . . . : WEB01\r\n", "text.not-read ipconfig"},
		{"netstat -e", "Interface Statistics\r\n\r\n              Received            Sent\r\n\r\nBytes          3472832       1223344\r\n", "text.not-read netstat -e"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := Read("file", strings.NewReader(tt.data), int64(len(tt.data)))
			if len(list) != 1 || list[0].Kind != snapshot.KindUnrecognized || list[0].Status != snapshot.StatusUnrecognized {
				t.Fatalf("sections %q, want one that is not recognized", sections(list))
			}
			var got []string
			for _, n := range list[0].Notes {
				got = append(got, strings.Join(append([]string{n.ID}, n.Args...), " "))
			}
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMarkup reads captures out of pages and documents.
func TestMarkup(t *testing.T) {
	rows := "\r\nActive Connections\r\n\r\n  Proto  Local Address  Foreign Address  State  PID\r\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\r\n  TCP    10.0.0.4:50000    192.0.2.7:443    ESTABLISHED    9\r\n"
	shown := strings.NewReplacer(" ", "&nbsp;", ">", "&gt;").Replace(rows)
	tests := []struct {
		name, text string
		want       []string
	}{
		{"json with the output of a command", "{\"value\": [{\"message\": \"\\r\\nActive Connections\\r\\n\\r\\n  Proto  Local Address  Foreign Address  State  PID\\r\\n  TCP    0.0.0.0:135  0.0.0.0:0  LISTENING  900\\r\\n  TCP    10.0.0.4:50000  192.0.2.7:443  ESTABLISHED  77\\r\\n\"}]}\n", []string{"2-7 netstat parsed text.json-resolved"}},
		{"a line of json with rows", "{\"output\": \"===\\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\\n  TCP    10.0.0.4:50000  192.0.2.7:443  ESTABLISHED  77\", \"exit_code\": 0}\n", []string{"3-5 netstat parsed text.json-resolved"}},
		{"pre", "<html><body>\r\n<pre>" + rows + "</pre></body></html>", []string{"3-7 netstat parsed text.html-removed"}},
		{"a prompt in entities", "<pre>C:\\&gt;netstat -ano\r\n" + shown + "</pre>", []string{"3-7 netstat parsed [netstat -ano] text.html-removed"}},
		{"line breaks", "<div>" + strings.ReplaceAll(shown, "\r\n", "<br>") + "</div>", []string{"2-6 netstat parsed text.html-removed"}},
		{"paragraphs", "<html>\n" + strings.ReplaceAll("<p><span>"+strings.ReplaceAll(shown, "\r\n", "</span></p>\n<p><span>")+"</span></p>", "<p><span></span></p>", "<p>&nbsp;</p>"), []string{"3-8 netstat parsed text.html-removed"}},
		{"a table of cells", "<table><tr><th>Proto</th></tr>\n<tr>\n<td>TCP</td>\n<td>0.0.0.0:135</td>\n<td>0.0.0.0:0</td>\n<td>LISTENING</td><td>4</td></tr>\n<tr><td>TCP</td><td>10.0.0.4:50000</td><td>192.0.2.7:443</td><td>TIME_WAIT</td><td>0</td></tr></table>",
			[]string{"2-3 netstat parsed text.html-removed"}},
		{"ConvertTo-Html", "<!DOCTYPE html>\r\n<html><head>\r\n<title>HTML TABLE</title>\r\n</head><body>\r\n<table>\r\n<colgroup><col/><col/></colgroup>\r\n<tr><th>LocalAddress</th><th>LocalPort</th><th>State</th><th>OwningProcess</th></tr>\r\n<tr><td>10.0.0.4</td><td>50000</td><td>Bound</td><td>9</td></tr>\r\n</table>\r\n</body></html>\r\n",
			[]string{"7-8 nettcp parsed text.html-removed"}},
		{"ConvertTo-Html in UTF-16", "\xff\xfe" + utf16LE("<html><table><tr><th>LocalPort</th><th>State</th></tr>\r\n<tr><td>50000</td><td>Bound</td></tr>\r\n</table></html>"), []string{"1-2 nettcp parsed text.html-removed"}},
		{"a table escaped for a page", "&lt;pre&gt;\r\n" + shown + "&lt;/pre&gt;\r\n", []string{"3-8 netstat parsed text.html-removed"}},
		{"csv escaped for a page", strings.ReplaceAll("\"LocalPort\",\"State\"\r\n\"50000\",\"Bound\"\r\n\"50001\",\"Bound\"\r\n", "\"", "&quot;"), []string{"1-3 nettcp parsed text.html-removed"}},
		{"rtf", "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier New;}}\r\n\\f0\\fs20 " + strings.ReplaceAll(rows, "\r\n", "\\par\r\n") + "}\r\n\x00", []string{"2-6 netstat parsed text.rtf-removed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := Read("file", strings.NewReader(tt.text), -1)
			if diff := cmp.Diff(tt.want, sections(list)); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
			rows := 0
			for _, c := range list[0].Captures {
				rows += c.Summary.TCPRows()
			}
			if strings.Contains(tt.name, "Convert") {
				rows++ // one row in these
			}
			if rows != 2 {
				t.Errorf("%d rows, want 2", rows)
			}
			if utf := strings.HasPrefix(tt.text, "\xff\xfe"); utf != (list[0].Encoding == "utf-16le with BOM") {
				t.Errorf("encoding %s", list[0].Encoding)
			}
		})
	}
}
