/*
 * The reports of test/annotated, read and held against what a careful reader
 * found in them. test/annotated/README.md has the conventions.
 */
#include "../../gen/base/diag.h"
#include "../../gen/base/rune.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/target.h"
#include "../test.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More records than any of the reports has, and longer names. */
#define RECORDS_MOST 400
#define RUNES_MOST 256

/* ---- names ---- */

static const char *const fronts[] = {
    "再新增", "新签约", "新开工", "新引进", "新发展", "新改建", "新注册",
    "新认定", "新培育", "新纳入", "上半年", "下半年", "全街道", "我街道",
    "全镇",   "全乡",   "全村",   "全区",   "全县",   "全市",   "全年",
    "我镇",   "我乡",   "我村",   "我们",   "街道",   "本镇",   "今年",
    "明年",   "去年",   "年内",   "累计",   "共计",   "预计",   "计划",
    "力争",   "争取",   "确保",   "努力",   "实现",   "完成",   "达到",
    "新增",   "新建",   "新上",   "新签",   "新修",   "新架",   "新种",
    "新植",   "新栽",   "净增",   "再改",   "再建",   "建成",   "建设",
    "修建",   "改建",   "打造",   "创建",   "引进",   "培育",   "发展",
    "改造",   "整治",   "硬化",   "铺设",   "安装",   "发放",   "兑现",
    "兑付",   "组织",   "开展",   "举办",   "召开",   "实施",   "落实",
    "启动",   "推进",   "加装",   "拆除",   "腾退",   "盘活",   "疏浚",
    "清淤",   "整修",   "维修",   "加固",   "栽植",   "种植",   "清理",
    "排查",   "化解",   "调处",   "调解",   "受理",   "查处",   "检查",
    "投入",   "整合",   "统筹",   "流转",   "其中",   "共",     "可",
    "拟",     "达",     "的",     NULL};

static const char *const backs[] = {
    "稳定在", "保持在", "控制在", "提高到", "增加到", "扩大到", "发展到",
    "达到",   "完成",   "实现",   "突破",   "超过",   "累计",   "同比",
    "分别",   "任务",   "建设",   "工程",   "达",     "为",     "是",
    "约",     "的",     "等",     NULL};

static const char *const left_out =
    " \"'“”‘’「」『』《》〈〉()[]【】,，.。;；:：·、/|*#_-　";

static void replace(struct buf *text, const char *from, const char *to)
{
    struct buf out = {0};
    struct str rest = buf_view(text);

    for (size_t at; (at = str_find(rest, str_of(from))) != SIZE_MAX;) {
        buf_add(&out, rest.ptr, at);
        buf_text(&out, to);
        rest.ptr += at + strlen(from);
        rest.len -= at + strlen(from);
    }
    buf_str(&out, rest);
    buf_cut(text, 0);
    buf_str(text, buf_view(&out));
    buf_free(&out);
}

/* Full-width forms as half-width ones, without blanks, marks and quotes. */
static void write_plain(struct str name, struct buf *out)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(name, at, &rune)) > 0;
         at += len) {
        struct str one = {name.ptr + at, len};
        if (str_find(str_of(left_out), one) == SIZE_MAX)
            buf_rune(out, rune_half(rune));
    }
    replace(out, "规模以上", "规上");
    replace(out, "限额以上", "限上");
}

static bool strip(struct str *name, const char *const *words, bool front)
{
    for (; *words; words++) {
        struct str word = str_of(*words);
        if (name->len < word.len + strlen("两字"))
            continue;
        if (front ? !str_starts(*name, *words) : !str_ends(*name, *words))
            continue;
        name->ptr += front ? word.len : 0;
        name->len -= word.len;
        return true;
    }
    return false;
}

static size_t runes_of(struct str text, uint32_t *runes)
{
    size_t count = 0, len;

    for (size_t at = 0;
         count < RUNES_MOST && (len = text_decode(text, at, &runes[count])) > 0;
         at += len)
        count++;
    return count;
}

/* Twice the pairs of neighbours that both have, by all that they have. */
static double dice(struct str a, struct str b)
{
    uint32_t left[RUNES_MOST], right[RUNES_MOST];
    size_t n = runes_of(a, left), m = runes_of(b, right), hit = 0;
    bool taken[RUNES_MOST] = {false};

    if (n < 2 || m < 2)
        return str_equal(a, b) ? 1 : 0;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t k = 0; k + 1 < m; k++)
            if (!taken[k] && left[i] == right[k] &&
                left[i + 1] == right[k + 1]) {
                taken[k] = true;
                hit++;
                break;
            }
    return 2.0 * (double)hit / (double)(n + m - 2);
}

static double likeness(struct str a, struct str b)
{
    struct str small = a.len <= b.len ? a : b, large = a.len <= b.len ? b : a;

    if (!a.len || !b.len)
        return 0;
    if (str_equal(a, b))
        return 1;
    double same = dice(a, b);
    if (str_find(large, small) != SIZE_MAX && small.len * 10 >= large.len * 6)
        same = fmax(same, 0.6 + 0.36 * (double)small.len / (double)large.len);
    return same;
}

/* How alike two names are, as they stand and without verbs around them. */
static double name_likeness(const char *wanted, struct str got)
{
    struct buf a = {0}, b = {0};

    write_plain(str_of(wanted), &a);
    write_plain(got, &b);
    struct str left = buf_view(&a), right = buf_view(&b);
    double whole = likeness(left, right);
    while (strip(&left, fronts, true) || strip(&left, backs, false))
        ;
    while (strip(&right, fronts, true) || strip(&right, backs, false))
        ;
    double bare = likeness(left, right);
    buf_free(&a);
    buf_free(&b);
    return fmax(whole, bare);
}

/* ---- one record against one of the gold ---- */

static const char *text_of(const cJSON *gold, const char *key)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(gold, key));

    return text ? text : "";
}

static bool is_set(const cJSON *gold, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(gold, key));
}

static bool accepts(const cJSON *gold, const char *key, const char *got)
{
    const cJSON *accept = cJSON_GetObjectItemCaseSensitive(gold, "accept");
    const cJSON *other, *list = cJSON_GetObjectItemCaseSensitive(accept, key);

    if (strcmp(text_of(gold, key), got) == 0)
        return true;
    cJSON_ArrayForEach(other, list) if (strcmp(cJSON_GetStringValue(other),
                                               got) == 0) return true;
    return false;
}

static bool same_number(const cJSON *gold, const char *key, double got)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(gold, key);

    if (!cJSON_IsNumber(item))
        return false;
    return fabs(item->valuedouble - got) <= 1e-9 * fmax(1, fabs(got));
}

/* NFKC and no blanks: 万头(只) is 万头（只）. */
static bool same_unit(const cJSON *gold, struct str got)
{
    struct buf plain = {0};
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(got, at, &rune)) > 0; at += len)
        if (rune != ' ')
            buf_rune(&plain, rune == 0x2030 ? rune : rune_half(rune));
    buf_char(&plain, '\0');
    bool same = accepts(gold, "unit", plain.data);
    buf_free(&plain);
    return same;
}

static bool same_block(const cJSON *gold, const struct record *record)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(gold, "line");
    uint32_t line = (uint32_t)item->valuedouble;

    return record->line == line ||
           (record->block->line <= line && line <= record->block->last_line);
}

static bool is_milestone(const cJSON *gold)
{
    return strcmp(text_of(gold, "measure"), "milestone") == 0;
}

static double likeness_of_names(const cJSON *gold, struct str got)
{
    const cJSON *other;
    double best = name_likeness(text_of(gold, "indicator"), got);

    cJSON_ArrayForEach(other,
                       cJSON_GetObjectItemCaseSensitive(gold, "indicator_alt"))
        best = fmax(best, name_likeness(cJSON_GetStringValue(other), got));
    return best;
}

/* How well they pair; 0: not at all. */
static double pairing(const cJSON *gold, const struct record *record)
{
    bool event = is_milestone(gold);

    if (event != (record->measure == MEASURE_MILESTONE) ||
        !same_block(gold, record))
        return 0;
    double same = likeness_of_names(gold, record->indicator);
    if (event)
        return fmax(same, name_likeness(text_of(gold, "quote"),
                                        record->indicator)) >= 0.5
                   ? same + 1
                   : 0;
    if (is_set(gold, "optional"))
        return same_number(gold, "value", fabs(record->value)) ? same + 0.1 : 0;
    bool high =
        record->op == OP_RANGE
            ? same_number(gold, "high", record->high)
            : !cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(gold, "high"));
    if (!high || !same_number(gold, "value", record->value) ||
        !same_unit(gold, record->unit) ||
        !accepts(gold, "kind", record_kind_name(record->kind)) ||
        !accepts(gold, "measure", record_measure_name(record->measure)) ||
        !accepts(gold, "op", record_op_name(record->op)))
        return 0;
    return same >= 0.6 || is_set(gold, "any_indicator") ? same + 1 : 0;
}

/* ---- a report ---- */

struct score {
    int wanted, given, right; /* records with a value */
    int promised, seen, kept; /* milestones */
};

/* Pairs the best first; each of both once. */
static void pair_all(const cJSON *const *gold, size_t golds,
                     const struct records *records, bool *gold_taken,
                     bool *record_taken)
{
    static double weight[RECORDS_MOST][RECORDS_MOST];

    for (size_t i = 0; i < golds; i++)
        for (size_t k = 0; k < records->len; k++)
            weight[i][k] = pairing(gold[i], &records->item[k]);
    for (;;) {
        size_t best_gold = 0, best_record = 0;
        double best = 0;
        for (size_t i = 0; i < golds; i++)
            for (size_t k = 0; k < records->len && !gold_taken[i]; k++)
                if (!record_taken[k] && weight[i][k] > best) {
                    best = weight[i][k];
                    best_gold = i;
                    best_record = k;
                }
        if (best <= 0)
            return;
        gold_taken[best_gold] = record_taken[best_record] = true;
    }
}

static void count(const cJSON *const *gold, size_t golds,
                  const struct records *records, const char *file,
                  struct score *score)
{
    bool gold_taken[RECORDS_MOST] = {false}, given[RECORDS_MOST] = {false};

    pair_all(gold, golds, records, gold_taken, given);
    for (size_t i = 0; i < golds; i++) {
        if (is_set(gold[i], "optional"))
            continue;
        bool event = is_milestone(gold[i]);
        *(event ? &score->promised : &score->wanted) += 1;
        if (gold_taken[i]) {
            *(event ? &score->kept : &score->right) += 1;
            *(event ? &score->seen : &score->given) += 1;
        } else {
            printf("note: %s: missed %s (%s)\n", file,
                   text_of(gold[i], "indicator"), text_of(gold[i], "quote"));
        }
    }
    for (size_t k = 0; k < records->len; k++) {
        const struct record *record = &records->item[k];
        bool event = record->measure == MEASURE_MILESTONE;
        if (given[k])
            continue;
        *(event ? &score->seen : &score->given) += 1;
        printf("note: %s: invented %.*s (%.*s)\n", file,
               (int)record->indicator.len, record->indicator.ptr,
               (int)record->quote.len, record->quote.ptr);
    }
}

static void read_report(const char *folder, const char *file, const cJSON *all,
                        struct score *score)
{
    struct markdown_options options = {.footnotes = true};
    const cJSON *gold[RECORDS_MOST], *item;
    struct arena arena = {0};
    struct diags diags = {0};
    char path[512];
    size_t golds = 0, len = 0;

    snprintf(path, sizeof(path), "%s/%s", folder, file);
    char *text = test_file(path, &len);
    CHECK(text != NULL);
    if (!text)
        return;
    cJSON_ArrayForEach(item,
                       all) if (strcmp(text_of(item, "file"), file) == 0 &&
                                golds < RECORDS_MOST) gold[golds++] = item;
    struct str source_text = {text, len};
    const struct source *source = source_new(&arena, path, source_text);
    size_t body = 0;
    if (str_starts(source_text, "---\n"))
        body = str_find((struct str){text + 4, len - 4}, STR("\n---\n")) + 9;
    const struct doc *doc =
        markdown_read(&arena, source, body, &options, &diags);
    const struct records *records =
        targets_read(&arena, doc, STR(""), 0, &diags);
    CHECK(records->len < RECORDS_MOST);
    count(gold, golds, records, file, score);
    diags_free(&diags);
    arena_free(&arena);
    free(text);
}

/* Each file of the gold once, in its order. */
static struct score read_folder(const char *folder)
{
    struct score score = {0};
    char path[512];
    const char *last = "";
    const cJSON *item;

    snprintf(path, sizeof(path), "%s/gold.json", folder);
    char *text = test_file(path, NULL);
    CHECK(text != NULL);
    cJSON *all = text ? cJSON_Parse(text) : NULL;
    CHECK(all != NULL);
    markdown_prepare();
    cJSON_ArrayForEach(item, all)
    {
        const char *file = text_of(item, "file");
        if (strcmp(file, last) != 0)
            read_report(folder, file, all, &score);
        last = file;
    }
    cJSON_Delete(all);
    free(text);
    return score;
}

static double share(int part, int whole)
{
    return whole ? (double)part / whole : 1;
}

static double f1(int right, int wanted, int given)
{
    return share(2 * right, wanted + given);
}

static void check_floor(const char *what, double got, double floor)
{
    test_case(got >= floor, "annotated", "%s is %.4f, less than %.4f", what,
              got, floor);
}

static void check_score(const struct score *score, double strict,
                        double precision, double milestones)
{
    check_floor("strict F1", f1(score->right, score->wanted, score->given),
                strict);
    check_floor("precision", share(score->right, score->given), precision);
    check_floor("milestones F1", f1(score->kept, score->promised, score->seen),
                milestones);
}

TEST(the_annotated_reports_are_read_as_a_careful_reader_does)
{
    struct score score = read_folder("test/annotated");

    CHECK(score.wanted >= 3600);
    CHECK(score.promised >= 130);
    check_score(&score, 0.995, 0.995, 0.99);
}

TEST(the_shared_annotated_reports_are_read_so_too)
{
    const char *shared = test_shared();
    char folder[512];

    if (!shared)
        test_skip("no shared material");
    snprintf(folder, sizeof(folder), "%s/data/targets", shared);
    struct score score = read_folder(folder);
    CHECK(score.wanted >= 180);
    check_score(&score, 0.98, 0.98, 0.85);
}
