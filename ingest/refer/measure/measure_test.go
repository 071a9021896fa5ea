package measure

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/ingest/document"
)

// A document of two sentences: "Ann Roe met Bo . She smiled ."
var gumText = strings.Join([]string{
	"# newdoc id = small",
	"# newpar",
	"1\tAnn\tAnn\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-cf1-_-1,2-coref-Ann_Roe",
	"2\tRoe\tRoe\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)",
	"3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_",
	"4\tBo\tBo\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=(2-person-new-cf2-_-1-sgl)|SpaceAfter=No",
	"5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_",
	"",
	"1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-cf1-_-1-ana)",
	"2\tsmiled\tsmile\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No",
	"3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_",
	"", "",
}, "\n")

func readSmall(t *testing.T) []Sample {
	t.Helper()
	path := filepath.Join(t.TempDir(), "small.conllu")
	if err := os.WriteFile(path, []byte(gumText), 0o600); err != nil {
		t.Fatal(err)
	}
	samples, err := ReadGUM(path)
	if err != nil {
		t.Fatal(err)
	}
	return samples
}

func TestReadGUM(t *testing.T) {
	samples := readSmall(t)
	if len(samples) != 1 {
		t.Fatalf("%d samples", len(samples))
	}
	s := samples[0]
	if err := s.Doc.Check(); err != nil {
		t.Fatal(err)
	}
	if want := "Ann Roe met Bo. She smiled."; strings.TrimSpace(s.Doc.Text) != want {
		t.Errorf("text %q, want %q", s.Doc.Text, want)
	}
	if len(s.Doc.Names) != 2 || s.Doc.Slice(s.Doc.Names[0].Span) != "Ann Roe" {
		t.Errorf("names %v", s.Doc.Names)
	}
	if len(s.Gold) != 3 {
		t.Fatalf("%d gold mentions, want 3", len(s.Gold))
	}
	for i, g := range []Gold{
		{First: 3, End: 4, Head: 3, Type: document.Person, Entity: 2, Kind: Named},
		{First: 0, End: 2, Head: 0, Type: document.Person, Entity: 1, Kind: Named},
		{First: 5, End: 6, Head: 5, Type: document.Person, Entity: 1, Kind: Pronominal},
	} {
		found := false
		for _, have := range s.Gold {
			found = found || have == g
		}
		if !found {
			t.Errorf("gold %d is missing: %+v in %+v", i, g, s.Gold)
		}
	}
}

func TestReadGUMRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"fields":  "# newdoc id = x\n1\tAnn\tAnn\n",
		"head":    strings.Replace(gumText, "\t3\tnsubj", "\tthree\tnsubj", 1),
		"bracket": strings.Replace(gumText, "Entity=1)", "Entity=1", 1),
		"entity":  strings.Replace(gumText, "(2-person-new-cf2-_-1-sgl)", "(2-person)", 1),
	} {
		path := filepath.Join(t.TempDir(), "bad.conllu")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadGUM(path); err == nil || !strings.Contains(err.Error(), "bad.conllu:") {
			t.Errorf("%s: error %v names no line", name, err)
		}
	}
}

// TestMeasure gives one right and one wrong answer and checks the figures by hand.
func TestMeasure(t *testing.T) {
	answer := func(she int32) func(*document.Document) error {
		return func(doc *document.Document) error {
			doc.Entities = []document.Entity{{Name: "Ann Roe", Type: document.Person}, {Name: "Bo", Type: document.Person}}
			doc.Mentions = []document.Mention{
				{First: 0, End: 2, Head: 0, Entity: 0},
				{First: 3, End: 4, Head: 3, Entity: 1},
				{First: 5, End: 6, Head: 5, Entity: she, Kind: document.PronounMention},
			}
			return nil
		}
	}
	right, err := Measure(readSmall(t), answer(0))
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := Measure(readSmall(t), answer(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  float64
		want float64
	}{
		{"right pronouns", right.Pronouns.F1(), 1},
		{"right B-cubed", right.CubedAll.F1(), 1},
		{"wrong pronouns", wrong.Pronouns.F1(), 0},
		// Ann: P 1, R 1/2; Bo: P 1/2, R 1; she: P 1/2, R 1/2.
		{"wrong B-cubed", wrong.CubedAll.F1(), 2.0 / 3},
		{"names", wrong.CubedNamed.F1(), 1},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestReadDocRED(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.json")
	text := `[{"title": "small", "sents": [["Ann", "Roe", "'s", "dog", "."], ["Roe", "smiled", "."]],
		"vertexSet": [[{"pos": [0, 2], "sent_id": 0, "type": "PER"}, {"pos": [0, 1], "sent_id": 1, "type": "PER"}],
		[{"pos": [3, 4], "sent_id": 0, "type": "MISC"}]]}]`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	samples, err := ReadDocRED(path)
	if err != nil {
		t.Fatal(err)
	}
	s := samples[0]
	if err := s.Doc.Check(); err != nil {
		t.Fatal(err)
	}
	if s.Doc.Text != "Ann Roe's dog. Roe smiled. " || len(s.Gold) != 2 || s.Gold[1].First != 5 {
		t.Errorf("text %q, gold %+v", s.Doc.Text, s.Gold)
	}
}
