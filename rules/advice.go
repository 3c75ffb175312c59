package rules

// Advice is something to do, or not to do, as it is given for one host.
type Advice struct {
	ID         string
	Title      string
	When       string // now, for-good, never
	Text       Text
	Lead       Text // the sentence of the first screen, where this is the first thing to do
	Steps      []Step
	References []Reference
	// Withheld reports that the guard did not hold: Text then says what to do instead,
	// and there are no steps.
	Withheld bool
}

// Step is one action. All fields but one of Text and Command may be empty.
type Step struct {
	Text     string
	Command  string
	Shell    string // bat or powershell
	Effect   string
	Risk     string
	Verify   string
	Rollback string
}

// adviceNever is the time of what must not be done.
const adviceNever = "never"

// adviceWhens are the times of advice, in the order in which it is given.
var adviceWhens = []string{"now", "for-good", adviceNever}

// adviceDoc is an advice as it was loaded.
type adviceDoc struct {
	id         string
	at         *node
	when       []choice // the last one without a condition
	title      *bilingual
	text       *bilingual
	lead       []item
	requires   *Condition
	otherwise  *bilingual
	steps      []stepDoc
	references []string
	links      []link
}

type stepDoc struct {
	text, effect, risk, verify *bilingual
	when                       *Condition
	command                    *template
	shell                      string
	rollbacks                  []rollback
}

type rollback struct {
	when    *Condition
	command *template
}

// advice reads an advice file.
func (r *reader) advice(n *node) *adviceDoc {
	fs := r.mapping(n, "id", "when", "title", "text", "lead", "requires", "otherwise", "steps", "references")
	r.need(n, fs, "id", "when", "title")
	a := &adviceDoc{
		id:         r.ownID(fs["id"]),
		at:         n,
		title:      r.texts(fs["title"], fixed),
		text:       r.texts(fs["text"], prose),
		when:       r.adviceWhen(fs["when"]),
		requires:   r.condition(fs["requires"]),
		otherwise:  r.texts(fs["otherwise"], prose),
		references: r.linked(fs["references"], toReference),
	}
	if fs["lead"] != nil {
		a.lead = r.itemsOf(fs["lead"])
	}
	if fs["otherwise"] != nil && fs["requires"] == nil {
		r.errs.at(fs["otherwise"], "otherwise needs requires")
	}
	if fs["steps"] == nil && fs["text"] == nil {
		r.errs.at(n, "an advice has steps or a text")
	}
	if fs["steps"] != nil {
		for _, s := range r.list(fs["steps"]) {
			a.steps = append(a.steps, r.step(s))
		}
	}
	a.links = r.links
	return a
}

// adviceWhen reads one word, or a list of {when, is} of which the last has no condition.
func (r *reader) adviceWhen(n *node) []choice {
	if n == nil {
		return nil
	}
	if n.kind != listNode {
		return []choice{{is: r.word(n, adviceWhens...)}}
	}
	var all []choice
	for i, item := range r.list(n) {
		fs := r.mapping(item, "when", "is")
		r.need(item, fs, "is")
		if (fs["when"] == nil) != (i == len(n.items)-1) {
			r.errs.at(item, "the last entry, and no other, has no when")
		}
		c := choice{when: r.condition(fs["when"])}
		if fs["is"] != nil {
			c.is = r.word(fs["is"], adviceWhens...)
		}
		all = append(all, c)
	}
	return all
}

func (r *reader) step(n *node) stepDoc {
	fs := r.mapping(n, "text", "command", "shell", "when", "effect", "risk", "verify", "rollback")
	if n.kind == mappingNode && fs["text"] == nil && fs["command"] == nil {
		r.errs.at(n, "a step has a text or a command")
	}
	if (fs["command"] == nil) != (fs["shell"] == nil) {
		r.errs.at(n, "command and shell belong together")
	}
	s := stepDoc{
		text:      r.texts(fs["text"], prose),
		when:      r.condition(fs["when"]),
		command:   r.template(fs["command"], command),
		effect:    r.texts(fs["effect"], prose),
		risk:      r.texts(fs["risk"], prose),
		verify:    r.texts(fs["verify"], prose),
		rollbacks: r.rollbacks(fs["rollback"]),
	}
	if fs["shell"] != nil {
		s.shell = r.word(fs["shell"], "bat", "powershell")
	}
	return s
}

// rollbacks reads one command, or a list of {when, command}.
func (r *reader) rollbacks(n *node) []rollback {
	if n == nil {
		return nil
	}
	if n.kind != listNode {
		return []rollback{{command: r.template(n, command)}}
	}
	var all []rollback
	for _, item := range r.list(n) {
		fs := r.mapping(item, "when", "command")
		r.need(item, fs, "command")
		all = append(all, rollback{r.condition(fs["when"]), r.template(fs["command"], command)})
	}
	return all
}

// advise gives the advice that the results call for: by time, and within a time in the
// order in which the results name it.
func (e *evaluator) advise(results []Result) []Advice {
	given := []Advice{}
	for _, when := range adviceWhens {
		for _, id := range namedAdvice(results) {
			doc := e.set.advice[id]
			if e.chosen(doc.when) != when {
				continue
			}
			if a, ok := e.advice(doc, when); ok {
				given = append(given, a)
			}
		}
	}
	return given
}

// firstThing is the line of the first screen that says what to do first: the lead of the
// first advice that is given, or its title. It is false where nothing is to be done.
func firstThing(given []Advice) (Text, bool) {
	for _, a := range given {
		switch {
		case a.Withheld || a.When == adviceNever:
		case a.Lead.Text != "":
			return a.Lead, true
		default:
			return Text{Text: a.Title}, true
		}
	}
	return Text{}, false
}

// namedAdvice returns the ids that rules which are present name, without duplicates:
// causes by rank, then risks, symptoms and cautions.
func namedAdvice(results []Result) []string {
	var ids []string
	seen := map[string]bool{}
	for _, kind := range []Kind{Cause, Risk, Symptom, Caution} {
		for _, res := range results {
			if res.Rule.Kind != kind || res.State != Present {
				continue
			}
			for _, id := range res.Rule.Advice {
				if !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

func (e *evaluator) advice(doc *adviceDoc, when string) (Advice, bool) {
	a := Advice{ID: doc.id, Title: doc.title.fixedText(e.lang), When: when, References: e.set.references(doc.references, e.lang)}
	if !e.holds(doc.requires) {
		text, ok := e.text(doc.otherwise, e.lang)
		a.Text, a.Withheld = text, true
		return a, ok
	}
	text, hasText := e.text(doc.text, e.lang)
	if hasText {
		a.Text = text
	}
	if leads := e.items(doc.lead); len(leads) > 0 {
		a.Lead = leads[0]
	}
	for _, s := range doc.steps {
		if step, ok := e.step(s); ok {
			a.Steps = append(a.Steps, step)
		}
	}
	return a, hasText || len(a.Steps) > 0
}

// step fills a step. It reports false when the step does not hold, or one of its texts
// and commands cannot be written: half a step is none.
func (e *evaluator) step(doc stepDoc) (Step, bool) {
	if !e.holds(doc.when) {
		return Step{}, false
	}
	s, ok := Step{Shell: doc.shell}, true
	fill := func(to *string, b *bilingual) {
		if b != nil {
			t, filled := e.text(b, e.lang)
			*to, ok = t.Text, ok && filled
		}
	}
	fill(&s.Text, doc.text)
	fill(&s.Effect, doc.effect)
	fill(&s.Risk, doc.risk)
	fill(&s.Verify, doc.verify)
	run := func(to *string, t *template) {
		if t != nil {
			c, filled := e.fillCommand(t)
			*to, ok = c, ok && filled
		}
	}
	run(&s.Command, doc.command)
	for _, r := range doc.rollbacks {
		if e.holds(r.when) {
			run(&s.Rollback, r.command)
			break
		}
	}
	return s, ok
}
