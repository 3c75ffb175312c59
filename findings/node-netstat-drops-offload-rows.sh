#!/usr/bin/env bash
# node-netstat 1.9.0 (npm), a reader of netstat: its parser for Windows takes rows of four or five words
# only. `netstat -anot` prints a sixth, the offload state (InHost), so no TCP row is read and no error is
# raised, while UDP rows are: the table looks like one of a machine without connections. Without -o
# the word stands where the process id would, and is read as process id 0.
# Seen with Node.js 20 on Linux: the parser is exported.
# portdx reads the offload column and leaves the owner unknown where none is printed.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund node-netstat@1.9.0 >/dev/null
cat >run.js <<'JS'
const parse = require('node-netstat').parsers.win32
const show = line => { let seen = 'not read'; parse(line, i => { seen = i.protocol + ' ' + i.state + ' pid ' + i.pid }); console.log(seen) }
show('  TCP    10.0.0.5:50201         10.0.0.9:443           ESTABLISHED     77       InHost')
show('  TCP    10.0.0.5:50202         10.0.0.9:443           TIME_WAIT       0        InHost')
show('  UDP    0.0.0.0:5353           *:*                                    1204')
show('  TCP    10.0.0.5:50201         10.0.0.9:443           ESTABLISHED     InHost')
JS
got=$(node run.js); want='not read
not read
udp null pid 1204
tcp ESTABLISHED pid 0'
echo "$got"; [ "$got" = "$want" ]
