package rules

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// reader turns the nodes of one file into typed values and reports what does not fit.
// Its methods take nil for a value that is absent and then return the zero value.
type reader struct {
	errs        *errorList
	scope       *scope
	links       []link
	formulas    map[string]*formula    // by their text
	comparisons map[string]*comparison // the same of leaves
	// conditions counts what the file holds; see maxConditions.
	conditions int
}

// link is the use of an id, checked when all files are loaded.
type link struct {
	at   *node
	kind linkKind
	id   string
}

type linkKind string

const (
	toRule      linkKind = "rule"
	toAdvice    linkKind = "advice"
	toReference linkKind = "reference"
)

var (
	idPattern   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,79}$`)
	namePattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,79}$`)
)

// fields are the values of a mapping by key.
type fields map[string]*node

// is checks the kind of a node.
func (r *reader) is(n *node, kind nodeKind) bool {
	if n == nil {
		return false
	}
	if n.kind != kind {
		r.errs.at(n, "this must be %s, not %s", kind, n.kind)
		return false
	}
	return true
}

// mapping returns the fields of a mapping. Keys outside known are errors.
func (r *reader) mapping(n *node, known ...string) fields {
	fs := fields{}
	for _, e := range r.entries(n) {
		if !slices.Contains(known, e.key.text) {
			r.errs.at(e.key, "unknown key %q%s", e.key.text, didYouMean(e.key.text, known))
			continue
		}
		fs[e.key.text] = e.value
	}
	return fs
}

// entries returns the entries of a mapping whose keys are free, without duplicates.
func (r *reader) entries(n *node) []entry {
	if !r.is(n, mappingNode) {
		return nil
	}
	seen := make(map[string]bool, len(n.entries))
	var es []entry
	for _, e := range n.entries {
		if seen[e.key.text] {
			r.errs.at(e.key, "the key %q is given twice", e.key.text)
			continue
		}
		seen[e.key.text] = true
		es = append(es, e)
	}
	return es
}

// need reports the keys that a mapping must have and does not.
func (r *reader) need(n *node, fs fields, keys ...string) {
	if n == nil || n.kind != mappingNode {
		return
	}
	for _, k := range keys {
		if fs[k] == nil {
			r.errs.at(n, "%q is missing", k)
		}
	}
}

func (r *reader) list(n *node) []*node {
	if !r.is(n, listNode) {
		return nil
	}
	if len(n.items) == 0 {
		r.errs.at(n, "the list is empty")
	}
	return n.items
}

// str reads a text that is not empty.
func (r *reader) str(n *node) string {
	if !r.is(n, scalarNode) {
		return ""
	}
	if n.scalar == nullScalar || strings.TrimSpace(n.text) == "" {
		r.errs.at(n, "this is empty")
		return ""
	}
	return strings.TrimSpace(n.text)
}

// word reads one of the given words.
func (r *reader) word(n *node, words ...string) string {
	w := r.str(n)
	if w != "" && !slices.Contains(words, w) {
		r.errs.at(n, "%q is none of %s%s", w, oneOf(words), didYouMean(w, words))
		return ""
	}
	return w
}

func (r *reader) id(n *node) string {
	id := r.str(n)
	if id != "" && !idPattern.MatchString(id) {
		r.errs.at(n, "%q is no id: lower case letters, digits and hyphens", id)
	}
	return id
}

// ids reads a list of ids without duplicates.
func (r *reader) ids(n *node) []string {
	var ids []string
	if n == nil {
		return nil
	}
	for _, item := range r.list(n) {
		id := r.id(item)
		if slices.Contains(ids, id) {
			r.errs.at(item, "%q is given twice", id)
			continue
		}
		ids = append(ids, id)
	}
	return ids
}

// linked reads a list of ids of documents.
func (r *reader) linked(n *node, kind linkKind) []string {
	ids := r.ids(n)
	if n == nil {
		return nil
	}
	for _, item := range n.items {
		r.link(item, kind)
	}
	return ids
}

// link notes that a scalar names a document.
func (r *reader) link(n *node, kind linkKind) {
	if n.kind == scalarNode && n.text != "" {
		r.links = append(r.links, link{n, kind, n.text})
	}
}

// count reads a whole number of at least 1.
func (r *reader) count(n *node) int {
	if !r.is(n, scalarNode) {
		return 0
	}
	i, err := strconv.Atoi(n.text)
	if err != nil || i < 1 {
		r.errs.at(n, "this must be a whole number of at least 1")
		return 0
	}
	return i
}

// number reads a finite number.
func (r *reader) number(n *node) float64 {
	if !r.is(n, scalarNode) {
		return 0
	}
	v, err := strconv.ParseFloat(n.text, 64)
	if n.scalar != numberScalar || err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		r.errs.at(n, "%q is no number", n.text)
		return 0
	}
	return v
}
