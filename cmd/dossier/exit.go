package main

import (
	"context"
	"errors"
	"fmt"

	"dossier/graph"
	"dossier/queries"
)

// The exit codes, as the help page documents them.
const (
	exitOK        = 0
	exitFailed    = 1
	exitUsage     = 2
	exitNothing   = 3
	exitAmbiguous = 4
	exitLocked    = 5
	exitPartly    = 6
	exitStopped   = 130
)

const exitHelp = `Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 the name is
ambiguous, 5 another process is writing to the store, 6 some articles could not
be read (the rest was kept), 130 stopped by Ctrl-C (what was finished is kept).`

// usageErr is a mistake in the command line.
type usageErr struct{ msg string }

func (e usageErr) Error() string { return e.msg }

func usagef(format string, args ...any) error { return usageErr{fmt.Sprintf(format, args...)} }

// nothingErr says that a question has no answer in the store.
type nothingErr struct{ msg string }

func (e nothingErr) Error() string { return e.msg }

func nothingf(format string, args ...any) error { return nothingErr{fmt.Sprintf(format, args...)} }

// partlyErr says that some inputs failed and the rest was done.
type partlyErr struct{ msg string }

func (e partlyErr) Error() string { return e.msg }

// silentError ends with a code and no message, which was already given.
type silentError struct{ code int }

func (e silentError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

func exitCode(err error) int {
	var (
		usage     usageErr
		nothing   nothingErr
		partly    partlyErr
		silent    silentError
		ambiguous *queries.AmbiguousError
		unknown   *queries.UnknownNameError
	)
	switch {
	case errors.As(err, &silent):
		return silent.code
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &nothing), errors.As(err, &unknown), errors.Is(err, graph.ErrNotFound):
		return exitNothing
	case errors.As(err, &ambiguous):
		return exitAmbiguous
	case errors.Is(err, graph.ErrLocked):
		return exitLocked
	case errors.As(err, &partly):
		return exitPartly
	case errors.Is(err, context.Canceled):
		return exitStopped
	}
	return exitFailed
}
