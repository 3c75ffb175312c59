package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// hostileCases are values of the registry that are no numbers, and names that want to be
// links.
var hostileCases = []check{
	{"breaker injection into the reply", func(r *run) {
		for _, name := range []string{"![x](http://evil.example/a.png)", "http://evil.example/a", "www.evil.example", "a@evil.example", "@admin"} {
			r.inject(name, "HOST01")
			o := r.reply()
			o.has("HOST01")
			o.lacks("://", "www.", "](", "a@", "@admin")
			r.inject(name, name)
			r.reply().lacks("://", "www.", "](", "a@", "@admin")
		}
	}},
	{"breaker injection into names of the report", func(r *run) {
		for _, name := range []string{"!45", `%"mile"`, "&12", "GH-12", "JIRA-123", strings.Repeat("0a", 20), ":smile:", "$x$", "a<b>c", "HOST01"} {
			r.inject(name, name)
			r.report().has("# Port exhaustion diagnosis: `"+name+"`\n", "40 processes of `"+name+"`, together")
		}
	}},
	{"breaker injection of invisible characters", func(r *run) {
		r.inject("a\u009b31mb\u202ec\u200bd\ufeffe\u2066f", "a\u009b31mb\u202ec\u200bd\ufeffe\u2066f")
		_, out, _ := r.portdx("snapshot", r.input())
		output{r, "snapshot", out}.lacks("\u009b", "\u202e", "\u200b", "\ufeff", "\u2066")
	}},
	{"formats/maxuserport-mistyped-or-out-of-range", func(r *run) {
		h := r.analyze()
		h.state("max-user-port-set", "present")
		h.fact("registry.max_user_port", 415028)
		h.fact("registry.max_user_port_meant", 65534)
		r.report().has("MaxUserPort 415028 is outside the documented range of 5000 to 65534; the effect of such a value is undocumented", "65534 was probably meant")
	}},
	{"discovery/reg-dword-of-wrong-length", func(r *run) {
		h := r.analyze()
		h.fact("registry.max_user_port", nil)
		h.fact("registry.tcp_timed_wait_delay", nil)
		h.fact("registry.max_user_port_bytes", 2)
		h.fact("registry.tcp_timed_wait_delay_bytes", 0)
		o := r.report()
		o.lacks("MaxUserPort is set to", "TcpTimedWaitDelay is 0", "/d 0")
		o.has("MaxUserPort is no number: a REG_DWORD has 4 bytes, this one has 2")
		r.reply().lacks("/d 0")
	}},
	{"discovery/reg-hivexregedit-without-prefix", func(r *run) {
		h := r.analyze()
		h.fact("registry.max_user_port", 5000)
		r.report().lacks("lines are damaged", "above the first key")
	}},
}

// inject writes a bundle whose processes have this name, on a host of that name.
func (r *run) inject(name, host string) {
	rows := []string{"", "Active Connections", "", "  Proto  Local Address          Foreign Address        State           PID", "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4"}
	for i := range 14000 {
		state := "TIME_WAIT       0"
		if i%3 == 0 {
			state = fmt.Sprintf("CLOSE_WAIT      %d", 1000+i%40)
		}
		rows = append(rows, fmt.Sprintf("  TCP    10.1.1.1:%d        10.0.0.%d:443        %s", 49152+i, i%3+2, state))
	}
	tasks := []string{`"Image Name","PID","Session Name","Session#","Mem Usage"`}
	for i := range 40 {
		tasks = append(tasks, fmt.Sprintf(`"%s","%d","Services","0","1 K"`, strings.ReplaceAll(name, `"`, `""`), 1000+i))
	}
	r.path = filepath.Join(r.work, "bundle")
	if err := os.MkdirAll(r.path, 0o755); err != nil {
		r.wrong("%v", err)
	}
	for file, text := range map[string]string{
		"netstat.txt": strings.Join(rows, "\r\n") + "\r\n", "tasklist.csv": strings.Join(tasks, "\r\n") + "\r\n",
		"systeminfo.txt": "\r\nHost Name:                 " + host + "\r\nOS Name:                   Microsoft Windows Server 2019\r\nOS Version:                10.0.17763 N/A Build 17763\r\n",
	} {
		if err := os.WriteFile(filepath.Join(r.path, file), []byte(text), 0o644); err != nil {
			r.wrong("%v", err)
		}
	}
}
