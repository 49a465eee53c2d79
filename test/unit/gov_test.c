#include "../../gen/pages/gov.h"

#include "../../gen/base/diag.h"
#include "../../gen/report/config.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <string.h>

#define SITE_TAGS                                                              \
    "<meta name=\"SiteName\" content=\"示例县\">"                           \
    "<meta name=\"SiteDomain\" content=\"www.example.gov.cn\">"                \
    "<meta name=\"SiteIDCode\" content=\"0000000000\">"
#define COLUMN_TAGS                                                            \
    "<meta name=\"ColumnName\" content=\"报告\">"                            \
    "<meta name=\"ColumnDescription\" content=\"各年报告\">"               \
    "<meta name=\"ColumnKeywords\" content=\"报告\">"                        \
    "<meta name=\"ColumnType\" content=\"工作动态\">"
#define CONTENT_TAGS                                                           \
    "<meta name=\"ArticleTitle\" content=\"总结\">"                          \
    "<meta name=\"PubDate\" content=\"2020-01-15 09:00\">"                     \
    "<meta name=\"ContentSource\" content=\"示例镇\">"
#define FOOT                                                                             \
    "<footer>主办单位：示例镇 联系电话：0000 网站标识码：0000000000 " \
    "示ICP备0号 示公网安备0号 <a href=\"x\">党政机关</a> "                  \
    "<a href=\"y\">我为政府网站找错</a></footer>"
#define PAGE(title, tags)                                                      \
    "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"     \
    "<title>" title "</title>" tags "</head><body><p>文。</p>" FOOT            \
    "</body></html>\n"

/* The codes and first arguments of what is told of a page, a line each. */
static void told(const char *path, const char *page,
                 const struct config *config, struct buf *out)
{
    struct diags diags = {0};

    gov_page(path, path, str_of(page), config, &diags);
    buf_cut(out, 0);
    buf_text(out, "");
    for (size_t i = 0; i < diags.len; i++)
        buf_format(out, "%s %s\n", diag_rule(diags.item[i].code)->name,
                   diags.item[i].a);
    diags_free(&diags);
}

static const struct {
    const char *name, *path, *page, *told;
} cases[] = {
    {"an item with its ten tags", "2020/r01.html",
     PAGE("总结_报告_示例县", SITE_TAGS COLUMN_TAGS CONTENT_TAGS), ""},
    {"a list needs seven", "map.html",
     PAGE("站点地图_报告_示例县", SITE_TAGS COLUMN_TAGS), ""},
    {"a home page needs three", "index.html", PAGE("示例县", SITE_TAGS), ""},
    {"an item without its own", "2020/r01.html",
     PAGE("总结_报告_示例县", SITE_TAGS COLUMN_TAGS),
     "gov-tag ArticleTitle\ngov-tag PubDate\ngov-tag ContentSource\n"},
    {"a list without the column's", "map.html",
     PAGE("站点地图_示例县", SITE_TAGS),
     "gov-tag ColumnName\ngov-tag ColumnDescription\n"
     "gov-tag ColumnKeywords\ngov-tag ColumnType\n"},
    {"a folder's front page is a list", "2020/index.html",
     PAGE("报告_示例县", SITE_TAGS COLUMN_TAGS), ""},
    {"an empty tag, a day without its minute", "index.html",
     PAGE("示例县", SITE_TAGS "<meta name=\"Keywords\" content=\" \">"
                              "<meta name=\"PubDate\" content=\"2020-01-15\">"),
     "gov-tag-value PubDate\ngov-tag-value Keywords\n"},
    {"wrong case, and so missing", "index.html",
     PAGE("示例县", "<meta name=\"sitename\" content=\"示例县\">"
                    "<meta name=\"SiteDomain\" content=\"http://x.cn/\">"
                    "<meta name=\"SiteIDCode\" content=\"12\">"),
     "gov-tag-case sitename\ngov-tag SiteName\ngov-tag-value SiteDomain\n"
     "gov-tag-value SiteIDCode\n"},
    {"HTML's own names in lower case are no page tags", "index.html",
     PAGE("示例县", SITE_TAGS "<meta name=\"description\" content=\"文\">"
                              "<meta name=\"author\" content=\"某\">"),
     ""},
    {"a tag that is given twice", "index.html",
     PAGE("示例县", SITE_TAGS SITE_TAGS),
     "gov-tag-value SiteName\ngov-tag-value SiteDomain\n"
     "gov-tag-value SiteIDCode\n"},
    {"a title of another form", "2020/r01.html",
     PAGE("示例县-总结", SITE_TAGS COLUMN_TAGS CONTENT_TAGS),
     "gov-title 示例县-总结\n"},
    {"an old address leads on", "old.html",
     "<!DOCTYPE html>\n<html><head><title>x</title>"
     "<meta http-equiv=\"Refresh\" content=\"0; url=a.html\"></head>"
     "<body><p>走</p></body></html>\n",
     ""},
    {"a style is no page", "css/site.css", "p{}", ""},
};

TEST(pages_bear_the_tags_of_their_kind)
{
    struct buf got = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        told(cases[i].path, cases[i].page, NULL, &got);
        test_case(strcmp(got.data, cases[i].told) == 0, cases[i].name,
                  "told:\n%s", got.data);
    }
    buf_free(&got);
}

TEST(a_ministrys_code_is_one_too)
{
    struct buf got = {0};

    told("index.html",
         PAGE("甲", "<meta name=\"SiteName\" content=\"甲\">"
                    "<meta name=\"SiteDomain\" content=\"www.gov.cn\">"
                    "<meta name=\"SiteIDCode\" content=\"bm01000001\">"),
         NULL, &got);
    CHECK_STR(got.data, "");
    buf_free(&got);
}

TEST(a_footer_says_what_the_settings_have_and_nothing_else_is_asked)
{
    struct arena arena = {0};
    struct config config;
    struct buf got = {0};

    config_init(&config, &arena);
    told("index.html", PAGE("示例县", ""), &config, &got);
    CHECK_STR(got.data, "");
    config.gov.icp = STR("示ICP备1号");
    config.gov.report_error_url = STR("y");
    config.gov.party_badge = STR("z");
    config.gov.site_name = STR("示例县");
    told("index.html", PAGE("示例县", ""), &config, &got);
    CHECK_STR(got.data, "gov-tag SiteName\ngov-footer ICP备案号\n"
                        "gov-footer 党政机关标识\n");
    buf_free(&got);
    arena_free(&arena);
}

TEST(settings_that_are_missing_are_told_each_by_its_key)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct config config;

    config_init(&config, &arena);
    gov_settings(&config, &diags);
    CHECK_INT(diags.len, 12);
    for (size_t i = 0; i < diags.len; i++)
        CHECK_STR(diag_rule(diags.item[i].code)->name, "gov-setting");
    diags_free(&diags);
    config.gov.icp = config.gov.police = STR("号");
    gov_settings(&config, &diags);
    CHECK_INT(diags.len, 10);
    diags_free(&diags);
    arena_free(&arena);
}

/* Our own pages, with everything set, leave nothing to tell. */
TEST(the_default_theme_keeps_the_rules)
{
    static const char *const path[] = {
        "index.html",       "map.html",         "search.html",
        "404.html",         "2020/index.html",  "2020/r01.html",
        "2020/all.html",    "2020/digest.html", "2020/targets.html",
        "2020/results.html"};
    struct shelf shelf;
    struct buf got = {0};

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md",
              "---\ntitle: 报告\nyear: 2020\npublished: 2020-01-15 09:00\n"
              "org: 示例镇\n---\n\n## 一、总结\n\n全年投资增长7%。\n\n"
              "## 二、计划\n\n新建桥梁2座。\n");
    shelf.config.site.organisation = STR("示例镇");
    shelf.config.site.contact = STR("0000");
    shelf.config.gov.site_name = STR("示例县");
    shelf.config.gov.site_domain = STR("www.example.gov.cn");
    shelf.config.gov.site_id_code = STR("0000000000");
    shelf.config.gov.column_name = STR("报告公开");
    shelf.config.gov.column_description = STR("各年的报告");
    shelf.config.gov.column_keywords = STR("报告");
    shelf.config.gov.icp = STR("示ICP备0号");
    shelf.config.gov.police = STR("示公网安备0号");
    shelf.config.gov.party_badge = STR("https://bszs.example.gov.cn/a?b=1&c");
    shelf.config.gov.report_error_url = STR("https://find.example.gov.cn/");
    CHECK(shelf_update(&shelf));
    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
        const char *page = shelf_page(&shelf, path[i]);
        told(path[i], page ? page : "", &shelf.config, &got);
        test_case(page && strcmp(got.data, "") == 0, path[i], "told:\n%s",
                  got.data);
    }
    buf_free(&got);
    shelf_free(&shelf);
}
