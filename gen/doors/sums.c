#include "sums.h"

#include "../base/diag.h"
#include "../base/path.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS ((size_t)2 * SHA256_BYTES)

bool sums_path_fits(const char *path)
{
    if (!path_is_clean(str_of(path)) || path[0] == '~' || path[1] == ':')
        return false;
    for (const char *at = path; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f || *at == '\\')
            return false;
    return text_invalid(str_of(path)) == SIZE_MAX;
}

bool sums_add(struct sums *sums, const char *path, const struct sha256 *sum)
{
    if (map_get(&sums->paths, str_of(path)))
        return false;
    struct sums_line *line = arena_new(&sums->arena, sizeof(*line));
    line->path = arena_copy(&sums->arena, path, strlen(path));
    line->sum = *sum;
    sums->line =
        mem_grow(sums->line, sums->len, &sums->cap, sizeof(struct sums_line *));
    sums->line[sums->len++] = line;
    map_add(&sums->paths, str_of(line->path), line);
    return true;
}

const struct sums_line *sums_find(const struct sums *sums, const char *path)
{
    return map_get(&sums->paths, str_of(path));
}

static int compare_lines(const void *a, const void *b)
{
    const struct sums_line *const *first = a, *const *second = b;

    return strcmp((*first)->path, (*second)->path);
}

void sums_write(struct sums *sums, struct buf *out)
{
    char digits[DIGITS + 1];

    if (sums->len)
        qsort(sums->line, sums->len, sizeof(struct sums_line *), compare_lines);
    for (size_t i = 0; i < sums->len; i++) {
        sha256_write(&sums->line[i]->sum, digits);
        buf_format(out, "%s  %s\n", digits, sums->line[i]->path);
    }
}

/* Why a line is refused; NULL where it was taken over. */
static const char *take_line(struct sums *sums, struct str line)
{
    struct sha256 sum;

    if (line.len && line.ptr[line.len - 1] == '\r')
        return BOTH("行末是 CRLF", "the line ends in CRLF");
    if (line.len < DIGITS + 3 ||
        !sha256_read((struct str){line.ptr, DIGITS}, &sum))
        return BOTH("不是“64 位小写十六进制数  路径”", "not `digest  path`");
    char first = line.ptr[DIGITS], second = line.ptr[DIGITS + 1];
    if (first != ' ' || (second != ' ' && second != '*'))
        return BOTH("数和路径之间应是两个空格",
                    "two blanks between digest and path");
    struct str path = {line.ptr + DIGITS + 2, line.len - DIGITS - 2};
    if (str_starts(path, "./"))
        path = (struct str){path.ptr + 2, path.len - 2};
    char *copy = arena_copy(&sums->arena, path.ptr, path.len);
    if (strlen(copy) != path.len || !sums_path_fits(copy))
        return BOTH("路径不在这个文件夹里", "the path leaves the folder");
    if (!sums_add(sums, copy, &sum))
        return BOTH("路径写了两次", "the path is given twice");
    return NULL;
}

static struct str next_line(struct str *rest)
{
    const char *end = memchr(rest->ptr, '\n', rest->len);
    const char *stop = rest->ptr + rest->len;
    struct str line = str_range(rest->ptr, end ? end : stop);

    *rest = str_range(end ? end + 1 : stop, stop);
    return line;
}

bool sums_read(struct sums *sums, const char *name, struct str text,
               struct diags *diags)
{
    uint32_t number = 0;
    bool good = true;

    if (str_starts(text, "\xEF\xBB\xBF")) {
        diag_line(diags, SUMS_LINE, name, 1, 1, "BOM", NULL);
        return false;
    }
    while (text.len > 0) {
        const char *fault = take_line(sums, next_line(&text));
        number++;
        if (fault) {
            diag_line(diags, SUMS_LINE, name, number, 1, fault, NULL);
            good = false;
        }
    }
    return good;
}

void sums_free(struct sums *sums)
{
    map_free(&sums->paths);
    mem_free(sums->line);
    arena_free(&sums->arena);
    *sums = (struct sums){0};
}
