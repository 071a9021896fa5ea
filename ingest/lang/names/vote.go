package names

import "dossier/ingest/document"

// What the other places of an article say about a word's type. After a first
// pass every capitalised word has, for each type, the sum of its probabilities
// over all its places that show it; the second pass adds to each label the
// logarithm of the share that its type has elsewhere in the article, as a
// prior (compare the token-majority features of Krishnan and Manning 2006).
const (
	voteWeight = 1.0 // of the article's evidence against the sentence's own
	voteFloor  = 1.5 // pseudo-observations spread over all types
	votePlain  = 1.0
	voteTitle  = 0.25 // weight of a place in a headline
)

// votes are the sums for one word; the last is for no name at all.
type votes [numTypes + 1]float32

// vote adds what the sentence's marginals say to the words' votes.
func (f *Finder) vote(ws *workspace, sent document.Sentence, n int) {
	for i := range n {
		w := &ws.words[int(sent.First)+i]
		if w.seen < 0 || !w.kind.isCap() {
			continue
		}
		weight := float32(votePlain)
		if w.sent != plainCase {
			weight = voteTitle
		}
		v := f.ballot(ws, w, i, weight)
		ws.ballots[int(sent.First)+i] = v
		sum := &ws.votes[w.seen]
		for t := range sum {
			sum[t] += v[t]
		}
	}
}

// ballot is what token i of the sentence contributes.
func (f *Finder) ballot(ws *workspace, w *word, i int, weight float32) (v votes) {
	total := 0.0
	var p [numTypes + 1]float64
	for l := range numLabels {
		m := float64(ws.alpha[i*numLabels+l] * ws.beta[i*numLabels+l])
		total += m
		if l == outside {
			p[numTypes] += m
			continue
		}
		t, pos := typeOf(l), posOf(l)
		// within longer names only people's words stand for the whole, and
		// the first word of an organization ("Acme" of "Acme Holdings")
		if t == document.Person || pos == unit || t == document.Organization && pos == begin && w.lex&(isPlaceMod|isOrgWord|isCity|isCountry|isRegion|isOrgHead) == 0 {
			p[t] += m
		}
	}
	if total <= 0 {
		return v
	}
	for t := range v {
		v[t] = float32(p[t]/total) * weight
	}
	return v
}

// prior adds the article's evidence to the emissions of token i, leaving out
// the token's own vote.
func (f *Finder) prior(ws *workspace, w *word, i int, own *votes) {
	sum := ws.votes[w.seen]
	total := float32(0)
	for t := range sum {
		sum[t] = max(sum[t]-own[t], 0)
		total += sum[t]
	}
	if total < 0.2 {
		return
	}
	emit := ws.emit[i*numLabels : (i+1)*numLabels]
	var bonus [numTypes + 1]int32
	for t, s := range sum {
		share := float64((s + voteFloor/(numTypes+1)) / (total + voteFloor))
		bonus[t] = -int32(float64(voteWeight * float64(f.negLog(share))))
	}
	for l := range emit {
		if l == outside {
			emit[l] += bonus[numTypes]
		} else {
			emit[l] += bonus[typeOf(l)]
		}
	}
}

// negLog returns -scale × ln p, for 0 < p ≤ 1, by searching the table of
// exponentials.
func (f *Finder) negLog(p float64) int {
	lo, hi := 0, len(f.exps)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.exps[mid] > p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
