package analyzer

import (
	"strconv"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

// MaxHosts is how many hosts of a bundle are diagnosed: each takes 0.2 to 0.5 MB, however
// little is known of it.
const MaxHosts = 4000

// firstHosts returns the hosts up to the limit. A note beside the files of the last one says
// how many there are more.
func firstHosts(bundle string, hosts []*assemble.Host, limit int) []*assemble.Host {
	if len(hosts) <= limit {
		return hosts
	}
	left := &snapshot.Section{Path: bundle, Kind: snapshot.KindUnrecognized, Status: snapshot.StatusUnreadable}
	left.AddNote("bundle.too-many-hosts", 0, strconv.Itoa(limit), strconv.Itoa(len(hosts)-limit))
	last := hosts[limit-1]
	last.Sections = append(last.Sections, left)
	return hosts[:limit]
}
