#include "../../gen/doors/sums.h"

#include "../../gen/base/diag.h"
#include "../test.h"

#include <string.h>

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static bool reads(const char *text, size_t len, size_t *told)
{
    struct sums sums = {0};
    struct diags diags = {0};
    bool good = sums_read(&sums, SUMS_NAME, (struct str){text, len}, &diags);

    *told = diags.len;
    diags_free(&diags);
    sums_free(&sums);
    return good;
}

TEST(a_manifest_is_sorted_and_read_back)
{
    struct sums sums = {0}, back = {0};
    struct diags diags = {0};
    struct buf text = {0};
    struct sha256 sum = sha256_of(STR("abc"));

    CHECK(sums_add(&sums, "b.html", &sum));
    CHECK(sums_add(&sums, "2020/工作 总结.md", &sum));
    CHECK(!sums_add(&sums, "b.html", &sum));
    sums_write(&sums, &text);
    CHECK_STR(text.data, ABC "  2020/工作 总结.md\n" ABC "  b.html\n");
    CHECK(sums_read(&back, SUMS_NAME, buf_view(&text), &diags));
    CHECK_INT(back.len, 2);
    CHECK(sums_find(&back, "b.html") != NULL);
    CHECK(sha256_equal(&sums_find(&back, "b.html")->sum, &sum));
    CHECK(sums_find(&back, "c.html") == NULL);
    diags_free(&diags);
    sums_free(&back);
    sums_free(&sums);
    buf_free(&text);
}

TEST(lines_that_others_write_are_understood)
{
    static const char *const fine[] = {"",
                                       ABC "  a.html\n",
                                       ABC " *a.html\n",
                                       ABC "  ./a.html\n",
                                       ABC "  a.html",
                                       ABC "  a b/c.html\n" ABC
                                           "  a b/d.html\n"};
    size_t told;

    for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
        test_case(reads(fine[i], strlen(fine[i]), &told) && told == 0, "fine",
                  "%s", fine[i]);
}

TEST(lines_that_could_harm_are_refused)
{
    static const char *const bad[] = {
        ABC "  ../x\n",
        ABC "  a/../../x\n",
        ABC "  /etc/passwd\n",
        ABC "  ~/x\n",
        ABC "  C:\\x\n",
        ABC "  C:x\n",
        ABC "  a\\b\n",
        ABC "  a.html\r\n",
        "\xEF\xBB\xBF" ABC "  a.html\n",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD  a\n",
        ABC "  a.html\n" ABC "  a.html\n",
        ABC "  a.html\n" ABC "  ./a.html\n",
        ABC " a.html\n",
        ABC "  \n",
        ABC "\n",
        "\n",
        "hello\n",
        ABC "  \xff.html\n",
        ABC "  a\tb\n"};
    size_t told;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        test_case(!reads(bad[i], strlen(bad[i]), &told) && told == 1, "bad",
                  "%s", bad[i]);
    CHECK(!reads(ABC "  a\0b\n", 64 + 6, &told));
}

TEST(every_wrong_line_is_told_with_its_number)
{
    struct sums sums = {0};
    struct diags diags = {0};

    CHECK(!sums_read(&sums, SUMS_NAME,
                     STR("x\n" ABC "  a.html\n" ABC "  ../b\n"), &diags));
    CHECK_INT(diags.len, 2);
    CHECK_INT(diags.item[0].line, 1);
    CHECK_INT(diags.item[1].line, 3);
    CHECK_INT(sums.len, 1);
    diags_free(&diags);
    sums_free(&sums);
}
