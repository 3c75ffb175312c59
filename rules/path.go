package rules

import (
	"slices"
)

// PathStep is a node of the decision path with the way taken.
type PathStep struct {
	Node     string
	Question string
	Branch   string // id of the way taken
	Answer   string
	Value    string   // the figures of the answer, separated by commas; may be empty
	Others   []string // the answers not taken, without figures
}

// pathDoc is path.yaml as it was loaded.
type pathDoc struct {
	start string
	nodes []pathNode
}

type pathNode struct {
	id       string
	question *bilingual
	branches []branch
}

type branch struct {
	id     string
	answer *bilingual
	when   *Condition
	to     string // empty at the end
	at     *node
}

// path reads path.yaml.
func (r *reader) path(n *node) *pathDoc {
	fs := r.mapping(n, "params", "start", "nodes")
	r.need(n, fs, "start", "nodes")
	r.params(fs["params"])
	p := &pathDoc{}
	if fs["nodes"] != nil {
		for _, item := range r.list(fs["nodes"]) {
			p.nodes = append(p.nodes, r.pathNode(item))
		}
	}
	if fs["start"] != nil {
		p.start = r.id(fs["start"])
		r.checkPath(p, fs["start"], fs["nodes"])
	}
	r.unusedParams()
	return p
}

func (r *reader) pathNode(n *node) pathNode {
	fs := r.mapping(n, "id", "question", "branches")
	r.need(n, fs, "id", "question", "branches")
	p := pathNode{question: r.texts(fs["question"], figures)}
	if fs["id"] != nil {
		p.id = r.id(fs["id"])
	}
	if fs["branches"] == nil {
		return p
	}
	branches := r.list(fs["branches"])
	var ids []string
	for i, b := range branches {
		br := r.branch(b, i == len(branches)-1)
		if slices.Contains(ids, br.id) {
			r.errs.at(b, "the branch %q stands twice", br.id)
		}
		ids = append(ids, br.id)
		p.branches = append(p.branches, br)
	}
	return p
}

func (r *reader) branch(n *node, last bool) branch {
	fs := r.mapping(n, "id", "answer", "when", "to")
	r.need(n, fs, "id", "answer")
	b := branch{answer: r.texts(fs["answer"], figures), when: r.condition(fs["when"]), at: n}
	if fs["id"] != nil {
		b.id = r.id(fs["id"])
	}
	if fs["to"] != nil {
		b.to, b.at = r.id(fs["to"]), fs["to"]
	}
	if (fs["when"] == nil) != last {
		r.errs.at(n, "the last branch, and no other, has no when")
	}
	if t := b.answer; t != nil && (t.en != nil && t.en.head() == "" || t.zh != nil && t.zh.head() == "") {
		r.errs.at(n, "an answer begins with words, not with a value")
	}
	return b
}

func (p *pathDoc) node(id string) *pathNode {
	i := slices.IndexFunc(p.nodes, func(n pathNode) bool { return n.id == id })
	if i < 0 {
		return nil
	}
	return &p.nodes[i]
}

// checkPath finds unknown targets, ways back, and nodes that no way reaches.
func (r *reader) checkPath(p *pathDoc, start, nodes *node) {
	var ids []string
	for i, n := range p.nodes {
		if slices.Contains(ids, n.id) {
			r.errs.at(nodes.items[i], "the node %q stands twice", n.id)
		}
		ids = append(ids, n.id)
	}
	if p.node(p.start) == nil {
		r.errs.at(start, "unknown node %q%s", p.start, didYouMean(p.start, ids))
		return
	}
	w := pathWalk{reader: r, path: p, ids: ids, state: map[string]visit{}}
	w.from(p.start)
	for i, n := range p.nodes {
		if w.state[n.id] == unseen {
			r.errs.at(nodes.items[i], "no way from %q reaches the node %q", p.start, n.id)
		}
	}
}

// visit is how far a depth-first search has come with a node.
type visit uint8

const (
	unseen visit = iota
	open
	done
)

type pathWalk struct {
	*reader
	path  *pathDoc
	ids   []string
	state map[string]visit
}

func (w *pathWalk) from(id string) {
	w.state[id] = open
	for _, b := range w.path.node(id).branches {
		switch {
		case b.to == "":
		case w.path.node(b.to) == nil:
			w.errs.at(b.at, "unknown node %q%s", b.to, didYouMean(b.to, w.ids))
		case w.state[b.to] == open:
			w.errs.at(b.at, "this way leads back to the node %q", b.to)
		case w.state[b.to] == unseen:
			w.from(b.to)
		}
	}
	w.state[id] = done
}

// path follows the branches that hold from the start to an end.
func (e *evaluator) path() []PathStep {
	steps := []PathStep{}
	doc := e.set.path
	if doc == nil {
		return steps
	}
	for id := doc.start; id != ""; {
		n := doc.node(id)
		taken := slices.IndexFunc(n.branches, func(b branch) bool { return e.holds(b.when) })
		steps = append(steps, e.pathStep(n, taken))
		id = n.branches[taken].to
	}
	return steps
}

func (e *evaluator) pathStep(n *pathNode, taken int) PathStep {
	answer := n.branches[taken].answer.in(e.lang)
	s := PathStep{Node: n.id, Branch: n.branches[taken].id, Answer: answer.head(), Question: n.question.fixedText(e.lang)}
	if text, ok := e.text(n.question, e.lang); ok {
		s.Question = text.Text
	}
	if text, ok := e.fill(answer); ok {
		s.Answer, s.Value = text, e.quoted(answer)
	}
	for i, b := range n.branches {
		if i != taken {
			s.Others = append(s.Others, b.answer.fixedText(e.lang))
		}
	}
	return s
}
