#include "../../gen/base/diag.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/village.h"
#include "../test.h"

#include <string.h>

/* The villages a text names, each with its lines: "王庄村 1 3\n". */
static void named(const char *text, struct buf *out)
{
    static const struct markdown_options options = {.footnotes = true};
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_new(&arena, "x.md", str_of(text));
    markdown_prepare();
    struct doc *doc = markdown_read(&arena, source, 0, &options, &diags);

    buf_cut(out, 0);
    buf_text(out, "");
    CHECK(doc != NULL);
    const struct village *at = doc ? villages_read(&arena, doc)->first : NULL;
    for (; at; at = at->next) {
        buf_str(out, at->name);
        for (size_t i = 0; i < at->lines; i++)
            buf_format(out, " %u", at->line[i]);
        buf_char(out, '\n');
    }
    diags_free(&diags);
    arena_free(&arena);
}

static const struct {
    const char *text, *named;
} cases[] = {
    {"硬化上桥村、下桥村、李家湾村等3个村的路。",
     "上桥村 1\n下桥村 1\n李家湾村 1\n"},
    {"在王庄村和小营村之间架桥。", "王庄村 1\n小营村 1\n"},
    {"王庄村村委会。", "王庄村 1\n"},
    {"王庄村党支部牵头，石门村民兵参加。", "王庄村 1\n"},
    {"新建8个行政村、3个自然村的文化广场，建成省级文明村。", ""},
    {"全村、各村、农村、乡村、新农村、美丽乡村、本村、驻村、贫困村。", ""},
    {"村村通，村级，村民，村庄，行政村，5个村，村两委。", ""},
    {"确保石门村通车。", ""}, /* its beginning is not certain, */
    {"确保石门村通车。\n\n在石门村修路。", "石门村 1 3\n"}, /* until it is */
    {"王庄村一次，又到王庄村一次。\n\n## 王庄村\n\n- 王庄村", "王庄村 1 3 5\n"},
    {"| 地点 | 里程 |\n|--|--|\n| 上桥村 | 2 |\n| 下桥村 | 3 |",
     "上桥村 3\n下桥村 4\n"},
    {"王庄村。\n\n小王庄村。", "王庄村 1\n小王庄村 3\n"},
    {"在王庄村。\n\n建设小王庄村的路。", "王庄村 1\n"},
    {"推进依法治村，加强乡村治理，进村入户。", ""},
    {"abc村，123村。", ""},
    {"村", ""},
    {"", ""},
};

TEST(a_village_is_named_where_the_text_shows_it)
{
    struct buf got = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        named(cases[i].text, &got);
        test_case(strcmp(got.data, cases[i].named) == 0, cases[i].text,
                  "names:\n%s", got.data);
    }
    buf_free(&got);
}

/* 村 without end costs no more than its length. */
TEST(a_text_of_nothing_else_ends)
{
    struct buf text = {0}, got = {0};

    for (int i = 0; i < 20000; i++)
        buf_text(&text, i % 3 ? "村" : "、石村");
    named(text.data, &got);
    CHECK(got.len < 4096);
    buf_free(&text);
    buf_free(&got);
}
