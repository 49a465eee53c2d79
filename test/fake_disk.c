#include "fake_node.h"

#include <errno.h>
#include <string.h>

#define SPACE ((uint64_t)1 << 30)
#define START INT64_C(1579050000000000000) /* 2020-01-15 09:00 +08:00 */

static int judge_call(struct fake *fake, const char *call, const char *path)
{
    struct fault *fault = &fake->fault;

    if (fake->kill_in && --fake->kill_in == 0)
        fake->dead = true;
    if (fake->dead)
        return EIO;
    if (fake->denied && fake_node_is_below(path, fake->denied))
        return fake->denied_error;
    bool counted = fault->call ? strcmp(call, fault->call) == 0
                               : strcmp(call, "unlock") != 0;
    if (counted && fault->left && --fault->left == 0)
        return fault->error;
    return 0;
}

/* Every call begins here; it ends with finish. */
static int start(struct fake *fake, const char *call, const char *path)
{
    struct deed deed = fake->deed;

    if (deed.call && strcmp(deed.call, call) == 0 &&
        strcmp(deed.path, path) == 0) {
        fake->deed.call = NULL;
        deed.then(deed.context);
    }
    pthread_mutex_lock(&fake->mutex);
    fake->calls++;
    buf_format(&fake->log, "%s %s\n", call, path);
    return judge_call(fake, call, path);
}

static int finish(struct fake *fake, int error)
{
    pthread_mutex_unlock(&fake->mutex);
    return error;
}

/* Starts a call and finds its place. */
static int begin(struct fake *fake, const char *call, const char *path,
                 struct spot *out)
{
    int error = start(fake, call, path);

    return error ? error : fake_node_find(fake, path, out);
}

static struct disk_stat stat_of(const struct node *node)
{
    return (struct disk_stat){
        .kind = node->kind,
        .size = node->bytes.len,
        .inode = node->inode,
        .device = 1,
        .mtime = node->mtime,
        .ctime = node->mtime,
    };
}

static int fake_stat(struct disk *disk, const char *path, struct disk_stat *out)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "stat", path, &spot);

    if (!error && !spot.node)
        error = ENOENT;
    if (!error)
        *out = stat_of(spot.node);
    return finish(fake, error);
}

static int judge_read(const struct node *node, size_t most)
{
    if (!node)
        return ENOENT;
    switch (node->kind) {
    case DISK_LINK: return ELOOP;
    case DISK_FOLDER: return EISDIR;
    case DISK_OTHER: return EINVAL;
    case DISK_FILE: break;
    }
    return node->bytes.len > most ? EFBIG : 0;
}

static int fake_read(struct disk *disk, const char *path, size_t most,
                     struct buf *out, struct disk_stat *st)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;

    buf_cut(out, 0);
    int error = begin(fake, "read", path, &spot);
    if (!error)
        error = judge_read(spot.node, most);
    if (!error && !buf_reserve(out, spot.node->bytes.len))
        error = EFBIG;
    if (!error) {
        buf_str(out, spot.node->bytes);
        if (st)
            *st = stat_of(spot.node);
    }
    return finish(fake, error);
}

static int fake_read_part(struct disk *disk, const char *path, uint64_t offset,
                          size_t most, struct buf *out)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;

    buf_cut(out, 0);
    int error = begin(fake, "read_part", path, &spot);
    if (!error)
        error = judge_read(spot.node, SIZE_MAX);
    if (!error && offset < spot.node->bytes.len) {
        size_t left = spot.node->bytes.len - (size_t)offset;
        buf_add(out, spot.node->bytes.ptr + offset, left < most ? left : most);
    }
    return finish(fake, error);
}

static int fake_read_link(struct disk *disk, const char *path, struct buf *out)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;

    buf_cut(out, 0);
    int error = begin(fake, "read_link", path, &spot);
    if (!error && !spot.node)
        error = ENOENT;
    if (!error && spot.node->kind != DISK_LINK)
        error = EINVAL;
    if (!error)
        buf_str(out, spot.node->bytes);
    return finish(fake, error);
}

static int fake_list(struct disk *disk, const char *path, struct arena *arena,
                     struct disk_entry **out, size_t *len)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;

    *out = NULL;
    *len = 0;
    int error = begin(fake, "list", path, &spot);
    if (!error && !spot.node)
        error = ENOENT;
    if (!error && spot.node->kind != DISK_FOLDER)
        error = spot.node->kind == DISK_LINK ? ELOOP : ENOTDIR;
    if (error)
        return finish(fake, error);
    *out = arena_array(arena, spot.node->len + 1, sizeof(**out));
    for (size_t i = 0; i < spot.node->len; i++) {
        const struct child *child = &spot.node->child[i];
        (*out)[i].name = arena_copy(arena, child->name, strlen(child->name));
        (*out)[i].kind = child->node->kind;
    }
    *len = spot.node->len;
    return finish(fake, 0);
}

static int fake_make_folder(struct disk *disk, const char *path)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "make_folder", path, &spot);

    if (!error && spot.node)
        error = EEXIST;
    if (!error)
        fake_node_add(fake, spot.folder, spot.name,
                      fake_node_new(fake, DISK_FOLDER));
    return finish(fake, error);
}

static int fake_write(struct disk *disk, const char *path, struct str bytes)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "write", path, &spot);

    if (!error && spot.node)
        error = EEXIST;
    if (!error && bytes.len > fake->space)
        error = ENOSPC;
    if (!error) {
        struct node *node = fake_node_new(fake, DISK_FILE);
        fake_node_set_bytes(fake, node, bytes);
        fake_node_add(fake, spot.folder, spot.name, node);
        fake->space -= bytes.len;
    }
    return finish(fake, error);
}

static int fake_append(struct disk *disk, const char *path, struct str bytes)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    struct buf all = {0};
    int error = begin(fake, "append", path, &spot);

    if (!error)
        error = judge_read(spot.node, SIZE_MAX);
    if (!error && bytes.len > fake->space)
        error = ENOSPC;
    if (!error) {
        buf_str(&all, spot.node->bytes);
        buf_str(&all, bytes);
        fake_node_set_bytes(fake, spot.node, buf_view(&all));
        fake->space -= bytes.len;
    }
    buf_free(&all);
    return finish(fake, error);
}

static int fake_make_link(struct disk *disk, const char *path, const char *to)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "make_link", path, &spot);

    if (!error && spot.node)
        error = EEXIST;
    if (!error) {
        struct node *node = fake_node_new(fake, DISK_LINK);
        fake_node_set_bytes(fake, node, str_of(to));
        fake_node_add(fake, spot.folder, spot.name, node);
    }
    return finish(fake, error);
}

static int fake_link(struct disk *disk, const char *from, const char *to)
{
    struct fake *fake = fake_of(disk);
    struct spot old, new;
    int error = begin(fake, "link", from, &old);

    if (!error)
        error = fake_node_find(fake, to, &new);
    if (!error && !old.node)
        error = ENOENT;
    if (!error && new.node)
        error = EEXIST;
    if (!error && old.node->kind == DISK_FOLDER)
        error = EPERM;
    if (!error)
        fake_node_add(fake, new.folder, new.name, old.node);
    return finish(fake, error);
}

/* Whether `from` may take the place of what stands at `to`. */
static int judge_rename(const struct spot *from, const struct spot *to)
{
    if (!from->node)
        return ENOENT;
    if (!to->node || to->node == from->node)
        return 0;
    bool folder = to->node->kind == DISK_FOLDER;
    if (from->node->kind == DISK_FOLDER && !folder)
        return ENOTDIR;
    if (from->node->kind != DISK_FOLDER && folder)
        return EISDIR;
    return folder && to->node->len ? ENOTEMPTY : 0;
}

static int find_both(struct fake *fake, const char *a, const char *b,
                     struct spot *at_a, struct spot *at_b)
{
    int error = fake_node_find(fake, a, at_a);

    if (!error)
        error = fake_node_find(fake, b, at_b);
    if (!error && strcmp(a, b) != 0 && fake_node_is_below(b, a))
        error = EINVAL;
    return error;
}

static int fake_rename(struct disk *disk, const char *from, const char *to)
{
    struct fake *fake = fake_of(disk);
    struct spot old, new;
    int error = start(fake, "rename", from);

    if (!error)
        error = find_both(fake, from, to, &old, &new);
    if (!error)
        error = judge_rename(&old, &new);
    if (!error && old.node != new.node) {
        struct node *node = old.node;
        if (new.node)
            fake_node_drop(fake, new.folder, new.name);
        fake_node_drop(fake, old.folder, old.name);
        fake_node_add(fake, new.folder, new.name, node);
    }
    return finish(fake, error);
}

static int fake_exchange(struct disk *disk, const char *a, const char *b)
{
    struct fake *fake = fake_of(disk);
    struct spot at_a, at_b;
    int error = start(fake, "exchange", a);

    if (!error)
        error = find_both(fake, a, b, &at_a, &at_b);
    if (!error && fake_node_is_below(a, b))
        error = EINVAL;
    if (!error && (!at_a.node || !at_b.node))
        error = ENOENT;
    if (!error) {
        at_a.folder->child[fake_node_place(at_a.folder, at_a.name)].node =
            at_b.node;
        at_b.folder->child[fake_node_place(at_b.folder, at_b.name)].node =
            at_a.node;
    }
    return finish(fake, error);
}

static int fake_remove(struct disk *disk, const char *path)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "remove", path, &spot);

    if (!error && !spot.node)
        error = ENOENT;
    if (!error && spot.node == fake->root)
        error = EINVAL;
    if (!error && spot.node->kind == DISK_FOLDER && spot.node->len)
        error = ENOTEMPTY;
    if (!error)
        fake_node_drop(fake, spot.folder, spot.name);
    return finish(fake, error);
}

static int sync_as(struct disk *disk, const char *call, const char *path)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, call, path, &spot);

    if (!error && !spot.node)
        error = ENOENT;
    return finish(fake, error);
}

static int fake_sync(struct disk *disk, const char *path)
{
    return sync_as(disk, "sync", path);
}

static int fake_sync_names(struct disk *disk, const char *path)
{
    return sync_as(disk, "sync_names", path);
}

static int fake_space_left(struct disk *disk, const char *path, uint64_t *bytes)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "space", path, &spot);

    if (!error && !spot.node)
        error = ENOENT;
    if (!error)
        *bytes = fake->space;
    return finish(fake, error);
}

static struct lock **find_lock(struct fake *fake, const char *path)
{
    struct lock **at = &fake->locks;

    while (*at && strcmp((*at)->path, path) != 0)
        at = &(*at)->next;
    return at;
}

/* The lock file stands on the disk while it is held, as on the real one. */
static int take_lock(struct fake *fake, const char *path, const struct spot *at,
                     struct str owner)
{
    struct lock *lock = arena_new(&fake->arena, sizeof(*lock));
    struct node *node = at->node;

    if (!node) {
        node = fake_node_new(fake, DISK_FILE);
        fake_node_add(fake, at->folder, at->name, node);
    }
    fake_node_set_bytes(fake, node, owner);
    lock->path = arena_copy(&fake->arena, path, strlen(path));
    lock->owner = node->bytes.ptr;
    lock->next = fake->locks;
    fake->locks = lock;
    return 0;
}

static int fake_lock(struct disk *disk, const char *path, struct str owner,
                     struct buf *holder)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "lock", path, &spot);

    if (error)
        return finish(fake, error);
    struct lock *lock = *find_lock(fake, path);
    if (lock) {
        buf_cut(holder, 0);
        buf_text(holder, lock->owner);
        return finish(fake, EBUSY);
    }
    return finish(fake, take_lock(fake, path, &spot, owner));
}

static int fake_unlock(struct disk *disk, const char *path)
{
    struct fake *fake = fake_of(disk);
    struct spot spot;
    int error = begin(fake, "unlock", path, &spot);
    struct lock **lock = find_lock(fake, path);

    if (!error && !*lock)
        error = ENOENT;
    if (!error) {
        *lock = (*lock)->next;
        if (spot.node)
            fake_node_drop(fake, spot.folder, spot.name);
    }
    return finish(fake, error);
}

static int64_t fake_now(struct disk *disk)
{
    return fake_of(disk)->now;
}

static void fake_close(struct disk *disk)
{
    struct fake *fake = fake_of(disk);

    for (size_t i = 0; i < fake->folders_len; i++)
        mem_free(fake->folders[i]->child);
    mem_free(fake->folders);
    pthread_mutex_destroy(&fake->mutex);
    buf_free(&fake->log);
    arena_free(&fake->arena);
    mem_free(fake);
}

static const struct disk_calls fake_calls_table = {
    .stat = fake_stat,
    .read = fake_read,
    .read_part = fake_read_part,
    .read_link = fake_read_link,
    .list = fake_list,
    .make_folder = fake_make_folder,
    .write = fake_write,
    .append = fake_append,
    .link = fake_link,
    .make_link = fake_make_link,
    .rename = fake_rename,
    .exchange = fake_exchange,
    .remove = fake_remove,
    .sync = fake_sync,
    .sync_names = fake_sync_names,
    .space = fake_space_left,
    .lock = fake_lock,
    .unlock = fake_unlock,
    .now = fake_now,
    .close = fake_close,
};

struct disk *fake_disk_new(void)
{
    struct fake *fake = mem_zero(1, sizeof(*fake));

    fake->disk.calls = &fake_calls_table;
    pthread_mutex_init(&fake->mutex, NULL);
    fake->now = START;
    fake->space = SPACE;
    fake->root = fake_node_new(fake, DISK_FOLDER);
    return &fake->disk;
}
