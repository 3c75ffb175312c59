// Command speed compares what portdx costs with other programs that read the same input.
// Each pair of commands is run alternately, and the median of the ratios of their CPU
// times is printed: machines are noisy, ratios of neighbouring runs are not.
//
//	go run ./.ci/speed                       generated inputs
//	go run ./.ci/speed -logs DIR             a log made of the chunks of real System logs
//	go run ./.ci/speed -only evtx -pairs 7
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// comparison is one line of the result: the cost of a over that of b.
type comparison struct {
	name   string
	a, b   []string // commands; %s is the working folder
	target float64  // 0 for none
	peak   float64  // most memory of a in MiB; 0 for any
	make   []input
}

func main() {
	pairs := flag.Int("pairs", 5, "pairs of runs for each comparison")
	only := flag.String("only", "", "comparisons whose name holds this word")
	logs := flag.String("logs", "", "folder of System logs to take chunks from")
	size := flag.Int("mb", 268, "size of the generated event log in MB")
	decode := flag.String("decode", "", "read this JSON with encoding/json and end: the other side of a comparison")
	write := flag.String("write", "", "write this input and end")
	flag.Parse()
	in := inputs{logs: *logs, logMB: *size}
	var err error
	switch {
	case *decode != "":
		err = decodeJSON(*decode, os.Stdout)
	case *write != "":
		err = writeInput(*write, comparisons(in))
	default:
		err = run(*pairs, *only, comparisons(in))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func run(pairs int, only string, list []comparison) error {
	dir, err := os.MkdirTemp("", "speed")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "portdx"), "./cmd/portdx")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	fmt.Printf("%-48s %8s %8s %9s %9s %7s\n", "CPU of the first over that of the second", "ratio", "target", "first", "peak MiB", "target")
	for _, c := range list {
		if !strings.Contains(c.name, only) {
			continue
		}
		if _, err := exec.LookPath(strings.ReplaceAll(c.b[0], "%s", dir)); err != nil {
			fmt.Printf("%-48s left out: no %s on this machine\n", c.name, c.b[0])
			continue
		}
		for _, in := range c.make {
			if err := in.ensure(dir); err != nil {
				return fmt.Errorf("%s: %w", in.name, err)
			}
		}
		if err := compare(c, dir, pairs); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

func compare(c comparison, dir string, pairs int) error {
	var ratios, first []float64
	var peak int64
	for i := range pairs + 1 {
		a, rss, err := cost(c.a, dir)
		if err != nil {
			return err
		}
		b, _, err := cost(c.b, dir)
		if err != nil {
			return err
		}
		if i == 0 { // the first pair fills the caches
			continue
		}
		ratios, first, peak = append(ratios, a.Seconds()/b.Seconds()), append(first, a.Seconds()), max(peak, rss)
	}
	fmt.Printf("%-48s %8.3f %8s %7.2f s %9.1f %7s\n", c.name, median(ratios), orBlank(c.target), median(first), float64(peak)/1024, orBlank(c.peak))
	return nil
}

// cost runs a command and returns its CPU time and its peak resident size in KiB.
func cost(command []string, dir string) (time.Duration, int64, error) {
	args := make([]string, len(command))
	for i, a := range command {
		args[i] = strings.ReplaceAll(a, "%s", dir)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout = io.Discard
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			return 0, 0, err
		}
	}
	state := cmd.ProcessState
	return state.UserTime() + state.SystemTime(), peakKiB(state), nil
}

// orBlank writes a target, and nothing for 0.
func orBlank(target float64) string {
	if target == 0 {
		return ""
	}
	return strconv.FormatFloat(target, 'f', -1, 64)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
