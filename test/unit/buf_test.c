#include "../../gen/base/buf.h"
#include "../test.h"

#include <stdio.h>

TEST(a_buffer_puts_text_together)
{
    struct buf buf = {0};

    buf_text(&buf, "增长");
    buf_format(&buf, "%d", 7);
    buf_char(&buf, '%');
    buf_rune(&buf, 0x3002);
    buf_str(&buf, STR("完"));
    buf_repeat(&buf, '.', 3);
    CHECK_STR(buf.data, "增长7%。完...");
    buf_cut(&buf, 6);
    CHECK_STR(buf.data, "增长");
    buf_free(&buf);
}

TEST(a_buffer_keeps_any_bytes)
{
    struct buf buf = {0};

    buf_add(&buf, "a\0b", 3);
    CHECK_INT(buf.len, 3);
    CHECK(buf.data[1] == '\0' && buf.data[2] == 'b' && buf.data[3] == '\0');
    buf_free(&buf);
}

TEST(a_limit_stops_a_buffer_and_is_remembered)
{
    struct buf buf = {.limit = 4};

    buf_text(&buf, "abc");
    CHECK(!buf.full);
    buf_text(&buf, "de");
    CHECK(buf.full);
    CHECK_STR(buf.data, "abc");
    buf_free(&buf);
}

TEST(an_empty_buffer_is_an_empty_text)
{
    struct buf buf = {0};

    CHECK_INT(buf_view(&buf).len, 0);
    CHECK_STR(buf_view(&buf).ptr, "");
    buf_free(&buf);
}

TEST(numbers_are_added_in_decimal_digits)
{
    struct buf buf = {0};

    buf_number(&buf, 0);
    buf_char(&buf, ' ');
    buf_number(&buf, 1020);
    buf_char(&buf, ' ');
    buf_number(&buf, SIZE_MAX);
    char wanted[60];
    snprintf(wanted, sizeof(wanted), "0 1020 %zu", SIZE_MAX);
    CHECK_STR(buf.data, wanted);
    buf_free(&buf);
}

TEST(one_thing_is_counted_as_one)
{
    struct buf buf = {0};

    buf_count(&buf, 1, "report");
    buf_text(&buf, ", ");
    buf_count(&buf, 24, "file");
    buf_text(&buf, ", ");
    buf_count(&buf, 0, "page");
    CHECK_STR(buf.data, "1 report, 24 files, 0 pages");
    buf_free(&buf);
}
