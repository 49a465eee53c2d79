#include "../../gen/report/site.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <string.h>

#define HEAD "---\ntitle: 报告\nyear: 2020\n---\n\n"

/* Content of content/2020/report.md, and what is told of it: a piece of the
 * first line. NULL: nothing is wrong. */
static const struct {
    const char *name, *text, *told;
} reports[] = {
    {"chapters and sections", HEAD "## 一、甲\n\n### （一）乙\n\n文。\n", NULL},
    {"part of a report", HEAD "## 一、甲\n\n### （六）乙\n\n文。\n", NULL},
    {"no number", HEAD "## 甲\n\n文。\n\n## 乙\n\n文。\n", NULL},
    {"two of one number", HEAD "## 一、甲\n\n文。\n\n## 一、乙\n\n文。\n",
     "content/2020/report.md:10:1: error: 2020/r01.html is already the address "
     "of content/2020/report.md:6 [name-twice]"},
    {"own name", HEAD "## 一、甲 {#roads}\n\n文。\n\n## 一、乙\n\n文。\n",
     NULL},
    {"own name that cannot be", HEAD "## 一、甲 {#Roads}\n\n文。\n", "[name]"},
    {"own name of a device", HEAD "## 一、甲 {#con}\n\n文。\n", "[name]"},
    {"own name of a page", HEAD "## 一、甲 {#targets}\n\n文。\n", "[name]"},
    {"own name with a slash", HEAD "## 一、甲 {#../x}\n\n文。\n", "[name]"},
    {"own name too deep", HEAD "## 一、甲\n\n### （一）乙\n\n#### 丙 {#x}\n",
     "[name]"},
    {"skipped level", HEAD "## 一、甲\n\n#### 1. 乙\n\n文。\n",
     "report.md:8:1: error: heading level"},
    {"section before any chapter", HEAD "### （六）甲\n\n文。\n", "[outline]"},
    {"deep heading first", HEAD "#### 甲\n\n文。\n\n## 一、乙\n", "[outline]"},
    {"two titles", HEAD "# 甲\n\n## 一、乙\n\n文。\n\n# 丙\n", "[outline]"},
    {"no headings", HEAD "只有文字。\n", "[no-headings]"},
    {"no title", "---\nyear: 2020\n---\n\n## 一、甲\n\n文。\n", "[title]"},
    {"title from the heading",
     "---\nyear: 2020\n---\n\n# 题\n\n## 一、甲\n\n文。\n", NULL},
    {"dead link", HEAD "## 一、甲\n\n见[乙](../2018/report.md)。\n",
     "report.md:8:2: error: no such page: ../2018/report.md [dead-link]"},
    {"dead page", HEAD "## 一、甲\n\n[乙](r09.html)\n", "[dead-link]"},
    {"live page", HEAD "## 一、甲\n\n[乙](r01.html)\n", NULL},
    {"dead anchor", HEAD "## 一、甲\n\n[乙](#r09)\n", "[dead-anchor]"},
    {"live anchor", HEAD "## 一、甲\n\n[乙](#r01)\n", NULL},
    {"outside", HEAD "## 一、甲\n\n![乙](../../../etc/passwd)\n", "[outside]"},
    {"absolute", HEAD "## 一、甲\n\n[乙](/etc/passwd)\n", "[outside]"},
    {"missing picture", HEAD "## 一、甲\n\n![乙](x.png)\n", "[asset]"},
    {"picture that is none", HEAD "## 一、甲\n\n![乙](fake.png)\n", "[asset]"},
    {"empty picture", HEAD "## 一、甲\n\n![乙](empty.png)\n", "[asset]"},
    {"program", HEAD "## 一、甲\n\n[乙](a.exe)\n", "[asset]"},
    {"picture", HEAD "## 一、甲\n\n![乙](road.png)\n", NULL},
    {"picture with a Chinese name", HEAD "## 一、甲\n\n![乙](道路.PNG)\n",
     NULL},
    {"picture with an encoded name",
     HEAD "## 一、甲\n\n![乙](%E9%81%93%E8%B7%AF.PNG)\n", NULL},
    {"folder of a report", HEAD "## 一、甲\n\n[乙](../2020/)\n", NULL},
    {"folder of none", HEAD "## 一、甲\n\n[乙](../2017/)\n", "[dead-link]"},
    {"link to a draft", HEAD "## 一、甲\n\n[乙](../draft.md)\n",
     "[draft-link]"},
};

static void fill(struct shelf *shelf, const char *text)
{
    /* One black dot. */
    static const char dot[] =
        "\211PNG\r\n\032\n\000\000\000\015IHDR\000\000\000\001\000\000\000\001"
        "\010\000\000\000\000\072\176\233\125\000\000\000\012IDAT\170\332\143"
        "\140"
        "\000\000\000\002\000\001\345\047\336\374\000\000\000\000IEND\256\102"
        "\140\202";
    const struct str png = {dot, sizeof(dot) - 1};

    fake_file(shelf->disk, "content/2020/report.md", text);
    fake_bytes(shelf->disk, "content/2020/road.png", png);
    fake_bytes(shelf->disk, "content/2020/道路.PNG", png);
    fake_file(shelf->disk, "content/2020/fake.png", "<html>");
    fake_file(shelf->disk, "content/2020/empty.png", "");
    fake_file(shelf->disk, "content/2020/a.exe", "MZ");
    fake_file(shelf->disk, "content/draft.md",
              "---\ntitle: 草稿\ndraft: true\n---\n\n文。\n");
}

TEST(reports_are_joined_or_refused_with_their_place)
{
    for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
        struct shelf shelf;
        shelf_init(&shelf);
        fill(&shelf, reports[i].text);
        bool good = shelf_update(&shelf);
        const char *told = shelf_told(&shelf), *wanted = reports[i].told;
        test_case(wanted ? !good && strstr(told, wanted) : good && !told[0],
                  reports[i].name, "told:\n%s", told);
        shelf_free(&shelf);
    }
}

TEST(numbers_in_headings_make_the_names)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf,
         HEAD "前言。\n\n## 三、甲\n\n### （六）乙\n\n文。\n\n### 丙\n\n"
              "文。\n\n## 四、丁 {#plan}\n\n文。\n");
    CHECK(shelf_update(&shelf));
    CHECK(shelf_page(&shelf, "2020/r00.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/r03.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/r0306.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/r0307.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/plan.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/r04.html") == NULL);
    shelf_free(&shelf);
}

TEST(summary_and_plan_have_letters_of_their_own)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/summary.md",
              "---\ntitle: 总结\nyear: 2019\n---\n\n## 一、甲\n\n文。\n");
    fake_file(shelf.disk, "content/2020/plan.md",
              "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、乙\n\n文。\n");
    CHECK(shelf_update(&shelf));
    CHECK(shelf_page(&shelf, "2020/s01.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/p01.html") != NULL);
    shelf_free(&shelf);
}

TEST(several_towns_live_in_one_site)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/xinglong/2020/report.md",
              HEAD "## 一、甲\n\n文。\n");
    fake_file(shelf.disk, "content/huayuan/2020/report.md",
              HEAD "## 一、甲\n\n文。\n");
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    CHECK(shelf_page(&shelf, "xinglong/2020/r01.html") != NULL);
    CHECK(shelf_page(&shelf, "huayuan/2020/r01.html") != NULL);
    shelf_free(&shelf);
}

TEST(an_old_address_leads_to_the_new_one)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md",
              "---\ntitle: 报告\nyear: 2020\naliases: [old/r01.html]\n---\n\n"
              "## 一、甲\n\n文。\n");
    CHECK(shelf_update(&shelf));
    const char *page = shelf_page(&shelf, "old/r01.html");
    CHECK(page && strstr(page, "http-equiv=\"refresh\"") &&
          strstr(page, "../2020/index.html"));
    shelf_free(&shelf);
}

/* One stray or clashing file beside a good report. */
static const struct {
    const char *path, *text, *told;
} strays[] = {
    {"content/2020/notes.md", "文\n", "[stray-file]"},
    {"content/2020/sub/notes.md", "文\n", "[stray-file]"},
    {"content/2020/plan.md", HEAD "## 一、甲\n", "[both-forms]"},
    {"content/关于.md", "# 关于\n\n文\n", "[name]"},
    {"content/About.md", "# 关于\n\n文\n", "[name]"},
    {"content/index.md", "# 关于\n\n文\n", "[name-twice]"},
    {"content/css/report.md", HEAD "## 一、甲\n", "[name]"},
    {"content/a/b/2020/report.md", HEAD "## 一、甲\n\n文\n", "[name]"},
    {"content/old.md", "---\ntitle: 旧\naliases: [index.html]\n---\n\n文\n",
     "[name-twice]"},
    {"content/old.md", "---\ntitle: 旧\naliases: [../x.html]\n---\n\n文\n",
     "[alias]"},
    {"content/old.md", "---\ntitle: 旧\naliases: [x.php]\n---\n\n文\n",
     "[alias]"},
};

TEST(files_in_the_wrong_place_are_told)
{
    for (size_t i = 0; i < sizeof(strays) / sizeof(strays[0]); i++) {
        struct shelf shelf;
        shelf_init(&shelf);
        fill(&shelf, HEAD "## 一、甲\n\n文。\n");
        fake_file(shelf.disk, strays[i].path, strays[i].text);
        bool good = shelf_update(&shelf);
        test_case(!good && strstr(shelf_told(&shelf), strays[i].told),
                  strays[i].path, "told:\n%s", shelf_told(&shelf));
        shelf_free(&shelf);
    }
}

TEST(what_is_no_regular_file_is_told_and_not_opened)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf, HEAD "## 一、甲\n\n文。\n");
    fake_symlink(shelf.disk, "content/loop", ".");
    fake_symlink(shelf.disk, "content/p.md", "/etc/passwd");
    fake_fifo(shelf.disk, "content/f.md");
    fake_folder(shelf.disk, "content/x.md");
    CHECK(!shelf_update(&shelf));
    CHECK(strstr(shelf_told(&shelf), "content/loop: error") != NULL);
    CHECK(strstr(shelf_told(&shelf), "content/p.md: error") != NULL);
    CHECK(strstr(shelf_told(&shelf), "content/f.md: error") != NULL);
    CHECK(strstr(shelf_told(&shelf), "content/x.md: error") != NULL);
    shelf_free(&shelf);
}

TEST(editors_leftovers_are_passed_over)
{
    static const char *const names[] = {"content/a.md~",
                                        "content/.a.md.swp",
                                        "content/4913",
                                        "content/.#a.md",
                                        "content/#a.md#",
                                        "content/~$表.docx",
                                        "content/.goutputstream-X",
                                        "content/Thumbs.db",
                                        "content/.DS_Store"};
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf, HEAD "## 一、甲\n\n文。\n");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        fake_file(shelf.disk, names[i], "\xFF");
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    shelf_free(&shelf);
}
