package main

import "github.com/urfave/cli/v2"

// commands lists every command in the order of the help page.
func commands() []*cli.Command {
	return []*cli.Command{
		ingestCommand(),
		extractCommand(),
		showCommand(),
		factsCommand(),
		pathCommand(),
		timelineCommand(),
		exportCommand(),
		explainCommand(),
		queryCommand(),
		statsCommand(),
		deleteCommand(),
	}
}
