package registry

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// Limits of what is kept.
const (
	maxPath   = 1024 // bytes of a key's path; Windows allows 255 characters per name
	maxKeys   = 64   // kept keys of one dump: a few control sets of each
	maxValues = 1024 // values of one key; Tcpip\Parameters has about 30
	maxName   = 512  // bytes of a value's name
	maxText   = 4096 // bytes of a value's text; the rest is cut off
)

// kept lists the ends of the keys that are kept, whatever control set they are in.
var kept = []string{
	tcpipParameters,
	`\services\tcpip6\parameters`,
	`\control\timezoneinformation`,
	`\control\computername\computername`,
	`\control\computername\activecomputername`,
	`\microsoft\windows nt\currentversion`,
}

const tcpipParameters = `\services\tcpip\parameters`

// witnesses are values that Tcpip\Parameters has on every machine: where one of them is
// shown, the dump is of the key and no excerpt.
var witnesses = []string{"DataBasePath", "Hostname", "NV Hostname"}

// keeper collects the keys that are kept.
type keeper struct {
	list    []*snapshot.RegistryKey
	byPath  map[string]*snapshot.RegistryKey
	current *snapshot.RegistryKey // nil where the values are not kept
	open    bool                  // a key line has been seen

	firstOther     string // the first key that is not kept
	firstOtherLine int
	dropped        snapshot.Damage // values past a limit
	homeless       snapshot.Damage // values above the first key
}

// enter makes the key with the given path current. The same path again continues it.
func (k *keeper) enter(path []byte, line int) {
	k.open, k.current = true, nil
	path = bytes.TrimRight(bytes.TrimSpace(path), `\`)
	if len(path) > maxPath || !isKept(path) {
		if k.firstOther == "" {
			k.firstOther = string(path[:min(len(path), maxPath)])
			k.firstOtherLine = line
		}
		return
	}
	id := strings.ToLower(string(path))
	if k.current = k.byPath[id]; k.current != nil {
		return
	}
	if len(k.list) == maxKeys {
		k.dropped.Add(line)
		return
	}
	k.current = &snapshot.RegistryKey{Path: string(path), Line: line}
	k.list = append(k.list, k.current)
	if k.byPath == nil {
		k.byPath = make(map[string]*snapshot.RegistryKey)
	}
	k.byPath[id] = k.current
}

// leave makes no key current: the values below belong to one that is deleted.
func (k *keeper) leave() { k.open, k.current = true, nil }

// wanted reports whether values of the current key are kept.
func (k *keeper) wanted() bool { return k.current != nil }

// set enters a value; of two with one name the later counts, as it does on import.
func (k *keeper) set(v snapshot.RegistryValue) {
	switch {
	case !k.open:
		k.homeless.Add(v.Line)
		return
	case k.current == nil:
		return
	}
	v.Meant = meant(&v)
	for i := range k.current.Values {
		if strings.EqualFold(k.current.Values[i].Name, v.Name) {
			k.current.Values[i] = v
			return
		}
	}
	if len(k.current.Values) == maxValues || len(v.Name) > maxName {
		k.dropped.Add(v.Line)
		return
	}
	k.current.Values = append(k.current.Values, v)
}

// take returns the keys. A key is complete where the dump is whole and one of the values
// that are always there proves it.
func (k *keeper) take(whole bool) []snapshot.RegistryKey {
	var out []snapshot.RegistryKey
	for _, key := range k.list {
		key.Complete = whole && k.dropped.Count == 0 && hasSuffixFold(key.Path, tcpipParameters) &&
			slices.ContainsFunc(witnesses, func(name string) bool { return find(key, name) != nil })
		out = append(out, *key)
	}
	return out
}

// host returns the computer's name, from the best value that holds it.
func (k *keeper) host() string {
	for _, name := range []string{"Hostname", "NV Hostname", "ComputerName"} {
		for _, key := range k.list {
			if v := find(key, name); v != nil && v.Text != "" {
				return v.Text
			}
		}
	}
	return ""
}

func find(key *snapshot.RegistryKey, name string) *snapshot.RegistryValue {
	for i := range key.Values {
		if v := &key.Values[i]; strings.EqualFold(v.Name, name) && !v.Deleted {
			return v
		}
	}
	return nil
}

func isKept(path []byte) bool {
	for _, end := range kept {
		if len(path) > len(end) && bytes.EqualFold(path[len(path)-len(end):], []byte(end)) {
			return true
		}
	}
	return false
}

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// text returns a value's text within the limit.
func text(b []byte) string { return string(b[:min(len(b), maxText)]) }

func itoa(n int) string { return strconv.Itoa(n) }
