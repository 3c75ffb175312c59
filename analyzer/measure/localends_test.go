package measure

import "testing"

// TestLocalEnds checks that it makes no difference whether an address is among the first.
func TestLocalEnds(t *testing.T) {
	var ends localEnds
	for addr := range uint32(3 * nearAddresses) {
		ends.add(endpoint{addr, 50000}, 443)
		ends.add(endpoint{addr, 50000}, 443)
		ends.add(endpoint{addr, 50001}, 443)
		ends.add(endpoint{addr, 50001}, 1433)
	}
	for addr := range uint32(3 * nearAddresses) {
		if ends.isShared(endpoint{addr, 50000}) || !ends.isShared(endpoint{addr, 50001}) || ends.isShared(endpoint{addr, 50002}) {
			t.Errorf("address %d: one remote port must not share the local one, two must", addr)
		}
	}
}
