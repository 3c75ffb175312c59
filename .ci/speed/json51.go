package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
)

// json51 is how much JSON of Windows PowerShell 5.1 is written: a full default port range.
const json51 = 50 << 20

// connection is what ConvertTo-Json of Windows PowerShell 5.1 writes for one connection,
// 2,978 bytes of it, with the properties that have no value left out of the lists.
const connection = `    {
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

// writeJSON51 writes connections as an array.
func writeJSON51(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString("[\r\n")
	format := strings.ReplaceAll(connection, "\n", "\r\n")
	r := rand.New(rand.NewPCG(1, 2))
	states := []int{11, 11, 5, 8}
	for n, i := 0, 0; n < json51; i++ {
		if i > 0 {
			w.WriteString(",\r\n")
		}
		state, pid := states[r.IntN(len(states))], 1000+r.IntN(200)
		if state == 11 {
			pid = 0
		}
		k, err := fmt.Fprintf(w, format, fmt.Sprintf("10.20.30.%d", 10+r.IntN(4)), 49152+i%16384, fmt.Sprintf("198.51.%d.%d", 100+r.IntN(3), r.IntN(250)), pid, state)
		if err != nil {
			return err
		}
		n += k
	}
	w.WriteString("\r\n]\r\n")
	return w.Flush()
}

// decodeJSON reads connections with encoding/json, one by one, into a structure that has
// only the members that a diagnosis wants. It is what the program does when it is called
// with -decode, so that it can be measured as a process.
func decodeJSON(path string, out io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	if _, err := d.Token(); err != nil {
		return err
	}
	rows := 0
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
			return err
		}
		rows++
	}
	_, err = fmt.Fprintln(out, rows)
	return err
}
