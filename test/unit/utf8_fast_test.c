#include "../../gen/base/utf8_fast.h"

#include "../../gen/base/text.h"
#include "../test.h"

#include <string.h>

#define ROOM 128

/* What reading rune by rune says. */
static bool is_valid(const char *bytes, size_t len)
{
    struct str text = {bytes, len};
    uint32_t rune;

    for (size_t at = 0, step; (step = text_decode(text, at, &rune)); at += step)
        if (step == 1 && (unsigned char)bytes[at] >= 0x80)
            return false;
    return true;
}

static bool agrees(const char *bytes, size_t len)
{
    return utf8_fast(bytes, len) == is_valid(bytes, len);
}

/* Each lead with each second byte, and with all edges of a third and fourth,
 * across the border of two blocks. Counts those told wrong. */
static size_t wrong_behind(unsigned lead)
{
    static const unsigned char edge[] = {'a',  0x7F, 0x80, 0x8F, 0x90,
                                         0x9F, 0xA0, 0xBF, 0xC2, 0xE4};
    char bytes[40];
    size_t wrong = 0;

    memset(bytes, 'a', sizeof(bytes));
    for (unsigned second = 0; second < 256; second++)
        for (size_t i = 0; i < sizeof(edge) * sizeof(edge); i++) {
            bytes[30] = (char)lead;
            bytes[31] = (char)second;
            bytes[32] = (char)edge[i / sizeof(edge)];
            bytes[33] = (char)edge[i % sizeof(edge)];
            wrong += utf8_fast(bytes, sizeof(bytes)) != is_valid(bytes + 30, 5);
        }
    return wrong;
}

TEST(every_lead_is_judged_by_what_follows_it)
{
    for (unsigned lead = 0; utf8_fast_works() && lead < 256; lead++)
        test_case(wrong_behind(lead) == 0, "lead", "%02X", lead);
}

static const char *const pieces[] = {"\x80",
                                     "\xBF",
                                     "\xC0\x80",
                                     "\xC1\xBF",
                                     "\xC2",
                                     "\xC2\x80",
                                     "\xDF\xBF",
                                     "\xE0\x80",
                                     "\xE0\x9F\xBF",
                                     "\xE0\xA0\x80",
                                     "\xE4",
                                     "\xE4\xB8",
                                     "中",
                                     "\xED\x9F\xBF",
                                     "\xED\xA0\x80",
                                     "\xED\xBF\xBF",
                                     "\xEE\x80\x80",
                                     "\xF0",
                                     "\xF0\x9F",
                                     "\xF0\x9F\x98",
                                     "😀",
                                     "\xF0\x8F\xBF\xBF",
                                     "\xF0\x90\x80\x80",
                                     "\xF4\x8F\xBF\xBF",
                                     "\xF4\x90\x80\x80",
                                     "\xF5\x80\x80\x80",
                                     "\xF8\x88\x80\x80\x80",
                                     "\xFE",
                                     "\xFF"};

/* A piece behind `at` bytes of `around`, and with more of it behind. */
static bool is_seen_at(size_t at, const char *piece, const char *around)
{
    char bytes[ROOM];
    size_t len = 0, step = strlen(around);

    for (size_t i = 0; i < at % step; i++)
        bytes[len++] = 'a';
    for (; len < at; len += step)
        memcpy(bytes + len, around, step);
    memcpy(bytes + len, piece, strlen(piece));
    len += strlen(piece);
    bool at_end = agrees(bytes, len);
    memcpy(bytes + len, around, step);
    return at_end && agrees(bytes, len + step);
}

TEST(a_fault_is_seen_wherever_it_stands_and_at_the_end)
{
    for (size_t at = 0; utf8_fast_works() && at <= 100; at++)
        for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
            CHECK(is_seen_at(at, pieces[i], "a"));
            CHECK(is_seen_at(at, pieces[i], "中"));
            CHECK(is_seen_at(at, pieces[i], "😀"));
        }
}

TEST(nothing_at_all_is_valid)
{
    CHECK(!utf8_fast_works() || utf8_fast("", 0));
}
