#include "../../gen/doors/medium.h"

#include "../../gen/base/diag.h"
#include "../../gen/doors/pack.h"
#include "../test.h"

#include <string.h>

static bool fits(const char *path)
{
    struct pack_item item = {path, STR("x")};
    struct diags diags = {0};
    bool good = medium_judge(&item, 1, &diags);

    CHECK_INT(diags.len, good ? 0 : 1);
    diags_free(&diags);
    return good;
}

TEST(a_size_is_read_as_media_are_sold)
{
    static const struct {
        const char *text;
        uint64_t bytes; /* 0: refused */
    } cases[] = {{"cd", 737280000},
                 {"dvd", 4700372992},
                 {"650M", 650000000},
                 {"8G", 8000000000},
                 {"100k", 100000},
                 {"4096", 4096},
                 {"", 0},
                 {"0", 0},
                 {"0M", 0},
                 {"M", 0},
                 {"CD", 0},
                 {"5MB", 0},
                 {"-1", 0},
                 {"99999999999999999999G", 0},
                 {"1.5G", 0}};
    uint64_t bytes;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bytes = 0;
        bool good = medium_read(cases[i].text, &bytes);
        test_case(
            good == (cases[i].bytes > 0) && (!good || bytes == cases[i].bytes),
            "size", "%s gives %llu", cases[i].text, (unsigned long long)bytes);
    }
}

TEST(names_that_some_medium_loses_are_refused)
{
    static const char *const bad[] = {
        "a:b",       "a?c",      "a*",
        "a<b",       "a|b",      "a\\b",
        "a\"b",      "x.",       "x ",
        "CON",       "aux.html", "com1",
        "d./x",      "LPT9.txt", "a/nul/b",
        "\xff.html", "a\x01.b",  "1/2/3/4/5/6/7/8/9"};
    static const char *const fine[] = {"index.html",
                                       "2020/r0302.html",
                                       "工作总结 2020.md",
                                       "console.html",
                                       "com0",
                                       "source/content/𠮷.md",
                                       "1/2/3/4/5/6/7/8"};

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        test_case(!fits(bad[i]), "refused", "%s", bad[i]);
    for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
        test_case(fits(fine[i]), "fine", "%s", fine[i]);
}

TEST(a_name_may_have_64_characters_of_utf16)
{
    char name[64 * 4 + 8] = "";

    for (int i = 0; i < 61; i++)
        strcat(name, "计");
    strcat(name, ".md");
    CHECK(fits(name));
    strcpy(name, "");
    for (int i = 0; i < 62; i++)
        strcat(name, "计");
    strcat(name, ".md");
    CHECK(!fits(name));
    strcpy(name, "");
    for (int i = 0; i < 33; i++)
        strcat(name, "𠮷"); /* two units each */
    CHECK(!fits(name));
}

TEST(names_that_differ_in_case_alone_are_twins)
{
    struct pack_item item[] = {{"Index.html", STR("")},
                               {"index.html", STR("")}};
    struct diags diags = {0};

    CHECK(!medium_judge(item, 2, &diags));
    CHECK_INT(diags.item[0].code, NAME_CASE);
    diags_free(&diags);
}

TEST(a_file_over_4_GB_is_refused_by_its_size)
{
    struct pack_item item = {"video.mp4", {"", (size_t)5 << 30}};
    struct diags diags = {0};

    CHECK(!medium_judge(&item, 1, &diags));
    CHECK_INT(diags.item[0].code, MEDIUM_NAME);
    diags_free(&diags);
}

TEST(what_does_not_fit_is_told_with_the_largest)
{
    struct pack_item item[] = {{"a.html", {"", 3000}},
                               {"b/road.jpg", {"", 5000000}},
                               {"b/field.jpg", {"", 7000000}}};
    struct diags diags = {0};
    uint64_t need = medium_need(MEDIUM_DISC, item, 3);

    CHECK(need > 12003000 && need < 13000000);
    CHECK(medium_need(MEDIUM_STICK, item, 3) >= 12003000);
    medium_tell_large("a.iso", need, 10000000, item, 3, &diags);
    CHECK_INT(diags.len, 1);
    CHECK_STR(diags.item[0].b, "10.0 MB");
    CHECK_STR(diags.item[0].detail,
              BOTH("最大的文件",
                   "largest") ": b/field.jpg (7.0 MB), b/road.jpg (5.0 MB), "
                              "a.html (3.0 kB)");
    diags_free(&diags);
}
