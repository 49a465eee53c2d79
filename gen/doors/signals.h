/*
 * signals - being told to stop: work ends at the next safe place, the lock and
 * the staging folder are cleared away, and the exit code is 128 + the signal.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

/*
 * Catches SIGINT, SIGTERM and SIGHUP (a second one ends at once), and ignores
 * SIGPIPE and SIGXFSZ, whose cause then comes back as an error of the write.
 * SIGBUS ends the run with a sentence: a file that is looked at in memory was
 * cut short, or its disk fails.
 */
void signals_catch(void);

/* The signal that came, or 0. */
int signals_caught(void);

/*
 * Keeps these signals from the calling thread, and so from threads that it
 * starts from now on; they come in during signals_poll alone.
 */
void signals_hold(void);

/* Lets them come in again. */
void signals_release(void);

/* poll(2) that a signal ends at once, whenever it came: then -1. */
struct pollfd;
int signals_poll(struct pollfd *at, unsigned long len, int milliseconds);

#endif
