package assemble

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
)

// machine writes what is captured of one machine. Each of its files tells by its path and
// by the marker in its sections whose it is.
type machine struct {
	name, address string
	rnd           *rand.Rand
}

// pick returns one of the words.
func (m *machine) pick(words ...string) string { return words[m.rnd.IntN(len(words))] }

// netstat is a table of the machine, with its own address in it.
func (m *machine) netstat() string {
	return fmt.Sprintf("%s  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\n  TCP    %s:%d    192.0.2.7:443    ESTABLISHED    9\n",
		title, m.address, 50000+m.rnd.IntN(1000))
}

const ranges = "\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n"

func (m *machine) registry() string {
	return "\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    Hostname    REG_SZ    " + m.name + "\n    Domain    REG_SZ    corp.example\n"
}

// log is a System log, of which earlier records may bear an earlier name.
func (m *machine) log(p, channel, earlier string, last time.Time) File {
	l := &snapshot.EventLog{
		Channel: channel, Computer: m.name + m.pick("", ".corp.example"), Records: 10, Zoned: true,
		First: last.Add(-48 * time.Hour), Last: last, FirstID: 1, LastID: 10,
	}
	if earlier != "" {
		l.Events = []snapshot.Event{{Computer: earlier, ID: 6005, Provider: "EventLog", Time: l.First}}
	}
	return File{Path: p, Sections: []*snapshot.Section{{
		Path: p, Kind: snapshot.KindSystemEvtx, Status: snapshot.StatusParsed, Host: l.Computer, Events: l,
	}}}
}

// words are what people call the files.
func (m *machine) words() string {
	sep := m.pick("_", "-", " ", ".")
	parts := []string{m.pick("netstat", "Netstat", "ports", "tcp", "netstat-ano", "netstat_anoq", "output", "capture", "NETSTAT", "portcheck", "tcp_ip", "connections")}
	for range m.rnd.IntN(3) {
		parts = append(parts, m.pick("before", "after", "full", "1", "2", "03", "q", "prod", "test", "20260310", "20260310-0900", "copy", "v2", "out",
			"run1", "day2", "10Mar", "morning", "peak", "restart", "final", "new", "old", "ipv4", "443", "(2)", "sample3", "utf16"))
	}
	return strings.Join(parts, sep)
}

// text is a file of a machine under a path.
func text(p, content string) File {
	return File{Path: p, Sections: parsers.Read(p, strings.NewReader(content), int64(len(content)))}
}

// TestOneMachineIsOneHost puts files of one machine under random names and in random
// folders: whatever of it is named, it stays one host.
func TestOneMachineIsOneHost(t *testing.T) {
	last := time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
	for seed := range uint64(500) {
		rnd := rand.New(rand.NewPCG(seed, 9))
		m := &machine{address: "10.0.0.7", rnd: rnd}
		m.name = m.pick("WEB25", "SQL01", "APP-03", "LONDC2", "SRV-DB-02", "WIN-7F3K2LQ9ABC", "MAILHUB", "INTEGRATIONHOST01", "SERVER", "NETSTAT01", "web01")
		dir := m.pick("", "", "logs/", "before/", "case4711/", "PROJ-12/", m.name+"/", "ticket.zip/", "run1/")
		used := make(map[string]bool)
		var files []File
		add := func(f File) {
			if !used[f.Path] {
				used[f.Path] = true
				files = append(files, f)
			}
		}
		named := func(p string) string {
			return dir + m.pick(p, p, m.name+"_"+p, strings.ToLower(m.name)+"-"+p, m.pick("", "my ")+p)
		}
		for range 1 + rnd.IntN(4) {
			where := dir + m.pick("", "", "before/", "netstat/", "day2/")
			add(text(where+m.words()+m.pick(".txt", ".log", ""), m.netstat()))
		}
		if rnd.IntN(2) == 0 {
			add(text(named("ranges.txt"), ranges))
		}
		if rnd.IntN(2) == 0 {
			add(text(named("reg.txt"), m.registry()))
		}
		if rnd.IntN(2) == 0 {
			add(m.log(named("System.evtx"), "System", m.pick("", "WIN-SETUP01"), last))
		}
		if rnd.IntN(3) == 0 {
			old := &machine{name: "WIN-SETUP01", rnd: rnd}
			add(old.log(dir+"winevt/Logs/Audio.evtx", "Microsoft-Windows-Audio/Operational", "", last.AddDate(-1, 0, 0)))
			add(m.log(dir+"winevt/Logs/System.evtx", "System", "", last))
		}
		if rnd.IntN(3) == 0 {
			add(text(dir+"tz.txt", "W. Europe Standard Time\r\n"))
		}
		add(text(dir+"notes.md", "Nothing to see.\n"))
		slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
		groups := groupByHost(files)
		if len(groups) != 1 {
			t.Errorf("seed %d, machine %s: %d hosts\n%s", seed, m.name, len(groups), outline(groups))
		}
		if t.Failed() {
			return
		}
	}
}

// TestTwoMachinesStayTwo mixes files of two machines that each name theirs somehow: no
// host gets files of both.
func TestTwoMachinesStayTwo(t *testing.T) {
	last := time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
	all := []string{"WEB25", "SQL01", "APP-03", "LONDC2", "SRV-DB-02", "WIN-7F3K2LQ9ABC", "DESKTOP-4JK2L9X", "web01", "APP12", "INTEGRATIONHOST01"}
	for seed := range uint64(500) {
		rnd := rand.New(rand.NewPCG(seed, 10))
		rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		owner := make(map[string]string)
		var files []File
		for i := range 2 {
			// The address is the same on purpose: many networks use the same private ones.
			m := &machine{name: all[i], address: m2(rnd), rnd: rnd}
			add := func(f File) {
				if owner[f.Path] == "" {
					owner[f.Path] = m.name
					files = append(files, f)
				}
			}
			n := 1 + rnd.IntN(3)
			for range n {
				switch rnd.IntN(9) {
				case 0:
					add(m.log(fmt.Sprintf("System%d.evtx", i), "System", m.pick("", "WIN-SETUP01"), last))
				case 1:
					add(text(fmt.Sprintf("reg%d.txt", i), m.registry()))
				case 2:
					add(text(m.name+"_"+m.words()+".txt", m.netstat()))
				case 3:
					add(text(m.words()+"-"+m.name+".txt", m.netstat()))
				case 4:
					add(text(m.name+"/"+m.words()+".txt", m.netstat()))
				case 5:
					add(text(fmt.Sprintf("console%d.txt", i), "["+m.name+"]: PS C:\\> netstat -ano\n"+m.netstat()))
				case 6:
					add(text(fmt.Sprintf("script%d.txt", i), "C:\\>hostname\n"+m.name+"\n\nC:\\>netstat -ano\n"+m.netstat()))
				case 7:
					add(text(fmt.Sprintf("head%d.txt", i), m.pick("Computer Name: ", "Server: ", "=== ", "hostname: ")+m.name+"\n"+m.netstat()))
				case 8:
					add(text(fmt.Sprintf("ps%d.txt", i), "C:\\>psexec \\\\"+m.name+" netstat -ano\n"+m.netstat()))
				}
			}
		}
		slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
		groups := groupByHost(files)
		for _, g := range groups {
			for _, f := range g.files {
				if owner[f.Path] != owner[g.files[0].Path] {
					t.Fatalf("seed %d: %s and %s are merged\n%s", seed, f.Path, g.files[0].Path, outline(groups))
				}
			}
		}
		if len(groups) != len(distinctOwners(files, owner)) {
			t.Fatalf("seed %d: %d hosts\n%s", seed, len(groups), outline(groups))
		}
	}
}

func m2(rnd *rand.Rand) string { return []string{"10.0.0.4", "192.168.1.10", "10.0.0.5"}[rnd.IntN(3)] }

func distinctOwners(files []File, owner map[string]string) map[string]bool {
	set := make(map[string]bool)
	for _, f := range files {
		set[owner[f.Path]] = true
	}
	return set
}

func outline(groups []group) string {
	var b strings.Builder
	for _, g := range groups {
		fmt.Fprintf(&b, "%q (%s):", g.name, g.source)
		for _, f := range g.files {
			fmt.Fprintf(&b, " %s", f.Path)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestFolders puts tables without names in folders side by side.
func TestFolders(t *testing.T) {
	table := func(p, address string) File {
		return text(p, fmt.Sprintf("%s  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\n  TCP    %s:50001    192.0.2.7:443    ESTABLISHED    9\n", title, address))
	}
	log := func(p, name string) File {
		return (&machine{name: name, rnd: rand.New(rand.NewPCG(1, 1))}).log(p, "System", "", time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC))
	}
	tests := []struct {
		name  string
		files []File
		want  string // hosts with their files; a name from a folder in brackets
	}{
		{"one address", []File{table("A/n.txt", "10.0.0.4"), table("B/n.txt", "10.0.0.4")}, ": A/n.txt B/n.txt"},
		{"two addresses", []File{table("A/n.txt", "10.0.0.4"), text("A/r.txt", ranges), table("B/n.txt", "10.0.0.5"), text("B/r.txt", ranges)},
			"[A]: A/n.txt A/r.txt | [B]: B/n.txt B/r.txt"},
		{"loopback says nothing", []File{table("A/n.txt", "127.0.0.1"), table("B/n.txt", "10.0.0.5")}, ": A/n.txt B/n.txt ?"},
		{"a virtual switch says nothing", []File{table("A/n.txt", "172.29.0.1"), table("B/n.txt", "10.0.0.5")}, ": A/n.txt B/n.txt ?"},
		{"a named folder and another machine's", []File{log("A/System.evtx", "WEB01"), table("A/WEB01_n.txt", "10.0.0.4"), table("B/n.txt", "10.0.0.5")},
			"[B]: B/n.txt | WEB01: A/System.evtx A/WEB01_n.txt"},
		{"a named folder and the same machine's", []File{log("A/System.evtx", "WEB01"), table("A/WEB01_n.txt", "10.0.0.4"), table("B/n.txt", "10.0.0.4")},
			"WEB01: A/System.evtx A/WEB01_n.txt B/n.txt"},
		{"a log, and two machines' tables", []File{log("System.evtx", "WEB01"), table("A/n.txt", "10.0.0.4"), table("B/n.txt", "10.0.0.5")},
			"[A]: A/n.txt | [B]: B/n.txt | WEB01: System.evtx"},
		{"one folder of tables beside a log", []File{log("logs/System.evtx", "WEB01"), table("netstat/n.txt", "10.0.0.4")}, "WEB01: logs/System.evtx netstat/n.txt"},
		{"the same folder name twice", []File{table("A/x/n.txt", "10.0.0.4"), table("B/x/n.txt", "10.0.0.5")}, "[A/x]: A/x/n.txt | [B/x]: B/x/n.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var hosts []string
			for _, g := range groupByHost(tt.files) {
				name := g.name
				if g.source == NamedByFolder {
					name = "[" + name + "]"
				}
				line := name + ":"
				for _, f := range g.files {
					line += " " + f.Path
				}
				if len(g.doubts.Folders) > 0 {
					line += " ?"
				}
				hosts = append(hosts, line)
			}
			if got := strings.Join(hosts, " | "); got != tt.want {
				t.Errorf("hosts\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestNames follows names of machines through logs, prompts and files.
func TestNames(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	web, sql := &machine{"WEB01", "10.0.0.4", rnd}, &machine{"SQL01", "10.0.0.5", rnd}
	old := &machine{"WIN-SETUP01", "10.0.0.4", rnd}
	last := time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
	archived := old.log("Archive-System.evtx", "System", "", last.Add(-48*time.Hour))
	next := web.log("System.evtx", "System", "", last)
	next.Sections[0].Events.FirstID, next.Sections[0].Events.LastID = 11, 20
	tests := []struct {
		name  string
		files []File
		want  []string // host: files, sections counted
	}{
		{"an archived log goes on in the current one", []File{archived, next}, []string{"WEB01: Archive-System.evtx System.evtx"}},
		{"two logs in one folder", []File{web.log("1.evtx", "System", "", last), sql.log("2.evtx", "System", "", last)}, []string{"SQL01: 2.evtx", "WEB01: 1.evtx"}},
		{"a template's name in two logs", []File{web.log("1.evtx", "System", "TEMPLATE", last), sql.log("2.evtx", "System", "TEMPLATE", last)},
			[]string{"SQL01: 2.evtx", "WEB01: 1.evtx"}},
		{"a file from before the machine was renamed", []File{web.log("1.evtx", "System", "WIN-SETUP01", last), text("reg.txt", old.registry()), text("WIN-SETUP01_netstat.txt", old.netstat())},
			[]string{"WEB01: 1.evtx reg.txt WIN-SETUP01_netstat.txt"}},
		{"one console, two machines", []File{text("c.txt", "[WEB01]: PS C:\\> netstat -ano\n"+web.netstat()+"[SQL01]: PS C:\\> netstat -ano\n"+sql.netstat())},
			[]string{"SQL01: c.txt", "WEB01: c.txt"}},
		{"one console, and another machine asked", []File{text("c.txt", "PS C:\\> netstat -ano\n"+web.netstat()+"PS C:\\> psexec \\\\SQL01 netstat -ano\n"+sql.netstat()), text("r.txt", web.registry())},
			[]string{"SQL01: c.txt", "WEB01: r.txt", ": c.txt"}},
		{"netstat without -n names its machine", []File{next, text("n.txt", title+"  TCP    0.0.0.0:135    SQL01:0    LISTENING\n")}, []string{"SQL01: n.txt", "WEB01: System.evtx"}},
		{"the same place in the name", []File{text("WEB01_netstat.txt", "hostname: WEB01\n"+web.netstat()), text("MAILHUB_netstat.txt", sql.netstat())},
			[]string{"MAILHUB: MAILHUB_netstat.txt", "WEB01: WEB01_netstat.txt"}},
		{"a word that all files bear", []File{text("ACME03_reg.txt", web.registry()), text("ACME03_netstat.txt", web.netstat())}, []string{"WEB01: ACME03_reg.txt ACME03_netstat.txt"}},
		{"what nothing can be read of is no host's", []File{text("WEB25_netstat.txt", sql.netstat()), next, text("a.md", "Nothing.\n")},
			[]string{"WEB01: System.evtx a.md", "WEB25: WEB25_netstat.txt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, g := range groupByHost(tt.files) {
				line := ShortName(g.name) + ":"
				for _, f := range g.files {
					line += " " + path.Base(f.Path)
				}
				got = append(got, line)
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("hosts %q, want %q", got, tt.want)
			}
		})
	}
}
