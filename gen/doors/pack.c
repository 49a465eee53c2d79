#include "pack.h"

#include "../base/buf.h"
#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/late.h"
#include "../base/map.h"
#include "../base/path.h"
#include "pack_clock.h"
#include "signals.h"

#include <archive.h>
#include <archive_entry.h>

/* clang-format off */
#define ARCHIVE(name) \
    name(archive_entry_clear) name(archive_entry_free) \
    name(archive_entry_new) name(archive_entry_set_atime) \
    name(archive_entry_set_ctime) name(archive_entry_set_filetype) \
    name(archive_entry_set_gid) name(archive_entry_set_mtime) \
    name(archive_entry_set_pathname_utf8) name(archive_entry_set_perm) \
    name(archive_entry_set_size) name(archive_entry_set_uid) \
    name(archive_error_string) name(archive_set_error) \
    name(archive_write_close) name(archive_write_data) \
    name(archive_write_fail) name(archive_write_free) \
    name(archive_write_header) name(archive_write_new) \
    name(archive_write_open) name(archive_write_set_bytes_in_last_block) \
    name(archive_write_set_format_iso9660) name(archive_write_set_format_zip) \
    name(archive_write_set_options)
/* clang-format on */
LATE_LIBRARY("archive", ARCHIVE);

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PIECE ((size_t)4 << 20)
#define FILE_MODE 0644
#define FOLDER_MODE 0755

/* A pack that is being written. */
struct packing {
    const struct pack *pack;
    struct disk *disk;
    const char *path;
    struct diags *diags;
    struct archive *archive;
    struct archive_entry *entry;
    struct arena arena;
    struct map folders; /* that the disc has */
    struct buf held; /* not yet written */
    int error; /* of the disk */
};

static void flush(struct packing *packing)
{
    if (!packing->error)
        packing->error =
            disk_append(packing->disk, packing->path, buf_view(&packing->held));
    buf_cut(&packing->held, 0);
}

static la_ssize_t take_bytes(struct archive *archive, void *context,
                             const void *bytes, size_t len)
{
    struct packing *packing = context;

    buf_add(&packing->held, bytes, len);
    if (packing->held.len >= PIECE)
        flush(packing);
    if (!packing->error)
        return (la_ssize_t)len;
    late.archive_set_error(archive, packing->error, "write");
    return -1;
}

/* Warnings count: a file that is left out is told by no more than that. */
static bool holds(struct packing *packing, int result)
{
    if (result == ARCHIVE_OK)
        return true;
    if (packing->error) {
        disk_tell_write(packing->diags, packing->error, packing->path);
    } else {
        const char *why = late.archive_error_string(packing->archive);
        diag_path(packing->diags, SYSTEM_WRITE, packing->path, packing->path,
                  why ? why : "libarchive");
    }
    return false;
}

static bool set_up(struct packing *packing)
{
    const struct pack *pack = packing->pack;
    struct archive *archive = packing->archive;
    char *volume = arena_format(&packing->arena, "iso9660:volume-id=%s",
                                pack->volume ? pack->volume : "");

    if (pack->form == PACK_ZIP)
        return holds(packing, late.archive_write_set_format_zip(archive)) &&
               holds(packing, late.archive_write_set_options(
                                  archive, "zip:compression=deflate,"
                                           "zip:hdrcharset=UTF-8")) &&
               holds(packing,
                     late.archive_write_set_bytes_in_last_block(archive, 1));
    return holds(packing, late.archive_write_set_format_iso9660(archive)) &&
           holds(packing,
                 late.archive_write_set_options(
                     archive, "iso9660:iso-level=3,iso9660:joliet=long,"
                              "iso9660:rockridge=useful,iso9660:!zisofs,"
                              "iso9660:pad")) &&
           holds(packing, late.archive_write_set_options(archive, volume));
}

static void describe(struct packing *packing, const char *path, bool folder,
                     size_t size)
{
    struct archive_entry *entry = packing->entry;

    late.archive_entry_clear(entry);
    late.archive_entry_set_pathname_utf8(entry, path);
    late.archive_entry_set_filetype(entry, folder ? AE_IFDIR : AE_IFREG);
    late.archive_entry_set_perm(entry, folder ? FOLDER_MODE : FILE_MODE);
    late.archive_entry_set_size(entry, (la_int64_t)size);
    late.archive_entry_set_uid(entry, 0);
    late.archive_entry_set_gid(entry, 0);
    late.archive_entry_set_mtime(entry, (time_t)packing->pack->time, 0);
    if (packing->pack->form == PACK_ISO) { /* else the library asks the clock */
        late.archive_entry_set_atime(entry, (time_t)packing->pack->time, 0);
        late.archive_entry_set_ctime(entry, (time_t)packing->pack->time, 0);
    }
}

static bool add_folders(struct packing *packing, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        struct str upto = str_range(path, slash);
        if (map_get(&packing->folders, upto))
            continue;
        char *folder = arena_copy(&packing->arena, upto.ptr, upto.len);
        map_add(&packing->folders, str_of(folder), packing);
        describe(packing, folder, true, 0);
        if (!holds(packing,
                   late.archive_write_header(packing->archive, packing->entry)))
            return false;
    }
    return true;
}

static bool add_item(struct packing *packing, const struct pack_item *item)
{
    if (packing->pack->form == PACK_ISO && !add_folders(packing, item->path))
        return false;
    describe(packing, item->path, false, item->bytes.len);
    if (!holds(packing,
               late.archive_write_header(packing->archive, packing->entry)))
        return false;
    la_ssize_t done = late.archive_write_data(packing->archive, item->bytes.ptr,
                                              item->bytes.len);
    return holds(packing, done == (la_ssize_t)item->bytes.len ? ARCHIVE_OK
                                                              : ARCHIVE_FATAL);
}

static bool write_all(struct packing *packing)
{
    struct archive *archive = packing->archive;

    if (!set_up(packing) ||
        !holds(packing, late.archive_write_open(archive, packing, NULL,
                                                take_bytes, NULL)))
        return false;
    for (size_t i = 0; i < packing->pack->len; i++)
        if (signals_caught() || !add_item(packing, &packing->pack->item[i]))
            return false;
    return holds(packing, late.archive_write_close(archive));
}

/* What is held back goes out, and all of it to the medium. */
static bool finish(struct packing *packing)
{
    flush(packing);
    if (!packing->error)
        packing->error = disk_sync(packing->disk, packing->path);
    if (packing->error)
        disk_tell_write(packing->diags, packing->error, packing->path);
    return packing->error == 0;
}

bool pack_write(const struct pack *pack, struct disk *disk, const char *path,
                struct diags *diags)
{
    struct packing packing = {
        .pack = pack, .disk = disk, .path = path, .diags = diags};
    int error = disk_write(disk, path, STR(""));

    if (error) {
        disk_tell_write(diags, error, path);
        return false;
    }
    late_load(&late_library);
    pack_clock_stop(pack->time);
    setenv("TMPDIR", pack->scratch, 1);
    packing.archive = late.archive_write_new();
    packing.entry = late.archive_entry_new();
    if (!packing.archive || !packing.entry)
        mem_exhausted();
    bool good = write_all(&packing) && finish(&packing);
    late.archive_entry_free(packing.entry);
    if (!good) /* else its end would be written yet */
        late.archive_write_fail(packing.archive);
    late.archive_write_free(packing.archive);
    pack_clock_go();
    buf_free(&packing.held);
    map_free(&packing.folders);
    arena_free(&packing.arena);
    return good;
}
