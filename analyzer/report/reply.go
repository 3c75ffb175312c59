package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// replyTexts holds the fixed words of a reply in one language.
type replyTexts struct {
	Hello, About, Found, Causes, Now, ForGood, Limits, Send, Close string
	OfPool, Effect, Risk, Rollback, Verify, More                   string
}

var replies = map[Lang]replyTexts{
	English: {
		Hello:    "Hello,",
		About:    "this is what the captures of %s show.",
		Found:    "What was found",
		Causes:   "Most likely",
		Now:      "What to do now",
		ForGood:  "What to change for good",
		Limits:   "What is not known",
		Send:     "Please send",
		Close:    "Captures help most when they are taken while the failure lasts and before anything is restarted.",
		OfPool:   "%s (%s of the port pool)",
		Effect:   "Effect",
		Risk:     "Risk",
		Rollback: "To roll back",
		Verify:   "Check",
		More:     "Ask us for the steps before you change anything.",
	},
}

// Reply writes a short plain text to paste into a mail to the customer: what was found,
// what to do now with its cost and its way back, and what to send. It returns an error
// for a language without texts, and those of w.
func Reply(w io.Writer, d *diagnosis.Diagnosis, lang Lang) error {
	t, ok := replies[lang]
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
	t replyTexts
	b strings.Builder
}

func (r *reply) line(text string) { r.b.WriteString(clean(text) + "\n") }
func (r *reply) item(text string) { r.line("- " + text) }

// command indents each line of a command.
func (r *reply) command(text string) {
	for _, l := range strings.Split(text, "\n") {
		r.b.WriteString("    " + clean(l) + "\n")
	}
}

func (r *reply) heading(text string) { r.b.WriteString("\n" + text + ":\n") }

func (r *reply) found() {
	host := r.d.Host.Name
	if host == "" {
		host = r.d.Bundle.Name
	}
	r.line(r.t.Hello)
	r.b.WriteString("\n")
	r.line(fmt.Sprintf(r.t.About, host))
	r.heading(r.t.Found)
	r.item(r.d.Verdict.Label + ". " + r.d.Verdict.Headline)
	for _, f := range r.d.Findings {
		if f.Kind == kindCause && f.State == statePresent && f.Explains != nil { // a view says nothing new
			r.item(r.t.Causes + ": " + r.cause(f))
		}
	}
	for _, s := range r.d.Summary {
		if s.ID != "first" && s.ID != "unknown" {
			r.item(s.Text)
		}
	}
	if len(r.d.Verdict.Limits) > 0 {
		r.heading(r.t.Limits)
		for _, l := range r.d.Verdict.Limits {
			r.item(l)
		}
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
		r.line(fmt.Sprintf("%d. %s. %s", n, strings.TrimSuffix(a.Title, "."), a.Text))
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
	if n > 0 {
		r.line(r.t.More)
	}
}

func (r *reply) send() {
	if len(r.d.Requests) == 0 {
		return
	}
	r.heading(r.t.Send)
	for _, q := range r.d.Requests {
		r.item(q.Why)
		r.command(q.Command)
	}
	r.b.WriteString("\n")
	r.line(r.t.Close)
}
