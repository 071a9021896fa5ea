package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jdkato/prose/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/lang/conllu"
	"dossier/ingest/lang/names"
)

func main() {
	dir := flag.String("corpora", "corpora", "directory with ud-ewt, gum, uner-ewt …")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	analyzer, err := lang.Default()
	if err != nil {
		return err
	}
	fmt.Printf("%-28s %9s %6s %6s %6s %6s %6s %6s\n", "", "sentences", "words", "UPOS", "XPOS", "lemma", "UAS", "LAS")
	for _, bank := range []string{"ud-ewt", "gum"} {
		docs, err := conllu.ReadFile(filepath.Join(dir, bank, "dev.conllu"))
		if err != nil {
			return err
		}
		for _, peer := range []struct {
			name string
			run  func(*document.Document) error
		}{{"dossier", analyzer.Analyze}, {"prose v2", proseTags}} {
			s, err := lang.Evaluate(docs, false, peer.run)
			if err != nil {
				return err
			}
			if peer.name == "prose v2" { // Penn tags only
				fmt.Printf("%-28s %9.2f %6.2f %6s %6.2f %6s %6s %6s\n", bank+" dev, "+peer.name, s.Sentences, s.Words, "–", s.XTags, "–", "–", "–")
				continue
			}
			fmt.Printf("%-28s %9.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f\n", bank+" dev, "+peer.name, s.Sentences, s.Words, s.Tags, s.XTags, s.Lemmas, s.Heads, s.Labels)
		}
	}
	corpora, err := names.ReadCorpora(dir)
	if err != nil {
		return err
	}
	fmt.Printf("\n%-16s %-14s %5s %5s %5s %6s\n", "names", "", "P", "R", "F1", "gold")
	for _, part := range corpora.Parts {
		find := func(doc *document.Document) { _ = analyzer.FindNames(doc) }
		names.Measure(find, part.Docs, nil).Print(os.Stdout, part.Name)
		fmt.Println("  by prose v2:")
		names.Measure(proseNames, part.Docs, nil).Print(os.Stdout, part.Name)
	}
	return nil
}

// proseTags fills sentences, tokens and Penn tags by prose.
func proseTags(doc *document.Document) error {
	doc.Tokens, doc.Sentences = doc.Tokens[:0], doc.Sentences[:0]
	p, err := prose.NewDocument(doc.Text, prose.WithExtraction(false))
	if err != nil {
		return err
	}
	var ends []int32
	at := 0
	for _, s := range p.Sentences() {
		if i := strings.Index(doc.Text[at:], s.Text); i >= 0 && s.Text != "" {
			at += i + len(s.Text)
			ends = append(ends, int32(at))
		}
	}
	at = 0
	for _, tok := range p.Tokens() {
		i := strings.Index(doc.Text[at:], tok.Text)
		if i < 0 || i > 40 || tok.Text == "" {
			continue
		}
		span := document.Span{Start: int32(at + i), End: int32(at + i + len(tok.Text))}
		at = int(span.End)
		doc.Tokens = append(doc.Tokens, document.Token{Span: span, XTag: document.ParseXTag(penn(tok.Tag)), Head: document.None})
	}
	first, e := int32(0), 0
	for i := range doc.Tokens {
		end := int32(i + 1)
		if i == len(doc.Tokens)-1 || e < len(ends) && doc.Tokens[i+1].Start >= ends[e] {
			doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, end), First: first, End: end})
			first = end
			for e < len(ends) && i+1 < len(doc.Tokens) && doc.Tokens[i+1].Start >= ends[e] {
				e++
			}
		}
	}
	return nil
}

// penn names brackets as the treebank does.
func penn(tag string) string {
	switch tag {
	case "(":
		return "-LRB-"
	case ")":
		return "-RRB-"
	}
	return tag
}

// proseNames fills the names by prose, which has people, places ("GPE") and
// organizations; spans are mapped to the gold tokens.
func proseNames(doc *document.Document) {
	doc.Names = doc.Names[:0]
	p, err := prose.NewDocument(doc.Text)
	if err != nil {
		return
	}
	at := 0
	for _, ent := range p.Entities() {
		i := strings.Index(doc.Text[at:], ent.Text)
		if i < 0 {
			continue
		}
		start, end := int32(at+i), int32(at+i+len(ent.Text))
		at = int(end)
		n := document.Name{Span: document.Span{Start: start, End: end}, First: -1}
		for k, tok := range doc.Tokens {
			if tok.Start >= start && n.First < 0 {
				n.First = int32(k)
			}
			if tok.Start < end {
				n.End = int32(k + 1)
			}
		}
		if n.First < 0 || n.End <= n.First {
			continue
		}
		switch ent.Label {
		case "PERSON":
			n.Type = document.Person
		case "GPE":
			n.Type = document.Place
		case "ORG", "ORGANIZATION":
			n.Type = document.Organization
		}
		if m := len(doc.Names); m > 0 && doc.Names[m-1].End > n.First {
			continue
		}
		doc.Names = append(doc.Names, n)
	}
}
