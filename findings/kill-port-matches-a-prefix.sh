#!/usr/bin/env bash
# kill-port 2.0.1 (npm), which ends what uses a port: on Windows it reads `netstat -nao` and looks for
# the port without looking for its end, in rows of every state. Asked for port 80 it ends the process
# of 8080 as well, and asked for 500 the one of 5000; TIME_WAIT rows add "/PID 0".
# Seen with Node.js 20 on Linux, the platform's name and the shell replaced.
# portdx compares whole ports, and a row in TIME_WAIT names no owner.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund kill-port@2.0.1 >/dev/null
cat >run.js <<'JS'
const table = [
  '  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4',
  '  TCP    0.0.0.0:8080           0.0.0.0:0              LISTENING       3120',
  '  TCP    127.0.0.1:5000         127.0.0.1:50100        TIME_WAIT       0',
  '  TCP    127.0.0.1:5000         0.0.0.0:0              LISTENING       2200', ''].join('\r\n')
const ran = []
const shell = require.resolve('shell-exec')
require.cache[shell] = { id: shell, filename: shell, loaded: true,
  exports: async c => { ran.push(c); return { stdout: c.startsWith('netstat') ? table : '' } } }
Object.defineProperty(process, 'platform', { value: 'win32' })
const kill = require('kill-port')
;(async () => { await kill(80); await kill(500); console.log(ran.filter(c => !c.startsWith('netstat')).join('\n')) })()
JS
got=$(node run.js); want='TaskKill /F /PID 4 /PID 3120
TaskKill /F /PID 0 /PID 2200'
echo "$got"; [ "$got" = "$want" ]
