#include "signals.h"

#include "../base/mem.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void note(int number)
{
    if (caught)
        _exit(128 + number);
    caught = number;
}

static void lose_view(int number)
{
    (void)number;
    mem_view_lost();
}

static const int stops[] = {SIGINT, SIGTERM, SIGHUP};

void signals_catch(void)
{
    static const int ignored[] = {SIGPIPE, SIGXFSZ};
    struct sigaction action = {.sa_handler = note};

    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
        sigaction(stops[i], &action, NULL);
    action.sa_handler = lose_view;
    sigaction(SIGBUS, &action, NULL);
    action.sa_handler = SIG_IGN;
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
        sigaction(ignored[i], &action, NULL);
}

int signals_caught(void)
{
    return caught;
}

static void mask(int how)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
        sigaddset(&set, stops[i]);
    pthread_sigmask(how, &set, NULL);
}

void signals_hold(void)
{
    mask(SIG_BLOCK);
}

void signals_release(void)
{
    mask(SIG_UNBLOCK);
}

int signals_poll(struct pollfd *at, unsigned long len, int milliseconds)
{
    struct timespec time = {milliseconds / 1000,
                            (long)(milliseconds % 1000) * 1000000};
    sigset_t now;

    pthread_sigmask(SIG_SETMASK, NULL, &now);
    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
        sigdelset(&now, stops[i]);
    return ppoll(at, len, &time, &now);
}
