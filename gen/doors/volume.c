#include "volume.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/map.h"
#include "../base/path.h"
#include "../build/manifest.h"
#include "../build/stage.h"
#include "../report/config.h"
#include "cover.h"
#include "edition.h"
#include "medium.h"
#include "sign.h"
#include "sums.h"
#include "volume_year.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_MOST 32 /* of plain ISO 9660 */

struct making {
    const struct volume_plan *plan;
    struct volume *volume;
    struct cover cover;
    struct sums sums;
    struct map paths;
    struct diags *diags;
    bool good;
};

static void add(struct making *making, const char *path, struct str bytes,
                const struct sha256 *sum)
{
    struct volume *volume = making->volume;

    if (map_get(&making->paths, str_of(path))) {
        diag_path(making->diags, MEDIUM_TAKEN, path, path, NULL);
        making->good = false;
        return;
    }
    volume->item = mem_grow(volume->item, volume->len, &volume->cap,
                            sizeof(*volume->item));
    volume->item[volume->len++] = (struct pack_item){path, bytes};
    map_add(&making->paths, str_of(path), volume);
    if (sum && !(sums_path_fits(path) && sums_add(&making->sums, path, sum))) {
        diag_path(making->diags, MEDIUM_NAME, path, path,
                  BOTH("不能写进清单", "it cannot stand in the manifest"));
        making->good = false;
    }
}

/* Takes over what was written into `text`, which is then empty. */
static void add_text(struct making *making, const char *path, struct buf *text)
{
    struct arena *arena = &making->volume->arena;
    struct str bytes = {arena_copy(arena, text->data, text->len), text->len};
    struct sha256 sum = sha256_of(bytes);

    add(making, arena_copy(arena, path, strlen(path)), bytes, &sum);
    buf_free(text);
    *text = (struct buf){0};
}

static void add_file(struct making *making, const struct edition_file *file)
{
    add(making, file->path, file->bytes, &file->sum);
}

/* Of one year's volume: pages of others that are linked to become stubs, other
 * files of theirs come along. */
static void add_elsewhere(struct making *making)
{
    const struct edition *edition = making->plan->edition;
    struct volume_links links = {0};
    struct buf page = {0};

    volume_links_find(edition, making->plan->year, &links);
    for (size_t i = 0; i < links.len; i++) {
        const struct volume_target *target = &links.target[i];
        const struct edition_file *file = edition_find(edition, target->path);
        if (!str_is(path_ending(str_of(target->path)), "html")) {
            add_file(making, file);
            continue;
        }
        cover_stub(&making->cover, target->path,
                   volume_year_of(edition, target->path), target->anchor,
                   target->anchors, &page);
        add_text(making, target->path, &page);
    }
    volume_links_free(&links);
}

static void add_site(struct making *making)
{
    const struct edition *edition = making->plan->edition;
    int year = making->plan->year;

    for (size_t i = 0; i < edition->files; i++)
        if (volume_has(edition, year, edition->file[i].path))
            add_file(making, &edition->file[i]);
    if (year)
        add_elsewhere(making);
}

/* The site's own list, the same as in public/. */
static void add_manifest(struct making *making)
{
    struct volume *volume = making->volume;
    struct manifest manifest = {0};
    struct buf text = {0};

    for (size_t i = 0; i < volume->len; i++)
        manifest_add(&manifest, volume->item[i].path, volume->item[i].bytes.len,
                     print_of(volume->item[i].bytes));
    manifest_write(&manifest, &text);
    add_text(making, STAGE_MANIFEST, &text);
    manifest_free(&manifest);
}

static void add_cover(struct making *making)
{
    struct buf text = {0};

    cover_start(&making->cover, &text);
    add_text(making, "start.html", &text);
    cover_readme(&making->cover, &text);
    add_text(making, "readme.txt", &text);
}

/* content/2020/report.md becomes source/2020/report.md. */
static void add_source(struct making *making, const char *path)
{
    const struct volume_plan *plan = making->plan;
    size_t folder = plan->config->build.content_dir.len;
    const char *below = path + folder + 1;
    struct buf bytes = {0};

    if (!volume_has(plan->edition, plan->year, below))
        return;
    int error =
        disk_read(plan->site, path, plan->config->build.max_file, &bytes, NULL);
    if (error) {
        disk_tell(making->diags, error, path);
        making->good = false;
        buf_free(&bytes);
        return;
    }
    add_text(making, path_join(&making->volume->arena, "source", str_of(below)),
             &bytes);
}

static void add_sources(struct making *making)
{
    const struct edition *edition = making->plan->edition;

    if (making->plan->config->archive.include_source)
        for (size_t i = 0; i < edition->sources; i++)
            add_source(making, edition->source[i]);
}

static int compare_items(const void *a, const void *b)
{
    const struct pack_item *first = a, *second = b;

    return strcmp(first->path, second->path);
}

/* The list and its signature are not in the list. */
static void add_sums(struct making *making)
{
    const struct volume_plan *plan = making->plan;
    struct arena *arena = &making->volume->arena;
    struct buf text = {0}, signature = {0};

    sums_write(&making->sums, &text);
    struct str bytes = {arena_copy(arena, text.data, text.len), text.len};
    add(making, SUMS_NAME, bytes, NULL);
    if (plan->key) {
        sign_write(plan->key, bytes,
                   arena_format(arena,
                                "timestamp:%" PRId64 "\tfile:" SUMS_NAME
                                "\thashed",
                                plan->edition->time),
                   &signature);
        add(making, SUMS_SIGNATURE,
            (struct str){arena_copy(arena, signature.data, signature.len),
                         signature.len},
            NULL);
    }
    buf_free(&signature);
    buf_free(&text);
}

/* GONGKAI_2020: the year tells the discs of a drawer apart. */
static const char *label_of(const struct volume_plan *plan, struct arena *arena)
{
    const struct str id = plan->config->archive.volume_id;
    int *years;
    int year = plan->year;
    size_t len = id.len < LABEL_MOST - 5 ? id.len : LABEL_MOST - 5;

    if (!year && volume_years(plan->edition, arena, &years))
        year = years[0];
    if (!year)
        return arena_copy(arena, id.ptr, id.len);
    const char *tail = arena_format(arena, "_%04d", year);
    if (str_ends(id, tail))
        return arena_copy(arena, id.ptr, id.len);
    return arena_format(arena, "%.*s%s", (int)len, id.ptr, tail);
}

bool volume_make(const struct volume_plan *plan, struct volume *out,
                 struct diags *diags)
{
    struct buf public_key = {0};
    struct making making = {
        .plan = plan, .volume = out, .diags = diags, .good = true};

    *out = (struct volume){0};
    if (plan->key) {
        struct sign_public key = sign_public_of(plan->key);
        sign_public_write(&key, &public_key);
    }
    making.cover = (struct cover){plan->edition, plan->config, plan->year,
                                  buf_view(&public_key),
                                  plan->config->archive.include_source};
    add_site(&making);
    add_manifest(&making);
    add_cover(&making);
    add_sources(&making);
    add_sums(&making);
    qsort(out->item, out->len, sizeof(*out->item), compare_items);
    out->label = label_of(plan, &out->arena);
    bool fits = medium_judge(out->item, out->len, diags);
    map_free(&making.paths);
    sums_free(&making.sums);
    buf_free(&public_key);
    return making.good && fits;
}

void volume_free(struct volume *volume)
{
    mem_free(volume->item);
    arena_free(&volume->arena);
    *volume = (struct volume){0};
}
