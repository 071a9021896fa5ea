package explorer

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts headless Chromium, or skips the test where there is none.
func browser(t *testing.T) []chromedp.ExecAllocatorOption {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
				chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
		}
	}
	t.Skip("no Chromium on this machine: the page is not tested in a browser")
	return nil
}

// TestPage does in a real browser what people do: look, search, expand,
// filter, ask, read evidence, find a path. With DOSSIER_SCREENSHOTS it writes
// pictures of each step into that directory.
func TestPage(t *testing.T) {
	opts := browser(t)
	web := httptest.NewServer(sampleServer(t, Options{}))
	defer web.Close()
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	defer stop()
	ctx, cancel := chromedp.NewContext(alloc)
	defer cancel()

	shots := os.Getenv("DOSSIER_SCREENSHOTS")
	shot := func(name string) chromedp.Action {
		return chromedp.Tasks{chromedp.Sleep(50 * time.Millisecond), chromedp.ActionFunc(func(ctx context.Context) error {
			if shots == "" {
				return nil
			}
			var png []byte
			if err := chromedp.CaptureScreenshot(&png).Do(ctx); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(shots, name+".png"), png, 0o644)
		})}
	}
	// eval waits until an expression of the page holds.
	eval := func(expr string) chromedp.Action {
		return chromedp.Poll(expr, nil, chromedp.WithPollingTimeout(20*time.Second))
	}
	// press clicks inside the page: what it draws anew between finding an element
	// and clicking it would lose a click from outside.
	press := func(selector string) chromedp.Action {
		return chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).click()`, selector), nil)
	}
	var cardText, drawerText, understood string
	var shown, filtered int
	steps := []struct {
		name string
		do   chromedp.Action
	}{
		{"open", chromedp.Tasks{emulation.SetDeviceMetricsOverride(1400, 850, 1, false), chromedp.Navigate(web.URL), eval(`cy.nodes().length > 20`), chromedp.Sleep(300 * time.Millisecond), shot("overview")}},
		{"search", chromedp.Tasks{chromedp.SendKeys("#search", "burn"), eval(`!document.getElementById('hits').hidden`), shot("search"), chromedp.SendKeys("#search", "\r"),
			eval(`!document.getElementById('card').hidden && cy.getElementById('person/william-burns').nonempty()`), chromedp.Text("#card", &cardText), chromedp.Sleep(600 * time.Millisecond), shot("card")}},
		{"expand", chromedp.Tasks{chromedp.Evaluate(`expand('person/vladimir-putin')`, nil), eval(`cy.getElementById('person/joe-biden').nonempty()`), chromedp.Evaluate(`cy.edges(':visible').length`, &shown), chromedp.Sleep(600 * time.Millisecond), shot("expanded")}},
		{"filter", chromedp.Tasks{press(`#statuses input[value=planned]`), eval(`state.off.statuses.has('planned')`), eval(`cy.edges('[status="planned"]').every(e => !e.visible())`), chromedp.Evaluate(`cy.edges(':visible').length`, &filtered), press(`#statuses input[value=planned]`)}},
		{"evidence", chromedp.Tasks{chromedp.Evaluate(`showCard('person/william-burns')`, nil), eval(`document.querySelector('#cardbody .say')`), press(`#cardbody .fact q`), eval(`!document.getElementById('drawer').hidden && document.getElementById('sentence')`), chromedp.Text("#sentence", &drawerText), shot("evidence")}},
		{"ask", chromedp.Tasks{chromedp.KeyEvent("\x1b"), chromedp.SetValue("#question", "Who met Putin?"), chromedp.Click("#ask button"), eval(`document.getElementById('understood')`), chromedp.Text("#understood", &understood), chromedp.Sleep(300 * time.Millisecond), shot("ask")}},
		{"path", chromedp.Tasks{chromedp.Click("#pathbutton"), eval(`document.getElementById('pathform')`), chromedp.SendKeys("#pathfrom", "Kendall-Taylor"), chromedp.SendKeys("#pathto", "Putin"), chromedp.Click("#pathform button"), eval(`cy.$('.onpath').length > 1`), chromedp.Sleep(300 * time.Millisecond), shot("path")}},
		{"link", chromedp.Tasks{chromedp.Evaluate(`location.hash.includes('path=')`, new(bool)), chromedp.Reload(), eval(`cy.$('.onpath').length > 1`)}},
		{"dark", chromedp.Tasks{chromedp.Click("#theme"), eval(`document.documentElement.dataset.theme === 'dark'`), shot("dark")}},
	}
	for _, s := range steps {
		if err := chromedp.Run(ctx, s.do); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
	}
	if !strings.Contains(cardText, "Moscow") || !strings.Contains(cardText, "traveled to") {
		t.Errorf("the card of Burns lacks his journey: %s", cardText)
	}
	if filtered >= shown {
		t.Errorf("without planned facts %d edges are visible, with them %d", filtered, shown)
	}
	if !strings.Contains(drawerText, "Burns") {
		t.Errorf("the evidence is %q", drawerText)
	}
	if !strings.Contains(understood, "relation is meets and object is Vladimir Putin") {
		t.Errorf("the question was %q", understood)
	}
}
