package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run the program as the command "dossier".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dossier": main})
}

// TestScripts drives the built program from end to end. Scripts find the
// sample articles in the directory articles and a store made of them in $SAMPLES.
func TestScripts(t *testing.T) {
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	// Relative names go into the store, so that it is the same on every machine.
	t.Chdir("../..")
	samples := filepath.Join(t.TempDir(), "samples.db")
	var out, errs writer
	if code := run(context.Background(), []string{"dossier", "--db", samples, "ingest", "testdata/articles"}, nil, &out, &errs); code != exitOK {
		t.Fatalf("ingest of the samples ends with %d: %s", code, errs)
	}
	t.Chdir("cmd/dossier")
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("DOSSIER_UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			return os.CopyFS(filepath.Join(env.WorkDir, "articles"), os.DirFS(articles))
		},
	})
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) { *w = append(*w, p...); return len(p), nil }
