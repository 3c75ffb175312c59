package process

import (
	"github.com/portdx/portdx/parsers/flatjson"
	"github.com/portdx/portdx/parsers/textenc"
)

// The members of a process in JSON: Get-Process (Id, ProcessName), Win32_Process
// (ProcessId, Name), Velociraptor's pslist (Pid, Name), psutil and osquery (pid, name),
// and those of other things that have a name and an id as well.
const (
	jsonID = iota
	jsonProcessName
	jsonProcessID
	jsonName
	jsonVelociraptorPID
	jsonPythonPID
	jsonPythonName
	jsonParent
	jsonCommand
	jsonPort
	jsonProvider
	jsonTasklistName
	jsonTasklistPID
)

var jsonNames = []string{
	jsonID:              "Id",
	jsonProcessName:     "ProcessName",
	jsonProcessID:       "ProcessId",
	jsonName:            "Name",
	jsonVelociraptorPID: "Pid",
	jsonPythonPID:       "pid",
	jsonPythonName:      "name",
	jsonParent:          "ParentProcessId",
	jsonCommand:         "CommandLine",
	jsonPort:            "LocalPort",
	jsonProvider:        "ProviderName",
	jsonTasklistName:    "Image Name",
	jsonTasklistPID:     "PID",
}

// jsonProcess returns the members that hold the id and the name of a process. Sure tells
// that the object can be nothing else.
func jsonProcess(o *flatjson.Object) (id, name int, sure bool) {
	switch {
	case o.Has(jsonPort), o.Has(jsonProvider):
		return -1, -1, false
	case o.Has(jsonID, jsonProcessName):
		return jsonID, jsonProcessName, true
	case o.Has(jsonTasklistName, jsonTasklistPID): // through ConvertFrom-Csv
		return jsonTasklistPID, jsonTasklistName, true
	case o.Has(jsonProcessID, jsonName):
		return jsonProcessID, jsonName, o.Has(jsonParent) || o.Has(jsonCommand) || isProcess(o.Value(jsonName))
	case o.Has(jsonVelociraptorPID, jsonName):
		return jsonVelociraptorPID, jsonName, isProcess(o.Value(jsonName))
	case o.Has(jsonPythonPID, jsonPythonName):
		return jsonPythonPID, jsonPythonName, isProcess(o.Value(jsonPythonName))
	}
	return -1, -1, false
}

// isJSON reports whether a list of processes in JSON begins at the current line.
func isJSON(l *textenc.Lines) bool {
	return flatjson.Match(l, jsonNames, func(o *flatjson.Object) bool {
		id, _, sure := jsonProcess(o)
		if !sure {
			return false
		}
		_, ok := number(o.Value(id))
		return ok
	})
}

// readJSON reads the list.
func readJSON(p *list) {
	want := func(o *flatjson.Object) bool {
		id, _, _ := jsonProcess(o)
		return id >= 0
	}
	r := flatjson.New(jsonNames, want, func(o *flatjson.Object) {
		id, name, _ := jsonProcess(o)
		if pid, ok := number(o.Value(id)); ok && len(o.Value(name)) > 0 {
			p.keep(pid, o.Value(name), nil, o.Line)
		}
	})
	last, truncated := r.Read(p.lines)
	p.section.LastLine = last
	if truncated {
		p.bad.Add(last)
	}
}
