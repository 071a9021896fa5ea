package names

import "dossier/ingest/document"

// What the closed lists say beside the field's weights, in natural logarithms
// of odds. The field learns from names of its training text whose types are
// told by what stands around them, and is then less sure of a country or of
// the World Bank in a sentence that tells nothing.
const (
	countryOdds  = 1.2
	knownOrgOdds = 1.5
)

// lists adds to the emissions of a sentence what the lists of countries and of
// known organizations of several words say.
func (f *Finder) lists(ws *workspace, sent document.Sentence) {
	country, org := int32(countryOdds*f.model.scale), int32(knownOrgOdds*f.model.scale)
	for i := sent.First; i < sent.End; i++ {
		w := &ws.words[i]
		first, odds := 0, int32(0)
		switch {
		case w.phrase&isKnownOrg != 0:
			first, odds = label(document.Organization, begin), org
		case (w.lex|w.phrase)&isCountry != 0 && w.kind == capital:
			first, odds = label(document.Place, begin), country
		default:
			continue
		}
		emit := ws.emit[int(i-sent.First)*numLabels+first:][:4]
		for l := range emit {
			emit[l] += odds
		}
	}
}
