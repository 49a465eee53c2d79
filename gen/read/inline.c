#include "inline.h"

#include "marks.h"
#include "skip.h"

#include <string.h>
#include <strings.h>

#define STRIKE_LEN (sizeof(STRIKE) - 1)

/*
 * Cuts a TEXT in two and returns the new node with what stood from `at` on.
 * Its column is counted in the text, so a backslash before it is left out.
 */
static struct node *split(struct arena *arena, struct node *text, size_t at)
{
    struct node *rest = node_new(arena, NODE_TEXT);
    struct str head = {text->text.ptr, at};

    rest->text = (struct str){text->text.ptr + at, text->text.len - at};
    rest->line = text->line;
    if (text->column)
        rest->column = text->column + (uint32_t)text_count(head);
    text->text = head;
    node_insert_after(text, rest);
    return rest;
}

/* Cuts `len` bytes from `at` out into a node of their own, and drops what is
 * left empty before or behind them. */
static struct node *cut_out(struct arena *arena, struct node *text, size_t at,
                            size_t len)
{
    struct node *piece = at ? split(arena, text, at) : text;

    if (len < piece->text.len)
        split(arena, piece, len);
    return piece;
}

/* ---- struck out ---- */

static bool is_gap(const struct node *node)
{
    return !node || node->kind == NODE_SOFT_BREAK ||
           node->kind == NODE_HARD_BREAK;
}

/* Is what follows (or stands before) the ~~ `node` something to hold on to? */
static bool holds(const struct node *beside, bool behind)
{
    uint32_t rune = 0;

    if (is_gap(beside))
        return false;
    if (beside->kind != NODE_TEXT)
        return true;
    if (behind)
        text_decode(beside->text, 0, &rune);
    else
        rune = text_before(beside->text, beside->text.len);
    return !rune_is_space(rune);
}

/* Puts all between two ~~ into a new node in their place. */
static void strike_between(struct arena *arena, struct node *open,
                           struct node *close)
{
    struct node *strike = node_new(arena, NODE_STRIKE);

    strike->line = open->line;
    strike->column = open->column;
    for (struct node *at = open->next, *next; at != close; at = next) {
        next = at->next;
        node_unlink(at);
        node_append(strike, at);
    }
    node_insert_after(open, strike);
    node_unlink(open);
    node_unlink(close);
}

static void strike_children(struct arena *arena, struct node *parent)
{
    struct node *open = NULL;

    for (struct node *at = parent->first, *next; at; at = next) {
        next = at->next;
        if (at->kind != NODE_TEXT)
            continue;
        size_t found = str_find(at->text, STR(STRIKE));
        if (found == SIZE_MAX)
            continue;
        struct node *run = cut_out(arena, at, found, STRIKE_LEN);
        run->text = STR("~~");
        next = run->next;
        if (next && next->kind == NODE_TEXT && next->line == run->line)
            next->column = run->column ? run->column + 2 : 0;
        if (open && open->next != run && holds(run->before, false)) {
            strike_between(arena, open, run);
            open = NULL;
        } else if (holds(next, true)) {
            open = run;
        }
    }
}

void inline_strike(struct arena *arena, struct node *root)
{
    for (struct node *at = root; at; at = doc_next(root, at))
        if (at->first && !node_is_block(at->first))
            strike_children(arena, at);
}

/* ---- bare URLs ---- */

static bool is_word(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* How many bytes introduce an address at `at`; 0: none does. */
static size_t address_head(struct str text, size_t at)
{
    static const char *const head[] = {"http://", "https://", "www."};

    if (at && is_word((unsigned char)text.ptr[at - 1]))
        return 0;
    for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++) {
        size_t len = strlen(head[i]);
        if (text.len - at > len &&
            strncasecmp(text.ptr + at, head[i], len) == 0 &&
            is_word((unsigned char)text.ptr[at + len]))
            return len;
    }
    return 0;
}

/* `&copy;` at the end belongs to the sentence (GFM's rule). */
static size_t without_entity(struct str url, size_t end)
{
    size_t at = end - 1;

    while (at > 0 && is_word((unsigned char)url.ptr[at - 1]))
        at--;
    return at > 0 && at < end - 1 && url.ptr[at - 1] == '&' ? at - 1 : end;
}

/*
 * Where the address that begins at url.ptr ends: before blanks, `<` and all
 * that is not ASCII, and without the punctuation of the sentence around it.
 */
static size_t address_end(struct str url)
{
    size_t end = 0, open = 0, closed = 0;

    while (end < url.len && url.ptr[end] > ' ' && url.ptr[end] < 0x7F &&
           url.ptr[end] != '<') {
        open += url.ptr[end] == '(';
        closed += url.ptr[end] == ')';
        end++;
    }
    while (end) {
        char last = url.ptr[end - 1];
        size_t cut = end;
        if (strchr("?!.,:*_~'\"", last))
            cut = end - 1;
        else if (last == ';')
            cut = without_entity(url, end);
        else if (last == ')' && closed > open)
            cut = end - 1;
        if (cut == end)
            break;
        closed -= last == ')';
        end = cut;
    }
    return end;
}

/* Makes the address at `at` of `text` a link; returns the text behind it. */
static struct node *link_address(struct arena *arena, struct node *text,
                                 size_t at, size_t len)
{
    struct node *words = cut_out(arena, text, at, len);
    struct node *link = node_new(arena, NODE_LINK);
    struct str url = words->text;

    if (url.ptr[0] == 'w' || url.ptr[0] == 'W') {
        url.ptr = arena_format(arena, "http://%.*s", (int)url.len, url.ptr);
        url.len += sizeof("http://") - 1;
    }
    link->url = url;
    link->bare = true;
    link->line = words->line;
    link->column = words->column;
    node_insert_after(words, link);
    node_unlink(words);
    node_append(link, words);
    return link->next;
}

static void link_text(struct arena *arena, struct node *text)
{

    for (size_t at = 0; (at = skip_to(text->text, at, "hHwW")) < text->text.len;
         at++) {
        size_t head = address_head(text->text, at);
        struct str rest = {text->text.ptr + at, text->text.len - at};
        size_t len = head ? address_end(rest) : 0;
        if (len <= head)
            continue;
        bool more = at + len < text->text.len;
        text = link_address(arena, text, at, len);
        if (!more)
            return;
        at = (size_t)-1; /* begin anew, in what stands behind the link */
    }
}

/* Cheap to ask, and false for nearly all of a Chinese text. */
static bool may_have_address(struct str text)
{
    return memchr(text.ptr, ':', text.len) || memchr(text.ptr, 'w', text.len) ||
           memchr(text.ptr, 'W', text.len);
}

/* The node behind `node` and all below it. */
static struct node *step_over(const struct node *root, struct node *node)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

void inline_urls(struct arena *arena, struct node *root)
{
    for (struct node *at = root, *next; at; at = next) {
        bool closed = at->kind == NODE_LINK || at->kind == NODE_IMAGE;
        next = closed ? step_over(root, at) : doc_next(root, at);
        if (at->kind == NODE_TEXT && may_have_address(at->text))
            link_text(arena, at);
    }
}

/* ---- line breaks ---- */

/* A mark in the text that stands between two characters and parts them not. */
static bool is_transparent(const struct node *node)
{
    switch (node->kind) {
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_LINK:
    case NODE_HTML:
    case NODE_FOOTNOTE_REF: return true;
    default: return false;
    }
}

/* Are the two written without a space between them? */
static bool is_joined(uint32_t last, uint32_t first)
{
    bool cjk_last = rune_is_cjk(last), cjk_first = rune_is_cjk(first);

    return (cjk_last && (cjk_first || marks_shared_punct(first))) ||
           (cjk_first && marks_shared_punct(last));
}

void inline_breaks(struct node *root)
{
    struct node *pending = NULL; /* the soft break since the last character */
    uint32_t last = 0, first;

    for (struct node *at = root, *next; at; at = next) {
        next = doc_next(root, at);
        if (at->kind == NODE_SOFT_BREAK) {
            pending = last ? at : NULL;
            continue;
        }
        if ((at->kind == NODE_TEXT || at->kind == NODE_CODE) && at->text.len) {
            text_decode(at->text, 0, &first);
            if (pending && is_joined(last, first))
                node_unlink(pending);
            last = text_before(at->text, at->text.len);
            pending = NULL;
        } else if (!is_transparent(at)) {
            last = 0;
            pending = NULL;
        }
    }
}
