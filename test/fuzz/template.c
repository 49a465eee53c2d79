/*
 * Any templates either are refused with a place or make the same page each
 * time, in which no text of the data has a letter that HTML gives a meaning,
 * and no address runs anything. The parts of an input, cut at lines of ---,
 * are the templates page, a and b.
 */
#include "fuzz.h"

#include "../../gen/pages/template.h"
#include "../../gen/read/loaded.h"
#include "../../gen/read/tag.h"
#include "told.h"

#include <string.h>
#include <strings.h>

#define PARTS 3
#define HOSTILE "q7<q7>q7\"q7'q7&x"
#define RUNS "javascript:run"

static struct value *make_data(struct arena *arena)
{
    struct value *data = value_map(arena), *inner = value_map(arena);
    struct value *list = value_list(arena), *one = value_map(arena);

    value_set_text(arena, inner, "text", STR(HOSTILE));
    value_set_text(arena, one, "text", STR("甲"));
    value_set(arena, one, "yes", value_bool(true));
    value_push(arena, list, one);
    value_push(arena, list, inner);
    value_set_text(arena, data, "text", STR(HOSTILE));
    value_set_text(arena, data, "link", STR(RUNS));
    value_set_text(arena, data, "name", STR("a"));
    value_set_html(arena, data, "html", STR("<b>粗</b>"));
    value_set(arena, data, "list", list);
    value_set(arena, data, "none", value_list(arena));
    value_set(arena, data, "map", inner);
    value_set(arena, data, "yes", value_bool(true));
    value_set(arena, data, "no", value_bool(false));
    value_set(arena, data, "nothing", value_nothing());
    value_set(arena, data, "number", value_number(arena, -12));
    return data;
}

/* Letters of the data; templates that have them may say it by themselves. */
static bool says_data(struct str text)
{
    return text.len > 0 && (memchr(text.ptr, '7', text.len) != NULL ||
                            memchr(text.ptr, ':', text.len) != NULL);
}

static void check_text(struct str page)
{
    static const char *const raw[] = {"q7<", "q7>", "q7\"", "q7'"};

    for (size_t i = 0; i < sizeof(raw) / sizeof(raw[0]); i++)
        MUST(str_find(page, str_of(raw[i])) == SIZE_MAX);
}

/* Behind a title's beginning that is at `at`, up to its end or all: what looks
 * like tags there is text. */
static size_t skip_title(struct str page, size_t at)
{
    for (; at + 8 <= page.len; at++)
        if (strncasecmp(page.ptr + at, "</title", 7) == 0 &&
            memchr(" \t\n\f/>", page.ptr[at + 7], 6))
            return at;
    return page.len;
}

static void check_addresses(struct str page)
{
    static const char *const run[] = {" href=\"" RUNS, " src=\"" RUNS,
                                      " action=\"" RUNS};
    struct tag tag;

    for (size_t at = 0, len; at < page.len; at += len) {
        len = tag_read(page, at, &tag);
        struct str piece = {page.ptr + at, len};
        if (tag.kind == TAG_OPEN && tag.name.len == 5 &&
            strncasecmp(tag.name.ptr, "title", 5) == 0)
            len = skip_title(page, at + len) - at;
        if (tag.kind != TAG_OPEN || memchr(piece.ptr, '\'', len))
            continue;
        for (size_t i = 0; i < sizeof(run) / sizeof(run[0]); i++)
            MUST(str_find(piece, str_of(run[i])) == SIZE_MAX);
    }
}

static void run_page(const struct templates *set, const struct value *data,
                     bool strict, struct diags *diags)
{
    struct buf page = {0}, again = {0};
    size_t told = diags->len;
    bool good = template_run(set, STR("page"), data, &page, diags);

    MUST(good == (diags->len == told));
    MUST(template_run(set, STR("page"), data, &again, diags) == good);
    MUST(str_equal(buf_view(&page), buf_view(&again)));
    if (good)
        MUST(text_invalid(buf_view(&page)) == SIZE_MAX);
    if (good && strict) {
        check_text(buf_view(&page));
        check_addresses(buf_view(&page));
    }
    buf_free(&again);
    buf_free(&page);
}

/* Takes the part up to a line of ---, or all that is left. */
static struct str take_part(struct str *rest)
{
    size_t end = str_find(*rest, STR("\n---\n"));
    struct str part = *rest;

    if (end == SIZE_MAX) {
        *rest = STR("");
        return part;
    }
    part.len = end;
    rest->ptr += end + 5;
    rest->len -= end + 5;
    return part;
}

static void run_mode(const struct source *source, enum template_mode mode)
{
    static const char *const names[PARTS] = {"page", "a", "b"};
    struct arena arena = {0};
    struct diags diags = {0};
    struct templates *set = templates_new(&arena, mode);
    struct str rest = source->text;
    bool good = true;
    bool strict = mode == TEMPLATE_THEME && !says_data(rest);

    for (size_t i = 0; i < PARTS; i++) {
        const struct source *part =
            source_new(&arena, source->path, take_part(&rest));
        if (!templates_add(set, str_of(names[i]), part, &diags))
            good = false;
    }
    if (!templates_check(set, &diags))
        good = false;
    MUST(good == (diags.len == 0));
    if (good)
        run_page(set, make_data(&arena), strict, &diags);
    told_print(&diags, false);
    diags_free(&diags);
    arena_free(&arena);
}

FUZZ(template)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct str bytes = {size ? (const char *)data : "", size};
    const struct source *source =
        source_load(&arena, "page.html", bytes, &diags);

    if (source) {
        run_mode(source, TEMPLATE_PLAIN);
        run_mode(source, TEMPLATE_THEME);
    }
    diags_free(&diags);
    arena_free(&arena);
}
