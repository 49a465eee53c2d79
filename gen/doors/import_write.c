#include "import_part.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "folder.h"

#include <errno.h>
#include <string.h>

struct writer {
    struct importing *importing;
    struct disk *disk;
    const char *below; /* the folder on the disk; "": its root */
    const char *shown; /* the same as people gave it; "": here */
};

static const char *place_of(struct writer *writer, const struct made *made)
{
    return path_join(&writer->importing->arena, writer->below,
                     str_of(made->name));
}

static const char *shown_of(struct writer *writer, const struct made *made)
{
    return path_join(&writer->importing->arena, writer->shown,
                     str_of(made->name));
}

/* 1: stands with the same bytes; 0: does not stand; -1: differs, or cannot be
 * read (told). */
static int stands(struct writer *writer, const struct made *made)
{
    struct buf bytes = {0};
    int error = disk_read(writer->disk, place_of(writer, made),
                          (size_t)256 << 20, &bytes, NULL);
    bool same = !error && str_equal(buf_view(&bytes), made->bytes);

    buf_free(&bytes);
    if (error == ENOENT || error == ENOTDIR)
        return 0;
    if (same)
        return 1;
    if (disk_failed(error))
        disk_tell(writer->importing->diags, error, shown_of(writer, made));
    else
        diag_path(writer->importing->diags, IMPORT_STANDS, "",
                  shown_of(writer, made), NULL);
    return -1;
}

static bool write_one(struct writer *writer, const struct made *made)
{
    int error = disk_write(writer->disk, place_of(writer, made), made->bytes);

    if (error == EEXIST)
        diag_path(writer->importing->diags, IMPORT_STANDS, "",
                  shown_of(writer, made), NULL);
    else if (error)
        disk_tell_write(writer->importing->diags, error,
                        shown_of(writer, made));
    else
        buf_format(writer->importing->told, "%s\n", shown_of(writer, made));
    return !error;
}

/* All is looked at before anything is written; the report comes last. */
static bool write_all(struct writer *writer)
{
    struct importing *importing = writer->importing;
    bool good = true;
    int *state =
        arena_array(&importing->arena, importing->mades, sizeof(*state));

    for (size_t i = 0; i < importing->mades; i++) {
        state[i] = stands(writer, &importing->made[i]);
        good = good && state[i] >= 0;
    }
    if (!good)
        return false;
    int error =
        *writer->below ? disk_make_folders(writer->disk, writer->below) : 0;
    if (error)
        disk_tell_write(importing->diags, error, writer->shown);
    for (size_t i = importing->mades; i-- > 0 && !error;)
        if (strcmp(importing->made[i].name, "report.md") != 0 &&
            state[i] == 0 && !write_one(writer, &importing->made[i]))
            return false;
    for (size_t i = 0; i < importing->mades && !error; i++)
        if (strcmp(importing->made[i].name, "report.md") == 0 &&
            state[i] == 0 && !write_one(writer, &importing->made[i]))
            return false;
    return !error;
}

bool import_write(struct importing *importing)
{
    struct writer writer = {.importing = importing};
    struct str path = folder_bare(importing->job->folder), rest;
    int error = ENOENT;

    writer.shown = arena_copy(&importing->arena, path.ptr, path.len);
    writer.disk = folder_above(&importing->arena, path, &rest, &error);
    writer.below = arena_copy(&importing->arena, rest.ptr, rest.len);
    bool clean = writer.disk && (rest.len == 0 || path_is_clean(rest));
    if (!clean)
        disk_tell_write(importing->diags, writer.disk ? ENOENT : error,
                        writer.shown);
    bool good = clean && write_all(&writer);
    if (writer.disk)
        disk_close(writer.disk);
    return good;
}
