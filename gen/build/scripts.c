#include "scripts.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "inventory.h"

#include <string.h>

#define SCRIPT_MOST ((size_t)4 << 20)

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

/* The end of the string that begins at `at`, or 0 when it has none. */
static size_t string_end(struct str json, size_t at)
{
    for (at++; at < json.len && (unsigned char)json.ptr[at] >= ' '; at++) {
        if (json.ptr[at] == '"')
            return at + 1;
        if (json.ptr[at] == '\\')
            at++;
    }
    return 0;
}

/* Nothing but strings, numbers and what holds them together: no script. */
static bool is_json(struct str json)
{
    static const char joints[] = "[]{}:, \n-.0123456789";

    for (size_t at = 0; at < json.len;) {
        if (json.ptr[at] == '"') {
            at = string_end(json, at);
            if (at == 0)
                return false;
        } else if (!memchr(joints, json.ptr[at++], sizeof(joints) - 1)) {
            return false;
        }
    }
    return true;
}

/* The data of the search: one call of ours with JSON. */
static bool is_search_text(struct str script)
{
    const struct str open = STR("gongkaiText("), close = STR(");");

    script = str_trim(script);
    if (!str_starts(script, open.ptr) || !str_ends(script, close.ptr))
        return false;
    script.ptr += open.len;
    script.len -= open.len + close.len;
    return is_json(script);
}

static bool read_script(struct disk *disk, const char *path, struct buf *bytes)
{
    bytes->len = 0;
    return is_script(path) &&
           disk_read(disk, path, SCRIPT_MOST, bytes, NULL) == 0;
}

void scripts_learn(struct scripts *scripts, struct disk *disk,
                   const char *folder)
{
    struct arena arena = {0};
    struct diags told = {0}; /* whoever builds with a theme is told of it */
    struct inventory inventory;
    struct buf bytes = {0};
    int error = 0;

    inventory_take(disk, folder, &arena, &inventory, &error, &told);
    for (size_t i = 0; i < inventory.len; i++) {
        const char *path = inventory.file[i].path;
        if (!is_of_theme(path, folder) || !read_script(disk, path, &bytes))
            continue;
        scripts->print = mem_grow(scripts->print, scripts->len, &scripts->cap,
                                  sizeof(*scripts->print));
        scripts->print[scripts->len++] = print_of(buf_view(&bytes));
    }
    buf_free(&bytes);
    diags_free(&told);
    arena_free(&arena);
}

static bool is_ours(const struct scripts *scripts, struct str bytes)
{
    struct print print = print_of(bytes);

    for (size_t i = 0; i < scripts->len; i++)
        if (print_equal(scripts->print[i], print))
            return true;
    return is_search_text(bytes);
}

const char **scripts_known(const struct scripts *scripts, struct disk *disk,
                           const struct inventory *inventory,
                           struct arena *arena, size_t *len)
{
    const char **known = arena_array(arena, inventory->len, sizeof(*known));
    struct buf bytes = {0};

    *len = 0;
    for (size_t i = 0; i < inventory->len; i++) {
        const char *path = inventory->file[i].path;
        if (read_script(disk, path, &bytes) &&
            is_ours(scripts, buf_view(&bytes)))
            known[(*len)++] = path;
    }
    buf_free(&bytes);
    return known;
}

void scripts_free(struct scripts *scripts)
{
    mem_free(scripts->print);
    *scripts = (struct scripts){0};
}
