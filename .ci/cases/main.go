// Command cases runs portdx over the inputs on which it has been wrong, and prints how many
// are right. It needs the folder that holds them and does nothing where it is absent:
//
//	go run ./.ci/cases -dir DIR [-run WORD] [-v]
//
// What is right about a case stands in its EXPECT.md; the checks here say the same as code.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// check is one case: a path below the folder of cases, and what has to hold of it.
type check struct {
	name string // folder/NAME; further words tell checks of one case apart
	test func(*run)
}

func main() {
	dir := flag.String("dir", "", "folder of the cases")
	only := flag.String("run", "", "cases whose name holds this word")
	verbose := flag.Bool("v", false, "name the cases that are right as well")
	flag.Parse()
	if _, err := os.Stat(*dir); err != nil {
		fmt.Println("cases: the folder is not there, nothing is checked")
		return
	}
	right, all, err := runAll(*dir, *only, *verbose)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cases:", err)
		os.Exit(2)
	}
	fmt.Printf("%d of %d cases are right\n", right, all)
	if right < all {
		os.Exit(1)
	}
}

func runAll(dir, only string, verbose bool) (right, all int, err error) {
	tmp, err := os.MkdirTemp("", "cases")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(tmp)
	bin := filepath.Join(tmp, "portdx")
	if out, err := exec.Command("go", "build", "-o", bin, "./cmd/portdx").CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("go build: %w: %s", err, out)
	}
	for i, c := range slices.Concat(lists...) {
		if !strings.Contains(c.name, only) {
			continue
		}
		all++
		path, _, _ := strings.Cut(c.name, " ")
		work := filepath.Join(tmp, fmt.Sprint(i))
		if err := os.Mkdir(work, 0o755); err != nil {
			return 0, 0, err
		}
		r := &run{bin: bin, path: filepath.Join(dir, path), work: work}
		c.test(r)
		switch {
		case len(r.faults) == 0:
			right++
			if verbose {
				fmt.Println("right", c.name)
			}
		default:
			fmt.Println("WRONG", c.name)
			for _, f := range r.faults {
				fmt.Println("      " + f)
			}
		}
	}
	return right, all, nil
}
