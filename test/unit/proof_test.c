#include "../../gen/doors/proof.h"

#include "../../gen/base/diag.h"
#include "../../gen/doors/sums.h"
#include "../test.h"

#include <string.h>

/* What is told, as `code path` lines. */
static const char *told(const struct proof_file *file, size_t len, bool folded)
{
    static struct buf out;
    struct sums sums = {0};
    struct diags diags = {0};
    struct sha256 a = sha256_of(STR("a")), b = sha256_of(STR("b"));

    buf_cut(&out, 0);
    buf_text(&out, "");
    sums_add(&sums, "index.html", &a);
    sums_add(&sums, "2020/r03.html", &b);
    bool good = proof_hold(&sums, file, len, folded, &diags);
    CHECK_INT(good, diags.len == 0);
    for (size_t i = 0; i < diags.len; i++)
        buf_format(&out, "%s %s\n", diag_rule(diags.item[i].code)->name,
                   diags.item[i].path);
    diags_free(&diags);
    sums_free(&sums);
    return out.len ? out.data : "";
}

TEST(a_whole_copy_has_all_and_nothing_else)
{
    struct proof_file file[] = {{"2020/r03.html", sha256_of(STR("b")), true},
                                {"index.html", sha256_of(STR("a")), true},
                                {SUMS_NAME, sha256_of(STR("x")), true},
                                {SUMS_SIGNATURE, sha256_of(STR("x")), true}};

    CHECK_STR(told(file, 4, false), "");
    CHECK_STR(told(file, 2, false), "");
}

TEST(each_difference_is_told_at_its_file)
{
    struct proof_file file[] = {{"2020/r03.html", sha256_of(STR("a")), true},
                                {"new.html", sha256_of(STR("a")), true}};

    CHECK_STR(told(file, 2, false),
              "hash 2020/r03.html\nextra new.html\ngone index.html\n");
}

TEST(a_link_is_no_file_of_ours)
{
    struct proof_file file[] = {{"2020/r03.html", sha256_of(STR("b")), true},
                                {"index.html", sha256_of(STR("a")), false}};

    CHECK_STR(told(file, 2, false), "hash index.html\n");
}

TEST(names_of_a_plain_tree_are_known)
{
    struct proof_file file[] = {
        {"2020/R03.HTML;1", sha256_of(STR("b")), true},
        {"INDEX.HTML;1", sha256_of(STR("a")), true},
        {"MANIFEST_SHA256.TXT;1", sha256_of(STR("x")), true},
        {"MANIFEST_SHA256_TXT.MINISIG;1", sha256_of(STR("x")), true}};

    CHECK_STR(told(file, 4, true), "");
    CHECK_STR(told(file, 1, true), "gone index.html\n");
}
