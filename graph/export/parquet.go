package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"dossier/graph"
)

// The rows of the Parquet files.
type (
	parquetFact struct {
		ID         string  `parquet:"id"`
		Subject    string  `parquet:"subject,dict"`
		Relation   string  `parquet:"relation,dict"`
		Object     string  `parquet:"object,dict"`
		Open       bool    `parquet:"open"`
		Status     string  `parquet:"status,dict"`
		Time       string  `parquet:"time,optional"`
		Place      string  `parquet:"place,optional"`
		Source     string  `parquet:"source,optional"`
		Event      string  `parquet:"event,optional"`
		Confidence float64 `parquet:"confidence"`
		Article    string  `parquet:"article,dict"`
		Published  string  `parquet:"published,optional"`
		Evidence   string  `parquet:"evidence,optional"`
	}
	parquetEvidence struct {
		Fact     string `parquet:"fact"`
		Article  string `parquet:"article,dict"`
		Sentence string `parquet:"sentence"`
		Start    int32  `parquet:"start"`
		End      int32  `parquet:"end"`
		Rule     string `parquet:"rule,optional"`
	}
	parquetEntity struct {
		ID      string   `parquet:"id"`
		Name    string   `parquet:"name"`
		Type    string   `parquet:"type,dict"`
		Aliases []string `parquet:"aliases,list"`
		SameAs  []string `parquet:"same_as,list"`
	}
	parquetArticle struct {
		ID        string   `parquet:"id"`
		File      string   `parquet:"file"`
		Title     string   `parquet:"title,optional"`
		Published string   `parquet:"published,optional"`
		Publisher string   `parquet:"publisher,optional"`
		Authors   []string `parquet:"authors,list"`
		URL       string   `parquet:"url,optional"`
	}
)

func writeParquetFacts(_ context.Context, w io.Writer, g Graph) error {
	return writeParquet(w, g.Facts(), func(f graph.Fact) []parquetFact {
		return []parquetFact{{string(f.IRI), string(f.Subject), f.Relation, string(f.Object), f.Open, f.Status, f.Time, string(f.Place), sourceText(f),
			string(f.Event), f.Confidence, string(f.Article), f.Published, evidenceText(f)}}
	})
}

func writeParquetEvidence(_ context.Context, w io.Writer, g Graph) error {
	return writeParquet(w, g.Facts(), func(f graph.Fact) []parquetEvidence {
		var rows []parquetEvidence
		for _, ev := range f.Evidence {
			rows = append(rows, parquetEvidence{string(f.IRI), string(f.Article), strings.TrimSpace(ev.Sentence), ev.Start, ev.End, ev.Rule})
		}
		return rows
	})
}

func writeParquetEntities(_ context.Context, w io.Writer, g Graph) error {
	return writeParquet(w, g.Entities(), func(e graph.Entity) []parquetEntity {
		return []parquetEntity{{string(e.IRI), e.Name, e.Type, e.Aliases, e.SameAs}}
	})
}

func writeParquetArticles(_ context.Context, w io.Writer, g Graph) error {
	return writeParquet(w, g.Articles(), func(a graph.Article) []parquetArticle {
		return []parquetArticle{{string(a.IRI), a.File, a.Title, a.Published, a.Publisher, a.Authors, a.URL}}
	})
}

// parquetGroup is how many rows stay in memory before they are written.
const parquetGroup = 50_000

// writeParquet writes rows in groups, so that memory stays flat.
func writeParquet[T, Row any](w io.Writer, seq func(func(T, error) bool), form func(T) []Row) error {
	out := parquet.NewGenericWriter[Row](w, parquet.Compression(&parquet.Zstd))
	n := 0
	for v, err := range seq {
		if err != nil {
			return err
		}
		rows := form(v)
		if _, err := out.Write(rows); err != nil {
			return fmt.Errorf("write Parquet: %w", err)
		}
		if n += len(rows); n >= parquetGroup {
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write Parquet: %w", err)
			}
			n = 0
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	return nil
}
