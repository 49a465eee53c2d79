#include "ledger_row.h"

#include "numeral.h"

#include <string.h>
#include <strings.h>

#define NAMES 5
#define WORDS 7

/* The first is the one we write. */
static const char *const names[CELLS][NAMES] = {
    [CELL_ID] = {"id", "编号", "序号"},
    [CELL_INDICATOR] = {"indicator", "指标", "指标名称", "目标"},
    [CELL_KIND] = {"kind", "类别", "类型"},
    [CELL_MEASURE] = {"measure", "口径", "方式"},
    [CELL_OP] = {"op", "关系", "比较"},
    [CELL_VALUE] = {"value", "数值", "目标值", "值"},
    [CELL_HIGH] = {"high", "上限"},
    [CELL_UNIT] = {"unit", "单位", "计量单位"},
    [CELL_BASE] = {"base", "基数", "基础"},
    [CELL_BY] = {"by", "时限", "完成时限"},
    [CELL_OWNER] = {"owner", "责任单位", "牵头单位", "责任人"},
    [CELL_SECTION] = {"section", "章节", "所在章节"},
    [CELL_QUOTE] = {"quote", "原文", "原话"},
    [CELL_STATUS] = {"status", "状态"},
    [CELL_RESULT] = {"result", "完成情况", "结果"},
    [CELL_NOTE] = {"note", "备注", "说明"},
    [CELL_FOUND] = {"found", "机读"},
};

struct word {
    int means;
    const char *word[WORDS];
};

static const struct word kinds[] = {{RECORD_TARGET, {"target", "目标", "计划"}},
                                    {RECORD_RESULT, {"result", "完成", "结果"}},
                                    {0}};
static const struct word measures[] = {
    {MEASURE_LEVEL, {"level", "总量", "数量"}},
    {MEASURE_GROWTH, {"growth", "增长"}},
    {MEASURE_DECLINE, {"decline", "下降"}},
    {MEASURE_RISE, {"rise", "增加", "提高"}},
    {MEASURE_FALL, {"fall", "减少", "降低"}},
    {MEASURE_MILESTONE, {"milestone", "办成", "事项"}},
    {0}};
static const struct word ops[] = {
    {OP_EQUAL, {"=", "＝", "等于"}},
    {OP_LEAST, {">=", "≥", "＞＝", "以上", "不低于", "至少"}},
    {OP_MOST, {"<=", "≤", "＜＝", "以内", "以下", "不超过"}},
    {OP_ABOUT, {"~", "～", "≈", "约", "左右"}},
    {OP_RANGE, {"range", "区间"}},
    {0}};
static const struct word states[] = {
    {ROW_DRAFT, {"draft", "草稿"}},
    {ROW_CONFIRMED, {"confirmed", "已确认", "确认"}},
    {ROW_DROPPED, {"dropped", "作废", "删除"}},
    {0}};

static const struct word *const words[CELLS] = {
    [CELL_KIND] = kinds,
    [CELL_MEASURE] = measures,
    [CELL_OP] = ops,
    [CELL_STATUS] = states,
};

static bool is_word(struct str text, const char *word)
{
    return word && text.len == strlen(word) &&
           strncasecmp(text.ptr, word, text.len) == 0;
}

enum ledger_column ledger_column(struct str head)
{
    head = str_trim(head);
    for (int column = 0; column < CELLS; column++)
        for (int i = 0; i < NAMES; i++)
            if (is_word(head, names[column][i]))
                return (enum ledger_column)column;
    return CELLS;
}

const char *ledger_column_name(enum ledger_column column)
{
    return names[column][0];
}

int ledger_word(enum ledger_column column, struct str word)
{
    for (const struct word *at = words[column]; at->word[0]; at++)
        for (int i = 0; i < WORDS; i++)
            if (is_word(word, at->word[i]))
                return at->means;
    return -1;
}

const char *ledger_words(enum ledger_column column)
{
    switch (column) {
    case CELL_KIND: return "target, result";
    case CELL_MEASURE: return "level, growth, decline, rise, fall, milestone";
    case CELL_OP: return "=, >=, <=, ~, range";
    default: return "draft, confirmed, dropped";
    }
}

/* The sign at the beginning, taken off. */
static int take_sign(struct str *text)
{
    static const struct {
        const char *sign;
        int means;
    } signs[] = {{"-", -1}, {"－", -1}, {"−", -1}, {"+", 1}, {"＋", 1}};

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
        if (str_starts(*text, signs[i].sign)) {
            size_t len = strlen(signs[i].sign);
            *text = (struct str){text->ptr + len, text->len - len};
            return signs[i].means;
        }
    return 1;
}

static void take_percent(struct str *text, struct str unit)
{
    if (!str_is(unit, "%") && !str_is(unit, "％"))
        return;
    if (str_ends(*text, "%"))
        text->len -= strlen("%");
    else if (str_ends(*text, "％"))
        text->len -= strlen("％");
}

/* A blank inside may be one number broken apart or two: not for us to say. */
static bool has_blank(struct str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (numeral_blanks(text, at) > 0)
            return true;
    return false;
}

bool ledger_number(struct str cell, struct str unit, double *value,
                   int *decimals)
{
    struct str text = str_trim(cell);
    struct numeral numeral;

    take_percent(&text, unit);
    int sign = take_sign(&text);
    if (has_blank(text) || !numeral_read(text, 0, &numeral) ||
        numeral.to != text.len || numeral.scale.len)
        return false;
    *value = sign * numeral.value;
    *decimals = numeral.decimals;
    return true;
}
