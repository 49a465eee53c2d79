/*
 * disk - the only door to files.
 *
 * All paths are relative to the folder the disk was opened on and are walked
 * without following symbolic links. Every call returns 0 or an errno value; a
 * call that fails has changed nothing. Interrupted calls are taken up again
 * inside. Tests put a pretend disk behind the same door (test/fake_disk.h).
 */
#ifndef DISK_H
#define DISK_H

#include "buf.h"
#include "mem.h"

struct diags;

enum disk_kind { DISK_FILE, DISK_FOLDER, DISK_LINK, DISK_OTHER };

struct disk_stat {
    enum disk_kind kind;
    uint64_t size, inode, device;
    int64_t mtime, ctime; /* nanoseconds since 1970 */
};

struct disk_entry {
    const char *name;
    enum disk_kind kind;
};

struct disk;

/* A part of a file that is looked at where it is; starts as {0}. */
struct disk_view {
    struct str bytes;
    void *base; /* of the pages they stand in; NULL: they are in `copy` */
    size_t size;
    struct buf copy;
};

/* The calls behind the door; what each does is told at its disk_* twin. */
struct disk_calls {
    int (*stat)(struct disk *, const char *, struct disk_stat *);
    size_t (*stat_many)(struct disk *, const char *const *, size_t,
                        struct disk_stat *);
    int (*read)(struct disk *, const char *, size_t, struct buf *,
                struct disk_stat *);
    int (*read_part)(struct disk *, const char *, uint64_t, size_t,
                     struct buf *);
    int (*view)(struct disk *, const char *, uint64_t, size_t, bool,
                struct disk_view *); /* NULL: it is read */
    int (*read_link)(struct disk *, const char *, struct buf *);
    int (*list)(struct disk *, const char *, struct arena *,
                struct disk_entry **, size_t *);
    int (*list_stat)(struct disk *, const char *, struct arena *,
                     struct disk_entry **, size_t *,
                     struct disk_stat **); /* NULL: by these */
    int (*make_folder)(struct disk *, const char *);
    int (*write)(struct disk *, const char *, struct str);
    int (*append)(struct disk *, const char *, struct str);
    int (*link)(struct disk *, const char *, const char *);
    int (*make_link)(struct disk *, const char *, const char *);
    int (*rename)(struct disk *, const char *, const char *);
    int (*exchange)(struct disk *, const char *, const char *);
    int (*remove)(struct disk *, const char *);
    int (*sync)(struct disk *, const char *);
    int (*sync_names)(struct disk *, const char *);
    int (*space)(struct disk *, const char *, uint64_t *);
    int (*lock)(struct disk *, const char *, struct str, struct buf *);
    int (*unlock)(struct disk *, const char *);
    int64_t (*now)(struct disk *);
    void (*close)(struct disk *);
};

struct disk {
    const struct disk_calls *calls;
};

/* Opens the real disk at `folder`; NULL and `*error` when it cannot. */
struct disk *disk_open(const char *folder, int *error);
void disk_close(struct disk *disk);

/* What stands at `path`; a symbolic link is told, not followed. "" or "." is
 * the root. ENOENT where nothing stands. */
int disk_stat(struct disk *disk, const char *path, struct disk_stat *out);

/*
 * The same for many paths, quick where neighbours share a folder. Stops at the
 * first that fails; returns how many were looked at before.
 */
size_t disk_stat_many(struct disk *disk, const char *const *path, size_t len,
                      struct disk_stat *out);

/*
 * Reads a whole regular file of at most `most` bytes into `out` (cut first).
 * EFBIG, from its size alone, where it is larger; ELOOP for a symbolic link
 * anywhere on the way; EISDIR, or EINVAL for what is no regular file (nothing
 * is opened for reading then: a FIFO does not hang); EAGAIN where it changed
 * while it was read. `st` may be NULL.
 */
int disk_read(struct disk *disk, const char *path, size_t most, struct buf *out,
              struct disk_stat *st);

/*
 * Reads up to `most` bytes of a regular file from `offset` on into `out` (cut
 * first); fewer where it ends. For files too large to be held. Errors as
 * those of disk_read.
 */
int disk_read_part(struct disk *disk, const char *path, uint64_t offset,
                   size_t most, struct buf *out);

/*
 * The same without a copy, until disk_view_end: for files that nobody writes to,
 * but that are replaced as disk_replace does it. One that is cut short all the
 * same, or cannot be read, ends the run (mem_view_lost, by way of SIGBUS).
 * EAGAIN where the file ends before. Of which not all is asked for, `some`, is
 * brought as it is asked for.
 */
int disk_view(struct disk *disk, const char *path, uint64_t offset, size_t len,
              bool some, struct disk_view *out);
void disk_view_end(struct disk_view *view);

/* Where a symbolic link leads, as it is written; EINVAL for what is none. */
int disk_read_link(struct disk *disk, const char *path, struct buf *out);

/* The entries of a folder but "." and "..", sorted by bytes, in the arena. */
int disk_list(struct disk *disk, const char *path, struct arena *arena,
              struct disk_entry **out, size_t *len);

/* The same with what those among them look like that are files, each at the
 * place of its entry; the inode of one that cannot be looked at is 0. */
int disk_list_stat(struct disk *disk, const char *path, struct arena *arena,
                   struct disk_entry **out, size_t *len,
                   struct disk_stat **stat);

/* Makes one folder, mode 0755 whatever the umask. */
int disk_make_folder(struct disk *disk, const char *path);

/* Makes it with those above it that are missing; one that is there is fine. */
int disk_make_folders(struct disk *disk, const char *path);

/*
 * Writes a new file, mode 0644 whatever the umask; EEXIST where one stands. On
 * failure no file is left. Safe to call from several threads. The program is
 * expected to ignore SIGXFSZ; beyond its file size limit this is then EFBIG.
 */
int disk_write(struct disk *disk, const char *path, struct str bytes);

/*
 * Adds to the end of a regular file that stands there. On failure some of the
 * bytes may have been added.
 */
int disk_append(struct disk *disk, const char *path, struct str bytes);

/*
 * Writes a file whole or not at all, replacing one that stands there; when it
 * returns 0 it is on the medium. A kill may leave `.NAME.PID.tmp` beside it.
 */
int disk_replace(struct disk *disk, const char *path, struct str bytes);

/* The same of a file that comes in pieces, of which there is one at least. */
struct disk_growth {
    struct disk *disk;
    const char *path;
    struct buf name; /* under which it grows */
    bool stands; /* there is such a file */
    int error; /* the first */
};

void disk_grow(struct disk_growth *growth, struct disk *disk, const char *path);
void disk_grow_by(struct disk_growth *growth, struct str piece);

/* Ends it; 0 when all of it is on the medium. */
int disk_grown(struct disk_growth *growth);

/* A second name for a file (or for a symbolic link itself). */
int disk_link(struct disk *disk, const char *from, const char *to);

/* Makes a symbolic link at `path` that leads to `to`; EEXIST where one stands,
 * EPERM on disks that have none. */
int disk_make_link(struct disk *disk, const char *path, const char *to);

int disk_rename(struct disk *disk, const char *from, const char *to);

/* Swaps two entries in one step; EINVAL where the file system cannot. */
int disk_exchange(struct disk *disk, const char *a, const char *b);

/* Removes a file, a link or an empty folder (ENOTEMPTY where it is not). */
int disk_remove(struct disk *disk, const char *path);

/*
 * When it returns 0, the file or all below the folder `path` is on the medium.
 * Never retried: after a failure the kernel may have dropped the bytes.
 */
int disk_sync(struct disk *disk, const char *path);

/* The same for the names in one folder alone, not for what they lead to. */
int disk_sync_names(struct disk *disk, const char *path);

/* How many bytes an ordinary user can still write. */
int disk_space(struct disk *disk, const char *path, uint64_t *bytes);

/*
 * Takes the lock file at `path` and writes `owner` into it; it is free again
 * at disk_unlock or when the process ends, however it ends. EBUSY where
 * another holds it; `holder` then has what that one wrote.
 */
int disk_lock(struct disk *disk, const char *path, struct str owner,
              struct buf *holder);
int disk_unlock(struct disk *disk, const char *path);

/* Tells that the lock is held, and by whom; holders say of themselves
 * "build, pid 123, since 2020-01-15 09:00". */
void disk_tell_busy(struct diags *diags, struct str holder);

/* The clock, nanoseconds since 1970. Nothing that is published may use it. */
int64_t disk_now(struct disk *disk);

/* Whether an error of reading is the system's: it says nothing of what stands
 * there, as those for a missing file, a folder or one too large do. */
bool disk_failed(int error);

/*
 * Tells that `path` could not be found or read, after `error`; the second,
 * that it could not be written or removed. Errors that only writing has (a
 * full or read-only disk) are told as such by both.
 */
void disk_tell(struct diags *diags, int error, const char *path);
void disk_tell_write(struct diags *diags, int error, const char *path);

#endif
