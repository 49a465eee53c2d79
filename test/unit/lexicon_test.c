#include "../../gen/report/lexicon.h"

#include "../test.h"

TEST(words_of_two_lists_are_counted_in_one_walk)
{
    static const enum lexicon lists[] = {LEX_LOOKS_AHEAD, LEX_LOOKS_BACK};
    size_t count[2] = {0, 0};

    lexicon_count(lists, STR("力争不低于5%，同比比上年多，将继续"), count);
    CHECK_INT(count[0], 4); /* 力争, 不低于, 将, 继续 */
    CHECK_INT(count[1], 2); /* 同比, 比上年 */
}

TEST(a_word_is_one_of_several_lists_only_as_a_whole)
{
    uint64_t lists = lexicon_set(LEX_UP) | lexicon_set(LEX_DOWN);

    CHECK(lexicon_is_any(lists, STR("增长")));
    CHECK(lexicon_is_any(lists, STR("下降")));
    CHECK(!lexicon_is_any(lists, STR("增")) || lexicon_is(LEX_UP, STR("增")));
    CHECK(!lexicon_is_any(lists, STR("增长率")));
    CHECK(!lexicon_is_any(lists, STR("")));
}

TEST(a_walk_stops_at_the_runes_that_it_is_asked_for)
{
    const char text[] = "新建桥梁12座，Ａ区";
    const char *p = text, *end = text + sizeof(text) - 1;

    CHECK_INT(lexicon_skip(LEXICON_KIND_NUMBER, &p, end), '1');
    CHECK_INT(p - text, strlen("新建桥梁"));
    CHECK_INT(lexicon_skip(LEXICON_KIND_MARK, &p, end), 0xff0c);
    CHECK_INT(lexicon_skip(LEXICON_KIND_NUMBER, &p, end), 0xff21);
    p += strlen("Ａ");
    CHECK_INT(lexicon_skip(LEXICON_KIND_NUMBER, &p, end), 0);
    CHECK(p == end);
}

TEST(han_characters_are_skipped_up_to_anything_else)
{
    struct str text = STR("一鿿、丁");

    CHECK_INT(lexicon_skip_han(text, 0), strlen("一鿿"));
    CHECK_INT(lexicon_skip_han(text, strlen("一鿿、")), text.len);
    CHECK_INT(lexicon_skip_han(text, text.len), text.len);
    CHECK_INT(lexicon_skip_han(STR("䷿丁"), 0), 0); /* U+4DFF is none */
}
