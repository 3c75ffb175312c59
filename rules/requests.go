package rules

import (
	"slices"
	"strings"

	"github.com/portdx/portdx/rules/facts"
)

// Request is an artifact to ask for.
type Request struct {
	ID           string
	Artifact     string
	Alternatives []string
	Reason       string // absent, incomplete, second-capture
	Command      string
	Why          string
	Decides      []string // rules that it would decide, and "verdict"
}

// The reasons of requests.
const (
	reasonAbsent     = "absent"
	reasonIncomplete = "incomplete"
	reasonSecond     = "second-capture"
)

// tableArtifact is the kind that is asked for when no connection table was read.
const tableArtifact = "netstat"

// statusConfirmed is the status that nothing further decides.
const statusConfirmed = "confirmed"

// decidesVerdict stands among the rules of a request for the verdict itself.
const decidesVerdict = "verdict"

// requestDoc is an entry of requests.yaml.
type requestDoc struct {
	id           string
	artifact     string
	alternatives []string
	reason       string
	facts        []string // names, or prefixes that end in ".*"
	command      string
	why          *bilingual
	when         *Condition // the request is made only where this holds
	verdict      *Condition
}

// requests reads requests.yaml.
func (r *reader) requests(n *node) []requestDoc {
	fs := r.mapping(n, "params", "requests")
	r.need(n, fs, "requests")
	r.params(fs["params"])
	var all []requestDoc
	seen := map[string]bool{}
	if fs["requests"] != nil {
		for _, item := range r.list(fs["requests"]) {
			q := r.request(item)
			if seen[q.id] {
				r.errs.at(item, "the request %q stands twice", q.id)
			}
			seen[q.id] = true
			all = append(all, q)
		}
	}
	r.unusedParams()
	return all
}

func (r *reader) request(n *node) requestDoc {
	fs := r.mapping(n, "id", "artifact", "alternatives", "reason", "facts", "command", "why", "when", "verdict")
	r.need(n, fs, "id", "artifact", "reason", "command", "why")
	q := requestDoc{alternatives: r.ids(fs["alternatives"]), why: r.texts(fs["why"], fixed), when: r.condition(fs["when"]), verdict: r.condition(fs["verdict"])}
	if fs["id"] != nil {
		q.id = r.id(fs["id"])
	}
	if fs["artifact"] != nil {
		q.artifact = r.id(fs["artifact"])
	}
	if fs["reason"] != nil {
		q.reason = r.word(fs["reason"], reasonAbsent, reasonIncomplete, reasonSecond)
	}
	if fs["command"] != nil {
		q.command = r.str(fs["command"])
	}
	if fs["facts"] != nil {
		for _, f := range r.list(fs["facts"]) {
			q.facts = append(q.facts, r.factPattern(f))
		}
	}
	if fs["facts"] == nil && fs["verdict"] == nil {
		r.errs.at(n, "a request names facts, or has a condition under verdict")
	}
	return q
}

// factPattern reads the name of a fact, or a prefix such as "trend.*".
func (r *reader) factPattern(n *node) string {
	prefix, isPrefix := strings.CutSuffix(n.text, "*")
	if n.kind != scalarNode || !isPrefix {
		return r.factName(n)
	}
	matches := func(name string) bool { return strings.HasPrefix(name, prefix) }
	if !strings.HasSuffix(prefix, ".") || !slices.ContainsFunc(factNames(), matches) {
		r.errs.at(n, "no fact begins with %q", prefix)
	}
	return n.text
}

func (q *requestDoc) covers(fact string) bool {
	return slices.ContainsFunc(q.facts, func(pattern string) bool {
		prefix, isPrefix := strings.CutSuffix(pattern, "*")
		return pattern == fact || isPrefix && strings.HasPrefix(fact, prefix)
	})
}

// read reports whether the artifact, or an alternative, was read.
func (q *requestDoc) read(artifacts map[string]bool) bool {
	return artifacts[q.artifact] || slices.ContainsFunc(q.alternatives, func(a string) bool { return artifacts[a] })
}

// fits reports whether the reason is true for a fact that compares captures, or not.
func (q *requestDoc) fits(artifacts map[string]bool, series bool) bool {
	switch q.reason {
	case reasonAbsent:
		return !q.read(artifacts)
	case reasonIncomplete:
		return q.read(artifacts) && !series
	}
	return q.read(artifacts) && series
}

// requests asks for what would decide the rules that ended unknown, and the verdict.
// They come in the order of requests.yaml. No capture decides a verdict that is confirmed.
func (e *evaluator) requests(results []Result, verdict Verdict) []Request {
	decides := make([][]string, len(e.set.requests))
	for _, res := range results {
		for _, fact := range res.MissingFacts {
			if i := e.requestFor(fact); i >= 0 && !slices.Contains(decides[i], res.Rule.ID) {
				decides[i] = append(decides[i], res.Rule.ID)
			}
		}
	}
	tableAsked := false
	asked := []Request{}
	for i := range e.set.requests {
		q := &e.set.requests[i]
		forTable := !tableAsked && q.artifact == tableArtifact && q.fits(e.artifacts, false) && q.reason == reasonAbsent
		wanted := forTable || e.decidesVerdict(q)
		if wanted && verdict.Status != statusConfirmed {
			decides[i] = append(decides[i], decidesVerdict)
		}
		tableAsked = tableAsked || forTable
		if len(decides[i]) > 0 || forTable {
			asked = append(asked, e.request(q, decides[i]))
		}
	}
	return asked
}

// requestFor returns the index of the first request that would make a fact known, or -1.
func (e *evaluator) requestFor(fact string) int {
	f, _ := facts.Lookup(fact)
	return slices.IndexFunc(e.set.requests, func(q requestDoc) bool {
		return q.covers(fact) && q.fits(e.artifacts, f.Series) && e.holds(q.when)
	})
}

// decidesVerdict reports whether a request is wanted for the verdict itself.
func (e *evaluator) decidesVerdict(q *requestDoc) bool {
	return q.verdict != nil && e.holds(q.verdict) && e.holds(q.when) && q.fits(e.artifacts, q.reason == reasonSecond)
}

func (e *evaluator) request(q *requestDoc, decides []string) Request {
	alternatives := append([]string{}, q.alternatives...)
	return Request{q.id, q.artifact, alternatives, q.reason, q.command, q.why.fixedText(e.lang), decides}
}
