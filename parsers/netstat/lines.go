package netstat

import "bytes"

// Lines of text around tables that say something of netstat.

// NamesCommand reports whether a line of text names a netstat command, as collectors
// write above its output and as batch files echo it.
func NamesCommand(line []byte) bool {
	i := bytes.Index(line, []byte("netstat"))
	if i < 0 {
		i = bytes.Index(bytes.ToLower(line), []byte("netstat"))
	}
	if i < 0 || len(line) > 400 {
		return false
	}
	rest := bytes.TrimPrefix(line[i+len("netstat"):], []byte(".exe"))
	return len(rest) == 0 || rest[0] == ' ' && !bytes.HasSuffix(bytes.TrimSpace(line), []byte("]"))
}

// elevationWords are what Windows says to error 740, ERROR_ELEVATION_REQUIRED, in its
// languages.
var elevationWords = [][]byte{
	[]byte("requires elevation"), []byte("erfordert erhöhte Rechte"), []byte("nécessite une élévation"),
	[]byte("requiere elevación"), []byte("requer elevação"), []byte("richiede l'esecuzione con privilegi elevati"),
	[]byte("wymaga podniesienia"), []byte("требует повышения"), []byte("请求的操作需要提升"), []byte("要求的作業需要提升"),
	[]byte("管理者特権が必要"), []byte("권한 상승이 필요"),
}

// IsElevation reports whether the line is what netstat -b and other commands print, and
// nothing else, in a console without an administrator's rights.
func IsElevation(line []byte) bool {
	if len(line) > 200 {
		return false
	}
	for _, w := range elevationWords {
		if bytes.Contains(line, w) {
			return true
		}
	}
	return false
}
