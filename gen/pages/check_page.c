#include "check_page.h"

#include "../read/html.h"
#include "../read/style.h"
#include "check_access.h"
#include "check_note.h"
#include "check_role.h"

#include <string.h>
#include <strings.h>

struct judge {
    struct check_note note;
    const struct html_node *node; /* the element under judgement */
    struct diags told; /* dropped where the page is read anew */
    bool is_html, has_text, is_redirect;
    bool is_dull; /* the newest node had nothing that could be wrong */
    bool in_data; /* the newest script is data, if there is no '<' in it */
};

static void tell(struct judge *judge, enum diag_code code, struct str what)
{
    check_tell(&judge->note, code, judge->node->at, what);
}

static bool is_listed(struct str text, const char *const *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (word_is(text, list[i]))
            return true;
    return false;
}

static bool may_fetch(const struct judge *judge, struct str host)
{
    const struct check_rules *rules = judge->note.rules;

    return is_listed(host, rules->allow_host, rules->allow_hosts);
}

/* What holds of an address whatever is done with it. False: told. */
static bool address_is_fine(struct judge *judge, const struct url *url)
{
    switch (url->kind) {
    case URL_CODE: tell(judge, PAGE_SCRIPT, url->text); return false;
    case URL_ROOTED: tell(judge, PAGE_ABSOLUTE, url->text); return false;
    case URL_SCHEME: tell(judge, PAGE_SCHEME, url->text); return false;
    case URL_BROKEN: tell(judge, PAGE_LINK, url->text); return false;
    case URL_PAGE:
    case URL_HOST:
    case URL_CONTACT: break;
    }
    return true;
}

/* A form without an address goes to its own page; an image has none. */
static void judge_nothing(struct judge *judge)
{
    static const char *const sender[] = {"form", "button", "input", NULL};

    if (!word_is_one_of(judge->node->name, sender))
        tell(judge, PAGE_LINK, STR("\"\""));
}

static void judge_fetch(struct judge *judge, struct str value)
{
    struct url url = url_read(&judge->note.scratch, value);

    if (!address_is_fine(judge, &url))
        return;
    if (url.kind == URL_CONTACT)
        tell(judge, PAGE_SCHEME, url.text);
    else if (url.kind == URL_HOST && !may_fetch(judge, url.host))
        tell(judge, PAGE_REMOTE, url.text);
    else if (url.kind == URL_PAGE && url.text.len == 0)
        judge_nothing(judge);
    else if (url.kind == URL_PAGE)
        check_add_link(&judge->note, &url, judge->node->at);
}

/* The addresses of srcset: "a.png 1x, b.png 2x". */
static void judge_fetch_set(struct judge *judge, struct str list)
{
    while (list.len) {
        struct str word = word_next(&list);
        bool ends = str_ends(word, ",");
        while (str_starts(word, ","))
            word = (struct str){word.ptr + 1, word.len - 1};
        while (str_ends(word, ","))
            word.len--;
        if (word.len)
            judge_fetch(judge, word);
        const char *comma = memchr(list.ptr, ',', list.len);
        if (!ends && comma)
            list = str_range(comma + 1, list.ptr + list.len);
        else if (!ends)
            break;
    }
}

/* A window that another site has been opened in can change the page behind it
 * in browsers older than 2021. */
static void judge_window(struct judge *judge, const struct url *url)
{
    static const char *const here[] = {"", "_self", "_parent", "_top", NULL};
    static const char *const safe[] = {"noopener", "noreferrer", NULL};
    struct str rel = html_value(judge->node, "rel"), word;

    if (word_is_one_of(html_value(judge->node, "target"), here))
        return;
    while ((word = word_next(&rel)).len)
        if (word_is_one_of(word, safe))
            return;
    tell(judge, PAGE_OPENER, url->text);
}

static void judge_follow(struct judge *judge, struct str value)
{
    struct url url = url_read(&judge->note.scratch, value);

    if (!address_is_fine(judge, &url))
        return;
    if (url.kind == URL_PAGE)
        check_add_link(&judge->note, &url, judge->node->at);
    if (url.kind != URL_HOST)
        return;
    check_add_host(&judge->note, url.host);
    judge_window(judge, &url);
}

/* The site's own full addresses stand in rel=canonical and its like. */
static void judge_passive(struct judge *judge, struct str value)
{
    struct url url = url_read(&judge->note.scratch, value);

    if (address_is_fine(judge, &url) && url.kind == URL_PAGE)
        check_add_link(&judge->note, &url, judge->node->at);
}

static void judge_style(struct judge *judge, struct str css, size_t at)
{
    style_is_local(css, check_place(&judge->note, at), judge->note.diags);
}

/* What a browser does with an attribute; false where that is nothing. */
static bool judge_attribute(struct judge *judge, const struct html_attr *attr)
{
    struct str value = attr->value;

    switch (role_of(judge->node, attr)) {
    case ROLE_NONE: return false;
    case ROLE_FETCH: judge_fetch(judge, value); break;
    case ROLE_FETCH_SET: judge_fetch_set(judge, value); break;
    case ROLE_FOLLOW: judge_follow(judge, value); break;
    case ROLE_PASSIVE: judge_passive(judge, value); break;
    case ROLE_PAINT:
        if (!memchr(value.ptr, '(', value.len))
            return false;
        judge_style(judge, value, judge->node->at);
        break;
    case ROLE_STYLE: judge_style(judge, value, judge->node->at); break;
    case ROLE_REPORT: tell(judge, PAGE_REMOTE, value); break;
    case ROLE_CODE: tell(judge, PAGE_SCRIPT, attr->name); break;
    case ROLE_BASE: tell(judge, PAGE_LINK, value); break;
    case ROLE_ID:
        check_add_id(&judge->note, value, judge->node->at, false);
        break;
    case ROLE_NAME:
        check_add_id(&judge->note, value, judge->node->at, true);
        break;
    }
    return true;
}

/* A block of JSON-LD is data that no browser runs. */
static bool is_data_block(const struct html_node *node)
{
    return word_is(str_trim(html_value(node, "type")), "application/ld+json") &&
           !html_find(node, "src") && !html_find(node, "href");
}

static void judge_script(struct judge *judge)
{
    const struct html_node *node = judge->node;
    const struct check_rules *rules = judge->note.rules;
    const struct html_attr *src = html_find(node, "src");

    if (!src)
        src = html_find(node, "href"); /* of SVG */
    judge->in_data = is_data_block(node);
    if (judge->in_data)
        return;
    if (!src) {
        tell(judge, PAGE_SCRIPT, STR("<script>"));
        return;
    }
    struct url url = url_read(&judge->note.scratch, src->value);
    if (url.kind != URL_PAGE &&
        !(url.kind == URL_HOST && may_fetch(judge, url.host)))
        return; /* told as what it is */
    const char *target = NULL;
    if (url.kind == URL_PAGE && url.path.len)
        target = check_add_link(&judge->note, &url, node->at);
    if (!is_listed(str_of(target), rules->script, rules->scripts))
        tell(judge, PAGE_SCRIPT, url.text);
}

/* A '<' could end a block of data or hide its end: one that is written with
 * care has none. */
static void judge_data(struct judge *judge)
{
    const struct html_node *text = judge->node;

    if (judge->in_data && memchr(text->text.ptr, '<', text->text.len))
        check_tell(&judge->note, PAGE_SCRIPT, text->parent->at,
                   STR("<script>"));
}

/* The address in content="0; url=next.html"; false where there is none. */
static bool refresh_address(struct str text, struct str *address)
{
    size_t at = 0;

    text = str_trim(text);
    while (at < text.len && strchr("0123456789.", text.ptr[at]))
        at++;
    while (at < text.len && strchr(" \t\n\f\r;,", text.ptr[at]))
        at++;
    text = (struct str){text.ptr + at, text.len - at};
    if (text.len >= 3 && strncasecmp(text.ptr, "url", 3) == 0) {
        struct str rest = str_trim((struct str){text.ptr + 3, text.len - 3});
        if (str_starts(rest, "="))
            text = str_trim((struct str){rest.ptr + 1, rest.len - 1});
    }
    if (text.len && (text.ptr[0] == '"' || text.ptr[0] == '\'')) {
        const char *end = memchr(text.ptr + 1, text.ptr[0], text.len - 1);
        text = str_range(text.ptr + 1, end ? end : text.ptr + text.len);
    }
    *address = text;
    return text.len > 0;
}

static void judge_meta(struct judge *judge)
{
    struct str address;

    if (!word_is(str_trim(html_value(judge->node, "http-equiv")), "refresh") ||
        !refresh_address(html_value(judge->node, "content"), &address))
        return;
    judge->is_redirect = true;
    judge_fetch(judge, address);
}

/* Tells a frame unless it is told as something from another host. */
static void judge_frame(struct judge *judge)
{
    const struct html_attr *attr = html_find(judge->node, "src");

    if (!attr)
        attr = html_find(judge->node, "data");
    if (attr && url_read(&judge->note.scratch, attr->value).kind == URL_HOST)
        return;
    tell(judge, PAGE_FRAME, judge->node->name);
}

static void judge_element(struct judge *judge)
{
    const struct html_node *node = judge->node;
    enum element element = element_of(node);

    judge->is_dull = element == ELEMENT_PLAIN;
    for (size_t i = 0; i < node->attrs; i++)
        if (judge_attribute(judge, &node->attr[i]))
            judge->is_dull = false;
    switch (element) {
    case ELEMENT_PLAIN: break;
    case ELEMENT_SCRIPT: judge_script(judge); break;
    case ELEMENT_META: judge_meta(judge); break;
    case ELEMENT_FRAME: judge_frame(judge); break;
    case ELEMENT_ANIMATION:
        if (str_ends(html_value(node, "attributename"), "href"))
            tell(judge, PAGE_SCRIPT, node->name);
        break;
    }
}

static bool shows(struct str text)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        if (!rune_is_space(rune) && rune != 0x200B && rune != 0xFEFF)
            return true;
    return false;
}

static bool is_seen(const struct html_node *text)
{
    static const char *const unseen[] = {"head",  "script",   "style",
                                         "title", "template", "noscript"};

    for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
        if (html_is_in(text, unseen[i]))
            return false;
    return true;
}

static void judge_text(struct judge *judge)
{
    const struct html_node *node = judge->node;

    if (str_is(node->parent->name, "style"))
        judge_style(judge, node->text, node->at);
    if (str_is(node->parent->name, "script"))
        judge_data(judge);
    if (!judge->has_text && shows(node->text))
        judge->has_text = is_seen(node);
    judge->is_dull = judge->has_text;
}

/* Old browsers run what is in <!--[if IE]> … -->. */
static void judge_comment(struct judge *judge)
{
    if (str_starts(str_trim(judge->node->text), "[if"))
        tell(judge, PAGE_SCRIPT, judge->node->text);
}

/* The tag that begins at `at`, for telling. */
static struct str markup_at(const struct source *source, size_t at)
{
    struct str rest = {source->text.ptr + at, source->text.len - at};
    const char *end = memchr(rest.ptr, '>', rest.len);

    return end ? str_range(rest.ptr, end + 1) : rest;
}

static void tell_faults(struct judge *judge, const struct html_faults *faults)
{
    for (size_t i = 0; i < faults->len; i++) {
        enum diag_code code =
            faults->item[i].kind == HTML_DOUBTFUL ? PAGE_DOUBT : PAGE_TAGS;
        size_t at = faults->item[i].at;
        check_tell(&judge->note, code, at, markup_at(judge->note.source, at));
    }
}

static bool enter(void *context, const struct html_node *node)
{
    struct judge *judge = context;

    judge->node = node;
    switch (node->kind) {
    case HTML_ELEMENT: judge_element(judge); break;
    case HTML_TEXT: judge_text(judge); break;
    case HTML_COMMENT: judge_comment(judge); break;
    }
    return true;
}

static bool was_dull(void *context)
{
    const struct judge *judge = context;

    return judge->is_dull;
}

static void forget(void *context)
{
    struct judge *judge = context;

    check_note_forget(&judge->note);
    diags_free(&judge->told);
    judge->has_text = !judge->is_html;
    judge->is_redirect = false;
}

/*
 * Lets the judge see all of the file. Pages of our own are judged as they are
 * read; what a page must have for everybody is looked for in its tree.
 */
static bool read_page(struct judge *judge, struct html *html,
                      struct diags *diags)
{
    static _Thread_local struct html_dull dull; /* all judge tags alike */
    struct html_visitor visitor = {
        .enter = enter, .context = judge, .was_dull = was_dull, .dull = &dull};
    struct arena *arena = &judge->note.scratch;
    const struct source *source = judge->note.source;

    if (judge->is_html && judge->note.rules->ours)
        return html_pass(arena, source, &visitor, forget, html, diags);
    bool fine = judge->is_html ? html_read(arena, source, html, diags)
                               : html_read_picture(arena, source, html, diags);
    if (fine)
        html_visit(html->root, &visitor);
    return fine;
}

static void finish(struct judge *judge, const struct html *html,
                   struct check_facts *facts)
{
    struct check_note *note = &judge->note;

    if (!judge->has_text && !judge->is_redirect)
        diag_add(&judge->told, PAGE_EMPTY, place_file(note->source), NULL,
                 NULL);
    if (!note->rules->ours && judge->is_html && !judge->is_redirect)
        check_access(note, html->root);
    tell_faults(judge, &html->faults);
    check_note_finish(note, facts);
}

bool check_page(struct arena *arena, const char *path,
                const struct source *source, const struct check_rules *rules,
                struct check_facts *facts, struct diags *diags)
{
    struct judge judge = {.is_html = facts->is_html,
                          .has_text = !facts->is_html};
    struct html html;

    check_note_start(&judge.note, arena, path, source, rules, &judge.told);
    bool fine = read_page(&judge, &html, diags);
    if (fine) {
        finish(&judge, &html, facts);
        diags_merge(diags, &judge.told);
    }
    diags_free(&judge.told);
    check_note_free(&judge.note);
    return fine;
}
