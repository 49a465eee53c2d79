#include "../../gen/base/pool.h"

#include "../asan.h"
#include "../test.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>

#define MANY 5000

struct count {
    unsigned done[MANY]; /* each slot is one job's own */
    unsigned most[POOL_MOST]; /* and this its worker's */
    pthread_t thread[POOL_MOST];
};

static void count_one(void *context, size_t index, unsigned worker)
{
    struct count *count = context;

    count->done[index]++;
    count->most[worker]++;
    count->thread[worker] = pthread_self();
}

static size_t done_once(const struct count *count, size_t len)
{
    size_t once = 0;

    for (size_t i = 0; i < len; i++)
        once += count->done[i] == 1;
    return once;
}

TEST(every_job_is_done_once)
{
    static const unsigned threads[] = {0, 1, 2, 8, POOL_MOST, 1000};

    for (size_t i = 0; i < sizeof(threads) / sizeof(threads[0]); i++) {
        struct count count = {0};
        pool_run(threads[i], MANY, count_one, &count);
        test_case(done_once(&count, MANY) == MANY, "pool", "%u threads",
                  threads[i]);
    }
}

TEST(no_worker_has_a_number_beyond_the_threads)
{
    struct count count = {0};

    pool_run(3, MANY, count_one, &count);
    CHECK_INT(count.most[0] + count.most[1] + count.most[2], MANY);
}

TEST(no_job_is_no_work)
{
    struct count count = {0};

    pool_run(4, 0, count_one, &count);
    CHECK_INT(done_once(&count, MANY), 0);
}

static void note_order(void *context, size_t index, unsigned worker)
{
    size_t *next = context;

    CHECK_INT(worker, 0);
    CHECK_INT(index, (*next)++);
}

TEST(one_thread_does_the_jobs_in_order)
{
    size_t next = 0;

    pool_run(1, 100, note_order, &next);
    CHECK_INT(next, 100);
}

TEST(a_single_job_stays_on_the_callers_thread)
{
    struct count count = {0};

    pool_run(8, 1, count_one, &count);
    CHECK(pthread_equal(count.thread[0], pthread_self()));
}

TEST(jobs_beside_the_caller_are_done_when_it_waits_for_them)
{
    static const unsigned threads[] = {1, 2, 8};

    for (size_t i = 0; i < sizeof(threads) / sizeof(threads[0]); i++) {
        struct count count = {0};
        struct errand *errand = pool_begin(threads[i], MANY, count_one, &count);
        pool_end(errand);
        test_case(done_once(&count, MANY) == MANY, "pool", "%u threads beside",
                  threads[i]);
    }
}

/* Waits until it is told to go on. */
struct gate {
    atomic_bool entered, open;
    atomic_size_t done;
};

static void wait_at_gate(void *context, size_t index, unsigned worker)
{
    struct gate *gate = context;

    (void)index, (void)worker;
    atomic_store(&gate->entered, true);
    while (!atomic_load(&gate->open))
        sched_yield();
    atomic_fetch_add(&gate->done, 1);
}

TEST(the_caller_goes_on_meanwhile_and_can_do_without_the_rest)
{
    struct gate gate = {0};
    struct errand *errand = pool_begin(2, 100, wait_at_gate, &gate);

    while (
        !atomic_load(&gate.entered)) /* by another thread: this one goes on */
        sched_yield();
    atomic_store(&gate.open, true);
    pool_drop(errand);
    CHECK(atomic_load(&gate.done) >= 1);
    size_t done = atomic_load(&gate.done);
    sched_yield();
    CHECK_INT(atomic_load(&gate.done), done);
    errand = pool_begin(1, 100, wait_at_gate, &gate);
    pool_drop(errand);
    CHECK_INT(atomic_load(&gate.done), done);
}

TEST(threads_that_cannot_be_had_are_done_without)
{
    struct rlimit none = {1 << 20, 1 << 20};
    struct count count = {0};

    if (UNDER_ASAN)
        test_skip("no limit on memory holds under AddressSanitizer");
    setrlimit(RLIMIT_AS, &none);
    pool_run(8, MANY, count_one, &count);
    CHECK_INT(count.most[0], MANY);
}

static void look_for_signals(void *context, size_t index, unsigned worker)
{
    int *blocked = context;
    sigset_t set;

    (void)index;
    pthread_sigmask(SIG_SETMASK, NULL, &set);
    blocked[worker] = sigismember(&set, SIGINT);
    sched_yield();
}

TEST(signals_reach_only_the_callers_thread)
{
    int blocked[4] = {0, 1, 1, 1};
    sigset_t after;

    pool_run(4, 1000, look_for_signals, blocked);
    CHECK_INT(blocked[0], 0);
    CHECK_INT(blocked[1] + blocked[2] + blocked[3], 3);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    CHECK_INT(sigismember(&after, SIGINT), 0);
}

TEST(threads_are_at_least_one_and_not_too_many)
{
    cpu_set_t one;

    CHECK(pool_threads(0) >= 1);
    CHECK_INT(pool_threads(3), 3);
    CHECK_INT(pool_threads(100000), POOL_MOST);
    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    if (sched_setaffinity(0, sizeof(one), &one) == 0)
        CHECK_INT(pool_threads(0), 1);
}
