#!/usr/bin/env bash
# golang-evtx v1.2.9: the provider of a classic event is lost as a field. <Provider Name="Tcpip"/> has one
# attribute and no text, and the library makes it a key of System: {"Tcpip": ""}. So there is no
# /Event/System/Provider/Name, and what that path finds are the events with a Guid beside the name only.
# portdx takes Provider.Name, else the key of System that names no element of the schema.
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
		if e.EventID() != 4231 {
			continue
		}
		name := evtx.Path("/Event/System/Provider/Name")
		_, err := e.GetString(&name)
		sys := (*e)["Event"].(evtx.GoEvtxMap)["System"].(evtx.GoEvtxMap)
		value, key := sys["Tcpip"]
		fmt.Printf("Provider/Name found: %v; key Tcpip: %v %q\n", err == nil, key, value)
		break
	}
}
GO
go mod tidy 2>/dev/null; got=$(go run . 2>/dev/null)
echo "$got"; [ "$got" = 'Provider/Name found: false; key Tcpip: true ""' ]
