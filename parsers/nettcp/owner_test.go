package nettcp

import "testing"

func TestOwnerOf(t *testing.T) {
	for command, want := range map[string]uint32{
		"Get-NetTCPConnection -OwningProcess 31412 -State Bound":                 31412,
		"get-nettcpconnection -owningprocess:7":                                  7,
		`Get-NetTCPConnection -OwningProcess "31412" | ft`:                       31412,
		"Get-NetTCPConnection | ? { $_.OwningProcess -eq 4242 } | Format-Table":  4242,
		"Get-NetTCPConnection | ? { $_.OwningProcess -eq 4242 } | select State":  4242,
		"Get-NetTCPConnection -OwningProcess 1,2":                                0,
		"Get-NetTCPConnection -OwningProcess $id":                                0,
		"Get-NetTCPConnection -OwningProcess (Get-Process java).Id":              0,
		"Get-NetTCPConnection -OwningProcess 99999999999":                        0,
		"Get-NetTCPConnection | ? OwningProcess -ne 4242":                        0,
		"Get-NetTCPConnection | Select-Object LocalPort, OwningProcess":          0,
		"Get-NetTCPConnection -OwningProcess 7 | Select LocalPort,OwningProcess": 0,
		"OwningProcess": 0,
		"":              0,
	} {
		got, ok := ownerOf(command)
		if got != want && ok || ok != (want != 0) {
			t.Errorf("%s: %d %v, want %d", command, got, ok, want)
		}
	}
}
