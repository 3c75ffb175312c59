// Command portdx reads what was captured on a Windows machine and writes a diagnosis of
// TCP/IP ephemeral port exhaustion. See the README for what to capture.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	_ "time/tzdata" // --tz works on machines without a zone database
	"unicode"

	"github.com/spf13/cobra"

	"github.com/portdx/portdx/rules"
)

// version is the version of the program.
const version = "0.2.0"

// The exit codes (see the README). exitFailed also tells CI that a check did not pass.
const (
	exitDone   = 0
	exitFailed = 1 // a verdict at or above --fail-on
	exitUsage  = 2 // usage, missing path, rule or configuration error
	exitNoData = 3 // nothing that could be analyzed
)

// exitError ends the program with a code and without a message of its own.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run executes one command line and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	out := &firm{w: stdout}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.Execute()
	if out.err != nil { // whatever became of it: what was asked for was not printed
		err = fmt.Errorf("standard output: %w", reason(out.err))
	}
	var code exitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintf(stderr, "portdx: %s\n", printable(err))
	return exitUsage
}

// firm remembers the first error of a writer: help and version do not look at it.
type firm struct {
	w   io.Writer
	err error
}

func (f *firm) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.w.Write(p)
	f.err = err
	return n, err
}

// reason drops the operation and the path from an error of the operating system.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// printable returns an error's text without what a terminal would act on: names in it may
// come from the customer's files. Only errors in rules have several lines.
func printable(err error) string {
	lines := errors.As(err, new(rules.Errors))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines, unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, err.Error())
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "portdx",
		Short: "Diagnose TCP/IP ephemeral port exhaustion from captures of a Windows machine",
		Long: `portdx reads what was captured on a Windows machine (netstat -ano text, Get-NetTCPConnection
CSV or JSON, System.evtx, reg query dumps, netsh output) and says whether ephemeral ports ran
out, which kind of exhaustion it was, who holds the ports, since when, what to do, and what is
missing to be sure. It runs offline and never changes its input.`,
		Example: `  portdx analyze ticket-4711.zip
  portdx analyze netstat.txt System.evtx ranges.txt --captured-at "2026-03-10 09:00" --tz Europe/Berlin
  portdx analyze folder --format json | jq .verdict`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.AddCommand(newAnalyze(), newSnapshot(), newVersion())
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) { fmt.Fprintln(cmd.OutOrStdout(), "portdx "+version) },
	}
}
