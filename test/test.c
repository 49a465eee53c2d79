#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TESTS_MOST 4096
/* Of processor time; a test that waits for ever is ended by the clock. */
#define SECONDS_EACH 120
#define SECONDS_WAITING 1000
#define SKIPPED 77

struct test {
    const char *file, *name;
    void (*run)(void);
};

/* Shared with the children: what they count. */
struct tally {
    long passed, failed, skipped;
};

static struct test tests[TESTS_MOST];
static size_t tests_len;
static struct tally *tally;
static bool this_failed;
static long cases_here;

void test_register(const char *file, const char *name, void (*run)(void))
{
    if (tests_len == TESTS_MOST)
        abort();
    tests[tests_len++] = (struct test){file, name, run};
}

static void told(const char *file, int line)
{
    this_failed = true;
    fprintf(stderr, "  %s:%d: ", file, line);
}

void test_check(bool holds, const char *file, int line, const char *what)
{
    if (holds)
        return;
    told(file, line);
    fprintf(stderr, "does not hold: %s\n", what);
}

void test_int(long long got, long long wanted, const char *file, int line,
              const char *what)
{
    if (got == wanted)
        return;
    told(file, line);
    fprintf(stderr, "%s is %lld, wanted %lld\n", what, got, wanted);
}

void test_text(const char *got, const char *wanted, const char *file, int line,
               const char *what)
{
    if (got && wanted && strcmp(got, wanted) == 0)
        return;
    if (!got && !wanted)
        return;
    told(file, line);
    fprintf(stderr, "%s is\n<<<%s>>>\nwanted\n<<<%s>>>\n", what,
            got ? got : "(null)", wanted ? wanted : "(null)");
}

bool test_case(bool holds, const char *name, const char *format, ...)
{
    cases_here++;
    if (holds) {
        tally->passed++;
        return true;
    }
    tally->failed++;
    fprintf(stderr, "FAIL %s: ", name);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return false;
}

void test_skip(const char *reason)
{
    printf("skip: %s\n", reason);
    fflush(stdout);
    exit(SKIPPED);
}

const char *test_shared(void)
{
    const char *path = getenv("GONGKAI_SHARED");
    struct stat st;

    if (!path)
        path = "../shared";
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? path : NULL;
}

char *test_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0;

    if (!file)
        return NULL;
    FILE *all = open_memstream(&text, &size);
    for (int byte; (byte = fgetc(file)) != EOF;)
        fputc(byte, all);
    fclose(all);
    fclose(file);
    if (len)
        *len = size;
    return text;
}

/* In the child: runs one test and tells by the exit code how it went. */
static _Noreturn void run_here(const struct test *test)
{
    struct rlimit limit = {SECONDS_EACH, SECONDS_EACH};

    setrlimit(RLIMIT_CPU, &limit);
    alarm(SECONDS_WAITING);
    test->run();
    exit(this_failed ? 1 : 0);
}

static void run_one(const struct test *test)
{
    fflush(NULL);
    long failed_before = tally->failed;
    pid_t child = fork();
    int status = 0;

    if (child == 0)
        run_here(test);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED) {
        tally->skipped++;
        printf("skipped %s\n", test->name);
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        if (tally->failed == failed_before)
            tally->passed++;
    } else {
        tally->failed++;
        printf("FAIL %s (%s)", test->name, test->file);
        if (WIFSIGNALED(status))
            printf(": %s", strsignal(WTERMSIG(status)));
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tally == MAP_FAILED)
        return 74;
    for (size_t i = 0; i < tests_len; i++) {
        const struct test *test = &tests[i];
        if (argc > 1 && !strstr(test->name, argv[1]) &&
            !strstr(test->file, argv[1]))
            continue;
        run_one(test);
    }
    printf("%ld passed, %ld failed, %ld skipped\n", tally->passed,
           tally->failed, tally->skipped);
    return tally->failed ? 1 : 0;
}
