# gongkai: `make help` lists what can be made.

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wcast-qual \
       -Wpointer-arith -Wwrite-strings
HARD = -fstack-protector-strong -fPIE
OPT ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
CFLAGS += -std=c11 $(OPT) $(WARN) $(HARD) $(EXTRA)
LDFLAGS += -pie -Wl,-z,relro,-z,now $(EXTRA_LD)

# cmark-gfm's package name carries its version, libsass is C++: both static.
STATIC = -Wl,-Bstatic -lcmark-gfm-extensions -lcmark-gfm -lsass -Wl,-Bdynamic
LIBS = $(STATIC) -lstdc++ -lxml2 -linih -lyaml -lxxhash -lpthread -lm

# make SAN=address,undefined BUILD=build/asan
ifdef SAN
EXTRA += -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
EXTRA_LD += -fsanitize=$(SAN)
endif

SOURCES = $(sort $(wildcard gen/*/*.c))
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
ROOMS = $(filter-out $(BUILD)/gen/doors/main.o,$(OBJECTS))
TESTS = $(sort $(wildcard test/unit/*.c)) test/test.c $(wildcard test/fake_*.c)
TEST_OBJECTS = $(TESTS:%.c=$(BUILD)/%.o)

all: $(BUILD)/gongkai

$(BUILD)/gongkai: $(OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

$(BUILD)/unit: $(ROOMS) $(TEST_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(TEST_OBJECTS) $(ROOMS) $(LIBS) -lcjson

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d)

.PHONY: all
