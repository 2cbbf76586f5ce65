# rules.mk - how the tests are built and run: unit, check, coverage, cross, guests, fuzz, bench

# Helper programs of the tests, for the machine they run on, whatever the box is for.
TOOLS := $(O)/tools
tools := $(patsubst testsuite/%.c,$(TOOLS)/%,$(wildcard testsuite/*.c))
$(TOOLS)/%: testsuite/%.c
	@mkdir -p $(@D)
	@echo "  HOSTCC  $<"
	@$(HOSTCC) $(language) $(WARNINGS) -O1 $< -o $@

# by hand: the box may be for another processor
$(O)/links: $(O)/holdbox $(O)/holdbox.links
	@rm -rf $@ && mkdir $@
	@while read -r name; do ln -s $(abspath $(O)/holdbox) $@/$$name || exit; done \
		<$(O)/holdbox.links

# libcommon once more for this machine, under sanitizers, as an archive: a program takes what it
# needs. Its dispatcher has another main, and the applets of testsuite/unit/support.
sanitize := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
checked = $(language) $(WARNINGS) $(sanitize) -Itestsuite/unit/support $(includes) -Iapplets -MMD -MP
unit_programs := $(patsubst testsuite/%.c,$(O)/%,$(wildcard testsuite/unit/*.c))
# the applets' files but their main ones, which hold the descriptors
organs := $(filter-out $(foreach source,$(all_applet_sources),\
	$(if $(filter $(notdir $(patsubst %/,%,$(dir $(source)))).c,$(notdir $(source))),$(source))) \
	$(wildcard applets/*/*.c),$(all_applet_sources))
unit_objects := $(patsubst %.c,$(O)/unit/obj/%.o,$(common_sources) $(organs) \
	$(wildcard testsuite/unit/support/*.c))
# what support.c stands in for, so that a fault which never happens can be had
unit_wraps := $(addprefix -Wl$(,)--wrap=,write open open64 dup2 poll tcgetattr exit)

$(O)/unit/obj/libcommon/applet/dispatch.o: define := -Dmain=dispatch_main
$(O)/unit/obj/%.o: %.c $(O)/config.mk Makefile
	@mkdir -p $(@D)
	@$(HOSTCC) $(checked) $(define) -c $< -o $@
$(O)/unit/obj/libcommon.a: $(unit_objects)
	@rm -f $@ && ar rcs $@ $^
$(O)/unit/%: $(O)/unit/obj/testsuite/unit/%.o $(O)/unit/obj/libcommon.a
	@echo "  UNIT    $@"
	@$(HOSTCC) $(sanitize) $(unit_wraps) -o $@ $^ -lcmocka
.SECONDARY: $(unit_programs:$(O)/unit/%=$(O)/unit/obj/testsuite/unit/%.o)

# Without cmocka, or a compiler that has the sanitizers, the other tests can run all the same.
ifneq ($(filter check tests unit,$(MAKECMDGOALS)),)
ifeq ($(origin TESTS),undefined)
ifneq ($(shell mkdir -p $(O); echo 'int main(void) { return 0; }' | $(HOSTCC) -fsanitize=address,undefined \
	-x c -o $(O)/probe - -lcmocka 2>&1 || echo missing),)
$(info make: the unit tests are left out: $(HOSTCC) has no libcmocka or no sanitizers)
unit_programs :=
endif
endif
endif

## unit                  the unit tests, in $(O)/unit
.PHONY: unit
unit: $(unit_programs)

## tests                 build what check runs, without running it: make -j2 tests
## check                 run the tests: TESTS="testsuite/launch/nohup.t build/unit/quote ..."
##                       PROVE_FLAGS=-v; with SANITIZE=y those of the applets
applet_tests := $(sort $(wildcard $(addsuffix /*.t,$(addprefix testsuite/,basic launch look stop \
	keep)))) testsuite/box/dispatch.t
TESTS ?= $(if $(filter y,$(SANITIZE)),$(applet_tests),$(sort $(wildcard testsuite/*/*.t))) \
	$(unit_programs)
excuses := $(or $(HOLDBOX_EXCUSES),\
	$(if $(filter y,$(SANITIZE)),$(CURDIR)/testsuite/images/sanitizers))
.PHONY: check tests
check tests: all $(if $(filter testsuite/box/man.t,$(TESTS)),man) $(O)/links $(tools) \
	$(filter $(O)/unit/%,$(TESTS))
# What failed is repeated at the end, for whoever sees only the end of a log.
check:
	@export HOLDBOX_EXCUSES=$(excuses) HOLDBOX_BRIEF=$(HOLDBOX_BRIEF) \
		HOLDBOX_FAILURES=$(abspath $(O)/failures) $(if $(MATRIX),MATRIX="$(MATRIX)"); \
		rm -f $(O)/failures; \
		HOLDBOX=$(abspath $(O)/holdbox) HOLDBOX_LINKS=$(abspath $(O)/links) \
		HOLDBOX_TOOLS=$(abspath $(TOOLS)) CMOCKA_MESSAGE_OUTPUT=TAP \
		$(if $(PROVE_FLAGS),,scripts/progress $(words $(TESTS))) \
		prove -j2 $(PROVE_FLAGS) -e testsuite/run $(TESTS) || \
		{ status=$$?; [ ! -e $(O)/failures ] || head -n 30 $(O)/failures >&2; exit $$status; }

## coverage              how many lines the tests reach; fails below COVERAGE_FLOOR=90 per cent
COVERAGE_FLOOR ?= 90
COVERAGE_TESTS ?= $(applet_tests)
.PHONY: coverage
# Tests that look at system calls or descriptors see the counters being written, and may fail:
# passing is not asked of them here. Those that run as somebody else write too. Killed processes
# leave counters now and then that gcovr cannot read: it passes over these.
coverage:
	@mkdir -p $(O)/coverage && \
		{ [ ! -e $(O)/.config ] || cp -p $(O)/.config $(O)/coverage; }
	@find $(O)/coverage -name '*.gcda' -exec rm {} +
	+@scripts/progress "" $(MAKE) COVERAGE=y O=$(O)/coverage all
	@find $(O)/coverage/obj -type d -exec chmod a+rwx {} +
	+@umask 0; GCOV_ERROR_FILE=/dev/null $(MAKE) COVERAGE=y O=$(O)/coverage \
		TESTS="$(COVERAGE_TESTS)" check 2>&1 | tee $(O)/coverage/log | \
		scripts/progress $(words $(COVERAGE_TESTS)) sed -un 's/^\[[0-9/]*\] //p'
	@gcovr -r . --gcov-ignore-parse-errors --object-directory $(O)/coverage/obj \
		$(O)/coverage/obj --print-summary \
		--fail-under-line $(COVERAGE_FLOOR) >$(O)/coverage/table || \
		{ status=$$?; cat $(O)/coverage/table; exit $$status; }
	@sed -n 's/^lines: /lines covered: /p' $(O)/coverage/table

## check-cross           build for ARCH=s390x and run the tests of the applets by qemu's user mode:
##                       aarch64 armhf armel i386 mips64el mipsel ppc64le riscv64 s390x
CROSS ?= $(O)/cross
CROSS_TESTS ?= $(applet_tests)
.PHONY: check-cross
check-cross:
	@scripts/cross-setup $(CROSS) $(ARCH)
	@mkdir -p $(CROSS)/$(ARCH) && \
		{ [ ! -e $(O)/.config ] || cp -p $(O)/.config $(CROSS)/$(ARCH); }
	+@HOLDBOX_EXCUSES=$(CURDIR)/testsuite/images/qemu-user \
	scripts/cross-run $(MAKE) check O=$(CROSS)/$(ARCH) TOOLS=$(abspath $(TOOLS)) \
		TESTS="$(CROSS_TESTS)" \
		CROSS_COMPILE=$(abspath $(CROSS))/bin/`scripts/cross-setup --triplet $(ARCH)`-
## check-guests          tests of nohup -p in virtual machines: GUESTS="s390x" SUITE=bookworm
GUESTS ?= x86_64 aarch64 armhf riscv64 s390x
GUEST_TESTS ?= $(sort $(wildcard testsuite/launch/nohup-pid*.t)) \
	testsuite/launch/nohup-yama.t
.PHONY: check-guests
check-guests:
	@SUITE=$(SUITE) scripts/progress "" scripts/guests $(O)/guests $(GUESTS) -- $(GUEST_TESTS)

# Each target in turn, until one finds a fault. What a target has learnt stays in $(O)/fuzz/corpus;
# what breaks it is written to $(O)/fuzz.
FUZZCC ?= clang
FUZZ_SECONDS ?= 10
fuzz_limit = $(if $(FUZZ_RUNS),-runs=$(FUZZ_RUNS),-max_total_time=$(FUZZ_SECONDS))
fuzz_names := $(patsubst testsuite/fuzz/%.c,%,$(wildcard testsuite/fuzz/*.c))
fuzz_objects := $(patsubst %.c,$(O)/fuzz/obj/%.o,\
	$(filter-out %/dispatch.c libcommon/applet/list.c %/box.c,$(common_sources)) $(organs) \
	$(wildcard testsuite/fuzz/support/*.c) \
	$(addprefix testsuite/unit/support/,exit.c reference.c same_as_getopt.c))

$(O)/fuzz/obj/%.o: %.c $(O)/config.mk Makefile
	@mkdir -p $(@D)
	@$(FUZZCC) $(checked) -Itestsuite/fuzz/support -fsanitize=fuzzer-no-link -c $< -o $@
$(O)/fuzz/obj/libcommon.a: $(fuzz_objects)
	@rm -f $@ && ar rcs $@ $^
$(O)/fuzz/%: $(O)/fuzz/obj/testsuite/fuzz/%.o $(O)/fuzz/obj/libcommon.a
	@echo "  FUZZCC  $@"
	@$(FUZZCC) $(sanitize) -fsanitize=fuzzer -Wl,--wrap=exit -o $@ $^
.SECONDARY: $(fuzz_names:%=$(O)/fuzz/obj/testsuite/fuzz/%.o)

## fuzz                  try the parsers with any input: FUZZ_SECONDS=60 each, or FUZZ_RUNS=20000
.PHONY: fuzz
fuzz: $(addprefix $(O)/fuzz/,$(fuzz_names))
	@cd $(O)/fuzz && for name in $(fuzz_names); do \
		echo "  FUZZ    $$name"; mkdir -p corpus/$$name; \
		./$$name $(fuzz_limit) -max_len=256 -close_fd_mask=1 -artifact_prefix=$$name- \
			corpus/$$name 2>$$name.log || { cat $$name.log; exit 1; }; done

## fuzz-commands         run random command lines of every applet, built with sanitizers, in
##                       namespaces: FUZZ_SECONDS=600 FUZZ_SEED=1
FUZZ_SEED ?= 1
.PHONY: fuzz-commands
fuzz-commands: $(TOOLS)/commands
	@mkdir -p $(O)/fuzz/box && { [ ! -e $(O)/.config ] || cp -p $(O)/.config $(O)/fuzz/box; }
	+@$(MAKE) SANITIZE=y O=$(O)/fuzz/box $(O)/fuzz/box/holdbox
	@$(TOOLS)/commands $(abspath $(O)/fuzz/box/holdbox) $(FUZZ_SECONDS) $(FUZZ_SEED)

-include $(patsubst %.o,%.d,$(unit_objects) $(fuzz_objects) \
	$(unit_programs:$(O)/unit/%=$(O)/unit/obj/testsuite/unit/%.o) \
	$(fuzz_names:%=$(O)/fuzz/obj/testsuite/fuzz/%.o))

## bench                 what our launchers cost beside the others', in $(O)/bench/table
.PHONY: bench
bench: all $(O)/links $(tools) $(filter %/nohup,$(standalone))
	@mkdir -p $(O)/bench
	@HOLDBOX=$(abspath $(O)/holdbox) HOLDBOX_LINKS=$(abspath $(O)/links) \
		HOLDBOX_STANDALONE=$(abspath $(O)/standalone) HOLDBOX_TOOLS=$(abspath $(TOOLS)) \
		BENCH=$(abspath $(O)/bench) HOSTCC='$(HOSTCC)' scripts/bench | tee $(O)/bench/table

