#include "schema.h"

#include "../base/escape.h"
#include "../report/target.h"

#define WORDS_MOST 8

static const struct {
    const char *name, *title, *type, *description;
    bool required;
} fields[] = {
    {"kind", "类别", "string", "target 是目标，result 是报告所列的完成情况",
     true},
    {"indicator", "指标", "string", "指标的名称，照原文", false},
    {"measure", "方式", "string",
     "level 达到的数量；growth 增长的百分比；decline 下降的百分比；"
     "rise 增加的数量；fall 减少的数量；milestone 能核对而没有数字的事",
     true},
    {"op", "比较", "string",
     "= 等于；>= 不低于；<= 不超过；~ 大约；range 从 value 到 high", true},
    {"value", "数值", "number", "照原文的数字；milestone 没有数值", false},
    {"high", "上限", "number", "op 为 range 时，范围的上端", false},
    {"unit", "单位", "string", "照原文的单位，如 %、亿元、个百分点", false},
    {"base", "基数", "string", "同什么相比，如上年", false},
    {"by", "时限", "string", "到什么时候，如 2020", false},
    {"quote", "原句", "string", "报告中的原句，一字不改", true},
    {"file", "出处文件", "string", "原句所在的文件", false},
    {"line", "行", "integer", "原句所在段落的行号，从 1 起", false},
    {"column", "列", "integer", "原句在这一行的第几个字，从 1 起", false},
};

/* The words a column can have; how many of them. */
static size_t words_of(size_t field, const char *word[WORDS_MOST])
{
    size_t len = 0;

    if (field == 0) {
        word[len++] = record_kind_name(RECORD_TARGET);
        word[len++] = record_kind_name(RECORD_RESULT);
    } else if (field == 2) {
        for (int i = MEASURE_LEVEL; i <= MEASURE_MILESTONE; i++)
            word[len++] = record_measure_name((enum record_measure)i);
    } else if (field == 3) {
        for (int i = OP_EQUAL; i <= OP_RANGE; i++)
            word[len++] = record_op_name((enum record_op)i);
    }
    return len;
}

static void add_pair(struct buf *out, const char *name, const char *text)
{
    buf_format(out, "      \"%s\": ", name);
    escape_json_string(out, str_of(text));
    buf_text(out, ",\n");
}

static void add_constraints(struct buf *out, size_t field)
{
    const char *word[WORDS_MOST];
    size_t len = words_of(field, word);

    buf_format(out, "      \"constraints\": {\"required\": %s",
               fields[field].required ? "true" : "false");
    for (size_t i = 0; i < len; i++) {
        buf_text(out, i ? ", " : ", \"enum\": [");
        escape_json_string(out, str_of(word[i]));
    }
    buf_text(out, len ? "]}\n" : "}\n");
}

void schema_write(struct buf *out)
{
    size_t len = sizeof(fields) / sizeof(fields[0]);

    buf_text(out, "{\n  \"fields\": [\n");
    for (size_t i = 0; i < len; i++) {
        buf_text(out, "    {\n");
        add_pair(out, "name", fields[i].name);
        add_pair(out, "title", fields[i].title);
        add_pair(out, "type", fields[i].type);
        add_pair(out, "description", fields[i].description);
        add_constraints(out, i);
        buf_text(out, i + 1 < len ? "    },\n" : "    }\n");
    }
    buf_text(out, "  ],\n  \"missingValues\": [\"\"]\n}\n");
}
