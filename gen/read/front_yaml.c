#include "front_yaml.h"

#include "../base/buf.h"
#include "../base/diag.h"
#include "loaded.h"

#include <yaml.h>

#include <string.h>

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    const struct source *source;
    struct str text; /* of the front matter alone */
    size_t from; /* where it stands in the source */
    size_t index, at; /* a character's number and its byte, both in `text` */
    struct arena *arena;
    struct front_pairs *out;
    struct diags *diags;
    bool fine;
};

/*
 * libyaml counts characters, and lines by U+0085, U+2028 and U+2029 too, so
 * only its count of characters leads to our places. Marks mostly rise: the
 * count goes on from the last one, or a long text would take squared time.
 */
static size_t byte_of(struct reader *r, yaml_mark_t mark)
{
    uint32_t rune;

    if (mark.index < r->index)
        r->index = r->at = 0;
    for (; r->index < mark.index && r->at < r->text.len; r->index++)
        r->at += text_decode(r->text, r->at, &rune);
    return r->at;
}

static struct place place_of(struct reader *r, yaml_mark_t mark)
{
    return place_at(r->source, r->from + byte_of(r, mark));
}

static void tell(struct reader *r, enum diag_code code, struct place place,
                 struct str what)
{
    diag_str(r->diags, code, place, what);
    r->fine = false;
}

/*
 * What libyaml's sentences mean to somebody who knows no YAML. The places of
 * things left open are those of their beginning, which is the context.
 */
static const struct {
    const char *problem;
    enum diag_code code;
    bool at_context;
} meanings[] = {
    {"found a tab", FRONT_TAB, false},
    {"found character that cannot start", FRONT_QUOTE, false},
    {"mapping values are not allowed", FRONT_QUOTE, false},
    {"block sequence entries are not allowed", FRONT_QUOTE, false},
    {"expected alphabetic or numeric", FRONT_QUOTE, true},
    {"found unexpected end of stream", FRONT_CLOSE, true},
    {"did not find expected ',' or", FRONT_CLOSE, true},
    {"could not find expected ':'", FRONT_COLON, true},
};

/* True for a line at the margin that means to be `key: value` and is none. */
static bool lacks_colon(struct str line)
{
    if (line.len == 0 || strchr(" \t#-\"'[]{}?&*!|>%@`,", line.ptr[0]))
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == ':' &&
            (i + 1 == line.len || strchr(" \t", line.ptr[i + 1])))
            return false;
    return true;
}

/* Tells the first line without a good colon, up to `last`; false: none. */
static bool tell_colon(struct reader *r, uint32_t last)
{
    uint32_t line = place_at(r->source, r->from).line;

    for (; line <= last; line++) {
        struct str text = source_line(r->source, line);
        if (!lacks_colon(text))
            continue;
        size_t colon = str_find(text, STR("："));
        if (colon == SIZE_MAX)
            colon = str_find(text, STR(":"));
        if (colon == SIZE_MAX)
            colon = 0;
        tell(r, FRONT_COLON, place_byte(r->source, line, (uint32_t)colon + 1),
             STR(""));
        return true;
    }
    return false;
}

/* libyaml gave up: says why in words of our own where we have some. */
static void tell_failure(struct reader *r)
{
    const char *problem = r->parser.problem ? r->parser.problem : "";
    struct place place = place_of(r, r->parser.problem_mark);

    bool tab = r->at < r->text.len && r->text.ptr[r->at] == '\t';

    if (r->parser.error == YAML_MEMORY_ERROR)
        mem_exhausted();
    if (r->parser.error == YAML_READER_ERROR)
        place = place_at(r->source, r->from + r->parser.problem_offset);
    if (tell_colon(r, place.line))
        return;
    for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
        if (!strstr(problem, meanings[i].problem))
            continue;
        if (meanings[i].at_context && r->parser.context)
            place = place_of(r, r->parser.context_mark);
        tell(r, tab ? FRONT_TAB : meanings[i].code, place, STR(""));
        return;
    }
    tell(r, FRONT_SYNTAX, place, str_trim(source_line(r->source, place.line)));
    diag_detail(r->diags, "libyaml: %s", problem);
}

/* The next event; false, and told, where there is none to be had. */
static bool next(struct reader *r)
{
    yaml_event_delete(&r->event);
    if (yaml_parser_parse(&r->parser, &r->event))
        return true;
    tell_failure(r);
    return false;
}

/*
 * Line breaks become a blank, or nothing between two characters that are
 * written without one, as in the Markdown below.
 */
static struct str one_line(struct arena *arena, struct str text)
{
    struct buf out = {0};
    size_t end;

    text = str_trim(text);
    while ((end = str_find(text, STR("\n"))) != SIZE_MAX) {
        uint32_t first = 0;
        buf_str(&out, str_trim((struct str){text.ptr, end}));
        text = str_trim(str_range(text.ptr + end, text.ptr + text.len));
        text_decode(text, 0, &first);
        if (!rune_is_cjk(text_before(buf_view(&out), out.len)) ||
            !rune_is_cjk(first))
            buf_char(&out, ' ');
    }
    buf_str(&out, text);
    text = buf_view(&out);
    text.ptr = arena_copy(arena, text.ptr, text.len);
    buf_free(&out);
    return text;
}

/*
 * The text of a scalar. What is not quoted is taken from the source itself,
 * where the line breaks still are that libyaml folds into blanks.
 */
static struct str scalar_text(struct reader *r)
{
    const yaml_event_t *event = &r->event;
    struct str value = {(const char *)event->data.scalar.value,
                        event->data.scalar.length};
    yaml_scalar_style_t style = event->data.scalar.style;

    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
        style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        return one_line(r->arena, value);
    size_t from = byte_of(r, event->start_mark);
    size_t to = byte_of(r, event->end_mark);
    struct str written = {r->text.ptr + from, to - from};
    if (style == YAML_PLAIN_SCALAR_STYLE)
        return one_line(r->arena, written);
    size_t head = str_find(written, STR("\n")); /* behind | or > */
    if (head == SIZE_MAX)
        return STR("");
    return one_line(r->arena,
                    (struct str){written.ptr + head, written.len - head});
}

/* Takes the scalar at hand; false where it may not stand in a page. */
static bool take_scalar(struct reader *r, struct str *text, struct place *place)
{
    char name[16];

    *place = place_of(r, r->event.start_mark);
    *text = scalar_text(r);
    /* "\0" or "\e" in quotes are characters that no source has. */
    enum diag_code code = text_fault(*text, name);
    if (code == DIAG_CODES)
        return true;
    tell(r, code, *place, str_of(name));
    return false;
}

/* Tells what we take no part in: &anchor, *alias, !tag. */
static bool has_extras(struct reader *r)
{
    const yaml_event_t *event = &r->event;
    const yaml_char_t *anchor = NULL, *tag = NULL;

    if (event->type == YAML_ALIAS_EVENT)
        anchor = event->data.alias.anchor;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    }
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    }
    if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (!anchor && !tag)
        return false;
    tell(r, FRONT_ANCHOR, place_of(r, event->start_mark),
         str_of((const char *)(anchor ? anchor : tag)));
    return true;
}

/* An array in an arena that doubles when it is full: at powers of two. */
static void *grown(struct arena *arena, void *old, size_t len, size_t size)
{
    if (len > 0 && (len & (len - 1)) != 0)
        return old;
    void *array = arena_array(arena, len ? len * 2 : 1, size);
    if (len > 0)
        memcpy(array, old, len * size);
    return array;
}

static void add_item(struct reader *r, struct front_pair *pair)
{
    struct str text;
    struct place place;

    if (!take_scalar(r, &text, &place))
        return;
    pair->item = grown(r->arena, pair->item, pair->len, sizeof(*pair->item));
    pair->item_place =
        grown(r->arena, pair->item_place, pair->len, sizeof(*pair->item_place));
    pair->item[pair->len] = text;
    pair->item_place[pair->len++] = place;
}

static bool tell_nested(struct reader *r, const struct front_pair *pair)
{
    tell(r, FRONT_NESTED, place_of(r, r->event.start_mark), pair->key);
    return false;
}

/* Each of these returns false where reading cannot go on. */
static bool read_list(struct reader *r, struct front_pair *pair)
{
    pair->is_list = true;
    while (next(r)) {
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        if (has_extras(r))
            return false;
        if (r->event.type != YAML_SCALAR_EVENT)
            return tell_nested(r, pair);
        add_item(r, pair);
    }
    return false;
}

static bool read_value(struct reader *r, struct front_pair *pair)
{
    if (!next(r) || has_extras(r))
        return false;
    if (r->event.type == YAML_SEQUENCE_START_EVENT)
        return read_list(r, pair);
    if (r->event.type != YAML_SCALAR_EVENT)
        return tell_nested(r, pair);
    add_item(r, pair);
    return true;
}

static void tell_not_pairs(struct reader *r)
{
    uint32_t last = place_at(r->source, r->from + r->text.len).line;

    if (!tell_colon(r, last))
        tell(r, FRONT_COLON, place_of(r, r->event.start_mark), STR(""));
}

/* Reads pairs up to the end of the mapping. */
static bool read_pairs(struct reader *r)
{
    struct front_pairs *out = r->out;

    while (next(r)) {
        struct front_pair pair = {0};
        if (r->event.type == YAML_MAPPING_END_EVENT)
            return true;
        if (has_extras(r))
            return false;
        if (r->event.type != YAML_SCALAR_EVENT) {
            tell_not_pairs(r);
            return false;
        }
        if (!take_scalar(r, &pair.key, &pair.place) || !read_value(r, &pair))
            return false;
        out->pair = grown(r->arena, out->pair, out->len, sizeof(*out->pair));
        out->pair[out->len++] = pair;
    }
    return false;
}

static void read_document(struct reader *r)
{
    if (!next(r)) /* the stream begins */
        return;
    if (!next(r)) /* the document begins */
        return;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return; /* nothing but comments */
    if (!next(r) || has_extras(r))
        return;
    if (r->event.type != YAML_MAPPING_START_EVENT) {
        tell_not_pairs(r);
        return;
    }
    if (!read_pairs(r) || !next(r))
        return;
    if (!r->event.data.document_end.implicit)
        tell(r, FRONT_SYNTAX, place_of(r, r->event.start_mark), STR("..."));
    else
        next(r); /* the stream ends, or what follows is no document */
}

bool front_yaml_read(const struct source *source, size_t from, size_t to,
                     struct arena *arena, struct front_pairs *out,
                     struct diags *diags)
{
    struct reader r = {.source = source,
                       .text = {source->text.ptr + from, to - from},
                       .from = from,
                       .arena = arena,
                       .out = out,
                       .diags = diags,
                       .fine = true};

    *out = (struct front_pairs){0};
    if (!yaml_parser_initialize(&r.parser))
        mem_exhausted();
    /* Told the encoding, it takes no U+FEFF at the start for a mark. */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.text.ptr,
                                 r.text.len);
    read_document(&r);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return r.fine;
}
