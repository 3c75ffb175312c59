package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"portdx": main})
}

// TestScripts runs command lines: what they print, where, and their exit codes.
// $FIXTURES is the folder of fixture bundles, $ARCHIVES that of packed ones. Run with
// UPDATE_SCRIPTS=1 to accept new output.
func TestScripts(t *testing.T) {
	fixtures, err := filepath.Abs(filepath.Join("..", "..", "fixtures"))
	if err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Abs(filepath.Join("testdata", "archives"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FIXTURES", fixtures)
			env.Setenv("ARCHIVES", archives)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"pack": pack, "samefacts": sameFacts},
	})
}

// pack writes a tar.gz archive of a folder: pack FILE FOLDER.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	tw := tar.NewWriter(zw)
	ts.Check(tw.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(tw.Close())
	ts.Check(zw.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// sameFacts compares what two diagnoses in JSON say: samefacts WANT GOT.
func sameFacts(ts *testscript.TestScript, _ bool, args []string) {
	var said [2]struct{ Facts, Verdict, Host any }
	for i := range said {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[i])), &said[i]))
	}
	if diff := cmp.Diff(said[0], said[1]); diff != "" {
		ts.Fatalf("%s and %s differ (-want +got):\n%s", args[0], args[1], diff)
	}
}
