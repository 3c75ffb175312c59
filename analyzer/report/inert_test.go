package report

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInert(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"host", "the captures of SRV-01.corp.example show", "the captures of SRV-01.corp.example show"},
		{"program and address", "OrderGateway.exe to 10.0.0.50:8443, my_app.exe", "OrderGateway.exe to 10.0.0.50:8443, my_app.exe"},
		{"IPv6", "to 2001:db8:ab:cd::1 and [fe80::1%12]:445.", "to 2001:db8:ab:cd::1 and [fe80::1%12]:445."},
		{"IPv6 at the start", "[fe80::1]:445", "［fe80::1］:445"},
		{"paths and commands", `In a .cmd file write %% for %; C:\portdx, %TEMP% and netstat -ano > a.txt at 09:00:00, 50 %`, `In a .cmd file write %% for %; C:\portdx, %TEMP% and netstat -ano > a.txt at 09:00:00, 50 %`},
		{"picture", "![x](http://evil.example/a.png)", "!［x］(http：／／evil.example/a.png)"},
		{"link", "HTTPS://evil.example www.evil.example ftp.x", "HTTPS：／／evil.example www·evil.example ftp·x"},
		{"mail", "a@b.example mailto:x @admin", "a＠b.example mailto：x ＠admin"},
		{"tag", "<img src=x> &lt;", "＜img src=x> ＆lt;"},
		{"quotation", "> x", "＞ x"},
		{"share", `\\evil\share //evil/share`, `＼＼evil\share ／／evil/share`},
		{"references", `#123 !45 %"mile" &12 ~bug :smile: $x$`, `＃123 ！45 ％"mile" ＆12 ～bug ：smile： ＄x＄`},
		{"commit", strings.Repeat("0a", 20), "0a0a0a…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, inert(tt.in)); diff != "" {
				t.Errorf("inert(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// live is what makes a link, a picture or a reference in a mail or a ticket.
var live = regexp.MustCompile("(?i)://|\\bwww\\.|@|\\]\\(|!\\[|\\]\\[|^\\[|<[a-z/!?]|#[0-9a-z]|!\\d|&#?[0-9a-z]+;|`|\\$|\\b[0-9a-f]{40}\\b")

// TestHostileReply puts hostile strings into every field that a file can reach and looks for
// links in what is not a command.
func TestHostileReply(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	check := func(next func() string) {
		t.Helper()
		for _, sample := range samples() {
			d := sample()
			fill(reflect.ValueOf(d).Elem(), next, false)
			var b bytes.Buffer
			if err := Reply(&b, d, English); err != nil {
				t.Fatal(err)
			}
			checkVisible(t, b.String())
			for _, line := range strings.Split(b.String(), "\n") {
				if found := live.FindString(line); found != "" && !strings.HasPrefix(line, "    ") { // commands hold numbers only
					t.Fatalf("%q stands in the reply: %q", found, line)
				}
			}
		}
	}
	for _, piece := range pieces {
		check(func() string { return piece })
	}
	for range 200 {
		check(func() string { return hostile(r) })
	}
}
