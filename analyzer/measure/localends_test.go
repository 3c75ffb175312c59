package measure

import "testing"

// TestLocalEnds checks that it makes no difference whether an address is among the first.
func TestLocalEnds(t *testing.T) {
	const service, client = 443, 50123
	rows := map[uint16][]uint16{ // remote ports by local port
		50000: {service, service},
		50001: {client, client + 1, client + 2},
		50002: {service, 1433},
		50003: {service, client},
		50004: {service, client, client + 1},
	}
	var ends localEnds
	isService := func(remote uint16) bool { return remote == service || remote == 1433 }
	for addr := range uint32(3 * nearAddresses) {
		for port, remotes := range rows {
			for _, r := range remotes {
				ends.add(endpoint{addr, port}, r)
			}
		}
	}
	for addr := range uint32(3 * nearAddresses) {
		for port, remotes := range rows {
			for _, r := range remotes {
				ends.weigh(endpoint{addr, port}, isService(r))
			}
		}
		for port, want := range map[uint16]bool{50000: false, 50001: true, 50002: false, 50003: false, 50004: true, 50005: false} {
			if got := ends.isServer(endpoint{addr, port}); got != want {
				t.Errorf("address %d, port %d: server %v, want %v", addr, port, got, want)
			}
		}
	}
}
