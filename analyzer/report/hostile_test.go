package report

import (
	"fmt"
	"html"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// pieces are what hostile strings are made of.
var pieces = []string{
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<b>", "</b>", "<", ">", "&lt;", "&#60;", "&",
	"[a](http://evil.example)", "![a](x)", "[", "]", "(", ")", "!", "[^1]", "[^1]: note", "[a]: http://evil.example",
	"http://evil.example", "https://evil.example/?a=b&c", "HTTP://EVIL.EXAMPLE", "ftp://x.example", "www.evil.example", "WWW.", "a@b.example",
	"mailto:a@b.example", "xmpp:a@b.example/x", "<http://x.example>", "<a@b.example>", "@admin", "#12", "://", "//x.example",
	"`", "``", "```", "````", "~~~", "~", "~~x~~", "*", "**", "***", "_", "__", "a_b", "_x_", "\\", "\\\\", "$", "$x$", "^", "=", "===", "---", "- ", "-", "+ ",
	"1. ", "1) ", "12345.", "# ", "#", "## x", ": def", ":", "> ", "|", "||", "|---|", "\\|", "`|`", "- [ ] x", "[x] ",
	"\n", "\n\n", "\r\n", "\t", "\n\n    x", "\n```\n", "\n# H\n", "\n---\n", "\n===\n", "\n| a |\n|---|\n", "\n- x\n", " ", "  ", "    ",
	"\x1b[31m", "\x1b]0;x\x07", "\x00", "\x7f", "\u009b31m", "\u202e", "\u200b", "\u2028", "\u2066", "\ufeff", "\ue000", "\U000e0041", "\xff", "\xc3", "\u00ad", "\u00a0", "\u3000",
	"\"", "'", ";", "#quot;", "#60;", "end", "%%", "%%{init: {}}%%", "click n0 \"http://x.example\"", "-->|x|", "\"]", "\")", "::", ":::x", "{", "}", "{{x}}", "{#id}",
	"svchost.exe", "a", "b1", "x y", "10.0.0.50:8443", "[fe80::1]:445", "::1", "C:\\x\\", "已确认", "进程a@b.example", "é", "e\u0301", "…", "2026-03-10T09:00:00Z", "100%",
}

func hostile(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(7) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// steering names the fields whose words decide which sections a report has.
var steering = map[string]bool{"Status": true, "State": true, "Kind": true, "When": true, "Lean": true, "Fact.ID": true, "Condition.Answer": true, "Activity.Start": true, "Facts": true}

// fill replaces every string of v that is not empty, also those inside of maps and cells.
// Fields that steer the shape of the report stay as they are unless all is set.
func fill(v reflect.Value, next func() string, all bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), next, all)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if all || !steering[name] && !steering[v.Type().Name()+"."+name] {
				fill(v.Field(i), next, all)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), next, all)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if s, ok := v.MapIndex(key).Interface().(string); ok && s != "" {
				v.SetMapIndex(key, reflect.ValueOf(next()))
			}
		}
		if v.Type() == reflect.TypeFor[map[string]any]() && v.Len() > 0 {
			v.SetMapIndex(reflect.ValueOf(next()), reflect.ValueOf(next()))
		}
	case reflect.Interface:
		if s, ok := v.Interface().(string); ok && s != "" {
			v.Set(reflect.ValueOf(next()))
		}
	case reflect.String:
		if v.String() != "" {
			v.SetString(next())
		}
	}
}

var dialect = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.CJK),
	goldmark.WithParserOptions(parser.WithAttribute()),
)

// shape is what a hostile string must not change.
type shape struct {
	Headings, Tables, Lists, Rules, Strong int
	Fences                                 []string
	Mermaid                                string
	Forbidden                              []string
}

var quoted = regexp.MustCompile(`"[^"\n]*"`)

func shapeOf(t testing.TB, source string) shape {
	t.Helper()
	var s shape
	src := []byte(source)
	err := ast.Walk(dialect.Parser().Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			s.Headings++
		case *east.Table:
			s.Tables++
		case *ast.List:
			s.Lists++
		case *ast.ThematicBreak:
			s.Rules++
		case *ast.Emphasis:
			if n.Level != 2 {
				s.Forbidden = append(s.Forbidden, "Emphasis")
			}
			s.Strong++
		case *ast.FencedCodeBlock:
			language := string(n.Language(src))
			s.Fences = append(s.Fences, language)
			if language == "mermaid" {
				chart := string(n.Lines().Value(src))
				s.Mermaid = quoted.ReplaceAllString(chart, `""`)
				for _, l := range quoted.FindAllString(chart, -1) {
					if strings.ContainsAny(l, "<>[]{}|&`\\*~") || strings.Contains(l, "%%") {
						s.Forbidden = append(s.Forbidden, "Mermaid label "+l)
					}
				}
			}
		case *ast.Link, *ast.Image, *ast.AutoLink, *ast.RawHTML, *ast.HTMLBlock, *ast.CodeBlock, *ast.Blockquote,
			*east.FootnoteLink, *east.Footnote, *east.DefinitionList, *east.Strikethrough, *east.TaskCheckBox:
			s.Forbidden = append(s.Forbidden, n.Kind().String())
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func samples() []func() *diagnosis.Diagnosis {
	return []func() *diagnosis.Diagnosis{confirmedTimeWait, undeterminedRegistry, notFound}
}

// checkHostile renders sample with every string replaced and compares the shape of the
// report with that of the sample itself.
func checkHostile(t testing.TB, sample func() *diagnosis.Diagnosis, next func() string) {
	t.Helper()
	d := sample()
	fill(reflect.ValueOf(d).Elem(), next, false)
	for i := range d.Requests { // equal commands are printed once
		d.Requests[i].Command += fmt.Sprint("\n", i)
	}
	got := markdown(t, d)
	if diff := cmp.Diff(shapeOf(t, markdown(t, sample())), shapeOf(t, got)); diff != "" {
		t.Fatalf("shape of the report (-benign +hostile):\n%s\n%s", diff, got)
	}
	checkVisible(t, got)

	fill(reflect.ValueOf(d).Elem(), next, true)
	got = markdown(t, d)
	if forbidden := shapeOf(t, got).Forbidden; forbidden != nil {
		t.Fatalf("the report holds %v:\n%s", forbidden, got)
	}
	checkVisible(t, got)
}

func checkVisible(t testing.TB, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Fatalf("the output holds %U", r)
		}
	}
}

func TestHostileStrings(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, sample := range samples() {
		for range 250 {
			checkHostile(t, sample, func() string { return hostile(r) })
		}
		for _, piece := range pieces {
			checkHostile(t, sample, func() string { return piece })
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, piece := range pieces {
		f.Add(piece, "x"+piece+"y", piece+" "+piece)
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		i := 0
		next := func() string {
			i++
			if s := []string{a, b, c}[i%3]; s != "" {
				return s
			}
			return "x"
		}
		for _, sample := range samples() {
			checkHostile(t, sample, next)
		}
	})
}

var tag = regexp.MustCompile(`</?(?:p|code)>`)

// checkShown checks that what a reader sees is what the string says.
func checkShown(t testing.TB, s string) {
	t.Helper()
	for name, markdown := range map[string]string{"prose": prose(s), "value": value(s)} {
		var b strings.Builder
		if err := dialect.Convert([]byte(markdown), &b); err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(b.String(), "")))
		if want := clean(s); got != want {
			t.Fatalf("%s of %q is %q and shown as %q, want %q", name, s, markdown, got, want)
		}
	}
}

func TestStringsAreShown(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 6000 {
		checkShown(t, hostile(r))
	}
}

func FuzzProse(f *testing.F) {
	for _, piece := range pieces {
		f.Add(piece + " x" + piece + "y " + piece)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > maxValue {
			return // cut, and so not shown as it is
		}
		checkShown(t, s)
		page := "# " + prose(s) + "\n\n" + bold(prose(s)) + " " + prose(s) + "\n\n- " + prose(s) + "\n- x " + value(s) +
			"\n\n| | |\n|---|---|\n| " + cell(s) + " | " + cellValue(s) + " |\n"
		got := shapeOf(t, page)
		got.Strong = 0
		if diff := cmp.Diff(shape{Headings: 1, Tables: 1, Lists: 1}, got); diff != "" {
			t.Fatalf("shape (-want +got):\n%s\n%s", diff, page)
		}
		checkVisible(t, page)
	})
}

// TestLongStrings checks that strings of any length are cut.
func TestLongStrings(t *testing.T) {
	for _, piece := range []string{"a", "`", "a.bc ", "[", "<", "http://a ", "\\", "界", "\n", "\xff"} {
		long := strings.Repeat(piece, 1<<20/len(piece))
		d := confirmedTimeWait()
		fill(reflect.ValueOf(d).Elem(), func() string { return long }, false)
		if got, limit := len(markdown(t, d)), 4<<20; got > limit {
			t.Errorf("the report of long strings of %q has %d bytes, more than %d", piece, got, limit)
		}
	}
}
