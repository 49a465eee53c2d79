#include "../../gen/read/limits.h"
#include "../../gen/base/diag.h"
#include "../test.h"

#include <string.h>

/* What is told of head, `each` so often, and tail: "line [code] a | b". */
static void told(const char *head, const char *each, size_t count,
                 const char *tail, const char *wanted)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct buf text = {0}, out = {0};

    buf_text(&text, head);
    for (size_t i = 0; i < count; i++)
        buf_text(&text, each);
    buf_text(&text, tail);
    struct source *source = source_new(&arena, "a.md", buf_view(&text));
    bool fine = limits_hold(source, 0, LIMIT_NESTING, &diags);
    for (size_t i = 0; i < diags.len; i++) {
        const struct diag *diag = &diags.item[i];
        buf_format(&out, "%u [%s] %s | %s\n", diag->line,
                   diag_rule(diag->code)->name, diag->a, diag->b);
    }
    buf_char(&out, '\0');
    test_case(strcmp(out.data, wanted) == 0 && fine == (*wanted == '\0'),
              "limit", "%zu × %s: %s, wanted %s", count, each, out.data,
              wanted);
    buf_free(&out);
    buf_free(&text);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(each_limit_is_told_with_its_line_and_one_less_passes)
{
    told("a\n", "b", LIMIT_LINE_BYTES, "", "");
    told("a\n", "b", LIMIT_LINE_BYTES + 1, "",
         "2 [line-length] 262145 | 262144\n");
    told("a\n\n", "> ", 64, "x", "");
    told("a\n\n", "> ", 65, "x", "3 [depth] 65 | 64\n");
    told("", "1. ", 65, "x", "1 [depth] 65 | 64\n");
    told("", "* ", 200, "\n", "");
    told("a", "\n", 101, "b", "");
    told("a", "\n", 102, "b", "102 [blank-lines] 100 | 100\n");
    told("a\n", ">\n", 101, "b", "102 [blank-lines] 100 | 100\n");
    told("a\n", "-\n", 200, "b", "");
    told("", "![", LIMIT_IMAGES, "", "");
    told("", "![", LIMIT_IMAGES + 1, "", "1 [limit-marks] ![ | 5000\n");
    told("", "![a\n\n", LIMIT_IMAGES + 1, "", "");
    told("", "- ![a\n", LIMIT_IMAGES + 1, "", "");
    told("", "<!A\n", LIMIT_DECLARATIONS + 1, "",
         "1001 [limit-marks] <! <? | 1000\n");
    told("", "<!-- a -->\n", LIMIT_DECLARATIONS + 1, "", "");
    told("", "**a ", LIMIT_STARS + 1, "", "1 [limit-marks] * _ | 10000\n");
    told("|a|\n|-|\n", "|**b**|\n", LIMIT_STARS, "", "");
    told("a | b\n-|-\n", "**b** | c\n", LIMIT_STARS, "", "");
    told("", "a\n", LIMIT_HEADLESS, "-|-\n", "");
    told("", "a\n", LIMIT_HEADLESS + 1, "-|-\n",
         "10002 [limit-marks] |---| | 10000\n");
}

TEST(tables_are_counted_in_columns_and_cells)
{
    told("a\n\n|a|b|c|d|\n|-|-|-|-|\n", "|e|\n", 12498, "", "");
    told("a\n\n|a|b|c|d|\n|-|-|-|-|\n", "|e|\n", 12499, "\nb\n",
         "3 [limit-cells] 4 × 12501 | 4 × 12500\n");
    told("a\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|",
         "-|", 32, "\n", "");
    told("a\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|",
         "-|", 33, "\n", "1 [limit-cells] 65 × 2 | 64 × 781\n");
    told("> a\n> :-:|:-:\n", "> b\n", 24999, "",
         "1 [limit-cells] 2 × 25001 | 2 × 25000\n");
}

TEST(uses_of_definitions_are_added_up)
{
    char definition[1100] = "[Ä  b]: /";

    memset(definition + strlen(definition), 'u', 1000);
    strcat(definition, "\n\n");
    told(definition, "[a]", 9000, "", "");
    told(definition, "[Ä B]", 4000, "", "");
    told(definition, "[Ä B]", 4400, "", "3 [limit-output] > 4 MiB | 4 MiB\n");
    told("[^1]: a\n\n", "[^1] ", 100000, "",
         "3 [line-length] 500000 | 262144\n");
}
