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

.PHONY: coverage covered
