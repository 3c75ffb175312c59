package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxDepth is how deep lists and mappings may nest.
const maxDepth = 32

// file is a rule file as it was read.
type file struct {
	name  string
	data  []byte
	lines []string
}

// line returns a line, counted from 1, without its end.
func (f *file) line(n int) string {
	if f.lines == nil {
		f.lines = strings.Split(string(f.data), "\n")
	}
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return strings.TrimSuffix(f.lines[n-1], "\r")
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	listNode
	mappingNode
)

func (k nodeKind) String() string { return [...]string{"a single value", "a list", "a mapping"}[k] }

type scalarType uint8

const (
	textScalar scalarType = iota
	numberScalar
	boolScalar
	nullScalar
)

// node is a value of a YAML file, with its place.
type node struct {
	file         *file
	line, column int // from 1, column in characters
	kind         nodeKind
	scalar       scalarType
	text         string // of a scalar
	quoted       bool   // the scalar stands in quotes
	items        []*node
	entries      []entry
}

type entry struct{ key, value *node }

// place returns the line and column of the character at offset in the scalar's text: the
// node's own place where text and source differ, as with escapes.
func (n *node) place(offset int) (line, column int) {
	runes := []rune(n.text)
	if n.kind != scalarNode || offset < 0 || offset > len(runes) {
		return n.line, n.column
	}
	column = n.column
	if n.quoted {
		column++
	}
	source := []rune(n.file.line(n.line))
	if from := column - 1; from+len(runes) <= len(source) && string(source[from:from+len(runes)]) == n.text {
		return n.line, column + offset
	}
	return n.search(strings.TrimSpace(string(runes[offset:])))
}

// search finds where a scalar that spans lines continues with the given text.
func (n *node) search(rest string) (line, column int) {
	rest, _, _ = strings.Cut(rest, "\n")
	for length := min(len(rest), 40); length >= 4; length /= 2 {
		for line := n.line; line < n.line+200; line++ {
			source := n.file.line(line)
			if i := strings.Index(source, rest[:length]); i >= 0 {
				return line, utf8.RuneCountInString(source[:i]) + 1
			}
		}
	}
	return n.line, n.column
}

// parseYAML returns the only document of a file, nil for an empty one.
func parseYAML(f *file) (root *node, err *Error) {
	defer func() { // the library is archived, and panics are its known weakness
		if r := recover(); r != nil {
			root, err = nil, &Error{File: f.name, Message: "this is not YAML that can be read"}
		}
	}()
	if !utf8.Valid(f.data) {
		return nil, &Error{File: f.name, Message: "the file is not UTF-8"}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(f.data))
	var document, second yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, f.syntaxError(err)
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, f.errorAt(second.Line, 1, "a file holds one document; this starts a second one")
	} else if !errors.Is(err, io.EOF) {
		return nil, f.syntaxError(err)
	}
	return f.convert(document.Content[0], 0)
}

func (f *file) errorAt(line, column int, format string, args ...any) *Error {
	return &Error{File: f.name, Line: line, Column: column, Message: fmt.Sprintf(format, args...), Source: f.line(line)}
}

var (
	yamlLine = regexp.MustCompile(`line (\d+): `)
	// structural are the messages of the library's parser, which counts lines from 0 and
	// mostly names the line where the surrounding block begins; its scanner counts from 1.
	structural = regexp.MustCompile(`did not find expected (node content|key|'-' indicator|',' or '[\]}]'|<)`)
)

// syntaxError gives the library's message the place that it mentions.
func (f *file) syntaxError(err error) *Error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	m := yamlLine.FindStringSubmatch(message)
	if m == nil {
		return &Error{File: f.name, Message: message}
	}
	line, _ := strconv.Atoi(m[1])
	message = strings.Replace(message, m[0], "", 1)
	if structural.MatchString(message) {
		line++
		message += ", here or below"
	}
	source := f.line(line)
	column := len(source) - len(strings.TrimLeft(source, " \t-")) + 1
	return f.errorAt(line, column, "%s", message)
}

func (f *file) convert(y *yaml.Node, depth int) (*node, *Error) {
	n := &node{file: f, line: y.Line, column: y.Column}
	switch {
	case y.Kind == yaml.AliasNode || y.Anchor != "":
		return nil, f.errorAt(y.Line, y.Column, "anchors and aliases are not allowed")
	case y.Style&yaml.TaggedStyle != 0:
		return nil, f.errorAt(y.Line, y.Column, "tags are not allowed")
	case depth > maxDepth:
		return nil, f.errorAt(y.Line, y.Column, "nested deeper than %d levels", maxDepth)
	}
	switch y.Kind {
	case yaml.SequenceNode:
		n.kind = listNode
		return n, f.convertItems(n, y.Content, depth)
	case yaml.MappingNode:
		n.kind = mappingNode
		return n, f.convertEntries(n, y.Content, depth)
	}
	n.text = y.Value
	n.quoted = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	n.scalar = scalarTypeOf(y.ShortTag())
	return n, nil
}

func scalarTypeOf(tag string) scalarType {
	switch tag {
	case "!!int", "!!float":
		return numberScalar
	case "!!bool":
		return boolScalar
	case "!!null":
		return nullScalar
	}
	return textScalar
}

func (f *file) convertItems(n *node, content []*yaml.Node, depth int) *Error {
	for _, c := range content {
		item, err := f.convert(c, depth+1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	return nil
}

func (f *file) convertEntries(n *node, content []*yaml.Node, depth int) *Error {
	for i := 0; i+1 < len(content); i += 2 {
		key, err := f.convert(content[i], depth+1)
		if err != nil {
			return err
		}
		if key.kind != scalarNode || content[i].ShortTag() == "!!merge" {
			return f.errorAt(key.line, key.column, "a key must be a plain word")
		}
		value, err := f.convert(content[i+1], depth+1)
		if err != nil {
			return err
		}
		n.entries = append(n.entries, entry{key, value})
	}
	return nil
}
