package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/queries"
)

func eventsCommand() *cli.Command {
	return &cli.Command{
		Name:        "events",
		Usage:       "list events with their time, place and participants",
		Description: "  dossier events\n  dossier events --place Geneva --since 2021",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "place", Usage: "only events in `NAME`"},
			&cli.StringFlag{Name: "participant", Usage: "only events with `NAME`"},
			&cli.StringFlag{Name: "since", Usage: "only events of this `DATE` or later"},
			&cli.StringFlag{Name: "until", Usage: "only events of this `DATE` or earlier"},
			formatFlag(),
		},
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				f, err := s.eventFilter(c)
				if err != nil {
					return err
				}
				events, err := s.graph.EventList(c.Context, f)
				if err != nil {
					return err
				}
				if len(events) == 0 {
					return nothingf("no event fits these limits")
				}
				r := &rows{header: []string{"event", "time", "place", "status", "class", "participants"}}
				for _, e := range events {
					var who []string
					for _, p := range e.Participants {
						who = append(who, p.Entity.Name)
					}
					r.add(e, e.Entity.Name, e.Time, e.Place.Name, e.Status, e.Class, strings.Join(who, "; "))
				}
				return r.print(c)
			})
		},
	}
}

// eventFilter reads the limits on events.
func (s *session) eventFilter(c *cli.Context) (queries.EventFilter, error) {
	f := queries.EventFilter{Since: c.String("since"), Until: c.String("until")}
	for _, d := range []string{f.Since, f.Until} {
		if d == "" {
			continue
		}
		if _, err := graph.ParseInterval(d); err != nil {
			return f, usagef("%s", err)
		}
	}
	for _, end := range []struct {
		name string
		id   *graph.IRI
	}{{c.String("place"), &f.Place}, {c.String("participant"), &f.Participant}} {
		if end.name == "" {
			continue
		}
		e, err := s.entity(c, end.name)
		if err != nil {
			return f, err
		}
		*end.id = e.IRI
	}
	return f, nil
}
