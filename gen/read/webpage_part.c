#include "webpage_part.h"

#include <stdlib.h>
#include <string.h>

#define HIDERS_MOST 200

static const struct html_word parts[] = {
    {"a", PART_LINK},           {"address", PART_BLOCK},
    {"applet", PART_CODE},      {"article", PART_BLOCK},
    {"aside", PART_BLOCK},      {"audio", PART_CODE},
    {"b", PART_BOLD},           {"blockquote", PART_BLOCK},
    {"body", PART_BLOCK},       {"br", PART_BREAK},
    {"button", PART_CODE},      {"canvas", PART_CODE},
    {"caption", PART_BLOCK},    {"center", PART_BLOCK},
    {"dd", PART_BLOCK},         {"details", PART_BLOCK},
    {"dialog", PART_CODE},      {"div", PART_BLOCK},
    {"dl", PART_BLOCK},         {"dt", PART_BLOCK},
    {"embed", PART_CODE},       {"fieldset", PART_BLOCK},
    {"figcaption", PART_BLOCK}, {"figure", PART_BLOCK},
    {"footer", PART_BLOCK},     {"form", PART_BLOCK},
    {"frame", PART_CODE},       {"frameset", PART_BLOCK},
    {"h1", PART_HEADING},       {"h2", PART_HEADING},
    {"h3", PART_HEADING},       {"h4", PART_HEADING},
    {"h5", PART_HEADING},       {"h6", PART_HEADING},
    {"header", PART_BLOCK},     {"hr", PART_BREAK},
    {"html", PART_BLOCK},       {"iframe", PART_CODE},
    {"img", PART_IMAGE},        {"input", PART_CODE},
    {"legend", PART_BLOCK},     {"li", PART_ITEM},
    {"link", PART_QUIET},       {"main", PART_BLOCK},
    {"math", PART_CODE},        {"menu", PART_LIST},
    {"meta", PART_QUIET},       {"nav", PART_BLOCK},
    {"noembed", PART_QUIET},    {"noframes", PART_QUIET},
    {"noscript", PART_QUIET},   {"object", PART_CODE},
    {"ol", PART_LIST},          {"optgroup", PART_CODE},
    {"option", PART_CODE},      {"p", PART_BLOCK},
    {"pre", PART_BLOCK},        {"script", PART_CODE},
    {"section", PART_BLOCK},    {"select", PART_CODE},
    {"strong", PART_BOLD},      {"style", PART_QUIET},
    {"summary", PART_BLOCK},    {"svg", PART_CODE},
    {"table", PART_TABLE},      {"tbody", PART_BLOCK},
    {"td", PART_BLOCK},         {"template", PART_QUIET},
    {"textarea", PART_CODE},    {"tfoot", PART_BLOCK},
    {"th", PART_BLOCK},         {"thead", PART_BLOCK},
    {"title", PART_TITLE},      {"tr", PART_BLOCK},
    {"ul", PART_LIST},          {"video", PART_CODE},
};

enum part part_of(struct str name)
{
    return html_look_up(parts, sizeof(parts) / sizeof(parts[0]), name);
}

/* Lower case and without blanks, as declarations are compared. */
static struct str squeezed(struct arena *arena, struct str css)
{
    char *copy = arena_copy(arena, css.ptr, css.len);
    size_t len = 0;

    for (size_t i = 0; i < css.len; i++)
        if (!strchr(" \t\r\n\f", css.ptr[i]) || !css.ptr[i])
            copy[len++] = css.ptr[i] >= 'A' && css.ptr[i] <= 'Z'
                              ? (char)(css.ptr[i] | 0x20)
                              : css.ptr[i];
    return (struct str){copy, len};
}

/* "opacity:0" but not "opacity:0.8". */
static bool has_nothing(struct str css, const char *property)
{
    struct str rest = css;

    for (size_t at; (at = str_find(rest, str_of(property))) != SIZE_MAX;) {
        at += strlen(property);
        rest = (struct str){rest.ptr + at, rest.len - at};
        size_t zeros = 0;
        while (zeros < rest.len && strchr("0.", rest.ptr[zeros]))
            zeros++;
        char next = zeros < rest.len ? rest.ptr[zeros] : ';';
        if (zeros && (next < '1' || next > '9'))
            return true;
    }
    return false;
}

static bool css_hides(struct arena *arena, struct str css)
{
    static const char *const hiding[] = {
        "display:none",      "visibility:hidden", "visibility:collapse",
        "text-indent:-9",    "left:-9",           "top:-9",
        "color:transparent", "clip:rect(0",       "clip-path:inset(100%",
        "mso-hide:all"};
    struct str plain = squeezed(arena, css);

    for (size_t i = 0; i < sizeof(hiding) / sizeof(hiding[0]); i++)
        if (str_find(plain, str_of(hiding[i])) != SIZE_MAX)
            return true;
    return has_nothing(plain, "font-size:") || has_nothing(plain, "opacity:");
}

/* Takes .name, #name and element.name. */
static void learn_selector(struct hiders *hiders, struct str selector)
{
    selector = str_trim(selector);
    size_t mark = 0;
    while (mark < selector.len && !strchr(".#", selector.ptr[mark]))
        mark++;
    if (mark + 2 > selector.len || hiders->len == HIDERS_MOST)
        return;
    for (size_t i = 0; i < selector.len; i++)
        if (i != mark && strchr(" \n.#>:+~[*", selector.ptr[i]))
            return; /* hides something only in some place */
    hiders->name = mem_grow(hiders->name, hiders->len, &hiders->cap,
                            sizeof(*hiders->name));
    hiders->name[hiders->len++] = selector;
}

/* A copy with blanks for comments, and for <!-- and -->, which old browsers
 * were to take for some. */
static struct str without_comments(struct arena *arena, struct str css)
{
    char *copy = arena_copy(arena, css.ptr, css.len);

    for (size_t at = 0; at < css.len; at++) {
        struct str rest = {css.ptr + at, css.len - at};
        size_t len = str_starts(rest, "<!--") ? 4 : str_starts(rest, "-->") * 3;
        if (str_starts(rest, "/*")) {
            len = str_find(rest, STR("*/"));
            len = len == SIZE_MAX ? rest.len : len + 2;
        }
        if (len == 0)
            continue;
        memset(copy + at, ' ', len);
        at += len - 1;
    }
    return (struct str){copy, css.len};
}

void hiders_learn(struct hiders *hiders, struct arena *arena, struct str css)
{
    struct arena scratch = {0};
    css = without_comments(arena, css);
    const char *end = css.ptr + css.len, *from = css.ptr;

    while (from < end) {
        const char *open = memchr(from, '{', (size_t)(end - from));
        const char *shut =
            open ? memchr(open, '}', (size_t)(end - open)) : NULL;
        if (!shut)
            break;
        struct str selectors = str_range(from, open);
        bool hides = css_hides(&scratch, str_range(open + 1, shut));
        while (hides && selectors.len) {
            const char *comma = memchr(selectors.ptr, ',', selectors.len);
            const char *stop = comma ? comma : selectors.ptr + selectors.len;
            learn_selector(hiders, str_range(selectors.ptr, stop));
            selectors =
                comma ? str_range(comma + 1, selectors.ptr + selectors.len)
                      : STR("");
        }
        from = shut + 1;
    }
    arena_free(&scratch);
}

static bool is_hider(const struct hiders *hiders, const struct html_node *node,
                     char mark, struct str name)
{
    for (size_t i = 0; i < hiders->len; i++) {
        struct str own = hiders->name[i];
        size_t tag = own.len - name.len - 1;
        if (own.len > name.len && own.ptr[tag] == mark &&
            memcmp(own.ptr + tag + 1, name.ptr, name.len) == 0 &&
            (tag == 0 || str_equal((struct str){own.ptr, tag}, node->name)))
            return true;
    }
    return false;
}

static bool class_hides(const struct html_node *node,
                        const struct hiders *hiders)
{
    struct str list = html_value(node, "class");

    for (size_t from = 0, at = 0; at <= list.len; at++) {
        if (at < list.len && !strchr(" \t\n\f\r", list.ptr[at]))
            continue;
        struct str name = {list.ptr + from, at - from};
        if (name.len && is_hider(hiders, node, '.', name))
            return true;
        from = at + 1;
    }
    struct str id = html_value(node, "id");
    return id.len && is_hider(hiders, node, '#', id);
}

/* Text that was struck out is no text of the report. */
static bool is_struck(struct str name)
{
    return str_is(name, "del") || str_is(name, "s") || str_is(name, "strike");
}

bool part_is_hidden(const struct html_node *node, const struct hiders *hiders)
{
    struct arena scratch = {0};
    struct str style = html_value(node, "style");

    if (html_find(node, "hidden") || is_struck(node->name) ||
        (hiders->len && class_hides(node, hiders)))
        return true;
    bool hides = style.len && css_hides(&scratch, style);
    arena_free(&scratch);
    return hides;
}

static bool is_tiny(struct str number)
{
    return number.len && number.ptr[0] >= '0' && number.ptr[0] <= '2' &&
           (number.len == 1 || number.ptr[1] < '0' || number.ptr[1] > '9');
}

bool part_is_beacon(const struct html_node *image)
{
    return is_tiny(html_value(image, "width")) ||
           is_tiny(html_value(image, "height"));
}

/* ---- text that only a script shows ---- */

#define SHOWN_LEAST 100 /* Han characters; with more the page shows its text */

/* Han characters below `node`; of what is shown, or of all. */
static size_t han_below(const struct html_node *node,
                        const struct hiders *hiders, bool all)
{
    const struct html_node *at = html_next(node, node), *next;
    size_t han = 0;

    for (; at; at = next) {
        next = html_next(node, at);
        enum part part =
            at->kind == HTML_ELEMENT ? part_of(at->name) : PART_INLINE;
        if (at->kind == HTML_TEXT)
            han += text_han(at->text);
        if (at->kind != HTML_ELEMENT ||
            (part != PART_CODE && part != PART_QUIET && part != PART_TITLE &&
             (all || !part_is_hidden(at, hiders))))
            continue;
        while (at != node && !at->next)
            at = at->parent;
        next = at == node ? NULL : at->next;
    }
    return han;
}

const struct html_node *part_revealed(const struct html_node *root,
                                      const struct hiders *hiders)
{
    const struct html_node *best = NULL, *next;
    size_t most = SHOWN_LEAST;

    if (han_below(root, hiders, false) >= SHOWN_LEAST)
        return NULL;
    for (const struct html_node *at = html_next(root, root); at; at = next) {
        next = html_next(root, at);
        if (at->kind != HTML_ELEMENT || !part_is_hidden(at, hiders))
            continue;
        size_t han = han_below(at, hiders, true);
        if (han > most) {
            most = han;
            best = at;
        }
        while (at != root && !at->next)
            at = at->parent;
        next = at == root ? NULL : at->next;
    }
    return best;
}
