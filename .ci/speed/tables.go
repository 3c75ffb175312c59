package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

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
	lines := s.lines(r)
	for range s.captures {
		w.WriteString("\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n")
		w.WriteString("  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\r\n")
		from := r.IntN(len(lines) - s.rows + 1)
		for _, l := range lines[from : from+s.rows] {
			w.WriteString(l)
		}
	}
	return w.Flush()
}

// lines returns rows enough for captures that differ.
func (s shape) lines(r *rand.Rand) []string {
	n := s.rows
	if s.captures > 1 {
		n *= 4
	}
	states := []string{"TIME_WAIT", "TIME_WAIT", "ESTABLISHED", "CLOSE_WAIT"}
	lines := make([]string, n)
	for i := range lines {
		state, pid := states[r.IntN(len(states))], 4*(1000+r.IntN(200))
		if state == "TIME_WAIT" {
			pid = 0
		}
		local, remote := s.ends(r, i)
		lines[i] = fmt.Sprintf("  TCP    %-22s %-22s %-15s %d\r\n", local, remote, state, pid)
	}
	return lines
}

// inverse undoes a multiplication by 0x9e3779b97f4a7c15, the usual multiplier of hash
// tables, modulo 2 to the 64: multiples of it all fall into the first places.
const inverse = 0xf1de83e19937733d

func (s shape) ends(r *rand.Rand, i int) (local, remote string) {
	port := 1024 + r.IntN(64512)
	if !s.six {
		a := r.Uint64N(s.remotes)
		return fmt.Sprintf("10.0.0.%d:%d", r.IntN(4), port), fmt.Sprintf("%d.%d.%d.%d:443", 11+a>>24, a>>16&255, a>>8&255, a&255)
	}
	a := r.Uint64N(max(1, s.remotes))
	if s.crafted {
		a = uint64(i) * inverse
	}
	return fmt.Sprintf("[2001:db8::%x]:%d", r.IntN(4), port),
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
