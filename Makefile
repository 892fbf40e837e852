# make run        build, write a sample library into ./sample, sort it, show the result
# make test       all tests
# make check      what must hold before a commit: format, warnings, house rules, generated documents
# make release    the optimised program with Swift's libraries inside
# make install    program, man page and completions, below DESTDIR and PREFIX (/usr/local)
# make uninstall  take those files away again
# make bench      every ratio of docs/performance.md; an hour, or BENCH='move hash' for some parts
# make faults     kill runs, make system calls fail, cut the power; then look for every photo
# make durability what the flushes cost, as a ratio
# make fuzz       feed every reader with bytes that nobody would write, some minutes long
# make corpus     compare the dates picsort reads with those in TRUTH, over the files in CORPUS
# make clean      remove what was built, and ./sample
# make help       this list

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
CORPUS ?= ../shared/corpus/dev
TRUTH ?= $(CORPUS)/truth.tsv

program = .build/release/picsort
sources = Sources Tests Package.swift
bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share
man = $(share)/man/man1
bash_completions = $(share)/bash-completion/completions
zsh_completions = $(share)/zsh/site-functions
fish_completions = $(share)/fish/vendor_completions.d

# Apple's linker strips elsewhere, and Swift's libraries are part of macOS.
ifeq ($(shell uname -s),Darwin)
release_flags =
else
# Not -Osize: it saves half a megabyte and costs a tenth of the speed (docs/performance.md).
release_flags = $(shell SWIFT="$(SWIFT)" scripts/release-flags)
endif

.PHONY: help run test check format generate release install uninstall bench faults durability \
  fuzz corpus clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

run:
	$(SWIFT) build -c release
	scripts/demo

test:
	$(SWIFT) test

check:
	$(SWIFT) format lint --strict --recursive --configuration .swift-format $(sources)
	$(SWIFT) build --scratch-path .build/check --build-tests -Xswiftc -warnings-as-errors -Xcc -Werror
	$(SWIFT) test --scratch-path .build/check --skip-build --filter LayoutTests
	scripts/check-generated .build/check/debug/picsort

# Rewrites what `check` finds fault with and a program can mend.
format:
	$(SWIFT) format --in-place --recursive --configuration .swift-format $(sources)

generate:
	$(SWIFT) build --product picsort
	scripts/check-generated --write .build/debug/picsort

release:
	$(SWIFT) build -c release --product picsort $(release_flags)

install: release
	install -d $(bin) $(man) $(bash_completions) $(zsh_completions) $(fish_completions)
	install -m 755 $(program) $(bin)/picsort
	install -m 644 docs/picsort.1 $(man)/picsort.1
	install -m 644 docs/completions/picsort.bash $(bash_completions)/picsort
	install -m 644 docs/completions/_picsort $(zsh_completions)/_picsort
	install -m 644 docs/completions/picsort.fish $(fish_completions)/picsort.fish

uninstall:
	rm -f $(bin)/picsort $(man)/picsort.1 $(bash_completions)/picsort \
	  $(zsh_completions)/_picsort $(fish_completions)/picsort.fish

# BENCH= leaves out the million files, RECORD=yes puts the figures into docs/performance.md.
bench: BENCH ?= --large
bench:
	$(SWIFT) build -c release --product picsort --scratch-path .build/optimised $(release_flags)
	$(SWIFT) build -c release --product picsort
	$(SWIFT) build -c release --product sample-library
	scripts/bench $(BENCH) $(if $(RECORD),--record)

# All of it takes hours; FAULTS='--max 20' POWER=4 takes half of one.
faults: export PICSORT = $(CURDIR)/$(program)
faults: export SAMPLE_LIBRARY = $(CURDIR)/.build/release/sample-library
faults:
	$(SWIFT) build -c release --product picsort
	$(SWIFT) build -c release --product sample-library
	scripts/faults $(FAULTS)
	scripts/faults-power $(POWER)
	scripts/faults-hostile

durability:
	$(SWIFT) build -c release --product picsort
	$(SWIFT) build -c release --product sample-library
	scripts/durability

fuzz:
	SWIFT=$(SWIFT) scripts/fuzz

corpus:
	$(SWIFT) build --product picsort
	scripts/corpus-check "$(TRUTH)" "$(CORPUS)"

clean:
	$(SWIFT) package clean
	rm -rf .build/check .build/bench .build/optimised sample
