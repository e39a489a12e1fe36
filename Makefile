# Keben: what one does here. `make` explains itself.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO ?= go
# Where a missing tool is a failure and not a skipped test.
KEBEN_CI ?= $(if $(filter true,$(CI)),1,)
export KEBEN_CI
FUZZTIME ?= 60s

.PHONY: help
help: ## say what can be done here
	@echo "Keben: one folder of Markdown and YAML becomes a website and typeset PDFs."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \2/p' $(MAKEFILE_LIST) | awk '{ printf "  make %-10s", $$2; $$1 = $$2 = ""; sub(/^ +/, ""); print $$0 }'

.PHONY: book
book: ## build this repository's own book into public/
	$(GO) run ./cmd/keben build .

.PHONY: test
test: ## run every test; says which tools it lacks (KEBEN_CI=1: lacking one is a failure)
	@bash .ci/tools
	$(GO) vet ./...
	@unformatted=$$(gofmt -l cmd internal templates); if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	@bash .ci/test

.PHONY: bench
bench: ## measure a whole build stage by stage, a save, and the parts (KEBEN_BOOK=DIR: with another book)
	@GO="$(GO)" bash .ci/bench
	@$(GO) test -run '^$$' -bench '^BenchmarkSave$$' -benchmem ./internal/press | grep '^Benchmark'
	@$(GO) test -run '^$$' -bench . -skip '^(BenchmarkCold|BenchmarkSave)$$' -benchmem ./... | grep '^Benchmark'

.PHONY: steps
steps: ## count the steps of reading, checking and building what is deep, wide or never closed, and twice as much of it
	KEBEN_STEPS=1 $(GO) test -v -count=1 -timeout 60m -run '^TestTwiceTheTextIsLessThanThreeTimesTheSteps$$' ./cmd/keben

.PHONY: golden
golden: ## rewrite the golden files; read the change with git diff
	KEBEN_UPDATE=1 $(GO) test ./...

# Where the specimen goes.
SPECIMEN ?= public/specimen.pdf

.PHONY: specimen
specimen: ## set every typographic rule as an example, as one PDF (SPECIMEN=file)
	$(GO) run ./cmd/keben specimen $(SPECIMEN)

.PHONY: fonts
fonts: ## make the fonts in templates/fonts again from their pinned sources
	bash templates/fonts/make.sh

.PHONY: licences
licences: ## gather the licences of all that is compiled in, for keben licences
	KEBEN_UPDATE=1 $(GO) test -count=1 -run TestTheLicencesAreThoseOfWhatIsLinked ./cmd/keben

.PHONY: fuzz
fuzz: ## fuzz every target for a minute each (FUZZTIME=10s for less)
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' cmd internal | sort | while IFS=: read -r file func; do \
		echo "== $$file $${func#func }"; \
		$(GO) test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$${func#func }$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x; \
	done

.PHONY: faults
faults: ## kill builds at every system call, at random, and on a full disk; takes minutes (KEBEN_KILLS=50 for less)
	$(GO) test -tags faults -run '^TestFaults' -count 1 -timeout 120m -v ./cmd/keben | grep -v '^=== '

.PHONY: lint
lint: ## gofmt, vet, and staticcheck where it is installed
	@unformatted=$$(gofmt -l cmd internal templates); if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	@if command -v staticcheck >/dev/null; then staticcheck ./...; else echo "staticcheck is not installed: skipped"; fi

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
	find public -mindepth 1 ! -name .gitignore -delete
	$(GO) clean -testcache
