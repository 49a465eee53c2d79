#include "../../gen/read/csv.h"

#include "../test.h"

#include <stdlib.h>
#include <string.h>

struct bench {
    struct arena arena;
    struct diags diags;
    struct source *source;
    struct csv *csv;
};

static struct bench read_bytes(struct str bytes)
{
    struct bench bench = {0};

    bench.source = csv_load(&bench.arena, "targets.csv", bytes, &bench.diags);
    if (bench.source)
        bench.csv = csv_read(&bench.arena, bench.source, &bench.diags);
    return bench;
}

static void put_away(struct bench *bench)
{
    diags_free(&bench->diags);
    arena_free(&bench->arena);
}

/* All cells in brackets, a row a line; what was told where nothing came. */
static char *shown(struct bench *bench)
{
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    if (!bench->csv)
        diags_print(&bench->diags, &style, &out);
    for (size_t i = 0; bench->csv && i < bench->csv->rows; i++) {
        for (size_t j = 0; j < bench->csv->row[i].cells; j++) {
            buf_char(&out, '[');
            buf_str(&out, bench->csv->row[i].cell[j].text);
            buf_char(&out, ']');
        }
        buf_char(&out, '\n');
    }
    char *text = arena_copy(&bench->arena, out.len ? out.data : "", out.len);
    buf_free(&out);
    return text;
}

static const struct {
    const char *name, *text, *wanted;
} files[] = {
    {"commas", "a,b\n1,2\n", "[a][b]\n[1][2]\n"},
    {"no line end at the end", "a,b\n1,2", "[a][b]\n[1][2]\n"},
    {"CRLF", "a,b\r\n1,2\r\n", "[a][b]\n[1][2]\n"},
    {"CR", "a,b\r1,2\r", "[a][b]\n[1][2]\n"},
    {"a BOM",
     "\xef\xbb\xbf"
     "a,b\n1,2\n",
     "[a][b]\n[1][2]\n"},
    {"semicolons", "a;b\n1,5;2\n", "[a][b]\n[1,5][2]\n"},
    {"tabs", "a\tb\n1;5\t2\n", "[a][b]\n[1;5][2]\n"},
    {"a quoted head with commas", "\"a,b,c\";d;e\n1;2;3\n",
     "[a,b,c][d][e]\n[1][2][3]\n"},
    {"every cell quoted", "\"a\",\"b\"\r\n\"1\",\"2\"\r\n", "[a][b]\n[1][2]\n"},
    {"a comma in quotes", "a,b\n\"1,5\",2\n", "[a][b]\n[1,5][2]\n"},
    {"quotes in quotes", "a,b\n\"说\"\"好\"\"的\",2\n",
     "[a][b]\n[说\"好\"的][2]\n"},
    {"nothing but two quotes", "a,b\n\"\"\"\",\"\"\n", "[a][b]\n[\"][]\n"},
    {"a line end in quotes", "a,b\n\"1\r\n2\",3\n", "[a][b]\n[1\n2][3]\n"},
    {"a quote inside a bare cell", "a,b\n1\"2,3\n", "[a][b]\n[1\"2][3]\n"},
    {"empty cells", "a,b,c\n,,\n1,,\n", "[a][b][c]\n[1][][]\n"},
    {"blank lines", "\n\na,b\n\n1,2\n  \n\n", "[a][b]\n[1][2]\n"},
    {"one column", "a\n1\n", "[a]\n[1]\n"},
    {"rows of other widths", "a,b\n1\n1,2,3\n", "[a][b]\n[1]\n[1][2][3]\n"},
    {"nothing", "", ""},
    {"a quote that never ends", "a,b\n1,\"2\n3,4\n",
     "targets.csv:2:3: error: quote opened here never ends [csv-quote]\n"
     "    1,\"2\n"
     "      ^\n"
     "    close it; a quote inside a cell is written twice\n"},
    {"text behind a quote", "a,b\n\"1\"2,3\n",
     "targets.csv:2:4: error: text behind a closing quote [csv-text]\n"
     "    \"1\"2,3\n"
     "       ^\n"
     "    a quote inside a cell is written twice\n"},
};

TEST(a_table_is_read_as_spreadsheets_save_it)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct bench bench = read_bytes(str_of(files[i].text));
        const char *got = shown(&bench);
        test_case(strcmp(got, files[i].wanted) == 0, files[i].name,
                  "got\n%swanted\n%s", got, files[i].wanted);
        put_away(&bench);
    }
}

#define BYTES(literal)                                                         \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

/* 指标,数值 and 固定资产投资,7 in GB18030. */
#define GBK                                                                    \
    "\xd6\xb8\xb1\xea,\xca\xfd\xd6\xb5\r\n"                                    \
    "\xb9\xcc\xb6\xa8\xd7\xca\xb2\xfa\xcd\xb6\xd7\xca,7\r\n"

TEST(gb18030_is_decoded_and_noted)
{
    struct bench bench = read_bytes(STR(GBK));

    CHECK_STR(shown(&bench), "[指标][数值]\n[固定资产投资][7]\n");
    CHECK_INT(bench.diags.len, 1);
    CHECK_INT(bench.diags.item[0].code, CSV_CHARSET);
    CHECK_INT(bench.diags.item[0].level, DIAG_NOTE);
    put_away(&bench);
}

TEST(other_bytes_are_refused_with_their_place)
{
    static const struct {
        const char *name;
        struct str bytes;
        enum diag_code code;
    } bad[] = {
        {"a broken byte", BYTES("指标,数值\n固定\xff资产,7\n"), BAD_UTF8},
        {"GB18030 cut short", BYTES(GBK "\xd6"), BAD_UTF8},
        {"UTF-16",
         BYTES("\xff\xfe"
               "a\0,\0b\0\n\0"),
         BAD_CHARSET},
        {"a NUL",
         BYTES("a,b\n1,2\0"
               "3\n"),
         NUL_BYTE},
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct bench bench = read_bytes(bad[i].bytes);
        test_case(!bench.csv && bench.diags.len > 0 &&
                      bench.diags.item[0].code == bad[i].code,
                  bad[i].name, "is not told");
        put_away(&bench);
    }
}

TEST(a_cell_knows_its_place)
{
    struct bench bench = read_bytes(STR("指标,数值\n\"多\n行\",７\n"));
    struct place place = csv_place(bench.csv, &bench.csv->row[1].cell[1]);

    CHECK_INT(place.line, 3);
    CHECK_INT(place.column, 4);
    place = csv_place(bench.csv, &bench.csv->row[1].cell[0]);
    CHECK_INT(place.line, 2);
    CHECK_INT(place.column, 1);
    put_away(&bench);
}

/* `count` times `text`. */
static struct buf many(const char *text, size_t count)
{
    struct buf out = {0};

    for (size_t i = 0; i < count; i++)
        buf_text(&out, text);
    return out;
}

TEST(hostile_tables_are_told_quickly)
{
    static const struct {
        const char *text;
        size_t count;
        enum diag_code code;
    } bad[] = {
        {"a,", 10000, CSV_WIDE},          {",,,,,,,,", 100000, CSV_WIDE},
        {"\"", 1000001, CSV_QUOTE},       {"\"a\"b,", 200000, CSV_BEHIND},
        {"\"a\"b\n", 200000, CSV_BEHIND},
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct buf text = many(bad[i].text, bad[i].count);
        struct bench bench = read_bytes(buf_view(&text));
        test_case(!bench.csv && bench.diags.len > 0 && bench.diags.len < 100 &&
                      bench.diags.item[0].code == bad[i].code,
                  bad[i].text, "is not told");
        put_away(&bench);
        buf_free(&text);
    }
}

TEST(a_cell_of_a_million_bytes_and_many_rows_are_read)
{
    struct buf text = many("长", 400000);
    struct bench bench = read_bytes(buf_view(&text));

    CHECK_INT(bench.csv->row[0].cell[0].text.len, 1200000);
    put_away(&bench);
    buf_free(&text);
    text = many("1,\"2\"\"\"\n", 100000);
    bench = read_bytes(buf_view(&text));
    CHECK_INT(bench.csv->rows, 100000);
    put_away(&bench);
    buf_free(&text);
}

TEST(a_cell_that_is_put_comes_back)
{
    static const char *const text[] = {
        "",   "a",  "a,b", "说\"好\"的", "1\n2", " a",
        "a ", "=1", "'=1", "12;5",       "\"",
    };

    for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
        struct buf out = {0};
        buf_text(&out, "x,y\n1,");
        csv_put(&out, str_of(text[i]));
        struct bench bench = read_bytes(buf_view(&out));
        test_case(bench.csv && str_is(bench.csv->row[1].cell[1].text, text[i]),
                  text[i], "came back otherwise: %s", out.data);
        put_away(&bench);
        buf_free(&out);
    }
}

/* What stands most often in the head parts the cells of all lines. */
TEST(a_head_that_is_put_keeps_its_commas)
{
    static const char *const text[] = {"a;b;c", "a\tb\tc", "\t\t\t"};

    for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
        struct buf out = {0};
        csv_put(&out, str_of(text[i]));
        buf_text(&out, ",y\n1,2\n");
        struct bench bench = read_bytes(buf_view(&out));
        CHECK_INT(bench.csv ? bench.csv->separator : 0, ',');
        CHECK(bench.csv && str_is(bench.csv->row[0].cell[0].text, text[i]));
        put_away(&bench);
        buf_free(&out);
    }
}
