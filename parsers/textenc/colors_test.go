package textenc

import "testing"

func TestWithoutColors(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"none", "State : Listen", "State : Listen"},
		{"a name in green", "\x1b[32;1mState : \x1b[0mListen", "State : Listen"},
		{"one that is cut off", "Listen\x1b[32", "Listen"},
		{"an escape at the end", "Listen\x1b", "Listen\x1b"},
		{"another sequence", "\x1b7Listen", "\x1b7Listen"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(WithoutColors([]byte(tt.line))); got != tt.want {
				t.Errorf("WithoutColors(%q) = %q, want %q", tt.line, got, tt.want)
			}
		})
	}
}
