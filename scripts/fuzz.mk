# Fuzzing: every test/fuzz/NAME.c is a target, its seeds lie in
# test/fuzz/seeds/NAME/ and test/NAME/. What is found stays in
# build-fuzz/NAME/, what breaks it in build-fuzz/crash-*. The unit tests run
# each target on its seeds.

F ?= number
TIME ?= 60

fuzz: ## look for what breaks: make fuzz F=number TIME=60 (seconds; needs clang)
	scripts/setup fuzz
	$(Q)$(MAKE) BUILD=$(BUILD)-fuzz CC=clang OPT="-O1 -g" \
	    SAN=address,undefined CFLAGS="-fsanitize=fuzzer-no-link -DFUZZING" \
	    $(BUILD)-fuzz/fuzz-$(F)
	@mkdir -p $(BUILD)-fuzz/$(F)
	$(BUILD)-fuzz/fuzz-$(F) -max_total_time=$(TIME) -timeout=10 \
	    -max_len=16384 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=$(BUILD)-fuzz/ $(BUILD)-fuzz/$(F) \
	    $(wildcard test/fuzz/seeds/$(F) test/$(F))

$(BUILD)/fuzz-%: $(BUILD)/test/fuzz/%.o $(ROOM_OBJECTS) $(MADE)
	$(call say,LINK,$@)
	$(Q)$(CC) $(C_FLAGS) $(L_FLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

.PHONY: fuzz
