#include "child.h"

#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define STACK ((size_t)64 << 20)

/*
 * How the child leaves. A library that calls exit(0) by itself must not pass
 * for an answer, so an answer has a code of its own.
 */
enum { LEFT_ANSWER = 21, LEFT_TOO_MUCH = 22, LEFT_NO_MEMORY = 74 };

struct task {
    void (*work)(void *context, struct buf *answer);
    void *context;
    struct buf answer;
};

/* What is mapped already counts against RLIMIT_AS, so it is added. */
static size_t mapped_bytes(void)
{
    char line[128] = "";
    FILE *file = fopen("/proc/self/statm", "re");

    if (!file)
        return 0;
    const char *pages = fgets(line, sizeof(line), file) ? line : "";
    fclose(file);
    return strtoul(pages, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

static void limit(int what, size_t soft, size_t hard)
{
    struct rlimit old = {0};

    if (getrlimit((__rlimit_resource_t)what, &old))
        return;
    if (hard > old.rlim_max)
        hard = old.rlim_max;
    if (soft > hard)
        soft = hard;
    setrlimit((__rlimit_resource_t)what, &(struct rlimit){soft, hard});
}

/* Whether what this process may have in all (`ulimit -v`) is less. */
static bool is_confined(const struct child_limits *limits)
{
    struct rlimit ours;
    size_t most;

    return limits->memory > 0 && getrlimit(RLIMIT_AS, &ours) == 0 &&
           ours.rlim_cur != RLIM_INFINITY &&
           !__builtin_add_overflow(limits->memory, mapped_bytes() + STACK,
                                   &most) &&
           ours.rlim_cur < most;
}

/* AddressSanitizer maps terabytes of shadow, so no limit can hold under it. */
static void limit_memory(size_t memory, size_t mapped)
{
    size_t most;

    if (SANITIZED || memory == 0 ||
        __builtin_add_overflow(memory, mapped + STACK, &most))
        return;
    limit(RLIMIT_AS, most, most);
}

/* Crash messages of libraries are not for the clerk; the answer says why. */
static void close_doors(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (null < 0)
        return;
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    if (!SANITIZED)
        dup2(null, STDERR_FILENO);
    close(null);
}

/* What the program catches is not for the child: it ends as usual. */
static void reset_signals(void)
{
    static const int number[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};

    for (size_t i = 0; i < sizeof(number) / sizeof(number[0]); i++)
        signal(number[i], SIG_DFL);
}

static void *run_task(void *argument)
{
    struct task *task = argument;

    task->work(task->context, &task->answer);
    return NULL;
}

/*
 * On a thread, for its stack: the first thread's cannot grow beyond what the
 * shell allowed (`ulimit -s 256`).
 */
static bool run_on_stack(struct task *task)
{
    pthread_attr_t attributes;
    pthread_t thread;

    if (pthread_attr_init(&attributes))
        return false;
    bool ok = pthread_attr_setstacksize(&attributes, STACK) == 0 &&
              pthread_create(&thread, &attributes, run_task, task) == 0 &&
              pthread_join(thread, NULL) == 0;
    pthread_attr_destroy(&attributes);
    return ok;
}

static bool send_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes.ptr += done;
        bytes.len -= (size_t)done;
    }
    return true;
}

static _Noreturn void be_child(const struct child_limits *limits,
                               struct task *task, int answer, pid_t parent)
{
    size_t mapped = mapped_bytes();

    /* A lock that the parent held must not outlive it in us. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    reset_signals();
    close_doors();
    mallopt(M_ARENA_MAX, 1); /* a second arena would map 64 MB of its own */
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_CPU, limits->seconds, (size_t)limits->seconds + 1);
    limit_memory(limits->memory, mapped);
    task->answer.limit = limits->output;
    if (!run_on_stack(task))
        _exit(LEFT_NO_MEMORY);
    if (task->answer.full)
        _exit(LEFT_TOO_MUCH);
    bool sent = send_all(answer, buf_view(&task->answer));
    _exit(sent ? LEFT_ANSWER : 1);
}

static int64_t milliseconds(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waiting for a child that may never end. */
struct watch {
    pid_t child;
    int64_t period, until; /* milliseconds; by the clock */
    int64_t used; /* of the processor, when the period began */
};

static int64_t processor_time(pid_t child)
{
    struct timespec used = {0};
    clockid_t clock;

    if (clock_getcpuclockid(child, &clock) == 0)
        clock_gettime(clock, &used);
    return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

static void begin_period(struct watch *watch, int64_t used)
{
    watch->used = used;
    watch->until = milliseconds() + watch->period;
}

/*
 * On a busy machine a sound child may be long in coming. One that used the
 * processor goes on: the limit on that ends it some time. One that used next
 * to nothing in a whole period is stuck.
 */
static bool is_over(struct watch *watch)
{
    if (milliseconds() < watch->until)
        return false;
    int64_t used = processor_time(watch->child);
    if (used - watch->used < watch->period / 100)
        return true;
    begin_period(watch, used);
    return false;
}

/* Takes what the child sends until it ends; false when time is up. */
static bool receive(int fd, struct watch *watch, struct buf *out)
{
    char piece[65536];

    while (!is_over(watch)) {
        int64_t left = watch->until - milliseconds();
        struct pollfd at = {.fd = fd, .events = POLLIN};
        if (left < 0)
            continue;
        int ready = poll(&at, 1, left < INT32_MAX ? (int)left : INT32_MAX);
        if (ready < 0 && errno != EINTR)
            return true;
        if (ready <= 0)
            continue;
        ssize_t got = read(fd, piece, sizeof(piece));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return true;
        buf_add(out, piece, (size_t)got);
    }
    return false;
}

/* A child that closed its answer but does not end is ended, too. */
static bool wait_for(struct watch *watch, int *status)
{
    const struct timespec nap = {.tv_nsec = 1000000};

    for (;;) {
        pid_t ended = waitpid(watch->child, status, WNOHANG);
        if (ended == watch->child)
            return true;
        if ((ended < 0 && errno != EINTR) || is_over(watch))
            return false;
        nanosleep(&nap, NULL);
    }
}

static void kill_child(pid_t child, int *status)
{
    kill(child, SIGKILL);
    while (waitpid(child, status, 0) < 0 && errno == EINTR)
        ;
}

static enum child_end judge_signal(int number,
                                   const struct child_limits *limits)
{
    if (number == SIGXCPU)
        return CHILD_TIME;
    /* Nobody but the kernel, short of memory, kills it that way ... */
    if (number == SIGKILL)
        return CHILD_MEMORY;
    /* ... and C++ aborts when an allocation fails under the limit. */
    if (number == SIGABRT && limits->memory > 0 && !SANITIZED)
        return CHILD_MEMORY;
    return CHILD_CRASH;
}

static enum child_end judge(int status, const struct child_limits *limits,
                            int *signal_number)
{
    if (WIFSIGNALED(status)) {
        *signal_number = WTERMSIG(status);
        return judge_signal(*signal_number, limits);
    }
    switch (WEXITSTATUS(status)) {
    case LEFT_ANSWER: return CHILD_DONE;
    case LEFT_TOO_MUCH: return CHILD_OUTPUT;
    case LEFT_NO_MEMORY: return CHILD_MEMORY;
    default: return CHILD_CRASH;
    }
}

static enum child_end hear(const struct child *child, struct buf *out,
                           int *signal_number)
{
    struct watch watch = {.child = child->process,
                          .period = (int64_t)child->limits.seconds * 2000};
    int status = 0;

    begin_period(&watch, processor_time(child->process));
    bool in_time =
        receive(child->answer, &watch, out) && wait_for(&watch, &status);
    if (!in_time) {
        kill_child(child->process, &status);
        return CHILD_TIME;
    }
    return judge(status, &child->limits, signal_number);
}

void child_begin(struct child *child, const struct child_limits *limits,
                 void (*work)(void *context, struct buf *answer), void *context)
{
    struct task task = {.work = work, .context = context};
    pid_t parent = getpid();
    int pipes[2];

    *child = (struct child){.limits = *limits, .process = -1, .answer = -1};
    if (pipe2(pipes, O_CLOEXEC)) {
        child->error = errno;
        return;
    }
    child->confined = is_confined(limits);
    fflush(NULL); /* else what waits in stdio could be written by both */
    child->process = fork();
    if (child->process == 0) {
        close(pipes[0]);
        be_child(limits, &task, pipes[1], parent);
    }
    child->error = errno;
    child->answer = pipes[0];
    close(pipes[1]);
}

enum child_end child_finish(struct child *child, struct buf *out,
                            int *signal_number)
{
    enum child_end end = CHILD_SYSTEM;

    *signal_number = 0;
    buf_cut(out, 0);
    if (child->process < 0)
        *signal_number = child->error;
    else
        end = hear(child, out, signal_number);
    if (end == CHILD_MEMORY && child->confined) {
        end = CHILD_SYSTEM;
        *signal_number = ENOMEM;
    }
    if (child->answer >= 0)
        close(child->answer);
    if (end != CHILD_DONE)
        buf_cut(out, 0);
    *child = (struct child){.process = -1, .answer = -1};
    return end;
}

enum child_end child_run(const struct child_limits *limits,
                         void (*work)(void *context, struct buf *answer),
                         void *context, struct buf *out, int *signal_number)
{
    struct child child;

    child_begin(&child, limits, work, context);
    return child_finish(&child, out, signal_number);
}
