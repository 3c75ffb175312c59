package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Load reads and checks rule files. Each layer is a folder in the layout of package
// builtin, or a flat one of rules; a rule, advice or reference replaces one of the same
// id in a layer before it, and so do verdict.yaml, path.yaml, summary.yaml and
// requests.yaml as a whole. The error holds all mistakes at once, as [Errors].
func Load(layers ...fs.FS) (*Set, error) {
	l := newLoader()
	for _, layer := range layers {
		l.layer(l.readFiles(layer))
	}
	l.link()
	if err := l.errs.result(); err != nil {
		return nil, err
	}
	l.set.hash = l.hash()
	return l.set, nil
}

// loader collects the documents of all layers.
type loader struct {
	errs  errorList
	set   *Set
	files [][]*file // of each layer
	// single holds the links of documents that exist once.
	single map[string][]link
}

func newLoader() *loader {
	return &loader{
		set: &Set{
			byID: map[string]*Rule{}, advice: map[string]*adviceDoc{},
			refs: map[string]referenceDoc{}, scopes: map[string]*scope{},
		},
		single: map[string][]link{},
	}
}

// Folders and single documents of the layout.
const (
	adviceFolder  = "advice"
	verdictName   = "verdict"
	summaryName   = "summary"
	pathName      = "path"
	requestsName  = "requests"
	referenceName = "references"
)

var singleNames = []string{verdictName, summaryName, pathName, requestsName, referenceName}

// ruleFolders are the folders of rules, with the kind that each holds.
var ruleFolders = map[string]Kind{"causes": Cause, "symptoms": Symptom, "risks": Risk, "cautions": Caution}

func folderNames() []string {
	return append(slices.Sorted(maps.Keys(ruleFolders)), adviceFolder)
}

// layer reads the documents of one layer over those before it.
func (l *loader) layer(files []*file) {
	l.files = append(l.files, files)
	rules, advice := map[string]*Rule{}, map[string]*adviceDoc{}
	for _, f := range files {
		root, err := parseYAML(f)
		switch {
		case err != nil:
			l.errs.add(err)
		case root == nil:
			l.errs.file(f.name, "the file is empty")
		default:
			l.document(root, rules, advice)
		}
	}
	maps.Copy(l.set.byID, rules)
	maps.Copy(l.set.advice, advice)
}

// document reads a file by its folder and name.
func (l *loader) document(root *node, rules map[string]*Rule, advice map[string]*adviceDoc) {
	folder, name := path.Split(root.file.name)
	folder, name = strings.TrimSuffix(folder, "/"), strings.TrimSuffix(name, extension)
	r := &reader{errs: &l.errs, scope: newScope(name)}
	switch {
	case folder == adviceFolder:
		a := r.advice(root)
		if a.id == "" {
			return
		}
		if advice[a.id] != nil {
			l.errs.at(root, "the advice %q stands in %s too", a.id, advice[a.id].at.file.name)
		}
		advice[a.id] = a
	case folder == "" && slices.Contains(singleNames, name):
		l.singleDocument(r, root, name)
	default:
		l.rule(r, root, folder, rules)
	}
}

func (l *loader) rule(r *reader, root *node, folder string, rules map[string]*Rule) {
	rule := r.rule(root)
	if rule.ID == "" {
		return
	}
	if kind := ruleFolders[folder]; folder != "" && rule.Kind != "" && rule.Kind != kind {
		l.errs.at(root, "a %s does not belong in the folder %s", rule.Kind, folder)
	}
	if slices.Contains(singleNames, rule.ID) {
		l.errs.at(root, "the id %q is taken by %s", rule.ID, rule.ID+extension)
	}
	if rules[rule.ID] != nil {
		l.errs.at(root, "the rule %q stands in %s too", rule.ID, rules[rule.ID].File)
	}
	rules[rule.ID] = rule
	l.set.scopes[rule.ID] = r.scope
}

func (l *loader) singleDocument(r *reader, root *node, name string) {
	switch name {
	case verdictName:
		l.set.verdict = r.verdict(root)
	case summaryName:
		l.set.summary = r.summary(root)
	case pathName:
		l.set.path = r.path(root)
	case requestsName:
		l.set.requests = r.requests(root)
	case referenceName:
		for _, d := range r.references(root) {
			l.set.refs[d.id] = d
		}
		return
	}
	l.set.scopes[name] = r.scope
	l.single[name] = r.links
}

// ownID reads the id of a document, which is the name of its file.
func (r *reader) ownID(n *node) string {
	if n == nil {
		return ""
	}
	id := r.id(n)
	if name := strings.TrimSuffix(path.Base(n.file.name), extension); id != "" && id != name {
		r.errs.at(n, "the id is %q, but the file is named %q", id, name+extension)
	}
	return id
}

// hash covers the name and content of each file, in the order of layers and names.
func (l *loader) hash() string {
	h := sha256.New()
	for _, files := range l.files {
		for _, f := range files {
			content := sha256.Sum256(f.data)
			// The encoding keeps names and contents of different files apart.
			line, _ := json.Marshal([]string{f.name, hex.EncodeToString(content[:])})
			h.Write(line)
		}
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
