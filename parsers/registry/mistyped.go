package registry

import (
	"slices"
	"strconv"
	"strings"
)

// bounds are the values that Microsoft documents for a dword, and the decimal numbers
// that guides recommend for it.
type bounds struct {
	low, high uint64
	usual     []uint64
}

// documented holds the dwords that guides tell people to set (Microsoft: "TCP/IP and
// NBT configuration parameters").
var documented = map[string]bounds{
	"tcptimedwaitdelay": {30, 300, []uint64{30, 60, 120, 240, 300}},
	"maxuserport":       {5000, 65534, nil},
}

// mistyped reports whether a decimal number was typed where hexadecimal digits are
// meant. Digits alone prove nothing, 78 is the right way to write 120: the value has to
// be out of bounds as it is and within them read as decimal, or read as decimal it is a
// number that guides recommend.
func mistyped(name string, digits []byte, n uint64) bool {
	b, ok := documented[strings.ToLower(name)]
	if !ok {
		return false
	}
	decimal, err := parseNumber(digits, 10)
	if err != nil || decimal == n {
		return false
	}
	// MaxUserPort is often given as 65535, one above the highest that is documented.
	within := decimal >= b.low && decimal <= b.high+1
	return within && (n > b.high+1 || slices.Contains(b.usual, decimal))
}

// parseNumber reads digits; no honest number has more than 20 of them.
func parseNumber(digits []byte, base int) (uint64, error) {
	if len(digits) > 20 {
		return 0, strconv.ErrRange
	}
	return strconv.ParseUint(string(digits), base, 64)
}
