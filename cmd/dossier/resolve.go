package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/resolve"
	"dossier/queries"
)

func resolveCommand() *cli.Command {
	return &cli.Command{
		Name:  "resolve",
		Usage: "find anew which entities of all articles are one",
		Description: "Ingest does this for every new article; run it for a store that was made without, or whose\n" +
			"articles were loaded from several dumps. What persons decided stays. docs/who.md says how it works.\n\n" +
			"  dossier resolve",
		Flags: []cli.Flag{&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"}},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("resolve takes no arguments; it looks at all articles")
			}
			return edit(c, func(s *editing) error {
				changed, err := s.who.Again(c.Context, bar(c, "articles"))
				if err != nil {
					return err
				}
				pending, err := s.who.Questions(c.Context, 0)
				if err != nil {
					return err
				}
				fmt.Fprintf(c.App.ErrWriter, "%s changed; %s to review\n", count(changed, "article"), count(len(pending), "pair"))
				return nil
			})
		},
	}
}

// editing is an open store that a command changes.
type editing struct {
	*session
	who *resolve.Resolver
}

// edit opens the store of --db for changing its entities.
func edit(c *cli.Context, do func(*editing) error) (err error) {
	store, err := quads.Open(c.Context, c.String("db"), quads.Options{MustExist: true, Observe: resolve.Observe, CacheSize: resolvingCache})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(&editing{&session{store, queries.New(store)}, resolve.New(store)})
}

func mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "say that two entities are one",
		ArgsUsage: "NAME NAME",
		Description: "Names or ids; the first one's id stays, and the second one's answers for it. The decision is kept\n" +
			"whatever is read later; dossier split ID undoes it.\n\n" +
			"  dossier merge person/joe-biden person/biden",
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("merge takes two names or ids; names of several words need quotes")
			}
			return edit(c, func(s *editing) error {
				a, b, err := s.two(c)
				if err != nil {
					return err
				}
				if a.IRI == b.IRI {
					return usagef("both names mean %s (%s)", a.Name, a.IRI)
				}
				if err := s.who.Merge(c.Context, a.IRI, b.IRI); err != nil {
					return fmt.Errorf("merge: %w", err)
				}
				fmt.Fprintf(c.App.ErrWriter, "%s answers for %s; dossier split %s undoes it\n", a.IRI, b.IRI, b.IRI)
				return nil
			})
		},
	}
}

// two finds the two entities that the arguments name.
func (s *session) two(c *cli.Context) (a, b graph.Entity, err error) {
	if a, err = s.entity(c, c.Args().Get(0)); err == nil {
		b, err = s.entity(c, c.Args().Get(1))
	}
	return a, b, err
}

func splitCommand() *cli.Command {
	return &cli.Command{
		Name:      "split",
		Usage:     "undo a merge, keep two entities apart, or part an entity",
		ArgsUsage: "ID [ID | ARTICLE…]",
		Description: "With one id that was merged into another entity: makes it an entity of its own again.\n" +
			"With two entities: they are never merged. With --articles: those articles (id, file or URL)\n" +
			"show someone else of the same name, who gets an id of their own. Decisions are kept whatever is\n" +
			"read later; dossier merge undoes them.\n\n" +
			"  dossier split person/biden\n" +
			"  dossier split person/john-smith person/john-smith-2\n" +
			"  dossier split --articles person/john-smith news/senate.txt",
		Flags: []cli.Flag{&cli.BoolFlag{Name: "articles", Usage: "what follows the name are articles that show someone else"}},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usagef("split needs an id that was merged, two entities, or --articles with a name and articles")
			}
			return edit(c, func(s *editing) error { return s.split(c) })
		},
	}
}

func (s *editing) split(c *cli.Context) error {
	ctx, w := c.Context, c.App.ErrWriter
	first := graph.IRI(c.Args().First())
	switch {
	case c.Bool("articles"):
		if c.NArg() < 2 {
			return usagef("split --articles needs an entity and the articles that show someone else")
		}
		e, err := s.entity(c, string(first))
		if err != nil {
			return err
		}
		var articles []graph.IRI
		for _, name := range c.Args().Tail() {
			id, err := findArticle(c, s.store, name)
			if err != nil {
				return err
			}
			articles = append(articles, id)
		}
		now, err := s.who.Split(ctx, e.IRI, articles)
		if err != nil {
			return fmt.Errorf("split: %w", err)
		}
		fmt.Fprintf(w, "%s is %s in %s\n", now, e.Name, count(len(articles), "article"))
	case c.NArg() == 1:
		now, err := s.store.Resolve(ctx, first)
		if err != nil {
			return err
		}
		if now == first {
			return usagef("%s was not merged into another entity; name a second entity to keep apart from it, or use --articles; dossier explain %s shows what it is made of", first, first)
		}
		n, err := s.who.Unmerge(ctx, first)
		if err != nil {
			return fmt.Errorf("split: %w", err)
		}
		fmt.Fprintf(w, "%s is an entity of its own again, with %s\n", first, count(n, "article"))
	case c.NArg() == 2:
		a, b, err := s.two(c)
		if err != nil {
			return err
		}
		if a.IRI == b.IRI {
			return usagef("both names mean %s (%s); say with --articles which articles show someone else", a.Name, a.IRI)
		}
		if err := s.who.Forbid(ctx, a.IRI, b.IRI); err != nil {
			return fmt.Errorf("split: %w", err)
		}
		fmt.Fprintf(w, "%s and %s are kept apart\n", a.IRI, b.IRI)
	default:
		return usagef("split takes one id, two entities, or --articles with an entity and articles")
	}
	return nil
}
