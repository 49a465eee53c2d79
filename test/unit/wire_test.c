#include "../../gen/base/wire.h"

#include "../../gen/base/diag.h"
#include "../../gen/base/mem.h"
#include "../test.h"

/* Three problems, two of them of one line. */
static struct str told_bytes(struct arena *arena)
{
    struct diags told = {0};
    struct source *source =
        source_new(arena, "content/2020/plan.md", STR("修路3公里\n架桥\n"));

    diag_add(&told, LINT_TWICE, (struct place){source, 1, 3}, "3", NULL);
    diag_add(&told, LINT_TWICE, (struct place){source, 1, 9}, "4", NULL);
    diag_add(&told, LINT_TWICE, (struct place){source, 2, 1}, "5", NULL);
    struct str bytes = wire_told_bytes(arena, &told);
    diags_free(&told);
    return bytes;
}

TEST(problems_of_one_line_have_its_text_once_and_are_told_whole)
{
    struct arena arena = {0};
    struct diags again = {0};
    struct str bytes = told_bytes(&arena);
    size_t at = str_find(bytes, STR("修路"));

    CHECK(at != SIZE_MAX);
    struct str rest = str_range(bytes.ptr + at + 1, bytes.ptr + bytes.len);
    CHECK(str_find(rest, STR("修路")) == SIZE_MAX);
    CHECK(wire_tell(bytes, &again));
    CHECK_INT(again.len, 3);
    CHECK_STR(again.item[1].path, "content/2020/plan.md");
    CHECK_STR(again.item[1].excerpt, "修路3公里");
    CHECK_STR(again.item[2].excerpt, "架桥");
    diags_free(&again);
    arena_free(&arena);
}

TEST(what_is_told_in_damaged_bytes_is_not_told)
{
    struct arena arena = {0};
    struct str bytes = told_bytes(&arena);

    for (size_t len = 1; len < bytes.len; len++) {
        struct diags again = {0};
        CHECK(!wire_tell((struct str){bytes.ptr, len}, &again));
        CHECK_INT(again.len, 0);
        diags_free(&again);
    }
    arena_free(&arena);
}

TEST(a_note_has_its_bytes_elsewhere_and_tells_none_that_are_damaged)
{
    struct arena arena = {0};
    struct diags told = {0}, again = {0};
    struct buf notes = {0}, said = {0};

    diag_path(&told, LINT_TWICE, "content/2020/plan.md", "3", NULL);
    diag_path(&told, LINT_TWICE, "content/2020/plan.md", "4", NULL);
    struct wire_note note = wire_note_of(&arena, &told);
    for (int i = 0; i < 2; i++) {
        wire_put_note(&notes, &note);
        buf_str(&said, note.bytes);
    }
    CHECK_INT(notes.len, 2 * WIRE_NOTE);
    struct wire from = wire_of(buf_view(&notes), NULL);
    struct wire bytes = wire_of(buf_view(&said), NULL);
    struct wire_note first = wire_note(&from, &bytes);
    struct wire_note second = wire_note(&from, &bytes);
    CHECK(!from.broken && from.left == 0 && bytes.left == 0);
    CHECK_INT(first.sum.len, 2);
    said.data[said.len - 1] ^= 1;
    CHECK(wire_tell_note(&first, &again));
    CHECK_INT(again.len, 2);
    CHECK(!wire_tell_note(&second, &again));
    CHECK_INT(again.len, 2);
    from = wire_of(buf_view(&notes), NULL);
    bytes = wire_of((struct str){said.data, said.len / 2 - 1}, NULL);
    wire_note(&from, &bytes);
    CHECK(from.broken);
    diags_free(&again);
    diags_free(&told);
    buf_free(&said);
    buf_free(&notes);
    arena_free(&arena);
}

TEST(short_numbers_take_what_they_need_and_come_back)
{
    static const uint64_t numbers[] = {0,     1,     127,       128,
                                       16383, 16384, UINT64_MAX};
    struct buf out = {0};
    uint64_t number = 7;

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        wire_put_short(&out, numbers[i]);
    CHECK_INT(out.len, 1 + 1 + 1 + 2 + 2 + 3 + 10);
    struct str bytes = buf_view(&out);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        CHECK(wire_take_short(&bytes, &number));
        CHECK(number == numbers[i]);
    }
    CHECK(!wire_take_short(&bytes, &number));
    CHECK_INT(number, 0);
    bytes = STR("\xff\xff");
    CHECK(!wire_take_short(&bytes, &number));
    bytes = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
    CHECK(!wire_take_short(&bytes, &number));
    buf_free(&out);
}
