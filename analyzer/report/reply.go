package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxReplyLimits is how many things that are not known a reply names.
const maxReplyLimits = 3

// Reply writes a short plain text to paste into a mail to the customer: what was found,
// what to do now with its cost and its way back, and what to send. It names no file or
// folder, which can carry the name of another customer. It returns an error for a language
// without texts, and those of w.
func Reply(w io.Writer, d *diagnosis.Diagnosis, lang Lang) error {
	t, ok := replyTextsOf(lang)
	if !ok {
		return fmt.Errorf("report: no texts in language %q", lang)
	}
	r := &reply{d: d, t: t}
	r.found()
	r.now()
	r.forGood()
	r.send()
	_, err := io.WriteString(w, r.b.String())
	return err
}

// reply is a text under way.
type reply struct {
	d *diagnosis.Diagnosis
	t *replyTexts
	b strings.Builder
}

func (r *reply) line(text string) { r.b.WriteString(inert(clean(cut(text, maxProse))) + "\n") }

// item writes a bullet; nothing for an empty text.
func (r *reply) item(text string) {
	if text != "" {
		r.b.WriteString("- ")
		r.line(text)
	}
}

// command indents each line of a command.
func (r *reply) command(text string) {
	if text == "" {
		return
	}
	for _, l := range fenceLines(text) {
		r.b.WriteString("    " + l + "\n")
	}
}

func (r *reply) heading(text string) { r.b.WriteString("\n" + text + ":\n") }

func (r *reply) found() {
	r.line(r.t.Hello)
	r.b.WriteString("\n")
	if r.d.Host.Name == "" {
		r.line(r.t.AboutUnnamed)
	} else {
		r.line(fmt.Sprintf(r.t.About, r.d.Host.Name))
	}
	r.item(join(". ", r.d.Verdict.Label, r.d.Verdict.Headline))
	for _, f := range r.d.Findings {
		if f.Kind == kindCause && f.State == statePresent && f.Explains != nil { // a view says nothing new
			r.item(r.t.Causes + ": " + r.cause(f))
		}
	}
	for _, s := range r.d.Summary {
		if s.ID != "first" && s.ID != "unknown" && s.ID != itemAsk {
			r.item(s.Text)
		}
	}
	r.risks()
	r.limits()
}

// risks names the settings that can hurt, which the changes below are about.
func (r *reply) risks() {
	for _, f := range r.d.Findings {
		if f.Kind == kindRisk && f.State == statePresent && len(f.Evidence) > 0 {
			r.item(f.Evidence[0].Text)
		}
	}
}

func (r *reply) limits() {
	limits := r.d.Verdict.Limits
	if len(limits) == 0 {
		return
	}
	r.heading(r.t.Limits)
	for _, l := range limits[:min(len(limits), maxReplyLimits)] {
		r.item(l)
	}
}

func (r *reply) cause(f diagnosis.Finding) string {
	switch {
	case f.Extent != "":
		return f.Title + ", " + f.Extent
	case f.Share == nil:
		return f.Title
	}
	return fmt.Sprintf(r.t.OfPool, f.Title, percent(*f.Share))
}

// now gives the steps of what is to be done at once; every change stands with its cost.
func (r *reply) now() {
	n := 0
	for _, a := range r.d.Advice {
		if a.When != "now" {
			continue
		}
		if n == 0 {
			r.heading(r.t.Now)
		}
		n++
		fmt.Fprintf(&r.b, "%d. ", n)
		r.line(strings.TrimSuffix(a.Title, ".") + ". " + a.Text)
		for _, s := range a.Steps {
			r.step(s)
		}
	}
}

func (r *reply) step(s diagnosis.Step) {
	if s.Text != "" {
		r.item(s.Text)
	}
	if s.Command != "" {
		r.command(s.Command)
	}
	for _, part := range [][2]string{{r.t.Effect, s.Effect}, {r.t.Risk, s.Risk}, {r.t.Verify, s.Verify}} {
		if part[1] != "" {
			r.item(part[0] + ": " + part[1])
		}
	}
	if s.Rollback != "" {
		r.item(r.t.Rollback + ":")
		r.command(s.Rollback)
	}
}

// forGood names the changes; their steps and costs are for the conversation.
func (r *reply) forGood() {
	n := 0
	for _, a := range r.d.Advice {
		if a.When != "for-good" {
			continue
		}
		if n == 0 {
			r.heading(r.t.ForGood)
		}
		n++
		r.item(strings.TrimSuffix(a.Title, ".") + ". " + a.Text)
	}
}

// send asks what decides and says what to send, with the reasons for one command together.
func (r *reply) send() {
	for _, f := range r.d.Summary {
		if f.ID == itemAsk {
			r.heading(r.t.Tell)
			r.item(f.Text)
		}
	}
	if len(r.d.Requests) == 0 {
		return
	}
	r.heading(r.t.Send)
	for _, group := range grouped(r.d.Requests) {
		for _, q := range group {
			r.item(q.Why)
		}
		command := group[0].Command
		if r.stepped(command) {
			command = r.t.Above
		}
		r.command(command)
	}
	r.b.WriteString("\n")
	r.line(r.t.Close)
}

// stepped tells whether a command stands among the steps above.
func (r *reply) stepped(command string) bool {
	for _, a := range r.d.Advice {
		same := func(s diagnosis.Step) bool { return s.Command == command }
		if a.When == "now" && command != "" && slices.ContainsFunc(a.Steps, same) {
			return true
		}
	}
	return false
}
