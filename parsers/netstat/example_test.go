package netstat

import "testing"

// TestExamples leaves out the rows that programs which read netstat show in their comments
// and tests, and reads a table that was commented or quoted as a whole.
func TestExamples(t *testing.T) {
	rows := func(before, after string, n int) string {
		text := ""
		for range n {
			text += before + "TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    948" + after + "\n"
		}
		return text
	}
	tests := []struct {
		name, text string
		want       int
	}{
		{"a comment above code", "    # netstat -ano prints:\n" + rows("    # ", "", 2) + "    for line in lines:\n", 0},
		{"strings of a program", "    \"Proto Local Foreign State PID\",\n" + rows("    \"", "\",", 2) + "}\n", 0},
		{"a list of json with a member below", "\"stdout_lines\": [\n" + rows("    \"", "\",", 1) + rows("    \"", "\"", 1) + "],\n\"rc\": 0\n", 2},
		{"a commented table", rows("# ", "", 3) + "for line in lines:\n", 3},
		{"a commented row above text", rows("# ", "", 1) + "That is all\n", 1},
		{"a quoted row alone", rows("\"", "\"", 1), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := 0
			for _, c := range parse(t, tt.text).Captures {
				got += c.Table.Len()
			}
			if got != tt.want {
				t.Errorf("%d rows, want %d", got, tt.want)
			}
		})
	}
}
