#include "pool.h"

#include "mem.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Enough for the libraries' recursion even under a small `ulimit -s`. */
#define STACK ((size_t)8 << 20)

struct run {
    size_t count;
    atomic_size_t next;
    void (*job)(void *context, size_t index, unsigned worker);
    void *context;
};

struct worker {
    struct run *run;
    unsigned number;
    pthread_t thread;
};

unsigned pool_threads(unsigned wanted)
{
    cpu_set_t set;

    if (wanted == 0) { /* those we may run on, which can be fewer than all */
        bool known = sched_getaffinity(0, sizeof(set), &set) == 0;
        wanted = known ? (unsigned)CPU_COUNT(&set) : 1;
    }
    if (wanted == 0)
        return 1;
    return wanted < POOL_MOST ? wanted : POOL_MOST;
}

static void do_jobs(struct run *run, unsigned worker)
{
    size_t index;

    while ((index = atomic_fetch_add(&run->next, 1)) < run->count)
        run->job(run->context, index, worker);
}

static void *work(void *argument)
{
    struct worker *worker = argument;

    do_jobs(worker->run, worker->number);
    return NULL;
}

/* Starts up to `wanted` workers, numbered from 1; tells how many there are. */
static unsigned start_workers(struct worker *worker, unsigned wanted,
                              struct run *run)
{
    pthread_attr_t attributes;
    unsigned started = 0;

    if (pthread_attr_init(&attributes))
        return 0;
    pthread_attr_setstacksize(&attributes, STACK);
    while (started < wanted) {
        struct worker *next = &worker[started];
        *next = (struct worker){.run = run, .number = started + 1};
        if (pthread_create(&next->thread, &attributes, work, next))
            break;
        started++;
    }
    pthread_attr_destroy(&attributes);
    return started;
}

/* Starts those that `threads` threads need beside the caller's own. */
static unsigned start_others(struct worker *worker, unsigned threads,
                             struct run *run)
{
    unsigned wanted = threads < POOL_MOST ? threads : POOL_MOST;
    sigset_t all, before;

    if (wanted <= 1)
        return 0;
    /* Signals are for the thread that began the program; a fault is for
     * the one that made it, and kills where it is blocked. */
    sigfillset(&all);
    sigdelset(&all, SIGSEGV);
    sigdelset(&all, SIGBUS);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    unsigned started = start_workers(worker, wanted - 1, run);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static void join_others(struct worker *worker, unsigned started)
{
    for (unsigned i = 0; i < started; i++)
        pthread_join(worker[i].thread, NULL);
}

void pool_run(unsigned threads, size_t count,
              void (*job)(void *context, size_t index, unsigned worker),
              void *context)
{
    struct worker worker[POOL_MOST];
    struct run run = {.count = count, .job = job, .context = context};
    unsigned wanted = threads < count ? threads : (unsigned)count;
    unsigned started = start_others(worker, wanted, &run);

    do_jobs(&run, 0);
    join_others(worker, started);
}

struct errand {
    struct run run;
    struct worker worker[POOL_MOST];
    unsigned started;
};

struct errand *pool_begin(unsigned threads, size_t count,
                          void (*job)(void *context, size_t index,
                                      unsigned worker),
                          void *context)
{
    struct errand *errand = mem_zero(1, sizeof(*errand));
    unsigned wanted = threads <= count ? threads : (unsigned)count + 1;

    errand->run = (struct run){.count = count, .job = job, .context = context};
    errand->started = start_others(errand->worker, wanted, &errand->run);
    return errand;
}

void pool_end(struct errand *errand)
{
    do_jobs(&errand->run, 0);
    join_others(errand->worker, errand->started);
    mem_free(errand);
}

void pool_drop(struct errand *errand)
{
    atomic_store(&errand->run.next, errand->run.count);
    pool_end(errand);
}
