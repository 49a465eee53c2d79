# Looking at the tests themselves. Read by the Makefile.

# A run of another user cannot write what it has to tell: that is let go.
coverage: ## tell per room how many lines the tests run
	mkdir -p $(BUILD)-coverage
	$(CC) -c -o $(BUILD)-coverage/exit.o test/preload/exit.c
	$(MAKE) -s BUILD=$(BUILD)-coverage OPT="-O0 -g" CFLAGS=--coverage \
	    LDFLAGS="--coverage -Wl,--wrap=_exit $(BUILD)-coverage/exit.o" covered

covered: $(BUILD)/gongkai $(BUILD)/unit
	find $(BUILD) -name '*.gcda' -delete
	-GCOV_ERROR_FILE=/dev/null GONGKAI=$(BUILD)/gongkai UNIT=$(BUILD)/unit \
	    test/run.sh unit refused golden import serve completion archive publish \
	    cli >$(BUILD)/told 2>&1
	grep -E '^(FAIL|==)' $(BUILD)/told
	scripts/coverage $(BUILD)

# The program under valgrind, as the golden tests call it: an error or a leak
# ends it with 99. At the end, how many processes found how much.
WATCH = valgrind --error-exitcode=99 --trace-children=yes --leak-check=full \
        --errors-for-leak-kinds=definite \
        --log-file=$(abspath $(BUILD))/valgrind/%p $(abspath $(BUILD))/gongkai

valgrind: $(BUILD)/gongkai ## build and check the golden sites under valgrind
	@rm -rf $(BUILD)/valgrind && mkdir $(BUILD)/valgrind
	@printf '#!/bin/sh\nexec %s "$$@"\n' '$(WATCH)' >$(BUILD)/watched
	@chmod +x $(BUILD)/watched
	GONGKAI=$(BUILD)/watched test/golden.sh
	@sed -n 's/.*ERROR SUMMARY: //p' $(BUILD)/valgrind/* | sort | uniq -c

.PHONY: coverage covered valgrind
