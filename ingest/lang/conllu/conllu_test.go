package conllu

import (
	"strings"
	"testing"

	"dossier/ingest/document"
)

const sample = `# newdoc id = a
# sent_id = a-1
# newpar id = a-p1
# text = Ann doesn't sing.
1	Ann	Ann	PROPN	NNP	_	4	nsubj	_	_
2-3	doesn't	_	_	_	_	_	_	_	_
2	does	do	AUX	VBZ	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	sing	sing	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = a-2
1-2	Cant	_	_	_	_	_	_	_	SpaceAfter=No
1	Ca	can	AUX	MD	_	0	root	_	_
2	n't	not	PART	RB	_	1	advmod	_	_
2.1	sing	sing	VERB	VB	_	_	_	_	_
3	!	!	PUNCT	.	_	1	punct	_	_

# sent_id = a-3
# newpar
1	Ok	ok	INTJ	UH	_	0	root	_	_

# newdoc id = b
# sent_id = b-1
1	Bye	bye	INTJ	UH	_	0	root	_	_
`

func TestRead(t *testing.T) {
	docs, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].ID != "a" || docs[1].Text != "Bye" {
		t.Fatalf("documents: %+v", docs)
	}
	if want := "Ann doesn't sing. Cant!\n\nOk"; docs[0].Text != want {
		t.Errorf("text %q, want %q", docs[0].Text, want)
	}
	var got []string
	for i := range docs[0].Sentences {
		for j := range docs[0].Sentences[i].Words {
			got = append(got, docs[0].Surface(&docs[0].Sentences[i].Words[j]))
		}
	}
	if want := "Ann does n't sing . Ca nt ! Ok"; strings.Join(got, " ") != want {
		t.Errorf("words %q, want %q", got, want)
	}
	var doc document.Document
	docs[0].Fill(&doc)
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	if len(doc.Blocks) != 2 || doc.Slice(doc.Blocks[1].Span) != "Ok" {
		t.Errorf("blocks %v", doc.Blocks)
	}
}

func TestReadErrors(t *testing.T) {
	for name, text := range map[string]string{
		"columns":  "1\tAnn\n",
		"id":       "2\tAnn\t_\t_\t_\t_\t0\troot\t_\t_\n",
		"head":     "1\tAnn\t_\t_\t_\t_\tx\troot\t_\t_\n",
		"far head": "1\tAnn\t_\t_\t_\t_\t7\tobj\t_\t_\n",
		"range":    "1-3\tAnn\t_\t_\t_\t_\t_\t_\t_\t_\n1\tAnn\t_\t_\t_\t_\t0\troot\t_\t_\n\n",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: error %v, want one with a line", name, err)
		}
	}
}
