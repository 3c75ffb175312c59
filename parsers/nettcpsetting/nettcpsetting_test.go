package nettcpsetting

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

// run reads all sections of a text.
func run(text string) []*snapshot.Section {
	return parsertest.Sections(text, Match, parsertest.Amid(Parse))
}

// block is a profile as the console prints it; values are written as they are.
func block(name, start, count, reuseStart, reuseCount string) string {
	var b strings.Builder
	for _, f := range [][2]string{
		{"SettingName", name}, {"MinRto(ms)", "300"}, {"CongestionProvider", "CUBIC"},
		{"DynamicPortRangeStartPort", start}, {"DynamicPortRangeNumberOfPorts", count},
		{"AutoReusePortRangeStartPort", reuseStart}, {"AutoReusePortRangeNumberOfPorts", reuseCount},
	} {
		fmt.Fprintf(&b, "%-31s : %s\n", f[0], f[1])
	}
	return b.String() + "\n"
}

// summary shows a section in one line.
func summary(s *snapshot.Section) string {
	out := fmt.Sprintf("%d-%d %s", s.Line, s.LastLine, s.Status)
	for _, r := range s.Ranges {
		out += fmt.Sprintf(" range %s/%s %d+%d:%d", r.Proto, r.Family, r.Start, r.Count, r.Line)
	}
	for _, r := range s.AutoReuse {
		out += fmt.Sprintf(" reuse %d+%d:%d", r.Start, r.Count, r.Line)
	}
	for _, n := range s.Notes {
		out += fmt.Sprintf(" %s:%d %s", n.ID, n.Line, strings.Join(n.Args, ","))
	}
	return out
}

func TestParse(t *testing.T) {
	automatic := block("Automatic", "", "", "", "")
	internet := block("Internet", "49152", "16384", "0", "0")
	old := "SettingName                   : Internet\nMinRto(ms)                    : 300\nDynamicPortRangeStartPort     : 1025\nDynamicPortRangeNumberOfPorts : 60000\n"
	csv := "\"SettingName\",\"MinRtoMs\",\"DynamicPortRangeStartPort\",\"DynamicPortRangeNumberOfPorts\",\"AutoReusePortRangeStartPort\",\"AutoReusePortRangeNumberOfPorts\"\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"profiles", "\n" + automatic + block("Custom", "49152", "16384", "0", "0") + internet, []string{"2-24 parsed range tcp/unknown 49152+16384:21 reuse 0+0:15"}},
		{"not 16,384", block("Internet", "49152", "16358", "0", "0"), []string{"1-7 parsed range tcp/unknown 49152+16358:4 reuse 0+0:6"}},
		{"Windows without auto-reuse", old, []string{"1-4 parsed range tcp/unknown 1025+60000:3"}},
		{"profiles differ, Internet counts", block("Custom", "1025", "60000", "0", "0") + internet,
			[]string{"1-15 parsed range tcp/unknown 49152+16384:12 reuse 0+0:6 nettcpsetting.profiles-differ:4 Custom,1025,60000,49152,16384"}},
		{"no Internet", block("Datacenter", "49152", "16384", "", ""), []string{"1-7 parsed range tcp/unknown 49152+16384:4"}},
		{"auto-reuse of one profile", internet + block("InternetCustom", "49152", "16384", "20000", "1000"), []string{"1-15 parsed range tcp/unknown 49152+16384:4 reuse 20000+1000:14"}},
		{"automatic alone", automatic, []string{"1-7 parsed nettcpsetting.no-range:0 "}},
		{"selected properties, or those of UDP", "DynamicPortRangeStartPort     : 49152\nDynamicPortRangeNumberOfPorts : 16384\n", []string{"1-2 partial nettcpsetting.no-protocol:1 49152,16384"}},
		{"selected properties of several profiles", "DynamicPortRangeStartPort     : 49152\nDynamicPortRangeNumberOfPorts : 16384\n\nDynamicPortRangeStartPort     : 49152\nDynamicPortRangeNumberOfPorts : 16384\n", []string{"1-5 parsed range tcp/unknown 49152+16384:1"}},
		{"table", "SettingName DynamicPortRangeStartPort DynamicPortRangeNumberOfPorts\n----------- ------------------------- -----------------------------\nAutomatic                                                          \nInternet                        10000                         55000\n\n", []string{"1-4 parsed range tcp/unknown 10000+55000:4"}},
		{"udp as csv", "#TYPE Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetUDPSetting\nCaption,DynamicPortRangeNumberOfPorts,DynamicPortRangeStartPort\n,16384,49152\n", []string{"1-3 parsed range udp/unknown 49152+16384:3"}},
		{"json", "[\n  {\"SettingName\": \"Automatic\", \"DynamicPortRangeStartPort\": null, \"DynamicPortRangeNumberOfPorts\": null},\n  {\"SettingName\": \"Internet\", \"DynamicPortRangeStartPort\": 10000, \"DynamicPortRangeNumberOfPorts\": 55000}\n]\n", []string{"1-4 parsed range tcp/unknown 10000+55000:3"}},
		{"all properties, one wrapped", "Caption                         :\nDescription                     : a\n                                  b\n" + internet, []string{"1-10 parsed range tcp/unknown 49152+16384:7 reuse 0+0:9"}},
		{"csv", "#TYPE Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetTCPSetting\n" + csv + "\"Automatic\",,,,,\n\"Internet\",\"300\",\"49152\",\"16384\",\"0\",\"0\"\n",
			[]string{"1-4 parsed range tcp/unknown 49152+16384:4 reuse 0+0:4"}},
		{"csv with semicolons", strings.ReplaceAll(csv, ",", ";") + "Internet;300;49152;16384;0;0\n", []string{"1-2 parsed range tcp/unknown 49152+16384:2 reuse 0+0:2"}},
		{"csv cut off", csv + "\"Internet\",\"300\",\"49152\",\"16384\",\"0\",\"0\"\n\"Custom\",\"300\",\"491", []string{"1-3 partial range tcp/unknown 49152+16384:2 reuse 0+0:2 nettcpsetting.bad-lines:3 1,3"}},
		{"cut off amid the range", block("Automatic", "", "", "", "") + "SettingName : Internet\nMinRto(ms) : 300\nDynamicPortRangeStartPort : 49152\n", []string{"1-11 parsed nettcpsetting.no-range:0 "}},
		{"too high", block("Internet", "49152", "20000", "0", "0"), []string{"1-7 partial reuse 0+0:6 nettcpsetting.implausible-range:4 49152,20000"}},
		{"letters for digits", block("Internet", "49l52", "16384", "0", "0"), []string{"1-7 partial reuse 0+0:6 nettcpsetting.bad-lines:4 1,4 nettcpsetting.no-range:0 "}},
		{"a damaged line", strings.Replace(internet, "CongestionProvider", "Conges#ion", 1), []string{"1-7 partial range tcp/unknown 49152+16384:4 reuse 0+0:6 nettcpsetting.bad-lines:3 1,3"}},
		{"a prompt between", internet + "PS C:\\> Get-NetTCPSetting\n" + internet, []string{"1-7 parsed range tcp/unknown 49152+16384:4 reuse 0+0:6", "10-16 parsed range tcp/unknown 49152+16384:13 reuse 0+0:15"}},
		{"another cmdlet", "SettingName     : Internet\nProtocol        : TCP\nLocalPortStart  : 0\n", nil},
		{"what others print below", internet + "Hostname:   WEB01\n", []string{"1-7 parsed range tcp/unknown 49152+16384:4 reuse 0+0:6"}},
		{"netsh", "Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n", nil},
		{"a command", "Get-NetTCPSetting | Select-Object SettingName,DynamicPortRangeStartPort\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				var got []string
				for _, s := range run(strings.ReplaceAll(tt.text, "\n", end)) {
					got = append(got, summary(s))
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestCaptures reads real captures where they are at hand.
func TestCaptures(t *testing.T) {
	dir := realfiles.Dir(t)
	for file, want := range map[string]string{
		"1-fs53476501147-16358.txt":           "1-27 parsed range tcp/unknown 49152+16358:16 reuse 0+0:22",
		"2-fs38362686834-automatic-blank.txt": "3-25 parsed nettcpsetting.no-range:0 ",
	} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "nettcpsetting", file))
			if err != nil {
				t.Skip(err)
			}
			var got []string
			for _, s := range run(string(text)) {
				got = append(got, summary(s))
			}
			if diff := cmp.Diff([]string{want}, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzRun checks that no text stops the parser or makes it invent ports.
func FuzzRun(f *testing.F) {
	f.Add(block("Automatic", "", "", "", "") + block("Internet", "49152", "16384", "0", "0"))
	f.Add("#TYPE x\nSettingName,DynamicPortRangeStartPort,DynamicPortRangeNumberOfPorts\nInternet,49152,16384\n")
	f.Fuzz(func(t *testing.T, text string) {
		line := 0
		for _, s := range run(text) {
			if s.Line <= line || s.LastLine < s.Line {
				t.Fatalf("section of lines %d to %d behind line %d", s.Line, s.LastLine, line)
			}
			line = s.LastLine
			for _, r := range append(s.Ranges, s.AutoReuse...) {
				if r.Count > 0 && r.End() > maxPort || r.Count < 0 || r.Line < s.Line || r.Line > s.LastLine {
					t.Fatalf("range %+v in lines %d to %d", r, s.Line, s.LastLine)
				}
			}
		}
	})
}
