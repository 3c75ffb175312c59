package netstat

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestRowTraps holds what rows of real files differ in, beyond TestParseRows.
func TestRowTraps(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"columns shifted by a long ipv6 address", "  TCP    [2001:db8:85a3:8d3:1319:8a2e:370:7348]:50123  [2001:db8:85a3:8d3:1319:8a2e:370:7344]:443  ESTABLISHED     4242\n",
			[]string{"0:1 tcp ipv6 2001:db8:85a3:8d3:1319:8a2e:370:7348:50123 2001:db8:85a3:8d3:1319:8a2e:370:7344:443 ESTABLISHED 4242"}},
		{"columns one space apart", "TCP 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 4242\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 4242"}},
		{"udp to a remote ipv6 address: the fourth word is the pid", "  UDP    [2001:db8::1]:50000    [2001:db8::2]:443    1092\n", []string{"0:1 udp ipv6 2001:db8::1:50000 2001:db8::2:443  1092"}},
		{"udp without -o", "  UDP    10.0.0.4:50000    192.0.2.7:443\n", []string{"0:1 udp ipv4 10.0.0.4:50000 192.0.2.7:443  -"}},
		{"pid 0 of time_wait", "  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 TIME_WAIT 0"}},
		{"offloaded, where the pid would stand", "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   Offloaded\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED -"}},
		{"offloaded in german", "  TCP    10.0.0.4:50123   192.0.2.7:443   HERGESTELLT   4242   Abladung\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 4242"}},
		{"without -n: a listener's remote end is a name and port 0", "  TCP    0.0.0.0:epmap    WEB01:0    LISTENING\n", []string{"0:1 tcp ipv4 0.0.0.0:135 WEB01:0 LISTENING -"}},
		{"without -n: loopback and ipv6", "  TCP    127.0.0.1:50123   localhost:50124   ESTABLISHED\n  TCP    [::1]:50125   [::1]:https   ESTABLISHED\n",
			[]string{"0:1 tcp ipv4 127.0.0.1:50123 localhost:50124 ESTABLISHED -", "0:2 tcp ipv6 ::1:50125 ::1:443 ESTABLISHED -"}},
		{"no-break spaces, as a chat leaves them", "\u00a0 TCP\u00a0 \u00a010.0.0.4:50123\u00a0\u00a0192.0.2.7:443\u00a0ESTABLISHED\u00a04242\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 4242"}},
		{"a form feed in front", "\f  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 9"}},
		{"the server's side of loopback: the ephemeral port is the remote one", "  TCP    127.0.0.1:19575    127.0.0.1:50123    TIME_WAIT    0\n", []string{"0:1 tcp ipv4 127.0.0.1:19575 127.0.0.1:50123 TIME_WAIT 0"}},
		{"rows of linux between those of windows", "tcp   0   0 10.0.0.4:50123   192.0.2.7:443   ESTABLISHED\n  TCP    10.0.0.4:50124   192.0.2.7:443   ESTABLISHED   9\n", []string{"0:2 tcp ipv4 10.0.0.4:50124 192.0.2.7:443 ESTABLISHED 9"}},
		{"several rows in one line are damage, not one row", "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 948 TCP 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 9\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, show(parse(t, tt.text))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestStateWords holds the words for states that netstat prints: in English, and in
// German, the only language that translates them.
func TestStateWords(t *testing.T) {
	tests := []struct {
		word string
		want snapshot.State
	}{
		{"LISTENING", snapshot.Listen}, {"ESTABLISHED", snapshot.Established}, {"TIME_WAIT", snapshot.TimeWait}, {"CLOSE_WAIT", snapshot.CloseWait},
		{"SYN_SENT", snapshot.SynSent}, {"SYN_RECEIVED", snapshot.SynReceived}, {"FIN_WAIT_1", snapshot.FinWait1}, {"FIN_WAIT_2", snapshot.FinWait2},
		{"LAST_ACK", snapshot.LastAck}, {"CLOSING", snapshot.Closing}, {"CLOSED", snapshot.Closed}, {"BOUND", snapshot.Bound}, {"DELETE_TCB", snapshot.DeleteTCB},
		{"ABHÖREN", snapshot.Listen}, {"HERGESTELLT", snapshot.Established}, {"WARTEND", snapshot.TimeWait}, {"SCHLIESSEN_WARTEN", snapshot.CloseWait},
		{"SYN_GESENDET", snapshot.SynSent}, {"FIN_WARTEN_1", snapshot.FinWait1}, {"FIN_WARTEN_2", snapshot.FinWait2},
		{"ABHOEREN", snapshot.Listen}, {"ABHÖÖÖÖREN", snapshot.Unmapped}, {"LISTEN", snapshot.Unmapped}, {"", snapshot.Unmapped},
	}
	for _, tt := range tests {
		t.Run(tt.word, func(t *testing.T) {
			if got := stateOf([]byte(tt.word)); got != tt.want {
				t.Errorf("stateOf(%q) = %s, want %s", tt.word, got, tt.want)
			}
		})
	}
}

// TestTitles reads the heads of the languages of Windows. French prints process ids below
// a head that does not name them; the heads of Spanish stand two columns off.
func TestTitles(t *testing.T) {
	tests := []struct{ name, title, head string }{
		{"english", "Active Connections", "  Proto  Local Address          Foreign Address        State           PID"},
		{"german", "Aktive Verbindungen", "  Proto  Lokale Adresse         Remoteadresse          Status           PID"},
		{"french, no label for the pid", "Connexions actives", "  Proto  Adresse locale         Adresse distante       État"},
		{"spanish, two columns off", "Conexiones activas", "    Proto  Dirección local          Dirección remota        Estado           PID"},
		{"portuguese", "Conexões ativas", "  Proto  Endereço local          Endereço externo        Estado           PID"},
		{"russian", "Активные подключения", "  Имя    Локальный адрес        Внешний адрес          Состояние       PID"},
		{"korean", "활성 연결", "  프로토콜  로컬 주소              외부 주소              상태            PID"},
		{"chinese", "活动连接", "  协议  本地地址          外部地址        状态           PID"},
		{"japanese", "アクティブな接続", "  プロトコル  ローカル アドレス          外部アドレス        状態           PID"},
		{"none that is known", "Actieve verbindingen", "  Proto  Lokaal adres  Extern adres  Status"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, "\n"+tt.title+"\n\n"+tt.head+"\n  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   4242\n")
			if len(s.Captures) != 1 || !s.Captures[0].Header || !s.Captures[0].HasPID || s.Captures[0].Table.Len() != 1 {
				t.Fatalf("captures %+v", s.Captures)
			}
			empty := parse(t, "\n"+tt.title+"\n\n"+tt.head+"\n")
			if known := len(empty.Notes) == 1 && empty.Notes[0].ID == "netstat.no-rows"; known != (tt.name != "none that is known") {
				t.Errorf("notes of a title alone: %+v", empty.Notes)
			}
		})
	}
}

// TestOwnerLines holds the lines that -b prints below a row: they belong to that row.
func TestOwnerLines(t *testing.T) {
	row := func(port, pid int) string {
		return fmt.Sprintf("  TCP    10.0.0.4:%d   192.0.2.7:443   ESTABLISHED   %d\n", port, pid)
	}
	tests := []struct {
		name, text string
		want       map[uint32]string
		rows       int
	}{
		{"the program of the row above", row(50001, 7) + " [a.exe]\n" + row(50002, 8), map[uint32]string{7: "a.exe"}, 2},
		{"a component first", row(50001, 7) + "  RpcSs\n [svchost.exe]\n", map[uint32]string{7: "svchost.exe"}, 1},
		{"ownership cannot be had", row(50001, 7) + " Can not obtain ownership information\n" + row(50002, 8) + " [b.exe]\n", map[uint32]string{8: "b.exe"}, 2},
		{"windows xp: paths and unknown components", row(50001, 7) + "  C:\\WINDOWS\\system32\\WS2_32.dll\n  C:\\WINDOWS\\system32\\mswsock.dll\n  -- unknown component(s) --\n [a.exe]\n\n" + row(50002, 8) + " [b.exe]\n\n",
			map[uint32]string{7: "a.exe", 8: "b.exe"}, 2},
		{"no pid without -o", "  TCP    10.0.0.4:50001   192.0.2.7:443   ESTABLISHED\n [a.exe]\n", nil, 1},
		{"time_wait has no program", row(50001, 7) + " [a.exe]\n  TCP    10.0.0.4:50002   192.0.2.7:443   TIME_WAIT   0\n" + row(50003, 8) + " [b.exe]\n", map[uint32]string{7: "a.exe", 8: "b.exe"}, 3},
		{"a program below a damaged row is of no row", row(50001, 7) + "  TCP    10.0.0.4:5\n [b.exe]\n", nil, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(t, header+tt.text).Captures[0]
			if diff := cmp.Diff(tt.want, c.Names); diff != "" || c.Table.Len() != tt.rows {
				t.Errorf("%d rows, want %d; names (-want +got):\n%s", c.Table.Len(), tt.rows, diff)
			}
		})
	}
}

// TestElevation knows what netstat -b says without an administrator's rights.
func TestElevation(t *testing.T) {
	for _, line := range []string{
		"The requested operation requires elevation.", "Der angeforderte Vorgang erfordert erhöhte Rechte.", "L’opération demandée nécessite une élévation.",
		"La operación solicitada requiere elevación.", "A operação solicitada requer elevação.", "Запрошенная операция требует повышения.",
		"请求的操作需要提升。", "要求された操作には管理者特権が必要です。", "요청한 작업을 수행하려면 권한 상승이 필요합니다.",
	} {
		s := parse(t, header+line+"\n")
		if len(s.Captures) != 0 || len(s.Notes) != 1 || s.Notes[0].ID != "netstat.elevation" {
			t.Errorf("%s: %d captures, notes %+v", line, len(s.Captures), s.Notes)
		}
	}
	if IsElevation([]byte(strings.Repeat("x", 300) + "requires elevation")) {
		t.Error("a long line is no answer of a command")
	}
}

// TestFormFeed ends a table at a form feed, which begins a page of its own.
func TestFormFeed(t *testing.T) {
	row := "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9\n"
	s := parse(t, header+row+"\fRoute table\n"+row)
	if n := s.Captures[0].Table.Len(); len(s.Captures) != 1 || n != 1 || s.LastLine != 5 {
		t.Errorf("%d captures, %d rows, last line %d", len(s.Captures), n, s.LastLine)
	}
}
