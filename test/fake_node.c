#include "fake_node.h"

#include <errno.h>
#include <string.h>

struct fake *fake_of(struct disk *disk)
{
    return (struct fake *)disk;
}

struct node *fake_node_new(struct fake *fake, enum disk_kind kind)
{
    struct node *node = arena_new(&fake->arena, sizeof(*node));

    node->kind = kind;
    node->inode = ++fake->inodes;
    node->mtime = fake->now;
    node->bytes = STR("");
    if (kind == DISK_FOLDER) {
        fake->folders = mem_grow(fake->folders, fake->folders_len,
                                 &fake->folders_cap, sizeof(*fake->folders));
        fake->folders[fake->folders_len++] = node;
    }
    return node;
}

size_t fake_node_place(const struct node *folder, struct str name)
{
    size_t at = 0;

    while (at < folder->len &&
           str_compare(str_of(folder->child[at].name), name) < 0)
        at++;
    return at;
}

struct node *fake_node_child(const struct node *folder, struct str name)
{
    size_t at = fake_node_place(folder, name);

    if (at == folder->len || !str_is(name, folder->child[at].name))
        return NULL;
    return folder->child[at].node;
}

void fake_node_add(struct fake *fake, struct node *folder, struct str name,
                   struct node *node)
{
    size_t at = fake_node_place(folder, name);

    folder->child = mem_grow(folder->child, folder->len, &folder->cap,
                             sizeof(struct child));
    memmove(folder->child + at + 1, folder->child + at,
            (folder->len - at) * sizeof(struct child));
    folder->child[at].name = arena_copy(&fake->arena, name.ptr, name.len);
    folder->child[at].node = node;
    folder->len++;
    folder->mtime = fake->now;
}

void fake_node_drop(struct fake *fake, struct node *folder, struct str name)
{
    size_t at = fake_node_place(folder, name);

    folder->len--;
    memmove(folder->child + at, folder->child + at + 1,
            (folder->len - at) * sizeof(struct child));
    folder->mtime = fake->now;
}

bool fake_node_next_part(struct str *rest, struct str *part)
{
    size_t slash = str_find(*rest, STR("/"));

    *part = (struct str){rest->ptr, slash == SIZE_MAX ? rest->len : slash};
    size_t skip = slash == SIZE_MAX ? rest->len : slash + 1;
    bool trailing = slash != SIZE_MAX && skip == rest->len;
    *rest = (struct str){rest->ptr + skip, rest->len - skip};
    return !trailing && part->len && !str_is(*part, ".") &&
           !str_is(*part, "..");
}

static bool is_plain(struct str path)
{
    struct str part;

    while (path.len)
        if (!fake_node_next_part(&path, &part))
            return false;
    return true;
}

int fake_node_find(struct fake *fake, const char *path, struct spot *out)
{
    struct str rest = str_of(path), part;
    struct node *at = fake->root;

    *out = (struct spot){fake->root, STR("."), fake->root};
    if (rest.len == 0 || str_is(rest, "."))
        return 0;
    if (!is_plain(rest))
        return EINVAL;
    for (;;) {
        fake_node_next_part(&rest, &part);
        *out = (struct spot){at, part, fake_node_child(at, part)};
        if (rest.len == 0)
            return 0;
        at = out->node;
        if (!at)
            return ENOENT;
        if (at->kind == DISK_LINK)
            return ELOOP;
        if (at->kind != DISK_FOLDER)
            return ENOTDIR;
    }
}

bool fake_node_is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(path, folder, len) == 0 &&
           (path[len] == '\0' || path[len] == '/');
}

void fake_node_set_bytes(struct fake *fake, struct node *node, struct str bytes)
{
    node->bytes.ptr = arena_copy(&fake->arena, bytes.ptr, bytes.len);
    node->bytes.len = bytes.len;
}
