package rules

import "strings"

// Reference is a document.
type Reference struct {
	ID    string
	Title string
	URL   string
}

type referenceDoc struct {
	id    string
	title *bilingual // nil: the address stands for it
	url   string
}

// references reads references.yaml.
func (r *reader) references(n *node) []referenceDoc {
	fs := r.mapping(n, "references")
	r.need(n, fs, "references")
	if fs["references"] == nil {
		return nil
	}
	var docs []referenceDoc
	seen := map[string]bool{}
	for _, item := range r.list(fs["references"]) {
		d := r.reference(item)
		if seen[d.id] {
			r.errs.at(item, "the reference %q stands twice", d.id)
		}
		seen[d.id] = true
		docs = append(docs, d)
	}
	return docs
}

func (r *reader) reference(n *node) referenceDoc {
	fs := r.mapping(n, "id", "title", "url")
	r.need(n, fs, "id", "url")
	var d referenceDoc
	if fs["id"] != nil {
		d.id = r.id(fs["id"])
	}
	if fs["url"] != nil {
		d.url = r.str(fs["url"])
		if !strings.HasPrefix(d.url, "https://") {
			r.errs.at(fs["url"], "an address begins with https://")
		}
	}
	if title := fs["title"]; title != nil && title.kind == scalarNode {
		t := r.template(title, fixed)
		d.title = &bilingual{t, t}
	} else {
		d.title = r.texts(title, fixed)
	}
	return d
}

// Reference returns a document by its id.
func (s *Set) Reference(id string, lang Lang) (Reference, bool) {
	d, ok := s.refs[id]
	if !ok {
		return Reference{}, false
	}
	title := d.title.fixedText(lang)
	if title == "" {
		title = d.url
	}
	return Reference{id, title, d.url}, true
}

func (s *Set) references(ids []string, lang Lang) []Reference {
	all := []Reference{}
	for _, id := range ids {
		if ref, ok := s.Reference(id, lang); ok {
			all = append(all, ref)
		}
	}
	return all
}
