package registry

import (
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
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

// meant returns the decimal number that was typed where hexadecimal digits are meant, 0
// where it does not look so. Digits alone prove nothing, 78 is the right way to write 120:
// the value has to be out of bounds as it is and within them read as decimal, or read as
// decimal it is a number that guides recommend.
func meant(v *snapshot.RegistryValue) uint64 {
	b, ok := documented[strings.ToLower(v.Name)]
	if !ok || !v.IsDword() {
		return 0
	}
	decimal, err := strconv.ParseUint(strconv.FormatUint(v.Number, 16), 10, 64)
	// MaxUserPort is often given as 65535, one above the highest that is documented.
	if err != nil || decimal == v.Number || decimal < b.low || decimal > b.high+1 {
		return 0
	}
	if v.Number >= b.low && v.Number <= b.high+1 && !slices.Contains(b.usual, decimal) {
		return 0
	}
	return decimal
}

// noteNoNumbers says of the values of TCP/IP that are read as numbers which ones are none.
// Of a value of another type or length nothing tells what Windows makes of it.
func (d *dump) noteNoNumbers() {
	for i := range d.section.Registry {
		k := &d.section.Registry[i]
		if !hasSuffixFold(k.Path, tcpipParameters) {
			continue
		}
		for j := range k.Values {
			v := &k.Values[j]
			switch _, ok := documented[strings.ToLower(v.Name)]; {
			case !ok || v.Deleted || v.IsDword():
			case v.NoNumber:
				d.section.AddNote("registry.no-number", v.Line, v.Name, itoa(v.Bytes), itoa(numberSize[v.Type]), v.Type)
			default:
				d.section.AddNote("registry.no-dword", v.Line, v.Name, v.Type)
			}
		}
	}
}

// parseNumber reads digits; no honest number has more than 20 of them.
func parseNumber(digits []byte, base int) (uint64, error) {
	if len(digits) > 20 {
		return 0, strconv.ErrRange
	}
	return strconv.ParseUint(string(digits), base, 64)
}
