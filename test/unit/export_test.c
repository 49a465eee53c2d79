#include "../../gen/pages/export.h"

#include "../test.h"

#include <string.h>

static struct record sample(const struct source *source)
{
    struct str none = STR("");

    return (struct record){
        .kind = RECORD_TARGET,
        .measure = MEASURE_GROWTH,
        .has_value = true,
        .value = 7,
        .indicator = STR("固定资产投资"),
        .unit = STR("%"),
        .base = none,
        .by = STR("2020"),
        .quote = STR("固定资产投资在完成基础上增长7%"),
        .place = {source, 21, 34},
        .line = 21,
    };
}

TEST(json_has_the_fields_in_order_and_numbers_as_written)
{
    struct arena arena = {0};
    struct source *source =
        source_new(&arena, "content/2020/report.md", STR(""));
    struct record record[3] = {sample(source), sample(source), sample(source)};
    struct buf out = {0};

    record[1].op = OP_RANGE;
    record[1].value = 6.5;
    record[1].decimals = 1;
    record[1].high = 7;
    record[2].measure = MEASURE_MILESTONE;
    record[2].has_value = false;
    record[2].unit = STR("");
    record[2].quote = STR("“甲”\"乙\"");
    export_json(record, 3, &out);
    CHECK_STR(
        out.data,
        "[\n {\"kind\": \"target\", \"indicator\": \"固定资产投资\", "
        "\"measure\": \"growth\", \"op\": \"=\", \"value\": 7, \"high\": null, "
        "\"unit\": \"%\", \"base\": null, \"by\": \"2020\", \"quote\": "
        "\"固定资产投资在完成基础上增长7%\", \"file\": "
        "\"content/2020/report.md\", \"line\": 21, \"column\": 34},\n"
        " {\"kind\": \"target\", \"indicator\": \"固定资产投资\", "
        "\"measure\": \"growth\", \"op\": \"range\", \"value\": 6.5, \"high\": "
        "7, \"unit\": \"%\", \"base\": null, \"by\": \"2020\", \"quote\": "
        "\"固定资产投资在完成基础上增长7%\", \"file\": "
        "\"content/2020/report.md\", \"line\": 21, \"column\": 34},\n"
        " {\"kind\": \"target\", \"indicator\": \"固定资产投资\", "
        "\"measure\": \"milestone\", \"op\": \"=\", \"value\": null, \"high\": "
        "null, \"unit\": null, \"base\": null, \"by\": \"2020\", \"quote\": "
        "\"“甲”\\\"乙\\\"\", \"file\": \"content/2020/report.md\", \"line\": "
        "21, \"column\": 34}\n]\n");
    buf_free(&out);
    arena_free(&arena);
}

TEST(no_records_are_an_empty_array)
{
    struct buf out = {0};

    export_json(NULL, 0, &out);
    CHECK_STR(out.data, "[]\n");
    buf_free(&out);
}

TEST(csv_quotes_what_it_must_and_begins_with_a_bom)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, "a.md", STR(""));
    struct record record = sample(source);
    struct buf out = {0};

    record.quote = STR("税收1,260万元");
    export_csv(&record, 1, true, &out);
    CHECK_STR(out.data,
              "\xef\xbb\xbfkind,indicator,measure,op,value,high,unit,base,by,"
              "quote,file,line,column\r\n"
              "target,固定资产投资,growth,=,7,,%,,2020,"
              "\"税收1,260万元\",a.md,21,34\r\n");
    buf_free(&out);
    arena_free(&arena);
}

TEST(the_table_is_aligned_by_screen_width)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, "a.md", STR(""));
    struct record record[2] = {sample(source), sample(source)};
    struct buf out = {0};

    record[1].kind = RECORD_RESULT;
    record[1].measure = MEASURE_LEVEL;
    record[1].op = OP_LEAST;
    record[1].indicator = STR("GDP");
    record[1].value = 2;
    record[1].decimals = 1;
    record[1].unit = STR("亿元");
    record[1].by = STR("");
    export_table(record, 2, &out);
    CHECK_STR(out.data, "类别  指标          数值        时限  出处\n"
                        "目标  固定资产投资  增长 7%     2020  a.md:21:34\n"
                        "完成  GDP           ≥ 2.0 亿元        a.md:21:34\n");
    buf_free(&out);
    arena_free(&arena);
}

TEST(a_value_is_shown_as_written)
{
    struct record record = {.has_value = true, .value = 6.5, .decimals = 1};
    struct buf out = {0};

    export_value(&record, &out);
    CHECK_STR(out.data, "6.5");
    buf_cut(&out, 0);
    record.op = OP_RANGE;
    record.high = 7;
    export_value(&record, &out);
    CHECK_STR(out.data, "6.5–7");
    buf_cut(&out, 0);
    record.has_value = false;
    export_value(&record, &out);
    CHECK_INT(out.len, 0);
    buf_free(&out);
}
