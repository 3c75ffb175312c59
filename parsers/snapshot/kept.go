package snapshot

// What stays in memory of a section, in bytes: a little more than the structures take.
// Strings add their length.
const (
	keptSection = 1 << 10
	keptCapture = 1 << 10
	keptNote    = 128
	keptName    = 64  // an entry of a map of names
	keptEvent   = 256 // also an exclusion, a value, a process, a reading
	keptSmall   = 64
)

// Kept returns about how many bytes stay in memory of a section, its rows and the details of
// captures apart: [Retention] bounds those. It depends on what the section holds alone.
func (s *Section) Kept() int64 {
	n := keptSection + len(s.Path) + len(s.Command) + len(s.Heading) + len(s.Zone) + len(s.Host)
	for _, note := range s.Notes {
		n += keptNote + lengths(note.Args)
	}
	for _, c := range s.Captures {
		n += keptCapture + len(c.Command)
		for _, name := range c.Names {
			n += keptName + len(name)
		}
		if c.Table != nil {
			n += c.Table.Addrs.textBytes()
		}
	}
	n += keptSmall * (len(s.Ranges) + len(s.AutoReuse))
	for _, x := range s.Exclusions {
		n += keptSmall * (1 + len(x.Spans))
	}
	for _, k := range s.Registry {
		n += keptEvent + len(k.Path)
		for _, v := range k.Values {
			n += keptEvent + len(v.Name) + len(v.Type) + len(v.Text)
		}
	}
	if l := s.Events; l != nil {
		n += keptSection + len(l.Channel) + len(l.Computer) + keptSmall*len(l.Gaps)
		for i := range l.Events {
			e := &l.Events[i]
			n += keptEvent + len(e.Provider) + len(e.Computer) + 16*len(e.Data) + lengths(e.Data)
		}
	}
	for i := range s.Processes {
		n += keptSmall + len(s.Processes[i].Name) + len(s.Processes[i].Services)
	}
	if s.System != nil {
		n += keptEvent + len(s.System.HostName) + len(s.System.OSName) + len(s.System.Zone)
	}
	if s.Counters != nil {
		n += keptSection + keptEvent*len(s.Counters.Readings)
	}
	return int64(n)
}

func lengths(list []string) int {
	n := 0
	for _, s := range list {
		n += len(s)
	}
	return n
}
