package nettcp

// member is what a key within an object stands for, in the form that [normal] gives it.
type member struct {
	key   string
	field field
}

var (
	serverMembers = []member{{"servername", host}}
	localMembers  = []member{{"ip", localAddress}, {"port", localPort}}
	remoteMembers = []member{{"ip", remoteAddress}, {"port", remotePort}}
)

// wrapped returns the members that hold the value of a column which is an object: an
// enumeration from another computer is {"value": 5, "Value": "Established"}, a calculated
// process has all properties of one.
func wrapped(f field) []member {
	if f == processName {
		return []member{{"value", f}, {"name", f}, {"processname", f}}
	}
	return []member{{"value", f}}
}

// endpoint reads an endpoint that is an object of its own (Velociraptor's netstat(),
// without flattening), or a pair in a list, as Python writes psutil's.
func (w *walker) endpoint(named []member) error {
	if w.dec.PeekKind() != '[' {
		return w.members(named)
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	for i := 0; w.dec.PeekKind() != ']'; i++ {
		f := other
		if i < len(named) {
			f = named[i].field
		}
		if err := w.scalar(f); err != nil {
			return err
		}
	}
	_, err := w.dec.ReadToken()
	return err
}

// members reads those members of an object into the record that are named.
func (w *walker) members(named []member) error {
	if w.dec.PeekKind() != '{' {
		return w.dec.SkipValue()
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	for w.dec.PeekKind() != '}' {
		name, err := w.text()
		if err != nil {
			return err
		}
		var buf [40]byte
		key, f := normal(buf[:], name), other
		for _, m := range named {
			if string(key) == m.key {
				f = m.field
			}
		}
		if err := w.scalar(f); err != nil {
			return err
		}
	}
	_, err := w.dec.ReadToken()
	return err
}
