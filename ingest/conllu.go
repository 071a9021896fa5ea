package ingest

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dossier/ingest/document"
)

// WriteCoNLLU writes a document's tokens, tags and trees in the CoNLL-U format
// of Universal Dependencies (version 2), one sentence after the other, with the
// text between tokens kept by SpaceAfter=No.
func WriteCoNLLU(w io.Writer, doc *document.Document) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# newdoc id = %s\n", oneLine(doc.Article.File))
	for i, sent := range doc.Sentences {
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", i+1, oneLine(doc.Slice(sent.Span)))
		for t := sent.First; t < sent.End; t++ {
			tok := doc.Tokens[t]
			head, misc := 0, "_"
			if tok.Head != document.None {
				head = int(tok.Head-sent.First) + 1
			}
			if t+1 < int32(len(doc.Tokens)) && doc.Tokens[t+1].Start == tok.Span.End {
				misc = "SpaceAfter=No"
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t%s\n", t-sent.First+1, oneLine(doc.Word(t)), oneLine(tok.Lemma), tok.Tag, tok.XTag, head, tok.Dep, misc)
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
