# The targets of the two older systems, each as its Pagetune command. `make help` lists them.
# Variables: SECT_FILTER (regular expression on section folders), DATA_SRC (source folder), PROJECT (project folder), REPO (of the Hub).

PROJECT ?= .
DATA_SRC ?=
SECT_FILTER ?=
REPO ?=
# In this repository the built program; elsewhere the installed one.
PAGETUNE ?= $(if $(wildcard dist/src/cli/main.js),node dist/src/cli/main.js,npx pagetune)

SOURCES = $(if $(DATA_SRC),"$(DATA_SRC)")
OPTIONS = --project "$(PROJECT)" $(if $(SECT_FILTER),--section-filter "$(SECT_FILTER)")

.DEFAULT_GOAL := help
.PHONY: help all quick regen-qa refilter finalize status clean clean-all clean-qa clean-classify \
	inventory prepare preprocess ocr blocks classify classify-validate \
	generate-qa generate-qa-html generate-qa-images extract_html \
	filter-qa deduplicate-qa quality-control split emit hf_prep autotrain_prep synthetic_val validate \
	upload upload_help

help: ## this list
	@grep -hE '^[a-zA-Z_ -]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /\t/' | expand -t 46

all: ## everything that is out of date
	$(PAGETUNE) run $(SOURCES) $(OPTIONS)

quick: ## from classification on; pages are taken as read
	$(PAGETUNE) run $(SOURCES) $(OPTIONS) --from classify

regen-qa: ## write all questions anew, and everything after them
	$(PAGETUNE) run $(SOURCES) $(OPTIONS) --from generate --force

refilter: ## sort the pairs again after a change of thresholds; nothing is written anew
	$(PAGETUNE) refilter $(SOURCES) --project "$(PROJECT)"

finalize: ## split, export, report, validate
	$(PAGETUNE) run $(SOURCES) $(OPTIONS) --from split --force
	$(PAGETUNE) validate --project "$(PROJECT)"

status: ## how far each stage is, and what failed
	$(PAGETUNE) status --project "$(PROJECT)"

clean: ## delete work/
	$(PAGETUNE) clean --project "$(PROJECT)"

clean-all: ## delete work/ and data/
	$(PAGETUNE) clean --all --project "$(PROJECT)"

clean-qa: ## delete the questions and what was made of them; decisions and datasets stay
	rm -rf "$(PROJECT)/work/generate" "$(PROJECT)/work/check" "$(PROJECT)/work/deduplicate" "$(PROJECT)/work/split"

clean-classify: ## delete the classification and the indices
	rm -rf "$(PROJECT)/work/classify" "$(PROJECT)/work/classified" "$(PROJECT)/work/indices"

inventory: ## list the source files
	$(PAGETUNE) inventory $(SOURCES) $(OPTIONS)

prepare: ## page pictures
	$(PAGETUNE) prepare $(SOURCES) $(OPTIONS)

preprocess: ## upright, level copies for reading
	$(PAGETUNE) run $(SOURCES) $(OPTIONS) --until clean

ocr: ## words
	$(PAGETUNE) read $(SOURCES) $(OPTIONS)

blocks: ## headings, steps, notes, tables
	$(PAGETUNE) structure $(SOURCES) $(OPTIONS)

classify: ## kinds of pages, and index pages
	$(PAGETUNE) classify $(SOURCES) $(OPTIONS)

classify-validate: ## classification of ten pages from different sections
	$(PAGETUNE) classify $(SOURCES) $(OPTIONS) --sample-validation

generate-qa: ## questions of all pages
	$(PAGETUNE) generate $(SOURCES) $(OPTIONS)

generate-qa-images: generate-qa ## the same: one stage writes the questions of pictures and of HTML

generate-qa-html extract_html: ## questions of the HTML sheets alone
	$(PAGETUNE) generate $(SOURCES) $(OPTIONS) --only "**/*.{html,htm}"

filter-qa: ## verdicts on each pair
	$(PAGETUNE) check $(SOURCES) $(OPTIONS)

deduplicate-qa quality-control: ## verdicts, then one pair of each fact
	$(PAGETUNE) deduplicate $(SOURCES) $(OPTIONS)

split: ## training and validation
	$(PAGETUNE) split $(SOURCES) $(OPTIONS)

emit hf_prep autotrain_prep synthetic_val: ## the datasets, in all formats
	$(PAGETUNE) export $(SOURCES) $(OPTIONS)

validate: ## each dataset by its trainer's loading rules
	$(PAGETUNE) validate --project "$(PROJECT)"

upload: ## to the Hugging Face Hub; wants REPO=USER/NAME
	$(PAGETUNE) publish --project "$(PROJECT)" --repo "$(REPO)"

upload_help: ## what would be uploaded; wants REPO=USER/NAME
	$(PAGETUNE) publish --project "$(PROJECT)" --repo "$(REPO)" --dry-run
