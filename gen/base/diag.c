#include "diag.h"

#include "escape.h"
#include "sort.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXCERPT_MOST 400 /* bytes of a source line that are kept */
#define MASKED_LEAST 11 /* digits of a number that is shown with stars */
#define TEXT_MOST 400 /* bytes of an argument that are kept */

static const struct diag_rule rules[DIAG_CODES] = {
#define CODE(id, name, level, exit, zh, en, hint_zh, hint_en)                  \
    [id] = {name, level, exit, {zh, en}, {hint_zh, hint_en}},
#include "codes.h"
#undef CODE
};

const struct diag_rule *diag_rule(enum diag_code code)
{
    return &rules[code];
}

enum diag_code diag_named(struct str name)
{
    for (int code = 0; code < DIAG_CODES; code++)
        if (str_is(name, rules[code].name))
            return (enum diag_code)code;
    return DIAG_CODES;
}

/* The longest head of `text` that is at most `most` bytes of whole runes. */
static struct str shortened(struct str text, size_t most)
{
    if (text.len <= most)
        return text;
    while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
        most--;
    return (struct str){text.ptr, most};
}

static const char *keep(struct diags *diags, struct str text)
{
    struct str head = shortened(text, TEXT_MOST);

    if (head.len < text.len)
        return arena_format(&diags->arena, "%.*s…", (int)head.len, head.ptr);
    return arena_copy(&diags->arena, text.ptr, text.len);
}

/* The problem before the newest; it is often one of the same line. */
static const struct diag *last_but_one(const struct diags *diags)
{
    static const struct diag none;

    return diags->len > 1 ? &diags->item[diags->len - 2] : &none;
}

/* A copy of `text`, or the one that is there already. */
static const char *copy_or(struct diags *diags, const char *there,
                           const char *text)
{
    if (there && strcmp(there, text) == 0)
        return there;
    return arena_copy(&diags->arena, text, strlen(text));
}

static struct diag *append(struct diags *diags, enum diag_code code,
                           const char *path, const char *a, const char *b)
{
    diags->seen[code / 64] |= (uint64_t)1 << code % 64;
    diags->item =
        mem_grow(diags->item, diags->len, &diags->cap, sizeof(*diags->item));
    struct diag *diag = &diags->item[diags->len++];
    *diag = (struct diag){.code = code, .level = rules[code].level};
    const char *before = last_but_one(diags)->path;
    diag->path = before && strcmp(before, path) == 0
                     ? before
                     : keep(diags, str_of(path));
    diag->a = a ? keep(diags, str_of(a)) : NULL;
    diag->b = b ? keep(diags, str_of(b)) : NULL;
    return diag;
}

/* False where it is only counted. */
static bool is_kept(const struct diags *diags, enum diag_code code)
{
    return diags->len + diags->passed < DIAG_MOST ||
           !(diags->seen[code / 64] >> code % 64 & 1);
}

/* NULL where it is only counted. */
static struct diag *add(struct diags *diags, enum diag_code code,
                        const char *path, const char *a, const char *b)
{
    if (!is_kept(diags, code)) {
        diags->dropped++;
        return NULL;
    }
    return append(diags, code, path, a, b);
}

/*
 * Stars in the middle of numbers as long as a telephone's: messages are sent
 * around, and whose number stands beside a dead link is nobody's business.
 */
static void mask_numbers(char *text)
{
    size_t digits = 0;

    for (char *at = text;; at++) {
        if (*at >= '0' && *at <= '9') {
            digits++;
            continue;
        }
        if (digits >= MASKED_LEAST)
            memset(at - digits + 3, '*', digits - 6);
        if (!*at)
            return;
        digits = 0;
    }
}

void diag_add(struct diags *diags, enum diag_code code, struct place place,
              const char *a, const char *b)
{
    const struct source *source = place.source;
    struct diag *diag = add(diags, code, source ? source->path : "", a, b);

    if (!diag || !source || place.line == 0)
        return;
    diag->line = place.line;
    diag->column = place.column;
    struct str line = source_line(source, place.line);
    if (code == BAD_CHARSET) /* bytes of another encoding show nothing */
        return;
    char excerpt[EXCERPT_MOST + 1];
    size_t len = shortened(line, EXCERPT_MOST).len;
    if (len)
        memcpy(excerpt, line.ptr, len);
    excerpt[len] = '\0';
    mask_numbers(excerpt);
    diag->excerpt = copy_or(diags, last_but_one(diags)->excerpt, excerpt);
}

void diag_str(struct diags *diags, enum diag_code code, struct place place,
              struct str a)
{
    struct arena scratch = {0};

    diag_add(diags, code, place, arena_copy(&scratch, a.ptr, a.len), NULL);
    arena_free(&scratch);
}

void diag_path(struct diags *diags, enum diag_code code, const char *path,
               const char *a, const char *b)
{
    add(diags, code, path, a, b);
}

void diag_line(struct diags *diags, enum diag_code code, const char *path,
               uint32_t line, uint32_t column, const char *a, const char *b)
{
    struct diag *diag = add(diags, code, path, a, b);

    if (diag) {
        diag->line = line;
        diag->column = column;
    }
}

void diag_detail(struct diags *diags, const char *format, ...)
{
    char text[TEXT_MOST];
    va_list args;

    if (diags->len == 0 || diags->dropped > diags->passed)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    diags->item[diags->len - 1].detail =
        arena_copy(&diags->arena, text, strlen(text));
}

/* What else one says than its code, path and arguments. */
static void fill(struct diags *into, struct diag *diag, const struct diag *old)
{
    diag->level = old->level;
    diag->line = old->line;
    diag->column = old->column;
    if (old->excerpt)
        diag->excerpt =
            copy_or(into, last_but_one(into)->excerpt, old->excerpt);
    if (old->detail)
        diag->detail =
            arena_copy(&into->arena, old->detail, strlen(old->detail));
}

void diag_again(struct diags *into, const struct diag *old)
{
    fill(into, append(into, old->code, old->path, old->a, old->b), old);
}

void diag_lend(struct diags *into, const struct diag *old)
{
    into->seen[old->code / 64] |= (uint64_t)1 << old->code % 64;
    into->item =
        mem_grow(into->item, into->len, &into->cap, sizeof(*into->item));
    into->item[into->len++] = *old;
}

void diags_copy(struct diags *into, const struct diags *from)
{
    for (size_t i = 0; i < from->len; i++) {
        const struct diag *old = &from->item[i];
        struct diag *diag = add(into, old->code, old->path, old->a, old->b);
        if (diag)
            fill(into, diag, old);
    }
    into->dropped += from->dropped;
    into->passed += from->passed;
}

struct diag_sum diags_sum(const struct diags *diags)
{
    struct diag_sum sum = {.len = diags->len, .dropped = diags->dropped};

    memcpy(sum.seen, diags->seen, sizeof(sum.seen));
    return sum;
}

void diags_pass(struct diags *into, const struct diag_sum *sum)
{
    size_t kept = into->len + into->passed;
    size_t room = kept < DIAG_MOST ? DIAG_MOST - kept : 0;

    into->passed += sum->len < room ? (size_t)sum->len : room;
    into->dropped += (size_t)(sum->len + sum->dropped);
    for (size_t i = 0; i < DIAG_SEEN; i++)
        into->seen[i] |= sum->seen[i];
}

void diags_shorten(struct diags *diags)
{
    struct diags kept = {.dropped = diags->len + diags->dropped};

    memcpy(kept.seen, diags->seen, sizeof(kept.seen));
    diags_free(diags);
    *diags = kept;
}

bool diags_would_keep(const struct diags *into, const struct diags *from)
{
    uint64_t unseen = 0;

    for (size_t i = 0; i < DIAG_SEEN; i++)
        unseen |= from->seen[i] & ~into->seen[i];
    return from->len + from->dropped > 0 &&
           (into->len + into->passed < DIAG_MOST || unseen != 0);
}

bool diags_would_lack(const struct diags *into, const struct diags *from)
{
    return from->len == 0 && from->dropped > 0 && diags_would_keep(into, from);
}

bool diags_tell(struct diags *into, const struct diags *from)
{
    if (diags_would_lack(into, from))
        return false;
    diags_copy(into, from);
    return true;
}

void diags_merge(struct diags *into, struct diags *from)
{
    size_t before = into->len;

    if (into->len == 0 && into->dropped == 0) {
        diags_free(into);
        *into = *from;
        *from = (struct diags){0};
        return;
    }
    for (size_t i = 0; i < from->len; i++) {
        if (is_kept(into, from->item[i].code))
            diag_lend(into, &from->item[i]);
        else
            into->dropped++;
    }
    into->dropped += from->dropped;
    into->passed += from->passed;
    if (into->len > before) /* the texts stay where they are */
        arena_adopt(&into->arena, &from->arena);
    diags_free(from);
}

static int compare_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const struct diag *a = left, *b = right;
    int order = strcmp(a->path, b->path);

    if (order == 0)
        order = compare_number(a->line, b->line);
    if (order == 0)
        order = compare_number(a->column, b->column);
    if (order == 0)
        order = (int)a->code - (int)b->code;
    if (order == 0)
        order = compare_text(a->a, b->a);
    if (order == 0)
        order = compare_text(a->b, b->b);
    return order;
}

void diags_sort(struct diags *diags)
{
    size_t kept = 0;

    if (diags->len == 0)
        return;
    sort_stretches(diags->item, diags->len, sizeof(*diags->item), compare);
    for (size_t i = 1; i < diags->len; i++)
        if (compare(&diags->item[kept], &diags->item[i]) != 0)
            diags->item[++kept] = diags->item[i];
    diags->len = kept + 1;
}

void diags_judge(struct diags *diags, const enum diag_level *levels,
                 bool strict)
{
    size_t kept = 0;

    for (size_t i = 0; i < diags->len; i++) {
        struct diag diag = diags->item[i];
        if (levels)
            diag.level = levels[diag.code];
        if (strict && diag.level == DIAG_WARNING)
            diag.level = DIAG_ERROR;
        if (diag.level != DIAG_OFF)
            diags->item[kept++] = diag;
    }
    diags->len = kept;
}

size_t diags_count(const struct diags *diags, enum diag_level level)
{
    size_t count = 0;

    for (size_t i = 0; i < diags->len; i++)
        count += diags->item[i].level == level;
    return count;
}

/* Whom to ask first when several kinds of trouble met. */
static int weight(enum exit_code code)
{
    static const enum exit_code order[] = {
        EXIT_DONE,   EXIT_CONTENT, EXIT_CONFIG, EXIT_USAGE,
        EXIT_SYSTEM, EXIT_BUSY,    EXIT_BUG};
    int at = 0;

    while (order[at] != code)
        at++;
    return at;
}

enum exit_code diags_exit(const struct diags *diags)
{
    enum exit_code worst = EXIT_DONE;

    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *diag = &diags->item[i];
        enum exit_code asked = rules[diag->code].exit;
        if (diag->level == DIAG_ERROR && weight(asked) > weight(worst))
            worst = asked;
    }
    return worst;
}

void diags_free(struct diags *diags)
{
    mem_free(diags->item);
    arena_free(&diags->arena);
    *diags = (struct diags){0};
}
