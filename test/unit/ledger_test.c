#include "../../gen/report/ledger_row.h"

#include "../test.h"

#include <string.h>

struct bench {
    struct arena arena;
    struct diags diags;
    struct ledger *ledger;
};

static struct bench read_text(const char *text)
{
    struct bench bench = {0};
    struct source *source =
        csv_load(&bench.arena, "targets.csv", str_of(text), &bench.diags);

    if (source)
        bench.ledger = ledger_read(&bench.arena, source, &bench.diags);
    return bench;
}

static const char *told(struct bench *bench)
{
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    diags_print(&bench->diags, &style, &out);
    const char *text =
        arena_copy(&bench->arena, out.len ? out.data : "", out.len);
    buf_free(&out);
    return text;
}

static void put_away(struct bench *bench)
{
    diags_free(&bench->diags);
    arena_free(&bench->arena);
}

/* "" for no number. */
static const struct {
    const char *cell, *unit, *wanted;
} numbers[] = {
    {"7", "", "7"},        {"7.0", "%", "7.0"},
    {" 7 ", "", "7"},      {"１２．５", "%", "12.5"},
    {"12，5", "%", ""},    {"12,5", "%", ""},
    {"1,260", "", "1260"}, {"1，260", "", "1260"},
    {"7%", "%", "7"},      {"7％", "%", "7"},
    {"7%", "亿元", ""},    {"-3", "", "-3"},
    {"−3.5", "", "-3.5"},  {"+3", "", "3"},
    {"1 260", "", ""},     {"3万", "亩", ""},
    {"七", "%", "7"},      {"约7", "%", ""},
    {"7亿元", "亿元", ""}, {"1.2E+05", "", ""},
    {"0.5", "", "0.5"},    {"7-8", "", ""},
    {"#DIV/0!", "", ""},   {"-", "", ""},
};

TEST(a_number_is_read_with_care)
{
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct buf out = {0};
        double value;
        int decimals;
        if (ledger_number(str_of(numbers[i].cell), str_of(numbers[i].unit),
                          &value, &decimals))
            figure_write(value, decimals, &out);
        test_case(strcmp(out.len ? out.data : "", numbers[i].wanted) == 0,
                  numbers[i].cell, "gives '%s'", out.len ? out.data : "");
        buf_free(&out);
    }
}

TEST(chinese_heads_and_words_are_known)
{
    struct bench bench =
        read_text("备注,指标,类别,口径,关系,数值,单位,状态,联系人\n"
                  "好,固定资产投资,目标,增长,≥,１２．５,%,已确认,甲\n");

    CHECK_STR(told(&bench), "");
    const struct ledger_row *row = &bench.ledger->row[0];
    CHECK_INT(row->record.kind, RECORD_TARGET);
    CHECK_INT(row->record.measure, MEASURE_GROWTH);
    CHECK_INT(row->record.op, OP_LEAST);
    CHECK(row->record.value > 12.49 && row->record.value < 12.51);
    CHECK_INT(row->record.decimals, 1);
    CHECK_INT(row->status, ROW_CONFIRMED);
    CHECK(row->record.confirmed && row->authored);
    CHECK(str_is(row->record.note, "好"));
    put_away(&bench);
}

TEST(what_is_left_out_has_a_plain_meaning)
{
    struct bench bench = read_text("Indicator,value,high\n"
                                   "甲,3,\n乙,,\n丙,3,5\n");

    CHECK_STR(told(&bench), "");
    CHECK_INT(bench.ledger->rows, 3);
    CHECK_INT(bench.ledger->row[0].record.measure, MEASURE_LEVEL);
    CHECK_INT(bench.ledger->row[0].record.op, OP_EQUAL);
    CHECK_INT(bench.ledger->row[0].status, ROW_DRAFT);
    CHECK(bench.ledger->row[0].authored);
    CHECK_INT(bench.ledger->row[1].record.measure, MEASURE_MILESTONE);
    CHECK_INT(bench.ledger->row[2].record.op, OP_RANGE);
    put_away(&bench);
}

TEST(the_apostrophe_against_formulas_is_taken_off)
{
    struct bench bench = read_text("indicator,op,note\n\"'=甲\",'=,'七\n");

    CHECK(str_is(bench.ledger->row[0].record.indicator, "=甲"));
    CHECK_INT(bench.ledger->row[0].record.op, OP_EQUAL);
    CHECK(str_is(bench.ledger->row[0].record.note, "'七"));
    put_away(&bench);
}

/* Each is refused; a piece of what is told. */
static const struct {
    const char *name, *text, *told;
} refused[] = {
    {"a doubtful number", "indicator,value\n甲,\"12，5\"\n",
     "targets.csv:2:3: error: bad 'value' in the ledger: 12，5 [ledger-cell]"},
    {"an unknown word", "indicator,kind\n甲,goal\n",
     "targets.csv:2:3: error: bad 'kind' in the ledger: goal [ledger-cell]\n"
     "    甲,goal\n"
     "       ^\n"
     "    → target, result\n"},
    {"an unknown state", "indicator,status\n甲,done\n",
     "→ draft, confirmed, dropped"},
    {"a range of one number", "indicator,op,value,high\n甲,range,3,\n",
     "bad 'high' in the ledger"},
    {"two numbers that are no range", "indicator,op,value,high\n甲,=,3,5\n",
     "bad 'op' in the ledger"},
    {"a row of nothing", "indicator,quote,note\n,,好\n",
     "bad 'indicator' in the ledger"},
    {"two of one id", "id,indicator\na,甲\nb,乙\na,丙\n",
     "targets.csv:4:1: error: id 'a' is that of line 2 [ledger-id]"},
    {"a stray comma", "indicator,quote\n甲,投资1,260万元\n",
     "targets.csv:2:7: error: cell beyond the head: 260万元 [ledger-row]"},
    {"no column for indicators", "name,value\n甲,3\n", "[ledger-head]"},
    {"two columns of one name", "indicator,note,note\n甲,a,b\n",
     "targets.csv:1:16: error: head of the ledger: “note”"},
    {"one column in two languages", "indicator,指标\n甲,乙\n", "[ledger-head]"},
    {"two columns that we do not know", "indicator,x,x\n甲,乙,丙\n",
     "[ledger-head]"},
    {"nothing", "\n\n", "[empty]"},
};

TEST(a_bad_ledger_is_refused_with_the_place)
{
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct bench bench = read_text(refused[i].text);
        test_case(!bench.ledger && strstr(told(&bench), refused[i].told),
                  refused[i].name, "told:\n%s", told(&bench));
        put_away(&bench);
    }
}

TEST(every_bad_cell_is_told)
{
    struct bench bench =
        read_text("indicator,kind,value,status\n甲,x,y,z\n乙,target,3,w\n");

    CHECK(!bench.ledger);
    CHECK_INT(bench.diags.len, 4);
    put_away(&bench);
}

TEST(hostile_ledgers_are_told)
{
    struct buf text = {0};

    buf_text(&text, "indicator,note\n甲,");
    buf_repeat(&text, 'x', 1000000);
    struct bench bench = read_text(text.data);
    CHECK(!bench.ledger);
    CHECK(strstr(told(&bench), "targets.csv:2:3: error: bad 'note'") != NULL);
    put_away(&bench);

    buf_cut(&text, 0);
    buf_text(&text, "indicator\n");
    for (int i = 0; i < LEDGER_MOST + 1; i++)
        buf_text(&text, "甲\n");
    bench = read_text(text.data);
    CHECK(!bench.ledger);
    CHECK(strstr(told(&bench), "targets.csv:2002:1: error") != NULL);
    put_away(&bench);
    buf_free(&text);
}

TEST(a_proposal_has_the_same_print_however_its_number_is_written)
{
    struct bench bench = read_text("indicator,value,unit\n甲,7,%\n甲,7.0,%\n"
                                   "甲,７,%\n甲,7.1,%\n");
    char print[4][FOUND_ROOM];

    for (int i = 0; i < 4; i++)
        ledger_found(&bench.ledger->row[i].record, STR("一、甲"), print[i]);
    CHECK_STR(print[1], print[0]);
    CHECK_STR(print[2], print[0]);
    CHECK(strcmp(print[3], print[0]) != 0);
    CHECK_INT(print[0][0], 'f');
    put_away(&bench);
}
