#include "path.h"

#include "diag.h"

#include <string.h>

/* Names that DOS and Windows keep for devices, whatever ending follows. */
static bool is_device(struct str stem)
{
    static const char *const name[] = {"con", "prn", "aux", "nul"};

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
        if (str_is(stem, name[i]))
            return true;
    return stem.len == 4 &&
           (str_starts(stem, "com") || str_starts(stem, "lpt")) &&
           stem.ptr[3] >= '1' && stem.ptr[3] <= '9';
}

static enum path_fault judge_part(struct str part)
{
    size_t dots = 0, stem = part.len;

    if (part.len == 0)
        return PATH_EMPTY;
    if (part.len > PATH_NAME_MOST)
        return PATH_LONG;
    for (size_t i = 0; i < part.len; i++) {
        char byte = part.ptr[i];
        if (byte == '.') {
            dots++;
            stem = i;
        } else if (!(byte >= 'a' && byte <= 'z') &&
                   !(byte >= '0' && byte <= '9')) {
            return PATH_CHARACTER;
        }
    }
    if (dots > 1 || stem == 0 || (dots == 1 && stem + 1 == part.len))
        return PATH_CHARACTER;
    return is_device((struct str){part.ptr, stem}) ? PATH_DEVICE : PATH_FINE;
}

enum path_fault path_judge(struct str path)
{
    size_t from = 0;

    if (path_depth(path) > PATH_DEPTH_MOST)
        return PATH_DEEP;
    for (size_t at = 0; at <= path.len; at++) {
        if (at < path.len && path.ptr[at] != '/')
            continue;
        enum path_fault fault =
            judge_part((struct str){path.ptr + from, at - from});
        if (fault != PATH_FINE)
            return fault;
        from = at + 1;
    }
    return PATH_FINE;
}

const char *path_fault_text(enum path_fault fault)
{
    static const char *const text[] = {
        [PATH_EMPTY] = BOTH("有一段是空的", "an empty part"),
        [PATH_CHARACTER] = BOTH("只能用小写字母、数字和一个点",
                                "lower-case letters, digits and one dot only"),
        [PATH_LONG] = BOTH("超过 24 个字符", "over 24 characters"),
        [PATH_DEEP] = BOTH("超过 4 层", "over 4 levels"),
        [PATH_DEVICE] =
            BOTH("是 Windows 的设备名", "a device name of Windows")};

    return text[fault];
}

char *path_join(struct arena *arena, const char *dir, struct str name)
{
    if (dir[0] == '\0' || strcmp(dir, ".") == 0)
        return arena_copy(arena, name.ptr, name.len);
    size_t len = strlen(dir), gap = dir[len - 1] != '/';
    char *path = arena_text(arena, len + gap + name.len + 1);
    memcpy(path, dir, len);
    path[len] = '/';
    if (name.len)
        memcpy(path + len + gap, name.ptr, name.len);
    path[len + gap + name.len] = '\0';
    return path;
}

struct str path_dir(struct str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return (struct str){path.ptr, at ? at - 1 : 0};
}

struct str path_base(struct str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return (struct str){path.ptr + at, path.len - at};
}

struct str path_ending(struct str path)
{
    struct str base = path_base(path);

    for (size_t at = base.len; at > 0; at--)
        if (base.ptr[at - 1] == '.')
            return (struct str){base.ptr + at, base.len - at};
    return (struct str){"", 0};
}

static bool has_refused_bytes(struct str path)
{
    return memchr(path.ptr, '\\', path.len) || memchr(path.ptr, '\0', path.len);
}

/* Takes the last part off `out`; false when there is none. */
static bool climb(const char *out, size_t *len)
{
    if (*len == 0)
        return false;
    while (*len > 0 && out[*len - 1] != '/')
        --*len;
    if (*len > 0)
        --*len;
    return true;
}

/* Takes the first part off `rest`; NULL behind the last one. */
static struct str next_part(struct str *rest)
{
    struct str part = *rest;
    const char *slash = part.ptr ? memchr(part.ptr, '/', part.len) : NULL;

    *rest = (struct str){NULL, 0};
    if (!slash)
        return part;
    *rest = str_range(slash + 1, part.ptr + part.len);
    return str_range(part.ptr, slash);
}

char *path_resolve(struct arena *arena, const char *from, struct str to)
{
    struct str dir = path_dir(str_of(from)), piece;
    char *out = arena_new(arena, dir.len + to.len + 2);
    size_t len = dir.len;

    if (has_refused_bytes(to) || str_starts(to, "/"))
        return NULL;
    memcpy(out, dir.ptr, dir.len);
    while ((piece = next_part(&to)).ptr) {
        if (piece.len == 0 || str_is(piece, "."))
            continue;
        if (str_is(piece, "..")) {
            if (!climb(out, &len))
                return NULL;
            continue;
        }
        if (len > 0)
            out[len++] = '/';
        memcpy(out + len, piece.ptr, piece.len);
        len += piece.len;
    }
    out[len] = '\0';
    return out;
}

char *path_relative(struct arena *arena, const char *from, const char *to)
{
    size_t shared = 0, up = 0;

    for (size_t i = 0; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            shared = i + 1;
    for (const char *at = from + shared; (at = strchr(at, '/')); at++)
        up++;
    size_t rest = strlen(to + shared);
    char *out = arena_new(arena, up * 3 + rest + 1);
    for (size_t i = 0; i < up; i++)
        memcpy(out + i * 3, "../", 3);
    memcpy(out + up * 3, to + shared, rest);
    return out;
}

bool path_is_clean(struct str path)
{
    size_t from = 0;

    if (path.len == 0 || has_refused_bytes(path))
        return false;
    for (size_t at = 0; at <= path.len; at++) {
        if (at < path.len && path.ptr[at] != '/')
            continue;
        struct str part = {path.ptr + from, at - from};
        if (part.len == 0 || str_is(part, ".") || str_is(part, ".."))
            return false;
        from = at + 1;
    }
    return true;
}

size_t path_depth(struct str path)
{
    size_t depth = path.len > 0;

    for (size_t i = 0; i < path.len; i++)
        depth += path.ptr[i] == '/';
    return depth;
}
