#include "scripts.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "../pages/search.h"
#include "inventory.h"

#include <string.h>

#define SCRIPT_MOST ((size_t)64 << 20)

static bool is_script(const char *path)
{
    return str_ends(str_of(path), ".js");
}

/* NAME/js/FILE.js below the folder of themes, as gathering takes them. */
static bool is_of_theme(const char *path, const char *folder)
{
    size_t skip = strlen(folder);
    const char *name = path + skip + (skip > 0);
    const char *below = strchr(name, '/');

    return below && strncmp(below, "/js/", 4) == 0 && is_script(path);
}

static bool print_file(struct disk *disk, const char *path, struct print *print)
{
    struct buf bytes = {0};
    bool good = disk_read(disk, path, SCRIPT_MOST, &bytes, NULL) == 0;

    if (good)
        *print = print_of(buf_view(&bytes));
    buf_free(&bytes);
    return good;
}

void scripts_learn(struct scripts *scripts, struct disk *disk,
                   const char *folder)
{
    struct arena arena = {0};
    struct diags told = {0}; /* whoever builds with a theme is told of it */
    struct inventory inventory;
    struct print print;
    int error = 0;

    inventory_take(disk, folder, &arena, &inventory, &error, &told);
    for (size_t i = 0; i < inventory.len; i++) {
        const char *path = inventory.file[i].path;
        if (!is_of_theme(path, folder) || !print_file(disk, path, &print))
            continue;
        scripts->print = mem_grow(scripts->print, scripts->len, &scripts->cap,
                                  sizeof(*scripts->print));
        scripts->print[scripts->len++] = print;
    }
    diags_free(&told);
    arena_free(&arena);
}

static bool is_known(const struct scripts *scripts, struct print print)
{
    for (size_t i = 0; i < scripts->len; i++)
        if (print_equal(scripts->print[i], print))
            return true;
    return false;
}

/* What the search looks through is different on each site, but does nothing. */
static bool is_ours(const struct scripts *scripts, struct disk *disk,
                    const char *path)
{
    struct buf bytes = {0};
    bool ours = disk_read(disk, path, SCRIPT_MOST, &bytes, NULL) == 0 &&
                (is_known(scripts, print_of(buf_view(&bytes))) ||
                 search_is_data(buf_view(&bytes)));

    buf_free(&bytes);
    return ours;
}

const char **scripts_known(const struct scripts *scripts, struct disk *disk,
                           const struct inventory *inventory,
                           struct arena *arena, size_t *len)
{
    const char **known = arena_array(arena, inventory->len, sizeof(*known));

    *len = 0;
    for (size_t i = 0; i < inventory->len; i++) {
        const char *path = inventory->file[i].path;
        if (is_script(path) && is_ours(scripts, disk, path))
            known[(*len)++] = path;
    }
    return known;
}

void scripts_free(struct scripts *scripts)
{
    mem_free(scripts->print);
    *scripts = (struct scripts){0};
}
