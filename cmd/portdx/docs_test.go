package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/builtin"
)

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```")

// documents returns the Markdown files of the repository that people read.
func documents(t *testing.T) []string {
	t.Helper()
	files := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	for _, pattern := range []string{"docs/*.md", "docs/rules/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	return files
}

// TestDocumentedCommands runs each command line of a "sh" block, from the repository's
// top folder. It must succeed, or fail with the code that its comment names.
func TestDocumentedCommands(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	seen := 0
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fence.FindAllSubmatch(text, -1) {
			if string(block[1]) != "sh" {
				continue
			}
			for _, line := range strings.Split(strings.TrimSpace(string(block[2])), "\n") {
				args, ok := commandLine(line)
				if !ok {
					continue
				}
				seen++
				var stdout, stderr bytes.Buffer
				if code := run(args, strings.NewReader(""), &stdout, &stderr); code != exitDone {
					t.Errorf("%s: %s: exit code %d, %s", file, line, code, stderr.String())
				}
			}
		}
	}
	if seen < 6 {
		t.Errorf("%d commands found, the documents hold more", seen)
	}
}

// commandLine returns the arguments of a line that runs portdx.
func commandLine(line string) ([]string, bool) {
	for _, prefix := range []string{"portdx ", "go run ./cmd/portdx "} {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			return strings.Fields(rest), true
		}
	}
	return nil, false
}

// TestReadmeExcerpt holds the README's excerpt against the report it is taken from.
func TestReadmeExcerpt(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"analyze", "fixtures/time-wait-single-destination"}, nil, &stdout, &stderr); code != exitDone {
		t.Fatal(stderr.String())
	}
	report := flat(strings.ReplaceAll(stdout.String(), "|", " "))
	checked := 0
	for _, block := range fence.FindAllSubmatch(text, -1) {
		if string(block[1]) != "text" {
			continue
		}
		headline, facts, _ := strings.Cut(string(block[2]), "\n\n")
		for _, part := range append(strings.Split(strings.TrimSpace(facts), "\n"), headline) {
			checked++
			if !strings.Contains(report, flat(part)) {
				t.Errorf("the report does not say: %s", flat(part))
			}
		}
	}
	if checked == 0 {
		t.Error("no excerpt found")
	}
}

// flat drops markup and folds spaces.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("*", "", "`", "", `\`, "").Replace(s)), " ")
}

// TestLinks follows the relative links of the documents.
func TestLinks(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	link := regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)`)
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), string(m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", file, m[1], err)
			}
		}
	}
}

// TestDocumentedRule loads the complete rule of docs/rules.md beside the built-in ones
// and runs its tests.
func TestDocumentedRule(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "rules.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range fence.FindAllSubmatch(text, -1) {
		if string(block[1]) != "yaml" {
			continue
		}
		set, err := rules.Load(builtin.FS, fstest.MapFS{"many-syn-sent.yaml": {Data: block[2]}})
		if err != nil {
			t.Fatal(err)
		}
		ran := 0
		for _, r := range set.RunTests() {
			if r.Rule == "many-syn-sent" {
				ran++
				if !r.Passed() {
					t.Errorf("%s: got %s, want %s", r.Name, r.Got, r.Want)
				}
			}
		}
		if ran == 0 {
			t.Error("no tests of the rule ran")
		}
		return
	}
	t.Error("no rule found")
}
