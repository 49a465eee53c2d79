#include "fake_node.h"

#include <stdlib.h>
#include <string.h>

/* Makes the folders above `path` and clears its place; ends a broken test. */
static struct spot clear_spot(struct fake *fake, const char *path)
{
    struct str rest = str_of(path), part = {0};
    struct node *at = fake->root;

    for (;;) {
        if (!fake_node_next_part(&rest, &part))
            abort();
        struct node *next = fake_node_child(at, part);
        if (rest.len == 0)
            break;
        if (!next) {
            next = fake_node_new(fake, DISK_FOLDER);
            fake_node_add(fake, at, part, next);
        }
        if (next->kind != DISK_FOLDER)
            abort();
        at = next;
    }
    if (fake_node_child(at, part))
        fake_node_drop(fake, at, part);
    return (struct spot){at, part, NULL};
}

static void put(struct disk *disk, const char *path, enum disk_kind kind,
                struct str bytes)
{
    struct fake *fake = fake_of(disk);

    pthread_mutex_lock(&fake->mutex);
    struct spot spot = clear_spot(fake, path);
    struct node *node = fake_node_new(fake, kind);
    fake_node_set_bytes(fake, node, bytes);
    fake_node_add(fake, spot.folder, spot.name, node);
    pthread_mutex_unlock(&fake->mutex);
}

void fake_file(struct disk *disk, const char *path, const char *text)
{
    put(disk, path, DISK_FILE, str_of(text));
}

void fake_bytes(struct disk *disk, const char *path, struct str bytes)
{
    put(disk, path, DISK_FILE, bytes);
}

void fake_folder(struct disk *disk, const char *path)
{
    put(disk, path, DISK_FOLDER, STR(""));
}

void fake_symlink(struct disk *disk, const char *path, const char *to)
{
    put(disk, path, DISK_LINK, str_of(to));
}

void fake_fifo(struct disk *disk, const char *path)
{
    put(disk, path, DISK_OTHER, STR(""));
}

void fake_gone(struct disk *disk, const char *path)
{
    struct fake *fake = fake_of(disk);

    pthread_mutex_lock(&fake->mutex);
    clear_spot(fake, path);
    pthread_mutex_unlock(&fake->mutex);
}

const char *fake_text(struct disk *disk, const char *path)
{
    struct spot spot;

    if (fake_node_find(fake_of(disk), path, &spot) || !spot.node ||
        spot.node->kind != DISK_FILE)
        return NULL;
    return spot.node->bytes.ptr;
}

static void show_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\n')
            buf_text(out, "\\n");
        else
            buf_char(out, text.ptr[i]);
}

static void show_node(struct buf *out, const char *path,
                      const struct node *node, bool touched)
{
    buf_text(out, path);
    switch (node->kind) {
    case DISK_FOLDER: buf_char(out, '/'); break;
    case DISK_OTHER: buf_char(out, '|'); break;
    case DISK_LINK: buf_text(out, " -> "); break;
    case DISK_FILE: buf_text(out, ": "); break;
    }
    show_text(out, node->bytes);
    if (touched)
        buf_format(out, " [%llu at %lld]", (unsigned long long)node->inode,
                   (long long)node->mtime);
    buf_char(out, '\n');
}

/* Tests make no deep trees, so this may call itself. */
static void show_below(struct fake *fake, struct buf *out, const char *prefix,
                       const struct node *folder, bool touched)
{
    for (size_t i = 0; i < folder->len; i++) {
        const struct child *child = &folder->child[i];
        char *path = arena_format(&fake->arena, "%s%s", prefix, child->name);
        show_node(out, path, child->node, touched);
        if (child->node->kind != DISK_FOLDER)
            continue;
        path = arena_format(&fake->arena, "%s/", path);
        show_below(fake, out, path, child->node, touched);
    }
}

static const char *show(struct disk *disk, const char *path, bool touched)
{
    struct fake *fake = fake_of(disk);
    struct buf out = {0};
    struct spot spot;

    if (fake_node_find(fake, path, &spot) == 0 && spot.node) {
        if (spot.node->kind != DISK_FOLDER || touched)
            show_node(&out, path, spot.node, touched);
        show_below(fake, &out, "", spot.node, touched);
    }
    const char *text = arena_copy(&fake->arena, buf_view(&out).ptr, out.len);
    buf_free(&out);
    return text;
}

const char *fake_tree(struct disk *disk, const char *path)
{
    return show(disk, path, false);
}

const char *fake_state(struct disk *disk, const char *path)
{
    return show(disk, path, true);
}

void fake_fail(struct disk *disk, const char *call, unsigned nth, int error)
{
    fake_of(disk)->fault = (struct fault){call, nth, error};
}

void fake_deny(struct disk *disk, const char *path, int error)
{
    fake_of(disk)->denied = path;
    fake_of(disk)->denied_error = error;
}

void fake_kill(struct disk *disk, unsigned nth)
{
    fake_of(disk)->kill_in = nth;
}

void fake_heal(struct disk *disk)
{
    struct fake *fake = fake_of(disk);

    fake->fault = (struct fault){0};
    fake->denied = NULL;
    fake->kill_in = 0;
    if (fake->dead)
        fake->locks = NULL;
    fake->dead = false;
}

unsigned fake_calls(struct disk *disk)
{
    return fake_of(disk)->calls;
}

const char *fake_log(struct disk *disk)
{
    struct fake *fake = fake_of(disk);

    return arena_copy(&fake->arena, buf_view(&fake->log).ptr, fake->log.len);
}

void fake_log_clear(struct disk *disk)
{
    buf_cut(&fake_of(disk)->log, 0);
}

void fake_before(struct disk *disk, const char *call, const char *path,
                 void (*then)(void *context), void *context)
{
    fake_of(disk)->deed = (struct deed){call, path, then, context};
}

void fake_clock(struct disk *disk, int64_t nanoseconds)
{
    fake_of(disk)->now = nanoseconds;
}

void fake_space(struct disk *disk, uint64_t bytes)
{
    fake_of(disk)->space = bytes;
}
