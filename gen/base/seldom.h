/*
 * seldom - what is done seldom, and what is done always, by a function that is
 * called at every place of a text.
 */
#ifndef SELDOM_H
#define SELDOM_H

/*
 * Before a function that its callers mostly pass by. It is kept out of them, so
 * that what they mostly do needs no room for it.
 */
#define SELDOM __attribute__((noinline))

/* The same of one that they hardly ever call, and that may be slow. */
#define HARDLY __attribute__((cold, noinline))

/* Before one that is a part of its caller, whatever its length. */
#define ALWAYS inline __attribute__((always_inline))

#endif
