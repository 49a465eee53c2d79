#include "../../gen/pages/check_pack.h"

#include "../../gen/base/buf.h"
#include "../../gen/base/mem.h"
#include "../../gen/pages/check.h"
#include "../test.h"

static const struct check_run runs[] = {
    {3, 0, 0},
    {3, 2, 23},
    {3, 23, 24},
    {4, 999999999, 999999999},
    {70, 1, 4294967295U},
    {4000000000U, 0, 300},
};

#define LEN (sizeof(runs) / sizeof(runs[0]))

TEST(anchors_that_are_packed_are_the_same_ones)
{
    struct arena arena = {0};
    struct buf bytes = {0};

    check_pack(&bytes, runs, LEN);
    CHECK(bytes.len < LEN * 8);
    struct check_facts facts = {.is_brief = true, .packed = buf_view(&bytes)};
    struct check_facts whole = check_unpack(&arena, &facts);
    CHECK_INT(whole.runs, LEN);
    for (size_t i = 0; i < LEN && i < whole.runs; i++) {
        CHECK_INT(whole.run[i].name, runs[i].name);
        CHECK_INT(whole.run[i].first, runs[i].first);
        CHECK_INT(whole.run[i].last, runs[i].last);
    }
    buf_free(&bytes);
    arena_free(&arena);
}

TEST(bytes_that_end_early_have_fewer_anchors)
{
    struct arena arena = {0};
    struct buf bytes = {0};

    check_pack(&bytes, runs, LEN);
    for (size_t len = 0; len < bytes.len; len++) {
        struct check_facts facts = {.packed = {bytes.data, len}};
        CHECK(check_unpack(&arena, &facts).runs < LEN);
    }
    buf_free(&bytes);
    arena_free(&arena);
}
