#include "manifest.h"

#include "../base/path.h"
#include "../base/sort.h"

#include <stddef.h>
#include <string.h>

#define HEAD "gongkai 1\n"
#define SLOTS_FIRST 64
#define SPARE 4096 /* bytes of new lines */

bool manifest_is_torso(const char *path)
{
    const char *head = "." MANIFEST_NAME ".";
    size_t len = strlen(head);

    if (strncmp(path, head, len) != 0)
        return false;
    size_t digits = strspn(path + len, "0123456789");
    return digits > 0 && strcmp(path + len + digits, ".tmp") == 0;
}

bool manifest_path_fits(const char *path)
{
    return path_is_clean(str_of(path)) && !strchr(path, '\n');
}

/* The place of the first path that is not before the first `len` bytes of
 * `path` with `end` behind them. */
static size_t lower_bound(const struct manifest *manifest, const char *path,
                          size_t len, char end)
{
    size_t low = 0, high = manifest->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *found = manifest->file[middle]->path;
        int order = strncmp(found, path, len);
        if (order == 0)
            order = (unsigned char)found[len] - (unsigned char)end;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t place_of(const struct manifest *manifest, const char *path)
{
    return lower_bound(manifest, path, strlen(path), '\0');
}

static struct manifest_file *at(const struct manifest *manifest, size_t index,
                                const char *path)
{
    if (index >= manifest->len ||
        strcmp(manifest->file[index]->path, path) != 0)
        return NULL;
    return manifest->file[index];
}

struct manifest_file *manifest_find(const struct manifest *manifest,
                                    const char *path)
{
    return at(manifest, place_of(manifest, path), path);
}

struct manifest_file *manifest_near(const struct manifest *manifest,
                                    const char *path, size_t *near)
{
    struct manifest_file *file = at(manifest, *near, path);
    size_t place = *near;

    if (!file) {
        place = place_of(manifest, path);
        file = at(manifest, place, path);
    }
    if (file)
        *near = place + 1;
    return file;
}

bool manifest_has_folder(const struct manifest *manifest, const char *path)
{
    size_t len = strlen(path);
    size_t i = lower_bound(manifest, path, len, '/');

    return i < manifest->len &&
           strncmp(manifest->file[i]->path, path, len) == 0 &&
           manifest->file[i]->path[len] == '/';
}

size_t manifest_next_folder(const struct manifest *manifest, size_t index,
                            size_t len)
{
    const char *path = manifest->file[index]->path;
    const char *slash = strrchr(path, '/');
    const char *last = index ? manifest->file[index - 1]->path : "";

    /* mostly it lies where the one before it does */
    if (!slash || strncmp(last, path, (size_t)(slash - path) + 1) == 0)
        return 0;
    slash = strchr(path + len, '/');
    while (slash && strncmp(last, path, (size_t)(slash - path) + 1) == 0)
        slash = strchr(slash + 1, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static void append(struct manifest *manifest, struct manifest_file *file)
{
    manifest->file = mem_grow(manifest->file, manifest->len, &manifest->cap,
                              sizeof(*manifest->file));
    manifest->file[manifest->len++] = file;
}

static bool is_behind(const struct manifest *manifest, const char *path)
{
    return manifest->len == 0 ||
           strcmp(manifest->file[manifest->len - 1]->path, path) < 0;
}

/* The slot that has the path, or the free one where it belongs. */
static uint32_t *slot_of(const struct manifest *manifest, const char *path)
{
    size_t mask = manifest->slots - 1;
    size_t slot = print_of(str_of(path)).low & mask;

    while (manifest->slot[slot] &&
           strcmp(manifest->file[manifest->slot[slot] - 1]->path, path) != 0)
        slot = (slot + 1) & mask;
    return &manifest->slot[slot];
}

/* Each file that `before` does not have, in twice as many slots. */
static void spread(struct manifest *manifest)
{
    mem_free(manifest->slot);
    manifest->slots = manifest->slots ? manifest->slots * 2 : SLOTS_FIRST;
    while (manifest->slots < manifest->len * 2)
        manifest->slots *= 2;
    manifest->slot = mem_zero(manifest->slots, sizeof(*manifest->slot));
    manifest->others = 0;
    for (size_t i = 0; i < manifest->len; i++) {
        const char *path = manifest->file[i]->path;
        if (manifest->file[i]->kept ||
            (manifest->before && manifest_find(manifest->before, path)))
            continue;
        *slot_of(manifest, path) = (uint32_t)i + 1;
        manifest->others++;
    }
}

/* Notes the path of the file that comes next; false where it is there. */
static bool take_slot(struct manifest *manifest, const char *path)
{
    if (manifest->others * 3 >= manifest->slots * 2)
        spread(manifest);
    uint32_t *slot = slot_of(manifest, path);
    if (*slot)
        return false;
    *slot = (uint32_t)manifest->len + 1;
    manifest->others++;
    return true;
}

/* Notes that the path is there; false where it was. What `before` has is marked
 * there, what is in order needs no mark. */
static bool take_path(struct manifest *manifest, const char *path,
                      struct manifest_file *was)
{
    bool in_order = !manifest->mixed && is_behind(manifest, path);

    if (was && was->follows)
        return false;
    if (was)
        was->follows = true;
    if (!in_order && !manifest->mixed) {
        spread(manifest);
        manifest->mixed = true;
    }
    return was || in_order || take_slot(manifest, path);
}

static struct manifest_file *add(struct manifest *manifest, struct str path,
                                 uint64_t size, struct print print)
{
    struct manifest *before = manifest->before;
    struct manifest_file *file = arena_new(
        &manifest->arena, offsetof(struct manifest_file, path) + path.len + 1);

    file->size = size;
    file->print = print;
    memcpy(file->path, path.ptr, path.len);
    if (!take_path(manifest, file->path,
                   before ? manifest_find(before, file->path) : NULL))
        return NULL;
    append(manifest, file);
    return file;
}

struct manifest_file *manifest_add(struct manifest *manifest, const char *path,
                                   uint64_t size, struct print print)
{
    return add(manifest, str_of(path), size, print);
}

bool manifest_keep(struct manifest *manifest, struct manifest_file *file)
{
    if (!take_path(manifest, file->path, file))
        return false;
    file->kept = true;
    append(manifest, file);
    return true;
}

/* Takes what stands before `mark` off `rest`; false where there is no mark. */
static bool take_until(struct str *rest, char mark, struct str *out)
{
    const char *at = rest->len ? memchr(rest->ptr, mark, rest->len) : NULL;

    if (!at)
        return false;
    *out = str_range(rest->ptr, at);
    *rest = str_range(at + 1, rest->ptr + rest->len);
    return true;
}

static bool read_size(struct str text, uint64_t *out)
{
    uint64_t size = 0;

    if (text.len == 0 || text.len > 18) /* 18 digits cannot overflow */
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        size = size * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *out = size;
    return true;
}

static bool read_line(struct manifest *manifest, struct str line)
{
    struct str print_text, size_text;
    struct print print;
    uint64_t size;

    if (!take_until(&line, ' ', &print_text) ||
        !take_until(&line, ' ', &size_text) ||
        !print_read(print_text, &print) || !read_size(size_text, &size) ||
        !path_is_clean(line))
        return false;
    struct manifest_file *file = add(manifest, line, size, print);
    if (file && (size_text.len == 1 || size_text.ptr[0] != '0'))
        file->line = (uint32_t)(print_text.ptr - manifest->text.ptr) + 1;
    return file != NULL;
}

/* Lines of the list before stand in the order of their paths. */
static int compare_paths(const void *a, const void *b)
{
    const struct manifest_file *const *first = a, *const *second = b;
    uint32_t left = (*first)->line, right = (*second)->line;

    if (left && right)
        return (left > right) - (left < right);
    return strcmp((*first)->path, (*second)->path);
}

static void put_in_order(struct manifest *manifest)
{
    sort_stretches(manifest->file, manifest->len, sizeof(*manifest->file),
                   compare_paths);
    mem_free(manifest->slot);
    manifest->slot = NULL;
    manifest->slots = manifest->others = 0;
    manifest->mixed = false;
}

/* In a list that is not in order they say nothing of it. */
static void forget_lines(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->len; i++)
        manifest->file[i]->line = 0;
}

bool manifest_read(struct manifest *manifest, struct str text)
{
    struct str line;

    if (!str_starts(text, HEAD) || !str_ends(text, "\n"))
        return false;
    manifest->text = text;
    text = str_range(text.ptr + strlen(HEAD), text.ptr + text.len);
    while (take_until(&text, '\n', &line))
        if (!read_line(manifest, line))
            return false;
    if (manifest->mixed)
        forget_lines(manifest);
    if (manifest->mixed)
        put_in_order(manifest);
    return true;
}

static void put_line(struct buf *out, const struct manifest_file *file)
{
    char text[33 + 24];
    size_t at = sizeof(text);
    uint64_t size = file->size;

    text[--at] = ' ';
    do
        text[--at] = (char)('0' + size % 10);
    while ((size /= 10));
    print_write(file->print, text);
    text[32] = ' ';
    buf_add(out, text, 33);
    buf_add(out, text + at, sizeof(text) - at);
    buf_text(out, file->path);
    buf_char(out, '\n');
}

/* The lines from the `index`th file on that stand one behind the other in the
 * list before; empty where the file's own does not. */
static struct str lines_before(const struct manifest *manifest, size_t *index)
{
    struct str text = manifest->before ? manifest->before->text : STR("");
    size_t from = manifest->file[*index]->line, to = from;

    if (!from || text.len == 0)
        return STR("");
    for (; *index < manifest->len && manifest->file[*index]->line == to;
         ++*index) {
        const char *at = text.ptr + to - 1;
        const char *end = memchr(at, '\n', text.len - (to - 1));
        to += (size_t)(end - at) + 1;
    }
    return (struct str){text.ptr + from - 1, to - from};
}

void manifest_write(struct manifest *manifest, struct buf *out)
{
    if (manifest->len)
        put_in_order(manifest);
    if (manifest->before) /* mostly there is little else */
        buf_reserve(out, manifest->before->text.len + SPARE);
    buf_text(out, HEAD);
    for (size_t i = 0; i < manifest->len;) {
        struct str lines = lines_before(manifest, &i);
        if (lines.len)
            buf_str(out, lines);
        else
            put_line(out, manifest->file[i++]);
    }
}

void manifest_free(struct manifest *manifest)
{
    mem_free(manifest->slot);
    mem_free(manifest->file);
    arena_free(&manifest->arena);
    *manifest = (struct manifest){0};
}
