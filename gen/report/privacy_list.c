#include "privacy_list.h"

#include "privacy.h"

#include <string.h>

#define NAMES_LEAST 3
#define TITLES_MOST 5 /* rows above a head */

static struct str cell_at(const struct privacy_table *table, size_t row,
                          size_t column)
{
    const struct privacy_row *at = &table->row[row];

    return column < at->cells ? str_trim(at->cell[column].text) : STR("");
}

/* ---- the head ---- */

static size_t filled(const struct privacy_table *table, size_t row)
{
    size_t count = 0;

    for (size_t i = 0; i < table->row[row].cells; i++)
        count += cell_at(table, row, i).len > 0;
    return count;
}

/* A head of two rows: some of its cells span both, some have parts below. */
static bool is_double(const struct privacy_table *table, size_t row)
{
    bool spans_down = false, spans_across = false;

    if (row + 2 >= table->rows)
        return false;
    for (size_t i = 0; i < table->columns; i++) {
        bool above = cell_at(table, row, i).len > 0;
        bool below = cell_at(table, row + 1, i).len > 0;
        spans_down = spans_down || (above && !below);
        spans_across = spans_across || (!above && below);
    }
    return spans_down && spans_across;
}

void privacy_list_head(struct privacy_table *table)
{
    size_t row = 0;

    table->columns = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (table->row[i].cells > table->columns)
            table->columns = table->row[i].cells;
    while (row < table->rows && row < TITLES_MOST && filled(table, row) < 2)
        row++;
    if (row == table->rows || row == TITLES_MOST)
        row = 0;
    table->head = row;
    table->first = row + 1 + is_double(table, row);
}

/* Whether a column's head has one of the words. */
static bool head_has(const struct privacy_table *table, size_t column,
                     const char *const *word)
{
    for (size_t row = table->head; row < table->first; row++)
        if (str_has_any(cell_at(table, row, column), word))
            return true;
    return false;
}

/* ---- columns ---- */

static const char *const household[] = {
    "贫困户",   "低保",   "五保",     "特困",     "户主",
    "家庭人口", "致贫",   "残疾",     "救助",     "危房改造",
    "脱贫户",   "监测户", "享受政策", "补助金额", NULL};

/* Of phones, those of offices are published by duty. */
static bool is_sensitive(const struct privacy_table *table, size_t column)
{
    static const char *const word[] = {
        "身份证",   "证件号", "手机",     "银行",     "账号", "帐号", "卡号",
        "住址",     "残疾",   "疾病",     "患病",     "病种", "致贫", "低保",
        "家庭人口", "监护人", "出生年月", "出生日期", NULL};

    return head_has(table, column, word);
}

/* A phone column counts when mobiles stand in it. */
static bool is_phone_column(const struct privacy_table *table, size_t column)
{
    static const char *const word[] = {"电话", "联系方式", NULL};
    struct privacy_hit hit;

    if (!head_has(table, column, word))
        return false;
    for (size_t row = table->first; row < table->rows; row++) {
        size_t at = 0;
        if (privacy_next(cell_at(table, row, column), &at, &hit))
            return true;
    }
    return false;
}

/* Something stands in it that is not masked. */
static bool is_open(const struct privacy_table *table, size_t column)
{
    for (size_t row = table->first; row < table->rows; row++) {
        struct str text = cell_at(table, row, column);
        if (text.len && str_find(text, STR("**")) == SIZE_MAX &&
            str_find(text, STR("＊")) == SIZE_MAX && !str_is(text, "-") &&
            !str_is(text, "/") && !str_is(text, "无"))
            return true;
    }
    return false;
}

/* The hundred commonest surnames: two names in three have one of the first
 * forty. */
static bool begins_with_surname(struct str text)
{
    static const char surname[] =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许"
        "傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆"
        "郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    uint32_t rune;
    size_t len = text_decode(text, 0, &rune);

    return len == 3 && rune_is_han(rune) &&
           str_find(str_of(surname), (struct str){text.ptr, len}) != SIZE_MAX;
}

static bool is_name(struct str text)
{
    size_t han = 0;
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        if (!rune_is_han(rune))
            return false;
        han++;
    }
    return han >= 2 && han <= 4 && begins_with_surname(text);
}

static bool is_name_column(const struct privacy_table *table, size_t column)
{
    size_t names = 0, some = 0;

    for (size_t row = table->first; row < table->rows; row++) {
        struct str text = cell_at(table, row, column);
        some += text.len > 0;
        names += is_name(text);
    }
    return names >= NAMES_LEAST && names * 10 >= some * 7;
}

/* The column of names by its head, or by what stands in it. */
static bool has_names(const struct privacy_table *table, bool *by_head)
{
    static const char *const word[] = {"姓名", "户主", NULL};

    *by_head = false;
    for (size_t i = 0; i < table->columns; i++)
        *by_head = *by_head || (head_has(table, i, word) && is_open(table, i));
    for (size_t i = 0; i < table->columns && !*by_head; i++)
        if (is_name_column(table, i))
            return true;
    return *by_head;
}

/* The lowest row of a column's head that says something. */
static struct str head_of(const struct privacy_table *table, size_t column)
{
    struct str text = STR("");

    for (size_t row = table->first; row > table->head && !text.len; row--)
        text = cell_at(table, row - 1, column);
    return text;
}

bool privacy_lists_people(const struct privacy_table *table, struct str *what)
{
    bool by_head;

    if (table->rows <= table->first || table->columns < 2 ||
        !has_names(table, &by_head))
        return false;
    for (size_t i = 0; i < table->columns; i++) {
        *what = head_of(table, i);
        if (by_head && ((is_sensitive(table, i) && is_open(table, i)) ||
                        is_phone_column(table, i)))
            return true;
        if (!by_head && head_has(table, i, household) && is_open(table, i))
            return true;
    }
    return false;
}

/* "…、高河等村": what was listed are places. */
static bool is_places(struct str last)
{
    static const char *const word[] = {"村",   "镇",   "乡",   "社区", "街道",
                                       "公司", "企业", "管区", NULL};

    return str_has_any(last, word);
}

/* Takes a name off `*rest`, up to 、 or a blank. */
static bool take_name(struct str *rest)
{
    size_t end = 0;
    uint32_t rune = 0, next;

    for (size_t len; (len = text_decode(*rest, end, &next)); end += len)
        if (!rune_is_han(next))
            break;
    text_decode(*rest, end, &rune);
    struct str name = {rest->ptr, end};
    bool good = is_name(name) && !is_places(name);
    if (rune == 0x3001 || rune == ' ' || rune == ',' || rune == 0xFF0C) {
        char bytes[4];
        end += rune_encode(rune, bytes);
    } else {
        good = good && (rune == 0 || rune == 0x3002 || rune == 0xFF1B);
    }
    *rest = (struct str){rest->ptr + end, rest->len - end};
    return good;
}

bool privacy_names_people(struct str text, size_t *at)
{
    static const char *const colon[] = {"名单：", "名单:",  "户：",
                                        "户:",    "人员：", "人员:"};
    static const char *const any_colon[] = {"：", ":", NULL};

    /* few texts have a colon, and one is found sooner than a dozen words */
    if (!str_has_any(text, any_colon) || !str_has_any(text, household))
        return false;
    for (size_t i = 0; i < sizeof(colon) / sizeof(colon[0]); i++) {
        size_t found = str_find(text, str_of(colon[i]));
        if (found == SIZE_MAX)
            continue;
        found += strlen(colon[i]);
        struct str rest = {text.ptr + found, text.len - found};
        struct str last = rest;
        size_t names = 0;
        for (; take_name(&rest); last = rest)
            names++;
        *at = found;
        if (names >= NAMES_LEAST && !is_places(str_range(last.ptr, rest.ptr)))
            return true;
    }
    return false;
}
