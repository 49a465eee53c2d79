#include "landing_clear.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "../build/manifest.h"
#include "../build/stage.h"
#include "../build/walk.h"
#include "sums.h"

#include <errno.h>
#include <string.h>

/* Files that stand beside the list, not in it; and the marker on its way. */
static bool is_beside(const char *path)
{
    return strcmp(path, SUMS_NAME) == 0 || strcmp(path, SUMS_SIGNATURE) == 0 ||
           str_starts(str_of(path), "." STAGE_MANIFEST ".");
}

static int read_into(struct disk *disk, const char *folder, const char *name,
                     size_t most, struct arena *arena, struct buf *text)
{
    return disk_read(disk, path_join(arena, folder, str_of(name)), most, text,
                     NULL);
}

/* A folder that a run began and got no further with has the marker, or only
 * the beginnings of it. */
static bool is_unfinished(struct disk *disk, const char *folder,
                          struct arena *arena, int *error)
{
    struct buf text = {0};
    struct disk_entry *entry;
    size_t len = 1;

    *error =
        read_into(disk, folder, STAGE_MANIFEST, MANIFEST_MOST, arena, &text);
    bool marked = !*error && str_is(buf_view(&text), MANIFEST_UNFINISHED);
    buf_free(&text);
    if (!*error || disk_failed(*error))
        return marked;
    *error = disk_list(disk, folder, arena, &entry, &len);
    if (*error)
        return false;
    return len == 0 || (len == 1 && is_beside(entry[0].name));
}

static const char *find_foreign(const struct walk *all, const struct sums *sums)
{
    for (size_t i = 0; i < all->len; i++) {
        const struct walk_entry *entry = &all->entry[i];
        if (entry->kind != DISK_FOLDER && !is_beside(entry->path) &&
            !(entry->kind == DISK_FILE && sums_find(sums, entry->path)))
            return entry->path;
    }
    return NULL;
}

bool landing_is_ours(struct disk *disk, const char *folder, bool unfinished,
                     struct arena *arena, const char **foreign, int *error)
{
    struct walk all = {0};
    struct sums sums = {0};
    struct diags ignored = {0};
    struct buf text = {0};

    *error = 0;
    if (unfinished && is_unfinished(disk, folder, arena, error))
        return true;
    if (disk_failed(*error))
        return false;
    *error = read_into(disk, folder, SUMS_NAME, SUMS_MOST, arena, &text);
    if (!*error)
        sums_read(&sums, SUMS_NAME, buf_view(&text), &ignored);
    if (!disk_failed(*error))
        *error = walk_below(disk, folder, arena, &all);
    *foreign = *error ? NULL : find_foreign(&all, &sums);
    walk_free(&all);
    buf_free(&text);
    diags_free(&ignored);
    sums_free(&sums);
    return !*error && !*foreign;
}

bool landing_is_part(struct disk *disk, const char *path, int *error)
{
    struct buf start = {0};

    *error = disk_read_part(disk, path, 0, 2, &start);
    bool part = !*error && (start.len < 2 || memcmp(start.data, "PK", 2) == 0 ||
                            memcmp(start.data, "\0\0", 2) == 0);

    buf_free(&start);
    return part;
}

/* The marker goes in first and out last: a run that is killed here leaves what
 * the next one knows for ours. */
static int empty_folder(struct disk *disk, const char *path,
                        struct arena *arena)
{
    const char *marker = path_join(arena, path, STR(STAGE_MANIFEST));
    struct walk all = {0};
    int error = disk_replace(disk, marker, STR(MANIFEST_UNFINISHED));

    if (!error)
        error = walk_below(disk, path, arena, &all);
    for (size_t i = all.len; i > 0 && !error; i--) {
        const char *entry = all.entry[i - 1].path;
        if (strcmp(entry, STAGE_MANIFEST) != 0)
            error = disk_remove(disk, path_join(arena, path, str_of(entry)));
    }
    walk_free(&all);
    return error ? error : disk_remove(disk, marker);
}

int landing_remove(struct disk *disk, const char *path, struct arena *arena)
{
    struct disk_stat st;
    int error = disk_stat(disk, path, &st);

    if (error)
        return error == ENOENT ? 0 : error;
    if (st.kind == DISK_FOLDER)
        error = empty_folder(disk, path, arena);
    return error ? error : disk_remove(disk, path);
}
