package explorer

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/queries"
)

// crowd is a server over a generated graph with hubs, or over the store that
// DOSSIER_STORE names.
func crowd(t *testing.T, entities, facts int) *Server {
	t.Helper()
	if path := os.Getenv("DOSSIER_STORE"); path != "" {
		store, err := quads.Open(t.Context(), path, quads.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
		return NewServer(queries.New(store), nil, Options{})
	}
	store, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	random := rand.New(rand.NewPCG(1, 2))
	types := []string{"person", "organization", "place", "event"}
	relations := []string{"meets", "works for", "criticizes", "supports", "traveled to"}
	r := graph.Record{Article: graph.Article{IRI: "article/crowd", File: "crowd.txt", Published: "2024-01-01", Hash: "crowd", Text: "Everybody met everybody."}}
	for i := range entities {
		typ := types[i%len(types)]
		id := graph.IRI(fmt.Sprintf("%s/e%d", typ, i))
		r.Entities = append(r.Entities, graph.Entity{IRI: id, Type: typ, Name: fmt.Sprintf("Entity %d", i)})
		r.Mentions = append(r.Mentions, graph.Mention{Entity: id, Start: 0, End: 9})
	}
	for i := range facts {
		// The cube of an even choice makes hubs of the first.
		a, b := random.Float64(), random.IntN(entities)
		s := int(a * a * a * float64(entities))
		if s == b {
			b = (b + 1) % entities
		}
		r.Facts = append(r.Facts, graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%05d", i)), Subject: r.Entities[s].IRI, Object: r.Entities[b].IRI, Relation: relations[i%len(relations)],
			Status: []string{graph.Happened, graph.Happened, graph.Planned}[i%3], Time: fmt.Sprintf("%d", 2000+i%25), Confidence: 0.9, Article: r.Article.IRI, Published: "2024-01-01",
			Evidence: []graph.Evidence{{Sentence: "Everybody met everybody.", Start: 0, End: 24}}})
	}
	if err := store.Put(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	return NewServer(queries.New(store), nil, Options{})
}

// TestCrowded shows some thousand edges in a real browser and does with them
// what people do; how long each step took is logged, not judged.
func TestCrowded(t *testing.T) {
	opts := browser(t)
	web := httptest.NewServer(crowd(t, 1000, 5000))
	defer web.Close()
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	defer stop()
	ctx, cancel := chromedp.NewContext(alloc)
	defer cancel()
	ctx, late := context.WithTimeout(ctx, 90*time.Second)
	defer late()

	// drawn waits for the frame after what was asked for.
	const drawn = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`
	step := func(name, script string, into any) {
		t.Helper()
		from := time.Now()
		if into == nil {
			script += "; undefined"
		}
		for _, s := range []string{script, drawn} {
			if err := chromedp.Run(ctx, chromedp.Evaluate(s, into, awaited)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			into = nil
		}
		t.Logf("%-10s %v", name, time.Since(from).Round(time.Millisecond))
		if dir := os.Getenv("DOSSIER_SCREENSHOTS"); dir != "" {
			var png []byte
			if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&png)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "crowded-"+name+".png"), png, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	from := time.Now()
	if err := chromedp.Run(ctx, emulation.SetDeviceMetricsOverride(1400, 850, 1, false), chromedp.Navigate(web.URL+"/#limit=1000"),
		chromedp.Poll(`window.cy && cy.nodes().length > 500`, nil, chromedp.WithPollingTimeout(60*time.Second))); err != nil {
		t.Fatal(err)
	}
	var edges, planned, near int
	step("open", `cy.edges().length`, &edges)
	t.Logf("%d edges, drawn after %v", edges, time.Since(from).Round(time.Millisecond))
	step("pan", `cy.panBy({ x: 120, y: 80 })`, nil)
	step("zoom", `cy.zoom({ level: cy.zoom() * 3, renderedPosition: { x: 500, y: 400 } })`, nil)
	step("fit", `document.getElementById('fit').click()`, nil)
	step("filter", `document.querySelector('#statuses input[value=planned]').click()`, nil)
	if err := chromedp.Run(ctx, chromedp.Evaluate(`cy.edges('[status="planned"]:visible').length`, &planned)); err != nil {
		t.Fatal(err)
	}
	step("unfilter", `document.querySelector('#statuses input[value=planned]').click()`, nil)
	step("select", `cy.nodes().max(n => n.degree()).ele.select()`, nil)
	step("expand", `expand(cy.nodes().max(n => n.degree()).ele.id()).then(() => 1)`, &near)
	step("layout", `document.getElementById('layout').click()`, nil)
	step("near", `cy.zoom({ level: 1, position: cy.nodes(':selected').position() }); cy.center(cy.nodes(':selected')); cy.nodes(':selected').length`, &near)
	if edges < 3000 {
		t.Errorf("%d edges are shown, want some thousand", edges)
	}
	if planned != 0 {
		t.Errorf("%d planned facts are visible after they were filtered out", planned)
	}
	if near != 1 {
		t.Errorf("%d nodes are selected after one was expanded", near)
	}
}

// awaited waits for the promise that a script gives.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
