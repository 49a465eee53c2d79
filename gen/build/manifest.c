#include "manifest.h"

#include "../base/path.h"
#include "../base/sort.h"

#include <inttypes.h>
#include <string.h>

#define HEAD "gongkai 1\n"

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

static void add_folders(struct manifest *manifest, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash;
         slash = strchr(slash + 1, '/'))
        map_add(&manifest->folders, str_range(path, slash), manifest);
}

struct manifest_file *manifest_add(struct manifest *manifest, const char *path,
                                   uint64_t size, struct print print)
{
    if (manifest_find(manifest, path))
        return NULL;
    struct manifest_file *file = arena_new(&manifest->arena, sizeof(*file));
    file->path = arena_copy(&manifest->arena, path, strlen(path));
    file->size = size;
    file->print = print;
    manifest->file = mem_grow(manifest->file, manifest->len, &manifest->cap,
                              sizeof(*manifest->file));
    manifest->file[manifest->len++] = file;
    map_add(&manifest->files, str_of(file->path), file);
    add_folders(manifest, file->path);
    return file;
}

struct manifest_file *manifest_find(const struct manifest *manifest,
                                    const char *path)
{
    return map_get(&manifest->files, str_of(path));
}

bool manifest_has_folder(const struct manifest *manifest, const char *path)
{
    return map_get(&manifest->folders, str_of(path)) != NULL;
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
    const char *path = arena_copy(&manifest->arena, line.ptr, line.len);
    return manifest_add(manifest, path, size, print) != NULL;
}

bool manifest_read(struct manifest *manifest, struct str text)
{
    struct str line;

    if (!str_starts(text, HEAD) || !str_ends(text, "\n"))
        return false;
    text = str_range(text.ptr + strlen(HEAD), text.ptr + text.len);
    while (take_until(&text, '\n', &line))
        if (!read_line(manifest, line))
            return false;
    return true;
}

static int compare_paths(const void *a, const void *b)
{
    const struct manifest_file *const *first = a, *const *second = b;

    return strcmp((*first)->path, (*second)->path);
}

void manifest_write(struct manifest *manifest, struct buf *out)
{
    char print[33];

    if (manifest->len)
        sort_stretches(manifest->file, manifest->len, sizeof(*manifest->file),
              compare_paths);
    buf_text(out, HEAD);
    for (size_t i = 0; i < manifest->len; i++) {
        const struct manifest_file *file = manifest->file[i];
        print_write(file->print, print);
        buf_format(out, "%s %" PRIu64 " %s\n", print, file->size, file->path);
    }
}

void manifest_free(struct manifest *manifest)
{
    map_free(&manifest->files);
    map_free(&manifest->folders);
    mem_free(manifest->file);
    arena_free(&manifest->arena);
    *manifest = (struct manifest){0};
}
