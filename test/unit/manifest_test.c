#include "../../gen/build/manifest.h"

#include "../test.h"

#include <string.h>

#define PRINT "0123456789abcdef0123456789abcdef"

TEST(a_manifest_reads_what_it_wrote)
{
    struct manifest made = {0}, read = {0};
    struct buf text = {0}, again = {0};

    manifest_add(&made, "index.html", 12, print_of(STR("home")));
    manifest_add(&made, "2020/r01.html", 0, print_of(STR("")));
    manifest_add(&made, "a b.txt", 7, print_of(STR("x")));
    manifest_write(&made, &text);
    CHECK(manifest_read(&read, buf_view(&text)));
    manifest_write(&read, &again);
    CHECK_STR(again.data, text.data);
    CHECK_INT(manifest_find(&read, "index.html")->size, 12);
    CHECK_STR(read.file[0]->path, "2020/r01.html");
    buf_free(&again);
    buf_free(&text);
    manifest_free(&read);
    manifest_free(&made);
}

TEST(a_manifest_knows_its_folders)
{
    struct manifest manifest = {0};

    manifest_add(&manifest, "a/b/c.html", 1, print_of(STR("c")));
    CHECK(manifest_has_folder(&manifest, "a"));
    CHECK(manifest_has_folder(&manifest, "a/b"));
    CHECK(!manifest_has_folder(&manifest, "a/b/c.html"));
    CHECK(!manifest_find(&manifest, "a/b"));
    CHECK(!manifest_add(&manifest, "a/b/c.html", 2, print_of(STR("d"))));
    manifest_free(&manifest);
}

static const char *const broken[] = {
    "",
    "gongkai 1",
    "gongkai 2\n",
    "gongkai 1 unfinished\n",
    "gongkai 1\n" PRINT " 5 index.html",
    "gongkai 1\n" PRINT " 5\n",
    "gongkai 1\n" PRINT " 5 \n",
    "gongkai 1\n" PRINT " x index.html\n",
    "gongkai 1\n" PRINT " -1 index.html\n",
    "gongkai 1\n" PRINT " 99999999999999999999 index.html\n",
    "gongkai 1\nshort 5 index.html\n",
    "gongkai 1\n" PRINT " 5 ../index.html\n",
    "gongkai 1\n" PRINT " 5 /etc/passwd\n",
    "gongkai 1\n" PRINT " 5 a//b\n",
    "gongkai 1\n" PRINT " 5 a\n" PRINT " 5 a\n",
    "gongkai 1\n\n",
};

TEST(a_broken_manifest_is_refused)
{
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        struct manifest manifest = {0};
        test_case(!manifest_read(&manifest, str_of(broken[i])), "manifest",
                  "'%s'", broken[i]);
        manifest_free(&manifest);
    }
}

TEST(a_nul_in_a_manifest_is_refused)
{
    static const char text[] = "gongkai 1\n" PRINT " 5 a\0b\n";
    struct manifest manifest = {0};

    CHECK(!manifest_read(&manifest, (struct str){text, sizeof(text) - 1}));
    manifest_free(&manifest);
}
