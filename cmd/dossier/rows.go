package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/mattn/go-isatty"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

var rowFormats = []string{"table", "json", "jsonl", "csv"}

// rows is a result that can be printed in every row format.
type rows struct {
	header []string
	cells  [][]string
	values []any // for JSON, one a row
}

func (r *rows) add(value any, cells ...string) {
	r.cells = append(r.cells, cells)
	r.values = append(r.values, value)
}

// print writes the rows in the format of --format to standard output.
func (r *rows) print(c *cli.Context) error {
	format := c.String("format")
	if format != "" && !slices.Contains(rowFormats, format) {
		return usagef("there is no row format %q; %s", format, suggest(format, rowFormats))
	}
	w := c.App.Writer
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if r.values == nil {
			r.values = []any{}
		}
		return enc.Encode(r.values)
	case "jsonl":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, v := range r.values {
			if err := enc.Encode(v); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		out := csv.NewWriter(w)
		if err := out.Write(r.header); err != nil {
			return err
		}
		if err := out.WriteAll(r.cells); err != nil {
			return err
		}
		return nil
	case "table":
		return r.table(w, terminalWidth(w))
	}
	if width := terminalWidth(w); width > 0 {
		return r.table(w, width)
	}
	return r.plain(w)
}

// plain writes tab-separated rows without a header, for pipes.
func (r *rows) plain(w io.Writer) error {
	clean := strings.NewReplacer("\t", " ", "\n", " ")
	for _, row := range r.cells {
		for i, cell := range row {
			row[i] = clean.Replace(cell)
		}
		if _, err := fmt.Fprintln(w, strings.Join(row, "\t")); err != nil {
			return err
		}
	}
	return nil
}

func (r *rows) table(w io.Writer, width int) error {
	if width == 0 {
		width = 120
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Options.SeparateRows = false
	header := make(table.Row, len(r.header))
	var columns []table.ColumnConfig
	share := max(12, (width-3*len(r.header)-1)/max(1, len(r.header)))
	for i, h := range r.header {
		header[i] = h
		limit := share
		if i == len(r.header)-1 {
			limit = share * 2
		}
		columns = append(columns, table.ColumnConfig{Number: i + 1, WidthMax: limit, WidthMaxEnforcer: text.WrapSoft})
	}
	t.AppendHeader(header)
	t.SetColumnConfigs(columns)
	for _, row := range r.cells {
		cells := make(table.Row, len(row))
		for i, cell := range row {
			cells[i] = cell
		}
		t.AppendRow(cells)
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

// terminalWidth is the width of the terminal in characters, 0 where w is none.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 100
	}
	return width
}
