# Keben: what one does here. `make` explains itself.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO ?= go
# Where a missing tool is a failure and not a skipped test.
KEBEN_CI ?= $(if $(filter true,$(CI)),1,)
export KEBEN_CI
FUZZTIME ?= 60s
# The second opinion on the program text, at a fixed version: a new one may find more.
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
# What finds functions that nothing reaches.
DEADCODE ?= golang.org/x/tools/cmd/deadcode@v0.52.0
# What meets the disk, the network or the terminal, and so differs under Windows.
WINE_PACKAGES ?= ./internal/crew ./internal/publish

.PHONY: help
help: ## say what can be done here
	@echo "Keben: one folder of Markdown and YAML becomes a website and typeset PDFs."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \2/p' $(MAKEFILE_LIST) | awk '{ printf "  make %-10s", $$2; $$1 = $$2 = ""; sub(/^ +/, ""); print $$0 }'

.PHONY: book
book: ## build this repository's own book into public/
	$(GO) run ./cmd/keben build .

.PHONY: manual
manual: ## build the manual, itself a book, into docs/manual/public/
	$(GO) run ./cmd/keben build docs/manual

.PHONY: test
test: ## run every test; says which tools it lacks (KEBEN_CI=1: lacking one is a failure)
	@bash .ci/tools
	$(GO) vet ./... ./.ci/mutants
	@unformatted=$$(gofmt -l cmd internal templates .ci); if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	@bash .ci/test

.PHONY: bench
bench: ## measure a whole build stage by stage, a save, the parts, and hostile books (KEBEN_BOOK=DIR: with another book)
	@GO="$(GO)" bash .ci/bench
	@$(GO) test -run '^$$' -bench '^BenchmarkSave$$' -benchmem ./internal/press | grep '^Benchmark'
	@$(GO) test -run '^$$' -bench . -skip '^Benchmark(Cold|ColdPDF|EditPDF|EditPage|Save|Hostile)$$' -benchmem ./... | grep '^Benchmark'
	@$(MAKE) --no-print-directory hostile

.PHONY: hostile
hostile: ## print what hostile books cost, and mark those over 2 seconds or 500 MB (HOSTILE=REGEXP for some)
	@$(GO) build -o bin/keben ./cmd/keben
	@KEBEN_BINARY="$(CURDIR)/bin/keben" KEBEN_HOSTILE="$(HOSTILE)" $(GO) test -run '^$$' -bench '^BenchmarkHostile$$' -benchtime 1x -timeout 2h ./cmd/keben | grep -E '^[ !] |books,'

.PHONY: steps
steps: ## count the steps of reading, checking and building what is deep, wide or never closed, and twice as much of it
	$(GO) test -tags steps -v -count=1 -timeout 60m -run '^TestTwiceTheTextIsLessThanThreeTimesTheSteps$$' ./cmd/keben

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

# What make mutants draws from and how much; SINCE=REVISION draws from changed lines only.
PACKAGES ?= ./internal/...
N ?= 200
SEED ?= 1
SINCE ?=
AGAIN ?=
FLOOR ?= 80

.PHONY: mutants
mutants: ## change the program at N random places, print what no test sees (PACKAGES, N=200, SEED=1, SINCE=REVISION, AGAIN=FILE)
	@$(GO) run ./.ci/mutants -n $(N) -seed $(SEED) -floor $(FLOOR) $(if $(SINCE),-since $(SINCE)) $(if $(AGAIN),-again $(AGAIN)) $(PACKAGES)

.PHONY: fuzz
fuzz: ## fuzz every target for a minute (FUZZTIME=10s for less, FUZZ=REGEXP for some, FUZZPARALLEL=N workers)
	@GO="$(GO)" FUZZTIME="$(FUZZTIME)" bash .ci/fuzz

.PHONY: race
race: ## run every test under the race detector; prints what fails
	@GO="$(GO)" bash .ci/race

.PHONY: cross
cross: ## build and vet for the other systems, tests included
	@GO="$(GO)" bash .ci/cross

.PHONY: wine
wine: ## build the book under Wine and compare its bytes; run there the tests of what meets the disk
	@GO="$(GO)" bash .ci/wine book
	@GO="$(GO)" bash .ci/wine go-test $(WINE_PACKAGES)

.PHONY: faults
faults: ## kill builds at every system call, at random, and on a full disk; takes minutes (KEBEN_KILLS=50 for less)
	$(GO) test -tags faults -run '^TestFaults' -count 1 -timeout 120m -v ./cmd/keben | grep -v '^=== '

.PHONY: lint
lint: ## gofmt, vet, staticcheck, and functions that nothing reaches
	@unformatted=$$(gofmt -l cmd internal templates .ci); if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	$(GO) vet ./... ./.ci/mutants
	@if $(GO) run $(STATICCHECK) -version >/dev/null 2>&1; then $(GO) run $(STATICCHECK) ./... ./.ci/mutants; \
	else echo "staticcheck could not be downloaded: skipped"; [ "$$KEBEN_CI" != 1 ]; fi
	@GO="$(GO)" DEADCODE="$(DEADCODE)" bash .ci/deadcode

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
	find public docs/manual/public -mindepth 1 ! -name .gitignore -delete
	$(GO) clean -testcache
