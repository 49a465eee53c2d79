#include "../../gen/build/manifest.h"

#include "../test.h"

#include <stdio.h>
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

TEST(a_path_stands_in_a_list_once_whatever_the_order)
{
    struct manifest manifest = {0};
    struct buf text = {0};
    char path[32];

    for (int i = 0; i < 300; i++) {
        snprintf(path, sizeof(path), "%d.html", i * 7919 % 300);
        CHECK(manifest_add(&manifest, path, 1, print_of(STR("a"))));
        CHECK(!manifest_add(&manifest, path, 1, print_of(STR("a"))));
    }
    manifest_write(&manifest, &text);
    CHECK_INT(manifest.len, 300);
    for (size_t i = 1; i < manifest.len; i++)
        CHECK(strcmp(manifest.file[i - 1]->path, manifest.file[i]->path) < 0);
    CHECK(manifest_find(&manifest, "299.html"));
    CHECK(!manifest_find(&manifest, "300.html"));
    buf_free(&text);
    manifest_free(&manifest);
}

TEST(a_list_marks_what_follows_in_the_one_before)
{
    struct manifest old = {0}, new = {.before = &old};
    struct buf text = {0};

    manifest_add(&old, "a.html", 1, print_of(STR("a")));
    manifest_add(&old, "b.html", 2, print_of(STR("b")));
    manifest_add(&old, "c.html", 3, print_of(STR("c")));
    CHECK(manifest_add(&new, "n.html", 9, print_of(STR("n"))));
    CHECK(manifest_keep(&new, manifest_find(&old, "c.html")));
    CHECK(!manifest_keep(&new, manifest_find(&old, "c.html")));
    CHECK(!manifest_add(&new, "c.html", 4, print_of(STR("d"))));
    CHECK(manifest_add(&new, "a.html", 5, print_of(STR("e"))));
    CHECK(!manifest_keep(&new, manifest_find(&old, "a.html")));
    CHECK(!manifest_add(&new, "n.html", 9, print_of(STR("n"))));
    manifest_write(&new, &text);
    CHECK_INT(new.len, 3);
    CHECK(new.file[1] == manifest_find(&old, "c.html"));
    CHECK(new.file[1]->kept);
    CHECK(!new.file[0]->kept);
    CHECK_INT(manifest_find(&old, "a.html")->size, 1);
    CHECK(!manifest_find(&old, "b.html")->follows);
    buf_free(&text);
    manifest_free(&new);
    manifest_free(&old);
}

TEST(each_folder_is_told_of_its_first_file)
{
    static const char *const path[] = {"a-b/x", "a/b/c/d", "a/b/e",
                                       "a/f/g", "a0/h",    "i"};
    struct manifest manifest = {0};
    struct buf told = {0};

    for (size_t i = 0; i < sizeof(path) / sizeof(*path); i++)
        manifest_add(&manifest, path[i], 1, print_of(STR("x")));
    for (size_t i = 0; i < manifest.len; i++)
        for (size_t len = 0; (len = manifest_next_folder(&manifest, i, len));)
            buf_format(&told, "%.*s ", (int)len, path[i]);
    CHECK_STR(told.data, "a-b/ a/ a/b/ a/b/c/ a/f/ a0/ ");
    CHECK(manifest_has_folder(&manifest, "a/b/c"));
    CHECK(!manifest_has_folder(&manifest, "a/b/c/d"));
    CHECK(!manifest_has_folder(&manifest, "a/"));
    buf_free(&told);
    manifest_free(&manifest);
}

/* Lines that are kept are written as they stood, whatever stands between. */
TEST(what_is_kept_of_a_list_is_written_as_it_stood)
{
    struct manifest first = {0}, old = {0}, copy = {.before = &old};
    struct manifest next = {.before = &old}, same = {0};
    struct buf text = {0}, kept = {0}, made = {0}, wanted = {0};

    for (int i = 0; i < 9; i++) {
        char name[] = {(char)('a' + i), '/', 'x', '\0'};
        manifest_add(&first, name, (uint64_t)i * 111, print_of(str_of(name)));
    }
    manifest_write(&first, &text);
    CHECK(manifest_read(&old, buf_view(&text)));
    for (size_t i = 0; i < old.len; i++)
        CHECK(manifest_keep(&copy, old.file[i]));
    manifest_write(&copy, &kept);
    CHECK_STR(kept.data, text.data);
    for (size_t i = 0; i < old.len; i++)
        old.file[i]->follows = false;
    manifest_add(&next, "e/y", 5, print_of(STR("y")));
    manifest_add(&same, "e/y", 5, print_of(STR("y")));
    for (size_t i = 0; i < old.len; i++) {
        const struct manifest_file *file = old.file[i];
        uint64_t size = i == 3 ? 7 : file->size;
        if (i == 6) /* it is gone */
            continue;
        manifest_add(&same, file->path, size, file->print);
        if (i == 3)
            manifest_add(&next, file->path, size, file->print);
        else
            manifest_keep(&next, old.file[i]);
    }
    manifest_write(&next, &made);
    manifest_write(&same, &wanted);
    CHECK_STR(made.data, wanted.data);
    buf_free(&wanted);
    buf_free(&made);
    buf_free(&kept);
    buf_free(&text);
    manifest_free(&same);
    manifest_free(&next);
    manifest_free(&copy);
    manifest_free(&old);
    manifest_free(&first);
}
