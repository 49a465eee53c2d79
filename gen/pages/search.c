#include "search.h"

#include "../base/escape.h"
#include "../read/doc.h"
#include "../report/config.h"
#include "../report/site.h"
#include "theme.h"

#include <string.h>

#define SCRIPT "js/search.js"

bool search_is_made(const struct site *site, const struct theme *theme)
{
    return site->config->search.enable && theme_has(theme, SCRIPT);
}

struct search_extent search_extent(const struct site *site)
{
    struct search_extent extent = {0};
    size_t size = 0, most = site->config->search.max_bytes;

    while (extent.reports < site->reports) {
        /* about what its data will take */
        size_t more = site->report[extent.reports]->text;
        if (more > most - size)
            break;
        size += more;
        extent.reports++;
    }
    extent.left = site->reports - extent.reports;
    extent.split = size > SEARCH_WHOLE_MOST;
    return extent;
}

#define CALL "gongkaiText("
#define CALL_END ");\n"

/* What stands around the pages; no text has a line end, so that the second
 * stands in a file but once. */
#define OPENING CALL "{\"pages\":["
#define CLOSING "],\n\"parts\":["

/* The end of the text that begins at `at`; 0 where it has none. */
static size_t string_end(struct str data, size_t at)
{
    for (at++; at < data.len && (unsigned char)data.ptr[at] >= ' '; at++) {
        if (data.ptr[at] == '"')
            return at + 1;
        if (data.ptr[at] == '\\')
            at++;
    }
    return 0;
}

/* Without a name and a bracket nothing can be called. */
bool search_is_data(struct str bytes)
{
    size_t skip = strlen(CALL), end = strlen(CALL_END), at = 0;

    if (!str_starts(bytes, CALL) || !str_ends(bytes, CALL_END) ||
        bytes.len < skip + end)
        return false;
    struct str data = {bytes.ptr + skip, bytes.len - skip - end};
    while (at < data.len) {
        if (data.ptr[at] == '"')
            at = string_end(data, at);
        else if (data.ptr[at] && strchr("[]{},:\n0123456789", data.ptr[at]))
            at++;
        else
            return false;
        if (at == 0)
            return false;
    }
    return true;
}

/* ---- lines ---- */

static void add_anchor(struct search_data *data, const char *letter,
                       unsigned number)
{
    if (data->anchors.len)
        buf_char(&data->anchors, ' ');
    if (letter)
        buf_format(&data->anchors, "%s%u", letter, number);
    else
        buf_char(&data->anchors, '-');
}

/* A line ends where the text has a line end of its own (code does). */
static void add_line(struct search_data *data, struct str text,
                     const char *letter, unsigned number)
{
    text = str_trim(text);
    if (text.len == 0)
        return;
    if (data->text.len)
        buf_char(&data->text, '\n');
    size_t begin = data->text.len;
    buf_str(&data->text, text);
    for (size_t i = begin; i < data->text.len; i++)
        if (data->text.data[i] == '\n')
            data->text.data[i] = ' ';
    add_anchor(data, letter, number);
}

void search_line(struct search_data *data, struct str text)
{
    add_line(data, text, NULL, 0);
}

static void add_block(struct search_data *data, const struct node *block,
                      const char *letter, unsigned number)
{
    struct buf line = {0};

    node_plain(block, &line);
    add_line(data, buf_view(&line), letter, number);
    buf_free(&line);
}

/* Blocks that are a line each: those that hold words, and rows as a whole. */
static bool is_line(const struct node *node)
{
    return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING ||
           node->kind == NODE_CODE_BLOCK || node->kind == NODE_ROW;
}

static void add_lines(struct search_data *data, const struct node *block)
{
    for (const struct node *at = block; at; at = doc_next(block, at))
        if (is_line(at) && (!at->parent || at->parent->kind != NODE_ROW))
            add_block(data, at, NULL, 0);
}

/* The ids of notes are numbered by the page: a note has no id here. */
static void add_notes(struct search_data *data, const struct node *first,
                      const struct node *end)
{
    int seen = 0; /* notes are numbered as they are first used */

    for (const struct node *top = first; top && top != end; top = top->next)
        for (const struct node *at = top; at && top->kind != NODE_FOOTNOTE;
             at = doc_next(top, at))
            if (at->kind == NODE_FOOTNOTE_REF && at->note &&
                at->note->number > seen) {
                seen = at->note->number;
                add_lines(data, at->note);
            }
}

void search_blocks(struct search_data *data, const struct node *first,
                   const struct node *end)
{
    unsigned paragraphs = 0, headings = 0;

    for (const struct node *at = first; at && at != end; at = at->next) {
        if (at->kind == NODE_PARAGRAPH)
            add_block(data, at, "p", ++paragraphs);
        else if (at->kind == NODE_HEADING)
            add_block(data, at, "h", ++headings);
        else if (at->kind != NODE_FOOTNOTE)
            add_lines(data, at);
    }
    add_notes(data, first, end);
}

/* ---- the file ---- */

void search_begin(struct search_data *data)
{
    data->pages = 0;
    buf_text(data->out, OPENING);
}

static void add_string(struct search_data *data, struct str text)
{
    escape_json_string(data->out, text);
}

void search_page(struct search_data *data, const char *path, struct str title,
                 struct str where)
{
    buf_text(data->out, data->pages++ ? ",\n[" : "\n[");
    add_string(data, str_of(path));
    buf_char(data->out, ',');
    add_string(data, title);
    buf_char(data->out, ',');
    add_string(data, where);
}

void search_page_end(struct search_data *data)
{
    buf_char(data->out, ',');
    add_string(data, buf_view(&data->anchors));
    buf_char(data->out, ',');
    add_string(data, buf_view(&data->text));
    buf_char(data->out, ']');
    buf_free(&data->text);
    buf_free(&data->anchors);
}

struct str search_entries(struct str file)
{
    size_t head = strlen(OPENING), end = str_find(file, STR(CLOSING));

    if (!search_is_data(file) || end == SIZE_MAX || end < head)
        return STR("");
    return (struct str){file.ptr + head, end - head};
}

void search_take(struct search_data *data, struct str entries)
{
    if (entries.len && data->pages++)
        buf_char(data->out, ',');
    buf_str(data->out, entries);
}

void search_end(struct search_data *data, const char *const *parts, size_t len,
                size_t left)
{
    buf_text(data->out, CLOSING);
    for (size_t i = 0; i < len; i++) {
        buf_text(data->out, i ? ",\n" : "");
        add_string(data, str_of(parts[i]));
    }
    buf_format(data->out, "],\n\"left\":%zu}" CALL_END, left);
}
