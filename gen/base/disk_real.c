#include "disk_real.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_MODE 0644
#define HOLDER_MOST 1024

/* A lock file that we hold; closing it lets go. */
struct held {
    struct held *next;
    char *path;
    int fd;
};

struct real {
    struct disk disk; /* first: a struct disk * is a struct real * */
    struct beneath beneath;
    pthread_mutex_t mutex; /* over `held` */
    struct held *held;
};

static struct real *real_of(struct disk *disk)
{
    return (struct real *)disk;
}

int real_find(struct disk *disk, const char *path, struct beneath_entry *out)
{
    return beneath_find(&real_of(disk)->beneath, path, out);
}

int real_open_folder(struct disk *disk, const char *path, int *fd)
{
    return beneath_list(&real_of(disk)->beneath, path, fd);
}

void real_leave(struct disk *disk, struct beneath_entry *entry)
{
    beneath_leave(&real_of(disk)->beneath, entry);
}

static int open_lock(const struct beneath_entry *entry, int *fd)
{
    do
        *fd = openat(entry->folder, entry->name,
                     O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                     LOCK_MODE);
    while (*fd < 0 && errno == EINTR);
    return *fd < 0 ? errno : 0;
}

/* Whoever lets go removes the file: we may have locked what is gone by now. */
static bool still_stands(const struct beneath_entry *entry, int fd)
{
    struct stat named, open;

    return fstatat(entry->folder, entry->name, &named, AT_SYMLINK_NOFOLLOW) ==
               0 &&
           fstat(fd, &open) == 0 && named.st_ino == open.st_ino &&
           named.st_dev == open.st_dev;
}

static void read_holder(int fd, struct buf *holder)
{
    char text[HOLDER_MOST];
    ssize_t len = pread(fd, text, sizeof(text), 0);

    buf_cut(holder, 0);
    if (len > 0)
        buf_add(holder, text, (size_t)len);
}

static int lock_at(const struct beneath_entry *entry, struct buf *holder,
                   int *fd)
{
    for (;;) {
        int error = open_lock(entry, fd);
        if (error)
            return error;
        if (flock(*fd, LOCK_EX | LOCK_NB)) {
            error = errno;
            if (error == EWOULDBLOCK) {
                read_holder(*fd, holder);
                error = EBUSY;
            }
            close(*fd);
            return error;
        }
        if (still_stands(entry, *fd))
            return 0;
        close(*fd);
    }
}

static int write_owner(int fd, struct str owner)
{
    if (ftruncate(fd, 0))
        return errno;
    return real_write_all(fd, owner);
}

static void hold(struct real *real, const char *path, int fd)
{
    struct held *held = mem_alloc(sizeof(*held));

    held->path = mem_copy(path);
    held->fd = fd;
    pthread_mutex_lock(&real->mutex);
    held->next = real->held;
    real->held = held;
    pthread_mutex_unlock(&real->mutex);
}

static int real_lock(struct disk *disk, const char *path, struct str owner,
                     struct buf *holder)
{
    struct beneath_entry entry;
    int fd = -1;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = lock_at(&entry, holder, &fd);
    if (error)
        goto done;
    error = write_owner(fd, owner);
    if (error) {
        unlinkat(entry.folder, entry.name, 0);
        close(fd);
        goto done;
    }
    hold(real_of(disk), path, fd);

done:
    real_leave(disk, &entry);
    return error;
}

static struct held *take_held(struct real *real, const char *path)
{
    struct held *found = NULL;

    pthread_mutex_lock(&real->mutex);
    for (struct held **at = &real->held; *at; at = &(*at)->next)
        if (strcmp((*at)->path, path) == 0) {
            found = *at;
            *at = found->next;
            break;
        }
    pthread_mutex_unlock(&real->mutex);
    return found;
}

static void free_held(struct held *held)
{
    close(held->fd);
    mem_free(held->path);
    mem_free(held);
}

static int real_unlock(struct disk *disk, const char *path)
{
    struct held *held = take_held(real_of(disk), path);

    if (!held)
        return ENOENT;
    int error = real_remove(disk, path); /* while it is still ours */
    free_held(held);
    return error;
}

static void real_close(struct disk *disk)
{
    struct real *real = real_of(disk);

    while (real->held) {
        struct held *held = real->held;
        real->held = held->next;
        free_held(held);
    }
    pthread_mutex_destroy(&real->mutex);
    beneath_close(&real->beneath);
    mem_free(real);
}

static const struct disk_calls real_calls = {
    .stat = real_stat,
    .stat_many = real_stat_many,
    .read = real_read,
    .read_part = real_read_part,
    .view = real_view,
    .read_link = real_read_link,
    .list = real_list,
    .list_stat = real_list_stat,
    .make_folder = real_make_folder,
    .write = real_write,
    .append = real_append,
    .link = real_link,
    .make_link = real_make_link,
    .rename = real_rename,
    .exchange = real_exchange,
    .remove = real_remove,
    .sync = real_sync,
    .sync_names = real_sync_names,
    .space = real_space,
    .lock = real_lock,
    .unlock = real_unlock,
    .now = real_now,
    .close = real_close,
};

struct disk *disk_open(const char *folder, int *error)
{
    struct real *real = mem_zero(1, sizeof(*real));

    *error = beneath_open(&real->beneath, folder);
    if (*error) {
        mem_free(real);
        return NULL;
    }
    real->disk.calls = &real_calls;
    pthread_mutex_init(&real->mutex, NULL);
    return &real->disk;
}
