package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestPicture(t *testing.T) {
	tests := []struct {
		name, id string
		pool     diagnosis.Pool
		want     string
	}{
		{"UDP has no states", "udp", diagnosis.Pool{Size: 1000, Used: 750, Free: 250, Parts: []diagnosis.Part{
			{Holder: "listen"}, {Holder: "established"}, {Holder: "other", Ports: 750, Share: 0.75}, {Holder: "time_wait"},
		}}, "" +
			"in use  750  75.0 %  ██████████████████████████████\n" +
			"free    250  25.0 %  ██████████"},
		{"TCP with exclusions", "tcp", diagnosis.Pool{Size: 1000, Excluded: 250, Used: 750, Free: 250, Parts: []diagnosis.Part{
			{Holder: "listen"}, {Holder: "time_wait", Ports: 750, Share: 0.75},
		}}, "" +
			"TIME_WAIT  750  75.0 %  ██████████████████████████████\n" +
			"listeners    0   0.0 %\n" +
			"excluded   250          ░░░░░░░░░░ not part of the pool\n" +
			"free       250  25.0 %  ██████████"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{}}
			if diff := cmp.Diff(tt.want, p.picture(tt.id, &tt.pool)); diff != "" {
				t.Errorf("picture (-want +got):\n%s", diff)
			}
		})
	}
}
