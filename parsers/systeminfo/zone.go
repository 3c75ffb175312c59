package systeminfo

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// offset opens the display name of a zone in all languages.
var offset = regexp.MustCompile(`^\((?:UTC|GMT)(?:([+-])(\d\d):(\d\d))?\)`)

// maxOffset is the largest distance of a zone from UTC, in minutes (IANA: 14 hours).
const maxOffset = 14 * 60

// zones are the zones with daylight saving that the places in their display names tell
// apart, by parts of these names that translations share. (Microsoft, "Default Time
// Zones".)
var zones = []struct {
	offset int
	places []string
	name   string
}{
	{-540, []string{"Alaska"}, "Alaskan Standard Time"},
	{-480, []string{"Pacific Time (US"}, "Pacific Standard Time"},
	{-420, []string{"Mountain Time (US"}, "Mountain Standard Time"},
	{-360, []string{"Central Time (US"}, "Central Standard Time"},
	{-300, []string{"Eastern Time (US"}, "Eastern Standard Time"},
	{-300, []string{"Indiana"}, "US Eastern Standard Time"},
	{-240, []string{"Atlantic Time (Canada"}, "Atlantic Standard Time"},
	{-240, []string{"Santiago"}, "Pacific SA Standard Time"},
	{-210, []string{"Newfoundland"}, "Newfoundland Standard Time"},
	{0, []string{"London", "Londres", "Londra", "Lisbo", "Lissabon"}, "GMT Standard Time"},
	{60, []string{"Berl"}, "W. Europe Standard Time"},
	{60, []string{"Madr"}, "Romance Standard Time"},
	{60, []string{"Budape"}, "Central Europe Standard Time"},
	{60, []string{"Saraje"}, "Central European Standard Time"},
	{120, []string{"Helsin"}, "FLE Standard Time"},
	{120, []string{"Athen", "Aten", "Athèn"}, "GTB Standard Time"},
	{120, []string{"Jerusalem"}, "Israel Standard Time"},
	{570, []string{"Adelaide"}, "Cen. Australia Standard Time"},
	{600, []string{"Sydney", "Melbourne"}, "AUS Eastern Standard Time"},
	{600, []string{"Hobart"}, "Tasmania Standard Time"},
	{720, []string{"Auckland"}, "New Zealand Standard Time"},
}

// readZone reads the zone's distance from UTC and, where it is one of zones, its name.
func readZone(fields []field, info *snapshot.SystemInfo) {
	for _, f := range fields {
		m := offset.FindStringSubmatch(f.value)
		if m == nil {
			continue
		}
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[3])
		total := hours*60 + minutes
		if m[1] == "-" {
			total = -total
		}
		if total < -maxOffset || total > maxOffset || minutes > 59 {
			return
		}
		info.OffsetMinutes, info.OffsetKnown = total, true
		info.Zone = zoneName(total, f.value)
		return
	}
}

func zoneName(offset int, display string) string {
	for _, z := range zones {
		for _, place := range z.places {
			if z.offset == offset && strings.Contains(display, place) {
				return z.name
			}
		}
	}
	return ""
}
