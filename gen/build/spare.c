#include "spare.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/program.h"
#include "../base/wire.h"
#include "inventory.h"
#include "manifest.h"
#include "retire.h"
#include "spare_part.h"

#include <errno.h>
#include <string.h>

/* The number changes with the format; the bytes are of this machine. */
#define HEAD "gongkai spare 1\n"
#define RECORD_MOST ((size_t)256 << 20)

const char *spare_path(struct arena *arena, const char *place, const char *path)
{
    return path[0] ? path_join(arena, place, str_of(path)) : place;
}

/* ---- the record ---- */

static void put_folders(struct buf *out, const struct spare_folders *folders)
{
    wire_put_number(out, (uint64_t)folders->looked_at);
    wire_put_number(out, folders->len);
    for (size_t i = 0; i < folders->len; i++) {
        const struct spare_folder *folder = &folders->at[i];
        wire_put_text(out, folder->path);
        wire_put_number(out, folder->stat.size);
        wire_put_number(out, folder->stat.inode);
        wire_put_number(out, folder->stat.device);
        wire_put_number(out, (uint64_t)folder->stat.mtime);
        wire_put_number(out, (uint64_t)folder->stat.ctime);
        wire_put_number(out, folder->clean);
    }
}

static void take_folders(struct wire *wire, struct spare_folders *out)
{
    out->looked_at = (int64_t)wire_number(wire);
    size_t len = wire_count(wire, WIRE_TEXT + 6 * WIRE_NUMBER);
    out->at = arena_array(wire->arena, len, sizeof(*out->at));
    out->len = len;
    for (size_t i = 0; i < len && !wire->broken; i++) {
        struct spare_folder *folder = &out->at[i];
        folder->path = wire_path(wire);
        folder->stat.kind = DISK_FOLDER;
        folder->stat.size = wire_number(wire);
        folder->stat.inode = wire_number(wire);
        folder->stat.device = wire_number(wire);
        folder->stat.mtime = (int64_t)wire_number(wire);
        folder->stat.ctime = (int64_t)wire_number(wire);
        folder->clean = wire_number(wire) != 0;
    }
}

static void take_stale(struct wire *wire, struct spare *spare)
{
    size_t len = wire_count(wire, WIRE_TEXT);

    for (size_t i = 0; i < len && !wire->broken; i++)
        map_add(&spare->stale, str_of(wire_path(wire)), spare);
}

/* A program made anew may see the world in another way: it begins anew. */
static struct print signature(struct print manifest)
{
    struct print print = program_print();

    print_join(&print, manifest);
    return print;
}

static bool take_record(struct spare *spare, struct str bytes,
                        struct print manifest)
{
    struct str whole;

    if (!wire_open(bytes, &whole))
        return false;
    struct wire wire = wire_of(whole, &spare->arena);
    const char *head = wire_bytes(&wire, strlen(HEAD));
    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0 ||
        !print_equal(wire_print(&wire), signature(manifest)))
        return false;
    take_folders(&wire, &spare->own);
    take_folders(&wire, &spare->published);
    take_stale(&wire, spare);
    return !wire.broken && wire.left == 0;
}

void spare_save(struct spare *spare, struct print manifest,
                const struct spare_folders *own,
                const struct spare_folders *published,
                const struct manifest *old, const struct manifest *new)
{
    struct buf bytes = {0};
    size_t stale = 0;

    if (print_is_zero(program_print()))
        return;
    buf_text(&bytes, HEAD);
    wire_put_print(&bytes, signature(manifest));
    put_folders(&bytes, own);
    put_folders(&bytes, published);
    for (size_t i = 0; i < new->len; i++)
        stale += !new->file[i]->kept;
    for (size_t i = 0; i < old->len; i++)
        stale += !old->file[i]->follows;
    wire_put_number(&bytes, stale);
    for (size_t i = 0; i < new->len; i++)
        if (!new->file[i]->kept)
            wire_put_text(&bytes, new->file[i]->path);
    for (size_t i = 0; i < old->len; i++)
        if (!old->file[i]->follows)
            wire_put_text(&bytes, old->file[i]->path);
    wire_seal(&bytes, 0);
    disk_replace(spare->disk, spare->record, buf_view(&bytes));
    buf_free(&bytes);
}

/* ---- is the spare what the record says? ---- */

/* In a folder that changed just as it was looked at, more may have come. */
static bool is_ours_alone(struct spare *spare, const char *folder,
                          const struct manifest *published)
{
    struct arena arena = {0};
    struct disk_entry *entry;
    size_t len;
    const char *path = spare_path(&arena, spare->place, folder);
    bool ours = disk_list(spare->disk, path, &arena, &entry, &len) == 0;

    for (size_t i = 0; i < len && ours; i++) {
        const char *name = path_join(&arena, folder, str_of(entry[i].name));
        ours = map_get(&spare->made, str_of(name)) ||
               map_get(&spare->stale, str_of(name)) ||
               manifest_find(published, name) ||
               strcmp(name, MANIFEST_NAME) == 0;
    }
    arena_free(&arena);
    return ours;
}

static bool is_as_left(struct spare *spare, const struct manifest *published)
{
    struct spare_folders now = spare->own;
    bool same = true;

    now.at = arena_array(&spare->arena, now.len, sizeof(*now.at));
    for (size_t i = 0; i < now.len; i++) {
        now.at[i].path = spare->own.at[i].path;
        map_add(&spare->made, str_of(now.at[i].path), spare);
    }
    if (now.len == 0 || !spare_stat(spare, spare->place, &now))
        return false;
    spare->now = now;
    for (size_t i = 0; i < now.len && same; i++) {
        const struct spare_folder *left = &spare->own.at[i];
        same = stat_is_same(&left->stat, &now.at[i].stat);
        if (same && !stat_is_settled(&left->stat, spare->own.looked_at)) {
            map_add(&spare->fresh, str_of(left->path), spare);
            same = is_ours_alone(spare, left->path, published);
        }
    }
    return same;
}

void spare_read(struct spare *spare, struct print manifest,
                const struct manifest *published)
{
    struct buf bytes = {0};

    /* texts of the record live as long as the spare */
    if (disk_read(spare->disk, spare->record, RECORD_MOST, &bytes, NULL) == 0) {
        struct str whole = {
            arena_copy(&spare->arena, bytes.len ? bytes.data : "", bytes.len),
            bytes.len};
        spare->usable = !print_is_zero(program_print()) &&
                        take_record(spare, whole, manifest) &&
                        is_as_left(spare, published);
    }
    buf_free(&bytes);
}

bool spare_discard(struct spare *spare, const struct manifest *published)
{
    struct retire retire = {spare->disk, spare->place, spare->folder,
                            published};
    struct diags unheard = {0};

    spare->usable = false;
    disk_remove(spare->disk, spare->record);
    bool gone = retire_left(&retire, &unheard);
    diags_free(&unheard);
    return gone;
}

void spare_free(struct spare *spare)
{
    map_free(&spare->touched);
    map_free(&spare->made);
    map_free(&spare->fresh);
    map_free(&spare->stale);
    arena_free(&spare->arena);
    *spare = (struct spare){0};
}
