# What each target does: make help
CORPORA ?= ../shared/corpora
GOLD    ?= ../shared/eval/dev
GO      ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help build test lint demo train eval eval-facts bench bench-store scale exports-check faults fuzz cover tour

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

build: ## compile bin/dossier
	@mkdir -p bin
	$(GO) build -trimpath -ldflags="-s -w" -o bin/dossier ./cmd/dossier

demo: build ## set up and do the main job: read testdata/articles into demo.db, ask it, draw demo.svg
	@rm -rf demo.db
	./bin/dossier --db demo.db ingest testdata/articles
	./bin/dossier --db demo.db ask "Who met Putin?"
	./bin/dossier --db demo.db ask "Where did Burns travel?"
	./bin/dossier --db demo.db path "Andrea Kendall-Taylor" "Vladimir Putin"
	./bin/dossier --db demo.db export --format svg --around Putin --depth 2 -o demo.svg
	@echo "The store is demo.db, the picture demo.svg; try: ./bin/dossier --db demo.db show Burns"

test: ## run all tests
	$(GO) test ./...

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l cmd graph ingest queries); if [ -n "$$unformatted" ]; then echo "not gofmt-ed:" $$unformatted; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

train: ## train all models from CORPORA and report their accuracy
	$(GO) run ./cmd/dossier-train train -corpora $(CORPORA)
	$(GO) run ./cmd/dossier-train eval -corpora $(CORPORA)

eval: ## accuracy of the language core on the development parts of CORPORA
	$(GO) run ./cmd/dossier-train eval -corpora $(CORPORA)

eval-facts: build ## accuracy of the facts on the gold articles in GOLD
	./bin/dossier extract --format jsonl --no-progress $$(ls $(GOLD)/* | grep -v -e gold.json -e README) > bin/predicted.jsonl
	python3 $(GOLD)/../score.py $(GOLD) bin/predicted.jsonl

bench: ## speed of the pipeline and of the commands
	$(GO) test -run '^$$' -bench . -benchmem ./ingest/... ./cmd/dossier

bench-store: ## the store beside Cayley's bolt backend, a million quads
	cd graph/quads/bench && $(GO) run . -n $${QUADS:-1000000}

scale: ## asking and exporting on a generated store of FACTS facts (default a million)
	$(GO) run ./queries/scale -facts $${FACTS:-1000000}

exports-check: ## read every export back with the tool or library it is for
	$(GO) test -count=1 -run ReadBack ./graph/export/...

faults: ## kill, full disk and failing writes, many times over
	DOSSIER_FAULTS=200 $(GO) test -count=1 -timeout 60m -run 'WriteErrors|Final|Killed|Damaged|FullDisk' ./graph/quads/...

fuzz: ## every fuzz target for FUZZTIME (default 30s)
	@for pkg in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$pkg | grep ^Fuzz); do echo "$$pkg $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $${FUZZTIME:-30s} $$pkg || exit 1; done; done

tour: build ## rerun the commands of the README and write down what they print
	./docs/tour.sh

cover: ## test coverage by package
	$(GO) test -cover ./...
