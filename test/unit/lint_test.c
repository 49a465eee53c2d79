#include "../../gen/base/diag.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/lint.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is told of a document, a line each: "code column a|b". */
static void lint(struct str text, struct buf *out)
{
    struct markdown_options options = {.footnotes = true, .max_nesting = 16};
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_new(&arena, "t.md", text);
    struct doc *doc = markdown_read(&arena, source, 0, &options, &diags);

    buf_cut(out, 0);
    buf_text(out, "");
    diags_free(&diags);
    const struct records *records =
        targets_read(&arena, doc, STR(""), 2020, &diags);
    diags_free(&diags);
    lint_document(doc, records, &diags);
    for (size_t i = 0; i < diags.len; i++)
        buf_format(out, "%s%s %u %s|%s", i ? "\n" : "",
                   diag_rule(diags.item[i].code)->name, diags.item[i].line,
                   diags.item[i].a, diags.item[i].b);
    diags_free(&diags);
    arena_free(&arena);
}

static const struct {
    const char *text, *told;
} cases[] = {
    {"财政收入由2.66亿元增加到4.559亿元，增长55%。",
     "claimed-change 1 55%|71.4%"},
    {"由2亿元增长到4.05亿元,增长101.5%。", "claimed-change 1 101.5%|102.5%"},
    {"由2.66亿元增加到4.559亿元,增长比例达55%。", "claimed-change 1 55%|71.4%"},
    {"由2.66亿元增加到4.559亿元，增长71.4%。", ""},
    {"由2.66亿元增加到4.559亿元，增长71%。", ""},
    {"由26600万元增加到4.559亿元，增长71.4%。", ""},
    {"由2.66亿元增加到4.559亿元，年均增长14.4%。", ""},
    {"由2.66亿元增加到4.559亿元，工业增长55%。", ""},
    {"由约2.66亿元增加到4.559亿元，增长55%。", ""},
    {"信访量从120件下降到90件，下降25%。", ""},
    {"信访量从120件下降到90件，下降35%。", "claimed-change 1 35%|25.0%"},
    {"普及率由82%提高到90%，提高8个百分点。", ""},
    {"硬化村道22.5公里（其中产业路7公里）。", ""},
    {"硬化村道22.5公里（其中产业路27公里）。", "parts 1 27公里|22.5公里"},
    {"硬化村道10公里，其中东沟6公里、西沟7公里。", "parts 1 13公里|10公里"},
    {"硬化村道10公里，其中东沟6公里、西沟4公里。", ""},
    {"硬化村道10公里，其中东沟6公里，油路14公里。", ""},
    {"投资6.72亿元，其中产业投资、民间投资分别为4.15亿元、3.08亿元。", ""},
    {"资金1.2亿元，其中财政13000万元。", "parts 1 1.3亿元|1.2亿元"},
    {"党员35人，其中妇女20人、35岁以下20人。", ""},
    {"# 总结\n\n全镇财政总收入2.2亿元。\n\n回头看，财政总收入2.4亿元。",
     "two-values 5 2.4亿元|2.2亿元（t.md:3:1）"},
    {"# 总结\n\n全镇财政总收入2.2亿元。\n\n财政总收入22000万元。", ""},
    {"# 总结\n\n上半年财政总收入1.2亿元。\n\n财政总收入2.4亿元。", ""},
    {"## 一、总结\n\n财政总收入2.2亿元。\n\n## 二、计划\n\n"
     "财政总收入达到2.1亿元。",
     "below-result 7 2.1亿元|2.2亿元（t.md:3:1）"},
    {"## 一、总结\n\n财政总收入2.2亿元。\n\n## 二、计划\n\n"
     "财政总收入达到2.3亿元。",
     ""},
    {"## 一、总结\n\n城镇调查失业率5.1%。\n\n## 二、计划\n\n"
     "城镇调查失业率控制在5%以内。",
     ""},
};

TEST(slips_are_told_and_nothing_else)
{
    struct buf got = {0};

    markdown_prepare();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        lint(str_of(cases[i].text), &got);
        test_case(strcmp(got.data, cases[i].told) == 0, "lint",
                  "%s: got <%s>, wanted <%s>", cases[i].text, got.data,
                  cases[i].told);
    }
    buf_free(&got);
}

TEST(annotated_reports_have_no_false_alarms)
{
    const char *shared = test_shared();
    struct buf got = {0};
    char path[512];

    if (!shared)
        test_skip("no shared material");
    markdown_prepare();
    for (int i = 1; i <= 4; i++) {
        snprintf(path, sizeof(path), "%s/data/targets/0%d.md", shared, i);
        size_t len = 0;
        char *text = test_file(path, &len);
        CHECK(text != NULL);
        if (!text)
            continue;
        lint((struct str){text, len}, &got);
        CHECK_STR(got.data, "");
        free(text);
    }
    buf_free(&got);
}
