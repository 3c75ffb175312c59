package rules

import "testing"

func TestSingular(t *testing.T) {
	tests := []struct{ text, want string }{
		{" ports (", " port ("},
		{" ports", " port"},
		{" ports were in use", " port was in use"},
		{" live connections of", " live connection of"},
		{" portside", " portside"},
		{" of 16,384 ports", " of 16,384 ports"},
		{" 个端口", " 个端口"},
	}
	for _, tt := range tests {
		if got := singular(tt.text); got != tt.want {
			t.Errorf("singular(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
