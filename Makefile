# holdbox - see README. "make" builds $(O)/holdbox; "make help" lists the goals.

, := ,
O ?= build
override O := $(patsubst %/,%,$(O))
ifneq ($(words $(O)) $(words $(CURDIR)),1 1)
$(error no blanks, please, in the folder of the sources '$(CURDIR)' or the results '$(O)')
endif
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

KCONFIG_CONF ?= kconfig-conf
KCONFIG_MCONF ?= kconfig-mconf
KCONFIG_NCONF ?= kconfig-nconf
unexport KCONFIG_CONFIG
export CONFIG_ := CONFIG_

config_goals := menuconfig nconfig config oldconfig olddefconfig defconfig alldefconfig \
	savedefconfig allnoconfig allyesconfig randconfig listnewconfig
# goals that need no configuration
free_goals := $(config_goals) check-cross coverage deb readme clean distclean help

ifneq ($(filter $(config_goals),$(MAKECMDGOALS)),)
ifneq ($(filter-out $(config_goals),$(MAKECMDGOALS)),)
mixed := y
endif
endif

ifdef mixed
# "make allnoconfig all" must not build what was configured before: one goal after the other
.PHONY: $(MAKECMDGOALS) one-by-one
$(MAKECMDGOALS): one-by-one ;
one-by-one:
	@for goal in $(MAKECMDGOALS); do $(MAKE) $$goal || exit; done
else

# ---- configuration -----------------------------------------------------------------------------

config_in := Config.in $(wildcard applets/*/Config.in)
need_kconfig = @command -v $(1) >/dev/null || { echo "make: $(1) is missing: run ./scripts/setup \
	build, or install Debian's kconfig-frontends-nox" >&2; exit 1; }
need_terminal = @[ -t 0 ] && [ -t 1 ] || { echo "make: $@ needs a terminal" >&2; exit 1; }
kconfig = @mkdir -p $(O) && cd $(O) && srctree=$(CURDIR) $(1) Config.in

## menuconfig nconfig    choose applets and features in menus; config asks for each
## defconfig             everything that is on by default; allyesconfig, allnoconfig, randconfig
## olddefconfig          the default for what is new; oldconfig asks, listnewconfig lists
## savedefconfig         $(O)/defconfig: what differs from the defaults
.PHONY: $(config_goals)
menuconfig:
	$(call need_kconfig,$(KCONFIG_MCONF))
	$(need_terminal)
	$(call kconfig,$(KCONFIG_MCONF))
nconfig:
	$(call need_kconfig,$(KCONFIG_NCONF))
	$(need_terminal)
	$(call kconfig,$(KCONFIG_NCONF))
config:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(need_terminal)
	$(call kconfig,$(KCONFIG_CONF) --oldaskconfig)
oldconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --oldconfig)
olddefconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --olddefconfig)
defconfig alldefconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --alldefconfig)
savedefconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --savedefconfig defconfig)
allnoconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --allnoconfig)
allyesconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --allyesconfig)
randconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --randconfig)
listnewconfig:
	$(call need_kconfig,$(KCONFIG_CONF))
	$(call kconfig,$(KCONFIG_CONF) --listnewconfig)

# No .config yet: the default one.
$(O)/.config:
	$(call need_kconfig,$(KCONFIG_CONF))
	@echo "  CONFIG  $@"
	$(call kconfig,$(KCONFIG_CONF) -s --alldefconfig)

# $(call configure,DIRECTORY,CONFIGURATION): headers keep their time where nothing in them has
# changed, and objects with them.
define configure
@mkdir -p $(1)/include $(1)/new/include
@awk -v out=$(1)/new -f scripts/configure.awk $(config_in) $(2)
@for file in autoconf.h applet_list.h config_text.h; do \
	cmp -s $(1)/new/include/$$file $(1)/include/$$file || \
	mv $(1)/new/include/$$file $(1)/include/$$file || exit; done
@mv $(1)/new/config.mk $(1)/config.mk && rm -r $(1)/new
endef

# A .config that is older than a Config.in gets the defaults for what is new, where it can be done.
$(O)/config.mk: $(O)/.config $(config_in) scripts/configure.awk
	@if [ -n "$(filter $(config_in),$?)" ] && command -v $(KCONFIG_CONF) >/dev/null; then \
		cd $(O) && export srctree=$(CURDIR) && \
		if $(KCONFIG_CONF) --listnewconfig Config.in 2>/dev/null | grep -q ^CONFIG_; then \
			$(KCONFIG_CONF) -s --olddefconfig Config.in; fi; fi
	$(call configure,$(O),$(O)/.config)

ifneq ($(filter-out $(free_goals),$(or $(MAKECMDGOALS),all)),)
include $(O)/config.mk
endif

# ---- compiler ----------------------------------------------------------------------------------

# CC= and CROSS_COMPILE= as everywhere; else musl's gcc, or the system's where that is for musl, or
# where there are to be sanitizers, which musl has none of.
ifeq ($(origin CC),default)
ifneq ($(CROSS_COMPILE),)
CC := $(CROSS_COMPILE)gcc
else ifeq ($(SANITIZE),y)
CC := cc
else
CC := $(if $(shell cc -dumpmachine 2>/dev/null | grep musl),cc,musl-gcc)
endif
endif
HOSTCC ?= cc
CFLAGS ?= -Os
WARNINGS ?= -Wall -Wextra
# STATIC=n links with the compiler's own shared libc; SANITIZE=y adds ASan and UBSan to that.
STATIC ?= y
SANITIZE ?= n
COVERAGE ?= n

# include/ first: its error.h is not glibc's
includes = -I$(O)/include -Iinclude
language := -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64
compile := $(language) $(WARNINGS) $(CFLAGS) -ffile-prefix-map=$(CURDIR)/= \
	-ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fstack-protector-strong
link := -Wl,--gc-sections -Wl,--build-id=none $(if $(filter y,$(SKIP_STRIP)),,-s)
ifeq ($(SANITIZE),y)
compile := $(language) $(WARNINGS) -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all
link := -fsanitize=address,undefined
else ifeq ($(COVERAGE),y)
# gnu11, in which the compiler knows exec*: what was counted is then written before it
compile := -std=gnu11 -D_GNU_SOURCE $(WARNINGS) -O0 -g --coverage -fno-pie
link := --coverage $(if $(filter y,$(STATIC)),-static) -no-pie
else ifeq ($(STATIC),y)
link += -Wl,-z,norelro -Wl,-z,$(if $(filter y,$(CONFIG_BUILD_SEPARATE_CODE)),,no)separate-code
ifeq ($(CONFIG_BUILD_STATIC_PIE),y)
compile += -fPIE
# By hand, because musl-gcc's specs make a dynamic program of -static-pie: rcrt1.o relocates us.
link += -static -nostartfiles -Wl,-pie,--no-dynamic-linker,-z,text
start_files = $(foreach file,rcrt1.o crti.o,$(libc_directory)/$(file))
end_files = $(libc_directory)/crtn.o
libc_directory = $(patsubst %/,%,$(dir $(shell $(CC) -static -no-pie -Wl,--trace -x c /dev/null \
	-o /dev/null 2>&1 | sed -n 's/\(.*\)crti\.o$$/\1crti.o/p')))
else
compile += -fno-pie
link += -static -no-pie
endif
endif

ifneq ($(filter-out $(free_goals),$(or $(MAKECMDGOALS),all)),)
ifeq ($(shell command -v $(firstword $(CC))),)
$(error no compiler $(firstword $(CC)): run ./scripts/setup build, or name one with CC=)
endif
# Objects depend on this file, so that other flags make other objects.
flags := $(CC) $(compile) $(link)
$(shell mkdir -p $(O); echo '$(subst ','\'',$(flags))' | cmp -s - $(O)/flags || \
	echo '$(subst ','\'',$(flags))' > $(O)/flags)
endif

# ---- the box -----------------------------------------------------------------------------------

applet_sources := $(foreach applet,$(APPLETS),$(wildcard applets/*/$(applet).c))
common_sources := $(sort $(wildcard libcommon/*.c))
object = $(patsubst %.c,$(O)/obj/%.o,$(1))
applet_objects := $(call object,$(applet_sources))
common_objects := $(call object,$(common_sources))

ifneq ($(filter-out $(free_goals),$(or $(MAKECMDGOALS),all)),)
# The same for the list of objects: a source that is gone must not leave the old box standing.
$(shell echo '$(applet_objects) $(common_objects)' | cmp -s - $(O)/objects || \
	echo '$(applet_objects) $(common_objects)' > $(O)/objects)
endif

## all                   $(O)/holdbox, the box; the default goal
.PHONY: all
all: $(O)/holdbox $(O)/holdbox.links

$(O)/obj/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(compile) $(includes) -MMD -MP -c $< -o $@

# The kernel maps a file in windows of 64 kB: what a launch needs stands together, in the first.
# That is the applets that become their command, what they take from libcommon, and libc; the others
# come behind that.
ifneq ($(applet_sources),)
near_applets := $(call object,$(shell grep -l APPLET_EXECS $(applet_sources)))
endif
far_applets = $(filter-out $(near_applets),$(applet_objects))
far := area handover instruction lines obstacle obstacle_report proc_status processor registers \
	remote remote_area remote_call reopen rescue rescue_change signal_mask slots substitute \
	tracee waiting
far_objects := $(filter $(far:%=$(O)/obj/libcommon/%.o),$(common_objects))
dispatcher := $(addprefix $(O)/obj/libcommon/,dispatch.o box.o)
common := $(O)/obj/common.a
AR := $(if $(filter default undefined,$(origin AR)),$(shell $(CC) -print-prog-name=ar),$(AR))

$(common): $(filter-out $(far_objects) $(dispatcher),$(common_objects)) $(O)/objects
	@rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

# $(call link_program,OBJECTS): a program that turns out to need a dynamic linker is no result
define link_program
@echo "  LINK    $@"
@$(CC) $(link) -o $@ $(start_files) $(filter-out $(far_applets),$(1)) $(common) -lc \
	$(far_objects) $(filter $(far_applets),$(1)) $(common) $(end_files)
@[ $(STATIC) != y ] || [ $(SANITIZE) = y ] || ! readelf -lW $@ | grep -q INTERP || \
	{ echo "make: $@ is not static" >&2; rm $@; exit 1; }
endef

$(O)/holdbox: $(applet_objects) $(common_objects) $(common) $(O)/config.mk $(O)/objects
	$(call link_program,$(dispatcher) $(applet_objects))

# What a cross build cannot ask the program: the names to make links of.
$(O)/holdbox.links: $(O)/config.mk
	@for applet in $(subst _,-,$(APPLETS)); do echo $$applet; done > $@

# One program an applet: the same dispatcher with a list of one.
standalone := $(addprefix $(O)/standalone/,$(subst _,-,$(APPLETS)))
## standalone            $(O)/standalone/NAME: a program of its own for each applet
.PHONY: standalone
standalone: $(standalone)

$(O)/standalone/%: $(applet_objects) $(common_objects) $(common) $(O)/config.mk
	@mkdir -p $(O)/obj/$*.d
	@echo '#define STANDALONE 1' > $(O)/obj/$*.d/applet_list.h
	@echo '#define APPLET_LIST(X) X($(subst -,_,$*))' >> $(O)/obj/$*.d/applet_list.h
	@mkdir -p $(@D)
	@$(CC) $(compile) -I$(O)/obj/$*.d $(includes) -c libcommon/dispatch.c \
		-o $(O)/obj/$*.d/dispatch.o
	$(call link_program,$(O)/obj/$*.d/dispatch.o \
		$(filter %/$(subst -,_,$*).o,$(applet_objects)))

# ---- documentation -----------------------------------------------------------------------------

# scripts/mkdoc and mkcompletion hold every applet with every option, whatever is configured, for
# the build host.
mkdoc := $(O)/doc/mkdoc
mkcompletion := $(O)/doc/mkcompletion
generators := $(mkdoc) $(mkcompletion)
generator_objects := $(patsubst $(O)/doc/%,$(O)/doc/scripts/%.o,$(generators))
doc_objects := $(patsubst %.c,$(O)/doc/%.o,$(common_sources) $(sort $(wildcard applets/*/*.c)))

$(O)/doc/config.mk: $(config_in) scripts/configure.awk
	@mkdir -p $(@D)
	@awk '$$1 == "config" { symbol = $$2 } $$1 == "bool" { print "CONFIG_" symbol "=y" }' \
		$(config_in) > $(O)/doc/.config
	$(call configure,$(O)/doc,$(O)/doc/.config)

$(O)/doc/%.o: %.c | $(O)/doc/config.mk
	@mkdir -p $(@D)
	@$(HOSTCC) $(language) $(WARNINGS) -I$(O)/doc/include -Iinclude $(doc_define) -MMD -MP \
		-c $< -o $@
# its main is not ours
$(O)/doc/libcommon/dispatch.o: doc_define := -Dmain=unused_main

$(generators): $(O)/doc/%: $(O)/doc/scripts/%.o $(doc_objects)
	@echo "  HOSTCC  $@"
	@$(HOSTCC) -o $@ $^
.SECONDARY: $(generator_objects)

names := $(subst _,-,$(APPLETS))
man_pages := $(O)/man/holdbox.1 $(patsubst %,$(O)/man/%.1,$(names))
## man                   the manual pages, in $(O)/man
.PHONY: man
man: $(man_pages)

$(O)/man/holdbox.1: applets/holdbox.mdoc
	@mkdir -p $(@D)
	@cp $< $@

$(O)/man/%.1: $(mkdoc) $(wildcard applets/*/*.mdoc)
	@mkdir -p $(@D)
	@$(mkdoc) man $* $(wildcard applets/*/$(subst -,_,$*).mdoc) > $@

completions := $(O)/completions/holdbox $(O)/completions/_holdbox \
	$(patsubst %,$(O)/completions/%.fish,holdbox $(names))
## completions           of options and operands for bash, zsh and fish, in $(O)/completions
.PHONY: completions
completions: $(completions)

$(O)/completions/holdbox: scripts/completion.bash $(mkcompletion) $(O)/config.mk
	@mkdir -p $(@D)
	@{ sed -n '1,/^$$/p' $< && $(mkcompletion) bash $(names) && sed '1,/^$$/d' $<; } > $@
$(O)/completions/_holdbox: scripts/completion.zsh $(mkcompletion) $(O)/config.mk
	@mkdir -p $(@D)
	@{ $(mkcompletion) zsh $(names) && cat $<; } > $@
$(O)/completions/holdbox.fish: $(mkcompletion) $(O)/config.mk
	@mkdir -p $(@D)
	@$(mkcompletion) fish holdbox $(names) > $@
$(O)/completions/%.fish: $(mkcompletion)
	@mkdir -p $(@D)
	@$(mkcompletion) fish $* > $@

README := README
## readme                the table of applets in README
.PHONY: readme
readme: $(mkdoc)
	@scripts/readme $(mkdoc) $(README) > $(O)/doc/README
	@cmp -s $(O)/doc/README $(README) || cp $(O)/doc/README $(README)

## sizes                 what each applet and feature costs, measured, in the prompts of Config.in
.PHONY: sizes
sizes: $(O)/config.mk
	+@MAKE='$(MAKE)' COMPILE='$(CC) $(compile)' LINK='$(CC) $(link)' \
		SIZE='$(CROSS_COMPILE)size' START_FILES='$(start_files)' END_FILES='$(end_files)' \
		scripts/sizes $(O)/.config $(O)/sizes $(config_in)

# ---- installation ------------------------------------------------------------------------------

# Also by the names that BusyBox's users know: make install CONFIG_PREFIX=DIRECTORY
PREFIX = $(CONFIG_PREFIX)
INSTALL_MAN ?= y
# who wants no pages wants no completions either, unless told otherwise
INSTALL_COMPLETIONS ?= $(INSTALL_MAN)
installed := all $(if $(filter n,$(INSTALL_MAN)),,man) \
	$(if $(filter n,$(INSTALL_COMPLETIONS)),,completions)
put = @scripts/install $(1) $(O) '$(if $(DESTDIR),$(DESTDIR)/)$(PREFIX)' $(INSTALL_MAN) \
	$(INSTALL_COMPLETIONS)

## install               the box, links, manual pages and completions, into $(DESTDIR)$(PREFIX)
## install-noclobber     the same, keeping files of these names that are not ours
## uninstall             take away what install has put there
.PHONY: install install-noclobber uninstall
install: $(installed)
	$(call put,replace)
install-noclobber: $(installed)
	$(call put,noclobber)
uninstall:
	$(call put,remove)

# dpkg-buildpackage wants debian/ at the top of a tree, so that gets one of its own.
deb := $(abspath $(O))/deb
## deb                   a package for Debian, in $(O)/deb
.PHONY: deb
deb:
	@rm -rf $(deb)
	@mkdir -p $(deb)/holdbox
	@cp -R Makefile Config.in LICENSE README applets libcommon include scripts testsuite \
		scripts/packaging/debian $(deb)/holdbox
	+@cd $(deb)/holdbox && env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL \
		DEB_BUILD_OPTIONS="nocheck parallel=2" \
		dpkg-buildpackage -b -us -uc -d >../log 2>&1 || \
		{ tail -n 20 ../log >&2; exit 1; }
	@rm -r $(deb)/holdbox
	@ls $(deb)/*.deb

## image                 $(O)/image, an OCI image with nothing but the box; ENGINE=umoci|buildah
## initramfs             $(O)/initramfs.cpio.gz with the same; BIN=usr/bin: there and not in /bin
.PHONY: image initramfs
image: all
	@scripts/image $(O) $(O)/image $(ENGINE)
initramfs: all
	@scripts/initramfs $(O) $(O)/initramfs.cpio.gz $(BIN)

## matrix                build and test every configuration; MATRIX="none all": these
.PHONY: matrix
matrix: all
	@scripts/matrix $(abspath $(O))/matrix $(MATRIX)

# ---- tests -------------------------------------------------------------------------------------

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
checked = $(language) $(WARNINGS) $(sanitize) -Itestsuite/unit/support $(includes) -MMD -MP
unit_programs := $(patsubst testsuite/%.c,$(O)/%,$(wildcard testsuite/unit/*.c))
unit_objects := $(patsubst %.c,$(O)/unit/obj/%.o,$(common_sources) \
	$(wildcard testsuite/unit/support/*.c))
# what support.c stands in for, so that a fault which never happens can be had
unit_wraps := $(addprefix -Wl$(,)--wrap=,write open open64 dup2 poll tcgetattr exit)

$(O)/unit/obj/libcommon/dispatch.o: define := -Dmain=dispatch_main
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
ifneq ($(shell echo 'int main(void) { return 0; }' | $(HOSTCC) -fsanitize=address,undefined \
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
check:
	@export HOLDBOX_EXCUSES=$(excuses) HOLDBOX_BRIEF=$(HOLDBOX_BRIEF) \
		$(if $(MATRIX),MATRIX="$(MATRIX)"); \
		HOLDBOX=$(abspath $(O)/holdbox) HOLDBOX_LINKS=$(abspath $(O)/links) \
		HOLDBOX_TOOLS=$(abspath $(TOOLS)) CMOCKA_MESSAGE_OUTPUT=TAP \
		prove -j2 $(PROVE_FLAGS) -e testsuite/run $(TESTS)

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
	+@$(MAKE) COVERAGE=y O=$(O)/coverage all
	@find $(O)/coverage/obj -type d -exec chmod a+rwx {} +
	+@umask 0; GCOV_ERROR_FILE=/dev/null $(MAKE) COVERAGE=y O=$(O)/coverage \
		TESTS="$(COVERAGE_TESTS)" check >$(O)/coverage/log 2>&1 || :
	@gcovr -r . --gcov-ignore-parse-errors --object-directory $(O)/coverage/obj \
		$(O)/coverage/obj --print-summary \
		--fail-under-line $(COVERAGE_FLOOR) >$(O)/coverage/table || \
		{ status=$$?; cat $(O)/coverage/table; exit $$status; }
	@sed -n 's/^lines: /lines covered: /p' $(O)/coverage/table

## check-cross           build for ARCH=s390x and run the tests of the applets by qemu's user mode:
##                       aarch64 armhf armel i386 mips64el mipsel ppc64le s390x
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
	@SUITE=$(SUITE) scripts/guests $(O)/guests $(GUESTS) -- $(GUEST_TESTS)

# Each target in turn, until one finds a fault. What a target has learnt stays in $(O)/fuzz/corpus;
# what breaks it is written to $(O)/fuzz.
FUZZCC ?= clang
FUZZ_SECONDS ?= 10
fuzz_limit = $(if $(FUZZ_RUNS),-runs=$(FUZZ_RUNS),-max_total_time=$(FUZZ_SECONDS))
fuzz_names := $(patsubst testsuite/fuzz/%.c,%,$(wildcard testsuite/fuzz/*.c))
fuzz_objects := $(patsubst %.c,$(O)/fuzz/obj/%.o,\
	$(filter-out %/dispatch.c %/box.c,$(common_sources)) \
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

-include $(patsubst %.o,%.d,$(applet_objects) $(common_objects) $(doc_objects) \
	$(generator_objects))

## clean distclean       remove what was built; distclean: the configuration too
.PHONY: clean distclean
spare_sources = @[ ! $(O)/Makefile -ef Makefile ] || \
	{ echo "make: $@ would remove the sources, as O=$(O) is their folder" >&2; exit 1; }
clean:
	$(spare_sources)
	@if [ -d $(O) ]; then find $(O) -mindepth 1 -maxdepth 1 ! -name .config -exec rm -r {} +; fi
distclean:
	$(spare_sources)
	@rm -rf $(O)

.PHONY: help
help:
	@echo 'Goals:'
	@sed -n 's/^## /  /p' Makefile
	@echo 'Variables:'
	@echo '  O=DIRECTORY           build there instead of in build/'
	@echo '  CC= CROSS_COMPILE=    the compiler; CFLAGS= HOSTCC= STATIC=n SANITIZE=y'
	@echo '  SKIP_STRIP=y          keep the symbols'
	@echo '  DESTDIR= PREFIX=      where install puts things; INSTALL_MAN=n: no pages,'
	@echo '                        INSTALL_COMPLETIONS=n: no completions'
	@echo '  ARCH= CROSS=DIRECTORY the processor of check-cross, and where its compiler is put'

endif
