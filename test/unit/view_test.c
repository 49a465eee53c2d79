#include "../test.h"

#include "../../gen/base/diag.h"
#include "../../gen/base/path.h"
#include "../../gen/pages/page.h"
#include "../../gen/pages/sentence.h"
#include "../../gen/pages/template.h"
#include "../../gen/pages/theme.h"
#include "../../gen/pages/view.h"
#include "../../gen/pages/desk.h"
#include "../../gen/pages/words.h"
#include "../../gen/read/ini.h"
#include "../../gen/read/loaded.h"
#include "../../gen/report/config.h"
#include "../../gen/report/target.h"

#include <stdlib.h>
#include <string.h>

#define THEME "themes/default/"

static const char *const template_names[] = {
    "base",
    "home",
    "map",
    "missing",
    "plain",
    "report",
    "section",
    "all",
    "targets",
    "redirect",
    "parts/crumbs",
    "parts/entry",
    "parts/side",
    "parts/contents",
    "parts/facts",
    "parts/figures",
    "parts/steps",
    "parts/sheets",
    "parts/pages",
    "parts/byline",
    "parts/downloads",
    "results",
    "digest",
    "parts/chart",
    "parts/records",
    "parts/item",
    "parts/title",
    "parts/villages",
    "parts/below",
};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* A small site: one report of two chapters, the second with one section that
 * states two targets; one plain page; one old address. */
struct story {
    struct arena arena;
    struct desk desk;
    struct diags diags;
    struct config config;
    struct theme theme;
    struct source *source;
    struct paper paper, about;
    struct section section[3];
    struct record record[3];
    struct records records;
    struct report report;
    struct report *list[1];
    struct plain_page plain[1];
    struct redirect redirect[1];
    struct site site;
    struct page page;
    struct buf out;
};

static struct source *load(struct story *story, const char *path)
{
    size_t len = 0;
    char *text = test_file(path, &len);
    struct source *source =
        source_load(&story->arena, path, (struct str){text ? text : "", len},
                    &story->diags);

    free(text);
    return source;
}

static void add_words(struct story *story, const char *path)
{
    struct ini_file words = {0};
    struct source *source = load(story, path);

    story->theme.words = value_map(&story->arena);
    if (!source ||
        !ini_read(source, &story->arena, &words, WORDS_SYNTAX, &story->diags))
        return;
    for (size_t i = 0; i < words.len; i++)
        value_set(&story->arena, story->theme.words,
                  arena_copy(&story->arena, words.entry[i].key.ptr,
                             words.entry[i].key.len),
                  value_text(&story->arena, words.entry[i].value));
}

static void add_theme(struct story *story, const char *words)
{
    struct arena *arena = &story->arena;

    story->theme.templates = templates_new(arena, TEMPLATE_THEME);
    for (size_t i = 0; i < LEN(template_names); i++) {
        const char *name = template_names[i];
        struct source *source =
            load(story, arena_format(arena, THEME "%s.html", name));
        if (source)
            templates_add(story->theme.templates, str_of(name), source,
                          &story->diags);
    }
    templates_check(story->theme.templates, &story->diags);
    add_words(story, words);
    story->theme.css = STR("p{color:red}");
}

static struct node *add_node(struct story *story, struct node *parent,
                             enum node_kind kind, const char *text)
{
    struct node *node = node_new(&story->arena, kind);

    node->text = str_of(text);
    node_append(parent, node);
    return node;
}

static struct node *add_heading(struct story *story, int level,
                                const char *text)
{
    struct node *heading =
        add_node(story, story->paper.doc->root, NODE_HEADING, "");

    heading->level = (uint8_t)level;
    add_node(story, heading, NODE_TEXT, text);
    return heading;
}

/* "投资增长**7%**以上，收入增长5%。" */
static struct node *add_promise(struct story *story)
{
    struct node *block =
        add_node(story, story->paper.doc->root, NODE_PARAGRAPH, "");

    add_node(story, block, NODE_TEXT, "投资增长");
    struct node *strong = add_node(story, block, NODE_STRONG, "");
    add_node(story, strong, NODE_TEXT, "7%");
    add_node(story, block, NODE_TEXT, "以上，收入增长5%。");
    return block;
}

static struct doc *new_doc(struct story *story)
{
    struct doc *doc = arena_new(&story->arena, sizeof(*doc));

    doc->source = story->source;
    doc->root = node_new(&story->arena, NODE_DOCUMENT);
    return doc;
}

static void add_sections(struct story *story)
{
    struct node *one = add_heading(story, 2, "一、总结");
    struct node *text =
        add_node(story, story->paper.doc->root, NODE_PARAGRAPH, "");
    add_node(story, text, NODE_TEXT, "去年<好>。");
    struct node *two = add_heading(story, 2, "二、计划");
    struct node *part = add_heading(story, 3, "（六）目标");
    struct node *block = add_promise(story);

    story->section[0] = (struct section){.paper = &story->paper,
                                         .name = "r01",
                                         .number = STR("一、"),
                                         .title = STR("总结"),
                                         .heading = one,
                                         .first = text,
                                         .end = two,
                                         .line = 1,
                                         .column = 1};
    story->section[1] = (struct section){.paper = &story->paper,
                                         .name = "r02",
                                         .number = STR("二、"),
                                         .title = STR("计划"),
                                         .heading = two,
                                         .first = part,
                                         .end = part,
                                         .line = 3,
                                         .column = 1};
    story->section[2] = (struct section){.paper = &story->paper,
                                         .chapter = &story->section[1],
                                         .name = "r0206",
                                         .number = STR("（六）"),
                                         .title = STR("目标"),
                                         .heading = part,
                                         .first = block,
                                         .line = 4,
                                         .column = 1};
}

static void add_record(struct story *story, enum record_kind kind,
                       const char *indicator, const char *quote, size_t from)
{
    struct records *all = &story->records;

    all->item[all->len++] = (struct record){.kind = kind,
                                            .measure = MEASURE_GROWTH,
                                            .op = OP_LEAST,
                                            .has_value = true,
                                            .value = 7,
                                            .indicator = str_of(indicator),
                                            .unit = STR("%"),
                                            .by = STR("2020"),
                                            .quote = str_of(quote),
                                            .place = {story->source, 5, 1},
                                            .line = 5,
                                            .block = story->section[2].first,
                                            .from = from,
                                            .len = strlen(quote)};
}

static void add_records(struct story *story)
{
    story->records.item = story->record;
    add_record(story, RECORD_RESULT, "旧事", "投资", 0);
    add_record(story, RECORD_TARGET, "投资", "投资增长7%以上", 0);
    add_record(story, RECORD_TARGET, "收入", "收入增长5%",
               strlen("投资增长7%以上，"));
}

static void add_site(struct story *story)
{
    story->report = (struct report){.id = "2020",
                                    .paper = {&story->paper, NULL},
                                    .title = STR("工作总结和计划"),
                                    .org = STR("某镇"),
                                    .year = 2020,
                                    .published = {2020, 1, 5, 9, 0},
                                    .section = story->section,
                                    .sections = LEN(story->section),
                                    .targets = &story->records,
                                    .promises = true,
                                    .results = true};
    story->list[0] = &story->report;
    story->plain[0] =
        (struct plain_page){&story->about, "about.html", STR("关于")};
    story->redirect[0] = (struct redirect){
        "2019/r01.html", "2020/index.html", {story->source, 1, 1}};
    story->site = (struct site){.config = &story->config,
                                .report = story->list,
                                .reports = 1,
                                .plain = story->plain,
                                .plains = 1,
                                .redirect = story->redirect,
                                .redirects = 1};
}

static void begin_in(struct story *story, const char *words)
{
    struct arena *arena = &story->arena;

    config_init(&story->config, arena);
    story->source = source_new(arena, "content/2020/report.md",
                               STR("一\n\n二\n六\n目标\n"));
    story->paper = (struct paper){.path = "content/2020/report.md",
                                  .source = story->source};
    story->paper.doc = new_doc(story);
    story->about =
        (struct paper){.path = "content/about.md", .source = story->source};
    story->about.doc = new_doc(story);
    struct node *text =
        add_node(story, story->about.doc->root, NODE_PARAGRAPH, "");
    add_node(story, text, NODE_TEXT, "关于本站。");
    add_theme(story, words);
    add_sections(story);
    add_records(story);
    add_site(story);
}

static void begin(struct story *story)
{
    begin_in(story, THEME "words.zh-CN.ini");
}

static const char *show(struct story *story, enum page_kind kind,
                        const char *path, const struct section *section)
{
    bool of_report = kind == PAGE_REPORT || kind == PAGE_SECTION ||
                     kind == PAGE_ALL || kind == PAGE_TARGETS ||
                     kind == PAGE_RESULTS || kind == PAGE_DIGEST ||
                     kind == PAGE_TARGETS_CSV || kind == PAGE_TARGETS_JSON;

    story->page = (struct page){.path = path,
                                .kind = kind,
                                .report = of_report ? &story->report : NULL};
    if (kind == PAGE_SECTION)
        story->page.section = section;
    if (kind == PAGE_PLAIN)
        story->page.plain = story->plain;
    if (kind == PAGE_REDIRECT)
        story->page.redirect = story->redirect;
    CHECK(view_page(&story->page, &story->site, &story->theme, &story->desk,
                    &story->out, &story->diags));
    return story->out.data;
}

static void end(struct story *story)
{
    struct diag_style style = {.lang = LANG_EN};
    struct buf told = {0};

    diags_print(&story->diags, &style, &told);
    CHECK_STR(told.data ? told.data : "", "");
    buf_free(&told);
    buf_free(&story->out);
    diags_free(&story->diags);
    desk_free(&story->desk);
    arena_free(&story->arena);
}

static bool has(const char *page, const char *text)
{
    return page && strstr(page, text);
}

static const struct {
    enum page_kind kind;
    const char *path;
    int section; /* -1: none */
} pages[] = {
    {PAGE_HOME, "index.html", -1},
    {PAGE_MAP, "map.html", -1},
    {PAGE_MISSING, "404.html", -1},
    {PAGE_PLAIN, "about.html", -1},
    {PAGE_REPORT, "2020/index.html", -1},
    {PAGE_SECTION, "2020/r01.html", 0},
    {PAGE_SECTION, "2020/r02.html", 1},
    {PAGE_SECTION, "2020/r0206.html", 2},
    {PAGE_ALL, "2020/all.html", -1},
    {PAGE_TARGETS, "2020/targets.html", -1},
    {PAGE_RESULTS, "2020/results.html", -1},
    {PAGE_DIGEST, "2020/digest.html", -1},
    {PAGE_REDIRECT, "2019/r01.html", -1},
};

static const char *show_nth(struct story *story, size_t i)
{
    int section = pages[i].section;

    return show(story, pages[i].kind, pages[i].path,
                section < 0 ? NULL : &story->section[section]);
}

TEST(every_kind_of_page_is_shown_and_knows_all_its_names)
{
    struct story story = {0};

    begin(&story);
    for (size_t i = 0; i < LEN(pages); i++) {
        const char *page = show_nth(&story, i);
        test_case(has(page, "<!DOCTYPE html>") && has(page, "</html>") &&
                      has(page, "<main") && has(page, "lang=\"zh-CN\""),
                  pages[i].path, "not a whole page");
    }
    end(&story);
}

TEST(every_page_is_shown_in_english_too)
{
    struct story story = {0};

    begin_in(&story, THEME "words.en.ini");
    story.config.site.language = STR("en");
    for (size_t i = 0; i < LEN(pages); i++)
        test_case(has(show_nth(&story, i), "lang=\"en\""), pages[i].path,
                  "not in English");
    end(&story);
}

/* Every href and src of `page`, told to `judge`. */
static void each_link(struct story *story, const char *page,
                      void (*judge)(struct story *, const char *))
{
    static const char *const names[] = {" href=\"", " src=\""};

    for (size_t i = 0; i < LEN(names); i++)
        for (const char *at = page; (at = strstr(at, names[i]));) {
            at += strlen(names[i]);
            judge(story, arena_copy(&story->arena, at, strcspn(at, "\"")));
        }
}

static void judge_link(struct story *story, const char *link)
{
    struct str path = {link, strcspn(link, "#")};
    char *to = path_resolve(&story->arena, story->page.path, path);
    bool file = path.len == 0 || path_ending(path).len > 0;

    test_case(link[0] != '/' && !strstr(link, "//") && to && file,
              story->page.path, "link %s", link);
}

TEST(links_are_relative_and_name_a_file)
{
    struct story story = {0};

    begin(&story);
    for (size_t i = 0; i < LEN(pages); i++)
        each_link(&story, show_nth(&story, i), judge_link);
    end(&story);
}

TEST(tags_go_by_the_kind_of_page)
{
    struct story story = {0};

    begin(&story);
    story.config.gov.site_name = STR("某县人民政府");
    story.config.gov.site_domain = STR("www.example.gov.cn");
    story.config.gov.site_id_code = STR("3708280000");
    story.config.gov.column_name = STR("某镇报告");
    const char *home = show(&story, PAGE_HOME, "index.html", NULL);
    CHECK(has(home, "<meta name=\"SiteName\" content=\"某县人民政府\">"));
    CHECK(!has(home, "ArticleTitle"));
    const char *map = show(&story, PAGE_MAP, "map.html", NULL);
    CHECK(has(map, "<meta name=\"ColumnType\" content=\"某镇报告\">"));
    CHECK(!has(map, "PubDate"));
    const char *page =
        show(&story, PAGE_SECTION, "2020/r0206.html", &story.section[2]);
    CHECK(has(page, "<meta name=\"SiteIDCode\" content=\"3708280000\">"));
    CHECK(has(page, "<meta name=\"ArticleTitle\" content=\"（六）目标\">"));
    CHECK(has(page, "<meta name=\"PubDate\" content=\"2020-01-05 09:00\">"));
    CHECK(has(page, "<meta name=\"ContentSource\" content=\"某镇\">"));
    CHECK(has(page, "<title>（六）目标_某镇报告_某县人民政府</title>"));
    end(&story);
}

TEST(a_tag_without_a_value_is_left_out)
{
    struct story story = {0};

    begin(&story);
    story.config.site.title = STR("");
    story.report.published = (struct date){0};
    for (size_t i = 0; i < LEN(pages); i++) {
        const char *page = show_nth(&story, i);
        test_case(!has(page, "content=\"\"") && !has(page, "PubDate") &&
                      !has(page, "SiteName"),
                  pages[i].path, "has an empty tag");
    }
    end(&story);
}

TEST(sentence_and_row_lead_to_each_other)
{
    struct story story = {0};

    begin(&story);
    const char *page =
        show(&story, PAGE_SECTION, "2020/r0206.html", &story.section[2]);
    CHECK(has(page, "id=\"t01s\""));
    CHECK(has(page, "href=\"targets.html#t01\""));
    CHECK(has(page, "id=\"t02s\""));
    const char *table = show(&story, PAGE_TARGETS, "2020/targets.html", NULL);
    CHECK(has(table, "<tr id=\"t01\">"));
    CHECK(has(table, "href=\"r0206.html#t01s\">投资增长7%以上</a>"));
    CHECK(has(table, "增长不低于"));
    CHECK(!has(table, "旧事"));
    end(&story);
}

TEST(a_result_has_a_row_that_leads_to_its_sentence)
{
    struct story story = {0};

    begin(&story);
    const char *table = show(&story, PAGE_RESULTS, "2020/results.html", NULL);
    CHECK(has(table, "<tr id=\"f01\">"));
    CHECK(has(table, "旧事"));
    CHECK(!has(table, "id=\"t01\""));
    CHECK(has(table, "href=\"r0206.html#t01s\">投资</a>"));
    end(&story);
}

TEST(a_digest_leads_to_the_rows_it_was_made_of)
{
    struct story story = {0};

    begin(&story);
    const char *page = show(&story, PAGE_DIGEST, "2020/digest.html", NULL);
    CHECK(has(page, "href=\"targets.html#t01\">投资</a>"));
    CHECK(has(page, "href=\"digest.svg\""));
    CHECK(has(page, "<h1><span class=\"phrase\">一图读懂</span>"
                    "<span class=\"phrase\">某镇2020年报告</span></h1>"));
    end(&story);
}

TEST(a_clause_over_three_nodes_has_three_marks_and_one_link_back)
{
    struct story story = {0};
    struct sentence_links links = {"targets.html", STR("目标{1}"),
                                   STR("目标{1}至{2}")};
    size_t len = 0;

    begin(&story);
    struct promises all = promises_new(&story.arena, &story.report, &links);
    const struct render_mark *mark =
        promises_marks(&all, &story.section[2], &len);
    CHECK_INT(all.len, 2);
    CHECK_INT(len, 4);
    CHECK_STR(mark[0].id, "t01s");
    CHECK(!mark[0].last && !mark[1].last && mark[2].last && mark[3].last);
    CHECK(!mark[1].id && !mark[2].id);
    CHECK_INT(mark[2].to, strlen("以上"));
    CHECK_STR(mark[2].label, "目标1");
    CHECK_STR(mark[3].id, "t02s");
    CHECK_INT(mark[3].from, strlen("以上，"));
    end(&story);
}

TEST(records_of_one_clause_share_its_mark)
{
    struct story story = {0};
    struct sentence_links links = {"targets.html", STR("目标{1}"),
                                   STR("目标{1}至{2}")};
    size_t len = 0;

    begin(&story);
    story.record[2].from = story.record[1].from;
    story.record[2].len = story.record[1].len;
    struct promises all = promises_new(&story.arena, &story.report, &links);
    const struct render_mark *mark =
        promises_marks(&all, &story.section[2], &len);
    CHECK_INT(all.stretches, 1);
    CHECK_INT(len, 3);
    CHECK_STR(mark[2].label, "目标1至2");
    CHECK_STR(mark[2].href, "targets.html#t01");
    end(&story);
}

TEST(neighbours_are_called_by_name)
{
    struct story story = {0};

    begin(&story);
    const char *page =
        show(&story, PAGE_SECTION, "2020/r02.html", &story.section[1]);
    CHECK(has(page, "<b>一、总结</b>"));
    CHECK(has(page, "<b>（六）目标</b>"));
    CHECK(has(page, "aria-current=\"page\""));
    end(&story);
}

TEST(the_whole_text_has_an_anchor_for_each_section)
{
    struct story story = {0};

    begin(&story);
    const char *page = show(&story, PAGE_ALL, "2020/all.html", NULL);
    CHECK(has(page, "<h2 id=\"r01\">"));
    CHECK(has(page, "<h3 id=\"r0206\">"));
    CHECK(has(page, "href=\"#r0206\""));
    CHECK(has(page, "去年&lt;好&gt;。"));
    end(&story);
}

TEST(an_old_address_leads_on_by_a_relative_link)
{
    struct story story = {0};

    begin(&story);
    const char *page = show(&story, PAGE_REDIRECT, "2019/r01.html", NULL);
    CHECK(has(page, "content=\"0; url=../2020/index.html\""));
    end(&story);
}

TEST(a_report_without_targets_offers_no_table)
{
    struct story story = {0};

    begin(&story);
    story.records.len = 1; /* the result alone */
    story.report.promises = false;
    for (size_t i = 0; i < LEN(pages); i++)
        if (pages[i].kind != PAGE_TARGETS)
            test_case(!has(show_nth(&story, i), "targets.html"), pages[i].path,
                      "leads to a table of targets");
    end(&story);
}

TEST(a_draft_says_so_on_all_its_pages)
{
    struct story story = {0};

    begin(&story);
    CHECK(!has(show(&story, PAGE_REPORT, "2020/index.html", NULL),
               "class=\"draft\""));
    story.report.draft = true;
    for (size_t i = 4; i < 12; i++)
        test_case(has(show_nth(&story, i), "class=\"draft\""), pages[i].path,
                  "does not say that it is a draft");
    end(&story);
}

TEST(towns_are_grouped_on_the_home_page)
{
    struct story story = {0};
    struct report other;

    begin(&story);
    story.report.id = "xinglong/2020";
    other = story.report;
    other.id = "xinglong/2019";
    other.year = 2019;
    struct report *both[] = {&story.report, &other};
    story.site.report = both;
    story.site.reports = 2;
    const char *home = show(&story, PAGE_HOME, "index.html", NULL);
    CHECK(has(home, "<h3>某镇</h3>"));
    CHECK(has(home, "href=\"xinglong/2019/index.html\""));
    CHECK(!strstr(strstr(home, "<h3>某镇</h3>") + 1, "<h3>"));
    end(&story);
}

/* The one data block there is, with the name of its vocabulary. */
static const char *without_data(struct story *story, const char *page)
{
    const char *from =
        page ? strstr(page, "<script type=\"application/ld") : NULL;
    const char *to = from ? strstr(from, "</script>") : NULL;

    return to ? arena_format(&story->arena, "%.*s%s", (int)(from - page), page,
                             to + strlen("</script>"))
              : page;
}

/* Whether all scripts that `page` runs are that of large print. */
static bool runs_large_print_alone(const char *page)
{
    while (page && (page = strstr(page, "<script"))) {
        size_t len = strcspn(page, ">");
        struct str tag = {page, len};
        if (!str_ends(tag, "js/large.js\" defer"))
            return false;
        page += len;
    }
    return true;
}

TEST(no_page_runs_more_than_large_print_or_asks_another_host)
{
    struct story story = {0};

    begin(&story);
    for (size_t i = 0; i < LEN(pages); i++) {
        const char *page = without_data(&story, show_nth(&story, i));
        test_case(runs_large_print_alone(page) && !has(page, "http://") &&
                      !has(page, "https://") && has(page, "default-src 'none'"),
                  pages[i].path, "has a script or another host");
    }
    end(&story);
}

TEST(without_large_print_no_page_runs_a_script_or_may)
{
    struct story story = {0};

    begin(&story);
    story.config.theme.large_print = false;
    for (size_t i = 0; i < LEN(pages); i++) {
        const char *page = without_data(&story, show_nth(&story, i));
        test_case(!has(page, "<script") && !has(page, "script-src"),
                  pages[i].path, "has a script or the right to one");
    }
    end(&story);
}

TEST(the_pages_of_a_report_lead_to_each_other)
{
    struct story story = {0};

    begin(&story);
    const char *page = show(&story, PAGE_TARGETS, "2020/targets.html", NULL);
    CHECK(has(page, "<nav class=\"local\" aria-label=\"这份报告\">"));
    CHECK(has(page, "<a href=\"targets.html\" aria-current=\"page\">"));
    CHECK(has(page, "<a href=\"results.html\">完成情况</a>"));
    CHECK(!has(page, "progress.html")); /* there is no year before */
    CHECK(!has(show(&story, PAGE_HOME, "index.html", NULL), "class=\"local\""));
    end(&story);
}

TEST(the_map_has_the_headings_inside_a_section)
{
    struct story story = {0};
    const char *deep = "<li><a href=\"2020/r0206.html#h1\">小标题</a></li>";
    struct str below[] = {STR("小标题")};

    begin(&story);
    story.section[2].below = below;
    story.section[2].belows = 1;
    CHECK(has(show(&story, PAGE_MAP, "map.html", NULL), deep));
    CHECK(!has(show(&story, PAGE_HOME, "index.html", NULL), deep));
    end(&story);
}

TEST(words_take_their_arguments)
{
    struct arena arena = {0};

    struct str a = STR("a"), b = STR("bb"), none = STR("");
    CHECK_STR(words_fill(&arena, STR("{2}-{1}{"), a, b).ptr, "bb-a{");
    CHECK_STR(words_fill(&arena, STR("{1}{1}{2}"), a, b).ptr, "aabb");
    CHECK_STR(words_fill(&arena, STR("{{1}} {3} {1"), a, b).ptr, "{a} {3} {1");
    CHECK_STR(words_fill(&arena, STR("无{1}"), none, b).ptr, "无");
    CHECK_STR(words_fill(&arena, none, a, b).ptr, "");
    CHECK_INT(words_fill(&arena, STR("{2}年"), a, b).len, 5);
    arena_free(&arena);
}
