package events

import "testing"

func TestKindOf(t *testing.T) {
	tests := []struct {
		name, provider string
		id             uint32
		want           bool
	}{
		{"classic source", "Tcpip", 4231, true},
		{"manifest's name", "Microsoft-Windows-TCPIP", 4231, true},
		{"another case", "TCPIP", 4266, true},
		{"name with spaces", "service control manager", 7031, true},
		{"the id of another provider", "disk", 4231, false},
		{"no such event", "Tcpip", 4232, false},
		{"an event that nobody asks about", "Service Control Manager", 7036, false},
		{"no provider", "", 4231, false},
		{"only ASCII folds", "TCP\u0131P", 4231, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := KindOf(tt.provider, tt.id) >= 0; got != tt.want {
				t.Errorf("KindOf(%q, %d) wanted: %v", tt.provider, tt.id, got)
			}
		})
	}
}
