package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// countStates is the awk program that a user would write instead of a diagnosis: rows by
// state, by process, by state and remote end, and distinct local ports.
const countStates = `$1=="TCP"{s[$4]++;p[$5]++;r[$4" "$3]++;n=split($2,a,":");l[a[n]]=1}END{for(i in s)print i,s[i];for(i in p)c++;for(i in r)d++;for(i in l)e++;print c,d,e}`

// The tables that are compared. What mawk takes depends on how many remote ends there are:
// with a hundred thousand most of it goes into counting by state and end.
var (
	million = shape{captures: 1, rows: 1_000_000, remotes: 100_000}
	fewEnds = shape{captures: 1, rows: 1_000_000, remotes: 20_000}
	unique  = shape{captures: 1, rows: 1_000_000, remotes: 1 << 24}
	six     = shape{captures: 1, rows: 1_000_000, six: true, remotes: 1 << 62}
	few     = shape{captures: 16, rows: 62_500, remotes: 20_000}
	many    = shape{captures: 10_000, rows: 100, remotes: 20_000}
	loop    = shape{captures: 1000, rows: 14_000, remotes: 20_000}
	random  = shape{captures: 1, rows: 32_000, six: true, remotes: 1 << 62}
	flood   = shape{captures: 1, rows: 32_000, six: true, crafted: true}
)

// comparisons returns what is compared, and the targets.
func comparisons(in inputs) []comparison {
	portdx := func(file string) []string {
		return []string{"%s/portdx", "analyze", "%s/" + file, "-f", "json"}
	}
	self, _ := os.Executable()
	awk := func(file string) []string { return []string{"mawk", countStates, "%s/" + file} }
	json51 := input{"ps51.json", writeJSON51}
	log := input{"System.evtx", in.writeLog}
	table := func(name string, s shape) input { return input{name, s.write} }
	rows := table("rows.txt", million)
	return []comparison{
		{name: "netstat, 1 M rows / mawk", a: portdx("rows.txt"), b: awk("rows.txt"), target: 0.30, make: []input{rows}},
		{name: "netstat, 1 M rows to 20,000 ends / mawk", a: portdx("ends.txt"), b: awk("ends.txt"), make: []input{table("ends.txt", fewEnds)}},
		{name: "netstat, 1 M rows / wc -l", a: portdx("rows.txt"), b: []string{"wc", "-l", "%s/rows.txt"}, target: 12, make: []input{rows}},
		{name: "netstat, 1 M rows to unique ends / mawk", a: portdx("unique.txt"), b: awk("unique.txt"), target: 0.20, make: []input{table("unique.txt", unique)}},
		{name: "netstat, 1 M rows of unique IPv6 / mawk", a: portdx("six.txt"), b: awk("six.txt"), target: 0.20, make: []input{table("six.txt", six)}},
		{name: "netstat, UTF-16LE / UTF-8", a: portdx("wide.txt"), b: portdx("rows.txt"), target: 1.4, make: []input{rows, wideOf("wide.txt", rows)}},
		{name: "netstat, 10,000 x 100 / 16 x 62,500 rows", a: portdx("many.txt"), b: portdx("few.txt"), target: 1.8, make: []input{table("many.txt", many), table("few.txt", few)}},
		{name: "netstat, crafted / random addresses", a: portdx("flood.txt"), b: portdx("random.txt"), target: 2, make: []input{table("flood.txt", flood), table("random.txt", random)}},
		{name: "netstat, a loop of 1 GB / mawk", a: portdx("loop.txt"), b: awk("loop.txt"), peak: 64, make: []input{table("loop.txt", loop)}},
		{name: "JSON of PowerShell 5.1, 50 MB / encoding/json", a: portdx("ps51.json"), b: []string{self, "-decode", "%s/ps51.json"}, target: 0.40, peak: 64, make: []input{json51}},
		{name: "JSON of PowerShell 5.1, UTF-16LE / UTF-8", a: portdx("ps51wide.json"), b: portdx("ps51.json"), target: 1.8, peak: 64, make: []input{json51, wideOf("ps51wide.json", json51)}},
		{name: "evtx, 1 % of chunks with Tcpip / evtxexport", a: portdx("System.evtx"), b: []string{"evtxexport", "%s/System.evtx"}, target: 0.03, peak: 64, make: []input{log}},
	}
}

// input is a file that is written when a comparison first needs it.
type input struct {
	name  string
	write func(path string) error
}

// ensure has the file written by a process of its own: the peak memory of every command
// that is measured counts the peak of the process that starts it.
func (in input) ensure(dir string) error {
	path := filepath.Join(dir, in.name)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := exec.Command(self, append([]string{"-write", path}, os.Args[1:]...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// writeInput writes the file that a path names.
func writeInput(path string, of []comparison) error {
	for _, c := range of {
		for _, in := range c.make {
			if in.name == filepath.Base(path) {
				return in.write(path)
			}
		}
	}
	return fmt.Errorf("nothing reads %s", path)
}
