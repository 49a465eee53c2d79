/*
 * call - a library to be loaded before a program, in which the nth call to the
 * disk fails, once (turn_serve.h). Calls are those of the program and of its
 * libraries on files and folders; pipes, terminals and memory are left alone,
 * and so are children that it forks. TURN_COUNT=file has the number of calls
 * written there when the program ends by exit(3), TURN_NAME=file the name of
 * the one that failed.
 */
#include "turn_serve.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

static atomic_long calls;
static long fail_at;
static int error_is;
static pid_t first;

static void turn_begin(const struct turn *turn)
{
    fail_at = turn->nth;
    error_is = turn->error;
    first = getpid();
    atomic_store(&calls, 0); /* what was loaded is not meant */
}

static void leave(const char *variable, const char *text)
{
    const char *path = getenv(variable);
    long file = path ? syscall(SYS_openat, AT_FDCWD, path,
                               O_WRONLY | O_CREAT | O_TRUNC, 0644)
                     : -1;

    if (file < 0)
        return;
    syscall(SYS_write, file, text, strlen(text));
    syscall(SYS_close, file);
}

__attribute__((destructor)) static void end(void)
{
    char text[32];

    if (getpid() != first)
        return;
    snprintf(text, sizeof(text), "%ld\n", atomic_load(&calls));
    leave("TURN_COUNT", text);
}

/* Whether this call is the one. */
static int fails(const char *name)
{
    if (getpid() != first)
        return 0;
    long nth = atomic_fetch_add(&calls, 1) + 1;

    if (!fail_at || nth != fail_at)
        return 0;
    leave("TURN_NAME", name);
    errno = error_is;
    return 1;
}

/* The same, where the call is on a file or folder at all, and not on one that
 * messages go to. */
static int fails_on(const char *name, int fd)
{
    struct stat st;
    int kept = errno;

    if (fd <= STDERR_FILENO || syscall(SYS_fstat, fd, &st) != 0 ||
        !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
        errno = kept;
        return 0;
    }
    errno = kept;
    return fails(name);
}

/* A function of the C library with another of its name before it. */
#define BEHIND(type, name, parameters, failed, failure, arguments)             \
    type name parameters;                                                      \
    type name parameters                                                       \
    {                                                                          \
        static type(*next) parameters;                                         \
        if (!next)                                                             \
            *(void **)&next = dlsym(RTLD_NEXT, #name);                         \
        if (failed)                                                            \
            return failure;                                                    \
        return next arguments;                                                 \
    }

#define ON_NAME(name, parameters, arguments)                                   \
    BEHIND(int, name, parameters, fails(#name), -1, arguments)
#define ON_FILE(type, name, parameters, arguments)                             \
    BEHIND(type, name, parameters, fails_on(#name, fd), -1, arguments)

ON_NAME(stat, (const char *restrict path, struct stat *restrict st), (path, st))
ON_NAME(fstatat,
        (int at, const char *restrict path, struct stat *restrict st, int how),
        (at, path, st, how))
ON_NAME(mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
ON_NAME(unlinkat, (int at, const char *path, int how), (at, path, how))
ON_NAME(unlink, (const char *path), (path))
ON_NAME(linkat, (int a, const char *from, int b, const char *to, int how),
        (a, from, b, to, how))
ON_NAME(symlinkat, (const char *to, int at, const char *path), (to, at, path))
ON_NAME(renameat, (int a, const char *from, int b, const char *to),
        (a, from, b, to))
ON_NAME(renameat2,
        (int a, const char *from, int b, const char *to, unsigned how),
        (a, from, b, to, how))
ON_NAME(rename, (const char *from, const char *to), (from, to))
ON_NAME(fchmodat, (int at, const char *path, mode_t mode, int how),
        (at, path, mode, how))
ON_NAME(statfs, (const char *path, struct statfs *st), (path, st))
BEHIND(ssize_t, readlinkat,
       (int at, const char *restrict path, char *restrict to, size_t len),
       fails("readlinkat"), -1, (at, path, to, len))
ON_FILE(ssize_t, read, (int fd, void *to, size_t len), (fd, to, len))
ON_FILE(ssize_t, pread, (int fd, void *to, size_t len, off_t at),
        (fd, to, len, at))
ON_FILE(ssize_t, write, (int fd, const void *from, size_t len), (fd, from, len))
ON_FILE(ssize_t, pwrite, (int fd, const void *from, size_t len, off_t at),
        (fd, from, len, at))
ON_FILE(int, fstat, (int fd, struct stat *st), (fd, st))
ON_FILE(int, fsync, (int fd), (fd))
ON_FILE(int, syncfs, (int fd), (fd))
ON_FILE(int, ftruncate, (int fd, off_t len), (fd, len))
ON_FILE(int, fchmod, (int fd, mode_t mode), (fd, mode))
ON_FILE(int, flock, (int fd, int how), (fd, how))
ON_FILE(int, fstatvfs, (int fd, struct statvfs *st), (fd, st))
BEHIND(DIR *, fdopendir, (int fd), fails_on("fdopendir", fd), NULL, (fd))
BEHIND(struct dirent *, readdir, (DIR * dir), fails("readdir"), NULL, (dir))

/* What fails to close is closed all the same, as the kernel has it. */
int close(int fd)
{
    int failed = fails_on("close", fd);
    int code = (int)syscall(SYS_close, fd);

    if (!failed)
        return code;
    errno = error_is;
    return -1;
}

/* Those with arguments that may be absent go to the kernel themselves. */
int openat(int at, const char *path, int how, ...)
{
    va_list rest;

    va_start(rest, how);
    mode_t mode = how & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("openat") ? -1 : (int)syscall(SYS_openat, at, path, how, mode);
}

int open(const char *path, int how, ...)
{
    va_list rest;

    va_start(rest, how);
    mode_t mode = how & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("open") ? -1
                         : (int)syscall(SYS_openat, AT_FDCWD, path, how, mode);
}

/* The one call that the C library has no name for. */
long syscall(long number, ...)
{
    static long (*next)(long, ...);
    long part[6];
    va_list rest;

    va_start(rest, number);
    for (size_t i = 0; i < 6; i++)
        part[i] = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_openat2 && fails("openat2"))
        return -1;
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "syscall");
    return next(number, part[0], part[1], part[2], part[3], part[4], part[5]);
}
