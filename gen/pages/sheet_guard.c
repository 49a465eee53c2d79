#include "sheet_guard.h"

#include "../base/mem.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>

/* Members of a struct that is not there lie so near to address 0; Linux maps
 * nothing below (vm.mmap_min_addr). */
#define NEAR_NULL 65536

static struct sigaction before;
static _Thread_local volatile sig_atomic_t guarded;

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (guarded && (uintptr_t)info->si_addr < NEAR_NULL)
        mem_exhausted();
    sigaction(number, &before, NULL); /* the fault comes once more */
}

static void set_up(void)
{
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO};

    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &before);
}

void sheet_guard(bool on)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, set_up);
    guarded = on;
}
