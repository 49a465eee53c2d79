/*
 * child - work that may crash, hang or eat all memory, done in a process of
 * its own with limits, so that this one only gets bytes or an answer why not.
 *
 * Call it while no other thread runs.
 */
#ifndef CHILD_H
#define CHILD_H

#include "buf.h"

struct child_limits {
    unsigned seconds; /* of processor time; idle, twice that by the clock */
    size_t memory; /* address space beyond what we have; 0: no limit */
    size_t output; /* most bytes it may answer; 0: no limit */
};

enum child_end {
    CHILD_DONE, /* the work returned; its answer is in `out` */
    CHILD_TIME, /* ran out of time */
    CHILD_MEMORY, /* ran out of memory */
    CHILD_OUTPUT, /* answered too much */
    CHILD_CRASH, /* ended by the signal `*signal_number`, or 0: it left */
    CHILD_SYSTEM, /* no process could be had: errno in `*signal_number` */
};

/*
 * Runs work(context, answer) in a child and gives what it put into `answer`.
 * The child gets a stack of 64 MB, no standard input or output, and no core
 * file. It ends when we do.
 */
enum child_end child_run(const struct child_limits *limits,
                         void (*work)(void *context, struct buf *answer),
                         void *context, struct buf *out, int *signal_number);

#endif
