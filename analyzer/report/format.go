package report

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// notANumber stands for a number that is none.
const notANumber = "?"

// count formats a whole number with thousands separators.
func count[T int | int64](n T) string {
	digits := strconv.FormatInt(int64(n), 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// percent formats a share of 1.
func percent(share float64) string {
	s := tenths(share * 100)
	if s == notANumber {
		return s
	}
	return s + " %"
}

func tenths(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return notANumber
	}
	return strconv.FormatFloat(f, 'f', 1, 64)
}

// number formats whole numbers with thousands separators and others with up to three
// decimals.
func number(f float64) string {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return notANumber
	case f == math.Trunc(f) && math.Abs(f) < 1e15:
		return count(int64(f))
	case math.Abs(f) >= 1e15:
		return strconv.FormatFloat(f, 'g', 6, 64)
	}
	s := strings.TrimRight(strconv.FormatFloat(f, 'f', 3, 64), "0")
	return strings.TrimSuffix(s, ".")
}

// rounded formats a number of ports or connections that was computed.
func rounded(f float64) string { return number(math.Round(f)) }

// rate formats a rate: whole from 10 on, else with one decimal.
func rate(f float64) string {
	if f >= 10 {
		return rounded(f)
	}
	return tenths(f)
}

// asFloat returns the number that v holds, be it as computed or as read from JSON.
func asFloat(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case float32:
		return float64(n), true
	case int:
		return float64(n), true
	case int32:
		return float64(n), true
	case int64:
		return float64(n), true
	case uint16:
		return float64(n), true
	case uint32:
		return float64(n), true
	case uint64:
		return float64(n), true
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	}
	return 0, false
}

// clock formats an RFC 3339 time in UTC, and reports whether s is one.
func clock(s string) (string, bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return "", false
	}
	return t.UTC().Format(time.DateTime), true
}
