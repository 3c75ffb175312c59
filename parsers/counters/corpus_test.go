package counters

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
)

// TestCaptures reads real captures where they are at hand.
func TestCaptures(t *testing.T) {
	dir := realfiles.Dir(t)
	for file, want := range map[string][]string{
		"netstat-s/1-dcn.txt":                        {"24-40 netstat-s partial counters.no-opens:0 "},
		"netstat-s/2-fs14030128245-go.txt":           {"2-16 netstat-s partial 2-16[347883 86083 13218 272367 44][390 - - - -] counters.bad-lines:16 1,16"},
		"netstat-s/3-fs30860798040-flattened.txt":    {"1-1 netstat-s parsed 1[19796 721 14385 863 37][144 19 40 0 0]"},
		"netstat-s/4-fs29979839782.txt":              {"1-17 netstat-s parsed 1-10[5678 890 12 34 15]"},
		"netstat-s/5-collimaxim.txt":                 {"2-116 netstat-s parsed 82-102[9871 1027 645 1314 7][5574 84 76 235 12]"},
		"netstat-s/7-collimaxim-nstat.csv":           {"38-65 netstat-s parsed 39-52[108607 28 36259 10505 27][176851 36 111177 3440 15]"},
		"netstat-s/8-collimaxim-Rmangled.csv":        {"8-10 netstat-s parsed 8-9[16174 1735 1097 2299 5][7272 155 101 437 5]"},
		"counters/typeperf-stdout-fs68661193799.csv": {"2-3 counters partial counters.no-columns:0 2"},
		"recon/typeperf-tcpv4.csv":                   {"1-3 counters parsed WEB01 W. Europe Standard Time+60 3@2026-11-22T08:15:59.124Z+15.001[- - 90211 - 312]"},
		"recon/get-counter.txt":                      {"2-8 counters parsed WEB01 4-8@2026-11-22T09:15:44+0[- - 90211 - 312]"},
	} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Skip(err)
			}
			if diff := cmp.Diff(want, summaries(string(text))); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}
