#include "fake_site.h"

#include "../gen/base/diag.h"
#include "../gen/base/path.h"
#include "../gen/build/walk.h"

#include <stdlib.h>
#include <string.h>

bool fake_publish(struct disk *disk, const char *folder,
                  const struct fake_page *pages, struct stage_result *result,
                  struct diags *diags)
{
    struct stage_result unused;
    struct stage *stage = stage_begin(disk, folder, "build", diags);
    bool ok = stage != NULL;

    for (; ok && pages->path; pages++)
        ok = stage_put(stage, pages->path, str_of(pages->text), diags);
    ok = ok && stage_commit(stage, result ? result : &unused, diags);
    stage_free(stage);
    return ok;
}

static int compare_entries(const void *a, const void *b)
{
    const struct walk_entry *first = a, *second = b;

    return strcmp(first->path, second->path);
}

static void show(struct disk *disk, const char *folder,
                 const struct walk_entry *entry, struct arena *arena,
                 struct buf *out)
{
    struct buf bytes = {0};
    const char *path = path_join(arena, folder, str_of(entry->path));

    buf_text(out, entry->path);
    switch (entry->kind) {
    case DISK_FOLDER: buf_char(out, '/'); break;
    case DISK_LINK: buf_text(out, " ->"); break;
    case DISK_OTHER: buf_char(out, '|'); break;
    case DISK_FILE:
        disk_read(disk, path, SIZE_MAX, &bytes, NULL);
        buf_text(out, ": ");
        buf_str(out, buf_view(&bytes));
        break;
    }
    buf_char(out, '\n');
    buf_free(&bytes);
}

const char *fake_look(struct disk *disk, const char *folder,
                      struct arena *arena)
{
    struct walk all = {0};
    struct buf out = {0};

    walk_below(disk, folder, arena, &all);
    if (all.len)
        qsort(all.entry, all.len, sizeof(*all.entry), compare_entries);
    for (size_t i = 0; i < all.len; i++)
        if (strcmp(all.entry[i].path, STAGE_MANIFEST) != 0)
            show(disk, folder, &all.entry[i], arena, &out);
    const char *text = arena_copy(arena, buf_view(&out).ptr, out.len);
    walk_free(&all);
    buf_free(&out);
    return text;
}

const char *fake_told(const struct diags *diags, struct arena *arena)
{
    struct buf out = {0};

    for (size_t i = 0; i < diags->len; i++)
        buf_format(&out, "%s\n", diag_rule(diags->item[i].code)->name);
    const char *text = arena_copy(arena, buf_view(&out).ptr, out.len);
    buf_free(&out);
    return text;
}
