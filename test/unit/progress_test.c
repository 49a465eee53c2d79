#include "../../gen/base/diag.h"
#include "../../gen/report/progress.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

/* ---- judging ---- */

static const char *const verdict_names[] = {"met", "exceeded", "missed",
                                            "unreported", "different"};

/* A record as a case writes it: measure, op, value, high, decimals, unit. */
struct given {
    enum record_measure measure;
    enum record_op op;
    double value, high;
    int decimals;
    const char *unit;
};

static struct record record_of(const char *indicator, const struct given *given)
{
    return (struct record){.indicator = str_of(indicator),
                           .measure = given->measure,
                           .op = given->op,
                           .has_value = true,
                           .value = given->value,
                           .high = given->high,
                           .decimals = given->decimals,
                           .high_decimals = given->decimals,
                           .unit = str_of(given->unit)};
}

#define LEVEL(op, value, decimals, unit)                                       \
    {                                                                          \
        MEASURE_LEVEL, op, value, 0, decimals, unit                            \
    }
#define SHARE(measure, op, value, decimals)                                    \
    {                                                                          \
        measure, op, value, 0, decimals, "%"                                   \
    }

static const struct {
    const char *what, *indicator;
    struct given target, result;
    enum verdict wanted;
} judged[] = {
    {"the number itself", "收入", LEVEL(OP_EQUAL, 5, 0, "亿元"),
     LEVEL(OP_EQUAL, 5, 0, "亿元"), VERDICT_MET},
    {"the same in another scale", "收入", LEVEL(OP_EQUAL, 2.1, 1, "亿元"),
     LEVEL(OP_EQUAL, 21000, 0, "万元"), VERDICT_MET},
    {"a little more in another scale", "收入", LEVEL(OP_EQUAL, 2.1, 1, "亿元"),
     LEVEL(OP_EQUAL, 21300, 0, "万元"), VERDICT_EXCEEDED},
    {"a little less is less", "收入", SHARE(MEASURE_GROWTH, OP_EQUAL, 7, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 6.9, 1), VERDICT_MISSED},
    {"zeros behind the point", "收入", SHARE(MEASURE_GROWTH, OP_EQUAL, 7, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 7, 1), VERDICT_MET},
    {"a lower bound", "收入", SHARE(MEASURE_GROWTH, OP_LEAST, 8, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 9.1, 1), VERDICT_MET},
    {"below a lower bound", "收入", SHARE(MEASURE_GROWTH, OP_LEAST, 8, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 7.9, 1), VERDICT_MISSED},
    {"an upper bound", "失业率", SHARE(MEASURE_LEVEL, OP_MOST, 5.5, 1),
     SHARE(MEASURE_LEVEL, OP_EQUAL, 5.5, 1), VERDICT_MET},
    {"above an upper bound", "失业率", SHARE(MEASURE_LEVEL, OP_MOST, 5.5, 1),
     SHARE(MEASURE_LEVEL, OP_EQUAL, 5.6, 1), VERDICT_MISSED},
    {"less is more", "城镇调查失业率", SHARE(MEASURE_LEVEL, OP_EQUAL, 5.5, 1),
     SHARE(MEASURE_LEVEL, OP_EQUAL, 5.2, 1), VERDICT_EXCEEDED},
    {"and more is less", "贫困发生率", SHARE(MEASURE_LEVEL, OP_EQUAL, 1, 0),
     SHARE(MEASURE_LEVEL, OP_EQUAL, 1.4, 1), VERDICT_MISSED},
    {"about a number, near", "产值", SHARE(MEASURE_GROWTH, OP_ABOUT, 12, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 11.6, 1), VERDICT_MET},
    {"about a number, far", "产值", SHARE(MEASURE_GROWTH, OP_ABOUT, 12, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 11, 1), VERDICT_MISSED},
    {"in a range",
     "收入",
     {MEASURE_GROWTH, OP_RANGE, 4, 6, 0, "%"},
     SHARE(MEASURE_GROWTH, OP_EQUAL, 5, 0),
     VERDICT_MET},
    {"above a range",
     "收入",
     {MEASURE_GROWTH, OP_RANGE, 4, 6, 0, "%"},
     SHARE(MEASURE_GROWTH, OP_EQUAL, 6.5, 1),
     VERDICT_EXCEEDED},
    {"below a range",
     "收入",
     {MEASURE_GROWTH, OP_RANGE, 4, 6, 0, "%"},
     SHARE(MEASURE_GROWTH, OP_EQUAL, 3.9, 1),
     VERDICT_MISSED},
    {"a greater fall", "事故起数", SHARE(MEASURE_DECLINE, OP_EQUAL, 10, 0),
     SHARE(MEASURE_DECLINE, OP_EQUAL, 12, 0), VERDICT_EXCEEDED},
    {"a rise where a fall was promised", "事故起数",
     SHARE(MEASURE_DECLINE, OP_LEAST, 10, 0),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 3, 0), VERDICT_MISSED},
    {"a fall where growth was promised", "收入",
     SHARE(MEASURE_GROWTH, OP_EQUAL, 7, 0),
     SHARE(MEASURE_DECLINE, OP_EQUAL, 7, 0), VERDICT_MISSED},
    {"percent and points",
     "参保率",
     {MEASURE_RISE, OP_EQUAL, 1, 0, 0, "个百分点"},
     SHARE(MEASURE_GROWTH, OP_EQUAL, 1, 0),
     VERDICT_DIFFERENT},
    {"an amount and a growth", "收入", LEVEL(OP_EQUAL, 5, 0, "亿元"),
     SHARE(MEASURE_GROWTH, OP_EQUAL, 5, 0), VERDICT_DIFFERENT},
    {"two classifiers", "企业", LEVEL(OP_EQUAL, 5, 0, "家"),
     LEVEL(OP_EQUAL, 5, 0, "个"), VERDICT_DIFFERENT},
    {"more than is enough", "普及率", SHARE(MEASURE_LEVEL, OP_EQUAL, 90, 0),
     SHARE(MEASURE_LEVEL, OP_LEAST, 90, 0), VERDICT_MET},
    {"more than, which may not be enough", "普及率",
     SHARE(MEASURE_LEVEL, OP_EQUAL, 95, 0),
     SHARE(MEASURE_LEVEL, OP_LEAST, 90, 0), VERDICT_DIFFERENT},
    {"at most, which is too little", "普及率",
     SHARE(MEASURE_LEVEL, OP_EQUAL, 95, 0),
     SHARE(MEASURE_LEVEL, OP_MOST, 90, 0), VERDICT_MISSED},
};

TEST(results_are_judged_by_the_rule)
{
    for (size_t i = 0; i < sizeof(judged) / sizeof(judged[0]); i++) {
        struct record target =
            record_of(judged[i].indicator, &judged[i].target);
        struct record result =
            record_of(judged[i].indicator, &judged[i].result);
        enum verdict got = progress_judge(&target, &result);
        test_case(got == judged[i].wanted, "judged", "%s: got %s, wanted %s",
                  judged[i].what, verdict_names[got],
                  verdict_names[judged[i].wanted]);
    }
}

/* ---- names ---- */

static const struct {
    const char *a, *b;
    bool alike;
} names[] = {
    {"固定资产投资", "固定资产投资", true},
    {"固定资产投资", "全社会固定资产投资", true},
    {"新建污水管网", "污水管网", true},
    {"城镇新增就业", "城镇就业", true},
    {"规模以上工业总产值", "规模工业总产值", true},
    {"一般公共预算收入（含基金）", "一般公共预算收入", true},
    {"城镇居民人均可支配收入", "农村居民人均可支配收入", false},
    {"居民人均可支配收入", "农村居民人均可支配收入", false},
    {"东沟村道路", "西沟村道路", false},
    {"投资", "固定资产投资", false},
    {"收入", "人均收入", false},
    {"工业投资", "固定资产投资", false},
    {"", "", false},
};

TEST(indicators_are_alike_only_where_no_word_makes_them_others)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        unsigned got =
            progress_likeness(str_of(names[i].a), str_of(names[i].b));
        test_case((got >= PROGRESS_LIKENESS) == names[i].alike, "names",
                  "%s and %s: %u", names[i].a, names[i].b, got);
    }
}

/* Each word that says nothing is passed over, whatever it begins with. */
TEST(words_that_say_nothing_are_passed_over)
{
    static const char *const words[] = {
        "全镇",   "全乡", "全街道", "全县", "我镇",   "我乡", "本镇", "全年",
        "新改建", "新建", "新增",   "新修", "建成",   "完成", "实现", "累计",
        "力争",   "确保", "预计",   "以上", "全社会", "镇域", "辖区"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        char name[64];
        snprintf(name, sizeof(name), "%s水渠", words[i]);
        unsigned got = progress_likeness(str_of(name), STR("水渠"));
        test_case(got == 100, "words", "%s: %u", name, got);
    }
}

/* Two are promised; one is more, and more of these is worse. */
TEST(less_is_better_of_what_harms)
{
    static const char *const harm[] = {
        "失业率", "贫困发生率", "返贫人口", "死亡人数", "事故",   "能耗",
        "案件",   "警情",       "信访量",   "发病率",   "负债",   "债务",
        "污染",   "排放",       "村级债务", "细颗粒物", "PM2.5",  "投诉",
        "隐患",   "逾期贷款",   "空置房屋", "撂荒地",   "抛荒地", "水土流失"};
    struct record two = {.has_value = true, .value = 2, .unit = STR("件")};
    struct record one = {.has_value = true, .value = 1, .unit = STR("件")};

    for (size_t i = 0; i < sizeof(harm) / sizeof(harm[0]); i++) {
        two.indicator = one.indicator = str_of(harm[i]);
        test_case(progress_judge(&two, &one) == VERDICT_EXCEEDED, "harm", "%s",
                  harm[i]);
    }
    two.indicator = one.indicator = STR("水渠");
    CHECK(progress_judge(&two, &one) == VERDICT_MISSED);
}

/* ---- the sample, from files to page ---- */

static const char *const sample[] = {"2024/plan.md", "2025/summary.md",
                                     "2025/plan.md"};

static void put_sample(struct shelf *shelf)
{
    for (size_t i = 0; i < sizeof(sample) / sizeof(sample[0]); i++) {
        char *from =
            arena_format(&shelf->arena, "test/sample/content/%s", sample[i]);
        char *to = arena_format(&shelf->arena, "content/%s", sample[i]);
        char *text = test_file(from, NULL);
        CHECK(text != NULL);
        fake_file(shelf->disk, to, text ? text : "");
        free(text);
    }
}

/* Each row's indicator and verdict, as the page shows them. */
static void list_verdicts(const char *page, struct buf *out)
{
    const char *at = page;

    buf_cut(out, 0);
    while ((at = strstr(at, "<th scope=\"row\">"))) {
        at += strlen("<th scope=\"row\">");
        size_t len = strcspn(at, " <");
        const char *verdict = strstr(at, "<td class=\"verdict ");
        if (!verdict)
            return;
        verdict += strlen("<td class=\"verdict ");
        buf_format(out, "%.*s %.*s\n", (int)len, at,
                   (int)strcspn(verdict, "\""), verdict);
    }
}

TEST(the_sample_has_each_verdict_where_it_belongs)
{
    struct shelf shelf;
    struct buf got = {0};

    shelf_init(&shelf);
    put_sample(&shelf);
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    const char *page = shelf_page(&shelf, "2025/progress.html");
    CHECK(page != NULL);
    list_verdicts(page ? page : "", &got);
    CHECK_STR(got.data ? got.data : "", "固定资产投资 met\n"
                                        "一般公共预算收入 exceeded\n"
                                        "农村居民人均可支配收入 missed\n"
                                        "城镇调查失业率 met\n"
                                        "规模以上工业总产值 met\n"
                                        "高标准农田 exceeded\n"
                                        "粮食播种面积 missed\n"
                                        "油茶种植 different\n"
                                        "农村卫生厕所普及率 exceeded\n"
                                        "通村道路 met\n"
                                        "污水管网 missed\n"
                                        "农村危房 exceeded\n"
                                        "镇中心小学教学楼竣工交付 met\n"
                                        "白石桥建成通车 unreported\n"
                                        "城镇新增就业 exceeded\n"
                                        "村级养老服务站 unreported\n"
                                        "安全生产事故起数 exceeded\n"
                                        "城乡居民医保参保率 different\n");
    CHECK(page && strstr(page, "href=\"../2024/p0201.html#t06s\""));
    CHECK(page && strstr(page, "href=\"s02.html#f06s\""));
    CHECK(shelf_page(&shelf, "2024/progress.html") == NULL);
    buf_free(&got);
    shelf_free(&shelf);
}

/* The page shows two reports: a change in either makes it anew. */
TEST(a_change_in_either_year_reaches_the_page)
{
    struct shelf shelf;

    shelf_init(&shelf);
    put_sample(&shelf);
    CHECK(shelf_update(&shelf));
    char *plan = test_file("test/sample/content/2024/plan.md", NULL);
    char *number = plan ? strstr(plan, "3000") : NULL;
    CHECK(number != NULL);
    if (number)
        number[0] = '4';
    fake_file(shelf.disk, "content/2024/plan.md", plan);
    CHECK(shelf_update(&shelf));
    CHECK(strstr(shelf.made.data, "2025/progress.html\n") != NULL);
    CHECK(shelf_equals_fresh(&shelf));
    char *summary = test_file("test/sample/content/2025/summary.md", NULL);
    char *bridge = summary ? strstr(summary, "正在加紧施工") : NULL;
    CHECK(bridge != NULL);
    if (bridge)
        memcpy(bridge, "已经建成通车", strlen("已经建成通车"));
    fake_file(shelf.disk, "content/2025/summary.md", summary);
    CHECK(shelf_update(&shelf));
    CHECK(shelf_equals_fresh(&shelf));
    fake_gone(shelf.disk, "content/2024/plan.md");
    CHECK(shelf_update(&shelf));
    CHECK(shelf_page(&shelf, "2025/progress.html") == NULL);
    CHECK(shelf_equals_fresh(&shelf));
    free(plan);
    free(summary);
    shelf_free(&shelf);
}

/* Records of one kind, no two of a name, in `arena`. */
static struct records many_records(struct arena *arena, enum record_kind kind,
                                   size_t len, const char *name)
{
    struct records records = {.len = len};

    records.item = arena_array(arena, len, sizeof(*records.item));
    for (size_t i = 0; i < len; i++) {
        records.item[i] =
            record_of(arena_format(arena, "%s%zu", name, i),
                      &(struct given)LEVEL(OP_EQUAL, (double)i, 0, "亩"));
        records.item[i].kind = kind;
    }
    return records;
}

/* Four million pairs are compared; what is left is undecided, not refused. */
TEST(promises_beyond_what_is_compared_are_undecided)
{
    enum { MANY = 2048 };
    struct arena arena = {0};
    struct records plan =
        many_records(&arena, RECORD_TARGET, MANY + 1, "甲乙丙");
    struct records done = many_records(&arena, RECORD_RESULT, MANY, "丁戊己");
    struct report before = {.id = "2024", .year = 2024, .targets = &plan};
    struct report report = {.id = "2025", .year = 2025, .targets = &done};

    struct progress progress = progress_new(&arena, &before, &report);
    CHECK_INT(progress.len, MANY + 1);
    CHECK(!progress.item[0].ambiguous && !progress.item[MANY - 1].ambiguous);
    CHECK(progress.item[MANY].ambiguous);
    CHECK_INT(progress.count[VERDICT_UNREPORTED], MANY + 1);
    arena_free(&arena);
}

/* Reports of one town stand together in the list, others do not matter. */
TEST(the_report_before_is_of_the_same_town)
{
    struct report reports[] = {
        {.id = "b/2025", .year = 2025},   {.id = "2025", .year = 2025},
        {.id = "2024", .year = 2024},     {.id = "a/2024", .year = 2024},
        {.id = "b-c/2024", .year = 2024}, {.id = "b/2024", .year = 2024},
    };
    struct report *list[6];

    for (size_t i = 0; i < 6; i++) {
        reports[i].promises = reports[i].results = true;
        list[i] = &reports[i];
    }
    CHECK(progress_before(list, 6, list[0]) == list[5]);
    CHECK(progress_before(list, 6, list[1]) == list[2]);
    CHECK(progress_before(list, 6, list[2]) == NULL);
    reports[5].promises = false;
    CHECK(progress_before(list, 6, list[0]) == NULL);
}

/* A county may keep the reports of all towns in one folder. */
TEST(towns_that_share_a_folder_are_told_by_their_offices)
{
    struct report reports[] = {
        {.id = "a25", .year = 2025, .org = STR("青石镇人民政府")},
        {.id = "b2025", .year = 2025, .org = STR("云洲街道")},
        {.id = "c25", .year = 2025, .org = STR("南坪乡")},
        {.id = "d25", .year = 2025},
        {.id = "a24", .year = 2024, .org = STR("云洲街道")},
        {.id = "b2024", .year = 2024, .org = STR("示例县云洲街道办事处")},
        {.id = "z24", .year = 2024, .org = STR("青石镇")},
    };
    struct report *list[7];

    for (size_t i = 0; i < 7; i++) {
        reports[i].promises = reports[i].results = true;
        list[i] = &reports[i];
    }
    CHECK(progress_before(list, 7, list[0]) == list[6]);
    CHECK(progress_before(list, 7, list[1]) == list[5]); /* by its name */
    CHECK(progress_before(list, 7, list[2]) == NULL);
    CHECK(progress_before(list, 7, list[3]) == list[4]);
    reports[5].promises = false;
    CHECK(progress_before(list, 7, list[1]) == list[4]);
}
