#include "../test.h"

#include "../../gen/base/mem.h"
#include "../../gen/pages/value.h"
#include "../../gen/pages/view_contents.h"

/* The phrases of `title`, put together with bars between. */
static const char *parted(struct arena *arena, const char *title)
{
    struct view view = {.arena = arena};
    struct value *phrases = phrases_value(&view, str_of(title));
    struct buf out = {0};

    for (size_t i = 0; i < phrases->len; i++) {
        if (i)
            buf_char(&out, '|');
        buf_str(&out, value_get(phrases->item[i], STR("text"))->text);
    }
    return view_keep(&view, &out).ptr;
}

TEST(a_title_is_cut_between_phrases)
{
    static const char *const cases[] = {
        "兴隆镇2019年工作总结|和2020年工作计划",
        "2024年的|11项承诺，|兑现得怎么样",
        "一图读懂|示例镇人民政府|2025年报告",
        "改善民生，|让群众共享发展成果",
        "2020年的目标", /* no number behind 的 */
        "计划生育和卫生", /* 计划 does not end a title here */
        "目标，", /* nothing is cut off an end */
        "",
    };
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf title = {0};
        for (const char *at = cases[i]; *at; at++)
            if (*at != '|')
                buf_char(&title, *at);
        struct view view = {.arena = &arena};
        const char *whole = view_keep(&view, &title).ptr;
        CHECK_STR(parted(&arena, whole), cases[i]);
    }
    arena_free(&arena);
}
