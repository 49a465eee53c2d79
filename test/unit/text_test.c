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

/* Whether text_invalid finds what decoding rune by rune finds. */
static bool is_found_alike(struct str text)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        if (len == 1 && (unsigned char)text.ptr[at] >= 0x80)
            return text_invalid(text) == at;
    return text_invalid(text) == SIZE_MAX;
}

TEST(broken_utf8_is_found_wherever_it_stands_among_wide_and_narrow)
{
    static const char *const piece[] = {"中",
                                        "a",
                                        "文2",
                                        "，年",
                                        "é",
                                        "𠮷",
                                        "\xE0\xA0\x80",
                                        "한",
                                        "\xEE\x80\x80",
                                        "\xE4\xB8",
                                        "\xED\xA0\x80",
                                        "\xE0\x80\x80",
                                        "\x80",
                                        "\xEF\xBF\xBF",
                                        "abcdefgh"};
    unsigned seed = 7;

    for (int round = 0; round < 5000; round++) {
        char text[128] = "";
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245U + 12345U;
            unsigned dice = (seed >> 16) % (i % 4 ? 4 : 15);
            strcat(text, piece[dice]);
        }
        if (is_found_alike(str_of(text)))
            continue;
        test_case(false, text, "another place is found");
        break;
    }
    CHECK(is_found_alike(STR("中文中文中文\xE4")));
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

TEST(parts_are_found_behind_many_that_only_begin_alike)
{
    char text[400];

    memset(text, 'a', sizeof(text));
    memcpy(text + 390, "aaaab", 5);
    struct str all = {text, sizeof(text)};
    CHECK_INT(str_find(all, STR("aaaab")), 390);
    CHECK(str_find(all, STR("aaaac")) == SIZE_MAX);
    CHECK_INT(str_find(all, STR("b")), 394);
    CHECK_INT(str_find(all, STR("ba")), 394);
    CHECK(str_find((struct str){text, 394}, STR("ab")) == SIZE_MAX);
    CHECK(str_find(STR("ab"), STR("abc")) == SIZE_MAX);
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
