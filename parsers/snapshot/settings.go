package snapshot

// PortRange is a dynamic port range, as netsh's `show dynamicport` prints it: a start
// and a count, so it ends at Start+Count-1.
type PortRange struct {
	Proto  Proto
	Family Family
	Start  int
	Count  int
	Line   int
}

// End returns the last port of the range.
func (r PortRange) End() int { return r.Start + r.Count - 1 }

// PortSpan is a span of ports, both ends included.
type PortSpan struct {
	Start, End   int
	Administered bool // netsh marks it with *: reserved by an administrator
	Line         int
}

// ExclusionList is one list of `netsh int ip show excludedportrange`. A list without
// spans says that nothing is excluded; a missing list says nothing.
type ExclusionList struct {
	Proto  Proto
	Family Family
	Spans  []PortSpan
	Line   int
}

// RegistryKey is one key of a dump.
type RegistryKey struct {
	Path   string // as written, without a trailing backslash
	Line   int
	Values []RegistryValue
	// Complete reports whether the dump holds all values of the key, so that a value
	// that is not there is known not to be set.
	Complete bool
	// Doubtful reports values that may tell what to set instead of what is set: those of
	// another dump count more.
	Doubtful bool
}

// RegistryValue is one value of a key.
type RegistryValue struct {
	Name    string
	Type    string // REG_DWORD, REG_SZ, ...
	Number  uint64 // of REG_DWORD and REG_QWORD
	Text    string // as written, for all other types
	Deleted bool   // `"x"=-` in a .reg file
	// NoNumber reports a REG_DWORD or REG_QWORD whose data is not as long as a number of
	// its type; Bytes is how long it is. Such a value has no Number.
	NoNumber bool
	Bytes    int
	// Meant is the decimal number that was probably meant where a dword's digits look
	// decimal, such as dword:00065534; 0 where they do not.
	Meant uint64
	Line  int
}

// IsDword reports whether the value is a number as Windows' own settings are.
func (v *RegistryValue) IsDword() bool {
	return v.Type == "REG_DWORD" && !v.NoNumber && !v.Deleted
}

// Process is a process of a list: tasklist, Get-Process.
type Process struct {
	PID uint32
	// Name is as written: Get-Process leaves out the .exe, and tasklist's tables cut a
	// name at 25 characters.
	Name     string
	Services string // the services that run in it, as tasklist /svc lists them
	Line     int
}
