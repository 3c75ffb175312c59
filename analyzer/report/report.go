// Package report renders a diagnosis for a reader. It computes nothing: every number and
// every sentence about the host stands in the diagnosis, and the fixed words stand in one
// table of texts per language. All strings of a diagnosis count as hostile, because what
// a customer's file said may stand inside any of them.
package report

import (
	"fmt"
	"io"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// Lang is the language of the fixed words. The texts of the diagnosis are in the language
// that it was made in.
type Lang string

// English is the language with a complete table of texts.
const English Lang = "en"

// Markdown writes the report of d as GitHub-flavoured Markdown. The output depends on d
// and lang alone. It returns an error for a language without texts, and those of w.
func Markdown(w io.Writer, d *diagnosis.Diagnosis, lang Lang) error {
	t, ok := textsOf(lang)
	if !ok {
		return fmt.Errorf("report: no texts in language %q", lang)
	}
	p := &page{d: d, t: t, names: namesOf(d)}
	for _, name := range p.names {
		p.cellNames = append(p.cellNames, noBar(name))
	}
	p.firstScreen()
	if d.Verdict.Status == statusUndetermined {
		p.requests()
	}
	p.pools()
	p.evidence()
	p.path()
	p.whatIf()
	p.advice()
	if d.Verdict.Status != statusUndetermined {
		p.requests()
	}
	p.tables()
	p.timeline()
	p.ruledOut()
	p.cannotTell()
	p.artifacts()
	p.footer()
	_, err := io.WriteString(w, p.b.String())
	return err
}

// The words of a diagnosis that decide what is rendered.
const (
	statusConfirmed    = "confirmed"
	statusUndetermined = "undetermined"

	statePresent = "present"
	stateAbsent  = "absent"
	stateUnknown = "unknown"

	kindCause   = "cause"
	kindRisk    = "risk"
	kindCaution = "caution"

	ruleVerdict = "verdict" // stands for the verdict among the rules that a request decides
)
