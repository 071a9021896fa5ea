package neural

// Trees finds best trees; the zero value is ready, and its buffers are reused.
// Not safe for concurrent use.
type Trees struct {
	score        []int64 // (n+1)×(n+1), [head][dependent]; 0 is the root
	from, to     []int16 // the arc between words that a (contracted) arc stands for
	alive        []bool
	head         []int16 // heads of the level in work, then saved on the stack
	final        []int16
	mark         []int16
	stack, owner []int16
	n            int
}

// rootCost makes every arc from the root so dear that the best tree has one.
const rootCost = 1 << 44

// Best sets heads[i] to the head of word i, -1 for the root, such that the sum
// of scores is the greatest of all trees with one root. score(i, j) is that of
// head j for word i, j = -1 the root; among equal trees the result is fixed.
// Where every word's own best head makes a tree, that is the answer; otherwise
// the algorithm of Chu & Liu (1965) and Edmonds (1967), as in McDonald et al.
// 2005. scores is n rows of stride int32s: the n heads, then the root.
func (t *Trees) Best(scores []int32, stride, n int, heads []int32) {
	if n == 0 {
		return
	}
	roots := 0
	for i := range n {
		row := scores[i*stride:][: n+1 : n+1]
		best, at := row[n], int32(-1)
		for j, s := range row[:n] {
			if s > best && j != i {
				best, at = s, int32(j)
			}
		}
		heads[i] = at
		if at < 0 {
			roots++
		}
	}
	if roots == 1 && t.acyclic(heads[:n]) {
		return
	}
	t.load(scores, stride, n)
	t.contract()
	for i := range n {
		heads[i] = int32(t.final[i+1]) - 1
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)[:n]
	}
	return s[:n]
}

func (t *Trees) acyclic(heads []int32) bool {
	t.mark = grow(t.mark, len(heads)+1)
	clear(t.mark)
	for i := range heads {
		at := int32(i)
		for at >= 0 && t.mark[at] == 0 {
			t.mark[at] = int16(i + 1)
			at = heads[at]
		}
		if at >= 0 && t.mark[at] == int16(i+1) {
			return false
		}
	}
	return true
}

func (t *Trees) load(scores []int32, stride, n int) {
	w := n + 1
	t.n = w
	t.score, t.from, t.to = grow(t.score, w*w), grow(t.from, w*w), grow(t.to, w*w)
	t.alive, t.head, t.final = grow(t.alive, w), grow(t.head, w), grow(t.final, w)
	t.owner, t.mark = grow(t.owner, w), grow(t.mark, w)
	t.stack = t.stack[:0]
	for h := range w {
		t.alive[h], t.final[h], t.owner[h] = true, -1, int16(h)
		for d := range w {
			t.from[h*w+d], t.to[h*w+d] = int16(h), int16(d)
			switch {
			case d == 0 || h == d:
				t.score[h*w+d] = 0
			case h == 0:
				t.score[d] = int64(scores[(d-1)*stride+n]) - rootCost
			default:
				t.score[h*w+d] = int64(scores[(d-1)*stride+h-1])
			}
		}
	}
}

// contract finds every word's best head, makes one node of a cycle, solves
// what is left and opens the cycle where the solution enters it.
func (t *Trees) contract() {
	w := t.n
	for d := 1; d < w; d++ {
		if !t.alive[d] {
			continue
		}
		best := -1
		for h := range w {
			if h != d && t.alive[h] && (best < 0 || t.score[h*w+d] > t.score[best*w+d]) {
				best = h
			}
		}
		t.head[d] = int16(best)
	}
	first := t.cycle()
	if first < 0 {
		for d := 1; d < w; d++ {
			if t.alive[d] {
				at := int(t.head[d])*w + d
				t.final[t.to[at]] = t.from[at]
			}
		}
		return
	}

	// The stack keeps this level: the nodes of the cycle with their heads, and
	// the owner of each word before they became one.
	base := len(t.stack)
	weight := int64(0)
	for at := first; ; {
		h := t.head[at]
		t.stack = append(t.stack, at, h)
		weight += t.score[int(h)*w+int(at)]
		if at = h; at == first {
			break
		}
	}
	end := len(t.stack)
	t.stack = append(t.stack, t.owner[:w]...)
	for i := base; i < end; i += 2 {
		t.alive[t.stack[i]] = false
	}
	rep := int(first)
	for v := range w {
		if !t.alive[v] {
			continue
		}
		out, in := -1, -1
		var bestOut, bestIn int64
		for i := base; i < end; i += 2 {
			c, h := int(t.stack[i]), int(t.stack[i+1])
			if s := t.score[c*w+v]; out < 0 || s > bestOut {
				out, bestOut = c, s
			}
			if s := weight + t.score[v*w+c] - t.score[h*w+c]; in < 0 || s > bestIn {
				in, bestIn = c, s
			}
		}
		t.score[rep*w+v], t.from[rep*w+v], t.to[rep*w+v] = bestOut, t.from[out*w+v], t.to[out*w+v]
		t.score[v*w+rep], t.from[v*w+rep], t.to[v*w+rep] = bestIn, t.from[v*w+in], t.to[v*w+in]
	}
	t.alive[rep] = true
	for d := 1; d < w; d++ {
		for i := base; i < end; i += 2 {
			if t.owner[d] == t.stack[i] {
				t.owner[d] = first
				break
			}
		}
	}
	t.contract()
	owner := t.stack[end : end+w]
	entered := int16(-1)
	for d := 1; d < w && entered < 0; d++ {
		if t.final[d] < 0 {
			continue
		}
		for i := base; i < end; i += 2 {
			if owner[d] == t.stack[i] {
				entered = owner[d]
				break
			}
		}
	}
	for i := base; i < end; i += 2 {
		c, h := t.stack[i], t.stack[i+1]
		if c != entered {
			at := int(h)*w + int(c)
			t.final[t.to[at]] = t.from[at]
		}
	}
	t.stack = t.stack[:base]
}

// cycle returns a node of a cycle among the heads, -1 when there is none.
func (t *Trees) cycle() int16 {
	clear(t.mark[:t.n])
	for i := 1; i < t.n; i++ {
		if !t.alive[i] {
			continue
		}
		at := int16(i)
		for at != 0 && t.mark[at] == 0 {
			t.mark[at] = int16(i)
			at = t.head[at]
		}
		if at != 0 && t.mark[at] == int16(i) {
			return at
		}
	}
	return -1
}
