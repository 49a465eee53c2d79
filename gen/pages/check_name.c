#include "check_name.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/path.h"

#include <string.h>
#include <strings.h>

#define JOLIET_MOST 64 /* UTF-16 units; longer names lose their ending */
#define ISO_DEPTH_MOST 8

enum media_fault {
    MEDIA_FINE,
    MEDIA_UTF8,
    MEDIA_CHARACTER,
    MEDIA_END,
    MEDIA_DEVICE,
    MEDIA_LONG,
    MEDIA_DEEP,
};

static const char *media_fault_text(enum media_fault fault)
{
    static const char *const text[] = {
        [MEDIA_UTF8] = BOTH("不是 UTF-8", "not UTF-8"),
        [MEDIA_CHARACTER] = BOTH("不能有 \" * : < > ? | \\ 和控制字符",
                                 "\" * : < > ? | \\ and control characters"),
        [MEDIA_END] = BOTH("末尾是点或空格", "a dot or blank at the end"),
        [MEDIA_DEVICE] =
            BOTH("是 Windows 的设备名", "a device name of Windows"),
        [MEDIA_LONG] = BOTH("超过 64 个字符", "over 64 characters"),
        [MEDIA_DEEP] = BOTH("超过 8 层", "over 8 levels")};

    return text[fault];
}

/* Windows keeps CON.html and "con .txt" for the device, too. */
static bool is_device(struct str part)
{
    static const char *const name[] = {"con", "prn", "aux", "nul"};
    const char *dot = memchr(part.ptr, '.', part.len);

    if (dot)
        part = str_range(part.ptr, dot);
    while (part.len && part.ptr[part.len - 1] == ' ')
        part.len--;
    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
        if (part.len == 3 && strncasecmp(part.ptr, name[i], 3) == 0)
            return true;
    return part.len == 4 && part.ptr[3] >= '1' && part.ptr[3] <= '9' &&
           (strncasecmp(part.ptr, "com", 3) == 0 ||
            strncasecmp(part.ptr, "lpt", 3) == 0);
}

static enum media_fault judge_part(struct str part)
{
    uint32_t rune;
    size_t units = 0;

    if (text_invalid(part) != SIZE_MAX)
        return MEDIA_UTF8;
    for (size_t at = 0, len; (len = text_decode(part, at, &rune)); at += len) {
        if (rune < 0x20 || rune == 0x7F ||
            (rune < 0x80 && strchr("\"*:<>?|\\", (int)rune)))
            return MEDIA_CHARACTER;
        units += rune > 0xFFFF ? 2 : 1;
    }
    if (part.len == 0 || strchr(". ", part.ptr[part.len - 1]))
        return MEDIA_END;
    if (is_device(part))
        return MEDIA_DEVICE;
    return units > JOLIET_MOST ? MEDIA_LONG : MEDIA_FINE;
}

static enum media_fault judge_for_media(struct str path)
{
    enum media_fault fault = MEDIA_FINE;
    size_t from = 0;

    if (path_depth(path) > ISO_DEPTH_MOST)
        return MEDIA_DEEP;
    for (size_t at = 0; at <= path.len && fault == MEDIA_FINE; at++) {
        if (at < path.len && path.ptr[at] != '/')
            continue;
        fault = judge_part((struct str){path.ptr + from, at - from});
        from = at + 1;
    }
    return fault;
}

void check_name(const char *path, const char *told, bool ours,
                struct diags *diags)
{
    const char *why = NULL;

    if (ours) {
        enum path_fault fault = path_judge(str_of(path));
        why = fault == PATH_FINE ? NULL : path_fault_text(fault);
    } else {
        enum media_fault fault = judge_for_media(str_of(path));
        why = fault == MEDIA_FINE ? NULL : media_fault_text(fault);
    }
    if (why)
        diag_path(diags, PAGE_NAME, told, path, why);
}

void check_twin_names(const struct check_facts *facts, size_t len,
                      const struct check_rules *rules, struct diags *diags)
{
    struct arena scratch = {0};
    struct map seen = {0};

    for (size_t i = 0; i < len; i++) {
        const char *path = facts[i].path;
        struct str key = str_of(path);
        char *lower = arena_copy(&scratch, path, key.len);
        for (size_t j = 0; j < key.len; j++)
            if (lower[j] >= 'A' && lower[j] <= 'Z')
                lower[j] = (char)(lower[j] - 'A' + 'a');
        struct str name = {lower, key.len};
        const char *first =
            map_add(&seen, name, arena_copy(&scratch, path, key.len));
        if (strcmp(first, path) != 0)
            diag_path(
                diags, NAME_CASE,
                path_join(&scratch, rules->prefix ? rules->prefix : "", key),
                first, path);
    }
    map_free(&seen);
    arena_free(&scratch);
}
