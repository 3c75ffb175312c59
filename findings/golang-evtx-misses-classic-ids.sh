#!/usr/bin/env bash
# golang-evtx v1.2.9: IsEventID never matches a classic event. Events of sources without a manifest
# (Tcpip, EventLog, Service Control Manager) carry EventID with the attribute Qualifiers; the library
# keeps such an element as a map and compares only plain values, so a filter for 4231 finds nothing in a
# log that holds two. EventID() reads both forms.
# portdx reads the id itself and compares provider and number.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
base64 -d "$here/events.evtx.gz.b64" | gunzip >System.evtx
printf 'module finding\n\ngo 1.26\n\nrequire github.com/0xrawsec/golang-evtx v1.2.9\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/0xrawsec/golang-evtx/evtx"
)

func main() {
	f, err := evtx.OpenDirty("System.evtx")
	if err != nil {
		panic(err)
	}
	byID, matched := 0, 0
	for e := range f.FastEvents() {
		if e.EventID() == 4231 {
			byID++
		}
		if e.IsEventID("4231") {
			matched++
		}
	}
	fmt.Println("EventID() == 4231:", byID, "IsEventID:", matched)
}
GO
go mod tidy 2>/dev/null; got=$(go run . 2>/dev/null)
echo "$got"; [ "$got" = 'EventID() == 4231: 2 IsEventID: 0' ]
