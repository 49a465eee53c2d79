#include "medium.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/path.h"
#include "pack.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR 2048u /* of a disc */
#define CLUSTER 4096u /* of a stick of up to 8 GB */
#define DISC_FRAME (192u * SECTOR) /* descriptors, path tables, padding */
#define JOLIET_MOST 64 /* UTF-16 units of a name */
#define DEPTH_MOST 8 /* folders of plain ISO 9660 */
#define FILE_LIMIT UINT64_C(0xffffffff) /* 4 GiB - 1: FAT32 and ISO 9660 */
#define LARGEST 5 /* files told where all is too large */

bool medium_read(const char *text, uint64_t *bytes)
{
    static const struct {
        const char *name;
        uint64_t bytes;
    } known[] = {{"cd", UINT64_C(737280000)}, {"dvd", UINT64_C(4700372992)}};
    uint64_t number = 0;
    const char *at = text;

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(text, known[i].name) == 0) {
            *bytes = known[i].bytes;
            return true;
        }
    for (; *at >= '0' && *at <= '9'; at++) {
        if (at - text == 12)
            return false;
        number = number * 10 + (uint64_t)(*at - '0');
    }
    uint64_t unit = 1;
    switch (*at) {
    case 'k':
    case 'K': unit = 1000; break;
    case 'm':
    case 'M': unit = 1000000; break;
    case 'g':
    case 'G': unit = 1000000000; break;
    default: break;
    }
    if (unit > 1)
        at++;
    *bytes = number * unit;
    return *at == '\0' && number > 0 && number <= UINT64_MAX / unit;
}

static uint64_t round_up(uint64_t size, uint64_t block)
{
    return (size + block - 1) / block * block;
}

/* A folder takes a block in each tree of a disc, and one on a stick. */
static uint64_t folder_cost(enum medium_kind kind)
{
    return kind == MEDIUM_DISC ? 2 * (uint64_t)SECTOR : CLUSTER;
}

uint64_t medium_need(enum medium_kind kind, const struct pack_item *item,
                     size_t len)
{
    uint64_t block = kind == MEDIUM_DISC ? SECTOR : CLUSTER;
    uint64_t need = kind == MEDIUM_DISC ? DISC_FRAME : 0;
    struct str last = {"", 0};

    for (size_t i = 0; i < len; i++) {
        struct str folder = path_dir(str_of(item[i].path));
        need += round_up(item[i].bytes.len, block);
        if (!str_equal(folder, last))
            need += folder_cost(kind);
        last = folder;
    }
    return need;
}

static size_t utf16_units(struct str name)
{
    size_t units = 0;
    uint32_t rune = 0;

    for (size_t at = 0; at < name.len; units++) {
        at += text_decode(name, at, &rune);
        units += rune > 0xffff;
    }
    return units;
}

/* con, con.html and CON are all the console to Windows. */
static bool is_device(struct str name)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    char stem[5] = "";
    size_t len = 0;

    while (len < name.len && name.ptr[len] != '.')
        len++;
    if (len != 3 && len != 4)
        return false;
    for (size_t i = 0; i < len; i++)
        stem[i] = (char)tolower((unsigned char)name.ptr[i]);
    for (size_t i = 0; i < 4; i++)
        if (strcmp(stem, devices[i]) == 0)
            return true;
    bool port = strncmp(stem, "com", 3) == 0 || strncmp(stem, "lpt", 3) == 0;
    return len == 4 && port && stem[3] >= '1' && stem[3] <= '9';
}

static const char *fault_of_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.ptr[i];
        if (byte < 0x20 || byte == 0x7f || strchr("\"*:<>?\\|", byte))
            return BOTH("U 盘不接受其中的字符",
                        "FAT refuses a character in it");
    }
    if (text_invalid(name) != SIZE_MAX)
        return BOTH("不是 UTF-8", "not UTF-8");
    if (name.ptr[name.len - 1] == '.' || name.ptr[name.len - 1] == ' ')
        return BOTH("末尾的点或空格会丢失",
                    "FAT drops the dot or blank at its end");
    if (is_device(name))
        return BOTH("是 Windows 的设备名", "a device of Windows");
    if (utf16_units(name) > JOLIET_MOST)
        return BOTH("超过 64 个字", "over 64 characters");
    return NULL;
}

static const char *fault_of(const struct pack_item *item)
{
    struct str rest = str_of(item->path);

    if (path_depth(rest) > DEPTH_MOST)
        return BOTH("文件夹套得太深（上限 8 层）", "nested deeper than 8");
    if (item->bytes.len > FILE_LIMIT)
        return BOTH("超过 4 GB", "over 4 GB");
    while (rest.len > 0) {
        const char *slash = memchr(rest.ptr, '/', rest.len);
        const char *end = slash ? slash : rest.ptr + rest.len;
        const char *fault = fault_of_name(str_range(rest.ptr, end));
        if (fault)
            return fault;
        rest = str_range(slash ? slash + 1 : end, rest.ptr + rest.len);
    }
    return NULL;
}

/* Discs and sticks do not tell capitals from small letters. */
static const char *folded(struct arena *arena, const char *path)
{
    char *copy = arena_copy(arena, path, strlen(path));

    for (char *at = copy; *at; at++)
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
    return copy;
}

bool medium_judge(const struct pack_item *item, size_t len, struct diags *diags)
{
    struct arena arena = {0};
    struct map seen = {0};
    bool good = true;

    for (size_t i = 0; i < len; i++) {
        const char *fault = fault_of(&item[i]);
        const char *twin = map_add(&seen, str_of(folded(&arena, item[i].path)),
                                   (void *)(uintptr_t)item[i].path);
        if (!fault && strcmp(twin, item[i].path) != 0)
            fault = twin;
        if (!fault)
            continue;
        diag_path(diags, fault == twin ? NAME_CASE : MEDIUM_NAME, item[i].path,
                  item[i].path, fault);
        good = false;
    }
    map_free(&seen);
    arena_free(&arena);
    return good;
}

static void add_size(struct buf *out, uint64_t bytes)
{
    if (bytes < 1000000)
        buf_format(out, "%.1f kB", (double)bytes / 1e3);
    else if (bytes < 10000000000)
        buf_format(out, "%.1f MB", (double)bytes / 1e6);
    else
        buf_format(out, "%.1f GB", (double)bytes / 1e9);
}

static int compare_sizes(const void *a, const void *b)
{
    const struct pack_item *const *first = a, *const *second = b;
    size_t left = (*first)->bytes.len, right = (*second)->bytes.len;

    if (left != right)
        return left < right ? 1 : -1;
    return strcmp((*first)->path, (*second)->path);
}

static void add_largest(struct buf *out, const struct pack_item *item,
                        size_t len)
{
    const struct pack_item **order =
        mem_zero(len, sizeof(const struct pack_item *));

    for (size_t i = 0; i < len; i++)
        order[i] = &item[i];
    if (len)
        qsort(order, len, sizeof(const struct pack_item *), compare_sizes);
    for (size_t i = 0; i < len && i < LARGEST; i++) {
        buf_text(out, i ? ", " : "");
        buf_format(out, "%.100s (", order[i]->path);
        add_size(out, order[i]->bytes.len);
        buf_char(out, ')');
    }
    mem_free(order);
}

void medium_tell_large(const char *path, uint64_t need, uint64_t most,
                       const struct pack_item *item, size_t len,
                       struct diags *diags)
{
    struct buf a = {0}, b = {0}, largest = {0};

    add_size(&a, need);
    add_size(&b, most);
    add_largest(&largest, item, len);
    diag_path(diags, MEDIUM_LARGE, path, a.data, b.data);
    diag_detail(diags, BOTH("最大的文件", "largest") ": %s",
                largest.data ? largest.data : "");
    buf_free(&largest);
    buf_free(&b);
    buf_free(&a);
}
