package evtx

import (
	"bytes"
	"log"
	"testing"

	liblog "github.com/0xrawsec/golang-utils/log"
)

// TestSilence reads a damaged log, on which the library remarks, while the process's
// log goes on.
func TestSilence(t *testing.T) {
	var out bytes.Buffer
	before := log.Writer()
	flags := log.Flags()
	log.SetOutput(&out)
	log.SetFlags(0)
	defer func() { log.SetOutput(before); log.SetFlags(flags) }()

	liblog.DontPanicf("loud")
	if out.Len() == 0 {
		t.Fatal("the library does not log: this test shows nothing")
	}
	out.Reset()
	events := write(t, generate(30))
	c := chunkOf(events, 0)
	value := bytes.Index(c, []byte{0x0f, 1, 1, 0, 0x0c}) + 40
	for at := value; at < 6000; at += 97 {
		c[at] ^= 0xff
	}
	for range 3 { // the filter must not be put in front of itself
		read(events, true)
	}
	liblog.DontPanicf("still loud")
	liblog.Errorf("louder")
	log.Print("PANIC - mine")
	if got, want := out.String(), "PANIC - mine\n"; got != want {
		t.Errorf("log %q, want %q", got, want)
	}
	if _, ok := log.Writer().(*withoutLibrary); !ok {
		t.Fatal("no filter")
	}
	if w := log.Writer().(*withoutLibrary).w; w != &out {
		t.Errorf("the filter writes to %T", w)
	}
}
