/*
 * alloc - a library to be loaded before a program, in which the nth request
 * for memory fails, once (turn_serve.h). TURN_COUNT=file has the number of requests
 * written there when the program ends by exit(3).
 *
 * Children that a program forks are left alone; with ALLOC_CHILD set it is they
 * whose requests are counted and fail, each on its own.
 */
#include "turn_serve.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

static atomic_long requests;
static long fail_at;
static pid_t first;
static int in_children;

static void turn_begin(const struct turn *turn)
{
    fail_at = turn->nth;
    first = getpid();
    in_children = getenv("ALLOC_CHILD") != NULL;
    atomic_store(&requests, 0); /* what was loaded is not meant */
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("TURN_COUNT");
    int file = path && getpid() == first
                   ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644)
                   : -1;

    if (file < 0)
        return;
    dprintf(file, "%ld\n", atomic_load(&requests));
    close(file);
}

static int refused(void)
{
    if ((getpid() != first) != in_children)
        return 0;
    long nth = atomic_fetch_add(&requests, 1) + 1;

    if (!fail_at || nth != fail_at)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return refused() ? NULL : __libc_realloc(old, size);
}

void *memalign(size_t align, size_t size)
{
    return refused() ? NULL : __libc_memalign(align, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    return refused() ? NULL : __libc_memalign(align, size);
}

int posix_memalign(void **out, size_t align, size_t size)
{
    if (refused())
        return ENOMEM;
    *out = __libc_memalign(align, size);
    return *out ? 0 : ENOMEM;
}
