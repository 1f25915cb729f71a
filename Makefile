# The face of Sixfold. Every target does its own set-up, once; what a target does is in `.venv/bin/sixfold --help`.
#
# What a person types (LANG, DOC, …) is read with $(value …) and reaches a recipe as a checked word or as an exported
# variable: never as text of a recipe, where a shell, or make itself, would carry it out.

LANGUAGES := ar en es fr ru zh
EDITIONS := screen archive
PSEUDO := qps qpr

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help pdf all press release preflight update pot status check doctor setup lint test verify test-fresh bench bench-catalogs plant mutants fidelity sheet pictures clean again

sixfold := .venv/bin/sixfold
python := .venv/bin/python
ready := .venv/.ready
tools := .venv/.ready-tools

# ---- LANG: typed, one of the six codes in either case or a locale name that begins with one (fr_FR.UTF-8) ----

lower = $(subst P,p,$(subst Q,q,$(subst A,a,$(subst E,e,$(subst F,f,$(subst H,h,$(subst N,n,$(subst R,r,$(subst S,s,$(subst U,u,$(subst Z,z,$(1))))))))))))
named = $(if $(filter $(1) $(1)_% $(1)-% $(1).% $(1)@%,$(call lower,$(2))),$(1))
language_of = $(if $(filter 1,$(words $(1))),$(strip $(foreach code,$(LANGUAGES),$(call named,$(code),$(1)))))

language := $(call language_of,$(value LANG))
typed :=
ifeq ($(origin LANG),command line)
ifeq ($(MAKECMDGOALS),pdf)
language := $(or $(language),$(filter $(PSEUDO),$(if $(filter 1,$(words $(value LANG))),$(call lower,$(value LANG)))))
endif
ifeq ($(language),)
$(error LANG=$(value LANG) is none of the six languages: $(LANGUAGES) (make pdf also takes $(PSEUDO)))
endif
typed := --lang $(language)
endif

# LANG is also the environment's. Only pdf looks at that one; and no recipe should see a language that is no locale.
unexport LANG

# ---- DOC, EDITORIAL, REQUIRE, EDITION, PROOF, STRICT, DEEP, JOBS, PYTHON ----

override DOC := $(value DOC)
override PYTHON := $(value PYTHON)
override EDITORIAL := $(value EDITORIAL)
override REQUIRE := $(value REQUIRE)
override JOBS := $(value JOBS)
export DOC PYTHON EDITORIAL REQUIRE JOBS
proof := $(if $(filter-out 0,$(value PROOF)),--proof)
strict := $(if $(filter-out 0,$(value STRICT)),--strict)
edition := $(if $(filter 1,$(words $(value EDITION))),$(filter $(EDITIONS),$(value EDITION)))
ifneq ($(value EDITION),$(edition))
$(error EDITION=$(value EDITION) is none of the editions: $(EDITIONS))
endif
edition := $(edition:%=--edition %)
ifneq ($(filter press,$(MAKECMDGOALS)),)
ifneq ($(edition)$(proof),)
$(error make press takes neither EDITION nor PROOF: what goes to press is an edition of its own)
endif
endif
deep := $(if $(filter-out 0,$(value DEEP)),--deep)
unexport PROOF STRICT EDITION DEEP
jobs := $${JOBS:+--jobs="$$JOBS"}
document := $${DOC:+-- "$$DOC"}

# ---- MARKS, BLEED, FOLD, IMPOSE, ICC, CONDITION: what a print shop orders (make press) ----

override BLEED := $(value BLEED)
override FOLD := $(value FOLD)
override IMPOSE := $(value IMPOSE)
override ICC := $(value ICC)
override CONDITION := $(value CONDITION)
export BLEED FOLD IMPOSE ICC CONDITION
marks := $(if $(filter-out 0,$(value MARKS)),--marks)
unexport MARKS
order := $(marks) $${BLEED:+--bleed-mm="$$BLEED"} $${FOLD:+--fold="$$FOLD"} $${IMPOSE:+--impose="$$IMPOSE"} $${ICC:+--profile="$$ICC"} \
	$${CONDITION:+--condition="$$CONDITION"}

# ---- targets ----

help: ## print these lines
	@echo 'make TARGET [LANG=fr] [DOC=A/66/398] [EDITION=archive] [PROOF=1] [STRICT=1] [DEEP=1] [JOBS=2]'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile
	@echo 'LANG is one of $(LANGUAGES); DOC is a symbol, a slug or a path in seeds/, and without it all of them are meant; EDITION is one of $(EDITIONS).'

pdf: $(ready) ## write build/SLUG.LANG.pdf in one language (LANG, else the environment's, else English)
	@$(if $(language),,echo 'LANG names none of $(LANGUAGES): writing English (make pdf LANG=fr writes French)' >&2)
	@$(sixfold) pdf --lang $(or $(language),en) $(edition) $(strict) $(proof) $(jobs) $(document)

all: $(ready) ## write the PDFs in all six languages
	@$(sixfold) pdf $(typed) $(edition) $(strict) $(proof) $(jobs) $(document)

press: $(ready) ## write PDF/X-4 for the print shop (MARKS=1 BLEED=3 FOLD=4 IMPOSE=booklet ICC=press.icc)
	@$(sixfold) press $(typed) $(order) $(document)

release: $(ready) ## make every edition in all six languages in build/release/, all or nothing
	@$(sixfold) release $(document)

preflight: $(ready) ## tell whether the PDFs in build/ are fit for screen, archive and press
	@$(sixfold) preflight

update: $(ready) ## extract the texts of the seeds and merge them into the catalogs
	@$(sixfold) update $(typed) $${EDITORIAL:+--editorial="$$EDITORIAL"} $(document)

pot: $(ready) ## extract the texts of the seeds into locales/SLUG.pot
	@$(sixfold) extract $(document)

status: $(ready) ## show how far each translation is
	@$(sixfold) status $(typed) $${REQUIRE:+--require="$$REQUIRE"} $(document)

check: $(ready) ## check the translations (DEEP=1: spelling, too)
	@$(sixfold) check $(typed) $(deep) $(document)

doctor: ## tell what Sixfold needs of this machine, found or missing, with the remedy
	@$(if $(wildcard $(ready)),$(sixfold),bash src/setup/setup.sh) doctor

setup: ## do the set-up again, from nothing (PYTHON=python3.12 chooses the Python)
	@rm -rf .venv
	@bash src/setup/setup.sh run

lint: $(tools) ## check style and types
	@$(python) -m ruff check .
	@$(python) -m mypy

test: $(tools) ## run every test
	@$(python) -m pytest

verify: $(tools) ## hold all editions against veraPDF, and the text copied out of them against its source
	@bash src/setup/setup.sh verapdf
	@$(python) tests/verify.py

test-fresh: ## prove `make pdf LANG=fr` and `make test` in an empty Debian (as root; SUITE=trixie for another)
	@bash src/setup/test-fresh.sh

bench: $(tools) ## measure, beside the plain weasyprint command and rivals (BENCH=long: 3,000 editions, too)
	@cd tests && ../$(python) -m bench $(if $(filter long,$(value BENCH)),--long)

bench-catalogs: $(tools) ## measure status, update and check on 100 and on 1,000 documents, the first time and again
	@cd tests && ../$(python) -m bench.catalogs

plant: $(tools) ## plant mistakes in copies of the catalogs, and count what check finds
	@$(python) tests/bench/plant.py

mutants: $(tools) ## feed preflight with 10,000 broken PDFs, and print the worst time and memory
	@$(python) tests/bench/mutants.py

fidelity: $(tools) ## hold the page against real documents, line for line
	@$(python) tests/fidelity.py

sheet: $(tools) all ## draw docs/first-pages.png, the picture of the README
	@$(python) -m sixfold.tools.draw_sheet docs/first-pages.png $(foreach code,ar zh en fr ru es,build/A-66-398.$(code).pdf)

pictures: $(tools) ## draw the pictures of docs/translating.md (windows: where Poedit and a virtual screen are installed)
	@$(python) tests/draw_guide.py docs/pictures

clean: ## remove build/
	@rm -rf build

# ---- set-up, done once ----

inputs := pyproject.toml src/setup/constraints.txt src/setup/setup.sh src/sixfold/data/faces.toml src/sixfold/data/press.toml

$(ready): $(inputs)
	@bash src/setup/setup.sh run $(inputs)

$(tools): $(ready)
	@bash src/setup/setup.sh tools $(ready)

# A virtual environment holds absolute paths. One that was moved here, or whose Python is gone, is made again.
ifneq ($(wildcard $(ready)),)
ifneq ($(file < $(ready))|$(if $(realpath $(python)),found),$(CURDIR)|found)
$(ready): again
endif
endif
