/*
 * child - work that may crash, hang or eat all memory, done in a process of
 * its own with limits, so that this one only gets bytes or an answer why not.
 *
 * Begin it while no other thread runs.
 */
#ifndef CHILD_H
#define CHILD_H

#include "buf.h"

#include <stdbool.h>
#include <sys/types.h>

struct child_limits {
    unsigned seconds; /* of processor time; idle, twice that by the clock */
    size_t memory; /* address space beyond what we have; 0: no limit */
    size_t output; /* most bytes it may answer; 0: no limit */
};

enum child_end {
    CHILD_DONE, /* the work returned; its answer is in `out` */
    CHILD_TIME, /* ran out of time */
    CHILD_MEMORY, /* ran out of the memory that its limits give it */
    CHILD_OUTPUT, /* answered too much */
    CHILD_CRASH, /* ended by the signal `*signal_number`, or 0: it left */
    CHILD_SYSTEM, /* no process could be had, or not the memory that its limits
                     give it: errno in `*signal_number` */
};

/* One that was begun: it works while we do something else. */
struct child {
    struct child_limits limits;
    pid_t process; /* -1: none could be had, `error` says why */
    int answer; /* the end of a pipe; -1: none */
    bool confined; /* less memory than its limits give is left to us */
    int error;
};

/*
 * Begins work(context, answer) in a child. It has a copy of all that we have
 * now, so the earlier it is begun, the less there is to copy. The child gets a
 * stack of 64 MB, no standard input or output, and no core file. It ends when
 * we do. Each needs a child_finish.
 */
void child_begin(struct child *child, const struct child_limits *limits,
                 void (*work)(void *context, struct buf *answer),
                 void *context);

/*
 * Waits for it and gives what the work put into `answer`. Time by the clock is
 * counted from here on. With CHILD_CRASH and CHILD_SYSTEM, `*signal_number`
 * says more.
 */
enum child_end child_finish(struct child *child, struct buf *out,
                            int *signal_number);

/* Both in one. */
enum child_end child_run(const struct child_limits *limits,
                         void (*work)(void *context, struct buf *answer),
                         void *context, struct buf *out, int *signal_number);

#endif
