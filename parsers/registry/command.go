package registry

import (
	"bytes"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// command is what a `reg query` command line asks for.
type command struct {
	key      string // with its root's full name
	value    string // of /v
	filtered bool   // it asks for less than all values of the key
}

// Limits of what is looked at.
const (
	maxWords  = 64  // words of a command line
	maxAnswer = 400 // bytes of an error line; the longest translations have about 150
)

// parseCommand reads a `reg query` command line. The zero command stands for all others.
func parseCommand(line string) command {
	var c command
	words := splitWords(line)
	i := slices.IndexFunc(words, func(w string) bool {
		base := strings.ToLower(w[strings.LastIndexByte(w, '\\')+1:])
		return base == "reg" || base == "reg.exe"
	})
	if i < 0 || i+2 >= len(words) || !strings.EqualFold(words[i+1], "query") {
		return c
	}
	c.key = fullKey(words[i+2])
	c.filtered = strings.Contains(line, "|")
	rest := words[i+3:]
	for j := 0; j < len(rest); j++ {
		switch strings.ToLower(rest[j]) {
		case "/v", "-v":
			c.filtered = true
			if j+1 < len(rest) && !strings.HasPrefix(rest[j+1], "/") {
				c.value = rest[j+1]
				j++
			}
		case "/ve", "/f", "/t", "/k", "/d", "/c", "/e", "-ve", "-f", "-t":
			c.filtered = true
		}
	}
	if strings.ContainsAny(strings.ReplaceAll(line, "2>&1", ""), "&;") {
		c.value = "" // which of several commands has answered is not known
	}
	return c
}

// splitWords splits at spaces outside quotation marks, which are dropped.
func splitWords(line string) []string {
	var words []string
	var word strings.Builder
	quoted, begun := false, false
	flush := func() {
		if begun {
			words = append(words, word.String())
			word.Reset()
			begun = false
		}
	}
	for _, c := range line {
		switch {
		case c == '"':
			quoted, begun = !quoted, begun || word.Len() > 0
		case !quoted && (c == ' ' || c == '\t'):
			flush()
		default:
			word.WriteRune(c)
			begun = true
		}
		if len(words) == maxWords {
			return words
		}
	}
	flush()
	return words
}

// fullKey writes out the short names of roots, which reg.exe accepts and never prints,
// and drops the name of a remote machine.
func fullKey(key string) string {
	if rest, ok := strings.CutPrefix(key, `\\`); ok {
		if _, path, ok := strings.Cut(rest, `\`); ok {
			key = path
		}
	}
	root, path, _ := strings.Cut(strings.TrimRight(key, `\`), `\`)
	for short, full := range map[string]string{
		"hklm": "HKEY_LOCAL_MACHINE", "hkcu": "HKEY_CURRENT_USER", "hkcr": "HKEY_CLASSES_ROOT",
		"hku": "HKEY_USERS", "hkcc": "HKEY_CURRENT_CONFIG",
	} {
		if strings.TrimSuffix(strings.ToLower(root), ":") == short {
			root = full
		}
	}
	return root + `\` + path
}

// errorWords begin the error lines of reg.exe; registryWords tell its line about a key
// or value that does not exist from those of other commands. Both are as Windows prints
// them in English, German, French, Spanish, Portuguese, Italian, Polish, Russian,
// Chinese, Japanese and Korean.
var (
	errorWords = []string{
		"error", "fehler", "erreur", "erro", "errore", "błąd", "ошибка", "错误", "錯誤", "エラー", "오류",
	}
	registryWords = []string{
		"regist", "rejestr", "реестр", "注册表", "登錄", "レジストリ", "레지스트리",
	}
)

// isNotFound reports whether the line is the answer of `reg query` that the key or the
// value does not exist.
func isNotFound(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) > maxAnswer {
		return false
	}
	if rest, ok := bytes.CutPrefix(text, []byte("reg : ")); ok { // as PowerShell 5.1 shows it
		text = rest
	}
	i := indexColon(text[:min(len(text), 24+len("："))])
	if i <= 0 || i > 24 {
		return false
	}
	word := bytes.TrimSpace(text[:i])
	if !slices.ContainsFunc(errorWords, func(w string) bool { return bytes.EqualFold(word, []byte(w)) }) {
		return false
	}
	rest := strings.ToLower(string(text[i:]))
	return slices.ContainsFunc(registryWords, func(w string) bool { return strings.Contains(rest, w) })
}

// indexColon returns the index of the first colon, which may be a wide one, or -1.
func indexColon(text []byte) int {
	i, j := bytes.IndexByte(text, ':'), bytes.Index(text, []byte("："))
	if i < 0 || j >= 0 && j < i {
		return j
	}
	return i
}

// notFound reads the answer that a value does not exist. Where the command asked for one
// value of a key that every machine has, that value is known not to be set.
func (d *dump) notFound() {
	d.answered = true
	s := d.section
	line := d.lines.Line()
	d.lines.Next()
	c := parseCommand(s.Command)
	switch {
	case c.key == "": // another command's error
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		return
	case c.value == "" || !isKept([]byte(c.key)) || len(c.key) > maxPath || len(c.value) > maxName:
		s.AddNote("registry.not-found", line, c.key[:min(len(c.key), maxPath)])
		return
	}
	s.Registry = []snapshot.RegistryKey{{
		Path: c.key,
		Line: line,
		Values: []snapshot.RegistryValue{
			{Name: c.value, Deleted: true, Line: line},
		},
	}}
}
