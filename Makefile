# Every target sets the machine up the first time. What a person types (LANG, DOC, …) reaches the program as SIXFOLD_LANG, … in
# its environment, letter for letter: $(value …) keeps make from expanding it, and no recipe has it in its text, where a shell
# would carry it out. src/sixfold/cli.py says what the words mean, and what is wrong with them.

WORDS := LANG DOC EDITION PROOF FUZZY STRICT DEEP REQUIRE COUNT JOBS MARKS BLEED FOLD IMPOSE ICC CONDITION BY UNIT REVISED SINCE DATE TEXT LANGS AGAIN FILE ACCEPT REJECT BESIDE PAGES CLUSTER STORE
$(foreach word,$(WORDS),$(eval export override SIXFOLD_$(word) := $$(value $(word))))
export override SIXFOLD_LANG_ORIGIN := $(origin LANG)
unexport $(WORDS)
override PYTHON := $(value PYTHON)
export PYTHON

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
commands := pdf all proof watch status check update facts find revise queries press preflight verify release handover changes corrigendum reissue pot import
.PHONY: $(commands) help doctor setup lint test quick validate fidelity test-fresh bench measure-code measure-orders measure-proof measure-cluster plant sheet \
	pictures clean again

sixfold := .venv/bin/sixfold
python := .venv/bin/python
ready := .venv/.ready
tools := .venv/.ready-tools
served := .venv/.ready-proof
clustered := .venv/.ready-cluster

help: ## print these lines
	@echo 'make TARGET [LANG=fr] [DOC=A/66/398] [EDITION=archive] [PROOF=1] [FUZZY=1] [STRICT=1] [DEEP=1] [JOBS=2]'
	@echo 'LANG is one of ar en es fr ru zh (LANGS="fr zh": several); DOC is a symbol, a slug or a path in seeds/ (default: all); EDITION is screen or archive.'
	@awk -F ':.*## ' '/^## / { printf "\n%s:\n", substr($$0, 4) } /^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' Makefile

## For translators
pdf: ## write build/SLUG.LANG.pdf in one language, LANG (BESIDE=en: another one beside it, for revisers; PAGES=alternate)
all: ## write the PDFs in all six languages
status: ## show how much is translated (REQUIRE=100: exit code 1 where anything is missing; COUNT=1, SINCE=v1: words for a contract)
check: ## check the translations against the source (DEEP=1: spelling, too)
update: ## update the catalogs from the seeds
facts: ## write what each unit of DOC states in six languages, and where they differ: a page to sign, and JSON
find: ## find a text, or a unit by its address, in all documents (TEXT="trafficking in persons"; LANGS="fr zh")
revise: ## mark translations as revised (DOC=A/66/398 BY=AB; UNIT=annex.op.2: that unit alone)
queries: ## list what translators ask the author, over all languages
proof: $(served) ## show the pages in a browser, the catalog beside them: type a word, see it on the page
watch: $(served) ## write the PDFs of LANG again whenever a seed, a catalog or a template is saved
doctor: ## report what is missing on this machine, and what to do
	@$(if $(wildcard $(ready)),$(sixfold),bash src/setup/setup.sh) doctor

## For publishers
press: ## write PDF/X-4 for the print shop (MARKS=1 BLEED=3 FOLD=4 IMPOSE=booklet ICC=press.icc CONDITION=FOGRA39)
preflight: ## check whether the PDFs in build/ are fit for screen, archive and press
verify: ## build an archive edition again from the seed and catalogs inside it, and compare (FILE=A-66-398.fr.pdf)
release: ## make every edition in build/release/, all or nothing (LANGS="en fr": others join later; REVISED=1 AGAIN=1)
handover: ## put the editions, catalogs, findings and queries of LANG in build/handover/, with a page that says what is whole
changes: ## list what changed since an earlier version (SINCE=HEAD~1; LANG=fr: in French); make pdf SINCE=HEAD~1 prints it
corrigendum: ## begin the corrigendum of DOC from what changed in it (SINCE=HEAD DATE=2011-11-14)
import: ## write the seed of a Word file or PDF (FILE=report.docx; ACCEPT="changes comments" REJECT=…), or with LANG fill its catalog
reissue: ## begin the reissue of DOC, with asterisk and footnote (DATE=2011-10-12)

$(commands): $(ready) $(if $(value CLUSTER),$(clustered))
	@$(sixfold) --from-make $@

## For developers
pot: ## extract the units of the seeds into the templates locales/SLUG.pot
setup: ## set the machine up again, from nothing (PYTHON=python3.12 chooses the Python)
	@rm -rf .venv
	@bash src/setup/setup.sh run
lint: $(tools) ## check style and types
	@$(python) -m ruff check .
	@$(python) -m mypy
test: $(tools) ## run every test, two at a time for each core: many wait for processes
	@$(python) -m pytest -n $$((2 * $$(nproc))) --dist worksteal
quick: $(tools) ## run the tests that take less than half a second each
	@$(python) -m pytest -n $$((2 * $$(nproc))) --dist worksteal -m 'not slow and not libreoffice'
validate: $(tools) ## validate all editions with veraPDF, and compare the text copied out of them with the source
	@bash src/setup/setup.sh verapdf
	@cd tests && ../$(python) -m measure.validate
fidelity: $(tools) ## compare the page with real documents, line by line (WORD=FOLDER: Word files with their PDFs)
	@cd tests && ../$(python) -m measure.$(if $(value WORD),word_fidelity "$(abspath $(WORD))",fidelity)
test-fresh: ## run `make pdf LANG=fr` and `make test` in an empty Debian (as root; SUITE=trixie for another)
	@bash src/setup/test-fresh.sh
bench: $(tools) ## measure everything beside the plain weasyprint command, in one table (BENCH="pages proof": these; `make test` is the last)
	@cd tests && exec ../$(python) -m measure.bench
measure-proof: $(tools) ## half an hour of edits in a proof: does anything grow? (MINUTES=5)
	@cd tests && ../$(python) -m measure.proof
measure-cluster: $(tools) ## are all editions there while workers of a cluster are killed? (EDITIONS=300 KILL=20)
	@cd tests && ../$(python) -m measure.cluster
measure-orders: $(tools) ## 100,000 orders with workers that only pretend to print: what the pipeline itself bears
	@cd tests && ../$(python) -m measure.orders
measure-code: $(tools) ## count modules, lines, long functions and what one PDF loads
	@cd tests && ../$(python) -m measure.code
plant: $(tools) ## put mistakes into copies of the catalogs, and count what `make check` finds
	@cd tests && ../$(python) -m measure.bench.plant
sheet: $(tools) all ## draw docs/first-pages.png, the picture of the README
	@$(python) src/drawing/sheet.py docs/first-pages.png $(foreach code,ar zh en fr ru es,build/A-66-398.$(code).pdf)
pictures: $(tools) ## draw the pictures of docs/translating.md (windows: where Poedit and a virtual screen are installed)
	@cd tests && ../$(python) -m measure.draw_guide ../docs/pictures
clean: ## remove build/
	@rm -rf build

inputs := pyproject.toml src/setup/constraints.txt src/setup/setup.sh src/sixfold/data/faces.toml src/sixfold/data/press.toml

$(ready): $(inputs)
	@bash src/setup/setup.sh run $(inputs)
$(tools): $(ready)
	@bash src/setup/setup.sh tools $(ready)
$(served): $(ready)
	@bash src/setup/setup.sh proof $(ready)
$(clustered): $(ready)
	@bash src/setup/setup.sh cluster $(ready)

# A virtual environment holds absolute paths: one that was moved here, or whose Python is gone, is made again.
ifneq ($(wildcard $(ready)),)
ifneq ($(file < $(ready))|$(if $(realpath $(python)),found),$(CURDIR)|found)
$(ready): again
endif
endif
