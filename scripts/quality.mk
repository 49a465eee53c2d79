# Looking at the tests themselves. Read by the Makefile.

coverage: ## tell per room how many lines the unit, golden and broken tests run
	mkdir -p $(BUILD)-coverage
	$(CC) -c -o $(BUILD)-coverage/exit.o test/preload/exit.c
	$(MAKE) -s BUILD=$(BUILD)-coverage OPT="-O0 -g" CFLAGS=--coverage \
	    LDFLAGS="--coverage -Wl,--wrap=_exit $(BUILD)-coverage/exit.o" covered

covered: $(BUILD)/gongkai $(BUILD)/unit
	find $(BUILD) -name '*.gcda' -delete
	-GONGKAI=$(BUILD)/gongkai UNIT=$(BUILD)/unit \
	    test/run.sh unit refused golden cli >$(BUILD)/told 2>&1
	scripts/coverage $(BUILD)

# The program under valgrind, as the golden tests call it: an error or a leak
# ends it with 99.
valgrind: $(BUILD)/gongkai ## build and check the golden sites under valgrind
	@printf '#!/bin/sh\nexec valgrind -q --error-exitcode=99 %s %s "$$@"\n' \
	    '--trace-children=yes --leak-check=full --errors-for-leak-kinds=definite' \
	    $(abspath $(BUILD)/gongkai) >$(BUILD)/watched && chmod +x $(BUILD)/watched
	GONGKAI=$(BUILD)/watched test/golden.sh

.PHONY: coverage covered valgrind
