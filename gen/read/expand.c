#include "limits.h"

#include "../base/buf.h"
#include "../base/diag.h"
#include "../base/map.h"
#include "../base/mem.h"

#include <stdio.h>
#include <string.h>

/*
 * Each use of `[label]: address` copies the address. What all uses come to is
 * reckoned before the library makes the copies: label by label, and only
 * where definitions and brackets are many enough for it to matter.
 */

#define LABEL_MOST 1000 /* CommonMark's own limit */

struct expansion {
    const struct source *source;
    struct str text;
    struct arena arena;
    struct map sizes; /* label to size_t */
    struct buf label;
    size_t defined; /* bytes of all definitions */
};

/* A label as the library compares them, for ASCII; blanks are as one. */
static struct str fold_label(struct expansion *e, struct str label)
{
    bool gap = false;

    buf_cut(&e->label, 0);
    label = str_trim(label);
    for (size_t i = 0; i < label.len; i++) {
        char byte = label.ptr[i];
        bool blank = byte == ' ' || byte == '\t' || byte == '\n';
        if (blank && gap)
            continue;
        gap = blank;
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        buf_char(&e->label, blank ? ' ' : byte);
    }
    return buf_view(&e->label);
}

/* The address and title: up to the end of the next line, if that is no
 * definition of its own. */
static size_t definition_length(const struct expansion *e, size_t at)
{
    struct str text = e->text;
    const char *begin = text.ptr + at;
    const char *end = memchr(begin, '\n', text.len - at);

    if (!end)
        return text.len - at;
    size_t len = (size_t)(end - begin) + 1;
    if (at + len == text.len || text.ptr[at + len] == '[' ||
        text.ptr[at + len] == '\n')
        return len;
    end = memchr(begin + len, '\n', text.len - at - len);
    return end ? (size_t)(end - begin) : text.len - at;
}

/* Where the label that `[` opens at `at` closes; `at` if it does not. */
static size_t label_end(struct str text, size_t at)
{
    size_t most = text.len - at > LABEL_MOST ? at + LABEL_MOST : text.len;

    for (size_t end = at + 1; end < most; end++) {
        if (text.ptr[end] == ']')
            return end;
        if (text.ptr[end] == '[')
            break;
        end += text.ptr[end] == '\\';
    }
    return at;
}

static void find_definitions(struct expansion *e, size_t from)
{
    for (uint32_t line = place_at(e->source, from).line;
         line <= e->source->lines; line++) {
        size_t at = e->source->line[line - 1];
        while (at < e->text.len && memchr(" \t>", e->text.ptr[at], 3))
            at++;
        if (at + 1 >= e->text.len || e->text.ptr[at] != '[' ||
            e->text.ptr[at + 1] == '^') /* footnotes are not copied */
            continue;
        size_t end = label_end(e->text, at);
        if (end == at || end + 1 >= e->text.len || e->text.ptr[end + 1] != ':')
            continue;
        struct str label =
            fold_label(e, str_range(e->text.ptr + at + 1, e->text.ptr + end));
        if (map_get(&e->sizes, label))
            continue;
        size_t *size = arena_new(&e->arena, sizeof(*size));
        *size = definition_length(e, end + 2);
        e->defined += *size;
        label.ptr = arena_copy(&e->arena, label.ptr, label.len);
        map_add(&e->sizes, label, size);
    }
}

static size_t count_brackets(struct str text, size_t from)
{
    size_t count = 0;

    for (size_t i = from; i < text.len; i++)
        count += text.ptr[i] == ']';
    return count;
}

static bool add_uses(struct expansion *e, size_t from, struct diags *diags)
{
    size_t total = 0;

    for (size_t at = from; at < e->text.len; at++) {
        if (e->text.ptr[at] != '[')
            continue;
        size_t end = label_end(e->text, at);
        if (end == at)
            continue;
        const size_t *size = map_get(
            &e->sizes,
            fold_label(e, str_range(e->text.ptr + at + 1, e->text.ptr + end)));
        total += size ? *size : 0;
        if (total > LIMIT_EXPANDED) {
            diag_add(diags, LIMIT_OUTPUT, place_at(e->source, at), "> 4 MiB",
                     "4 MiB");
            return false;
        }
        at = end;
    }
    return true;
}

bool limits_expand(const struct source *source, size_t from,
                   struct diags *diags)
{
    struct expansion e = {.source = source, .text = source->text};
    bool fine = true;

    find_definitions(&e, from);
    if (e.defined && e.defined * count_brackets(e.text, from) > LIMIT_EXPANDED)
        fine = add_uses(&e, from, diags);
    map_free(&e.sizes);
    buf_free(&e.label);
    arena_free(&e.arena);
    return fine;
}
