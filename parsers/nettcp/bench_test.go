package nettcp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// benchBytes is the size of the JSON that the benchmarks read: about the connections of a
// full default port range.
const benchBytes = 50 << 20

// cimObject is one connection as ConvertTo-Json of Windows PowerShell 5.1 writes it. With
// the values of cim51 it takes 2,978 bytes on average, its comma and line end included.
const cimObject = `    {
        "CimClass":  {
                         "CimSuperClassName":  "MSFT_NetTransportConnection",
                         "CimSuperClass":  "ROOT/StandardCimv2:MSFT_NetTransportConnection",
                         "CimClassProperties":  "Caption Description ElementName InstanceID CommunicationStatus DetailedStatus HealthState InstallDate Name OperatingStatus OperationalStatus PrimaryStatus Status StatusDescriptions AvailableRequestedStates EnabledDefault = 2 EnabledState OtherEnabledState RequestedState = 5 TimeOfLastStateChange TransitioningToState = 12 AggregationBehavior Directionality CreationTime LocalAddress LocalPort OwningProcess AppliedSetting OffloadState RemoteAddress RemotePort State",
                         "CimClassQualifiers":  "dynamic = True Abstract = \"False\" provider = \"nettcpip\" ClassVersion = \"1.0.0\" locale = 1033",
                         "CimClassMethods":  "RequestStateChange",
                         "CimSystemProperties":  "Microsoft.Management.Infrastructure.CimSystemProperties"
                     },
        "CimInstanceProperties":  [
                                      "Caption",
                                      "Description",
                                      "ElementName",
                                      "InstanceID = \"%[1]s??%[2]d??%[3]s??443\"",
                                      "HealthState",
                                      "Name",
                                      "Status",
                                      "EnabledDefault = 2",
                                      "RequestedState = 5",
                                      "TransitioningToState = 12",
                                      "CreationTime = 10/24/2022 2:44:10 AM",
                                      "LocalAddress = \"%[1]s\"",
                                      "LocalPort = %[2]d",
                                      "OwningProcess = %[4]d",
                                      "State = %[5]d"
                                  ],
        "CimSystemProperties":  {
                                    "Namespace":  "ROOT/StandardCimv2",
                                    "ServerName":  "WEB01",
                                    "ClassName":  "MSFT_NetTCPConnection",
                                    "Path":  null
                                },
        "State":  %[5]d,
        "AppliedSetting":  null,
        "OffloadState":  0,
        "InstanceID":  "%[1]s++%[2]d++%[3]s++443",
        "Name":  null,
        "Status":  null,
        "EnabledDefault":  2,
        "RequestedState":  5,
        "TransitioningToState":  12,
        "CreationTime":  "\/Date(1666572250000)\/",
        "LocalAddress":  "%[1]s",
        "LocalPort":  %[2]d,
        "OwningProcess":  %[4]d,
        "RemoteAddress":  "%[3]s",
        "RemotePort":  443,
        "PSComputerName":  null
    }`

// cim51 writes at least size bytes of connections.
func cim51(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 8<<10)
	b.WriteString("[\r\n")
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteString(",\r\n")
		}
		one := fmt.Sprintf(cimObject, fmt.Sprintf("10.20.30.%d", 10+i%4), 49152+i%16384, fmt.Sprintf("198.51.%d.%d", 100+i%3, 10+i%90), 1000+i%200, 11)
		b.Write(bytes.ReplaceAll([]byte(one), []byte("\n"), []byte("\r\n")))
	}
	b.WriteString("\r\n]\r\n")
	return b.Bytes()
}

// BenchmarkJSON51 reads connections of Windows PowerShell 5.1 as an analysis does.
func BenchmarkJSON51(b *testing.B) {
	text := cim51(benchBytes)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if rows := readJSON(text); rows < 10_000 {
			b.Fatalf("%d rows", rows)
		}
	}
}

func readJSON(text []byte) int {
	l := textenc.NewLines(bytes.NewReader(text))
	s := &snapshot.Section{Status: snapshot.StatusParsed}
	l.Next()
	ParseJSON(l, s)
	return s.Captures[0].Summary.TCPRows()
}

// BenchmarkEncodingJSON reads the same with encoding/json, connection by connection, into
// a structure that has only the members wanted.
func BenchmarkEncodingJSON(b *testing.B) {
	text := cim51(benchBytes)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if rows, err := decodeJSON(bytes.NewReader(text)); rows < 10_000 || err != nil {
			b.Fatalf("%d rows, error %v", rows, err)
		}
	}
}

func decodeJSON(r io.Reader) (rows int, err error) {
	d := json.NewDecoder(r)
	if _, err := d.Token(); err != nil {
		return 0, err
	}
	for d.More() {
		var c struct {
			LocalAddress, RemoteAddress string
			LocalPort, RemotePort       uint16
			State                       int
			OwningProcess               uint32
			CreationTime                string
			CimSystemProperties         struct{ ServerName string }
		}
		if err := d.Decode(&c); err != nil {
			return rows, err
		}
		rows++
	}
	_, err = d.Token()
	return rows, err
}
