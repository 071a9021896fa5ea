package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/urfave/cli/v2"

	"dossier/graph/resolve"
	"dossier/queries/ask"
	"dossier/queries/explorer"
)

func serveCommand() *cli.Command {
	return &cli.Command{
		Name:  "serve",
		Usage: "a page to look at the graph, and its JSON API",
		Description: "Serves on this machine alone until Ctrl-C; read-only, unless --write lets the page decide which\n" +
			"entities are one (no other process can write meanwhile). On another address a token is needed,\n" +
			"which is printed as part of the page's address. /api/openapi.json describes the API.\n\n" +
			"  dossier serve\n" +
			"  dossier serve --listen 0.0.0.0:8080 --host graph.example.org",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8765", Usage: "`ADDRESS` to listen on; port 0 chooses a free one"},
			&cli.StringSliceFlag{Name: "host", Usage: "also answer requests for this `HOST` name"},
			&cli.BoolFlag{Name: "write", Usage: "let the page decide which entities are one"},
			&cli.StringFlag{Name: "token", Usage: "ask for this `TOKEN` (default: none on loopback, a random one elsewhere)", EnvVars: []string{"DOSSIER_TOKEN"}},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("serve takes no arguments; say where with --listen %s", c.Args().First())
			}
			host, _, err := net.SplitHostPort(c.String("listen"))
			if err != nil {
				return usagef("--listen %q is no address: %s; write for example 127.0.0.1:8765", c.String("listen"), err)
			}
			opts := explorer.Options{Token: c.String("token"), Hosts: c.StringSlice("host")}
			ip := net.ParseIP(host)
			if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				if opts.Token == "" {
					if opts.Token, err = explorer.NewToken(); err != nil {
						return err
					}
				}
				if ip != nil && !ip.IsUnspecified() {
					opts.Hosts = append(opts.Hosts, host)
				}
			}
			opts.Write = c.Bool("write")
			answer := func(s *session, who *resolve.Resolver) error {
				reader, err := ask.NewReader()
				if err != nil {
					return err
				}
				opts.Reviewer = reviewer{who}
				return serve(c.Context, c, explorer.NewServer(s.graph, reader, opts), opts.Token)
			}
			if opts.Write {
				return edit(c, func(s *editing) error { return answer(s.session, s.who) })
			}
			return read(c, func(s *session) error { return answer(s, resolve.New(s.store)) })
		},
	}
}

// serve answers until the context ends, then lets running requests finish.
func serve(ctx context.Context, c *cli.Context, handler http.Handler, token string) error {
	l, err := net.Listen("tcp", c.String("listen"))
	if err != nil {
		return fmt.Errorf("listen on %s: %w; choose another address with --listen", c.String("listen"), err)
	}
	address := "http://" + l.Addr().String() + "/"
	if token != "" {
		address += "?token=" + token
	}
	fmt.Fprintf(c.App.ErrWriter, "the graph is at %s (Ctrl-C ends)\n", address)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := server.Shutdown(last); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("stop serving: %w", err)
		}
		return nil
	}
}
