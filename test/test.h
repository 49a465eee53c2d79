/*
 * test - a small frame for tests.
 *
 * A test is a true sentence and the shortest story that shows it. Each runs in
 * a process of its own with a time limit, so that one that crashes or hangs is
 * one failed test. The last line is "N passed, N failed[, N skipped]".
 */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stddef.h>

#define TEST(sentence)                                                         \
    static void test_##sentence(void);                                         \
    __attribute__((constructor)) static void register_##sentence(void)         \
    {                                                                          \
        test_register(__FILE__, #sentence, test_##sentence);                   \
    }                                                                          \
    static void test_##sentence(void)

#define CHECK(what) test_check((what), __FILE__, __LINE__, #what)
#define CHECK_INT(got, wanted)                                                 \
    test_int((long long)(got), (long long)(wanted), __FILE__, __LINE__, #got)
#define CHECK_STR(got, wanted)                                                 \
    test_text((got), (wanted), __FILE__, __LINE__, #got)

void test_register(const char *file, const char *name, void (*run)(void));
void test_check(bool holds, const char *file, int line, const char *what);
void test_int(long long got, long long wanted, const char *file, int line,
              const char *what);
void test_text(const char *got, const char *wanted, const char *file, int line,
               const char *what);

/*
 * For tables of cases: counts as a test of its own in the sum, shown under
 * `name` when it fails. Returns `holds`.
 */
bool test_case(bool holds, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Ends the running test as skipped, with the reason. */
_Noreturn void test_skip(const char *reason);

/* The folder of the shared material, or NULL where there is none. */
const char *test_shared(void);

/* Reads a whole file; NUL-terminated, given back by free. NULL: not there. */
char *test_file(const char *path, size_t *len);

#endif
