#include "../../gen/pages/sheet.h"
#include "../../gen/pages/sheet_temp.h"

#include "../test.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <xlsxwriter/utility.h>
#include <zlib.h>

static const struct date made = {2020, 1, 5, 9, 0};

static struct record sample(const char *indicator, const char *quote)
{
    return (struct record){.kind = RECORD_TARGET,
                           .measure = MEASURE_GROWTH,
                           .op = OP_LEAST,
                           .has_value = true,
                           .value = 6.5,
                           .decimals = 2,
                           .indicator = str_of(indicator),
                           .unit = STR("%"),
                           .by = STR("2020"),
                           .quote = str_of(quote),
                           .line = 21};
}

static void write_sheet(const struct record *record, size_t len,
                        struct date date, struct buf *out)
{
    int error = -1;

    CHECK(sheet_write(record, len, date, out, &error));
    CHECK_INT(error, 0);
}

static uint32_t number_at(struct str zip, size_t at, int bytes)
{
    uint32_t number = 0;

    for (int i = bytes; i-- > 0;)
        number = number << 8 | (unsigned char)zip.ptr[at + (size_t)i];
    return number;
}

/* One entry of a zip's directory, as the format has it. */
struct entry {
    struct str name;
    uint32_t time, sum, packed, size, at;
};

static bool next_entry(struct str zip, size_t *at, struct entry *entry)
{
    if (*at + 46 > zip.len || memcmp(zip.ptr + *at, "PK\1\2", 4) != 0)
        return false;
    size_t name = number_at(zip, *at + 28, 2);
    *entry = (struct entry){.name = {zip.ptr + *at + 46, name},
                            .time = number_at(zip, *at + 12, 4),
                            .sum = number_at(zip, *at + 16, 4),
                            .packed = number_at(zip, *at + 20, 4),
                            .size = number_at(zip, *at + 24, 4),
                            .at = number_at(zip, *at + 42, 4)};
    *at +=
        46 + name + number_at(zip, *at + 30, 2) + number_at(zip, *at + 32, 2);
    return true;
}

static size_t directory_of(struct str zip)
{
    for (size_t at = zip.len - 22; at > 0; at--)
        if (memcmp(zip.ptr + at, "PK\5\6", 4) == 0)
            return number_at(zip, at + 16, 4);
    return 0;
}

/* The text of one file in a zip, given back by free; "" where it is not. */
static char *unpacked(struct str zip, const char *name)
{
    size_t at = directory_of(zip);
    struct entry entry;

    while (next_entry(zip, &at, &entry)) {
        if (!str_is(entry.name, name))
            continue;
        char *text = calloc(1, entry.size + 1);
        size_t from = entry.at + 30 + number_at(zip, entry.at + 26, 2) +
                      number_at(zip, entry.at + 28, 2);
        z_stream stream = {.next_in = (Bytef *)(uintptr_t)(zip.ptr + from),
                           .avail_in = entry.packed,
                           .next_out = (Bytef *)text,
                           .avail_out = entry.size};
        CHECK_INT(inflateInit2(&stream, -MAX_WBITS), Z_OK);
        CHECK_INT(inflate(&stream, Z_FINISH), Z_STREAM_END);
        inflateEnd(&stream);
        CHECK(crc32(0, (Bytef *)text, entry.size) == entry.sum);
        return text;
    }
    return calloc(1, 1);
}

static bool holds(struct str zip, const char *name, const char *part)
{
    char *text = unpacked(zip, name);
    bool found = strstr(text, part) != NULL;

    free(text);
    return found;
}

#define CELLS "xl/worksheets/sheet1.xml"

TEST(the_same_records_give_the_same_bytes)
{
    struct record record[2] = {sample("投资", "投资增长6.50%以上"),
                               sample("收入", "收入增长6.50%以上")};
    struct buf one = {0}, two = {0};

    write_sheet(record, 2, made, &one);
    write_sheet(record, 2, made, &two);
    CHECK(one.len > 1000 && one.len == two.len);
    CHECK(memcmp(one.data, two.data, one.len) == 0);
    buf_free(&one);
    buf_free(&two);
}

TEST(the_clock_stands_nowhere_in_the_file)
{
    struct record record = sample("投资", "投资增长6.50%以上");
    struct buf out = {0};
    struct entry entry;
    size_t entries = 0;

    write_sheet(&record, 1, made, &out);
    struct str zip = buf_view(&out);
    for (size_t at = directory_of(zip); next_entry(zip, &at, &entry);)
        if (++entries)
            CHECK_INT(entry.time, 0x00210000); /* 1980-01-01 00:00 */
    CHECK(entries > 5);
    CHECK(holds(zip, "docProps/core.xml", "2020-01-05T01:00:00Z"));
    buf_cut(&out, 0);
    write_sheet(&record, 1, (struct date){0}, &out);
    CHECK(holds(buf_view(&out), "docProps/core.xml", "1980-01-01T00:00:00Z"));
    buf_free(&out);
}

TEST(numbers_are_numbers_and_keep_their_digits)
{
    struct record record = sample("投资", "投资增长6.50%以上");
    struct buf out = {0};

    write_sheet(&record, 1, made, &out);
    CHECK(holds(buf_view(&out), CELLS, "<v>6.5</v>"));
    CHECK(holds(buf_view(&out), "xl/styles.xml", "formatCode=\"0.00\""));
    buf_free(&out);
}

/* Ours, in the place of the library's. */
TEST(cells_have_the_names_that_spreadsheets_give_them)
{
    static const struct {
        lxw_row_t row;
        lxw_col_t col;
        const char *name;
    } cells[] = {{0, 0, "A1"},      {8, 25, "Z9"},     {9, 26, "AA10"},
                 {98, 51, "AZ99"},  {99, 52, "BA100"}, {0, 701, "ZZ1"},
                 {10, 702, "AAA11"}};
    char name[LXW_MAX_CELL_NAME_LENGTH];

    for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        lxw_rowcol_to_cell(name, cells[i].row, cells[i].col);
        CHECK_STR(name, cells[i].name);
    }
    lxw_rowcol_to_cell(name, 1048575, 16383);
    CHECK_STR(name, "XFD1048576");
}

TEST(what_no_cell_may_hold_is_written_otherwise)
{
    static const struct {
        const char *text, *controls, *data;
    } texts[] = {
        {"", "", ""},
        {"村", "村", "村"},
        {"全镇固定资产投资", "全镇固定资产投资", "全镇固定资产投资"},
        {"a\tb\nc 12345678", "a\tb\nc 12345678", "a\tb\nc 12345678"},
        {"12345678\x01", "12345678_x0001_", "12345678\x01"},
        {"\x1f"
         "12345678",
         "_x001F_12345678",
         "\x1f"
         "12345678"},
        {"<a> & \"b\"", "<a> & \"b\"", "&lt;a&gt; &amp; \"b\""},
        {"12345678>", "12345678>", "12345678&gt;"},
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char *controls = lxw_escape_control_characters(texts[i].text);
        char *data = lxw_escape_data(texts[i].text);
        CHECK_STR(controls, texts[i].controls);
        CHECK_STR(data, texts[i].data);
        CHECK_INT(lxw_utf8_strlen(texts[i].text),
                  text_count(str_of(texts[i].text)));
        free(controls);
        free(data);
    }
    CHECK_INT(lxw_utf8_strlen("全镇x𠮷固定é资产"), 9);
}

TEST(a_milestone_has_no_number)
{
    struct record record = sample("大桥", "确保大桥通车");
    struct buf out = {0};

    record.measure = MEASURE_MILESTONE;
    record.has_value = false;
    write_sheet(&record, 1, made, &out);
    CHECK(holds(buf_view(&out), CELLS, ">办成<"));
    CHECK(!holds(buf_view(&out), CELLS, "r=\"D2\""));
    buf_free(&out);
}

TEST(the_head_stays_in_view_and_is_chinese)
{
    struct record record = sample("投资", "投资增长6.50%以上");
    struct buf out = {0};

    write_sheet(&record, 1, made, &out);
    CHECK(holds(buf_view(&out), CELLS, "state=\"frozen\""));
    CHECK(holds(buf_view(&out), CELLS, "ySplit=\"1\""));
    CHECK(holds(buf_view(&out), CELLS, "<t>指标</t>"));
    CHECK(holds(buf_view(&out), CELLS, "<t>增长不低于</t>"));
    buf_free(&out);
}

/* The row `number` of the cells, its own numbers taken out; given back by free. */
static char *row_of(const char *cells, int number)
{
    char begin[32], name[16];

    snprintf(begin, sizeof(begin), "<row r=\"%d\">", number);
    snprintf(name, sizeof(name), "%d\"", number);
    const char *from = strstr(cells, begin);
    if (!from)
        return calloc(1, 1);
    /* <c r="A3" s="2"><v>2</v></c>: which record it is */
    from = strstr(from, "</c>");
    size_t len = (size_t)(strstr(from, "</row>") - from);
    char *row = calloc(1, len + 1), *to = row;
    for (const char *at = from; at < from + len;)
        if (at[-1] >= 'A' && at[-1] <= 'Z' &&
            strncmp(at, name, strlen(name)) == 0)
            at += strlen(name);
        else
            *to++ = *at++;
    return row;
}

/* Of equal records the library writes the last, and we the others. */
static void compare_rows(const struct record *one)
{
    struct record record[3] = {*one, *one, *one};
    struct buf out = {0};

    write_sheet(record, 3, made, &out);
    char *cells = unpacked(buf_view(&out), CELLS);
    char *first = row_of(cells, 2), *ours = row_of(cells, 3);
    char *theirs = row_of(cells, 4);
    CHECK(strlen(theirs) > 50);
    CHECK_STR(ours, theirs);
    CHECK_STR(first, theirs);
    CHECK(strstr(cells, "ref=\"A1:K4\"") != NULL);
    free(first);
    free(ours);
    free(theirs);
    free(cells);
    buf_free(&out);
}

TEST(rows_are_as_the_library_writes_them)
{
    static const char *const texts[] = {
        "固定资产投资", "<a> & \"b\" 'c'", " 前有空白", "后有空白\t",
        "一行\n又一行", "\x01\x02控制",    "=1+1",      "7",
    };
    static const double values[] = {0, 6.5, 21, 1234567.25, 80.0, 100000000};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct record record = sample(texts[i], texts[i]);
        record.unit = record.base = record.by = str_of(texts[i]);
        compare_rows(&record);
    }
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        struct record record = sample("投资", "投资增长6.50%以上");
        record.value = record.high = values[i];
        record.op = OP_RANGE;
        record.high_decimals = (int)i;
        compare_rows(&record);
    }
}

/* The library writes 94.59999999999999. */
TEST(a_number_is_written_as_it_was_said)
{
    struct record record[2] = {sample("占比", "占比94.6%"),
                               sample("占比", "占比94.6%")};
    struct buf out = {0};

    record[0].value = record[1].value = 94.6;
    record[0].decimals = 1;
    write_sheet(record, 2, made, &out);
    CHECK(holds(buf_view(&out), CELLS, "<c r=\"D2\" s=\"4\"><v>94.6</v></c>"));
    buf_free(&out);
}

static const char *const hostile[] = {
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(\"a\",\"b\")",
    "\t=1",
    "http://example.org",
    "internal:A1",
    "{=1}",
};

TEST(no_text_becomes_a_formula_or_a_link)
{
    for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        struct record one = sample(hostile[i], hostile[i]);
        struct record record[2] = {one, one};
        struct buf out = {0};
        write_sheet(record, 2, made, &out);
        struct str zip = buf_view(&out);
        test_case(!holds(zip, CELLS, "<f") && !holds(zip, CELLS, "hyperlink"),
                  hostile[i], "runs");
        buf_free(&out);
    }
}

TEST(a_text_longer_than_a_cell_is_cut_and_not_lost)
{
    struct buf text = {0}, out = {0};

    for (int i = 0; i < 40000; i++)
        buf_text(&text, "项");
    struct record one = sample("投资", text.data);
    struct record record[2] = {one, one};
    write_sheet(record, 2, made, &out);
    CHECK(holds(buf_view(&out), CELLS, "项项项"));
    buf_free(&text);
    buf_free(&out);
}

/* The library forgets the file that it writes the cells to. */
TEST(a_workbook_that_cannot_be_written_leaves_no_file_open)
{
    struct record record = sample("固定资产投资", "固定资产投资增长6.5%");
    struct rlimit old, small;
    struct buf out = {0};
    int error = 0;

    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){.rlim_cur = 512, .rlim_max = old.rlim_max};
    void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool good = sheet_write(&record, 1, made, &out, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, before);
    CHECK(!good);
    CHECK_INT(error, EFBIG);
    CHECK_INT(sheet_temp_clear(), 0);
    buf_free(&out);
}

TEST(no_records_are_a_sheet_of_heads)
{
    struct buf out = {0};

    write_sheet(NULL, 0, made, &out);
    CHECK(holds(buf_view(&out), CELLS, "<t>指标</t>"));
    buf_free(&out);
}
