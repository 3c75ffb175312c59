package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// bundleCases are hostile archives, paths, and names of files in archives.
var bundleCases = []check{
	{"breaker/EXPECT.md a list of 5.5 million files", longList},
	{"breaker/overlap.py sections", func(r *run) {
		for _, n := range []string{"16", "48"} {
			u := r.overlap(n, "sections")
			u.within(10, 300)
			u.artifacts(20_001)
			u.says("share their packed bytes")
		}
	}},
	{"breaker/overlap.py text", func(r *run) {
		for _, kind := range []string{"text", "csv", "systeminfo"} {
			n := "8"
			if kind == "text" {
				n = "300"
			}
			u := r.overlap(n, kind)
			u.within(20, 300)
			u.says("share their packed bytes")
		}
	}},
	{"breaker/overlap.py without sharing", func(r *run) {
		u := r.usage(r.generate(`
import sys, zlib, struct
sys.path.insert(0, sys.argv[2]); sys.dont_write_bytecode = True
import overlap as o
p = o.KINDS['sections'](); c = zlib.compressobj(9, zlib.DEFLATED, -15); d = c.compress(p) + c.flush(); crc = zlib.crc32(p)
out = bytearray(); cd = bytearray()
for i in range(48):
    name = b'%05d' % i; at = len(out)
    out += struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 8, 0, 0x21, crc, len(d), len(p), 5, 0) + name + d
    cd += struct.pack('<IHHHHHHIIIHHHHHII', 0x02014b50, 20, 20, 0, 8, 0, 0x21, crc, len(d), len(p), 5, 0, 0, 0, 0, 0, at) + name
open(sys.argv[1], 'wb').write(out + cd + struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, 48, 48, len(cd), len(out), 0))
`))
		u.within(40, 1000)
		u.says("MaxBundleSections")
	}},
	{"breaker/paths.sh 1 output over an input", outputOverInput},
	{"breaker/paths.sh 2 a link to a folder", func(r *run) {
		r.netstat("real/n.txt")
		r.must(os.Symlink("real", filepath.Join(r.work, "link")))
		u := r.usage("link")
		if u.code != 0 {
			r.wrong("exit code %d for a link to a folder", u.code)
		}
	}},
	{"breaker/paths.sh 3 many archives and few descriptors", func(r *run) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.Create("n.txt")
		r.must(err)
		_, err = f.Write([]byte(netstatText))
		r.must(errors.Join(err, w.Close(), os.Mkdir(filepath.Join(r.work, "zips"), 0o755)))
		for i := range 300 {
			r.must(os.WriteFile(filepath.Join(r.work, "zips", fmt.Sprintf("%d.zip", i)), b.Bytes(), 0o644))
		}
		out, err := r.shell(`ulimit -n 256; "$0" analyze zips -o out.md && "$0" analyze zips -f json`)
		r.must(err)
		if strings.Contains(out, "too many open files") || strings.Count(out, `"kind": "netstat"`) != 300 {
			r.wrong("%d of 300 archives were read", strings.Count(out, `"kind": "netstat"`))
		}
	}},
	{"breaker/paths.sh 5 a pipe as the path", func(r *run) {
		r.netstat("n.txt")
		out, err := r.shell(`mkfifo pipe; cat n.txt >pipe & "$0" analyze pipe -f json`)
		r.must(err)
		more, err := r.shell(`gzip -k n.txt; "$0" analyze <(cat n.txt) <(cat n.txt.gz) -f json`)
		r.must(err)
		if strings.Contains(out+more, "regular") || strings.Count(out+more, `"kind": "netstat"`) != 3 {
			r.wrong("a pipe was not read: %s", out+more)
		}
	}},
	{"breaker/EXPECT.md a full disk", func(r *run) {
		r.netstat("n.txt")
		for _, args := range []string{"version", "--help", "analyze n.txt", "snapshot n.txt", "analyze n.txt -o /dev/full"} {
			out, err := r.shell(`"$0" ` + args + ` 2>&1 >/dev/full`)
			if err == nil || strings.Count(out, "\n") != 1 || !strings.Contains(out, "no space left") {
				r.wrong("%s: %v, %q", args, err, out)
			}
		}
	}},
	{"discovery/zip-unicode-path-extra", func(r *run) { r.paths("upath.zip", "нет.txt") }},
	{"discovery/zip-utf8-names-without-flag", func(r *run) {
		r.paths("macos.zip", "Büro München/netstat.txt", "上海服务器/netstat.txt")
	}},
}

const netstatText = "Active Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n" +
	"  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n" +
	"  TCP    10.1.1.1:50000         10.0.0.2:443           ESTABLISHED     5\r\n"

func (r *run) must(err error) {
	if err != nil {
		r.wrong("%v", err)
	}
}

// netstat writes a capture into the folder of the case.
func (r *run) netstat(name string) {
	path := filepath.Join(r.work, name)
	r.must(errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(netstatText), 0o644)))
}

// shell runs a line in the folder of the case, with the program as $0.
func (r *run) shell(line string) (string, error) {
	cmd := exec.Command("bash", "-c", line, r.bin)
	cmd.Dir = r.work
	out, err := cmd.Output()
	return string(out), err
}

// generate runs a program in Python that writes the file of its first argument; the second
// is the folder of the generators.
func (r *run) generate(code string) string {
	out, err := exec.Command("python3", "-c", code, filepath.Join(r.work, "made.zip"), filepath.Dir(r.path)).CombinedOutput()
	if err != nil {
		r.wrong("python3: %v: %s", err, out)
	}
	return "made.zip"
}

// overlap runs the case's generator and the program on what it made.
func (r *run) overlap(entries, kind string) usage {
	out, err := exec.Command("python3", "-B", r.path, filepath.Join(r.work, "made.zip"), entries, kind).CombinedOutput()
	if err != nil {
		r.wrong("%s: %v: %s", r.path, err, out)
	}
	return r.usage("made.zip")
}

// usage is what a run of analyze took and said.
type usage struct {
	*run
	code int
	cpu  time.Duration
	rss  int64 // MB
	out  string
}

func (r *run) usage(args ...string) usage {
	var out bytes.Buffer
	cmd := exec.Command(r.bin, append([]string{"analyze", "-f", "json"}, args...)...)
	cmd.Dir, cmd.Stdout = r.work, &out
	if err := cmd.Run(); cmd.ProcessState == nil {
		r.wrong("%v", err)
		return usage{run: r}
	}
	s := cmd.ProcessState
	u := usage{run: r, code: s.ExitCode(), cpu: s.UserTime() + s.SystemTime(), out: out.String()}
	if ru, ok := s.SysUsage().(*syscall.Rusage); ok {
		u.rss = ru.Maxrss >> 10
	}
	return u
}

// within bounds the seconds of work and the memory in MB.
func (u usage) within(seconds, mb int64) {
	if u.cpu > time.Duration(seconds)*time.Second || u.rss > mb {
		u.wrong("%v of work and %d MB, the bounds are %d s and %d MB", u.cpu, u.rss, seconds, mb)
	}
}

func (u usage) artifacts(most int) {
	d := new(diagnosis.Diagnosis)
	if err := json.NewDecoder(strings.NewReader(u.out)).Decode(d); err != nil {
		u.wrong("JSON: %v", err)
	} else if len(d.Artifacts) > most {
		u.wrong("%d artifacts, at most %d were expected", len(d.Artifacts), most)
	}
}

// says wants a word in exactly one note.
func (u usage) says(word string) {
	if n := strings.Count(u.out, word); n != 1 {
		u.wrong("%q stands in %d notes", word, n)
	}
}

// longList writes an archive that lists 5.5 million files, and one with it inside. Nothing
// large is kept here: a process begins with the peak of the one that starts it.
func longList(r *run) {
	const records, local = 5_500_000, 30
	le := binary.LittleEndian
	record := append([]byte("PK\x01\x02"), make([]byte, 42)...)
	record[28] = 1 // bytes of the name
	record = append(record, 'a')
	size := uint64(records * len(record))
	end := append([]byte("PK\x06\x06"), make([]byte, 52)...)
	le.PutUint64(end[4:], 44)
	le.PutUint64(end[24:], records)
	le.PutUint64(end[32:], records)
	le.PutUint64(end[40:], size)
	le.PutUint64(end[48:], local)
	end = append(end, "PK\x06\x07\x00\x00\x00\x00"...)
	end = le.AppendUint64(end, local+size)
	end = append(end, 1, 0, 0, 0)
	end = append(end, "PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"...)
	write := func(to io.Writer) {
		w := bufio.NewWriter(to)
		_, _ = w.WriteString("PK\x03\x04" + strings.Repeat("\x00", local-4))
		for range records {
			_, _ = w.Write(record)
		}
		_, _ = w.Write(end)
		r.must(w.Flush())
	}
	long, err := os.Create(filepath.Join(r.work, "long.zip"))
	r.must(err)
	write(long)
	outer, err := os.Create(filepath.Join(r.work, "outer.zip"))
	r.must(err)
	w := zip.NewWriter(outer)
	f, err := w.Create("in.zip")
	r.must(err)
	write(f)
	r.must(errors.Join(w.Close(), long.Close(), outer.Close()))
	u := r.usage("long.zip")
	u.within(5, 150)
	u.says("MaxEntries")
	u = r.usage("outer.zip") // held in memory while it is read: 247 MB
	u.within(10, 450)
	u.says("stopped at the limit")
}

// outputOverInput tries to write the report over what is read, by each way to name it.
func outputOverInput(r *run) {
	r.netstat("in.txt")
	r.netstat("folder/n.txt")
	r.must(os.Link(filepath.Join(r.work, "in.txt"), filepath.Join(r.work, "hard.txt")))
	_, err := r.shell("tar czf t.tgz folder && cp t.tgz same.tgz")
	r.must(err)
	for in, out := range map[string]string{"in.txt": "hard.txt", "./in.txt": "in.txt", "folder": "folder/n.txt", "t.tgz": "t.tgz"} {
		cmd := exec.Command(r.bin, "analyze", in, "-o", out)
		cmd.Dir = r.work
		var errs bytes.Buffer
		cmd.Stderr = &errs
		err := cmd.Run()
		want := "portdx: --output " + out + ": this is one of the inputs\n"
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 2 || errs.String() != want {
			r.wrong("%s -o %s: %v, %q", in, out, err, errs.String())
		}
	}
	for _, name := range []string{"in.txt", "folder/n.txt"} {
		if data, err := os.ReadFile(filepath.Join(r.work, name)); err != nil || string(data) != netstatText {
			r.wrong("%s was changed: %v", name, err)
		}
	}
	if _, err := r.shell("cmp t.tgz same.tgz"); err != nil {
		r.wrong("t.tgz was changed")
	}
}

// paths wants an archive of the case to have these files.
func (r *run) paths(archive string, want ...string) {
	_, out, _ := r.portdx("snapshot", filepath.Join(r.path, archive))
	for _, w := range want {
		if !strings.Contains(out, `"path": "`+w+`"`) {
			r.wrong("no file %q in %s", w, archive)
		}
	}
}
