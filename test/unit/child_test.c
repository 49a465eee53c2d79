#include "../../gen/base/child.h"

#include "../../gen/base/mem.h"
#include "../asan.h"
#include "../test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MB ((size_t)1 << 20)

static const struct child_limits usual = {5, 256 * MB, 4 * MB};

static enum child_end run(const struct child_limits *limits,
                          void (*work)(void *, struct buf *), void *context,
                          int *number)
{
    struct buf out = {0};
    enum child_end end = child_run(limits, work, context, &out, number);

    CHECK_INT(out.len, 0); /* only work that is done gives an answer */
    buf_free(&out);
    return end;
}

static void answer_context(void *context, struct buf *answer)
{
    buf_text(answer, context);
}

TEST(work_that_is_done_gives_its_answer)
{
    char text[] = "公开";
    struct buf out = {0};
    int number = -1;

    buf_text(&out, "what stood there before");
    CHECK_INT(child_run(&usual, answer_context, text, &out, &number),
              CHILD_DONE);
    CHECK_STR(out.data, "公开");
    CHECK_INT(number, 0);
    buf_free(&out);
}

static void answer_much(void *context, struct buf *answer)
{
    buf_repeat(answer, 'x', *(size_t *)context);
}

TEST(an_answer_may_be_larger_than_a_pipe)
{
    size_t size = 3 * MB + 1;
    struct buf out = {0};
    int number;

    CHECK_INT(child_run(&usual, answer_much, &size, &out, &number), CHILD_DONE);
    CHECK_INT(out.len, size);
    buf_free(&out);
}

TEST(an_empty_answer_is_an_answer)
{
    char text[] = "";
    int number;

    CHECK_INT(run(&usual, answer_context, text, &number), CHILD_DONE);
}

TEST(an_answer_beyond_the_limit_is_refused)
{
    size_t size = 4 * MB + 1;
    int number;

    CHECK_INT(run(&usual, answer_much, &size, &number), CHILD_OUTPUT);
}

TEST(what_was_begun_works_while_others_do)
{
    size_t much = 3 * MB;
    char text[] = "公开";
    struct child first, second;
    struct buf out = {0};
    int number;

    child_begin(&first, &usual, answer_much, &much);
    child_begin(&second, &usual, answer_context, text);
    CHECK_INT(child_finish(&second, &out, &number), CHILD_DONE);
    CHECK_STR(out.data, "公开");
    CHECK_INT(child_finish(&first, &out, &number), CHILD_DONE);
    CHECK_INT(out.len, much);
    buf_free(&out);
}

static void change_context(void *context, struct buf *answer)
{
    *(int *)context = 7;
    (void)answer;
}

TEST(work_changes_nothing_here)
{
    int value = 1, number;

    run(&usual, change_context, &value, &number);
    CHECK_INT(value, 1);
}

static void end_by_signal(void *context, struct buf *answer)
{
    buf_text(answer, "half");
    raise(*(int *)context);
}

TEST(a_crash_tells_its_signal)
{
    int wanted = SIGUSR1, number;

    CHECK_INT(run(&usual, end_by_signal, &wanted, &number), CHILD_CRASH);
    CHECK_INT(number, SIGUSR1);
}

static void write_to_nowhere(void *context, struct buf *answer)
{
    volatile char *volatile nowhere = context;

    (void)answer;
    *nowhere = 1;
}

TEST(a_wild_write_is_a_crash)
{
    int number;

    if (UNDER_ASAN)
        test_skip("the sanitizer ends it in its own way");
    CHECK_INT(run(&usual, write_to_nowhere, NULL, &number), CHILD_CRASH);
    CHECK_INT(number, SIGSEGV);
}

static void leave(void *context, struct buf *answer)
{
    buf_text(answer, "half");
    _exit(*(int *)context);
}

TEST(a_library_that_exits_gives_no_answer)
{
    int code, number;

    for (code = 0; code < 3; code++) {
        enum child_end end = run(&usual, leave, &code, &number);
        test_case(end == CHILD_CRASH && number == 0, "exit", "code %d", code);
    }
}

static void never_end(void *context, struct buf *answer)
{
    (void)context;
    (void)answer;
    for (volatile unsigned i = 0;; i++)
        ;
}

TEST(work_without_end_is_ended)
{
    struct child_limits short_time = {1, 0, MB};
    int number;

    CHECK_INT(run(&short_time, never_end, NULL, &number), CHILD_TIME);
}

static void sleep_long(void *context, struct buf *answer)
{
    (void)context;
    (void)answer;
    for (;;)
        pause();
}

TEST(work_that_waits_for_ever_is_ended)
{
    struct child_limits short_time = {1, 0, MB};
    int number;

    CHECK_INT(run(&short_time, sleep_long, NULL, &number), CHILD_TIME);
}

static void work_a_little(void *context, struct buf *answer)
{
    const struct timespec nap = {.tv_nsec = 50000000};

    /* As on a machine where others get nearly all of the processor. */
    for (int naps = 0; naps < 60; naps++) {
        for (clock_t until = clock() + CLOCKS_PER_SEC / 200; clock() < until;)
            ;
        nanosleep(&nap, NULL);
    }
    buf_text(answer, context);
}

TEST(work_that_goes_on_slowly_is_waited_for)
{
    struct child_limits short_time = {1, 0, MB};
    char text[] = "公开";
    struct buf out = {0};
    int number;

    CHECK_INT(child_run(&short_time, work_a_little, text, &out, &number),
              CHILD_DONE);
    CHECK_STR(out.data ? out.data : "", "公开");
    buf_free(&out);
}

static void close_and_wait(void *context, struct buf *answer)
{
    for (int fd = 0; fd < 64; fd++)
        close(fd);
    sleep_long(context, answer);
}

TEST(work_that_closes_its_answer_and_waits_is_ended)
{
    struct child_limits short_time = {1, 0, MB};
    int number;

    CHECK_INT(run(&short_time, close_and_wait, NULL, &number), CHILD_TIME);
}

static void take_memory(void *context, struct buf *answer)
{
    (void)context;
    for (;;) {
        char *piece = mem_alloc(MB);
        memset(piece, 1, MB);
        buf_add(answer, piece, 1);
    }
}

/* As C++ does where an allocation fails. */
static void take_and_abort(void *context, struct buf *answer)
{
    char *piece;

    (void)context;
    while ((piece = malloc(MB)) != NULL) {
        memset(piece, 1, MB);
        buf_add(answer, piece, 1);
    }
    abort();
}

TEST(memory_beyond_the_limit_is_told_as_such)
{
    int number;

    if (UNDER_ASAN)
        test_skip("no limit on memory holds under AddressSanitizer");
    CHECK_INT(run(&usual, take_memory, NULL, &number), CHILD_MEMORY);
    CHECK_INT(run(&usual, take_and_abort, NULL, &number), CHILD_MEMORY);
    CHECK_INT(number, SIGABRT);
}

/* Where this process has less than the child may take, nobody's work is to
 * blame. */
TEST(want_of_memory_under_a_limit_of_the_shell_is_the_systems)
{
    struct rlimit old, near = {(rlim_t)1 << 28, RLIM_INFINITY};
    int number;

    if (UNDER_ASAN)
        test_skip("no limit on memory holds under AddressSanitizer");
    CHECK_INT(getrlimit(RLIMIT_AS, &old), 0);
    near.rlim_max = old.rlim_max;
    CHECK_INT(setrlimit(RLIMIT_AS, &near), 0);
    CHECK_INT(run(&usual, take_memory, NULL, &number), CHILD_SYSTEM);
    CHECK_INT(number, ENOMEM);
    CHECK_INT(setrlimit(RLIMIT_AS, &old), 0);
}

static void fill_memory(void *context, struct buf *answer)
{
    size_t size = *(size_t *)context;
    char *piece = malloc(size);

    buf_text(answer, piece ? "had" : "refused");
    if (piece)
        memset(piece, 1, size);
    free(piece);
}

/* The limit is for the work: what this process holds does not count. */
TEST(the_limit_leaves_out_what_the_parent_holds)
{
    size_t size = 200 * MB;
    char *held = malloc(512 * MB);
    struct buf out = {0};
    int number;

    CHECK(held != NULL);
    CHECK_INT(child_run(&usual, fill_memory, &size, &out, &number), CHILD_DONE);
    CHECK_STR(out.data, "had");
    buf_free(&out);
    free(held);
}

/* About 1 KB of stack a call. */
static size_t go_down(size_t left)
{
    volatile char room[1024] = {0};

    room[left % sizeof(room)] = 1;
    return left ? go_down(left - 1) + (size_t)room[left % sizeof(room)] : 0;
}

static void go_deep(void *context, struct buf *answer)
{
    size_t kilobytes = *(size_t *)context;

    buf_format(answer, "%zu", go_down(kilobytes));
}

TEST(the_stack_is_large_whatever_the_shell_allows)
{
    size_t kilobytes = UNDER_ASAN ? 8000 : 40000;
    struct rlimit small = {256 << 10, 256 << 10};
    struct buf out = {0};
    int number;

    setrlimit(RLIMIT_STACK, &small);
    CHECK_INT(child_run(&usual, go_deep, &kilobytes, &out, &number),
              CHILD_DONE);
    CHECK_INT(strtoul(out.data ? out.data : "0", NULL, 10), kilobytes);
    buf_free(&out);
}

TEST(a_stack_without_end_is_a_crash)
{
    size_t kilobytes = 200000;
    int number;

    if (UNDER_ASAN)
        test_skip("the sanitizer ends it in its own way");
    CHECK_INT(run(&usual, go_deep, &kilobytes, &number), CHILD_CRASH);
    CHECK_INT(number, SIGSEGV);
}

static void look_around(void *context, struct buf *answer)
{
    struct rlimit core = {1, 1};
    char byte;

    (void)context;
    getrlimit(RLIMIT_CORE, &core);
    buf_format(answer, "stdin %zd, core %lu", read(STDIN_FILENO, &byte, 1),
               (unsigned long)core.rlim_cur);
}

TEST(the_child_has_no_input_and_leaves_no_core)
{
    int pipes[2], number;
    struct buf out = {0};

    /* An input that would be waited for. */
    CHECK_INT(pipe(pipes), 0);
    dup2(pipes[0], STDIN_FILENO);
    CHECK_INT(child_run(&usual, look_around, NULL, &out, &number), CHILD_DONE);
    CHECK_STR(out.data, "stdin 0, core 0");
    buf_free(&out);
}

static void print_something(void *context, struct buf *answer)
{
    (void)context;
    buf_text(answer, "done");
    printf("noise\n");
    fflush(stdout);
}

TEST(what_the_child_prints_goes_nowhere)
{
    char path[] = "/tmp/gongkai-out-XXXXXX";
    int fd = mkstemp(path), number;
    struct buf out = {0};

    dup2(fd, STDOUT_FILENO);
    printf("once\n"); /* waits in the buffer while the child is made */
    CHECK_INT(child_run(&usual, print_something, NULL, &out, &number),
              CHILD_DONE);
    fflush(stdout);
    char *text = test_file(path, NULL);
    CHECK_STR(text, "once\n");
    free(text);
    unlink(path);
    buf_free(&out);
}

static int count_open(void)
{
    int count = 0;

    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

TEST(children_leave_no_descriptors)
{
    int before = count_open(), wanted = SIGUSR1, number;

    for (int i = 0; i < 20; i++)
        run(&usual, end_by_signal, &wanted, &number);
    CHECK_INT(count_open(), before);
}

TEST(a_signal_that_we_catch_still_ends_the_child)
{
    int wanted = SIGTERM, number;

    signal(SIGTERM, SIG_IGN);
    CHECK_INT(run(&usual, end_by_signal, &wanted, &number), CHILD_CRASH);
    CHECK_INT(number, SIGTERM);
}
