package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProse(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only invisible", "\x1b\u202e \u200b", replacement},
		{"sentence", "At 09:00 UTC at least 94.5 % (15,478) - of 16,384.", "At 09:00 UTC at least 94.5 % (15,478) - of 16,384."},
		{"state", "TIME_WAIT rows", "TIME_WAIT rows"},
		{"program and address", "by svchost.exe, to 10.0.0.50:8443.", "by `svchost.exe`, to `10.0.0.50:8443`."},
		{"in parentheses", "(evil.example)", "(`evil.example`)"},
		{"IPv6", "to [fe80::1]:445", `to \[` + "`fe80::1]:445`"},
		{"path", `HKLM\SYSTEM is set`, "`HKLM\\SYSTEM` is set"},
		{"link", "[a](http://b)", `\[` + "`a](http://b`" + ")"},
		{"address at the end of a clause", "see www.", "see `www.`"},
		{"mention", "ask @admin now", "ask `@admin` now"},
		{"mail behind other script", "进程a@b.example占用", "进程`a@b.example`占用"},
		{"markup", "<b>*x*_y_~z~`", "&lt;b&gt;\\*x\\*\\_y\\_\\~z\\~\\`"},
		{"entity", "&lt; R & D AT&T", "&amp;lt; R & D AT&amp;T"},
		{"list item", "1. x", `1\. x`},
		{"decimal", "94.5 %", "94.5 %"},
		{"bullet", "- x", `\- x`},
		{"negative", "-5", "-5"},
		{"heading", "# x", `\# x`},
		{"definition", ": x", `\: x`},
		{"lines", "a\n\n# b\r\n```", "a \\# b \\`\\`\\`"},
		{"issue, merge request, epic", "see #12, !45 and &12", "see `#12`, `!45` and `&12`"},
		{"milestone and label", `%"mile" %3 ~bug ~"a" 50 % 100%`, "`%\"mile`\" `%3` `~bug` `~\"a`\" 50 % 100%"},
		{"keys of issues", "GH-12 JIRA-123 UTF-16 49152-65535", "`GH-12` `JIRA-123` UTF-16 49152-65535"},
		{"commit", strings.Repeat("0a", 20) + " 0a0a0a", "`" + strings.Repeat("0a", 20) + "` 0a0a0a"},
		{"picture", ":smile: 09:00:00", "`:smile:` 09:00:00"},
		{"formula", "$x$", "`$x$`"},
		{"code spans that touch", "a.exe[b.exe", "`a.exe[b.exe`"},
		{"backtick in a name", "a`b.exe", "``a`b.exe``"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, prose(tt.in)); diff != "" {
				t.Errorf("prose(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestValue(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "netstat.txt", "`netstat.txt`"},
		{"one backtick", "a`b", "``a`b``"},
		{"runs of one and two", "a`b``c", "```a`b``c```"},
		{"run of two", "a``b", "`a``b`"},
		{"at the ends", "`a`", "`` `a` ``"},
		{"lines", "a\nb", "`a b`"},
		{"long", strings.Repeat("a", 150) + strings.Repeat("b", 150), "`" + strings.Repeat("a", 100) + "…" + strings.Repeat("b", 99) + "`"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, value(tt.in)); diff != "" {
				t.Errorf("value(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestLabel(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", `" "`},
		{"numbers", "yes: 94.0 % of 16,384", `"yes: 94.0 % of 16,384"`},
		{"comparison", "5 > 4", `"5 #62; 4"`},
		{"end of the label", `x"] --> y`, `"x#34;#93; --#62; y"`},
		{"entity", "#quot;", `"#35;quot#59;"`},
		{"directive", "%%{init}%%", `"#37;#37;#123;init#125;#37;#37;"`},
		{"list", "1. x", `"1#46; x"`},
		{"Chinese", "有日志吗？", `"有日志吗？"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, label(tt.in)); diff != "" {
				t.Errorf("label(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// TestMachineSigns compares the short way of isMachineWord with the pattern alone.
func TestMachineSigns(t *testing.T) {
	words := append(strings.Fields(strings.Join(pieces, " ")), strings.Repeat("0a", 20), "(www.", "GH-12", "UTF-8", "%3", "TIME_WAIT", "16,384", "a", "")
	for _, w := range words {
		if got, want := isMachineWord(w), machineWord.MatchString(w) && !plainWord.MatchString(w); got != want {
			t.Errorf("isMachineWord(%q) = %v, the pattern says %v", w, got, want)
		}
	}
}
