package dateparser

import "testing"

func TestParse(t *testing.T) {
	var p Parser
	for text, want := range map[string]string{
		"March 7, 2021":                   "2021-03-07",
		"7 March 2021":                    "2021-03-07",
		"Mar 7, 2021 10:30":               "2021-03-07",
		"2021-03-07T10:30:00Z":            "2021-03-07",
		"Sun, 07 Mar 2021 10:30:00 +0000": "2021-03-07",
		"2021":                            "",
		"March 2021":                      "",
		"03/07/2021":                      "", // month or day first: ambiguous
		"12345678901234567890":            "",
		"call 555 1234":                   "",
		"":                                "",
		"\xff\xfe 2021":                   "",
	} {
		got := ""
		if d, err := p.Parse(nil, text); err == nil {
			got = d.Time.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("March 7, 2021")
	f.Fuzz(func(t *testing.T, text string) {
		var p Parser
		d, err := p.Parse(nil, text)
		if err == nil && (d.Time.Year() < 1900 || d.Time.Year() > 2100) {
			t.Errorf("%q: %v", text, d.Time)
		}
	})
}
