#include "watch.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../build/inventory.h"
#include "signals.h"
#include "watch_state.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>

#define POLL_EVERY 1000
#define RETRY_EVERY 500

int64_t watch_clock(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* sed -i writes sedAbC123 before it renames. */
static bool is_of_sed(const char *name)
{
    if (strncmp(name, "sed", 3) != 0 || strlen(name) != 9)
        return false;
    for (const char *at = name + 3; *at; at++)
        if (!isalnum((unsigned char)*at))
            return false;
    return true;
}

bool watch_ignores(const char *name)
{
    return inventory_ignores(name) || is_of_sed(name) ||
           str_ends(str_of(name), ".bak") || str_ends(str_of(name), ".part") ||
           str_ends(str_of(name), ".swx");
}

bool watch_is_remote(const struct watch_place *place)
{
    /* NFS, SMB (three), 9p as in WSL, FUSE, Ceph, AFS, VirtualBox, VMware */
    static const unsigned long kinds[] = {
        0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x01021997,
        0x65735546, 0x00c36400, 0x5346414f, 0x786f4256, 0xbacbacbc};
    struct arena scratch = {0};
    struct statfs about;
    char *path = path_join(&scratch, place->top, str_of(place->folder));
    bool remote = false;

    if (statfs(path[0] ? path : ".", &about) == 0)
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
            remote = remote ||
                     ((unsigned long)about.f_type & 0xffffffff) == kinds[i];
    arena_free(&scratch);
    return remote;
}

/* Which of a system's limits `error` is, and what to raise. */
static const char *why_of(int error)
{
    switch (error) {
    case ENOSPC: return "fs.inotify.max_user_watches";
    case EMFILE: return "fs.inotify.max_user_instances";
    default: return diag_reason(error);
    }
}

static void begin_polling(struct watch *watch, struct diags *diags,
                          enum diag_code code, const char *why)
{
    if (code != DIAG_CODES)
        diag_path(diags, code, "", why, NULL);
    eyes_free(watch->eyes);
    watch->eyes = NULL;
    if (!watch->snapshot)
        watch->snapshot = snapshot_new(watch);
}

struct watch *watch_new(const struct watch_place *place, size_t len,
                        const struct watch_rules *rules, struct diags *diags)
{
    struct watch *watch = mem_zero(1, sizeof(*watch));

    watch->place = place;
    watch->places = len;
    watch->burst.quiet = rules->quiet;
    if (rules->means == WATCH_POLL) {
        begin_polling(watch, diags, DIAG_CODES, NULL);
        return watch;
    }
    for (size_t i = 0; i < len && rules->means == WATCH_AUTO; i++)
        if (watch_is_remote(&place[i])) {
            begin_polling(watch, diags, WATCH_REMOTE, place[i].folder);
            return watch;
        }
    watch->eyes = eyes_new(watch);
    if (!watch->eyes)
        begin_polling(watch, diags, WATCH_LIMIT, why_of(errno));
    return watch;
}

bool watch_polls(const struct watch *watch)
{
    return watch->eyes == NULL;
}

static void take(struct watch *watch, struct watch_news *news)
{
    struct burst *burst = &watch->burst;
    size_t len = burst->items.len;

    mem_free(watch->item);
    watch->item = mem_zero(len + 1, sizeof(*watch->item));
    size_t room = 0;
    for (size_t i = 0; i < len; i++) {
        const struct burst_item *item = burst->items.entry[i].value;
        room += strlen(item->path) + 1;
    }
    /* one block: the items, then their texts */
    watch->item =
        mem_resize(watch->item, 1, (len + 1) * sizeof(*watch->item) + room);
    char *text = (char *)(watch->item + len + 1);
    for (size_t i = 0; i < len; i++) {
        const struct burst_item *item = burst->items.entry[i].value;
        size_t size = strlen(item->path) + 1;
        memcpy(text, item->path, size);
        watch->item[i] = (struct watch_item){item->place, text};
        text += size;
    }
    *news = (struct watch_news){watch->item, len, burst->all};
    burst_take(burst, watch_clock());
}

/* Milliseconds that may be slept, `left` at most. */
static int64_t nap_of(const struct watch *watch, int64_t left)
{
    int64_t ready = burst_wait(&watch->burst, watch_clock());
    int64_t regular = !watch->eyes                 ? POLL_EVERY
                      : eyes_miss_any(watch->eyes) ? RETRY_EVERY
                                                   : left;

    if (regular < left)
        left = regular;
    return ready >= 0 && ready < left ? ready : left;
}

/* Sleeps until something may be there to be seen, and looks. */
static void look(struct watch *watch, int64_t nap, struct diags *diags)
{
    struct pollfd at = {.fd = watch->eyes ? eyes_file(watch->eyes) : -1,
                        .events = POLLIN};
    int ready = signals_poll(&at, watch->eyes != NULL, (int)nap);
    bool fine = true;

    if (!watch->eyes)
        snapshot_look(watch);
    else if (ready > 0)
        fine = eyes_read(watch);
    else if (eyes_miss_any(watch->eyes))
        fine = eyes_retry(watch);
    if (!fine) {
        int error = errno;
        begin_polling(watch, diags, WATCH_LIMIT, why_of(error));
        burst_add_all(&watch->burst, watch_clock());
    }
}

enum watch_end watch_next(struct watch *watch, int most,
                          struct watch_news *news, struct diags *diags)
{
    int64_t until = watch_clock() + most;

    for (;;) {
        if (signals_caught())
            return WATCH_STOPPED;
        int64_t now = watch_clock();
        /* what came during a build is seen before it is judged complete */
        if (burst_wait(&watch->burst, now) == 0) {
            take(watch, news);
            return WATCH_NEWS;
        }
        if (now >= until)
            return WATCH_NOTHING;
        look(watch, nap_of(watch, until - now), diags);
    }
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    eyes_free(watch->eyes);
    snapshot_free(watch->snapshot);
    burst_free(&watch->burst);
    mem_free(watch->item);
    mem_free(watch);
}
