/*
 * fuzz - what a fuzz target is made with.
 *
 * FUZZ(name) { … } in test/fuzz/name.c is given `data` and `size`; it says with
 * MUST what has to hold for any bytes. `make fuzz F=name TIME=60` gives it to
 * libFuzzer; in the unit tests it is run on the seeds in seeds/name/.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef void fuzz_run(const uint8_t *data, size_t size);

#ifdef FUZZING
#define FUZZ(name)                                                             \
    static void fuzz_##name(const uint8_t *data, size_t size);                 \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);              \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)               \
    {                                                                          \
        fuzz_##name(data, size);                                               \
        return 0;                                                              \
    }                                                                          \
    static void fuzz_##name(const uint8_t *data, size_t size)
#else
#define FUZZ(name)                                                             \
    static void fuzz_##name(const uint8_t *data, size_t size);                 \
    __attribute__((constructor)) static void fuzz_register_##name(void)        \
    {                                                                          \
        fuzz_register(#name, fuzz_##name);                                     \
    }                                                                          \
    static void fuzz_##name(const uint8_t *data, size_t size)

/* Makes a target known to the unit tests. */
void fuzz_register(const char *name, fuzz_run *run);
#endif

/* A crash either way: the fuzzer keeps the input, a unit test fails. */
#define MUST(what)                                                             \
    do {                                                                       \
        if (!(what))                                                           \
            abort();                                                           \
    } while (0)

#endif
