#include "notes.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "spot.h"

#include <string.h>

#define LABEL_MOST 999 /* CommonMark's limit for labels of links */

struct notes {
    struct doc *doc;
    struct diags *diags;
    struct node **used; /* definitions in the order of first use */
    size_t len, cap;
    struct map by_label; /* those used */
    struct map defined; /* labels of definitions in the source */
    struct map in_text; /* labels of references that stayed text */
    bool *quiet; /* lines that are code or HTML */
    struct spot_cursor cursor;
};

/* ---- numbers ---- */

static void number_below(struct notes *n, const struct node *root)
{
    for (const struct node *at = root; at; at = doc_next(root, at)) {
        if (at->kind != NODE_FOOTNOTE_REF || at->note->number)
            continue;
        n->used = mem_grow(n->used, n->len, &n->cap, sizeof(*n->used));
        n->used[n->len++] = at->note;
        at->note->number = (int)n->len;
        map_add(&n->by_label, at->note->text, at->note);
    }
}

static void number_all(struct notes *n)
{
    struct node *root = n->doc->root;

    for (struct node *at = root->first; at; at = at->next)
        if (at->kind != NODE_FOOTNOTE)
            number_below(n, at);
    for (size_t i = 0; i < n->len; i++) /* notes may lead to further notes */
        number_below(n, n->used[i]);
    for (struct node *at = root->first, *next; at; at = next) {
        next = at->next;
        if (at->kind == NODE_FOOTNOTE)
            node_unlink(at);
    }
    for (size_t i = 0; i < n->len; i++)
        node_append(root, n->used[i]);
}

/* ---- what the source says ---- */

static bool is_label_byte(char byte)
{
    return byte != ']' && byte != '[' && byte != ' ' && byte != '\t' &&
           byte != '\n';
}

/* The label of `[^label]` at `at`, empty where there is none. */
static struct str label_at(struct str text, size_t at)
{
    size_t end = at + 2;

    if (text.len - at < 4 || text.ptr[at] != '[' || text.ptr[at + 1] != '^')
        return (struct str){"", 0};
    while (end < text.len && end - at < LABEL_MOST &&
           is_label_byte(text.ptr[end]))
        end++;
    if (end == text.len || text.ptr[end] != ']')
        return (struct str){"", 0};
    return (struct str){text.ptr + at + 2, end - at - 2};
}

static void find_quiet_lines(struct notes *n)
{
    struct node *root = n->doc->root;

    n->quiet = mem_zero(n->doc->source->lines + 1, sizeof(*n->quiet));
    for (struct node *at = root; at; at = doc_next(root, at))
        if (at->kind == NODE_CODE_BLOCK || at->kind == NODE_HTML_BLOCK)
            for (uint32_t line = at->line; line <= at->last_line; line++)
                n->quiet[line] = true;
}

/* The next `[^` from `at` on; the text's end if there is none. */
static size_t find_mark(struct str text, size_t at)
{
    const char *end = text.ptr + text.len;
    const char *found = text.ptr + at;

    while (found < end && (found = memchr(found, '[', (size_t)(end - found)))) {
        if (found + 1 < end && found[1] == '^')
            return (size_t)(found - text.ptr);
        found++;
    }
    return text.len;
}

static void find_in_text(struct notes *n)
{
    struct node *root = n->doc->root;

    for (struct node *at = root; at; at = doc_next(root, at)) {
        struct str text = at->text;
        if (at->kind != NODE_TEXT)
            continue;
        for (size_t i = 0; (i = find_mark(text, i)) < text.len; i++) {
            struct str label = label_at(text, i);
            if (label.len)
                map_add(&n->in_text, label, at);
        }
    }
}

/* The place of byte `at` of a line. */
static struct place place_of(struct notes *n, uint32_t line, size_t at)
{
    return spot_place(&n->cursor, line, n->doc->source->line[line - 1] + at);
}

static void judge_definition(struct notes *n, struct str label,
                             struct place place)
{
    if (map_get(&n->defined, label)) {
        diag_str(n->diags, FOOTNOTE_TWICE, place, label);
        return;
    }
    map_add(&n->defined, label, n);
    if (!map_get(&n->by_label, label))
        diag_str(n->diags, FOOTNOTE_UNUSED, place, label);
}

/* A definition begins its line, but for the marks of quotes. */
static void find_definition(struct notes *n, uint32_t line)
{
    struct str text = source_line(n->doc->source, line);
    size_t at = 0;

    while (at < text.len && memchr(" \t>", text.ptr[at], 3))
        at++;
    struct str label = label_at(text, at);
    if (label.len && at + label.len + 3 < text.len &&
        text.ptr[at + label.len + 3] == ':')
        judge_definition(n, label, place_of(n, line, at));
}

/* Where the run of backticks at `at` ends, or the code span that it begins. */
static size_t skip_code(struct str text, size_t at)
{
    size_t run = 0, same = 0;

    while (at < text.len && text.ptr[at] == '`') {
        at++;
        run++;
    }
    for (size_t end = at; end < text.len; end++) {
        same = text.ptr[end] == '`' ? same + 1 : 0;
        bool closed = end + 1 == text.len || text.ptr[end + 1] != '`';
        if (same == run && closed)
            return end + 1;
    }
    return at;
}

static void find_references(struct notes *n, uint32_t line)
{
    struct str text = source_line(n->doc->source, line);

    for (size_t at = 0; at + 3 < text.len; at++) {
        if (text.ptr[at] == '`')
            at = skip_code(text, at);
        if (at + 3 >= text.len)
            return;
        if (text.ptr[at] == '\\') {
            at++;
            continue;
        }
        struct str label = label_at(text, at);
        if (label.len && map_get(&n->in_text, label) &&
            !map_get(&n->by_label, label) && !map_get(&n->defined, label))
            diag_str(n->diags, FOOTNOTE_MISSING, place_of(n, line, at), label);
    }
}

void notes_finish(struct doc *doc, size_t from, struct diags *diags)
{
    const struct source *source = doc->source;
    struct notes n = {.doc = doc, .diags = diags, .cursor = {.source = source}};
    uint32_t first = place_at(source, from).line;

    if (find_mark(source->text, from) == source->text.len)
        return;
    number_all(&n);
    find_quiet_lines(&n);
    find_in_text(&n);
    for (uint32_t line = first; line <= source->lines; line++)
        if (!n.quiet[line])
            find_definition(&n, line);
    for (uint32_t line = first; line <= source->lines && n.in_text.len; line++)
        if (!n.quiet[line])
            find_references(&n, line);
    mem_free(n.quiet);
    map_free(&n.in_text);
    map_free(&n.defined);
    map_free(&n.by_label);
    mem_free(n.used);
}
