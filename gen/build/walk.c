#include "walk.h"

#include "../base/path.h"

void walk_add(struct walk *walk, const char *path, enum disk_kind kind)
{
    walk->entry =
        mem_grow(walk->entry, walk->len, &walk->cap, sizeof(*walk->entry));
    walk->entry[walk->len++] = (struct walk_entry){path, kind};
}

static int list_into(struct disk *disk, const char *top, const char *below,
                     struct arena *arena, struct walk *out)
{
    struct disk_entry *entry;
    size_t len;
    const char *folder = below[0] ? path_join(arena, top, str_of(below)) : top;
    int error = disk_list(disk, folder, arena, &entry, &len);

    if (error) {
        out->failed = folder;
        return error;
    }
    for (size_t i = 0; i < len; i++)
        walk_add(out, path_join(arena, below, str_of(entry[i].name)),
                 entry[i].kind);
    return 0;
}

int walk_more(struct disk *disk, const char *top, size_t at,
              struct arena *arena, struct walk *out)
{
    return list_into(disk, top, out->entry[at].path, arena, out);
}

int walk_below(struct disk *disk, const char *top, struct arena *arena,
               struct walk *out)
{
    int error = list_into(disk, top, "", arena, out);

    /* The list grows while it is gone through: no depth is too much. */
    for (size_t i = 0; i < out->len && !error; i++)
        if (out->entry[i].kind == DISK_FOLDER)
            error = list_into(disk, top, out->entry[i].path, arena, out);
    return error;
}

void walk_free(struct walk *walk)
{
    mem_free(walk->entry);
    *walk = (struct walk){0};
}
