// Package facts is the vocabulary that rules speak: the name, type, unit and meaning of
// everything a rule may ask, and the artifacts it can come from; and [Set], the values
// of one host.
//
// A fact is known, unknown, or does not apply. Unknown is not zero: it means that
// evidence is missing, and the fact's sources tell which.
package facts

// Type is the type of a fact's value. Times are compared as seconds since the epoch.
type Type uint8

// The types of facts.
const (
	Number Type = iota
	Bool
	String
	Time
)

// String returns the type's name as documentation writes it.
func (t Type) String() string {
	return [...]string{"number", "bool", "string", "time"}[t]
}

// Unit tells how a number is written in a text.
type Unit string

// The units. None is a bare count or identifier without thousands separators.
const (
	None        Unit = ""
	Count       Unit = "count"       // 16,384
	Ports       Unit = "ports"       // 16,384
	Connections Unit = "connections" // 15,400
	Events      Unit = "events"      // 2
	Share       Unit = "share"       // 0.942 is written 94.2 %
	Seconds     Unit = "seconds"     // 240 s
	Hours       Unit = "hours"       // 3 h 10 min
	PerSecond   Unit = "per_second"  // 64/s
	PerHour     Unit = "per_hour"    // 120/h
	Timestamp   Unit = "time"        // 2026-03-10 09:00:00 UTC
)

// Fact is one entry of the vocabulary.
type Fact struct {
	Name    string // dotted, such as tcp.pool.size; no name is a prefix of another
	Type    Type
	Unit    Unit
	Meaning string
	// Sources are the kinds of artifacts that can make the fact known, best first,
	// named as in the JSON of a diagnosis.
	Sources []string
	// Series reports that one capture is not enough: the fact compares several.
	Series bool
}

// State tells what is known of a fact.
type State uint8

// The states of a value. The zero Value does not apply.
const (
	NotApplicable State = iota
	Unknown
	Known
)

// Ref is where a value can be read: lines of a file of the bundle, or a record of an
// event log. Line and Record are 0 where they do not apply, and for values of a whole
// file.
type Ref struct {
	File           string
	Line, LastLine int
	Record         uint64
}

// Value is the value of one fact.
type Value struct {
	State State
	Num   float64 // of Number, and of Time in seconds since the epoch
	Str   string
	Bool  bool
	Refs  []Ref
}

// Set holds the values of one host. The zero value is not usable; see [NewSet].
type Set struct {
	values map[string]Value
}

// NewSet returns an empty set: nothing applies.
func NewSet() *Set { return &Set{values: make(map[string]Value)} }

// Get returns the value of the named fact. A fact that was not set does not apply.
func (s *Set) Get(name string) Value { return s.values[name] }

// Names returns the names of the facts that are known or unknown, sorted.
func (s *Set) Names() []string { return sortedKeys(s.values) }

// Number sets a known number. The name must stand in the vocabulary as a Number or a
// Time; Number panics otherwise, as do the other setters, since that is a mistake of
// the caller and not of any input.
func (s *Set) Number(name string, v float64, refs ...Ref) {
	mustBe(name, Number, Time)
	s.values[name] = Value{State: Known, Num: v, Refs: refs}
}

// Bool sets a known truth value.
func (s *Set) Bool(name string, v bool, refs ...Ref) {
	mustBe(name, Bool)
	s.values[name] = Value{State: Known, Bool: v, Refs: refs}
}

// String sets a known text.
func (s *Set) String(name, v string, refs ...Ref) {
	mustBe(name, String)
	s.values[name] = Value{State: Known, Str: v, Refs: refs}
}

// Unknown marks facts whose evidence is missing.
func (s *Set) Unknown(names ...string) {
	for _, n := range names {
		mustBe(n, Number, Bool, String, Time)
		s.values[n] = Value{State: Unknown}
	}
}

// Drop makes facts not apply.
func (s *Set) Drop(names ...string) {
	for _, n := range names {
		delete(s.values, n)
	}
}
