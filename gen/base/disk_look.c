#include "disk_real.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static enum disk_kind kind_of(mode_t mode)
{
    if (S_ISREG(mode))
        return DISK_FILE;
    if (S_ISDIR(mode))
        return DISK_FOLDER;
    return S_ISLNK(mode) ? DISK_LINK : DISK_OTHER;
}

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct disk_stat stat_of(const struct stat *st)
{
    return (struct disk_stat){
        .kind = kind_of(st->st_mode),
        .size = (uint64_t)st->st_size,
        .inode = st->st_ino,
        .device = st->st_dev,
        .mtime = nanoseconds(st->st_mtim),
        .ctime = nanoseconds(st->st_ctim),
    };
}

static int look(const struct beneath_entry *entry, struct disk_stat *out)
{
    struct stat st;

    if (fstatat(entry->folder, entry->name, &st, AT_SYMLINK_NOFOLLOW))
        return errno;
    *out = stat_of(&st);
    return 0;
}

static int look_open(int fd, struct disk_stat *out)
{
    struct stat st;

    if (fstat(fd, &st))
        return errno;
    *out = stat_of(&st);
    return 0;
}

int real_stat(struct disk *disk, const char *path, struct disk_stat *out)
{
    struct beneath_entry entry;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = look(&entry, out);
    real_leave(disk, &entry);
    return error;
}

/* The length of a path's folder with its slash; 0 at the root. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* A folder that was found, by the first path that lies in it. */
struct at_hand {
    struct beneath_entry entry;
    const char *path; /* NULL: none */
    size_t len; /* of its folder */
};

static bool lies_in(const struct at_hand *folder, const char *path, size_t len)
{
    return folder->path && folder->len == len && len > 0 &&
           memcmp(folder->path, path, len) == 0 && path[len] != '\0' &&
           path[len] != '.';
}

static int take_in_hand(struct disk *disk, struct at_hand *folder,
                        const char *path, size_t len)
{
    if (folder->path)
        real_leave(disk, &folder->entry);
    folder->path = NULL;
    int error = real_find(disk, path, &folder->entry);
    if (!error)
        folder->path = path;
    folder->len = len;
    return error;
}

/* Looks at a folder that the next path lies in, where it is open for that one:
 * `head` and `next_head` are the lengths of the folders that the two lie in. */
static bool look_inside(struct disk *disk, struct at_hand *folder,
                        const char *const path[2], size_t head,
                        size_t next_head, struct disk_stat *out)
{
    return next_head > head && strlen(path[0]) == next_head - 1 &&
           memcmp(path[0], path[1], next_head - 1) == 0 &&
           take_in_hand(disk, folder, path[1], next_head) == 0 &&
           look_open(folder->entry.folder, out) == 0;
}

/* Paths in order: a folder is found once for all that lie in it, whatever lies
 * in a folder of its own between them. */
size_t real_stat_many(struct disk *disk, const char *const *path, size_t len,
                      struct disk_stat *out)
{
    struct at_hand hand[2] = {{.path = NULL}, {.path = NULL}};
    size_t done = 0, now = 0, next_head = len ? folder_len(path[0]) : 0;

    for (; done < len; done++) {
        size_t head = next_head;
        next_head = done + 1 < len ? folder_len(path[done + 1]) : 0;
        if (look_inside(disk, &hand[1 - now], path + done, head, next_head,
                        &out[done]))
            continue;
        if (!lies_in(&hand[now], path[done], head))
            now = 1 - now;
        if (lies_in(&hand[now], path[done], head))
            hand[now].entry.name = path[done] + head;
        else if (take_in_hand(disk, &hand[now], path[done], head))
            break;
        if (look(&hand[now].entry, &out[done]))
            break;
    }
    for (size_t i = 0; i < 2; i++)
        if (hand[i].path)
            real_leave(disk, &hand[i].entry);
    return done;
}

static int judge(const struct disk_stat *st, size_t most)
{
    switch (st->kind) {
    case DISK_LINK: return ELOOP;
    case DISK_FOLDER: return EISDIR;
    case DISK_OTHER: return EINVAL;
    case DISK_FILE: break;
    }
    return st->size > most ? EFBIG : 0;
}

/* Opening a FIFO or a device has effects, so it is looked at before. */
static int open_judged(const struct beneath_entry *entry, size_t most, int *fd,
                       struct disk_stat *st)
{
    int error = look(entry, st);

    if (!error)
        error = judge(st, most);
    if (!error)
        error = beneath_enter(entry, O_RDONLY | O_NONBLOCK | O_NOCTTY, fd);
    if (!error)
        error = look_open(*fd, st);
    return error ? error : judge(st, most);
}

/* Reads exactly `size` bytes; EAGAIN where the file has become shorter. */
static int read_bytes(int fd, size_t size, struct buf *out)
{
    if (!buf_reserve(out, size))
        return EFBIG;
    while (out->len < size) {
        ssize_t got = read(fd, out->data + out->len, size - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return EAGAIN;
        out->len += (size_t)got;
    }
    out->data[out->len] = '\0';
    return 0;
}

static int still_same(int fd, const struct disk_stat *before)
{
    struct disk_stat now = {0};
    int error = look_open(fd, &now);

    if (error)
        return error;
    bool same = now.size == before->size && now.mtime == before->mtime;
    return same ? 0 : EAGAIN;
}

int real_read(struct disk *disk, const char *path, size_t most, struct buf *out,
              struct disk_stat *st)
{
    struct beneath_entry entry;
    struct disk_stat found = {0};
    int fd = -1;

    buf_cut(out, 0);
    int error = real_find(disk, path, &entry);
    if (error)
        return error;
    error = open_judged(&entry, most, &fd, &found);
    if (!error)
        error = read_bytes(fd, (size_t)found.size, out);
    if (!error)
        error = still_same(fd, &found);
    if (error) {
        out->len = 0;
        if (out->data)
            out->data[0] = '\0';
    } else if (st) {
        *st = found;
    }
    if (fd >= 0)
        close(fd);
    real_leave(disk, &entry);
    return error;
}

/* Reads up to `most` bytes from `offset` on; fewer at the end. */
static int read_from(int fd, uint64_t offset, size_t most, struct buf *out)
{
    if (!buf_reserve(out, most))
        return EFBIG;
    while (out->len < most) {
        ssize_t got = pread(fd, out->data + out->len, most - out->len,
                            (off_t)(offset + out->len));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            break;
        out->len += (size_t)got;
    }
    out->data[out->len] = '\0';
    return 0;
}

int real_read_part(struct disk *disk, const char *path, uint64_t offset,
                   size_t most, struct buf *out)
{
    struct beneath_entry entry;
    struct disk_stat found = {0};
    int fd = -1;

    buf_cut(out, 0);
    int error = real_find(disk, path, &entry);
    if (error)
        return error;
    error = open_judged(&entry, SIZE_MAX, &fd, &found);
    if (!error)
        error = read_from(fd, offset, most, out);
    if (error)
        buf_cut(out, 0);
    if (fd >= 0)
        close(fd);
    real_leave(disk, &entry);
    return error;
}

/* Its pages stand in memory already, or are read as they are needed. */
static int map_part(int fd, uint64_t offset, size_t len, bool some,
                    struct disk_view *out)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), skip = offset % page;
    int flags = MAP_PRIVATE | (some ? 0 : MAP_POPULATE);
    void *base =
        mmap(NULL, skip + len, PROT_READ, flags, fd, (off_t)(offset - skip));

    if (base == MAP_FAILED)
        return errno;
    out->base = base;
    out->size = skip + len;
    out->bytes = (struct str){(const char *)base + skip, len};
    return 0;
}

int real_view(struct disk *disk, const char *path, uint64_t offset, size_t len,
              bool some, struct disk_view *out)
{
    struct beneath_entry entry;
    struct disk_stat found = {0};
    int fd = -1;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = open_judged(&entry, SIZE_MAX, &fd, &found);
    if (!error && (offset > found.size || len > found.size - offset))
        error = EAGAIN;
    if (!error)
        error = map_part(fd, offset, len, some, out);
    if (fd >= 0)
        close(fd);
    real_leave(disk, &entry);
    return error;
}

int real_read_link(struct disk *disk, const char *path, struct buf *out)
{
    struct beneath_entry entry;
    char to[PATH_MAX];

    buf_cut(out, 0);
    int error = real_find(disk, path, &entry);
    if (error)
        return error;
    ssize_t len = readlinkat(entry.folder, entry.name, to, sizeof(to));
    if (len < 0)
        error = errno;
    else
        buf_add(out, to, (size_t)len);
    real_leave(disk, &entry);
    return error;
}

static enum disk_kind entry_kind(int folder, const struct dirent *entry)
{
    struct disk_stat st = {.kind = DISK_OTHER};
    struct beneath_entry at = {folder, entry->d_name};

    switch (entry->d_type) {
    case DT_REG: return DISK_FILE;
    case DT_DIR: return DISK_FOLDER;
    case DT_LNK: return DISK_LINK;
    case DT_UNKNOWN: break; /* some file systems do not tell */
    default: return DISK_OTHER;
    }
    look(&at, &st);
    return st.kind;
}

static int compare_entries(const void *a, const void *b)
{
    const struct disk_entry *first = a, *second = b;

    return strcmp(first->name, second->name);
}

struct listing {
    struct disk_entry *entry;
    size_t len, cap;
};

static int list_all(DIR *dir, struct arena *arena, struct listing *all)
{
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry)
            return errno;
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        all->entry =
            mem_grow(all->entry, all->len, &all->cap, sizeof(*all->entry));
        all->entry[all->len++] = (struct disk_entry){
            arena_copy(arena, name, strlen(name)),
            entry_kind(dirfd(dir), entry),
        };
    }
}

static int list_dir(DIR *dir, struct arena *arena, struct disk_entry **out,
                    size_t *len)
{
    struct listing all = {0};
    int error = list_all(dir, arena, &all);

    if (!error && all.len) {
        qsort(all.entry, all.len, sizeof(*all.entry), compare_entries);
        *out = arena_array(arena, all.len, sizeof(**out));
        memcpy(*out, all.entry, all.len * sizeof(**out));
        *len = all.len;
    }
    mem_free(all.entry);
    return error;
}

static void look_at_files(int folder, const struct disk_entry *file, size_t len,
                          struct disk_stat *stat)
{
    for (size_t i = 0; i < len; i++) {
        struct beneath_entry at = {folder, file[i].name};
        if (file[i].kind == DISK_FILE && look(&at, &stat[i]))
            stat[i].inode = 0;
    }
}

int real_list_stat(struct disk *disk, const char *path, struct arena *arena,
                   struct disk_entry **out, size_t *len,
                   struct disk_stat **stat)
{
    int fd;

    *out = NULL;
    *len = 0;
    int error = real_open_folder(disk, path, &fd);
    if (error)
        return error;
    DIR *dir = fdopendir(fd);
    if (!dir) {
        error = errno;
        close(fd);
        return error;
    }
    error = list_dir(dir, arena, out, len);
    if (stat) {
        *stat = arena_array(arena, *len, sizeof(**stat));
        look_at_files(fd, *out, *len, *stat);
    }
    closedir(dir);
    return error;
}

int real_list(struct disk *disk, const char *path, struct arena *arena,
              struct disk_entry **out, size_t *len)
{
    return real_list_stat(disk, path, arena, out, len, NULL);
}

int real_space(struct disk *disk, const char *path, uint64_t *bytes)
{
    struct statvfs st;
    int fd;
    int error = real_open_folder(disk, path, &fd);

    if (error)
        return error;
    if (fstatvfs(fd, &st))
        error = errno;
    else
        *bytes = (uint64_t)st.f_bavail * st.f_frsize;
    close(fd);
    return error;
}

int64_t real_now(struct disk *disk)
{
    struct timespec now = {0};

    (void)disk;
    clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}
