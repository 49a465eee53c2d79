#include "../../gen/base/format.h"

#include "../test.h"

#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The same by format_write and by the library, in a buffer of `room` bytes. */
static void compare(size_t room, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void compare(size_t room, const char *format, ...)
{
    char ours[300], theirs[300];
    va_list args;

    memset(ours, 'x', sizeof(ours));
    memset(theirs, 'x', sizeof(theirs));
    va_start(args, format);
    int len = format_write(ours, room, format, args);
    va_end(args);
    va_start(args, format);
    CHECK_INT(len, vsnprintf(theirs, room, format, args));
    va_end(args);
    if (room)
        CHECK_STR(ours, theirs);
}

TEST(what_is_asked_most_is_as_printf_has_it)
{
    for (size_t room = 0; room < 40; room++) {
        compare(room, "plain");
        compare(room, "%s/%s", "xinglong", "2020");
        compare(room, "%.*s…", 3, "全镇");
        compare(room, "%zu of %u, %d, %c%%", (size_t)12345, 7U, -8, 'c');
        compare(room, "t%02zus f%02zu", (size_t)3, (size_t)1234);
        compare(room, "%04d-%02u", 2020, 1U);
    }
}

TEST(numbers_are_whole_at_their_ends)
{
    compare(300, "%d %d %ld %ld", INT_MIN, INT_MAX, LONG_MIN, LONG_MAX);
    compare(300, "%u %lu %zu", UINT_MAX, ULONG_MAX, SIZE_MAX);
    compare(300, "%05d %05d %03d", -12, 12, -12345);
}

TEST(the_rest_is_left_to_the_library)
{
    compare(300, "%.2f MB", 1.005);
    compare(300, "%5d|%-5s|%5s|%x|%02X", 12, "ab", "cd", 255U, 10U);
    compare(300, "%lld %016llx", -5LL, 0x1234ULL);
    compare(300, "%.10s|%.*f", "twelve letters", 3, 1.5);
}
