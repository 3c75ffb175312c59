// Package builtin holds the rules that come with portdx, as files.
package builtin

import "embed"

// FS holds the rule files in the layout that rules.Load reads: a folder per kind of
// document, and the documents that exist once at the top.
//
//go:embed */*.yaml *.yaml
var FS embed.FS
