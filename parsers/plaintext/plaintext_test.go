package plaintext

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestDetect(t *testing.T) {
	tests := []struct {
		name, head string
		want       Format
	}{
		{"page", "<!DOCTYPE html>\n<html>", HTML},
		{"page in utf-16", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", HTML},
		{"page with a byte order mark", "\xef\xbb\xbf\r\n<HTML>", HTML},
		{"xhtml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"\">", HTML},
		{"piece of a page", "<pre class=\"code\">", HTML},
		{"rtf", "{\\rtf1\\ansi", RTF},
		{"escaped xml", "&lt;Event xmlns='x'&gt;", HTML},
		{"escaped csv", "&quot;LocalAddress&quot;,&quot;LocalPort&quot;", HTML},
		{"escaped spaces", "Active&nbsp;Connections", HTML},
		{"an escaped prompt alone", "PS C:\\&gt; netstat -ano", None},
		{"xml with escapes of its own", "<Event xmlns='x'><Data>&quot;a&quot;</Data>", None},
		{"clixml", "#< CLIXML\n<Objs Version=\"1.1\">", None},
		{"event xml", "<?xml version=\"1.0\"?>\n<Events><Event xmlns=\"x\">", None},
		{"event", "<Event xmlns='x'>", None},
		{"json", "{\"LocalPort\": 1}", None},
		{"text", "Active Connections", None},
		{"empty", "", None},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect([]byte(tt.head)); got != tt.want {
				t.Errorf("Detect = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestHTML(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"pre keeps its lines and spaces", "<pre>  a   b\r\n\r\n c</pre>", "  a   b\n\n c"},
		{"entities", "a&nbsp;&lt;b&gt;&amp;&#65;&#x42;&quot;", "a <b>&AB\""},
		{"no entities", "a & b &c &unknown; &#; x&y=z", "a & b &c &unknown; &#; x&y=z"},
		{"an entity that never ends", "&" + strings.Repeat("a", 100), "&" + strings.Repeat("a", 100)},
		{"line breaks", "a<br>b<BR/>c<br />\r\nd", "a\nb\nc\nd"},
		{"two line breaks are a blank line", "a<br><br>b", "a\n\nb"},
		{"blocks", "<div>a</div><div>b</div><p class=x>c</p>d", "a\nb\nc\nd"},
		{"blocks on lines of their own", "<div>a</div>\n<div>b</div>\n", "a\nb\n"},
		{"rows and cells", "<table><tr><td>a</td><td>b c</td></tr><tr><td></td><td>d</td></tr></table>e", "a\tb c\n\td\ne"},
		{"cells on lines of their own", "<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr><td>c</td></tr>", " a \tb \nc"},
		{"lines in a cell", "<tr><td>Ann</td><td><pre>\na  b\nc</pre></td></tr><tr><td>Bob</td><td><pre>d</pre></td></tr>", "Ann\t\na  b\nc\nBob\t\nd"},
		{"blocks in a cell", "<tr><td><div>a</div><div>b</div></td><td><p>c</p>\n<p>d</p></td></tr><tr><td><div>e</div></td><td>f</td></tr>", "a\nb\tc\nd\ne\tf"},
		{"a line break at the end of a cell", "<tr><td>a<br></td><td>b</td></tr>", "a\tb"},
		{"scripts and styles", "a<script>if (1 < 2) { b() }</script>c<style>p > a {}</style>d", "acd"},
		{"comments", "a<!-- b > c -- <p> --->d<!---->e", "ade"},
		{"conditional comments", "a<!--[if mso]><p>b</p><![endif]-->c", "ac"},
		{"signs that are no tags", "C:\\> a < b, 1<2 <", "C:\\> a < b, 1<2 "},
		{"a tag that never ends", "a<pre " + strings.Repeat("x", 1<<16), "a"},
		{"no-break spaces of a chat", "a&#160;b", "a b"},
		{"other letters", "<p>Ö&ouml;活动</p>", "Öö活动"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, HTML, tt.page, tt.want) })
	}
}

func TestRTF(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"paragraphs", "{\\rtf1\\ansi a\\par\r\nb\\line c\\tab d}", "a\nb\nc\td"},
		{"fonts and pictures", "{\\rtf1{\\fonttbl{\\f0\\fnil Courier New;}}{\\*\\generator x;}{\\pict{\\*\\blipuid 00}ffd8}a}", "a"},
		{"escapes", "\\rtf1 \\{a\\}\\\\b\\~c\\_d", "{a}\\b c-d"},
		{"bytes of a code page", "ABH\\'d6REN \\'zz", "ABH\xd6REN z"},
		{"unicode with its fallback", "ABH\\u214\\'d6REN \\uc2\\u27963 xxy\\uc0\\u-3841z", "ABHÖREN 活y\uf0ffz"},
		{"binary", "a\\bin5 {{{{{b", "ab"},
		{"cells", "a\\cell b\\cell\\row c", "a\tb\t\nc"},
		{"groups that never end", "{\\rtf1" + strings.Repeat("{", 1<<16) + "a", "a"},
		{"groups that never began", "}}}\\rtf1 a", "a"},
		{"a word that never ends", "\\" + strings.Repeat("a", 1<<16), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, RTF, tt.text, tt.want) })
	}
}

// check reads a text as one and byte by byte.
func check(t *testing.T, f Format, text, want string) {
	t.Helper()
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		got, err := io.ReadAll(NewReader(f, r))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
	}
}

// TestErrors passes on the error of the file.
func TestErrors(t *testing.T) {
	r := NewReader(HTML, io.MultiReader(strings.NewReader("<p>a"), iotest.ErrReader(io.ErrUnexpectedEOF)))
	if got, err := io.ReadAll(r); string(got) != "a" || err != io.ErrUnexpectedEOF {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzNewReader(f *testing.F) {
	f.Add("<!DOCTYPE html><pre>a&nbsp;b<!-- --></pre><table><tr><td>1<td>2</table><script><")
	f.Add("{\\rtf1{\\fonttbl x}\\u214\\'d6 \\bin3 abc\\par}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range []Format{HTML, RTF} {
			whole, err := io.ReadAll(NewReader(format, strings.NewReader(text)))
			if err != nil {
				t.Fatal(err)
			}
			// An entity grows by no more than a tab per tag and a line end before a block.
			if len(whole) > 4*len(text)+4 {
				t.Errorf("%d bytes became %d", len(text), len(whole))
			}
			parts, _ := io.ReadAll(NewReader(format, iotest.OneByteReader(strings.NewReader(text))))
			if string(whole) != string(parts) {
				t.Errorf("%q, byte by byte %q", whole, parts)
			}
		}
	})
}
