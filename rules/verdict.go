package rules

import (
	"maps"
	"slices"
	"strings"
)

// Verdict answers whether ports were exhausted.
type Verdict struct {
	Status    string
	When      string // the moment, of a status that has moments
	Label     string // the status in words
	WhenLabel string // the moment in words
	Protocols []string
	Lean      string
	Headline  Text
	Limits    []Text   // what the verdict does not rest on
	Causes    []string // rules that are present, largest share first, views last
}

// verdictDoc is verdict.yaml as it was loaded.
type verdictDoc struct {
	fallback  *bilingual        // the headline of which no sentence holds
	sentences map[string][]item // texts that several headlines share
	ladder    []status
	protocols []choice
	lean      []choice
	limits    []item
}

// status is a step of the ladder.
type status struct {
	choice
	label    *bilingual
	moments  []moment
	headline []item
}

type moment struct {
	choice
	label *bilingual
}

// choice is a word that is taken when its condition is true.
type choice struct {
	is   string
	when *Condition
}

// verdict reads verdict.yaml.
func (r *reader) verdict(n *node) *verdictDoc {
	fs := r.mapping(n, "params", "fallback", "sentences", "ladder", "protocols", "lean", "limits")
	r.need(n, fs, "ladder")
	r.params(fs["params"])
	v := &verdictDoc{fallback: r.texts(fs["fallback"], fixed), sentences: r.sentences(fs["sentences"]), protocols: r.choices(fs["protocols"]), lean: r.choices(fs["lean"])}
	if fs["ladder"] != nil {
		for i, s := range r.list(fs["ladder"]) {
			v.ladder = append(v.ladder, r.status(s, v.sentences, i == len(fs["ladder"].items)-1))
		}
	}
	if fs["limits"] != nil {
		v.limits = r.itemsOf(fs["limits"])
	}
	r.unusedParams()
	return v
}

// sentences reads lists of texts by name.
func (r *reader) sentences(n *node) map[string][]item {
	all := map[string][]item{}
	if n == nil {
		return all
	}
	for _, e := range r.entries(n) {
		all[e.key.text] = r.itemsOf(e.value)
	}
	return all
}

// headline reads a list of texts, some of which may be {sentences: NAME}.
func (r *reader) headline(n *node, named map[string][]item) []item {
	var items []item
	for _, i := range r.list(n) {
		if i.kind != mappingNode || len(i.entries) != 1 || i.entries[0].key.text != "sentences" {
			items = append(items, r.itemOf(i))
			continue
		}
		name := i.entries[0].value
		list, ok := named[name.text]
		if !ok {
			r.errs.at(name, "no sentences %q%s", name.text, didYouMean(name.text, slices.Sorted(maps.Keys(named))))
		}
		items = append(items, list...)
	}
	return items
}

func (r *reader) status(n *node, named map[string][]item, last bool) status {
	fs := r.mapping(n, "status", "when", "label", "moments", "headline")
	r.need(n, fs, "status", "label", "headline")
	s := status{choice: choice{when: r.condition(fs["when"])}, label: r.texts(fs["label"], fixed)}
	if fs["status"] != nil {
		s.is = r.id(fs["status"])
	}
	if (fs["when"] == nil) != last {
		r.errs.at(n, "the last step of the ladder, and no other, has no when")
	}
	if fs["headline"] != nil {
		s.headline = r.headline(fs["headline"], named)
	}
	if fs["moments"] != nil {
		for _, m := range r.list(fs["moments"]) {
			s.moments = append(s.moments, r.moment(m))
		}
	}
	return s
}

func (r *reader) moment(n *node) moment {
	fs := r.mapping(n, "is", "when", "label")
	r.need(n, fs, "is", "label")
	m := moment{choice: choice{when: r.condition(fs["when"])}, label: r.texts(fs["label"], prose)}
	if fs["is"] != nil {
		m.is = r.id(fs["is"])
	}
	return m
}

func (r *reader) choices(n *node) []choice {
	if n == nil {
		return nil
	}
	var all []choice
	for _, item := range r.list(n) {
		fs := r.mapping(item, "is", "when")
		r.need(item, fs, "is")
		c := choice{when: r.condition(fs["when"])}
		if fs["is"] != nil {
			c.is = r.id(fs["is"])
		}
		all = append(all, c)
	}
	return all
}

// verdict takes the first step of the ladder that holds.
func (e *evaluator) verdict(results []Result) Verdict {
	v := Verdict{Protocols: []string{}, Limits: []Text{}, Causes: causes(results)}
	doc := e.set.verdict
	if doc == nil {
		return v
	}
	if i := slices.IndexFunc(doc.ladder, func(s status) bool { return e.holds(s.when) }); i >= 0 {
		e.status(&v, doc.ladder[i])
	}
	for _, p := range doc.protocols {
		if e.holds(p.when) {
			v.Protocols = append(v.Protocols, p.is)
		}
	}
	v.Lean = e.chosen(doc.lean)
	v.Limits = append(v.Limits, e.items(doc.limits)...)
	return v
}

func (e *evaluator) status(v *Verdict, s status) {
	v.Status, v.Label = s.is, s.label.fixedText(e.lang)
	for _, m := range s.moments {
		if !e.holds(m.when) {
			continue
		}
		if label, ok := e.text(m.label, e.lang); ok {
			v.When, v.WhenLabel = m.is, label.Text
			break
		}
	}
	v.Headline = joined(e.items(s.headline), e.lang)
	if v.Headline.Text == "" {
		v.Headline.Text = e.set.verdict.fallback.fixedText(e.lang)
	}
}

// joined makes one text of sentences. Chinese puts no space between them.
func joined(texts []Text, lang Lang) Text {
	var all Text
	var sentences []string
	for _, t := range texts {
		sentences = append(sentences, t.Text)
		all.Facts = append(all.Facts, t.Facts...)
	}
	separator := " "
	if lang == Chinese {
		separator = ""
	}
	all.Text = strings.Join(sentences, separator)
	slices.Sort(all.Facts)
	all.Facts = slices.Compact(all.Facts)
	return all
}

// chosen returns the word of the first choice that holds, or nothing.
func (e *evaluator) chosen(choices []choice) string {
	for _, c := range choices {
		if e.holds(c.when) {
			return c.is
		}
	}
	return ""
}

// causes returns the ids of the causes that are present, in the order of the results.
func causes(results []Result) []string {
	ids := []string{}
	for _, r := range results {
		if r.Rule.Kind == Cause && r.State == Present {
			ids = append(ids, r.Rule.ID)
		}
	}
	return ids
}
