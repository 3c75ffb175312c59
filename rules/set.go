package rules

import (
	"maps"
	"slices"
)

// Set is a checked collection of rules. It may evaluate for many goroutines at once, as
// long as no parameter is set meanwhile.
type Set struct {
	rules    []*Rule // by kind and id
	byID     map[string]*Rule
	advice   map[string]*adviceDoc
	verdict  *verdictDoc
	summary  []item
	path     *pathDoc
	requests []requestDoc
	refs     map[string]referenceDoc
	scopes   map[string]*scope // parameters by rule or document
	hash     string
}

// Rules returns the rules by kind and id. The slice is the caller's.
func (s *Set) Rules() []*Rule { return slices.Clone(s.rules) }

// Rule returns the rule of an id, or nil.
func (s *Set) Rule(id string) *Rule { return s.byID[id] }

// Hash identifies the rule files that were loaded: "sha256:" and the hash over their
// names and contents, sorted by name.
func (s *Set) Hash() string { return s.hash }

// owners returns the ids that may stand before the dot of a parameter.
func (s *Set) owners() []string { return slices.Sorted(maps.Keys(s.scopes)) }
