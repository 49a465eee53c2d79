/*
 * turn - how one asks a program that a library of this folder is loaded into to
 * run again and again, without being loaded each time (turn_serve.h).
 *
 * For each struct turn that comes in by TURN_ORDERS a child of the program
 * begins its main in the folder TURN_SITE, with its output in the files
 * TURN_OUT and TURN_ERR; how it ended, as waitpid has it, goes out by
 * TURN_ANSWERS. The program ends where no order comes any more.
 */
#ifndef TURN_H
#define TURN_H

#define TURN_ORDERS 198
#define TURN_ANSWERS 199
#define TURN_SECONDS 120 /* what takes longer hangs: SIGALRM ends it */

struct turn {
    long nth; /* which call or request fails; 0: none */
    int error; /* with what */
};

#endif
