# Looking at the tests themselves. Read by the Makefile.

coverage: ## tell per room how many lines the unit, golden and broken tests run
	$(MAKE) -s BUILD=$(BUILD)-coverage OPT="-O0 -g" CFLAGS=--coverage \
	    LDFLAGS=--coverage covered

covered: $(BUILD)/gongkai $(BUILD)/unit
	find $(BUILD) -name '*.gcda' -delete
	-GONGKAI=$(BUILD)/gongkai UNIT=$(BUILD)/unit \
	    test/run.sh unit refused golden cli >$(BUILD)/told 2>&1
	scripts/coverage $(BUILD)

.PHONY: coverage covered
