package nettcpsetting

import (
	"github.com/portdx/portdx/parsers/flatjson"
	"github.com/portdx/portdx/parsers/textenc"
)

// jsonNames are the members of a profile in JSON of ConvertTo-Json. The first two make one.
var jsonNames = []string{
	"DynamicPortRangeStartPort", "DynamicPortRangeNumberOfPorts",
	"AutoReusePortRangeStartPort", "AutoReusePortRangeNumberOfPorts", "SettingName",
}

func isProfile(o *flatjson.Object) bool { return o.Has(0, 1) }

func isJSON(l *textenc.Lines) bool { return flatjson.Match(l, jsonNames, isProfile) }

func (p *output) readJSON() {
	r := flatjson.New(jsonNames, isProfile, func(o *flatjson.Object) {
		current := p.begin()
		for n, name := range jsonNames {
			value := o.Value(n)
			if !o.Has(n) || string(value) == "null" {
				continue
			}
			p.tcp = p.tcp || isOfTCP(name)
			if !current.set(name, value, o.Line) {
				p.bad.Add(o.Line)
			}
		}
	})
	last, truncated := r.Read(p.lines)
	p.section.LastLine = last
	if truncated {
		p.bad.Add(last)
	}
}
