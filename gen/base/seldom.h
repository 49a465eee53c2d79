/*
 * seldom - what is done seldom by a function that is called at every place.
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

#endif
