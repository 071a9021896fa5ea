package lang

import (
	"bytes"
	"strings"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/lang/conllu"
	"dossier/ingest/lang/model"
)

// treebank is a small one of our own; every sentence stands three times, so
// that the lexicon takes its words.
var treebank = strings.Repeat(`# newdoc
# newpar
1	Ann	Ann	PROPN	NNP	_	2	nsubj	_	_
2	sings	sing	VERB	VBZ	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

1	The	the	DET	DT	_	2	det	_	_
2	dogs	dog	NOUN	NNS	_	3	nsubj	_	_
3	barked	bark	VERB	VBD	_	0	root	_	_
4	at	at	ADP	IN	_	5	case	_	_
5	Bo	Bo	PROPN	NNP	_	3	obl	_	SpaceAfter=No
6	!	!	PUNCT	.	_	3	punct	_	_

1	Mr.	Mr.	PROPN	NNP	_	2	nmod:desc	_	_
2	Roe	Roe	PROPN	NNP	_	4	nsubj	_	_
3	was	be	AUX	VBD	_	4	cop	_	_
4	better	good	ADJ	JJR	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

`, 3)

func trained(t *testing.T, seed uint64) []byte {
	t.Helper()
	docs, err := conllu.Read(strings.NewReader(treebank))
	if err != nil {
		t.Fatal(err)
	}
	sections, err := Training{Seed: seed}.Train(docs)
	if err != nil {
		t.Fatal(err)
	}
	file, err := model.Encode(sections)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTrainingIsReproducible(t *testing.T) {
	if !bytes.Equal(trained(t, 7), trained(t, 7)) {
		t.Error("two trainings with the same seed give different bytes")
	}
}

func TestTrainedOnLittle(t *testing.T) {
	a, err := Open(trained(t, 1), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	doc := document.Document{Text: "Mr. Roe barked. Ann was better!"}
	if err := a.Segment(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Sentences) != 2 {
		t.Errorf("%d sentences, want 2", len(doc.Sentences))
	}
	st := newState()
	for _, c := range []struct {
		form, want string
		tag        document.Tag
		xtag       document.XTag
	}{
		{"better", "good", document.ADJ, document.JJR},
		{"barked", "bark", document.VERB, document.VBD},
		{"dogs", "dog", document.NOUN, document.NNS},
		{"was", "be", document.AUX, document.VBD},
		{"The", "the", document.DET, document.DT},
	} {
		st.words = st.words[:0]
		w, _ := makeWord(c.form, nil)
		st.words = append(st.words, w)
		st.finishWords(a.lex)
		if got := a.lemmas.lemma(st, c.form, &st.words[0], tagPair{c.tag, c.xtag}); got != c.want {
			t.Errorf("lemma of %s is %q, want %q", c.form, got, c.want)
		}
	}
}

func TestFindScript(t *testing.T) {
	for _, c := range []struct {
		form, lemma string
		fold        caseFold
		cut         int
		add         string
	}{
		{"Running", "run", lowerCase, 4, ""},
		{"cities", "city", lowerCase, 3, "y"},
		{"BUSH", "Bush", titleCase, 0, ""},
		{"AP", "AP", keepCase, 0, ""},
		{"6,606", "6606", noCommas, 0, ""},
		{"went", "go", lowerCase, 4, "go"},
	} {
		got := findScript(c.form, c.lemma)
		if want := (script{c.fold, c.cut, c.add}); got != want {
			t.Errorf("%s → %s: %+v, want %+v", c.form, c.lemma, got, want)
		}
		if out, ok := got.apply(nil, c.form); !ok || string(out) != c.lemma {
			t.Errorf("%s → %s: applied it gives %q", c.form, c.lemma, out)
		}
	}
}
