package stamp

import (
	"testing"
	"time"
)

func TestStamp(t *testing.T) {
	tests := []struct{ name, text, month, day string }{
		{"ISO", "2026-03-10T08:53:12.123", "03-10 08:53:12.123", ""},
		{"ISO with a blank", "2026-03-10 08:53:12", "03-10 08:53:12", ""},
		{"UTC", "2026-03-10T08:53:12.1234567Z", "03-10 08:53:12.1234567Z", ""},
		{"offset", "2026-03-10T08:53:12+01:00", "03-10 07:53:12Z", ""},
		{"offset west", "2026-03-10T08:53:12.5-0330", "03-10 12:23:12.5Z", ""},
		{"United States", "3/30/2026 8:53:12 PM", "03-30 20:53:12", "-"},
		{"narrow blank", "3/30/2026 8:53:12\u202fAM", "03-30 08:53:12", "-"},
		{"marks of direction", "\u200e3/\u200e30/\u200e2026 8:53:12 AM", "03-30 08:53:12", "-"},
		{"midnight", "3/30/2026 12:00:01 AM", "03-30 00:00:01", "-"},
		{"noon", "3/30/2026 12:00:01 PM", "03-30 12:00:01", "-"},
		{"ambiguous", "3/10/2026 8:53:12 AM", "03-10 08:53:12", "10-03 08:53:12"},
		{"United Kingdom", "30/03/2026 08:53:12", "-", "03-30 08:53:12"},
		{"Germany", "10.03.2026 08:53:12", "-", "03-10 08:53:12"},
		{"Czechia", "10. 3. 2026 8:53:12", "-", "03-10 08:53:12"},
		{"Hungary", "2026. 03. 10. 8:53:12", "03-10 08:53:12", ""},
		{"India", "30-03-2026 08:53:12", "-", "03-30 08:53:12"},
		{"Mexico", "30/03/2026 08:53:12 p. m.", "-", "03-30 20:53:12"},
		{"China", "2026/3/10 8:53:12", "03-10 08:53:12", ""},
		{"Taiwan", "2026/3/10 下午 08:53:12", "03-10 20:53:12", ""},
		{"Korea", "2026-03-10 오전 8:53:12", "03-10 08:53:12", ""},
		{"without seconds", "3/30/2026 8:53 AM", "03-30 08:53:00", "-"},
		{"weekday", "Tue 03/30/2026  8:53:12", "03-30 08:53:12", "-"},
		{"no such day", "2/30/2026 8:53:12 AM", "", ""},
		{"month 13", "13/13/2026 8:53:12", "", ""},
		{"hour 24", "3/30/2026 24:00:00", "", ""},
		{"hour 13 PM", "3/30/2026 13:00:00 PM", "", ""},
		{"date only", "3/30/2026", "", ""},
		{"time only", "08:53:12", "", ""},
		{"year out of range", "10.03.2569 08:53:12", "", ""},
		{"two separators", "10.03/2026 08:53:12", "", ""},
		{"Finland", "10.3.2026 8.53.12", "-", "03-10 08:53:12"},
		{"Indonesia", "30/03/2026 08.53.12", "-", "03-30 08:53:12"},
		{"Greece", "30/3/2026 8:53:12 μμ", "-", "03-30 20:53:12"},
		{"Vietnam", "30/03/2026 8:53:12 CH", "-", "03-30 20:53:12"},
		{"Japan on a 12-hour clock", "2026/03/10 午後 0:53:12", "03-10 12:53:12", ""},
		{"Bulgaria", "10.3.2026 г. 8:53:12 ч.", "-", "03-10 08:53:12"},
		{"dots in p.m.", "30/03/2026 08:53:12 p.m.", "-", "03-30 20:53:12"},
		{"long date", "Monday, March 30, 2026 8:53:12 AM", "03-30 08:53:12", ""},
		{"long date in German", "Montag, 30. März 2026 08:53:12", "03-30 08:53:12", ""},
		{"half of the day that is not known", "30/03/2026 8:53:12 xx", "", ""},
		{"something behind", "2026-03-10 08:53:12 of 2", "", ""},
		{"a version", "10.0.17763 1:2", "", ""},
		{"empty", "", "", ""},
	}
	show := func(at time.Time, zoned bool) string {
		switch {
		case at.IsZero():
			return "-"
		case zoned:
			return at.Format("01-02 15:04:05.9999999Z")
		}
		return at.Format("01-02 15:04:05.9999999")
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Parse(tt.text)
			if !s.OK {
				if tt.month != "" {
					t.Fatalf("%q is not read", tt.text)
				}
				return
			}
			if tt.day == "" {
				tt.day = tt.month
			}
			if m, d := show(s.Month, s.Zoned), show(s.Day, s.Zoned); m != tt.month || d != tt.day {
				t.Errorf("%q is %s or %s, want %s or %s", tt.text, m, d, tt.month, tt.day)
			}
		})
	}
}

func TestOrder(t *testing.T) {
	tests := []struct {
		name  string
		dates []string
		want  Reading
	}{
		{"one date decides: month first", []string{"3/1/2026 8:00", "2/28/2026 8:00", "2/11/2026 8:00"}, MonthFirst},
		{"one date decides: day first", []string{"1/3/2026 8:00", "28/2/2026 8:00"}, DayFirst},
		{"d/MM/yyyy is day first", []string{"1/03/2026 8:00"}, DayFirst},
		{"newest first, over the end of a month", []string{"4/2/2026 8:00", "4/1/2026 8:00", "3/12/2026 8:00"}, MonthFirst},
		{"oldest first", []string{"12/3/2026 8:00", "1/4/2026 8:00", "2/4/2026 8:00"}, DayFirst},
		{"clock set back by an hour", []string{"4/2/2026 8:00", "4/2/2026 9:00", "4/1/2026 8:00", "3/12/2026 8:00"}, MonthFirst},
		{"clock set back, oldest first", []string{"3/11/2026 8:00", "3/12/2026 8:00", "3/12/2026 7:00", "4/1/2026 8:00"}, MonthFirst},
		{"in order in both", []string{"3/1/2026 8:00", "3/2/2026 8:00", "3/3/2026 9:00"}, Undecided},
		{"one day", []string{"3/10/2026 8:00", "3/10/2026 9:00"}, Undecided},
		{"contradiction", []string{"3/30/2026 8:00", "30/3/2026 8:00", "3/4/2026 8:00"}, Undecided},
		{"not ambiguous", []string{"2026-03-10 08:00", "3/3/2026 8:00"}, Undecided},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var o Order
			for _, d := range tt.dates {
				s := Parse(d)
				if !s.OK {
					t.Fatalf("%q is no date", d)
				}
				o.See(s)
			}
			if got := o.Decide(); got != tt.want {
				t.Errorf("reading %v, want %v", got, tt.want)
			}
		})
	}
}

// TestYearless reads what the table of Get-EventLog shows of a time.
func TestYearless(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Nov 22 08:58", "11-22 08:58"},
		{"nov. 22 08:58", "11-22 08:58"},
		{"Mrz 02 23:07", "03-02 23:07"},
		{"févr. 29 00:00", "02-29 00:00"},
		{"11月 22 08:58", "11-22 08:58"},
		{"11 22 08:58", "11-22 08:58"},
		{"ноя 22 08:58", "11-22 08:58"},
		{"13 22 08:58", ""},
		{"Nov 31 08:58", ""},
		{"Nov 22 24:58", ""},
		{"Nov 022 08:58", ""},
		{"Nov 22 2026", ""},
		{"TCP 22 08:58", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, s := "", Parse(tt.text)
			if s.NoYear {
				got = s.Month.Format("01-02 15:04")
			}
			if got != tt.want || s.OK != s.NoYear || s.Ambiguous() {
				t.Errorf("%q is %q (%+v), want %q", tt.text, got, s, tt.want)
			}
		})
	}
}
