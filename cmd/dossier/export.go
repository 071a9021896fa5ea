package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph/export"
	"dossier/queries"
)

func exportCommand() *cli.Command {
	var list strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&list, "  %-14s %s\n", f.Name, f.What)
	}
	return &cli.Command{
		Name:  "export",
		Usage: "write the graph, or a part of it, as a picture or a file for another tool",
		Description: "  dossier export --format svg --around Putin --depth 2 -o putin.svg\n" +
			"  dossier export --format graphml --since 2021 -o graph.graphml\n\nFormats:\n" + list.String(),
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "`FORMAT` (default: by the output's extension, else dot)"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` instead of standard output"},
			&cli.StringSliceFlag{Name: "around", Usage: "only what is near `NAME` (several: repeat)"},
			&cli.IntFlag{Name: "depth", Value: 1, Usage: "how many facts away from --around"},
			&cli.BoolFlag{Name: "no-legend", Usage: "pictures without a legend"},
			&cli.StringFlag{Name: "title", Usage: "`TEXT` above a picture"},
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("export takes no arguments; write to a file with -o %s", c.Args().First())
			}
			name := c.String("format")
			if name == "" {
				name = formatOf(c.String("output"))
			}
			format, err := export.Lookup(strings.ToLower(name))
			if err != nil {
				return usagef("%s", err)
			}
			if c.Int("depth") < 1 {
				return usagef("--depth must be at least 1")
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				o := queries.PartOptions{Facts: f, Depth: c.Int("depth")}
				for _, name := range c.StringSlice("around") {
					e, err := s.entity(c, name)
					if err != nil {
						return err
					}
					o.Around = append(o.Around, e.IRI)
				}
				part, err := s.graph.Part(c.Context, o)
				if err != nil {
					return err
				}
				part.Legend, part.Title = !c.Bool("no-legend"), c.String("title")
				return writeFile(c, format, part)
			})
		},
	}
}

// formatOf guesses the format from a file's name.
func formatOf(path string) string {
	ext := strings.ToLower(filepath.Ext(path))
	for _, f := range export.Formats() {
		if ext != "" && f.Ext == ext {
			return f.Name
		}
	}
	return "dot"
}

// writeFile writes the graph to --output, which appears only when it is whole.
func writeFile(c *cli.Context, format export.Format, part export.Graph) (err error) {
	path := c.String("output")
	if path == "" || path == "-" {
		if terminalWidth(c.App.Writer) > 0 && (format.Name == "png" || format.Name == "parquet") {
			return usagef("%s is not for a terminal; write it to a file with -o", format.Name)
		}
		return format.Write(c.Context, c.App.Writer, part)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	var missing *fs.PathError
	if errors.As(err, &missing) {
		err = missing.Err // the temporary file's name would only confuse
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(tmp.Name())
	w := bufio.NewWriter(tmp)
	if err := format.Write(c.Context, w, part); err != nil {
		tmp.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		tmp.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := tmp.Chmod(0o644); err != nil {
		tmp.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
