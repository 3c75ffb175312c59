#!/usr/bin/env bash
# golang-evtx v1.2.9: empty strings of an event's data are dropped, so positions move. Event 6013 carries the
# uptime as its fifth string, after four empty ones; here it is the first.
# portdx counts such positions from the end.
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
	for e := range f.FastEvents() {
		if e.EventID() == 6013 {
			data := (*e)["Event"].(evtx.GoEvtxMap)["EventData"].(evtx.GoEvtxMap)["Data"]
			fmt.Printf("%q\n", data)
			break
		}
	}
}
GO
go mod tidy 2>/dev/null; got=$(go run . 2>/dev/null)
echo "$got"; [ "$got" = '["25200" "60" "0 Coordinated Universal Time"]' ]
