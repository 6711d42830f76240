# Two commands: `make run` opens the demo, `make test` runs everything. Both install what they can.

# Outside the tree, so that a fresh clone finds what an earlier one built.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
export CARGO_TARGET_DIR ?= $(CACHE)/baton/target

MODULES := web/node_modules/.package-lock.json
PAGES := web/node_modules/.pages-built
PAGE_SOURCES := $(shell find web -type f \
	-not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*')

.DEFAULT_GOAL := help
.PHONY: help run test check tools-build tools-test always

help:
	@echo 'make run    build Baton and open the demo (DEMO="--fresh" begins it anew)'
	@echo 'make test   everything: checks, both databases, browser journeys, a short soak'
	@echo 'make check  the checks alone, without browser; needs BATON_TEST_POSTGRES'

# Cargo takes two checkouts that share a target for one, and the pages it embeds for the other's:
# what the last build here did not build is built again.
CLAIM = @mkdir -p '$(CARGO_TARGET_DIR)' && \
	{ [ "$$(cat '$(CARGO_TARGET_DIR)/checkout' 2>/dev/null)" = '$(CURDIR)' ] || \
	{ find crates xtask -name '*.rs' -exec touch {} + && \
	printf %s '$(CURDIR)' >'$(CARGO_TARGET_DIR)/checkout'; }; }

run: tools-build $(PAGES)
	$(CLAIM)
	cargo build --package server --bin baton
	"$(CARGO_TARGET_DIR)/debug/baton" demo $(DEMO)

# The whole workspace at once: built one by one, packages ask for other features of the same
# dependencies, and those would be built twice. The journeys and the soak drive the same binary.
test: tools-test $(PAGES)
	$(CLAIM)
	cargo build --workspace --bins
	scripts/with-postgres scripts/test

check: $(PAGES)
	$(CLAIM)
	cargo build --workspace --bins
	"$(CARGO_TARGET_DIR)/debug/xtask" check

tools-build:
	@scripts/tools build

tools-test:
	@scripts/tools test

# npm writes this file at the end of an installation.
$(MODULES): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

# The mark stands beside the modules, which are never embedded; without pages it means nothing.
$(PAGES): $(MODULES) $(PAGE_SOURCES) $(if $(wildcard web/dist),,always)
	cd web && npm run --silent build
	@touch $@

always:
