package nettcp

import "bytes"

// maxStateWords is how many words a state has there at most: Fin Wait 1.
const maxStateWords = 3

// peasRow reads a row of winPEAS.
func peasRow(text []byte, r *record) bool {
	if len(text) > maxTableLine {
		return false
	}
	f := bytes.Fields(text)
	if len(f) < 5 || !isPort(f[2]) || !isAddress(bytes.Trim(f[1], "[]")) {
		return false
	}
	r.reset()
	r.set(protocol, f[0])
	r.set(localAddress, f[1])
	r.set(localPort, f[2])
	switch {
	case string(f[0]) == "UDP" && isDigits(f[4]) && bytes.IndexByte(f[3], ':') >= 0:
		r.set(owner, f[4])
		r.set(processName, image(bytes.Join(f[5:], []byte(" "))))
		return true
	case string(f[0]) != "TCP" || len(f) < 7 || !isAddress(bytes.Trim(f[3], "[]")) || !isPort(f[4]):
		return false
	}
	r.set(remoteAddress, f[3])
	r.set(remotePort, f[4])
	f = f[5:]
	at := 0
	for at < len(f) && !isDigits(f[at]) {
		at++
	}
	if at == 0 || at == len(f) || at > maxStateWords {
		return false
	}
	r.set(stateField, bytes.Join(f[:at], nil))
	r.set(owner, f[at])
	r.set(processName, image(bytes.Join(f[at+1:], []byte(" "))))
	return true
}
