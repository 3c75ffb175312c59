package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// shape describes what netstat -ano printed: captures of so many rows, from four local
// addresses to so many remote ones.
type shape struct {
	captures, rows int
	six            bool
	remotes        uint64
	crafted        bool // addresses that collide in a table with a fixed multiplier
}

func (s shape) write(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	r := rand.New(rand.NewPCG(1, 2))
	tables := make([][]string, min(s.captures, 8)) // captures differ; these take turns
	for i := range tables {
		tables[i] = s.lines(r)
	}
	for i := range s.captures {
		w.WriteString("\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n")
		w.WriteString("  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\r\n")
		for _, l := range tables[i%len(tables)] {
			w.WriteString(l)
		}
	}
	return w.Flush()
}

// lines returns the rows of one table by their local ends, as netstat sorts them.
func (s shape) lines(r *rand.Rand) []string {
	states := []string{"TIME_WAIT", "TIME_WAIT", "ESTABLISHED", "CLOSE_WAIT"}
	locals := make([]uint32, s.rows)
	for i := range locals {
		locals[i] = r.Uint32N(4)<<16 | 1024 + r.Uint32N(64512)
	}
	slices.Sort(locals)
	lines := make([]string, s.rows)
	for i, end := range locals {
		state, pid := states[r.IntN(len(states))], 4*(1000+r.IntN(200))
		if state == "TIME_WAIT" {
			pid = 0
		}
		local, remote := s.ends(r, end, i)
		lines[i] = fmt.Sprintf("  TCP    %-22s %-22s %-15s %d\r\n", local, remote, state, pid)
	}
	return lines
}

// inverse undoes a multiplication by 0x9e3779b97f4a7c15, the usual multiplier of hash
// tables, modulo 2 to the 64: multiples of it all fall into the first places.
const inverse = 0xf1de83e19937733d

// ends writes the two ends of a row.
func (s shape) ends(r *rand.Rand, end uint32, i int) (local, remote string) {
	host, port := end>>16, end&0xffff
	if !s.six {
		a := r.Uint64N(s.remotes)
		return fmt.Sprintf("10.0.0.%d:%d", host, port), fmt.Sprintf("%d.%d.%d.%d:443", 11+a>>24, a>>16&255, a>>8&255, a&255)
	}
	a := r.Uint64N(max(1, s.remotes))
	if s.crafted {
		a = uint64(i) * inverse
	}
	return fmt.Sprintf("[2001:db8::%x]:%d", host, port),
		fmt.Sprintf("[2001:db8::%x:%x:%x:%x]:443", a>>48, a>>32&0xffff, a>>16&0xffff, a&0xffff)
}

// wideOf is the same text in UTF-16.
func wideOf(name string, of input) input {
	return input{name, func(path string) error {
		in, err := os.Open(filepath.Join(filepath.Dir(path), of.name))
		if err != nil {
			return err
		}
		defer in.Close()
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		defer out.Close()
		w := transform.NewWriter(out, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())
		if _, err := io.Copy(w, in); err != nil {
			return err
		}
		return w.Close()
	}}
}
