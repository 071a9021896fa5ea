// Command dossier builds a knowledge graph of people, organizations and events
// from articles and answers questions about it. See README.md.
//
// One file holds one command: its flags, its printing, its progress. What is
// done lives in the packages that the commands call.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr))
}
