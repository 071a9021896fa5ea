package ingest

import (
	"os/exec"
	"path"
	"sort"
	"strings"
	"testing"
)

// policy is the table of the design: which of this module's packages each
// package may import. "/..." stands for all below; a package may always
// import what lies below itself. Packages named nowhere may import nothing of
// ours, so that a new one has to be entered here.
var policy = []struct{ pkg, may string }{
	{"cmd/...", "..."},
	{"ingest/document", ""},
	{"ingest/source", ""},
	{"ingest/article", "ingest/document"},
	{"ingest/lang/...", "ingest/document ingest/lang/..."},
	{"ingest/when/...", "ingest/document"},
	{"ingest/refer/...", "ingest/document"},
	{"ingest/facts/...", "ingest/document graph/ontology"},
	{"ingest", "ingest/..."},
	{"graph/ontology", ""},
	{"graph", "graph/ontology"},
	{"graph/record", "ingest/document graph graph/ontology ingest"},
	{"graph/resolve/...", "graph graph/ontology"},
	{"graph/quads/...", "graph graph/ontology graph/storetest graph/quads/..."},
	{"graph/storetest", "graph graph/ontology"},
	{"graph/export/...", "graph graph/ontology"},
	{"queries/ask/...", "graph graph/... queries ingest/lang/... ingest/facts ingest/document ingest/when ingest/refer"},
	{"queries/scale", "..."}, // a command that measures
	{"queries/...", "graph graph/ontology graph/export queries/..."},
	{"testdata/...", "..."},
}

// TestImportPolicy holds the table against the real imports, as Go's own
// go/build/deps_test.go does. Tests of a package may import more.
func TestImportPolicy(t *testing.T) {
	if testing.Short() {
		t.Skip("runs go list")
	}
	cmd := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	const module = "dossier/"
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		f := strings.Fields(line)
		pkg := strings.TrimPrefix(f[0], module)
		may, ok := allowed(pkg)
		sort.Strings(f[1:])
		for _, imp := range f[1:] {
			ours, is := strings.CutPrefix(imp, module)
			if !is || strings.HasPrefix(ours, pkg+"/") {
				continue
			}
			if !ok {
				t.Errorf("%s imports %s, but is not in the table of policy_test.go", pkg, ours)
			} else if !matches(may, ours) {
				t.Errorf("%s may not import %s (only: %s)", pkg, ours, may)
			}
		}
	}
}

func allowed(pkg string) (string, bool) {
	for _, p := range policy {
		if matches(p.pkg, pkg) {
			return p.may, true
		}
	}
	return "", false
}

func matches(list, pkg string) bool {
	for _, pat := range strings.Fields(list) {
		if pat == "..." || pat == pkg {
			return true
		}
		if base, ok := strings.CutSuffix(pat, "/..."); ok && (pkg == base || strings.HasPrefix(pkg, path.Clean(base)+"/")) {
			return true
		}
	}
	return false
}

// TestPolicyMatching shows that the matcher refuses.
func TestPolicyMatching(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		want     bool
	}{
		{"ingest/when", "ingest/lang", false},
		{"ingest/facts", "graph/ontology", true},
		{"ingest/facts", "graph", false},
		{"ingest/lang/names", "ingest/lang/linear", true},
		{"queries", "ingest/lang", false},
		{"queries/ask", "ingest/lang", true},
		{"graph/quads/pebblestore", "graph/record", false},
	} {
		may, ok := allowed(c.pkg)
		if got := ok && matches(may, c.imp); got != c.want {
			t.Errorf("%s → %s: %v, want %v", c.pkg, c.imp, got, c.want)
		}
	}
}
