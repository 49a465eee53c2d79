#include "release.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "../build/stage.h"

#include <errno.h>
#include <string.h>

void release_add(struct release *release, const char *path, struct str bytes)
{
    if (!manifest_add(&release->manifest, path, bytes.len, print_of(bytes)))
        return;
    release->item = mem_grow(release->item, release->len, &release->cap,
                             sizeof(*release->item));
    release->item[release->len++] = (struct pack_item){
        arena_copy(&release->arena, path, strlen(path)), bytes};
}

void release_seal(struct release *release)
{
    buf_cut(&release->text, 0);
    manifest_write(&release->manifest, &release->text);
}

void release_free(struct release *release)
{
    mem_free(release->item);
    manifest_free(&release->manifest);
    buf_free(&release->text);
    arena_free(&release->arena);
    *release = (struct release){0};
}

/* Reads a file that has to be as the manifest says. */
static bool take_file(struct disk *disk, const char *folder,
                      const struct manifest_file *file, struct release *out)
{
    struct buf bytes = {0};
    const char *path = path_join(&out->arena, folder, str_of(file->path));
    bool same = disk_read(disk, path, file->size, &bytes, NULL) == 0 &&
                bytes.len == file->size &&
                print_equal(print_of(buf_view(&bytes)), file->print);

    if (same) {
        char *copy = arena_copy(&out->arena, bytes.data, bytes.len);
        out->item =
            mem_grow(out->item, out->len, &out->cap, sizeof(*out->item));
        out->item[out->len++] =
            (struct pack_item){file->path, {copy, bytes.len}};
    }
    buf_free(&bytes);
    return same;
}

bool release_read(struct disk *disk, const char *folder, bool whole,
                  struct release *out, const char **fault)
{
    const char *path = path_join(&out->arena, folder, STR(STAGE_MANIFEST));

    *fault = "";
    if (disk_read(disk, path, MANIFEST_MOST, &out->text, NULL) ||
        !manifest_read(&out->manifest, buf_view(&out->text)))
        return false;
    for (size_t i = 0; i < out->manifest.len && whole; i++)
        if (!take_file(disk, folder, out->manifest.file[i], out)) {
            *fault = out->manifest.file[i]->path;
            return false;
        }
    return true;
}
