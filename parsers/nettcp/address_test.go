package nettcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestAddresses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"ipv4", "192.0.2.255", "192.0.2.255"},
		{"zeros in front", "010.0.0.1", "10.0.0.1"},
		{"part too large", "192.0.2.256", "192.0.2.256"},
		{"three parts", "192.0.2", "192.0.2"},
		{"five parts", "1.2.3.4.5", "1.2.3.4.5"},
		{"empty part", "1..2.3", "1..2.3"},
		{"ipv6 with a zone", "fe80::1%12", "fe80::1"},
		{"ipv6 in brackets", "[2001:db8::1]", "2001:db8::1"},
		{"mapped", "::FFFF:192.0.2.1", "192.0.2.1"},
		{"cut off by the console", "2001:db8:0:0:...", "*"},
		{"none", " ", "*"},
		{"star", "*", "*"},
		{"name", "lab7", "lab7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var table snapshot.Table
			var a addresses
			first := a.add(&table, []byte(tt.text))
			again := a.add(&table, []byte(tt.text))
			if diff := cmp.Diff(tt.want, table.Addrs.Text(first)); diff != "" || first != again {
				t.Errorf("indexes %d, %d; text (-want +got):\n%s", first, again, diff)
			}
		})
	}
}
