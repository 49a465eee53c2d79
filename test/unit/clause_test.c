#include "../../gen/report/clause.h"

#include "../../gen/base/buf.h"
#include "../../gen/read/doc.h"
#include "../../gen/report/flat.h"
#include "../../gen/report/lexicon.h"
#include "../test.h"

#include <string.h>

/* Clauses joined by | and sentences by ‖. */
static void cut_all(const char *text, struct buf *out)
{
    struct str whole = str_of(text);
    struct clauses clauses = {0};

    clause_cut(&clauses, whole);
    buf_cut(out, 0);
    for (size_t i = 0; i < clauses.len; i++) {
        const struct clause *clause = &clauses.item[i];
        if (i)
            buf_text(out, clause->sentence == clauses.item[i - 1].sentence
                              ? "|"
                              : "‖");
        buf_str(out, clause_text(whole, clause));
    }
    clauses_free(&clauses);
}

TEST(clauses_end_where_the_table_says)
{
    static const char *const cases[][2] = {
        {"一，二；三：四。五！六？七", "一|二|三|四‖五‖六‖七"},
        {"一,二;三:四", "一|二|三|四"},
        {"甲、乙和丙与丁及戊，己", "甲、乙和丙与丁及戊|己"},
        {"税收1,260万元，增长3.5%。", "税收1,260万元|增长3.5%"},
        {"税收1，260万元，增长", "税收1，260万元|增长"},
        {"2019年,2020年", "2019年|2020年"},
        {"甲3,乙4", "甲3|乙4"},
        {"12:30开会：到会", "12:30开会|到会"},
        {"村道22公里（其中甲路7公里，乙路3公里），桥2座",
         "村道22公里（其中甲路7公里，乙路3公里）|桥2座"},
        {"实施“一拆、二建，三绿”行动，完成", "实施“一拆、二建，三绿”行动|完成"},
        {"《条例，规定。》出台。下一句", "《条例，规定。》出台‖下一句"},
        {"（没有关，下一句。再一句", "（没有关|下一句‖再一句"},
        {"没有开），下一句", "没有开）|下一句"},
        {"(混用），下一句", "(混用）|下一句"},
        {"称\"甲，乙\"为，丙", "称\"甲，乙\"为|丙"},
        {"（甲“乙，）丙，丁”戊", "（甲“乙，）丙|丁”戊"},
        {"甲（乙，丙）丁，戊“己，庚”辛，壬", "甲（乙，丙）丁|戊“己，庚”辛|壬"},
        {"甲“乙，（丙，丁），戊。己", "甲“乙|（丙，丁）|戊‖己"},
        {"甲〔乙（丙，丁〕，戊），己", "甲〔乙（丙，丁〕|戊）|己"},
        {"（甲“乙，丙”，丁）戊，己", "（甲“乙，丙”，丁）戊|己"},
        {"投资3亿元.新增2家", "投资3亿元‖新增2家"},
        {"版本1.2，后", "版本1.2|后"},
        {" ，，　甲　， ", "甲"},
        {"", ""},
    };
    struct buf got = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cut_all(cases[i][0], &got);
        test_case(str_is(buf_view(&got), cases[i][1]), "clauses",
                  "%s: got %s, wanted %s", cases[i][0],
                  got.data ? got.data : "", cases[i][1]);
    }
    buf_free(&got);
}

TEST(a_clause_knows_what_stands_in_it)
{
    struct str text = str_of("完成3座、12米（桥5座），在去年基础上提高");
    struct clauses clauses = {0};

    clause_cut(&clauses, text);
    CHECK_INT(clauses.len, 2);
    const struct clause *first = &clauses.item[0], *second = first + 1;
    CHECK(clause_has(first, LEXICON_KIND_FIGURE));
    CHECK(clause_has(first, LEXICON_KIND_LIST));
    CHECK(clause_has(first, LEXICON_KIND_BRACKET));
    CHECK_INT(first->seen.number, str_find(text, STR("3座")));
    CHECK_INT(first->seen.last_number, str_find(text, STR("5座")));
    CHECK(!clause_has(second, LEXICON_KIND_FIGURE | LEXICON_KIND_LIST |
                                  LEXICON_KIND_BRACKET));
    CHECK(second->seen.cues & lexicon_set(LEX_GROUND));
    CHECK(!(first->seen.cues & lexicon_set(LEX_GROUND)));
    CHECK(!(clauses.kinds & LEXICON_KIND_MARKUP));
    clause_cut(&clauses, STR("甲&乙"));
    CHECK(clauses.kinds & LEXICON_KIND_MARKUP);
    clauses_free(&clauses);
}

TEST(megabytes_without_a_full_stop_are_cut)
{
    static const char *const seeds[] = {"（", "甲，",   "“（", "）",
                                        "\"", "1，000", "甲"};

    for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
        struct buf text = {0};
        struct clauses clauses = {0};
        while (text.len < 5000000)
            buf_text(&text, seeds[i]);
        clause_cut(&clauses, buf_view(&text));
        CHECK(clauses.len > 0);
        clauses_free(&clauses);
        buf_free(&text);
    }
}

/* ---- places ---- */

static struct node *text_at(struct arena *arena, const char *text,
                            uint32_t line, uint32_t column)
{
    struct node *node = node_new(arena, NODE_TEXT);

    node->text = str_of(text);
    node->line = line;
    node->column = column;
    return node;
}

static void check_place(struct flat *flat, const struct source *source,
                        const char *what, uint32_t line, uint32_t column)
{
    size_t at = str_find(flat_text(flat), str_of(what));
    struct place place = flat_place(flat, source, at);

    test_case(place.line == line && place.column == column, "places",
              "%s: got %u:%u, wanted %u:%u", what, place.line, place.column,
              line, column);
}

TEST(a_place_in_emphasis_and_on_the_next_line_is_found)
{
    struct arena arena = {0};
    const char *bytes = "甲，**乙丙，丁**戊，\n> 己庚，a\\*b，&amp;辛，壬\n";
    struct source *source = source_new(&arena, "a.md", str_of(bytes));
    struct node *block = node_new(&arena, NODE_PARAGRAPH);
    struct node *strong = node_new(&arena, NODE_STRONG);
    struct flat flat = {0};

    node_append(block, text_at(&arena, "甲，", 1, 1));
    node_append(block, strong);
    node_append(strong, text_at(&arena, "乙丙，丁", 1, 5));
    node_append(block, text_at(&arena, "戊，己庚，a*b，&辛，壬", 1, 11));
    flat_read(&flat, block);
    check_place(&flat, source, "甲", 1, 1);
    check_place(&flat, source, "丙", 1, 6);
    check_place(&flat, source, "丁", 1, 8);
    check_place(&flat, source, "戊", 1, 11);
    check_place(&flat, source, "己", 2, 3);
    check_place(&flat, source, "b", 2, 9);
    check_place(&flat, source, "辛", 2, 16);
    check_place(&flat, source, "壬", 2, 18);
    check_place(&flat, source, "乙", 1, 5);
    flat_free(&flat);
    arena_free(&arena);
}

TEST(the_flat_text_is_the_plain_text_and_leads_back_to_its_nodes)
{
    struct arena arena = {0};
    struct node *row = node_new(&arena, NODE_ROW);
    struct node *first = node_new(&arena, NODE_CELL);
    struct node *second = node_new(&arena, NODE_CELL);
    struct flat flat = {0};
    struct buf plain = {0};
    size_t from, to, within, piece = 0;

    node_append(row, first);
    node_append(row, second);
    node_append(first, text_at(&arena, "税收", 1, 3));
    node_append(second, text_at(&arena, "8%", 1, 8));
    flat_read(&flat, row);
    node_plain(row, &plain);
    CHECK(str_equal(flat_text(&flat), buf_view(&plain)));
    flat_span(&flat, first, &piece, &from, &to);
    CHECK_INT(from, 0);
    CHECK_INT(to, strlen("税收"));
    flat_span(&flat, second, &piece, &from, &to);
    CHECK_INT(from, strlen("税收 "));
    CHECK_INT(to, strlen("税收 8%"));
    CHECK(flat_node(&flat, strlen("税"), &within) == first->first);
    CHECK_INT(within, strlen("税"));
    buf_free(&plain);
    flat_free(&flat);
    arena_free(&arena);
}

TEST(how_many_runes_stand_before_a_clause_is_counted_on_the_way)
{
    static const char *const cases[] = {
        "一，二；12，三",
        "甲𠮷，乙é，  丙　，（丁，戊），己",
        "𠮷𠮷。a,b 1.5，c",
        "　，𠮷",
    };
    struct clauses clauses = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct str text = str_of(cases[i]);
        clause_cut(&clauses, text);
        for (size_t k = 0; k < clauses.len; k++) {
            size_t from = clauses.item[k].from;
            CHECK_INT(clauses.item[k].rune,
                      text_count((struct str){text.ptr, from}));
        }
    }
    clauses_free(&clauses);
}
