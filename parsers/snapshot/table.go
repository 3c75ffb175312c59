package snapshot

import (
	"iter"

	"github.com/portdx/portdx/parsers/blocks"
)

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
	Addrs Addresses
	rows  blocks.List[Row]
}

// Append adds a row.
func (t *Table) Append(r Row) { t.rows.Append(r) }

// seal frees what only further rows need.
func (t *Table) seal() {
	t.Addrs.seal()
	t.rows.Clip()
}

// Len returns the number of rows.
func (t *Table) Len() int { return t.rows.Len() }

// At returns the row with index i, from 0. The row may be changed.
func (t *Table) At(i int) *Row { return t.rows.At(i) }

// All returns the rows with their indexes. The rows may be changed.
func (t *Table) All() iter.Seq2[int, *Row] { return t.rows.All() }
