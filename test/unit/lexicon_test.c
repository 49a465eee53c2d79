#include "../../gen/report/lexicon.h"

#include "../../gen/report/lexicon_words.h"
#include "../test.h"

TEST(words_of_two_lists_are_counted_in_one_walk)
{
    size_t ahead = 0, back = 0;

    lexicon_count_looks(STR("力争不低于5%，同比比上年多，将继续"), &ahead,
                        &back);
    CHECK_INT(ahead, 4); /* 力争, 不低于, 将, 继续 */
    CHECK_INT(back, 2); /* 同比, 比上年 */
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

/* A word is found where it stands, between others that go on with it or not. */
static void check_word(enum lexicon list, struct str word)
{
    char bytes[200];
    size_t before = strlen("鿿"), end = before + word.len;

    memcpy(bytes, "鿿", before);
    memcpy(bytes + before, word.ptr, word.len);
    memcpy(bytes + end, "鿿", before);
    struct str text = {bytes, end + before};
    CHECK(lexicon_is(list, word));
    CHECK_INT(lexicon_at(list, text, before), word.len);
    CHECK_INT(lexicon_before(list, text, end), word.len);
    CHECK_INT(lexicon_last(list, text) + 0, before);
}

TEST(every_word_of_every_list_is_found)
{
    for (size_t i = 0; i < LEXICONS; i++)
        for (const char *const *word = lexicon_words[i]; *word; word++)
            check_word((enum lexicon)i, str_of(*word));
}

TEST(all_words_that_stand_at_a_place_are_found_at_once)
{
    uint64_t lists =
        lexicon_set(LEX_REACH) | lexicon_set(LEX_UP) | lexicon_set(LEX_TAIL);
    struct str text = STR("收入提高到5元");
    const struct lexicon_word *found =
        lexicon_all_before(lists, text, strlen("收入提高到"));

    CHECK_INT(lexicon_len(found, LEX_REACH), strlen("提高到"));
    CHECK_INT(lexicon_len(found, LEX_TAIL), strlen("到"));
    CHECK_INT(lexicon_len(found, LEX_UP), 0);
    found = lexicon_all_at(lists, text, strlen("收入"));
    CHECK_INT(lexicon_len(found, LEX_REACH), strlen("提高到"));
    CHECK_INT(lexicon_len(found, LEX_UP), strlen("提高"));
    CHECK(lexicon_longest_of(found, 0, lexicon_set(LEX_UP))->lists[0] &
          lexicon_set(LEX_UP));
}

TEST(what_may_stand_at_the_ends_of_a_text_is_known_by_its_runes)
{
    struct str text = STR("提高收入");

    CHECK(lexicon_front(text) & lexicon_set(LEX_UP));
    CHECK(lexicon_back(text) & lexicon_set(LEX_METRIC));
    CHECK(lexicon_front(STR("")) == 0 && lexicon_back(STR("")) == 0);
    CHECK_INT(lexicon_first(lexicon_front(text), LEX_UP, text), 6);
    CHECK_INT(lexicon_final(lexicon_back(text), LEX_METRIC, text), 6);
}

TEST(a_name_that_begins_with_a_base_is_looked_at_as_one_with_a_time)
{
    CHECK(lexicon_is(LEX_TIME_OPEN, STR("在")));
}

/* What stands at the very edge of a text has no three bytes to be looked up. */
TEST(words_of_letters_are_found_at_the_edges_of_a_text)
{
    CHECK_INT(lexicon_at(LEX_UNIT, STR("km"), 0), strlen("km"));
    CHECK_INT(lexicon_before(LEX_UNIT, STR("5km"), strlen("5km")), 2);
    CHECK_INT(lexicon_at(LEX_UNIT, STR("m²"), 0), strlen("m²"));
    CHECK_INT(lexicon_before(LEX_UNIT, STR("m²"), strlen("m²")), strlen("m²"));
    CHECK_INT(lexicon_at(LEX_UNIT, STR("k"), 0), 0);
    CHECK_INT(lexicon_at(LEX_UNIT, STR("²"), 0), 0);
    CHECK_INT(lexicon_before(LEX_UNIT, STR("𠮷"), strlen("𠮷")), 0);
    CHECK_INT(lexicon_at(LEX_UNIT, STR("𠮷米"), strlen("𠮷")), strlen("米"));
}

TEST(what_a_rune_is_beside_a_number_is_told_by_its_bytes)
{
    CHECK(lexicon_trait_at(STR("般"), 0) & LEXICON_TRAIT_IDLE);
    CHECK(!(lexicon_trait_at(STR("座"), 0) & LEXICON_TRAIT_IDLE));
    CHECK(lexicon_trait_at(STR("座"), 0) & LEXICON_TRAIT_UNIT);
    CHECK(lexicon_trait_at(STR("年"), 0) & LEXICON_TRAIT_TIME);
    CHECK(lexicon_trait_at(STR("以上"), 0) & LEXICON_TRAIT_AFTER);
    CHECK(!(lexicon_trait_at(STR("以上"), 0) & LEXICON_TRAIT_OVER));
    CHECK(lexicon_trait_at(STR("、"), 0) & LEXICON_TRAIT_OVER);
    CHECK(lexicon_trait_before(STR("桥梁"), strlen("桥梁")) &
          LEXICON_TRAIT_FREE);
    CHECK(!(lexicon_trait_before(STR("突破"), strlen("突破")) &
            LEXICON_TRAIT_FREE));
    CHECK(lexicon_trait_at(STR("𠮷"), 0) == LEXICON_TRAIT_NARROW);
    CHECK_INT(lexicon_trait_at(STR("12"), 0), 0);
}

static bool tells(const char *text, enum lexicon list)
{
    const char *end = text + strlen(text);

    return lexicon_cues_at(text, end, lexicon_class_at(text, end)) &
           lexicon_set(list);
}

TEST(a_cue_is_told_by_the_runes_behind_its_first)
{
    CHECK(tells("实现", LEX_INNER));
    CHECK(tells("实现脱贫", LEX_INNER));
    CHECK(!tells("实施脱贫", LEX_INNER));
    CHECK(tells("年2020年", LEX_YEAR));
    CHECK(tells("主要目标是", LEX_GOAL));
    CHECK(!tells("主要道路", LEX_GOAL));
    CHECK(tells("下一步，我们", LEX_AHEAD));
}

static bool may_tell(const char *text)
{
    struct str head = {text, strlen(text)};

    return lexicon_back(head) & LEXICON_VERBS &&
           lexicon_may_tell(head, lexicon_last_class(head));
}

TEST(a_verb_is_told_by_the_runes_before_its_last)
{
    CHECK(may_tell("提高到"));
    CHECK(may_tell("收入提高到"));
    CHECK(may_tell("收入增长"));
    CHECK(may_tell("比上年多"));
    CHECK(may_tell("5G达到"));
    CHECK(!may_tell("镇区特长"));
    CHECK(!may_tell(""));
}
