package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/portdx/portdx/analyzer"
	"github.com/portdx/portdx/analyzer/diagnosis"
	"github.com/portdx/portdx/analyzer/report"
	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/builtin"
)

// analyzeFlags are the flags of analyze as they were given.
type analyzeFlags struct {
	inputFlags
	format   string
	output   string
	lang     string
	capture  int
	reported []string
	rulesDir string
	set      []string
	failOn   string
}

// severities orders the verdicts that --fail-on accepts.
var severities = []string{"confirmed", "likely", "at-risk"}

func newAnalyze() *cobra.Command {
	var f analyzeFlags
	cmd := &cobra.Command{
		Use:   "analyze PATH...",
		Short: "Write the diagnosis of a folder, files, an archive, or - (stdin)",
		Long: `Write the diagnosis of what all paths together hold, one per host. A path is a folder (read
recursively), a file, an archive (zip, tar, gz, tar.gz, tar.bz2, 7z, rar), or - for the standard
input. Archives in archives are read as well. Files are recognized by their content; damaged and
unrecognized ones become notes in the report.

Exit codes: 0 done; 1 a verdict at or above --fail-on; 2 usage, missing path, rule or
configuration error; 3 nothing that could be analyzed (the report is printed all the same).`,
		Example: `  portdx analyze ticket-4711.zip
  portdx analyze netstat.txt System.evtx --captured-at "2026-03-10 09:00" --tz Europe/Berlin
  portdx analyze ticket-4711.7z --password-file ticket-4711.pw
  netstat -ano | ssh jump cat | portdx analyze -`,
		Args: needPath,
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	flags := cmd.Flags()
	f.inputFlags.register(flags)
	flags.StringVarP(&f.format, "format", "f", "markdown", "markdown, json (one object per host), or reply (a text for the customer)")
	flags.StringVarP(&f.output, "output", "o", "", "write the report to this file instead of stdout")
	flags.StringVar(&f.lang, "lang", "en", "language of the texts: en")
	flags.IntVar(&f.capture, "capture", 0, "analyze the N-th capture by time instead of the fullest")
	flags.StringSliceVar(&f.reported, "reported", nil, "what the customer reports: 10013, 10048, 10055, 10060, 10061, restart-helps, outbound-only, under-load")
	flags.StringVar(&f.rulesDir, "rules", "", "folder of rules that add to the built-in ones or replace those of the same id")
	flags.StringArrayVar(&f.set, "set", nil, "change a parameter: RULE.PARAM=VALUE")
	flags.StringVar(&f.failOn, "fail-on", "", "exit with 1 at this verdict or a worse one: confirmed, likely, at-risk")
	return cmd
}

func needPath(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("no path: pass a folder, files, an archive, or - for stdin")
	}
	return nil
}

func (f *analyzeFlags) run(cmd *cobra.Command, args []string) error {
	opts, err := f.options()
	if err != nil {
		return err
	}
	write, err := f.writer()
	if err != nil {
		return err
	}
	set, err := f.loadRules()
	if err != nil {
		return err
	}
	b, err := f.open(args, cmd.InOrStdin())
	if err != nil {
		return err
	}
	out, err := openOutput(f.output, b, f.password, f.rulesDir)
	if err != nil {
		return err
	}
	defer out.discard()
	found, err := analyzer.Analyze(cmd.Context(), b, set, opts)
	if err != nil {
		return err
	}
	if err := out.write(cmd.OutOrStdout(), func(w io.Writer) error { return f.emit(w, found, write) }); err != nil {
		return err
	}
	return f.exit(found)
}

func (f *analyzeFlags) options() (analyzer.Options, error) {
	opts, err := f.inputFlags.options()
	if err != nil {
		return opts, err
	}
	if f.lang != "en" {
		return opts, fmt.Errorf("--lang %s: only en is available", f.lang)
	}
	if f.capture < 0 {
		return opts, fmt.Errorf("--capture %d: captures are counted from 1", f.capture)
	}
	if f.failOn != "" && !slices.Contains(severities, f.failOn) {
		return opts, fmt.Errorf("--fail-on %s: use one of %s", f.failOn, strings.Join(severities, ", "))
	}
	if opts.Reported, err = checkReported(f.reported); err != nil {
		return opts, err
	}
	opts.Lang, opts.Capture = rules.English, f.capture
	return opts, nil
}

// writer returns the function that renders a diagnosis in the format asked for.
func (f *analyzeFlags) writer() (func(io.Writer, *diagnosis.Diagnosis) error, error) {
	switch f.format {
	case "markdown":
		return func(w io.Writer, d *diagnosis.Diagnosis) error { return report.Markdown(w, d, report.English) }, nil
	case "json":
		return report.JSON, nil
	case "reply":
		return func(w io.Writer, d *diagnosis.Diagnosis) error { return report.Reply(w, d, report.English) }, nil
	}
	return nil, fmt.Errorf("--format %s: use markdown, json or reply", f.format)
}

func (f *analyzeFlags) loadRules() (*rules.Set, error) {
	set, err := loadRules(f.rulesDir)
	if err != nil {
		return nil, err
	}
	for _, p := range f.set {
		path, value, ok := strings.Cut(p, "=")
		if !ok {
			return nil, fmt.Errorf("--set %s: write RULE.PARAM=VALUE", p)
		}
		if err := set.SetParam(path, value); err != nil {
			return nil, fmt.Errorf("--set %w", err)
		}
	}
	return set, nil
}

// loadRules loads the built-in rules and those of dir, if one is given.
func loadRules(dir string) (*rules.Set, error) {
	if dir == "" {
		return rules.Load(builtin.FS)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--rules %s: no such folder", dir)
	}
	return rules.Load(builtin.FS, os.DirFS(dir))
}

// emit writes all diagnoses.
func (f *analyzeFlags) emit(out io.Writer, found []*diagnosis.Diagnosis, write func(io.Writer, *diagnosis.Diagnosis) error) error {
	w := bufio.NewWriter(out)
	if len(found) > 1 && f.format == "markdown" {
		if err := report.Hosts(w, found, report.English); err != nil {
			return err
		}
	}
	for i, d := range found {
		if i > 0 && f.format != "json" {
			fmt.Fprint(w, "\n---\n\n")
		}
		if err := write(w, d); err != nil {
			return err
		}
	}
	return w.Flush()
}

// exit returns the exit code of the diagnoses as an error.
func (f *analyzeFlags) exit(found []*diagnosis.Diagnosis) error {
	analyzed := false
	for _, d := range found {
		analyzed = analyzed || d.HasEvidence()
		if i := slices.Index(severities, d.Verdict.Status); f.failOn != "" && i >= 0 && i <= slices.Index(severities, f.failOn) {
			return exitError(exitFailed)
		}
	}
	if !analyzed {
		return exitError(exitNoData)
	}
	return nil
}
