#include "disk_real.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MODE 0644
#define FOLDER_MODE 0755

/* Gives a new folder back what the umask took; a set-group bit stays. */
static int set_folder_mode(const struct beneath_entry *entry)
{
    struct stat st;

    if (fstatat(entry->folder, entry->name, &st, AT_SYMLINK_NOFOLLOW))
        return errno;
    if (!S_ISDIR(st.st_mode))
        return ENOTDIR;
    if ((st.st_mode & 0777) == FOLDER_MODE)
        return 0;
    mode_t mode = (st.st_mode & S_ISGID) | FOLDER_MODE;
    return fchmodat(entry->folder, entry->name, mode, 0) ? errno : 0;
}

static int make_folder_at(const struct beneath_entry *entry)
{
    if (mkdirat(entry->folder, entry->name, FOLDER_MODE))
        return errno;
    int error = set_folder_mode(entry);
    if (error)
        unlinkat(entry->folder, entry->name, AT_REMOVEDIR);
    return error;
}

int real_make_folder(struct disk *disk, const char *path)
{
    struct beneath_entry entry;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = make_folder_at(&entry);
    real_leave(disk, &entry);
    return error;
}

int real_write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        bytes.ptr += done;
        bytes.len -= (size_t)done;
    }
    return 0;
}

static int set_file_mode(int fd)
{
    struct stat st;

    if (fstat(fd, &st))
        return errno;
    if ((st.st_mode & 0777) == FILE_MODE)
        return 0;
    return fchmod(fd, FILE_MODE) ? errno : 0;
}

/* A close that fails may have lost bytes (network disks write only then). */
static int close_checked(int fd)
{
    return close(fd) && errno != EINTR ? errno : 0;
}

static int write_at(const struct beneath_entry *entry, struct str bytes)
{
    int fd, error, closed;

    do
        fd = openat(entry->folder, entry->name,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    FILE_MODE);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return errno;
    error = set_file_mode(fd);
    if (!error)
        error = real_write_all(fd, bytes);
    closed = close_checked(fd);
    if (!error)
        error = closed;
    if (error)
        unlinkat(entry->folder, entry->name, 0);
    return error;
}

int real_write(struct disk *disk, const char *path, struct str bytes)
{
    struct beneath_entry entry;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = write_at(&entry, bytes);
    real_leave(disk, &entry);
    return error;
}

/* What is no regular file is not opened: a FIFO would hang. */
static int open_to_append(const struct beneath_entry *entry, int *fd)
{
    struct stat st;

    if (fstatat(entry->folder, entry->name, &st, AT_SYMLINK_NOFOLLOW))
        return errno;
    if (S_ISLNK(st.st_mode))
        return ELOOP;
    if (!S_ISREG(st.st_mode))
        return S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    return beneath_enter(entry, O_WRONLY | O_APPEND | O_NONBLOCK, fd);
}

int real_append(struct disk *disk, const char *path, struct str bytes)
{
    struct beneath_entry entry;
    int fd = -1;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = open_to_append(&entry, &fd);
    real_leave(disk, &entry);
    if (error)
        return error;
    error = real_write_all(fd, bytes);
    int closed = close_checked(fd);
    return error ? error : closed;
}

int real_make_link(struct disk *disk, const char *path, const char *to)
{
    struct beneath_entry entry;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    if (symlinkat(to, entry.folder, entry.name))
        error = errno;
    real_leave(disk, &entry);
    return error;
}

/* What is done with two entries at once. */
enum pair { PAIR_LINK, PAIR_RENAME, PAIR_EXCHANGE };

static int call_pair(enum pair what, const struct beneath_entry *a,
                     const struct beneath_entry *b)
{
    int failed = 0;

    switch (what) {
    case PAIR_LINK:
        failed = linkat(a->folder, a->name, b->folder, b->name, 0);
        break;
    case PAIR_RENAME:
        failed = renameat(a->folder, a->name, b->folder, b->name);
        break;
    case PAIR_EXCHANGE:
        failed =
            renameat2(a->folder, a->name, b->folder, b->name, RENAME_EXCHANGE);
        break;
    }
    return failed ? errno : 0;
}

static int do_pair(struct disk *disk, enum pair what, const char *from,
                   const char *to)
{
    struct beneath_entry a, b;
    int error = real_find(disk, from, &a);

    if (error)
        return error;
    error = real_find(disk, to, &b);
    if (!error) {
        error = call_pair(what, &a, &b);
        real_leave(disk, &b);
    }
    real_leave(disk, &a);
    return error;
}

int real_link(struct disk *disk, const char *from, const char *to)
{
    return do_pair(disk, PAIR_LINK, from, to);
}

int real_rename(struct disk *disk, const char *from, const char *to)
{
    return do_pair(disk, PAIR_RENAME, from, to);
}

int real_exchange(struct disk *disk, const char *a, const char *b)
{
    int error = do_pair(disk, PAIR_EXCHANGE, a, b);

    return error == ENOSYS || error == EOPNOTSUPP ? EINVAL : error;
}

int real_remove(struct disk *disk, const char *path)
{
    struct beneath_entry entry;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    if (unlinkat(entry.folder, entry.name, 0))
        error = errno;
    if (error == EISDIR) {
        error = 0;
        if (unlinkat(entry.folder, entry.name, AT_REMOVEDIR))
            error = errno == EEXIST ? ENOTEMPTY : errno;
    }
    real_leave(disk, &entry);
    return error;
}

/* Opens what is to be synced; `*folder` tells whether it is a folder. */
static int open_to_sync(struct disk *disk, const char *path, int *fd,
                        bool *folder)
{
    struct beneath_entry entry;
    struct stat st;
    int error = real_find(disk, path, &entry);

    if (error)
        return error;
    error = beneath_enter(&entry, O_RDONLY | O_NONBLOCK | O_NOCTTY, fd);
    real_leave(disk, &entry);
    if (error)
        return error;
    if (fstat(*fd, &st)) {
        error = errno;
        close(*fd);
        return error;
    }
    *folder = S_ISDIR(st.st_mode);
    return 0;
}

int real_sync(struct disk *disk, const char *path)
{
    bool folder = false;
    int fd = -1;
    int error = open_to_sync(disk, path, &fd, &folder);

    if (error)
        return error;
    /* One syncfs for thousands of files is 20 times as fast as an fsync each. */
    if ((folder && syncfs(fd)) || fsync(fd))
        error = errno;
    close(fd);
    return error;
}

int real_sync_names(struct disk *disk, const char *path)
{
    int fd = -1;
    int error = real_open_folder(disk, path, &fd);

    if (error)
        return error;
    if (fsync(fd))
        error = errno;
    close(fd);
    return error;
}
