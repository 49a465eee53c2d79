#include "../../gen/base/text.h"
#include "../test.h"

TEST(every_length_of_utf8_is_decoded)
{
    uint32_t rune;

    CHECK_INT(text_decode(STR("A"), 0, &rune), 1);
    CHECK_INT(rune, 'A');
    CHECK_INT(text_decode(STR("é"), 0, &rune), 2);
    CHECK_INT(rune, 0xE9);
    CHECK_INT(text_decode(STR("中"), 0, &rune), 3);
    CHECK_INT(rune, 0x4E2D);
    CHECK_INT(text_decode(STR("𠮷"), 0, &rune), 4);
    CHECK_INT(rune, 0x20BB7);
    CHECK_INT(text_decode(STR(""), 0, &rune), 0);
}

static const struct {
    const char *name, *bytes;
    size_t at;
} broken[] = {
    {"lone continuation", "a\x80", 1},
    {"overlong slash", "\xC0\xAF", 0},
    {"overlong three", "\xE0\x80\x80", 0},
    {"surrogate", "ab\xED\xA0\x80", 2},
    {"beyond the end", "\xF4\x90\x80\x80", 0},
    {"cut short", "中\xE4\xB8", 3},
    {"never used", "\xFF", 0},
    {"after eight plain bytes", "12345678\xFF", 8},
    {"in the second word", "1234567812345\xFF", 13},
};

TEST(broken_utf8_is_found_where_it_begins)
{
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
        test_case(text_invalid(str_of(broken[i].bytes)) == broken[i].at,
                  broken[i].name, "found at %zu",
                  text_invalid(str_of(broken[i].bytes)));
    CHECK(text_invalid(STR("兴隆镇2020年工作计划，增长7%。")) == SIZE_MAX);
}

TEST(the_rune_before_a_place_is_found)
{
    struct str text = STR("a中𠮷b");

    CHECK_INT(text_before(text, 0), 0);
    CHECK_INT(text_before(text, 1), 'a');
    CHECK_INT(text_before(text, 4), 0x4E2D);
    CHECK_INT(text_before(text, 8), 0x20BB7);
}

TEST(characters_and_columns_are_counted)
{
    CHECK_INT(text_count(STR("增长7%")), 4);
    CHECK_INT(text_width(STR("增长7%")), 6);
    CHECK_INT(text_width(STR("e\xCC\x81")), 1);
}

TEST(blanks_are_trimmed_the_ideographic_one_too)
{
    CHECK(str_is(str_trim(STR(" 　\t正文　 \n")), "正文"));
    CHECK_INT(str_trim(STR("　　")).len, 0);
}

TEST(parts_are_found)
{
    CHECK_INT(str_find(STR("主要目标是"), STR("目标")), 6);
    CHECK(str_find(STR("主要"), STR("目标")) == SIZE_MAX);
    CHECK(str_starts(STR("content/2020"), "content/"));
    CHECK(str_ends(STR("report.md"), ".md"));
    CHECK(str_compare(STR("ab"), STR("abc")) < 0);
    CHECK(str_compare(STR("b"), STR("abc")) > 0);
}

TEST(the_nearest_word_is_suggested)
{
    static const char *const list[] = {"title", "year", "published", "org"};

    CHECK_STR(text_nearest(STR("titel"), list, 4), "title");
    CHECK_STR(text_nearest(STR("publisht"), list, 4), "published");
    CHECK_STR(text_nearest(STR("colour"), list, 4), NULL);
    CHECK_STR(text_nearest(STR(""), list, 4), NULL);
}

TEST(one_of_several_words_is_found)
{
    static const char *const word[] = {"镇", "村", NULL};
    static const char *const none[] = {NULL};

    CHECK(str_has_any(STR("马庙村"), word));
    CHECK(!str_has_any(STR("全县"), word));
    CHECK(!str_has_any(STR("马庙村"), none));
}
