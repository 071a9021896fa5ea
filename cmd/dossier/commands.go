package main

import "github.com/urfave/cli/v2"

// commands lists every command in the order of the help page.
func commands() []*cli.Command {
	return []*cli.Command{
		// read and keep
		ingestCommand(),
		extractCommand(),
		deleteCommand(),
		// look up
		askCommand(),
		showCommand(),
		factsCommand(),
		timelineCommand(),
		eventsCommand(),
		explainCommand(),
		entitiesCommand(),
		articlesCommand(),
		relationsCommand(),
		// connect
		pathCommand(),
		neighboursCommand(),
		togetherCommand(),
		matchCommand(),
		queryCommand(),
		// weigh
		corroborationCommand(),
		contradictionsCommand(),
		compareCommand(),
		rankCommand(),
		communitiesCommand(),
		// who is who
		resolveCommand(),
		reviewCommand(),
		mergeCommand(),
		splitCommand(),
		// give away and look after
		exportCommand(),
		serveCommand(),
		statsCommand(),
		verifyCommand(),
		dumpCommand(),
		loadCommand(),
		completionCommand(),
	}
}
