package moment

import "testing"

func TestParse(t *testing.T) {
	tests := []struct {
		name, line string
		want       string // wall clock, or UTC where zoned; empty for no time
		zoned      bool
	}{
		{"echo %date% %time%, US", "Tue 03/10/2026  9:05:00.12", "2026-03-10 09:05:00", false},
		{"echo %date% %time%, UK", "Tue 10/03/2026  9:05:00.12", "2026-03-10 09:05:00", false},
		{"weekday and date disagree", "Mon 03/10/2026  9:05:00.12", "", false},
		{"day and month could be exchanged", "03/10/2026  9:05:00", "", false},
		{"only one order is a date", "03/25/2026  9:05:00", "2026-03-25 09:05:00", false},
		{"day equals month", "03/03/2026 9:05:00 PM", "2026-03-03 21:05:00", false},
		{"noon", "03/25/2026 12:05:00 PM", "2026-03-25 12:05:00", false},
		{"midnight", "03/25/2026 12:05:00 AM", "2026-03-25 00:05:00", false},
		{"no such hour", "03/25/2026 13:05:00 PM", "", false},
		{"german", "Di 10.03.2026  9:05:00,12", "2026-03-10 09:05:00", false},
		{"japanese order", "2026/03/10 (Tue)  9:05:00.12", "2026-03-10 09:05:00", false},
		{"iso", "2026-03-10 09:05:00", "2026-03-10 09:05:00", false},
		{"iso in a stamp", "[2026-03-10T09:05:00.123Z] netstat", "2026-03-10 09:05:00", true},
		{"iso with an offset", "2026-03-10T09:05:00+01:00", "2026-03-10 08:05:00", true},
		{"Get-Date", "Tuesday, March 10, 2026 9:05:00 AM", "2026-03-10 09:05:00", false},
		{"no such day", "2026-02-30 09:05:00", "", false},
		{"a row", "  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0", "", false},
		{"prose", "The server was restarted in March 2026.", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := Parse([]byte(tt.line))
			got := ""
			if ok {
				got = m.Time.Format("2006-01-02 15:04:05")
			}
			if got != tt.want || m.Zoned != tt.zoned {
				t.Errorf("Parse(%q) = %q, zoned %v; want %q, %v", tt.line, got, m.Zoned, tt.want, tt.zoned)
			}
		})
	}
}

func TestIsAmbiguous(t *testing.T) {
	for line, want := range map[string]bool{
		"03/10/2026  9:05:00": true, "10/03/2026  9:05:00.00": true, "Tue 03/10/2026  9:05:00.12": false,
		"03/25/2026  9:05:00": false, "03/03/2026 9:05:00": false, "2026-03-10 09:05:00": false, "no date in here": false,
	} {
		if got := IsAmbiguous([]byte(line)); got != want {
			t.Errorf("IsAmbiguous(%q) = %v, want %v", line, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("Tue 03/10/2026  9:05:00.12"))
	f.Add([]byte("2026-03-10T09:05:00+01:00"))
	f.Fuzz(func(t *testing.T, line []byte) {
		if m, ok := Parse(line); ok && (m.Time.Year() < 1989 || m.Time.Year() > 2201) {
			t.Errorf("Parse(%q) = %v", line, m.Time)
		}
	})
}
