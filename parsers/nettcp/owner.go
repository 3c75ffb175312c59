package nettcp

import (
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// ownerOf returns the process that a command shows the connections of:
// `Get-NetTCPConnection -OwningProcess 4242`, or `Where-Object { $_.OwningProcess -eq 4242 }`.
// The console's table leaves the column out where the window is narrow.
func ownerOf(command string) (pid uint32, ok bool) {
	const name = "owningprocess"
	command = strings.ToLower(command)
	i := strings.Index(command, name)
	if i < 1 || strings.Count(command, name) > 1 {
		return 0, false
	}
	value := strings.TrimLeft(command[i+len(name):], " :")
	if command[i-1] != '-' {
		if value, ok = strings.CutPrefix(value, "-eq"); !ok {
			return 0, false
		}
	}
	value = strings.TrimLeft(value, " '\"")
	digits := 0
	for digits < len(value) && value[digits] >= '0' && value[digits] <= '9' {
		digits++
	}
	if strings.HasPrefix(strings.TrimLeft(value[digits:], " '\""), ",") { // a list
		return 0, false
	}
	n, err := strconv.ParseUint(value[:digits], 10, 32)
	return uint32(n), err == nil && uint32(n) != snapshot.NoPID
}

// takeOwner gives the rows of a table without process ids the one that its command names.
func takeOwner(c *snapshot.Capture) {
	if c.HasPID {
		return
	}
	pid, ok := ownerOf(c.Command)
	if !ok {
		return
	}
	for _, r := range c.Table.All() {
		r.PID = pid
	}
	c.HasPID = true
}
