#include "gov.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/source.h"
#include "../read/html.h"
#include "../report/config.h"

#include <string.h>
#include <strings.h>

/* Which pages have to bear a tag; content pages bear those of columns, too. */
enum bearer { SITE, COLUMN, CONTENT, OPTIONAL };

static const struct tag {
    const char *name;
    enum bearer bearer;
    size_t setting; /* offset in struct config; 0: none */
} tags[] = {
    {"SiteName", SITE, offsetof(struct config, gov.site_name)},
    {"SiteDomain", SITE, offsetof(struct config, gov.site_domain)},
    {"SiteIDCode", SITE, offsetof(struct config, gov.site_id_code)},
    {"ColumnName", COLUMN, offsetof(struct config, gov.column_name)},
    {"ColumnDescription", COLUMN,
     offsetof(struct config, gov.column_description)},
    {"ColumnKeywords", COLUMN, offsetof(struct config, gov.column_keywords)},
    {"ColumnType", COLUMN, 0},
    {"ArticleTitle", CONTENT, 0},
    {"PubDate", CONTENT, 0},
    {"ContentSource", CONTENT, 0},
    {"Keywords", OPTIONAL, 0},
    {"Author", OPTIONAL, 0},
    {"Description", OPTIONAL, 0},
    {"Image", OPTIONAL, 0},
    {"Url", OPTIONAL, 0},
};

#define TAGS (sizeof(tags) / sizeof(tags[0]))

enum { SITE_NAME = 0, SITE_DOMAIN = 1, SITE_CODE = 2, COLUMN_NAME = 3 };
enum { TITLE = 7, PUB_DATE = 8 };

struct judge {
    const char *path;
    struct source *source;
    const struct html_node *root;
    const struct html_node *title; /* where all is told that is missing */
    const struct html_node *meta[TAGS]; /* the first of each name */
    const struct config *config;
    struct arena arena;
    struct diags *diags;
};

static struct str setting(const struct config *config, size_t offset)
{
    return *(const struct str *)(const void *)((const char *)config + offset);
}

static struct str value_of(const struct judge *judge, size_t tag)
{
    if (!judge->meta[tag])
        return STR("");
    return str_trim(html_value(judge->meta[tag], "content"));
}

static const char *kept(struct judge *judge, struct str text)
{
    return arena_copy(&judge->arena, text.ptr, text.len);
}

static void tell(struct judge *judge, enum diag_code code,
                 const struct html_node *node, const char *a, const char *b)
{
    diag_add(judge->diags, code,
             node ? place_at(judge->source, node->at)
                  : place_file(judge->source),
             a, b);
}

/* ---- tags ---- */

static void take_meta(struct judge *judge, const struct html_node *node)
{
    struct str name = html_value(node, "name");

    for (size_t i = 0; i < TAGS; i++) {
        if (name.len != strlen(tags[i].name) ||
            strncasecmp(name.ptr, tags[i].name, name.len) != 0)
            continue;
        bool exact = str_is(name, tags[i].name);
        /* HTML's own names, which pages have in lower case. */
        if (!exact && tags[i].bearer == OPTIONAL)
            return;
        if (!exact)
            tell(judge, GOV_TAG_CASE, node, kept(judge, name), tags[i].name);
        else if (judge->meta[i])
            tell(judge, GOV_TAG_VALUE, node, tags[i].name,
                 BOTH("写了两次", "given twice"));
        else
            judge->meta[i] = node;
    }
}

static bool is_all(struct str text, const char *form)
{
    if (text.len != strlen(form))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (form[i] == '0' ? text.ptr[i] < '0' || text.ptr[i] > '9'
                           : text.ptr[i] != form[i])
            return false;
    return true;
}

static bool is_bare_host(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("/: ", text.ptr[i]))
            return false;
    return memchr(text.ptr, '.', text.len) != NULL;
}

/* Why a tag's value is not of its form; NULL where it is. */
static const char *value_fault(size_t tag, struct str value)
{
    if (value.len == 0)
        return BOTH("是空的", "empty");
    if (tag == PUB_DATE && !is_all(value, "0000-00-00 00:00"))
        return BOTH("应写成 2020-01-15 09:00",
                    "not of the form 2020-01-15 09:00");
    if (tag == SITE_CODE && !is_all(value, "0000000000") &&
        !is_all(value, "bm00000000"))
        return BOTH("应是 10 位数字，或 bm 加 8 位数字",
                    "neither ten digits nor bm and eight");
    if (tag == SITE_DOMAIN && !is_bare_host(value))
        return BOTH("只写域名，不带 http://",
                    "a host name alone, without http://");
    return NULL;
}

/* What a page is: the home page, a list, or an item. */
static enum bearer page_kind(const struct judge *judge)
{
    static const char *const list[] = {"map.html", "search.html", "404.html"};
    struct str base = path_base(str_of(judge->path));

    if (strcmp(judge->path, "index.html") == 0)
        return SITE;
    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
        if (str_is(base, list[i]))
            return COLUMN;
    if (str_is(base, "index.html") && !judge->meta[TITLE])
        return COLUMN;
    return CONTENT;
}

/* What was never set is told once, of the settings. */
static bool is_set(const struct judge *judge, const struct tag *tag)
{
    return !judge->config || tag->setting == 0 ||
           setting(judge->config, tag->setting).len > 0;
}

static void judge_tags(struct judge *judge)
{
    enum bearer kind = page_kind(judge);

    for (size_t i = 0; i < TAGS; i++) {
        if (!judge->meta[i]) {
            if (tags[i].bearer <= kind && is_set(judge, &tags[i]))
                tell(judge, GOV_TAG, judge->title, tags[i].name, NULL);
            continue;
        }
        const char *fault = value_fault(i, value_of(judge, i));
        if (fault)
            tell(judge, GOV_TAG_VALUE, judge->meta[i], tags[i].name, fault);
    }
}

/* ---- title ---- */

static const struct html_node *find_element(const struct html_node *root,
                                            const char *name)
{
    for (const struct html_node *at = root; at; at = html_next(root, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, name))
            return at;
    return NULL;
}

static void add_texts(const struct html_node *root, struct buf *out)
{
    for (const struct html_node *at = root; at; at = html_next(root, at))
        if (at->kind == HTML_TEXT)
            buf_str(out, at->text);
}

/* 标题_栏目_网站名称: the item's title first, column and site behind it. */
static void judge_title(struct judge *judge)
{
    struct str column = value_of(judge, COLUMN_NAME);
    struct str site = value_of(judge, SITE_NAME);
    struct buf text = {0};

    if (judge->title)
        add_texts(judge->title, &text);
    struct str title = str_trim(buf_view(&text));
    struct str item = value_of(judge, TITLE);
    if (page_kind(judge) == SITE) /* the home page is the column's */
        column = item = STR("");
    if (title.len == 0 || str_find(title, column) == SIZE_MAX ||
        str_find(title, site) == SIZE_MAX ||
        (item.len && str_find(title, item) != 0))
        tell(judge, GOV_TITLE, judge->title, kept(judge, title), NULL);
    buf_free(&text);
}

/* ---- footer ---- */

/* What a footer has to say, and the words that other sites say it with. */
static const struct item {
    const char *name;
    size_t setting; /* offset of a struct str in struct config */
    bool is_link;
    const char *words[3];
} items[] = {
    {"主办单位", offsetof(struct config, site.organisation), false, {"主办"}},
    {"联系方式",
     offsetof(struct config, site.contact),
     false,
     {"联系", "电话", "邮箱"}},
    {"网站标识码",
     offsetof(struct config, gov.site_id_code),
     false,
     {"标识码"}},
    {"ICP备案号", offsetof(struct config, gov.icp), false, {"ICP备"}},
    {"公安机关备案号",
     offsetof(struct config, gov.police),
     false,
     {"公网安备"}},
    {"党政机关标识",
     offsetof(struct config, gov.party_badge),
     true,
     {"党政机关"}},
    {"我为政府网站找错",
     offsetof(struct config, gov.report_error_url),
     true,
     {"找错"}},
};

#define ITEMS (sizeof(items) / sizeof(items[0]))

static bool has_link(const struct html_node *root, struct str address)
{
    for (const struct html_node *at = root; at; at = html_next(root, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, "a") &&
            str_equal(html_value(at, "href"), address))
            return true;
    return false;
}

static bool says(const struct judge *judge, const struct html_node *footer,
                 struct str text, const struct item *item)
{
    if (judge->config) {
        struct str wanted = setting(judge->config, item->setting);
        if (wanted.len == 0)
            return true; /* told once, of the settings */
        return item->is_link ? has_link(footer, wanted)
                             : str_find(text, wanted) != SIZE_MAX;
    }
    for (size_t i = 0; i < 3 && item->words[i]; i++)
        if (str_find(text, str_of(item->words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Old pages have no <footer>: then the whole page is looked at. */
static void judge_footer(struct judge *judge)
{
    const struct html_node *footer = find_element(judge->root, "footer");
    struct buf text = {0};

    if (!footer)
        footer = judge->root;
    add_texts(footer, &text);
    for (size_t i = 0; i < ITEMS; i++)
        if (!says(judge, footer, buf_view(&text), &items[i]))
            tell(judge, GOV_FOOTER, judge->title, items[i].name, NULL);
    buf_free(&text);
}

/* An old address leads on before anybody reads it. */
static bool is_redirect(const struct html_node *root)
{
    for (const struct html_node *at = root; at; at = html_next(root, at)) {
        struct str what =
            at->kind == HTML_ELEMENT ? html_value(at, "http-equiv") : STR("");
        if (what.len == strlen("refresh") &&
            strncasecmp(what.ptr, "refresh", what.len) == 0)
            return true;
    }
    return false;
}

void gov_page(const char *path, const char *told, struct str bytes,
              const struct config *config, struct diags *diags)
{
    struct judge judge = {.path = path, .config = config, .diags = diags};
    struct diags quiet = {0}; /* what is wrong with its HTML is told before */
    struct html html;

    if (!str_ends(str_of(path), ".html") && !str_ends(str_of(path), ".htm"))
        return;
    judge.source = source_new(&judge.arena, told, bytes);
    if (html_read(&judge.arena, judge.source, &html, &quiet) &&
        !is_redirect(html.root)) {
        judge.root = html.root;
        for (const struct html_node *at = html.root; at;
             at = html_next(html.root, at))
            if (at->kind == HTML_ELEMENT && str_is(at->name, "meta"))
                take_meta(&judge, at);
        judge.title = find_element(html.root, "title");
        judge_tags(&judge);
        judge_title(&judge);
        judge_footer(&judge);
    }
    diags_free(&quiet);
    arena_free(&judge.arena);
}

void gov_settings(const struct config *config, struct diags *diags)
{
    static const struct {
        const char *key, *tag;
        size_t offset;
    } wanted[] = {
        {"[gov] site_name", "页面标签 SiteName",
         offsetof(struct config, gov.site_name)},
        {"[gov] site_domain", "页面标签 SiteDomain",
         offsetof(struct config, gov.site_domain)},
        {"[gov] site_id_code", "页面标签 SiteIDCode，页脚：网站标识码",
         offsetof(struct config, gov.site_id_code)},
        {"[gov] column_name", "页面标签 ColumnName",
         offsetof(struct config, gov.column_name)},
        {"[gov] column_description", "页面标签 ColumnDescription",
         offsetof(struct config, gov.column_description)},
        {"[gov] column_keywords", "页面标签 ColumnKeywords",
         offsetof(struct config, gov.column_keywords)},
        {"[site] organisation", "页脚：主办单位",
         offsetof(struct config, site.organisation)},
        {"[site] contact", "页脚：联系方式",
         offsetof(struct config, site.contact)},
        {"[gov] icp", "页脚：ICP备案号", offsetof(struct config, gov.icp)},
        {"[gov] police", "页脚：公安机关备案号",
         offsetof(struct config, gov.police)},
        {"[gov] party_badge", "页脚：党政机关标识",
         offsetof(struct config, gov.party_badge)},
        {"[gov] report_error_url", "页脚：我为政府网站找错",
         offsetof(struct config, gov.report_error_url)},
    };

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        if (setting(config, wanted[i].offset).len == 0)
            diag_path(diags, GOV_SETTING, "config.ini", wanted[i].key,
                      wanted[i].tag);
}
