package nettcp

import "bytes"

// currPorts is the header that CurrPorts leaves out of its CSV and of its tables with tabs,
// unless it is told to write one (NirSoft: /scomma, /stab). Further columns follow.
const currPorts = "Process Name,Process ID,Protocol,Local Port,Local Port Name,Local Address,Remote Port,Remote Port Name,Remote Address,Remote Host Name,State"

// headless recognizes a row of CurrPorts without a header above it, and returns the
// header. The name of a process holds no commas there.
func headless(text []byte) (h header, ok bool) {
	if len(text) > maxTableLine || !bytes.Contains(text, []byte("TCP")) && !bytes.Contains(text, []byte("UDP")) {
		return h, false
	}
	for _, comma := range []byte{',', '\t'} {
		cells := bytes.Split(text, []byte{comma})
		if len(cells) < 11 || len(cells[0]) == 0 || !isDigits(cells[1]) || string(cells[2]) != "TCP" && string(cells[2]) != "UDP" {
			continue
		}
		if isPort(cells[3]) && isAddress(cells[5]) && (len(cells[6]) == 0 || isPort(cells[6])) {
			return parseHeader(bytes.ReplaceAll([]byte(currPorts), []byte{','}, []byte{comma}), text)
		}
	}
	return h, false
}
