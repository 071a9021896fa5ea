package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStart times whole commands, from the start of the program to its
// end: the help page, and facts of the sample store.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	program := filepath.Join(dir, "dossier")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	db := filepath.Join(dir, "samples.db")
	var out, errs writer
	if code := run(context.Background(), []string{"dossier", "--db", db, "ingest", "../../testdata/articles"}, nil, &out, &errs); code != exitOK {
		b.Fatalf("ingest ends with %d: %s", code, errs)
	}
	for _, c := range []struct {
		name string
		args []string
	}{{"help", []string{"--help"}}, {"facts", []string{"--db", db, "facts"}}, {"ask", []string{"--db", db, "ask", "Who met Putin?"}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(program, c.args...).CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
			}
		})
	}
}
