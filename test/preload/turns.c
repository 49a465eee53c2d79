/*
 * turns - lets each call to the disk, or each request for memory, of a command
 * fail once, in turn, and judges what people see then.
 *
 *   turns calls|memory|children LIBRARY BEFORE SITE STEP WATCHED PROGRAM...
 *
 * PROGRAM runs in SITE, a copy of the folder BEFORE, with LIBRARY (call.so,
 * alloc.so) loaded; every STEPth is tried, all with 1, some twenty with 0. WATCHED
 * are names with a blank between, each of what appears in one step. Where
 * something is not as it has to be it is told, with what the program said, and
 * the exit code is 1. `children` lets those of the program lack memory.
 *
 * The program is loaded once (turn.h): that takes longer than many a run.
 */
#define _GNU_SOURCE
#include "turn.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <fts.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define UNITS_MOST 8
#define SOME 20
#define WRONG_MOST 20 /* then enough is known */
#define CHILDREN_MOST 1200 /* what children ask for nobody counts */

/* Prints of what people see: of the bytes alone, and of names, times, places. */
struct seen {
    uint64_t bytes[UNITS_MOST], state[UNITS_MOST]; /* 0: it is not there */
};

static const char *before, *site;
static const char *unit[UNITS_MOST];
static size_t units;
static bool in_children;
static int orders, answers;
static char name[64]; /* of the call that failed */
static long tried, wrong;

static _Noreturn void give_up(const char *what)
{
    perror(what);
    exit(70);
}

static void add(uint64_t *print, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < len; i++)
        *print = (*print ^ at[i]) * 0x100000001B3u; /* FNV-1a */
}

static void add_file(uint64_t *print, const char *path)
{
    char part[1 << 16];
    int file = open(path, O_RDONLY);
    ssize_t len;

    if (file < 0)
        return;
    while ((len = read(file, part, sizeof(part))) > 0)
        add(print, part, (size_t)len);
    close(file);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* As readers do, through links: what people see may be behind one. */
static void look_at(const char *path, uint64_t *bytes, uint64_t *state)
{
    char *const roots[] = {(char *)path, NULL};
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);

    *bytes = *state = 0;
    for (FTSENT *at; walk && (at = fts_read(walk)) != NULL;) {
        const struct stat *st = at->fts_statp;
        if (at->fts_info != FTS_F && at->fts_info != FTS_D)
            continue;
        if (*state == 0)
            *bytes = *state = 0xCBF29CE484222325u;
        add(state, at->fts_path, at->fts_pathlen + 1u);
        add(state, &st->st_ino, sizeof(st->st_ino));
        add(state, &st->st_mtim, sizeof(st->st_mtim));
        if (at->fts_info != FTS_F)
            continue;
        add(bytes, at->fts_path, at->fts_pathlen + 1u);
        add_file(bytes, at->fts_path);
    }
    if (walk)
        fts_close(walk);
}

static struct seen look(void)
{
    struct seen seen = {0};

    for (size_t i = 0; i < units; i++)
        look_at(unit[i], &seen.bytes[i], &seen.state[i]);
    return seen;
}

static bool same(const uint64_t *a, const uint64_t *b)
{
    return memcmp(a, b, units * sizeof(*a)) == 0;
}

/* Leaves the current folder in the new site. */
static void reset_site(void)
{
    char command[1024];

    snprintf(command, sizeof(command), "rm -rf '%s' && cp -a '%s' '%s'", site,
             before, site);
    if (chdir("/") != 0 || system(command) != 0 || chdir(site) != 0)
        give_up(site);
}

/* The exit code; 256 and more where a signal ended it. */
static int run(long nth, int error)
{
    struct turn turn = {nth, error};
    int status = 0;

    if (write(orders, &turn, sizeof(turn)) < 0 ||
        read(answers, &status, sizeof(status)) != (ssize_t)sizeof(status))
        give_up("the program that is to run");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

/* A small file's text; static. */
static const char *text_of(const char *variable)
{
    static char text[1 << 16];
    int file = open(getenv(variable), O_RDONLY);
    ssize_t len = file < 0 ? -1 : read(file, text, sizeof(text) - 1);

    if (file >= 0)
        close(file);
    text[len < 0 ? 0 : len] = '\0';
    return text;
}

static bool because(long nth, int code, const char *what)
{
    wrong++;
    printf("number %ld %s, exit code %d: %s\n%s\n", nth, name, code, what,
           text_of("TURN_ERR"));
    return false;
}

/* How many lines of what was said have a word. */
static int lines_with(const char *word)
{
    int lines = 0;

    for (const char *at = text_of("TURN_ERR"); (at = strstr(at, word)) != NULL;
         lines++)
        at += strcspn(at, "\n");
    return lines;
}

/* ---- calls to the disk ---- */

static bool is_whole(const struct seen *now, const struct seen *old,
                     const struct seen *good)
{
    for (size_t i = 0; i < units; i++)
        if (now->bytes[i] != old->bytes[i] && now->bytes[i] != good->bytes[i])
            return false;
    return true;
}

static bool is_leaving(const char *file)
{
    return fnmatch("*.new", file, 0) == 0 || fnmatch("*.tmp", file, 0) == 0 ||
           fnmatch(".*.lock", file, 0) == 0;
}

/* The first file that a run should not have left; NULL: there is none. */
static const char *leaving(void)
{
    static char found[1024];
    char *const roots[] = {".", NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    bool any = false;

    for (FTSENT *at; walk && !any && (at = fts_read(walk)) != NULL;) {
        any = is_leaving(at->fts_name);
        if (any)
            snprintf(found, sizeof(found), "%s is left", at->fts_path);
    }
    if (walk)
        fts_close(walk);
    return any ? found : NULL;
}

static bool judge_call(long nth, int error, const struct seen *old,
                       const struct seen *good)
{
    reset_site();
    int code = run(nth, error);
    struct seen now = look();

    tried++;
    snprintf(name, sizeof(name), "%.50s, error %d", text_of("TURN_NAME"),
             error);
    if (code != 0 && code != 74)
        return because(nth, code, "that is no exit code for it");
    if (code == 0 && !same(now.bytes, good->bytes))
        return because(nth, code, "done, but not made");
    if (code == 74 && !is_whole(&now, old, good))
        return because(nth, code, "half of it is there");
    if (code == 74 && lines_with("error") != 1)
        return because(nth, code, "it is not told in one sentence");
    code = run(0, 0);
    if (code != 0)
        return because(nth, code, "the next run fails");
    now = look();
    if (!same(now.bytes, good->bytes))
        return because(nth, code, "the next run makes another");
    return !leaving() || because(nth, code, leaving());
}

/* Calls that a disk without room may refuse. */
static bool takes_room(void)
{
    static const char *const calls[] = {
        "write",  "pwrite", "mkdirat",   "linkat",    "symlinkat", "renameat",
        "rename", "fsync",  "renameat2", "ftruncate", "syncfs",    "close"};
    const char *called = text_of("TURN_NAME");

    for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
        if (strcmp(called, calls[i]) == 0)
            return true;
    return false;
}

static void judge_calls(long nth, const struct seen *old,
                        const struct seen *good)
{
    if (judge_call(nth, EIO, old, good) && takes_room())
        judge_call(nth, ENOSPC, old, good);
}

/* ---- requests for memory ---- */

/* One sentence, perhaps behind notes; never a crash, never silence. Where the
 * loader of libraries finds no memory for its own lists, it says so itself and
 * ends the program with 127. The style compiler has its own share; without it,
 * it is the clerk's matter. */
static bool is_told(int code)
{
    if (code == 74 || code == 127)
        return lines_with("out of memory") + lines_with("allocate memory") > 0;
    return code == 1 && in_children &&
           lines_with("[limit-memory]") + lines_with("[worker]") +
                   lines_with("[style]") >
               0;
}

/* Is all as it was? A ledger may stand already, whole; but a run that changed
 * the public site says so. */
static bool is_old(const struct seen *now, const struct seen *old,
                   const struct seen *good)
{
    for (size_t i = 0; i < units; i++)
        if (now->state[i] != old->state[i] &&
            (strcmp(unit[i], "public") == 0 || now->bytes[i] != good->bytes[i]))
            return false;
    return true;
}

/* `old` is what the site shows; a run that did anything has to be undone. */
static void judge_request(long nth, struct seen *old, const struct seen *good)
{
    int code = run(nth, ENOMEM);
    struct seen now = look();

    tried++;
    if (code == 0 && !same(now.bytes, good->bytes))
        because(nth, code, "done, but not made");
    if (code != 0 && !is_told(code))
        because(nth, code, "it is not told");
    if (code != 0 && !is_old(&now, old, good))
        because(nth, code, "something was touched");
    if (code != 0 && same(now.state, old->state))
        return;
    reset_site();
    *old = look();
}

/* ---- all ---- */

static void start(const char *library, char **program)
{
    int in[2], out[2];

    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
        give_up("pipe");
    orders = in[1];
    answers = out[0];
    pid_t child = fork();
    if (child < 0)
        give_up("fork");
    if (child > 0) {
        close(in[0]);
        close(out[1]);
        return;
    }
    dup2(in[0], TURN_ORDERS);
    dup2(out[1], TURN_ANSWERS);
    setenv("TURN_SITE", site, 1);
    setenv("LD_PRELOAD", library, 1);
    execv(program[0], program);
    _exit(70);
}

static bool every(bool calls, long step)
{
    reset_site();
    struct seen old = look();
    int code = run(0, 0);
    struct seen good = look();
    long all =
        in_children ? CHILDREN_MOST : strtol(text_of("TURN_COUNT"), NULL, 10);

    if (code != 0)
        return because(0, code, "it fails on its own");
    if (all == 0)
        return because(0, code, "nothing is counted");
    reset_site();
    old = calls ? old : look();
    if (step == 0)
        step = all / SOME + 1;
    for (long nth = 1; nth <= all && wrong < WRONG_MOST; nth += step)
        if (calls)
            judge_calls(nth, &old, &good);
        else
            judge_request(nth, &old, &good);
    printf("of %ld %ld were tried, %ld wrong\n", all, tried, wrong);
    return wrong == 0;
}

int main(int count, char **words)
{
    if (count < 8)
        return 64;
    in_children = strcmp(words[1], "children") == 0;
    before = words[3];
    site = words[4];
    for (char *at = strtok(words[6], " "); at; at = strtok(NULL, " "))
        if (units < UNITS_MOST)
            unit[units++] = at;
    start(words[2], words + 7);
    return every(strcmp(words[1], "calls") == 0, strtol(words[5], NULL, 10))
               ? 0
               : 1;
}
