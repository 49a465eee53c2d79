/*
 * turn_serve - the side of the program: where TURN_SITE is set, it stops before
 * its main and serves turns (turn.h).
 *
 * Included by one file of a library, which says what to do when one begins.
 */
#ifndef TURN_SERVE_H
#define TURN_SERVE_H

#define _GNU_SOURCE
#include "turn.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Counting starts here. */
static void turn_begin(const struct turn *turn);

static void turn_output(const char *variable, int fd)
{
    int file = open(getenv(variable), O_WRONLY | O_CREAT | O_TRUNC, 0644);

    if (file < 0)
        _exit(70);
    dup2(file, fd);
    close(file);
}

static void turn_child(const struct turn *turn)
{
    close(TURN_ORDERS);
    close(TURN_ANSWERS);
    if (chdir(getenv("TURN_SITE")) != 0)
        _exit(70);
    turn_output("TURN_OUT", STDOUT_FILENO);
    turn_output("TURN_ERR", STDERR_FILENO);
    alarm(TURN_SECONDS);
    turn_begin(turn);
}

/* Comes back in each child. */
static void turn_serve(void)
{
    struct turn turn;
    int status = 0;

    while (read(TURN_ORDERS, &turn, sizeof(turn)) == (ssize_t)sizeof(turn)) {
        pid_t child = fork();
        if (child == 0) {
            turn_child(&turn);
            return;
        }
        if (child < 0 || waitpid(child, &status, 0) < 0 ||
            write(TURN_ANSWERS, &status, sizeof(status)) < 0)
            _exit(70);
    }
    _exit(0);
}

typedef int turn_main(int count, char **words, char **variables);
typedef int turn_start(turn_main *main, int count, char **words,
                       void (*init)(void), void (*fini)(void),
                       void (*rtld_fini)(void), void *stack_end);

/* What the C library begins every program with. */
turn_start __libc_start_main;
int __libc_start_main(turn_main *main, int count, char **words,
                      void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end)
{
    turn_start *next;

    *(void **)&next = dlsym(RTLD_NEXT, "__libc_start_main");
    if (getenv("TURN_SITE"))
        turn_serve();
    return next(main, count, words, init, fini, rtld_fini, stack_end);
}

#endif
