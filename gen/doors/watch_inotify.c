/* Watching by inotify: one watch for each folder. */

#include "../base/path.h"
#include "watch_state.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define MASK                                                                   \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |    \
     IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW |             \
     IN_EXCL_UNLINK)
#define DEPTH_MOST 16
#define READS_MOST 64 /* in one go, so that a flood cannot hold us here */

/* A watched folder. Two places may look at the same one. */
struct eye {
    int id; /* inotify's */
    size_t place;
    char *path; /* below the place's disk */
};

struct eyes {
    int file;
    struct eye *eye; /* sorted by id */
    size_t len, cap;
    bool *missing; /* by place: its folder is not there */
    size_t missed; /* how many */
    bool lost; /* events were dropped: all must be watched anew */
};

int eyes_file(const struct eyes *eyes)
{
    return eyes->file;
}

bool eyes_miss_any(const struct eyes *eyes)
{
    return eyes->missed > 0;
}

static void set_missing(struct eyes *eyes, size_t place, bool missing)
{
    if (eyes->missing[place] != missing)
        eyes->missed += missing ? 1 : (size_t)-1;
    eyes->missing[place] = missing;
}

/* The first eye whose id is not below `id`. */
static size_t eye_at(const struct eyes *eyes, int id)
{
    size_t low = 0, high = eyes->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (eyes->eye[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_eye(struct eyes *eyes, int id, size_t place, const char *path)
{
    size_t at = eye_at(eyes, id);

    for (size_t i = at; i < eyes->len && eyes->eye[i].id == id; i++)
        if (eyes->eye[i].place == place) {
            /* moved within: the watch is the same, its name is not */
            mem_free(eyes->eye[i].path);
            eyes->eye[i].path = mem_alloc(strlen(path) + 1);
            memcpy(eyes->eye[i].path, path, strlen(path) + 1);
            return;
        }
    eyes->eye = mem_grow(eyes->eye, eyes->len, &eyes->cap, sizeof(*eyes->eye));
    memmove(eyes->eye + at + 1, eyes->eye + at,
            (eyes->len - at) * sizeof(*eyes->eye));
    eyes->len++;
    eyes->eye[at] = (struct eye){id, place, mem_alloc(strlen(path) + 1)};
    memcpy(eyes->eye[at].path, path, strlen(path) + 1);
}

static void drop_eye(struct eyes *eyes, size_t at)
{
    mem_free(eyes->eye[at].path);
    eyes->len--;
    memmove(eyes->eye + at, eyes->eye + at + 1,
            (eyes->len - at) * sizeof(*eyes->eye));
}

static bool is_at_or_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return len == 0 || (strncmp(path, folder, len) == 0 &&
                        (path[len] == '/' || path[len] == '\0'));
}

/* A folder that was moved away keeps its watches: they must be ended. */
static void close_eyes(struct eyes *eyes, size_t place, const char *folder)
{
    for (size_t i = eyes->len; i-- > 0;) {
        const struct eye *eye = &eyes->eye[i];
        bool shared = (i > 0 && eyes->eye[i - 1].id == eye->id) ||
                      (i + 1 < eyes->len && eyes->eye[i + 1].id == eye->id);
        if (eye->place != place || !is_at_or_below(eye->path, folder))
            continue;
        if (!shared)
            inotify_rm_watch(eyes->file, eye->id);
        drop_eye(eyes, i);
    }
}

/* Folders that are still to be watched and listed. */
struct search {
    struct watch *watch;
    size_t place;
    bool fresh; /* they came just now: what is in them is news */
    struct arena arena;
    const char **folder;
    size_t len, cap;
};

static void search_add(struct search *search, const char *folder)
{
    search->folder = mem_grow(search->folder, search->len, &search->cap,
                              sizeof(*search->folder));
    search->folder[search->len++] = folder;
}

static void list_folder(struct search *search, const char *folder)
{
    struct watch *watch = search->watch;
    struct disk_entry *entry = NULL;
    size_t len = 0;

    if (disk_list(watch->place[search->place].disk, folder, &search->arena,
                  &entry, &len))
        return; /* gone again */
    for (size_t i = 0; i < len; i++) {
        if (watch_ignores(entry[i].name))
            continue;
        char *path = path_join(&search->arena, folder, str_of(entry[i].name));
        if (entry[i].kind == DISK_FOLDER &&
            path_depth(str_of(path)) <= DEPTH_MOST)
            search_add(search, path);
        else if (search->fresh)
            burst_add(&watch->burst, search->place, path, BURST_BEGUN,
                      watch_clock());
    }
}

/* Watches one folder; 0 or an errno value. */
static int open_eye(struct watch *watch, size_t place, const char *folder)
{
    struct arena scratch = {0};
    const char *path =
        path_join(&scratch, watch->place[place].top, str_of(folder));
    int id = inotify_add_watch(watch->eyes->file, path[0] ? path : ".", MASK);
    int error = id < 0 ? errno : 0;

    if (id >= 0)
        add_eye(watch->eyes, id, place, folder);
    arena_free(&scratch);
    return error;
}

/*
 * Watches `folder` and all below it: first watched, then listed, so that
 * nothing made in between is missed. False when a limit was reached (errno).
 */
static bool open_eyes(struct watch *watch, size_t place, const char *folder,
                      bool fresh)
{
    struct search search = {.watch = watch, .place = place, .fresh = fresh};
    const char *top = watch->place[place].folder;
    int error = 0;

    search_add(&search, folder);
    while (search.len > 0 && error != ENOSPC && error != ENOMEM) {
        const char *next = search.folder[--search.len];
        error = open_eye(watch, place, next);
        if (strcmp(next, top) == 0)
            set_missing(watch->eyes, place, error != 0);
        if (!error && !watch->place[place].only)
            list_folder(&search, next);
    }
    mem_free(search.folder);
    arena_free(&search.arena);
    errno = error;
    return error != ENOSPC && error != ENOMEM;
}

static bool open_all(struct watch *watch)
{
    for (size_t i = 0; i < watch->places; i++)
        if (!open_eyes(watch, i, watch->place[i].folder, false))
            return false;
    return true;
}

struct eyes *eyes_new(struct watch *watch)
{
    struct eyes *eyes = mem_zero(1, sizeof(*eyes));

    eyes->missing = mem_zero(watch->places, sizeof(*eyes->missing));
    eyes->file = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch->eyes = eyes;
    if (eyes->file >= 0 && open_all(watch))
        return eyes;
    int error = errno;
    eyes_free(eyes);
    watch->eyes = NULL;
    errno = error;
    return NULL;
}

void eyes_free(struct eyes *eyes)
{
    if (!eyes)
        return;
    while (eyes->len > 0)
        drop_eye(eyes, eyes->len - 1);
    mem_free(eyes->eye);
    mem_free(eyes->missing);
    if (eyes->file >= 0)
        close(eyes->file);
    mem_free(eyes);
}

/* The folder that a place stands for went away; it is waited for. */
static void lose_place(struct watch *watch, size_t place)
{
    close_eyes(watch->eyes, place, "");
    set_missing(watch->eyes, place, true);
    burst_add_all(&watch->burst, watch_clock());
}

static bool see_folder(struct watch *watch, size_t place, const char *path,
                       uint32_t mask)
{
    if (watch->place[place].only)
        return true;
    if (mask & (IN_CREATE | IN_MOVED_TO)) {
        burst_add(&watch->burst, place, path, BURST_BEGUN, watch_clock());
        return open_eyes(watch, place, path, true);
    }
    if (mask & (IN_MOVED_FROM | IN_DELETE)) {
        close_eyes(watch->eyes, place, path);
        burst_add(&watch->burst, place, path, BURST_GONE, watch_clock());
    }
    return true;
}

static void see_file(struct watch *watch, size_t place, const char *path,
                     uint32_t mask)
{
    enum burst_state state = mask & (IN_CLOSE_WRITE | IN_MOVED_TO) ? BURST_WHOLE
                             : mask & IN_CREATE                    ? BURST_BEGUN
                                                                   : BURST_GONE;

    if (mask &
        (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MOVED_FROM | IN_DELETE))
        burst_add(&watch->burst, place, path, state, watch_clock());
}

/* One event, as the place of one eye sees it. */
static bool see(struct watch *watch, size_t place, const char *folder,
                const struct inotify_event *event)
{
    const char *only = watch->place[place].only;
    bool is_top = strcmp(folder, watch->place[place].folder) == 0;

    if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) {
        if (is_top)
            lose_place(watch, place);
        return true; /* else its parent tells */
    }
    if (event->len == 0 || watch_ignores(event->name) ||
        (only && strcmp(event->name, only) != 0))
        return true;
    struct arena scratch = {0};
    char *path = path_join(&scratch, folder, str_of(event->name));
    bool fine = true;
    if (event->mask & IN_ISDIR)
        fine = see_folder(watch, place, path, event->mask);
    else
        see_file(watch, place, path, event->mask);
    arena_free(&scratch);
    return fine;
}

/* The eyes change while they see, so each is looked up anew. */
static bool take_event(struct watch *watch, const struct inotify_event *event)
{
    struct eyes *eyes = watch->eyes;

    if (event->mask & IN_Q_OVERFLOW) {
        eyes->lost = true;
        return true;
    }
    for (size_t place = 0; place < watch->places; place++)
        for (size_t i = eye_at(eyes, event->wd);
             i < eyes->len && eyes->eye[i].id == event->wd; i++) {
            if (eyes->eye[i].place != place)
                continue;
            if (event->mask & IN_IGNORED) { /* the system ended the watch */
                drop_eye(eyes, i);
                break;
            }
            char *folder = eyes->eye[i].path;
            size_t len = strlen(folder) + 1;
            char *kept = memcpy(mem_alloc(len), folder, len);
            bool fine = see(watch, place, kept, event);
            mem_free(kept);
            if (!fine)
                return false;
            break;
        }
    return true;
}

/* Events were lost, of new folders perhaps: all is watched from the start. */
static bool start_over(struct watch *watch)
{
    eyes_free(watch->eyes);
    watch->eyes = eyes_new(watch);
    burst_add_all(&watch->burst, watch_clock());
    return watch->eyes != NULL;
}

bool eyes_read(struct watch *watch)
{
    char bytes[16384] __attribute__((aligned(8)));

    for (int reads = 0; reads < READS_MOST; reads++) {
        ssize_t got = read(watch->eyes->file, bytes, sizeof(bytes));
        if (got <= 0)
            break;
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event =
                (const struct inotify_event *)(bytes + at);
            at += (ssize_t)(sizeof(*event) + event->len);
            if (!take_event(watch, event))
                return false;
        }
    }
    return !watch->eyes->lost || start_over(watch);
}

bool eyes_retry(struct watch *watch)
{
    for (size_t i = 0; i < watch->places; i++) {
        if (!watch->eyes->missing[i])
            continue;
        if (!open_eyes(watch, i, watch->place[i].folder, true))
            return false;
        if (!watch->eyes->missing[i])
            burst_add_all(&watch->burst, watch_clock());
    }
    return true;
}
