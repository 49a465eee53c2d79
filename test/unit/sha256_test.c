#include "../../gen/base/sha256.h"
#include "../test.h"

#include <string.h>

static const char *hex_of(struct sha256 sum)
{
    static char text[65];

    sha256_write(&sum, text);
    return text;
}

/* The examples of FIPS 180-2, appendix B. */
TEST(sums_are_those_of_the_standard)
{
    CHECK_STR(
        hex_of(sha256_of(STR("abc"))),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_STR(
        hex_of(sha256_of(STR(""))),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(
        hex_of(sha256_of(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmno"
                             "mnopnopq"))),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(a_sum_in_pieces_is_the_same)
{
    struct sha256_run run;
    char text[1000];

    memset(text, 'x', sizeof(text));
    sha256_begin(&run);
    for (size_t at = 0; at < sizeof(text); at += 125)
        sha256_add(&run, (struct str){text + at, 125});
    struct sha256 pieces = sha256_end(&run);
    struct sha256 whole = sha256_of((struct str){text, sizeof(text)});
    CHECK(sha256_equal(&pieces, &whole));
}

/* A sum at once is by the processor's instructions where it has them, one in
 * pieces always by the library. */
TEST(both_ways_to_a_sum_agree_at_every_length)
{
    char text[400];
    uint32_t seed = 7;

    for (size_t i = 0; i < sizeof(text); i++) {
        seed = seed * 1103515245 + 12345;
        text[i] = (char)(seed >> 16);
    }
    for (size_t len = 0; len <= sizeof(text); len++) {
        struct sha256_run run;
        struct sha256 whole = sha256_of((struct str){text, len});
        sha256_begin(&run);
        sha256_add(&run, (struct str){text, len});
        struct sha256 pieces = sha256_end(&run);
        CHECK(sha256_equal(&pieces, &whole));
    }
}

TEST(a_sum_is_read_back_in_lower_case_alone)
{
    struct sha256 sum = sha256_of(STR("公开")), back;
    char text[65];

    sha256_write(&sum, text);
    CHECK(sha256_read(str_of(text), &back));
    CHECK(sha256_equal(&sum, &back));
    for (char *at = text; *at; at++)
        if (*at >= 'a')
            *at = (char)(*at - 'a' + 'A');
    CHECK(!sha256_read(str_of(text), &back));
    sha256_write(&sum, text);
    text[63] = 'g';
    CHECK(!sha256_read(str_of(text), &back));
    CHECK(!sha256_read(STR("ba7816"), &back));
}
