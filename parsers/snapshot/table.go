package snapshot

import "iter"

// NoPID is the process id of a row whose capture does not name the owner. PID 0 is a
// real value: netstat prints it for TIME_WAIT.
const NoPID = ^uint32(0)

// Row is one line of a connection table, 24 bytes without pointers: a table of a million
// rows costs the garbage collector nothing.
type Row struct {
	Local, Remote uint32 // indexes into the table's addresses; 0 is a missing address
	PID           uint32 // NoPID where the capture has none
	Line          uint32 // line in the file, from 1
	LPort, RPort  uint16 // 0 where missing, or a service's name that no table knows
	State         State
	Proto         Proto
	Family        Family // of the local address, once ::ffff:1.2.3.4 is folded to IPv4
}

// Table is one connection table while its rows are kept. The zero value is empty and
// ready to use.
type Table struct {
	Addrs  Addresses
	blocks [][]Row // all full but the last, so that no row is copied as the table grows
	rows   int
}

// The sizes of blocks in rows. The first one grows, since most tables are small.
const (
	firstBlock = 64
	blockShift = 14
	blockRows  = 1 << blockShift
)

// Append adds a row.
func (t *Table) Append(r Row) {
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last]) == cap(t.blocks[last]) {
		last = t.grow(last)
	}
	t.blocks[last] = append(t.blocks[last], r)
	t.rows++
}

// grow makes room for a row and returns the block that has it.
func (t *Table) grow(last int) int {
	switch {
	case last < 0:
		t.blocks = append(t.blocks, make([]Row, 0, firstBlock))
		return 0
	case len(t.blocks[last]) < blockRows:
		b := make([]Row, len(t.blocks[last]), min(2*len(t.blocks[last]), blockRows))
		copy(b, t.blocks[last])
		t.blocks[last] = b
		return last
	}
	t.blocks = append(t.blocks, make([]Row, 0, blockRows))
	return last + 1
}

// seal frees what only further rows need.
func (t *Table) seal() {
	t.Addrs.seal()
	if last := len(t.blocks) - 1; last >= 0 {
		b := t.blocks[last]
		if spare := cap(b) - len(b); spare > len(b)/8 {
			t.blocks[last] = append(make([]Row, 0, len(b)), b...)
		}
	}
}

// Len returns the number of rows.
func (t *Table) Len() int { return t.rows }

// At returns the row with index i, from 0. The row may be changed.
func (t *Table) At(i int) *Row { return &t.blocks[i>>blockShift][i&(blockRows-1)] }

// All returns the rows with their indexes. The rows may be changed.
func (t *Table) All() iter.Seq2[int, *Row] {
	return func(yield func(int, *Row) bool) {
		for n, b := range t.blocks {
			for i := range b {
				if !yield(n<<blockShift|i, &b[i]) {
					return
				}
			}
		}
	}
}
