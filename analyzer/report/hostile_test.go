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
	"#123", "!45", "%\"mile\"", "%3", "&12", "~bug", "GH-12", "JIRA-123", strings.Repeat("0a", 20), ":smile:", "mojombo#26962", "[vulnerability:1]",
	"<https://x.example>", "javascript:alert(1)", "\\\\evil\\share", "`a` `b", "``a`", "n0[\"x\"] --> n1", "classDef x fill:red", "%%{init}%%",
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

// loose is what renderers of tickets make a link, a picture or a reference of.
var loose = regexp.MustCompile(`(?i)@[a-z]|://|www\.|#\d|!\d|%["\d]|&\d|~[a-z]|gh-\d|jira-\d|[0-9a-f]{40}|:smile:|\$x`)

// outside returns the text of Markdown that stands in no code.
func outside(t testing.TB, source string) string {
	t.Helper()
	var b strings.Builder
	src := []byte(source)
	err := ast.Walk(dialect.Parser().Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock:
			b.WriteByte(' ')
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(src))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(b.String())
}

// TestReferencesAreCode puts what trackers link into every string, alone and in a sentence,
// and looks for it outside of code.
func TestReferencesAreCode(t *testing.T) {
	for _, piece := range pieces {
		if !loose.MatchString(piece) {
			continue
		}
		for _, s := range []string{piece, "see " + piece + ", then", "(" + piece + ")"} {
			for _, sample := range samples() {
				d := sample()
				fill(reflect.ValueOf(d).Elem(), func() string { return s }, false)
				if shown := outside(t, markdown(t, d)); loose.MatchString(shown) {
					t.Errorf("%q stands outside of code: %q", s, loose.FindString(shown))
				}
			}
		}
	}
}

// TestNamesAreCode shows the names of a diagnosis as code wherever a text quotes them, and
// words that only look like one as words.
func TestNamesAreCode(t *testing.T) {
	d := &diagnosis.Diagnosis{
		Host: diagnosis.Host{Name: "WEB01"},
		Facts: map[string]any{
			"tcp.top_image.name": "x | y", "tcp.top_process.name": "System", "tcp.top_destination.address": "10.0.0.2", "capture.format": "netstat",
			"udp.top_process.name": "-->", "tcp.top_process.pid": 4.0,
		},
	}
	p := &page{names: namesOf(d)}
	for _, name := range p.names {
		p.cellNames = append(p.cellNames, noBar(name))
	}
	tests := []struct{ in, want string }{
		{"the captures of WEB01 show", "the captures of `WEB01` show"},
		{"WEB01", "`WEB01`"},
		{"WEB012, MYWEB01, WEB01x and WEB01/x", "WEB012, MYWEB01, WEB01x and WEB01/x"},
		{"40 processes of x | y, together", "40 processes of `x ¦ y`, together"},
		{"PID 4 System, PID 4 (System) in the System log", "PID 4 `System`, PID 4 (`System`) in the System log"},
		{"PID 4（System）占用，主机WEB01。", "PID 4（`System`）占用，主机`WEB01`。"},
		{"10.0.0.2 port 443 of netstat.", "`10.0.0.2` port 443 of netstat."},
		{"PID 5 --> holds", "PID 5 `-->` holds"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, p.cell(tt.in)); diff != "" {
			t.Errorf("cell(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
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
