#include "new.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "folder.h"
#include "new_text.h"

#include <errno.h>
#include <string.h>

struct piece {
    const char *path;
    const char *const *text; /* NULL: only must not stand there */
    bool optional; /* one that stands is as good */
};

static const struct piece site_pieces[] = {
    {"config.ini", &new_config_text, false},
    {"content/{year}/report.md", &new_report_text, false},
    {"content/about.md", &new_about_text, false},
    {".gitignore", &new_ignore_text, true},
    {NULL, NULL, false},
};

/* A report is report.md, or summary.md and plan.md, and never both. */
static const struct piece report_pieces[] = {
    {"content/{year}/report.md", &new_report_text, false},
    {"content/{year}/summary.md", NULL, false},
    {"content/{year}/plan.md", NULL, false},
    {NULL, NULL, false},
};

struct maker {
    struct arena arena;
    struct disk *disk;
    const char *below; /* the site's folder on the disk; "": its root */
    const char *shown; /* the same as people gave it; "": here */
    int year;
    struct buf *told;
    struct diags *diags;
};

/* Puts the years into a text. */
static struct str fill(struct maker *maker, const char *text)
{
    struct buf out = {0};

    for (const char *at = text; *at; at++) {
        if (strncmp(at, "{year}", 6) == 0) {
            buf_format(&out, "%d", maker->year);
            at += 5;
        } else if (strncmp(at, "{last}", 6) == 0) {
            buf_format(&out, "%d", maker->year - 1);
            at += 5;
        } else {
            buf_char(&out, *at);
        }
    }
    struct str all = {arena_copy(&maker->arena, out.data, out.len), out.len};
    buf_free(&out);
    return all;
}

static const char *place_of(struct maker *maker, const struct piece *piece)
{
    return path_join(&maker->arena, maker->below, fill(maker, piece->path));
}

static const char *shown_of(struct maker *maker, const struct piece *piece)
{
    return path_join(&maker->arena, maker->shown, fill(maker, piece->path));
}

static bool stands(struct maker *maker, const struct piece *piece)
{
    struct disk_stat st;

    return disk_stat(maker->disk, place_of(maker, piece), &st) == 0;
}

static void tell_stands(struct maker *maker, const struct piece *piece)
{
    diag_path(maker->diags, FILE_STANDS, "", shown_of(maker, piece), NULL);
}

/* Tells all that is in the way, before anything is written. */
static bool is_free(struct maker *maker, const struct piece *pieces)
{
    bool free_all = true;

    for (const struct piece *piece = pieces; piece->path; piece++) {
        if (piece->optional || !stands(maker, piece))
            continue;
        tell_stands(maker, piece);
        free_all = false;
    }
    return free_all;
}

static bool make_piece(struct maker *maker, const struct piece *piece)
{
    const char *path = place_of(maker, piece);
    struct str dir = path_dir(str_of(path));
    char *folder = arena_copy(&maker->arena, dir.ptr, dir.len);
    int error = dir.len > 0 ? disk_make_folders(maker->disk, folder) : 0;

    if (!error)
        error = disk_write(maker->disk, path, fill(maker, *piece->text));
    if (error == EEXIST) /* somebody else was faster */
        tell_stands(maker, piece);
    else if (error)
        disk_tell_write(maker->diags, error, shown_of(maker, piece));
    else
        buf_format(maker->told, "%s\n", shown_of(maker, piece));
    return !error;
}

static bool make_all(struct maker *maker, const struct piece *pieces)
{
    if (!is_free(maker, pieces))
        return false;
    for (const struct piece *piece = pieces; piece->path; piece++) {
        if (!piece->text || (piece->optional && stands(maker, piece)))
            continue;
        if (!make_piece(maker, piece))
            return false;
    }
    return true;
}

static bool make_site(struct maker *maker)
{
    if (!make_all(maker, site_pieces))
        return false;
    if (*maker->shown)
        buf_format(maker->told, "→ gongkai -C %s build\n", maker->shown);
    else
        buf_text(maker->told, "→ gongkai build\n");
    return true;
}

/* `path` is absolute or climbs: a disk of its own for it. */
static bool make_outside(struct maker *maker, struct str path)
{
    struct str rest;
    int error = ENOENT;

    maker->disk = folder_above(&maker->arena, path, &rest, &error);
    maker->below = arena_copy(&maker->arena, rest.ptr, rest.len);
    bool clean = maker->disk && (rest.len == 0 || path_is_clean(rest));
    if (!clean)
        disk_tell_write(maker->diags, maker->disk ? ENOENT : error,
                        maker->shown);
    bool made = clean && make_site(maker);
    if (maker->disk)
        disk_close(maker->disk);
    return made;
}

bool new_site(struct disk *disk, const char *folder, int year, struct buf *told,
              struct diags *diags)
{
    struct maker maker = {
        .disk = disk, .year = year, .told = told, .diags = diags};
    struct str path = folder_bare(folder);
    bool made;

    maker.shown = maker.below = arena_copy(&maker.arena, path.ptr, path.len);
    if (path.len == 0 || path_is_clean(path))
        made = make_site(&maker);
    else
        made = make_outside(&maker, path);
    arena_free(&maker.arena);
    return made;
}

bool new_report(struct disk *disk, int year, struct buf *told,
                struct diags *diags)
{
    struct maker maker = {.disk = disk,
                          .below = "",
                          .shown = "",
                          .year = year,
                          .told = told,
                          .diags = diags};
    struct disk_stat st;
    int error = disk_stat(disk, "config.ini", &st);
    bool made = false;

    if (error == ENOENT)
        diag_path(diags, CONFIG_MISSING, "config.ini", NULL, NULL);
    else if (error)
        disk_tell(diags, error, "config.ini");
    else
        made = make_all(&maker, report_pieces);
    arena_free(&maker.arena);
    return made;
}
