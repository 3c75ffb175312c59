package main

import (
	"github.com/spf13/cobra"

	"github.com/portdx/portdx/analyzer"
	"github.com/portdx/portdx/analyzer/report"
)

func newSnapshot() *cobra.Command {
	var f inputFlags
	cmd := &cobra.Command{
		Use:     "snapshot PATH...",
		Short:   "Print what was read, normalized, as JSON",
		Long:    "Print what was read of all paths together as JSON: each source with its rows and states, and per host\nthe captures, ranges, settings and events.",
		Example: "  portdx snapshot ticket-4711.zip | jq '.sources[] | {path, tcp, states}'",
		Args:    needPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := f.options()
			if err != nil {
				return err
			}
			b, err := f.open(args, cmd.InOrStdin())
			if err != nil {
				return err
			}
			hosts, err := analyzer.Assemble(cmd.Context(), b, opts)
			if err != nil {
				return err
			}
			return report.WriteJSON(cmd.OutOrStdout(), analyzer.NewSnapshot(hosts, opts.Lang))
		},
	}
	f.register(cmd.Flags())
	return cmd
}
