# The two commands that do all the set-up on a fresh machine: `make run` and `make test`.

SWIFT ?= swift
# All libraries become a part of the command, which then starts sooner and runs on any Linux of the same
# processor. Without debugging information it also loads sooner. `make STATIC= …` links as usual, where
# the system has no static libraries.
STATIC ?= -Xswiftc -static-executable -Xswiftc -use-ld=lld -Xlinker -S
RELEASE := $(SWIFT) build -c release $(STATIC)
VTL := .build/release/vtl
EXAMPLE := Templates/dynamodb/put-item

.PHONY: run test test-services bench instructions build requirements compatibility differential

## Builds the command and shows a shipped mapping template at work on a shipped payload.
run: build
	@echo '$$ vtl render $(EXAMPLE)/request.vtl --request $(EXAMPLE)/request.json'
	@$(VTL) render $(EXAMPLE)/request.vtl --request $(EXAMPLE)/request.json
	@echo

## Runs the unit tests, every golden file and the README's examples.
test: build
	$(SWIFT) test --quiet
	$(VTL) test Conformance Templates

## Checks the mapping templates by the models of the services they call and against a stand-in of
## AWS; installs the Python packages that needs under .build.
test-services: build
	Tests/Services/run

## Writes the page of what is known; it changes with the cases.
compatibility: build
	cd Conformance && ../$(VTL) test . --report > COMPATIBILITY.new && \
	  mv COMPATIBILITY.new COMPATIBILITY.md || { rm -f COMPATIBILITY.new; exit 1; }

## Compares COUNT generated templates of each profile with a Java model of the service, where that
## is at hand; a run is repeated with its SEED.
COUNT ?= 20000
ifndef SEED
SEED := $(shell date +%s)
endif
differential: build
	.ci/differential $(SEED) $(COUNT)

## Compares the engine with Apache Velocity 1.7; installs what that needs. WITH_AIRSPEED=1 adds
## LocalStack's engine.
bench: build
	$(RELEASE) --product vtl-dev
	Benchmarks/run

## Compares what renders cost, in instructions and allocations, with Benchmarks/baseline.txt.
instructions: requirements
	$(RELEASE) --product vtl-dev
	@command -v valgrind >/dev/null || Benchmarks/install valgrind || true
	Benchmarks/instructions

build: requirements
	$(RELEASE) --product vtl

## Installs the headers of PCRE2 and libyaml where they are missing (Debian's packages libpcre2-dev and
## libyaml-dev).
requirements:
	@pkg-config --exists libpcre2-8 yaml-0.1 2>/dev/null || \
	  [ -e /usr/include/pcre2.h -a -e /usr/include/yaml.h ] || \
	  { sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update && \
	    $$sudo apt-get install -y --no-install-recommends libpcre2-dev libyaml-dev pkg-config; }
