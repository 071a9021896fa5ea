package article

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/ingest/document"
)

func TestBadPages(t *testing.T) {
	pdf, err := os.ReadFile("../../testdata/articles/gdynia-wind-terminal.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		page Page
		want Reason
	}{
		{"nothing", Page{Bytes: nil}, Empty},
		{"white space", Page{Bytes: []byte(" \n\t\ufeff\n")}, Empty},
		{"a menu", Page{Bytes: []byte("<html><body><nav>Home</nav><script>x</script></body></html>")}, Empty},
		{"zip", Page{Bytes: []byte("PK\x03\x04rest")}, Binary},
		{"noise", Page{Bytes: []byte(strings.Repeat("\x00\x01\x02\xff", 50))}, Binary},
		{"half a PDF", Page{Bytes: pdf[:len(pdf)/2]}, Truncated},
		{"a damaged PDF", Page{Bytes: []byte("%PDF-1.4\nrubbish\nstartxref\n9\n%%EOF")}, Unreadable},
		{"French", Page{Bytes: []byte("Le ministre a dit que la réforme est nécessaire pour les familles et qu'elle sera votée dans les prochains jours par une majorité.")}, NotEnglish},
		{"Greek", Page{Bytes: []byte("Ο πρωθυπουργός συναντήθηκε με τον πρόεδρο στην Αθήνα.")}, NotEnglish},
		{"too large", Page{Bytes: make([]byte, MaxBytes+1)}, TooLarge},
	} {
		c.page.Name = c.name
		var doc document.Document
		err := Read(c.page, &doc)
		var e *Error
		if !errors.As(err, &e) || e.Reason != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
			continue
		}
		if strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), c.name+": ") {
			t.Errorf("%s: not one line with its name: %q", c.name, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ name, content, data string }{
		{"UTF-8 with mark", "", "\ufeffThe café of Renée Müller was sold to the bank on Friday."},
		{"Latin-1", "", "The caf\xe9 of Ren\xe9e M\xfcller was sold to the bank on Friday."},
		{"named by the server", "text/plain; charset=iso-8859-1", "The caf\xe9 of Ren\xe9e M\xfcller was sold to the bank on Friday."},
		{"named by the page", "", "<html><head><meta charset=\"windows-1252\"></head><body><p>The caf\xe9 of Ren\xe9e M\xfcller was sold to the bank on Friday.</p></body></html>"},
		{"UTF-16", "", "\xff\xfe" + strings.Join(strings.Split("The cafe of Renee was sold to the bank on Friday.", ""), "\x00") + "\x00"},
	} {
		var doc document.Document
		if err := Read(Page{Name: c.name, Bytes: []byte(c.data), ContentType: c.content}, &doc); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		want := "The café of Renée Müller was sold to the bank on Friday."
		if c.name == "UTF-16" {
			want = "The cafe of Renee was sold to the bank on Friday."
		}
		if doc.Text != want {
			t.Errorf("%s: %q", c.name, doc.Text)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"18 November 2021", "2021-11-18"},
		{"November 18, 2021", "2021-11-18"},
		{"Nov. 18, 2021", "2021-11-18"},
		{"Tuesday, 18th of November, 2021", "2021-11-18"},
		{"Thu, 7 Oct 2021 06:30:00 +0100", "2021-10-07"},
		{"2021-11-18T09:30:00+02:00", "2021-11-18"},
		{"2021/11/18", "2021-11-18"},
		{"18.11.2021", "2021-11-18"},
		{"18/11/2021", "2021-11-18"},
		{"11/18/2021", "2021-11-18"},
		{"05/06/2021", "2021-06-05"},
		{"05/06/2021, 3:15 PM", "2021-05-06"},
		{"18 de noviembre de 2021", "2021-11-18"},
		{"18. listopada 2021", "2021-11-18"},
		{"18 novembre 2021", "2021-11-18"},
		{"November 2021", "2021-11"},
		{"Published March 4, 2022 at 5:30 PM EST", "2022-03-04"},
		{"Room 4 of 2021 seats", ""},
		{"32 March 2021", "2021-03"},
		{"2021-13-40", ""},
		{"Oscar won 18 matches", ""},
	} {
		got := ""
		if d := dates(c.line); len(d) > 0 {
			got = d[0].iso
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestBylines(t *testing.T) {
	for _, c := range []struct{ line, authors, outlet string }{
		{"By Hanna Brodsky, Companies Editor", "Hanna Brodsky", ""},
		{"By Jane Roe and John Doe", "Jane Roe; John Doe", ""},
		{"Words by Ana María de la Cruz", "Ana María de la Cruz", ""},
		{"Irina Savu, The Danube Post", "Irina Savu", "The Danube Post"},
		{"By Jane Roe for The Outer Times", "Jane Roe", "The Outer Times"},
		{"Petra Sand in Helsinki and Rui Faria in Lisbon, Baltic Commerce Daily", "Petra Sand; Rui Faria", "Baltic Commerce Daily"},
		{"By Lt. Gen. Peter van der Meer, staff writer", "Lt. Gen. Peter van der Meer", ""},
		{"BY MARIA O’NEILL", "Maria O’Neill", ""},
		{"By Will May", "Will May", ""},
		{"By Perry Baker Jr.", "Perry Baker Jr.", ""},
		{"ByJ.R. Stone", "J.R. Stone", ""},
		{"Biden Meets Putin in Geneva", "", ""},
		{"By Monday", "Monday", ""},
		{"Yahya al-Masri (Beirut) / Lea Kern", "Yahya al-Masri; Lea Kern", ""},
	} {
		b := parseByline(c.line)
		if c.line == "By Monday" { // decided by the line's place, not here
			continue
		}
		if got := strings.Join(b.authors, "; "); got != c.authors || b.outlet != c.outlet {
			t.Errorf("%q: %q of %q, want %q of %q", c.line, got, b.outlet, c.authors, c.outlet)
		}
	}
}

func TestDatelines(t *testing.T) {
	for _, c := range []struct{ text, rest, agency string }{
		{"GENEVA, June 16 (Northwire) — The two met.", "The two met.", "Northwire"},
		{"BEIRA, Mozambique, Feb. 18, 2021 (Atlas Wire) -- Relief began.", "Relief began.", "Atlas Wire"},
		{"TORONTO--(BUSINESS WIRE)--Maple Grain bought it.", "Maple Grain bought it.", "BUSINESS WIRE"},
		{"MURMANSK, March 4. /NORTHTASS/. The mayors met.", "The mayors met.", "NORTHTASS"},
		{"Colombo, March 4 (Island Wire): Workers rest.", "Workers rest.", "Island Wire"},
		{"WASHINGTON – The senate voted.", "The senate voted.", ""},
		{"NEW YORK/LONDON, May 3 (Northwire) - Shares fell.", "Shares fell.", "Northwire"},
		{"TACLOBAN, Philippines, 9 July 2019. The clinic opened.", "The clinic opened.", ""},
		{"ACME lost money in 2019. The firm closed.", "", ""},
		{"Helvag, the Zurich-based maker – founded in 1921 – was sold.", "", ""},
		{"The mayor – a lawyer – resigned.", "", ""},
		{"Note: the count goes on.", "", ""},
	} {
		n, agency, _ := dateline(c.text)
		rest := ""
		if n > 0 {
			rest = c.text[n:]
		}
		if rest != c.rest || agency != c.agency {
			t.Errorf("%q: rest %q of %q, want %q of %q", c.text, rest, agency, c.rest, c.agency)
		}
	}
}

func TestLineEnds(t *testing.T) {
	for _, c := range []struct {
		before, after string
		keep          bool
	}{
		{"the chief execu", "tive resigned", false},
		{"the anti", "corruption agency", true},
		{"the Zurich", "based maker", true},
		{"the firm Dressler", "Haupt", true},
		{"a spokes", "woman for it", false},
		{"the vice", "president of it", true},
	} {
		if got := keepHyphen(c.before, c.after); got != c.keep {
			t.Errorf("%s-|%s: keep %v", c.before, c.after, got)
		}
	}
}

func TestTablesFailWithTheirLine(t *testing.T) {
	for _, c := range []struct{ file, bad, want string }{
		{"patterns.txt", "rubbish any 3 x", `patterns.txt:1: unknown kind "rubbish"`},
		{"patterns.txt", "# c\nnoise any 3 (", "patterns.txt:2: "},
		{"patterns.txt", "noise any x y", "patterns.txt:1: number of words"},
		{"words.txt", "no colon", "words.txt:1: want SET: words"},
		{"months.txt", "13: smarch", "months.txt:1: want NUMBER: names"},
		{"function.txt", "x", "function.txt:1: want LANGUAGE: words"},
	} {
		_, err := loadTables(func(name string) (string, error) {
			if name == c.file {
				return c.bad, nil
			}
			b, err := tableFiles.ReadFile("tables/" + name)
			return string(b), err
		})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s with %q: %v", c.file, c.bad, err)
		}
	}
	if _, err := loadHTMLRules("drop tag x\nshout tag y"); err == nil || !strings.HasPrefix(err.Error(), `html.txt:2: unknown action "shout"`) {
		t.Errorf("html.txt: %v", err)
	}
}

func TestSampleArticles(t *testing.T) {
	files, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d sample articles, %v", len(files), err)
	}
	for _, f := range files {
		if filepath.Ext(f) == ".jsonl" {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		page := Page{Name: filepath.Base(f), Bytes: data}
		var doc document.Document
		if err := Read(page, &doc); err != nil {
			t.Error(err)
			continue
		}
		checkOrigin(t, page, &doc)
		if a := doc.Article; a.Title == "" || a.Published == "" || a.Publisher == "" || a.Hash == "" {
			t.Errorf("%s: incomplete: %+v", f, [3]string{a.Title, a.Published, a.Publisher})
		}
	}
}

func TestHashIsOfNameAndText(t *testing.T) {
	hash := func(name, text string) string {
		var doc document.Document
		if err := Read(Page{Name: name, Bytes: []byte(text)}, &doc); err != nil {
			t.Fatal(err)
		}
		return doc.Article.Hash
	}
	a := hash("a", "The mayor resigned on Friday.")
	if a != hash("a", "The mayor resigned on Friday.\n\n") {
		t.Error("white space at the end changes the hash")
	}
	if a == hash("b", "The mayor resigned on Friday.") || a == hash("a", "The mayor resigned on Monday.") {
		t.Error("two articles have one hash")
	}
}

// FuzzRead holds for any bytes: no panic, an error of one line or a document
// whose map leads back to the page, and the same again on a second reading.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		data, _, _ = cutPage(data)
		f.Add(data, uint8(0))
	}
	f.Add([]byte("From: a <b@c>\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/html\n\n<p>The end of the &amp; world\n--q--"), uint8(2))
	f.Add([]byte("# T\n\n- a \\* b\n> &eacute; c\n\n1. x ![i](j) <b>k</b>\n\n|a|b|\n|-|-|\n|c|d|\n"), uint8(3))
	formats := []string{"", "html", "mail", "markdown", "text"}
	f.Fuzz(func(t *testing.T, data []byte, format uint8) {
		page := Page{Name: "fuzz", Bytes: data, Format: formats[int(format)%len(formats)]}
		var doc, again document.Document
		err := Read(page, &doc)
		err2 := Read(page, &again)
		if describe(&doc, err) != describe(&again, err2) {
			t.Fatal("two readings differ")
		}
		if err != nil {
			return
		}
		checkOrigin(t, page, &doc)
	})
}

// cutPage cuts a golden file's page out.
func cutPage(data []byte) (page, want []byte, ok bool) {
	s := string(data)
	i := strings.Index(s, "--\n")
	j := strings.Index(s, "\n-- want --")
	if i < 0 || j < i {
		return data, nil, false
	}
	return []byte(s[i+3 : j]), []byte(s[j:]), true
}

func BenchmarkReadText(b *testing.B) { benchmarkRead(b, "../../testdata/articles/hamburg-trial.txt") }
func BenchmarkReadHTML(b *testing.B) {
	benchmarkRead(b, "../../testdata/articles/tribunal-faroes.html")
}

func benchmarkRead(b *testing.B, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var doc document.Document
	for b.Loop() {
		doc.Reset()
		if err := Read(Page{Name: "b", Bytes: data}, &doc); err != nil {
			b.Fatal(err)
		}
	}
}
