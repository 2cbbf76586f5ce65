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

presets := $(notdir $(wildcard configs/*_defconfig))
config_goals := menuconfig nconfig config oldconfig olddefconfig defconfig alldefconfig \
	savedefconfig allnoconfig allyesconfig randconfig listnewconfig $(presets)
# goals that need no configuration
free_goals := $(config_goals) check-cross coverage deb release readme clean distclean help \
	$(if $(IMAGE),image)

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
## savedefconfig         $(O)/defconfig: what differs from the defaults; make defconfig
##                       DEFCONFIG=FILE reads it
## NAME_defconfig        a preset: container, tiny ...; see configs/
.PHONY: $(config_goals)
config_program = $(KCONFIG_CONF)
menuconfig: config_program = $(KCONFIG_MCONF)
nconfig: config_program = $(KCONFIG_NCONF)
config: config_option := --oldaskconfig
oldconfig olddefconfig allnoconfig allyesconfig randconfig listnewconfig: config_option = --$@
alldefconfig: config_option := --alldefconfig
defconfig: config_option = $(if $(DEFCONFIG),--defconfig=$(abspath $(DEFCONFIG)),--alldefconfig)
savedefconfig: config_option := --savedefconfig defconfig
# these loop forever without a terminal
menuconfig nconfig config: needs_terminal := y

menuconfig nconfig config oldconfig olddefconfig defconfig alldefconfig savedefconfig allnoconfig \
allyesconfig randconfig listnewconfig:
	$(call need_kconfig,$(config_program))
	$(if $(needs_terminal),$(need_terminal))
	$(call kconfig,$(config_program) $(config_option))

$(presets):
	@mkdir -p $(O)
	@awk -f scripts/preset.awk configs/$@ $(config_in) > $(O)/.config.new
	@mv $(O)/.config.new $(O)/.config

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
@for file in autoconf.h applet_list.h config_text.h families.h; do \
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
# $(call supported,FLAG): it, if the compiler knows it
supported = $(if $(shell $(CC) -Werror $(1) -S -x c /dev/null -o /dev/null 2>&1 || echo no),,$(1))
ifneq ($(filter-out $(free_goals),$(or $(MAKECMDGOALS),all)),)
ifeq ($(origin CFLAGS),undefined)
CFLAGS := $(or $(call supported,-Oz),-Os)
endif
# on x86 data is aligned as it must be, and tables of where to jump, of 8 bytes each, are not made
smaller := $(call supported,-malign-data=abi -fno-jump-tables)
# nothing here counts in floating point: functions with variable arguments need not save registers
smaller += $(call supported,-mgeneral-regs-only)
# what of -Oz makes these programs larger
smaller += $(call supported,-fno-caller-saves -fno-thread-jumps -fno-move-loop-invariants \
	-fno-tree-dominator-opts -fno-tree-tail-merge -fno-tree-switch-conversion \
	-fno-optimize-sibling-calls -fno-forward-propagate)
endif
WARNINGS ?= -Wall -Wextra
# STATIC=n links with the compiler's own shared libc; SANITIZE=y adds ASan and UBSan to that.
STATIC ?= y
SANITIZE ?= n
COVERAGE ?= n

# include/ first: its error.h is not glibc's
includes = -I$(O)/include -Iinclude
language := -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64
compile := $(language) $(WARNINGS) -fstack-protector-strong $(CFLAGS) \
	-ffile-prefix-map=$(CURDIR)/= $(smaller) -ffunction-sections -fdata-sections \
	-fno-asynchronous-unwind-tables
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
# y: musl's libc for x86-64, where what follows is known to serve
x86_64_musl := $(shell echo '\#include <features.h>' | $(CC) -E -dM -x c - 2>/dev/null | awk \
	'/__x86_64__/ { x = 1 } /__GLIBC__|__ILP32__/ { x = 0; exit } END { if (x) print "y" }')
# the stack protector's guard is fetched by shorter instructions from memory than from the thread's
compile += $(if $(x86_64_musl),$(call supported,-mstack-protector-guard=global))
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
$(error no compiler $(firstword $(CC)): run ./scripts/$(if \
	$(CROSS_COMPILE),cross-setup DIRECTORY PROCESSOR,setup build), or name one with CC=)
endif
endif
flags = $(CC) $(compile) $(packing) $(link)

# $(call write_if_changed,TEXT): what depends on the file is made anew only if the text changed
define write_if_changed
@mkdir -p $(@D)
@echo '$(subst ','\'',$(1))' | cmp -s - $@ || echo '$(subst ','\'',$(1))' > $@
endef

# What --version says: git's, or that of the archive that git has made; or nothing.
commit = $(if $(wildcard .git),$(shell git rev-parse --short=12 HEAD 2>/dev/null),$(shell \
	sed -n 's/^\([0-9a-f]\{12\}\).*/\1/p' .commit 2>/dev/null))
$(O)/include/commit.h $(O)/doc/include/commit.h: FORCE
	$(call write_if_changed,#define HOLDBOX_COMMIT "$(commit)")
$(O)/obj/libcommon/applet/box.o: $(O)/include/commit.h
$(O)/doc/libcommon/applet/box.o: $(O)/doc/include/commit.h

.PHONY: FORCE
# Objects depend on this file, so that other flags make other objects.
$(O)/flags: FORCE
	$(call write_if_changed,$(flags))

# ---- the box -----------------------------------------------------------------------------------

# An applet is a file or a folder of its name: NAME.c, with what it alone uses beside it.
applet_files = $(wildcard applets/*/$(1).c applets/*/$(1)/*.c applets/*/$(1)/*/*.c)
applet_sources := $(foreach applet,$(APPLETS),$(call applet_files,$(applet)))
# Tables are packed by a program of the build host, unless it has no compiler, or counting or
# sanitizing the lines of the descriptors is what the build is for. Then packed.c is in for
# help.c, row.c and reason.c.
ifeq ($(CONFIG_BUILD_PACKED_TABLES):$(filter y,$(SANITIZE) $(COVERAGE)),y:)
packed := $(if $(shell command -v $(firstword $(HOSTCC))),y)
endif
packing := $(if $(packed),-DPACKED=1)
common_sources := $(filter-out %/packed.c,$(sort $(wildcard libcommon/*/*.c)))
box_sources := $(if $(packed),$(filter-out %/applet/help.c %/applet/row.c %/text/reason.c,\
	$(common_sources)) libcommon/applet/packed.c,$(common_sources))
object = $(patsubst %.c,$(O)/obj/%.o,$(1))
applet_objects := $(call object,$(applet_sources))
common_objects := $(call object,$(box_sources))

# A source that is gone must not leave the old box standing.
$(O)/objects: FORCE
	$(call write_if_changed,$(applet_objects) $(common_objects))

## all                   $(O)/holdbox, the box; the default goal
.PHONY: all
all: $(O)/holdbox $(O)/holdbox.links

$(O)/obj/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(compile) $(packing) $(includes) -MMD -MP -c $< -o $@

# mktables is linked with the descriptors of the applets, and not with what they refer to.
mktables := $(O)/tables/mktables
table_sources := $(if $(packed),$(if $(applet_sources),$(shell \
	grep -lE '^APPLET|^VERB|^const struct applet_option' $(applet_sources))) \
	libcommon/applet/help.c libcommon/applet/row.c $(wildcard libcommon/text/*.c) \
	scripts/mktables.c scripts/pack.c)
table_objects := $(patsubst %.c,$(O)/tables/%.o,$(table_sources))
tables := $(if $(packed),$(O)/obj/tables.o)
$(O)/tables/%.o: %.c $(O)/config.mk
	@mkdir -p $(@D)
	@$(HOSTCC) $(language) -w $(if $(filter %/pack.c,$<),-O2) -fno-pie -I$(O)/include \
		-Iinclude -MMD -MP -c $< -o $@
$(mktables): $(table_objects) $(O)/objects
	@$(HOSTCC) -no-pie -Wl,--unresolved-symbols=ignore-all -o $@ $(table_objects)
$(O)/tables/tables.c: $(mktables)
	@echo "  TABLES  $@"
	@$(mktables) > $@ || { rm -f $(O)/holdbox; exit 1; }
$(O)/obj/tables.o: $(O)/tables/tables.c $(O)/flags
	@$(CC) $(compile) $(packing) $(includes) -c $< -o $@

# The kernel maps a file in windows of 64 kB: what a launch needs stands together, in the first.
# That is the applets that become their command, what they use of libcommon, and libc; the others
# follow, and last what even those applets seldom need.
far_folders := libcommon/ptrace applets/launch/nohup/rescue
$(foreach folder,$(far_folders),$(if $(wildcard $(folder)/*.c),,\
	$(error no sources in $(folder), which the Makefile names)))
near_sources := $(if $(applet_sources),$(shell grep -l APPLET_EXECS $(applet_sources)))
far = $(foreach folder,$(far_folders),$(filter $(O)/obj/$(folder)/%,$(1)))
near_applets := $(filter-out $(call far,$(applet_objects)),$(foreach source,$(near_sources),\
	$(filter $(call object,$(call applet_files,$(basename $(notdir $(source))))),\
	$(applet_objects))))
far_applets := $(filter-out $(near_applets),$(applet_objects))
far_objects := $(call far,$(common_objects))
dispatcher := $(addprefix $(O)/obj/libcommon/applet/,dispatch.o list.o box.o)
common := $(O)/obj/common.a
AR := $(if $(filter default undefined,$(origin AR)),$(shell $(CC) -print-prog-name=ar),$(AR))

$(common): $(filter-out $(far_objects) $(dispatcher),$(common_objects)) $(O)/objects
	@rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

# Its constants do so by a script of GNU ld, where that is known to serve: else they follow the
# text.
ifeq ($(STATIC)$(filter y,$(SANITIZE) $(COVERAGE) $(CONFIG_BUILD_STATIC_PIE) \
	$(CONFIG_BUILD_SEPARATE_CODE)),y)
near_script = $(if $(and $(findstring -mgeneral-regs-only,$(smaller)),$(x86_64_musl), \
	$(findstring GNU ld,$(shell $(CC) -Wl$(,)--version 2>&1))),-Wl$(,)-T$(,)scripts/near.ld)
endif

# $(call link_program,OBJECTS): a program that turns out to need a dynamic linker is no result
define link_program
@echo "  LINK    $@"
@$(CC) $(link) $(near_script) -Wl,-Map=$(O)/obj/$(@F).map -o $@ $(start_files) \
	$(filter-out $(far_applets),$(1)) $(common) -lc $(far_objects) \
	$(filter $(far_applets),$(1)) $(common) $(end_files)
@[ $(STATIC) != y ] || [ $(SANITIZE) = y ] || ! readelf -lW $@ | grep -q INTERP || \
	{ echo "make: $@ is not static" >&2; rm $@; exit 1; }
endef

$(O)/holdbox: $(applet_objects) $(common_objects) $(common) $(tables) $(O)/config.mk $(O)/objects \
	scripts/near.ld
	$(call link_program,$(dispatcher) $(tables) $(applet_objects))

# What a cross build cannot ask the program: the names to make links of.
$(O)/holdbox.links: $(O)/config.mk
	@for applet in $(subst _,-,$(APPLETS)); do echo $$applet; done > $@

# One program an applet: the same dispatcher with a list of one.
standalone := $(addprefix $(O)/standalone/,$(subst _,-,$(APPLETS)))
## standalone            $(O)/standalone/NAME: a program of its own for each applet
.PHONY: standalone
standalone: $(standalone)

# their own, because there is less in them
of_one_applet := $(addprefix libcommon/,applet/dispatch.c applet/list.c launch/exec.c)
$(O)/standalone/%: $(applet_objects) $(common_objects) $(common) $(tables) $(O)/config.mk \
	scripts/near.ld
	@mkdir -p $(O)/obj/$*.d
	@echo '#define STANDALONE 1' > $(O)/obj/$*.d/applet_list.h
	@echo '#define ALL_EXEC $(if $(filter %/$(subst -,_,$*).c,$(near_sources)),1,0)' \
		>> $(O)/obj/$*.d/applet_list.h
	@echo '#define APPLET_LIST(X) X($(subst -,_,$*))' >> $(O)/obj/$*.d/applet_list.h
	@mkdir -p $(@D)
	$(if $(packed),@$(mktables) $* > $(O)/obj/$*.d/tables.c)
	@for file in $(of_one_applet) $(if $(packed),$(O)/obj/$*.d/tables.c); do \
		$(CC) $(compile) $(packing) -I$(O)/obj/$*.d $(includes) -c $$file \
			-o $(O)/obj/$*.d/$$(basename $$file .c).o || exit; done
	$(call link_program,$(addprefix $(O)/obj/$*.d/,$(notdir $(of_one_applet:.c=.o)) \
		$(if $(packed),tables.o)) \
		$(call object,$(call applet_files,$(subst -,_,$*))))

# ---- documentation -----------------------------------------------------------------------------

# scripts/mkdoc and mkcompletion hold every applet with every option, whatever is configured, for
# the build host.
mkdoc := $(O)/doc/mkdoc
mkcompletion := $(O)/doc/mkcompletion
generators := $(mkdoc) $(mkcompletion)
all_applet_sources := $(sort $(call applet_files,*))
generator_objects := $(patsubst $(O)/doc/%,$(O)/doc/scripts/%.o,$(generators))
doc_objects := $(patsubst %.c,$(O)/doc/%.o,$(common_sources) $(all_applet_sources))

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
$(O)/doc/libcommon/applet/dispatch.o: doc_define := -Dmain=unused_main

$(generators): $(O)/doc/%: $(O)/doc/scripts/%.o $(doc_objects)
	@echo "  HOSTCC  $@"
	@$(HOSTCC) -o $@ $^
.SECONDARY: $(generator_objects)

names := $(subst _,-,$(APPLETS))
man_pages := $(O)/man/holdbox.1 $(patsubst %,$(O)/man/%.1,$(names))
## man                   the manual pages, in $(O)/man
.PHONY: man
man: $(man_pages)

# its list of applets comes before .Sh ENVIRONMENT
$(O)/man/holdbox.1: applets/holdbox.mdoc $(mkdoc) $(O)/config.mk scripts/applets
	@mkdir -p $(@D)
	@{ sed '/^\.Sh ENVIRONMENT/,$$d' $< && scripts/applets $(mkdoc) $(names) && \
		sed -n '/^\.Sh ENVIRONMENT/,$$p' $<; } > $@

$(O)/man/%.1: $(mkdoc) $(wildcard applets/*/*.mdoc)
	@mkdir -p $(@D)
	@$(mkdoc) man $* $(wildcard applets/*/$(subst -,_,$*).mdoc) > $@

## html                  the same for a browser, and a cheat sheet, in $(O)/html
.PHONY: html
html: $(man_pages)
	@scripts/html README $(O)/html $(sort $^)

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

# for scripts that compile something else the same way
.PHONY: flags
flags:
	@echo $(smaller)

## sizes                 what each applet and feature costs, measured, in the prompts of Config.in
.PHONY: sizes
sizes: $(O)/config.mk
	+@MAKE='$(MAKE)' COMPILE='$(CC) $(compile)' LINK='$(CC) $(link)' \
		SIZE='$(CROSS_COMPILE)size' START_FILES='$(start_files)' END_FILES='$(end_files)' \
		scripts/sizes $(O)/.config $(O)/sizes $(config_in)

## budgets               the bytes that testsuite/box/budgets.t holds the default build to
.PHONY: budgets
budgets: all $(filter %/nohup,$(standalone))
	@scripts/budgets $(O) > testsuite/box/budgets

# ---- installation ------------------------------------------------------------------------------

# Also by the names that BusyBox's users know: make install CONFIG_PREFIX=DIRECTORY
PREFIX = $(CONFIG_PREFIX)
INSTALL_MAN ?= y
# without pages there are no completions either, unless they are asked for
INSTALL_COMPLETIONS ?= $(INSTALL_MAN)
installed := all $(if $(filter n,$(INSTALL_MAN)),,man) \
	$(if $(filter n,$(INSTALL_COMPLETIONS)),,completions)
put = @scripts/install $(1) $(O) '$(DESTDIR)' '$(PREFIX)' $(INSTALL_MAN) $(INSTALL_COMPLETIONS)

## install               the box, links, manual pages and completions, into $(DESTDIR)$(PREFIX);
##                       without DESTDIR it replaces no other program's file, except with FORCE=y
## install-noclobber     the same, keeping files of these names that are not ours
## uninstall             remove what install has put there
.PHONY: install install-noclobber uninstall
install: $(installed)
	$(call put,$(if $(DESTDIR)$(filter y,$(FORCE)),replace,careful))
install-noclobber: $(installed)
	$(call put,noclobber)
uninstall:
	$(call put,remove)

# dpkg-buildpackage wants debian/ at the top of a tree, so that gets one of its own.
deb := $(abspath $(O))/deb
## deb                   a package for Debian, in $(O)/deb
.PHONY: deb
deb:
	@command -v dpkg-buildpackage >/dev/null || \
		{ echo "deb: no dpkg-buildpackage: run ./scripts/setup package" >&2; exit 1; }
	@rm -rf $(deb)
	@mkdir -p $(deb)/holdbox
	@cp -R Makefile Config.in LICENSE README applets configs libcommon include scripts \
		testsuite scripts/packaging/debian $(deb)/holdbox
	+@cd $(deb)/holdbox && env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL \
		DEB_BUILD_OPTIONS="nocheck parallel=2" \
		dpkg-buildpackage -b -us -uc -d >../log 2>&1 || \
		{ tail -n 20 ../log >&2; exit 1; }
	@rm -r $(deb)/holdbox
	@ls $(deb)/*.deb

## release               $(O)/release: binaries for PROCESSORS="x86_64 s390x" or all, sources, SBOM,
##                       notices, sums; the same bytes from the same commit
PROCESSORS ?=
.PHONY: release
release:
	@rm -rf $(O)/release
	@CROSS=$(CROSS) scripts/release $(O)/release $(PROCESSORS)

## image                 $(O)/image, an OCI image with nothing but the box; IMAGE=container|nohup|
##                       supervisor: of that preset; ARCHITECTURES="amd64 arm64": for these
## initramfs             $(O)/initramfs.cpio.gz with the same; BIN=usr/bin: there and not in /bin
.PHONY: image initramfs
image: $(if $(IMAGE)$(ARCHITECTURES),,all)
	@IMAGE='$(IMAGE)' ARCHITECTURES='$(ARCHITECTURES)' CROSS=$(CROSS) \
		scripts/image $(O) $(O)/image
initramfs: all
	@scripts/initramfs $(O) $(O)/initramfs.cpio.gz $(BIN)

## matrix                build and test every configuration; MATRIX="none all": these
.PHONY: matrix
matrix: all
	@scripts/progress "" scripts/matrix $(abspath $(O))/matrix $(MATRIX)

include testsuite/rules.mk

-include $(patsubst %.o,%.d,$(applet_objects) $(common_objects) $(doc_objects) \
	$(generator_objects) $(table_objects))

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
	@sed -n 's/^## /  /p' Makefile testsuite/rules.mk
	@echo 'Variables:'
	@echo '  O=DIRECTORY           build there instead of in build/'
	@echo '  CC= CROSS_COMPILE=    the compiler; CFLAGS= HOSTCC= STATIC=n SANITIZE=y'
	@echo '  SKIP_STRIP=y          keep the symbols'
	@echo '  DESTDIR= PREFIX=      where install puts files; INSTALL_MAN=n: no pages,'
	@echo '                        INSTALL_COMPLETIONS=n: no completions'
	@echo '  ARCH= CROSS=DIRECTORY the processor of check-cross, and where its compiler is put'

endif
