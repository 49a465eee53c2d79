/*
 * pool - many small jobs on a few threads.
 *
 * Jobs must not depend on each other's order: what they make goes to the slot
 * of their own index, and what they have to say into their worker's diags.
 */
#ifndef POOL_H
#define POOL_H

#include <stddef.h>

#define POOL_MOST 64

/* How many threads `wanted` stands for: 0 means one for each processor. */
unsigned pool_threads(unsigned wanted);

/*
 * Calls job(context, index, worker) once for each index below `count`, on at
 * most `threads` threads (worker is below `threads`), and returns when all are
 * done. With one thread, or where no further one can be had, the caller's own
 * thread does them.
 */
void pool_run(unsigned threads, size_t count,
              void (*job)(void *context, size_t index, unsigned worker),
              void *context);

/*
 * The same beside what the caller does meanwhile: pool_begin starts all threads
 * but the caller's own, which helps with what is left at pool_end. pool_drop
 * leaves out what was not begun. One of the two has to be called.
 */
struct errand;
struct errand *pool_begin(unsigned threads, size_t count,
                          void (*job)(void *context, size_t index,
                                      unsigned worker),
                          void *context);
void pool_end(struct errand *errand);
void pool_drop(struct errand *errand);

#endif
