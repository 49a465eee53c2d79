#include "theming.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../base/print.h"
#include "../pages/theme.h"
#include "../pages/view.h"
#include "../read/loaded.h"
#include "inventory.h"

#include <errno.h>
#include <string.h>

#define FILE_MOST ((size_t)4 << 20)
#define INHERIT_MOST 8

/* A theme as its files were at some time. */
struct version {
    struct theme *theme; /* NULL: something was wrong */
    struct print print; /* of all files it was made of */
    struct arena arena; /* of the theme */
    struct diags diags; /* what is wrong with it */
};

struct theming {
    struct disk *site, *themes;
    const struct config *config;
    struct version now, next;
    enum { NOT_LOOKED, STILL_SAME, CHANGED } looked;
    struct theme_making *making; /* of next; NULL: cannot be made, or is now */
    const char *folder; /* of next, as it is told */
    struct print known; /* of the files that an earlier run made of: */
    struct str known_css; /* empty: none is known */
};

/* The files of a theme and of those it inherits, nearest first. */
struct gathering {
    struct theming *theming;
    struct arena *arena;
    struct theme_file *file;
    size_t len, cap;
    struct print print;
    struct diags *diags;
};

struct theming *theming_new(struct disk *site, struct disk *themes,
                            const struct config *config)
{
    struct theming *theming = mem_zero(1, sizeof(*theming));

    theming->site = site;
    theming->themes = themes;
    theming->config = config;
    return theming;
}

static void version_free(struct version *version)
{
    diags_free(&version->diags);
    arena_free(&version->arena);
    *version = (struct version){0};
}

void theming_free(struct theming *theming)
{
    if (!theming)
        return;
    if (theming->making)
        theme_finish(theming->making);
    version_free(&theming->next);
    version_free(&theming->now);
    mem_free(theming);
}

static void gather_file(struct gathering *gathering, struct disk *disk,
                        const char *folder, const struct found *found)
{
    struct buf bytes = {0};
    int error = disk_read(disk, found->path, FILE_MOST, &bytes, NULL);
    const char *below = found->path + strlen(folder) + 1;
    char *path = arena_format(gathering->arena, "themes/%s",
                              found->path +
                                  (strncmp(found->path, "themes/", 7) ? 0 : 7));

    if (error) {
        disk_tell(gathering->diags, error, path);
        buf_free(&bytes);
        return;
    }
    gathering->file = mem_grow(gathering->file, gathering->len, &gathering->cap,
                               sizeof(*gathering->file));
    gathering->file[gathering->len++] = (struct theme_file){
        path,
        arena_copy(gathering->arena, below, strlen(below)),
        {arena_copy(gathering->arena, bytes.data ? bytes.data : "", bytes.len),
         bytes.len}};
    print_add(&gathering->print, str_of(path));
    print_add(&gathering->print, buf_view(&bytes));
    buf_free(&bytes);
}

/* Gathers the theme in `folder` of `disk`; false where there is none. */
static bool gather_folder(struct gathering *gathering, struct disk *disk,
                          const char *folder)
{
    struct inventory inventory;
    int error;

    if (!inventory_take(disk, folder, gathering->arena, &inventory, &error,
                        gathering->diags)) {
        if (error != ENOENT && error != ENOTDIR)
            disk_tell(gathering->diags, error, folder);
        return false;
    }
    for (size_t i = 0; i < inventory.len; i++)
        gather_file(gathering, disk, folder, &inventory.file[i]);
    return inventory.len > 0;
}

static bool gather_named(struct gathering *gathering, const char *name)
{
    struct theming *theming = gathering->theming;
    char *folder = arena_format(gathering->arena, "themes/%s", name);

    if (path_judge(str_of(name)) != PATH_FINE)
        return false;
    return gather_folder(gathering, theming->site, folder) ||
           (theming->themes && gather_folder(gathering, theming->themes, name));
}

#define NAMES_MOST 64

/* Adds the folders of `folder` to a list of theme names. */
static size_t add_names(struct gathering *gathering, struct disk *disk,
                        const char *folder, const char **names, size_t len)
{
    struct disk_entry *entry = NULL;
    size_t entries = 0;

    if (!disk || disk_list(disk, folder, gathering->arena, &entry, &entries))
        return len;
    for (size_t i = 0; i < entries && len < NAMES_MOST; i++)
        if (entry[i].kind == DISK_FOLDER)
            names[len++] = entry[i].name;
    return len;
}

static void tell_missing(struct gathering *gathering, const char *name)
{
    struct theming *theming = gathering->theming;
    const char *names[NAMES_MOST];

    if (diags_exit(gathering->diags) != EXIT_DONE)
        return; /* the disk failed, which was told */
    size_t len = add_names(gathering, theming->site, "themes", names, 0);
    len = add_names(gathering, theming->themes, "", names, len);
    diag_path(gathering->diags, THEME_MISSING, "", name, NULL);
    const char *near = text_nearest(str_of(name), names, len);
    if (near)
        diag_detail(gathering->diags, "→ [theme] name = %s", near);
}

/* What the theme whose files begin at `from` inherits; "" for nothing. */
static const char *inherited(struct gathering *gathering, size_t from)
{
    for (size_t i = from; i < gathering->len; i++) {
        const struct theme_file *file = &gathering->file[i];
        if (strcmp(file->name, "theme.ini") != 0 || file->bytes.len == 0)
            continue;
        const struct source *source = source_load(
            gathering->arena, file->path, file->bytes, gathering->diags);
        struct str name = {"", 0};
        if (source)
            name = theme_inherits(gathering->arena, source, gathering->diags);
        return arena_copy(gathering->arena, name.ptr, name.len);
    }
    return "";
}

static void gather(struct gathering *gathering, const char *name)
{
    for (int depth = 0; name[0] && depth < INHERIT_MOST; depth++) {
        size_t from = gathering->len;
        if (!gather_named(gathering, name)) {
            tell_missing(gathering, name);
            return;
        }
        name = inherited(gathering, from);
    }
}

struct print theming_print(struct theming *theming)
{
    struct arena arena = {0};
    struct diags told = {0};
    struct gathering gathering = {
        .theming = theming, .arena = &arena, .diags = &told};
    struct str name = theming->config->theme.name;

    gather(&gathering, arena_copy(&arena, name.ptr, name.len));
    mem_free(gathering.file);
    diags_free(&told);
    arena_free(&arena);
    return gathering.print;
}

void theming_recall(struct theming *theming, struct print files, struct str css)
{
    theming->known = files;
    theming->known_css = css;
}

bool theming_style(const struct theming *theming, struct print *files,
                   struct str *css)
{
    if (!theming->now.theme || theming->now.diags.len)
        return false;
    *files = theming->now.print;
    *css = theming->now.theme->css;
    return css->len > 0;
}

/* Begins the theme that these files make; they and all of it are in the arena
 * of the next version. */
static void begin(struct theming *theming, const struct gathering *gathering)
{
    struct version *next = &theming->next;
    struct str name = theming->config->theme.name;
    bool known = print_equal(gathering->print, theming->known);

    next->print = gathering->print;
    if (diags_exit(&next->diags) != EXIT_DONE)
        return;
    theming->folder =
        arena_format(&next->arena, "themes/%.*s", (int)name.len, name.ptr);
    theming->making = theme_begin(
        &next->arena, gathering->file, gathering->len, theming->config,
        known ? theming->known_css : STR(""), &next->diags);
}

void theming_begin(struct theming *theming)
{
    struct version *next = &theming->next;
    struct gathering gathering = {
        .theming = theming, .arena = &next->arena, .diags = &next->diags};
    struct str name = theming->config->theme.name;

    if (theming->looked != NOT_LOOKED)
        return;
    gather(&gathering, arena_copy(&next->arena, name.ptr, name.len));
    bool same = theming->now.theme && next->diags.len == 0 &&
                print_equal(gathering.print, theming->now.print);
    theming->looked = same ? STILL_SAME : CHANGED;
    if (same)
        version_free(next);
    else
        begin(theming, &gathering);
    mem_free(gathering.file);
}

/* The next version becomes the one there is. */
static void finish(struct theming *theming)
{
    struct version *next = &theming->next;
    struct theme *theme =
        theming->making ? theme_finish(theming->making) : NULL;

    if (theme && view_can_use(theme, theming->folder, &next->diags))
        next->theme = theme;
    theming->making = NULL;
    version_free(&theming->now);
    theming->now = *next;
    *next = (struct version){0};
}

const struct theme *theming_update(struct theming *theming, struct diags *diags)
{
    theming_begin(theming);
    if (theming->looked == CHANGED)
        finish(theming);
    theming->looked = NOT_LOOKED;
    diags_copy(diags, &theming->now.diags);
    return theming->now.theme;
}
