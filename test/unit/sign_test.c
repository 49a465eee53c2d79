/*
 * The key was made by `minisign -G -W` for this test and signs nothing else;
 * the signature is minisign's own, which ours has to equal.
 */
#include "../../gen/doors/sign.h"

#include "../../gen/base/diag.h"
#include "../test.h"

#include <string.h>

#define SECRET                                                                 \
    "untrusted comment: minisign encrypted secret key\n"                       \
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
    "I7pcjQEE3TPURZNDiMgC+rBilESLxrOy6XcFI2vGn6Z8vS8pOuA6QGW9B+ORxssC1qBI4jbq" \
    "fJPTJ91PeeOW1wl41xli0jLLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define PUBLIC "RWQjulyNAQTdM2W9B+ORxssC1qBI4jbqfJPTJ91PeeOW1wl41xli0jLL"
#define SIGNATURE                                                              \
    "RUQjulyNAQTdMyswIYjuAk94/heI3Cb5xF3XPOyFJegGFFsK2TqnHosClnUcPsDNVRYHUM0g" \
    "p93z1Jh8sgD7jsdMloHRT5nZRAc=\n"                                           \
    "trusted comment: timestamp:1\tfile:m.txt\thashed\n"                       \
    "wXLV0FFNO99lqVggwhSKQep2zmuib9MZ1jbXn9UTkgx0GDIE7hOhNPO+ZuoyNiuzWgJdUH3q" \
    "7vUmenjqKc0fAg==\n"

static struct sign_key the_key(void)
{
    struct sign_key key = {0};
    struct diags diags = {0};

    CHECK(sign_key_read(STR(SECRET), "test.key", NULL, NULL, &key, &diags));
    diags_free(&diags);
    return key;
}

static struct sign_public the_public(void)
{
    struct sign_public public = {0};
    struct diags diags = {0};

    CHECK(sign_public_read(STR("untrusted comment: x\n" PUBLIC "\n"), "p",
                           &public, &diags));
    diags_free(&diags);
    return public;
}

TEST(a_signature_is_the_same_as_minisign_makes)
{
    struct sign_key key = the_key();
    struct buf out = {0};

    sign_write(&key, STR("hello\n"), "timestamp:1\tfile:m.txt\thashed", &out);
    CHECK_STR(strchr(out.data, '\n') + 1, SIGNATURE);
    buf_free(&out);
    sign_forget(&key);
    CHECK_INT(key.secret[0], 0);
}

TEST(the_public_part_is_in_the_secret_one)
{
    struct sign_key key = the_key();
    struct sign_public public = sign_public_of(&key);
    struct buf out = {0};

    sign_public_write(&public, &out);
    CHECK_STR(out.data, PUBLIC);
    buf_free(&out);
}

static bool checks(const char *signature, size_t len, const char *bytes)
{
    struct sign_public public = the_public();
    struct diags diags = {0};
    bool good = sign_check((struct str){signature, len}, str_of(bytes), &public,
                           "m.txt", &diags);

    CHECK_INT(diags.len, good ? 0 : 1);
    CHECK(good || diags.item[0].code == SIGN_BAD);
    diags_free(&diags);
    return good;
}

TEST(a_signature_holds_for_its_bytes_alone)
{
    static const char text[] = "untrusted comment: x\n" SIGNATURE;

    CHECK(checks(text, strlen(text), "hello\n"));
    CHECK(!checks(text, strlen(text), "hello"));
    CHECK(!checks(text, strlen(text), ""));
}

/* Each character of the three signed lines, one after another. */
TEST(no_character_of_a_signature_can_be_changed)
{
    char text[512] = "untrusted comment: x\n" SIGNATURE;
    size_t start = (size_t)(strchr(text, '\n') + 1 - text), len = strlen(text);

    for (size_t at = start; at < len; at++) {
        char was = text[at];
        if (was == '\n' || was == '=')
            continue;
        text[at] = was == 'A' ? 'B' : 'A';
        test_case(!checks(text, len, "hello\n"), "changed", "at %zu", at);
        text[at] = was;
    }
}

TEST(what_is_cut_short_is_no_signature)
{
    static const char text[] = "untrusted comment: x\n" SIGNATURE;

    for (size_t len = 0; len < strlen(text) - 5; len += 7)
        test_case(!checks(text, len, "hello\n"), "short", "%zu bytes", len);
}

TEST(the_number_of_a_key_is_told_as_minisign_does)
{
    char number[17];

    CHECK(sign_number(STR("untrusted comment: x\n" SIGNATURE), number));
    CHECK_STR(number, "33DD04018D5CBA23");
    CHECK(!sign_number(STR("hello"), number));
}

TEST(what_is_no_key_is_told)
{
    static const char *const bad[] = {"", "x", "x\ny\n", "x\n" PUBLIC "\n",
                                      "x\nRWRTY0Iy\n"};

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct sign_key key;
        struct diags diags = {0};
        bool good =
            sign_key_read(str_of(bad[i]), "k", NULL, NULL, &key, &diags);
        test_case(!good && diags.len == 1 && diags.item[0].code == SIGN_KEY,
                  "key", "%s", bad[i]);
        diags_free(&diags);
    }
    struct sign_public public;
    struct diags diags = {0};
    CHECK(!sign_public_read(STR(SECRET), "k", &public, &diags));
    CHECK(!sign_public_read(STR(""), "k", &public, &diags));
    diags_free(&diags);
}
