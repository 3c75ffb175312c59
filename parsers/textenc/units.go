package textenc

import "unicode/utf8"

// unitsSeen is how many bytes of UTF-16 are looked at in one step at least.
const unitsSeen = headSize / 2

// swappedBOM is the byte order mark in the other byte order.
const swappedBOM = 0xfffe

// units decodes a part of UTF-16 until bytes go on.
func (d *decoder) units(out []byte) []byte {
	d.look(unitsSeen)
	b := d.in[d.r:d.w]
	more := d.err == nil
	i := 0
	for cap(out)-len(out) >= 2*utf8.UTFMax {
		if d.high == 0 {
			n := 0
			if out, n = d.order.narrow(out, b[i:], cap(out)-len(out)-utf8.UTFMax); n > 0 {
				i, d.wide = i+n, false
			}
		}
		if len(b)-i < 2 {
			break
		}
		c := d.order.unit(b[i:])
		if c < 0x100 || d.wide {
			out, i = d.unit(out, c), i+2
			continue
		}
		if more && len(b)-i < resumeWindow {
			break // more must be seen to judge it
		}
		if c == bom || c == swappedBOM { // files were joined
			if i += 2; c == swappedBOM {
				d.order = 1 - d.order
			}
			d.mark(d.off+int64(len(out)), d.order.encoding(true))
			continue
		}
		if d.order.resumes(b[i:], more) {
			return d.leaveUTF16(out, b, i)
		}
		out, i = d.unit(out, c), i+2
	}
	d.takeUnits(b, i)
	if d.err != nil && d.w-d.r < 2 && (d.high != 0 || d.w > d.r) {
		out = d.end(out)
	}
	return out
}

// end decodes the half unit or half pair that the file ends with: a line feed that was
// appended, or nothing readable.
func (d *decoder) end(out []byte) []byte {
	feed := d.w > d.r && d.in[d.r] == '\n' && d.high == 0
	d.high = 0
	d.take(d.w - d.r)
	if feed {
		return append(out, '\n')
	}
	return utf8.AppendRune(out, utf8.RuneError)
}

// takeUnits consumes n bytes of b.
func (d *decoder) takeUnits(b []byte, n int) {
	begins := d.begins
	d.take(n)
	if d.begins = begins; n >= 2 {
		d.begins = d.order.unit(b[n-2:]) == '\n'
	}
}

// leaveUTF16 begins a part of bytes at b[i].
func (d *decoder) leaveUTF16(out, b []byte, i int) []byte {
	if d.high != 0 {
		d.high = 0
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	d.takeUnits(b, i)
	d.beginBytes(d.off + int64(len(out)))
	return out
}

// unit appends one code unit, pairing surrogates.
func (d *decoder) unit(out []byte, c rune) []byte {
	d.wide = c >= 0x100
	if d.high != 0 {
		high := d.high
		d.high = 0
		if c >= 0xdc00 && c < 0xe000 {
			return utf8.AppendRune(out, (high-0xd800)<<10|(c-0xdc00)+0x10000)
		}
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	if c >= 0xd800 && c < 0xdc00 {
		d.high = c
		return out
	}
	return utf8.AppendRune(out, c) // a lone trailing surrogate becomes U+FFFD
}
