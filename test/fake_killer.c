#include "fake_killer.h"

#include <stdlib.h>
#include <unistd.h>

struct killer {
    struct disk disk; /* first: a struct disk * is a struct killer * */
    struct disk *behind;
    unsigned left;
};

/* Counts a call and gives the disk that does it. */
static struct disk *behind(struct disk *disk)
{
    struct killer *killer = (struct killer *)disk;

    if (--killer->left == 0)
        _exit(FAKE_KILLED);
    return killer->behind;
}

static int killer_stat(struct disk *disk, const char *path,
                       struct disk_stat *out)
{
    return disk_stat(behind(disk), path, out);
}

static int killer_read(struct disk *disk, const char *path, size_t most,
                       struct buf *out, struct disk_stat *st)
{
    return disk_read(behind(disk), path, most, out, st);
}

static int killer_read_part(struct disk *disk, const char *path,
                            uint64_t offset, size_t most, struct buf *out)
{
    return disk_read_part(behind(disk), path, offset, most, out);
}

static int killer_read_link(struct disk *disk, const char *path,
                            struct buf *out)
{
    return disk_read_link(behind(disk), path, out);
}

static int killer_list(struct disk *disk, const char *path, struct arena *arena,
                       struct disk_entry **out, size_t *len)
{
    return disk_list(behind(disk), path, arena, out, len);
}

static int killer_make_folder(struct disk *disk, const char *path)
{
    return disk_make_folder(behind(disk), path);
}

static int killer_write(struct disk *disk, const char *path, struct str bytes)
{
    struct killer *killer = (struct killer *)disk;

    if (killer->left == 1)
        disk_write(killer->behind, path,
                   (struct str){bytes.ptr, bytes.len / 2});
    return disk_write(behind(disk), path, bytes);
}

static int killer_append(struct disk *disk, const char *path, struct str bytes)
{
    struct killer *killer = (struct killer *)disk;

    if (killer->left == 1)
        disk_append(killer->behind, path,
                    (struct str){bytes.ptr, bytes.len / 2});
    return disk_append(behind(disk), path, bytes);
}

static int killer_make_link(struct disk *disk, const char *path, const char *to)
{
    return disk_make_link(behind(disk), path, to);
}

static int killer_link(struct disk *disk, const char *from, const char *to)
{
    return disk_link(behind(disk), from, to);
}

static int killer_rename(struct disk *disk, const char *from, const char *to)
{
    return disk_rename(behind(disk), from, to);
}

static int killer_exchange(struct disk *disk, const char *a, const char *b)
{
    return disk_exchange(behind(disk), a, b);
}

static int killer_remove(struct disk *disk, const char *path)
{
    return disk_remove(behind(disk), path);
}

static int killer_sync(struct disk *disk, const char *path)
{
    (void)path;
    behind(disk);
    return 0;
}

static int killer_space(struct disk *disk, const char *path, uint64_t *bytes)
{
    return disk_space(behind(disk), path, bytes);
}

static int killer_lock(struct disk *disk, const char *path, struct str owner,
                       struct buf *holder)
{
    return disk_lock(behind(disk), path, owner, holder);
}

static int killer_unlock(struct disk *disk, const char *path)
{
    return disk_unlock(behind(disk), path);
}

static int64_t killer_now(struct disk *disk)
{
    return disk_now(((struct killer *)disk)->behind);
}

static void killer_close(struct disk *disk)
{
    free(disk);
}

static const struct disk_calls killer_calls = {
    .stat = killer_stat,
    .read = killer_read,
    .read_part = killer_read_part,
    .read_link = killer_read_link,
    .list = killer_list,
    .make_folder = killer_make_folder,
    .write = killer_write,
    .append = killer_append,
    .link = killer_link,
    .make_link = killer_make_link,
    .rename = killer_rename,
    .exchange = killer_exchange,
    .remove = killer_remove,
    .sync = killer_sync,
    .sync_names = killer_sync,
    .space = killer_space,
    .lock = killer_lock,
    .unlock = killer_unlock,
    .now = killer_now,
    .close = killer_close,
};

struct disk *fake_killer_new(struct disk *behind_it, unsigned nth)
{
    struct killer *killer = mem_zero(1, sizeof(*killer));

    killer->disk.calls = &killer_calls;
    killer->behind = behind_it;
    killer->left = nth;
    return &killer->disk;
}
