#include "../../gen/base/print.h"
#include "../test.h"

TEST(prints_tell_bytes_and_their_order_apart)
{
    struct print a = print_of(STR("ab")), b = print_of(STR("ba"));
    struct print ab = {0}, ba = {0};

    CHECK(!print_equal(a, b));
    print_add(&ab, STR("a"));
    print_add(&ab, STR("b"));
    print_add(&ba, STR("b"));
    print_add(&ba, STR("a"));
    CHECK(!print_equal(ab, ba));
    CHECK(!print_equal(ab, a));
    CHECK(print_is_zero((struct print){0}));
}

TEST(prints_are_written_and_read_back)
{
    char text[33];
    struct print print = print_of(STR("兴隆镇")), back;

    print_write(print, text);
    CHECK(print_read(str_of(text), &back));
    CHECK(print_equal(print, back));
    CHECK(!print_read(STR("xyz"), &back));
    CHECK(!print_read(STR("0123456789abcdef0123456789abcdeg"), &back));
}
