package lang

import (
	"strings"
	"testing"

	"dossier/ingest/document"
)

// A bar stands where a sentence ends.
var sentenceCases = []string{
	"He arrived on Jan. 5.| \"We are ready,\" he said.",
	"The D.C. Police Department arrested two men.| No one was hurt.",
	"It opened in Sept. 1990.| Then it closed.",
	"Yahoo! Inc. bought the firm.| Its shares rose.",
	"Mr. Smith met Dr. Jones, Gen. Brown and Sen. Green.| They talked.",
	"She works in the U.S. but lives in Canada.",
	"She works in the U.S.| He lives in Canada.",
	"\"Why now?\" she asked.| \"Because we must.\"| He nodded.",
	"The bank (founded in 1901 by J. P. Roe Jr.) failed.| Depositors lost $4.5 million.",
	"GENEVA (Reuters) - The talks ended on Friday.| A second round is planned.",
	"WASHINGTON — President Roe signed the bill.",
	"See p. 12, fig. 3 and vol. 2 of the report.",
	"Acme Corp. said it would sell Bolt Inc. to Nut Ltd. for $2 billion.",
	"Who was there?| Nobody knows!| Really.",
	"He said: \"It is over. We won.\"| Then he left.",
	"Prof. A. B. Roe teaches at St. Mary's.| She lives on 5th Ave. near the park.",
	"At 3 p.m. the doors opened.| By 5 p.m. all was over.",
	"The agency’s head, Lt. Col. Jane Roe, resigned.| “I am tired,” she said.",
	"Prices rose 3.5 percent in Nov., the bureau said.| They fell in Dec. and Jan.",
	"The treaty, signed by the U.K., France et al., is void.",
}

func TestSentences(t *testing.T) {
	a := analyzer(t)
	wrong := 0
	for _, c := range sentenceCases {
		doc := document.Document{Text: strings.ReplaceAll(c, "|", "")}
		if err := a.Segment(&doc); err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, s := range doc.Sentences {
			if i > 0 {
				got += "| "
			}
			got += doc.Slice(s.Span)
		}
		if got != c {
			wrong++
			t.Logf("got  %s\nwant %s", got, c)
		}
	}
	// a statistical splitter may miss some
	if wrong > len(sentenceCases)/5 {
		t.Errorf("%d of %d texts are divided wrongly", wrong, len(sentenceCases))
	}
}
