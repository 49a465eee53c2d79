# gongkai: `make help` lists what can be made.
#
# To be set on the command line:
#   BUILD=dir    where objects and programs go (build)
#   CC=clang     another compiler
#   OPT=-Og      other optimisation and debugging flags (-O2 -g)
#   SAN=address,undefined   with sanitizers; give it a BUILD of its own
#   WERROR=1     warnings are errors
#   WITHOUT="sheet serve"   leave out parts, and their libraries: see PARTS below
#   V=1          show the commands

BUILD ?= build
OPT ?= -O2 -g
# A line for each file says enough: what the compiler tells is then seen.
ifndef V
Q = @
say = @printf '  %-5s %s\n' $(1) $(2)
endif

CLANG_TIDY ?= clang-tidy
CLANG_FORMAT ?= clang-format

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wcast-qual \
       -Wpointer-arith -Wwrite-strings $(if $(WERROR),-Werror)

# _FORTIFY_SOURCE rests on the optimiser and hides places from the sanitizers.
ifdef SAN
HARD = -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
else
HARD = $(if $(filter -O1 -O2 -O3 -Os,$(OPT)),-D_FORTIFY_SOURCE=2)
endif
HARD += -fstack-protector-strong -fPIE
# The same program wherever the sources lie.
HARD += -ffile-prefix-map=$(CURDIR)=.

# Given by hand, CPPFLAGS, CFLAGS and LDFLAGS come behind ours and so win.
C_FLAGS = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) $(HARD) $(CPPFLAGS) $(CFLAGS)
# By its build-id a run knows a cache that another program left.
L_FLAGS = -pie -static-libgcc -Wl,--build-id,-z,relro,-z,now \
          -Wl,--gc-sections,--dynamic-list=scripts/exported $(LDFLAGS)

# Asked when first needed, for on a fresh machine setup has to run before. The
# other libraries have their headers where every compiler looks.
XML_FLAGS = $(or $(shell pkg-config --cflags libxml-2.0 2>/dev/null),\
              -I/usr/include/libxml2)

# cmark-gfm's package name carries its version and libsass is past its end of
# life: both are linked statically, so that the program outlives the packages,
# and with them what they need of C++, which takes a millisecond to load.
LIBS = -Wl,-Bstatic -lcmark-gfm-extensions -lcmark-gfm -lsass -lstdc++ \
       -Wl,-Bdynamic -linih -lyaml -lxxhash -ldl -lpthread -lm

# These are loaded when they are needed (gen/base/late.h), and so are the forty
# that they need themselves.
LATE_LIBS = -lxml2 -lsodium -larchive -lzbar -ljpeg -lpng -lwebp -lgif \
            $(PART_LIBS)

# What the program can be built without, on systems that lack a library: the
# rooms of each part, for which their x_none.c stands in, and its libraries.
PARTS = sheet serve
ROOMS_sheet = gen/pages/sheet
LIBS_sheet = -lxlsxwriter -ldeflate -ldl
ROOMS_serve = gen/doors/serve
LIBS_serve = -lmicrohttpd

WITHOUT ?=
$(foreach part,$(WITHOUT),$(if $(filter $(part),$(PARTS)),,\
    $(error WITHOUT=$(part): there is no such part, only: $(PARTS))))
PART_LIBS = $(foreach part,$(filter-out $(WITHOUT),$(PARTS)),$(LIBS_$(part)))
LEFT_OUT = $(foreach part,$(WITHOUT),$(ROOMS_$(part)))
# The unit tests of a room go with it.
LEFT_OUT_TESTS = $(foreach room,$(LEFT_OUT),test/unit/$(notdir $(room))_test.c)
NONE = $(foreach part,$(PARTS),$(ROOMS_$(part):=_none.c))

SOURCES := $(sort $(filter-out $(NONE) $(LEFT_OUT:=.c) \
                  $(wildcard $(LEFT_OUT:=_*.c)),$(wildcard gen/*/*.c)) $(wildcard $(LEFT_OUT:=_none.c)))
HEADERS := $(sort $(wildcard gen/*/*.h test/*.h test/fuzz/*.h))
TESTS := $(sort $(filter-out $(LEFT_OUT_TESTS),\
                $(wildcard test/unit/*.c test/*.c test/fuzz/*.c)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
TEST_OBJECTS := $(TESTS:%.c=$(BUILD)/%.o)
ROOM_OBJECTS := $(filter-out $(BUILD)/gen/doors/main.o,$(OBJECTS))
FORMATTED := $(filter-out gen/base/codes.h,\
               $(SOURCES) $(NONE) $(HEADERS) $(TESTS))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

all: $(BUILD)/gongkai ## build the program (what `make` alone does)

site: $(BUILD)/gongkai ## install what is missing, build, and make public/
	$(BUILD)/gongkai build

check: $(BUILD)/gongkai ## look through public/ for links, third parties, names
	$(BUILD)/gongkai check

pdf: ## print every report of public/ as a document, into build/pdf
	scripts/pdf public $(BUILD)/pdf

serve: $(BUILD)/gongkai
	$(BUILD)/gongkai $@

publish: $(BUILD)/gongkai ## build, check, swap at DEST=folder or [publish] dest
	$(BUILD)/gongkai publish $(DEST)

archive: $(BUILD)/gongkai ## make build/archive: for a stick, as zip, as disc
	$(BUILD)/gongkai archive --usb build/archive/usb \
	    --zip build/archive/site.zip --iso build/archive/site.iso

docs: $(BUILD)/gongkai ## make the manual, docs/public/
	$(BUILD)/gongkai -C docs build

test: $(BUILD)/gongkai $(BUILD)/unit ## install what is missing and run all tests
	GONGKAI=$(BUILD)/gongkai UNIT=$(BUILD)/unit test/run.sh

unit: $(BUILD)/unit ## run the unit tests; one room: make unit ONLY=path_test
	$(BUILD)/unit $(ONLY)

bench: $(BUILD)/gongkai ## measure the program against a peer and the limit
	GONGKAI=$(BUILD)/gongkai scripts/bench/run

asan: ## run unit, golden, broken and command line tests under sanitizers
	$(MAKE) BUILD=$(BUILD)-asan OPT="-O1 -g" SAN=address,undefined sanitized

sanitized: $(BUILD)/gongkai $(BUILD)/unit
	GONGKAI=$(BUILD)/gongkai UNIT=$(BUILD)/unit \
	    test/run.sh unit refused golden cli

tsan: ## run the preview and what runs on threads under ThreadSanitizer
	$(MAKE) BUILD=$(BUILD)-tsan OPT="-O1 -g" SAN=thread threaded

# The style's child has a thread with a stack of its own.
TSAN = exitcode=66:die_after_fork=0

threaded: $(BUILD)/gongkai $(BUILD)/unit
	set -e; for room in pool build preview tree reload burst; do \
	    TSAN_OPTIONS=$(TSAN) $(BUILD)/unit $${room}_test; done
	TSAN_OPTIONS=$(TSAN) GONGKAI=$(BUILD)/gongkai \
	    test/calm/calm.py soak 60 40 4

lint: $(patsubst %.c,$(BUILD)/%.tidy,$(SOURCES) $(NONE)) ## look at the sources with clang-tidy

format: ## bring all sources into the project's form
	$(CLANG_FORMAT) -i $(FORMATTED)

format-check: ## tell which sources are not in that form
	$(CLANG_FORMAT) --dry-run -Werror $(FORMATTED)

clean: ## remove what was built (public/ stays)
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-tsan $(BUILD)-clang $(BUILD)-fuzz $(BUILD)-coverage

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' \
	    Makefile scripts/*.mk

# The program and the unit tests.

# Objects of what is made here.
MADE = $(BUILD)/late_files.o $(BUILD)/lexicon_table.o

$(BUILD)/gongkai: $(OBJECTS) $(MADE)
	$(call say,LINK,$@)
	$(Q)$(CC) $(C_FLAGS) $(L_FLAGS) -o $@ $(OBJECTS) $(MADE) $(LIBS)

$(BUILD)/unit: $(ROOM_OBJECTS) $(TEST_OBJECTS) $(MADE)
	$(call say,LINK,$@)
	$(Q)$(CC) $(C_FLAGS) $(L_FLAGS) -o $@ $(TEST_OBJECTS) $(ROOM_OBJECTS) \
	    $(MADE) $(LIBS) $(LATE_LIBS) -lcjson -lz -lqrencode

# Which files those libraries are, the linker tells.
$(BUILD)/late_files.c: Makefile $(BUILD)/flags scripts/late
	$(Q)CC="$(CC)" scripts/late files $(LATE_LIBS) >$@

# The lists of words as tables that no run has to make.
TABLE_PARTS = scripts/lexicon_table.c gen/report/lexicon_words.c \
              gen/report/lexicon_lead.c gen/base/text.c gen/base/utf8_fast.c \
              gen/base/rune.c

$(BUILD)/lexicon_table: $(TABLE_PARTS) gen/report/lexicon.h $(BUILD)/flags
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -o $@ $(TABLE_PARTS)

$(BUILD)/lexicon_table.c: $(BUILD)/lexicon_table
	$(Q)$< >$@

$(MADE): %.o: %.c
	$(Q)$(CC) $(C_FLAGS) -I. -c -o $@ $<

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(C_FLAGS) $(ROOM_FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.tidy: %.c $(HEADERS) .clang-tidy
	@mkdir -p $(@D)
	$(call say,TIDY,$<)
	$(Q)$(CLANG_TIDY) --quiet $< -- -std=c11 -D_GNU_SOURCE $(XML_FLAGS)
	@touch $@

$(BUILD)/gen/read/html.o: ROOM_FLAGS = $(XML_FLAGS)
$(BUILD)/gen/doors/main.o: ROOM_FLAGS = -DWITHOUT='"$(WITHOUT)"'

# Other flags make other objects: this file changes when they do.
FLAGS = $(CC) $(C_FLAGS) $(L_FLAGS) without: $(WITHOUT)
$(BUILD)/flags: always
	@mkdir -p $(@D)
	@printf '%s\n' '$(FLAGS)' | cmp -s - $@ || printf '%s\n' '$(FLAGS)' >$@

# `make site` and `make test` come first on a machine that has nothing yet.
ifneq ($(filter site test,$(MAKECMDGOALS)),)
$(OBJECTS) $(TEST_OBJECTS): | setup
endif

setup:
	WITHOUT="$(WITHOUT)" scripts/setup $(if $(filter test,$(MAKECMDGOALS)),test,build)

include scripts/install.mk
include scripts/fuzz.mk
include scripts/quality.mk

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d)

.PHONY: all pdf site check docs serve publish archive test unit bench asan \
        sanitized tsan threaded lint format format-check clean help setup always
