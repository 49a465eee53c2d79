#include "../../gen/doors/tree.h"

#include "../../gen/base/buf.h"
#include "../../gen/doors/live.h"
#include "../test.h"

#include <stdio.h>
#include <string.h>

static void put(struct tree *tree, const char *path, const char *text)
{
    tree_put(tree, path, str_of(text), NULL);
}

/* What is shown at a path: "404 gone" for what is missing. */
static const char *shown(struct tree *tree, const char *path)
{
    static char text[256];
    struct served *file;
    enum tree_found found = tree_find(tree, path, &file);

    snprintf(text, sizeof(text), "%s%.*s",
             found == TREE_FOLDER    ? "to the folder"
             : found == TREE_MISSING ? "404 "
                                     : "",
             file ? (int)file->bytes.len : 0, file ? file->bytes.ptr : "");
    served_free(file);
    return text;
}

TEST(pages_are_shown_all_at_once)
{
    struct tree *tree = tree_new("t", "zh");

    put(tree, "a.txt", "one");
    put(tree, "b.txt", "two");
    CHECK(!tree_is_there(tree));
    CHECK_STR(shown(tree, "a.txt"), "404 ");
    struct tree_change change = tree_commit(tree, false);
    CHECK(tree_is_there(tree));
    CHECK_INT(change.came, 2);
    CHECK_STR(shown(tree, "a.txt"), "one");
    tree_free(tree);
}

TEST(what_is_neither_put_nor_kept_goes)
{
    struct tree *tree = tree_new("t", "zh");

    put(tree, "a.txt", "one");
    put(tree, "b.txt", "two");
    put(tree, "c.txt", "three");
    tree_commit(tree, false);
    put(tree, "a.txt", "new");
    CHECK(tree_keep(tree, "b.txt", NULL));
    CHECK(!tree_keep(tree, "never.txt", NULL));
    struct tree_change change = tree_commit(tree, false);
    CHECK_INT(change.changed, 1);
    CHECK_INT(change.went, 1);
    CHECK_STR(shown(tree, "a.txt"), "new");
    CHECK_STR(shown(tree, "b.txt"), "two");
    CHECK_STR(shown(tree, "c.txt"), "404 ");
    tree_free(tree);
}

TEST(a_patch_leaves_the_rest_as_it_is)
{
    struct tree *tree = tree_new("t", "zh");

    put(tree, "a.txt", "one");
    put(tree, "b.txt", "two");
    tree_commit(tree, false);
    put(tree, "a.txt", "new");
    struct tree_change change = tree_commit(tree, true);
    CHECK_INT(change.changed, 1);
    CHECK_INT(change.went, 0);
    CHECK_STR(shown(tree, "a.txt"), "new");
    CHECK_STR(shown(tree, "b.txt"), "two");
    tree_free(tree);
}

TEST(a_failed_update_leaves_the_last_good_site)
{
    struct tree *tree = tree_new("t", "zh");

    put(tree, "a.txt", "one");
    tree_commit(tree, false);
    put(tree, "a.txt", "half");
    tree_abandon(tree);
    CHECK_STR(shown(tree, "a.txt"), "one");
    tree_commit(tree, false);
    CHECK_STR(shown(tree, "a.txt"), "404 ");
    tree_free(tree);
}

TEST(folders_have_an_index_only_where_it_exists)
{
    struct tree *tree = tree_new("t", "zh");

    put(tree, "index.html", "home");
    put(tree, "2020/index.html", "report");
    put(tree, "data/a.txt", "x");
    tree_commit(tree, false);
    CHECK(strncmp(shown(tree, ""), "home", 4) == 0);
    CHECK(strncmp(shown(tree, "2020/"), "report", 6) == 0);
    CHECK_STR(shown(tree, "2020"), "to the folder");
    CHECK_STR(shown(tree, "data/"), "404 ");
    CHECK_STR(shown(tree, "data"), "404 ");
    CHECK_STR(shown(tree, "index.html/"), "404 ");
    tree_free(tree);
}

TEST(a_slow_reader_has_the_old_file_to_its_end)
{
    struct tree *tree = tree_new("t", "zh");
    struct served *file;

    put(tree, "a.txt", "old");
    tree_commit(tree, false);
    CHECK_INT(tree_find(tree, "a.txt", &file), TREE_FILE);
    put(tree, "a.txt", "new");
    tree_commit(tree, true);
    CHECK_STR(file->bytes.ptr, "old");
    CHECK_STR(shown(tree, "a.txt"), "new");
    served_free(file);
    tree_free(tree);
}

TEST(files_that_are_no_pages_are_news)
{
    struct tree *tree = tree_new("t", "zh");
    struct buf out = {0};
    uint64_t version = 0;

    put(tree, "a.html", "page");
    put(tree, "css/site.css", "p{}");
    tree_commit(tree, false);
    CHECK(tree_news(tree, &version, &out));
    CHECK_STR(out.data, "css/site.css\n");
    buf_cut(&out, 0);
    CHECK(tree_news(tree, &version, &out));
    CHECK_INT(out.len, 0);
    for (int i = 0; i < 40; i++)
        tree_commit(tree, true);
    CHECK(!tree_news(tree, &version, &out));
    buf_free(&out);
    tree_free(tree);
}

/* Takes what live_add says it adds out again. */
static void take_out(struct buf *text, const char *from, const char *to)
{
    char *start = strstr(text->data, from);
    char *end = start ? strstr(start, to) : NULL;

    CHECK(start && end);
    if (!end)
        return;
    end += strlen(to);
    memmove(start, end, strlen(end) + 1);
}

static const char policy_page[] =
    "<!DOCTYPE html>\n<html>\n<head>\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; base-uri 'none'\">\n<title>a</title>\n</head>\n<body>b</body>\n";

TEST(a_page_without_the_additions_is_the_one_that_is_published)
{
    struct buf out = {0};

    live_add(str_of(policy_page), false, print_of(STR("x")), "t0", "zh", &out);
    CHECK(strstr(out.data,
                 "content=\"connect-src 'self'; script-src 'self'; default"));
    CHECK(strstr(out.data, "<script src=\"/~t0/live.js\" "));
    take_out(&out, "connect-src", "script-src 'self'; ");
    take_out(&out, "<script ", "</script>\n");
    CHECK_STR(out.data, policy_page);
    buf_free(&out);
}

TEST(the_page_for_what_is_missing_finds_its_files_at_any_depth)
{
    struct buf out = {0};

    live_add(str_of(policy_page), true, print_of(STR("x")), "t0", "zh", &out);
    take_out(&out, "connect-src", "base-uri 'self'; ");
    take_out(&out, "<base href=\"/", "\">");
    take_out(&out, "<script ", "</script>\n");
    CHECK_STR(out.data, policy_page);
    buf_free(&out);
}

TEST(a_policy_with_scripts_is_only_loosened_for_the_stream)
{
    struct buf out = {0};

    live_add(STR("<meta http-equiv=\"Content-Security-Policy\" "
                 "content=\"script-src 'self'\"></head>"),
             false, print_of(STR("x")), "t", "zh", &out);
    CHECK(
        strstr(out.data, "content=\"connect-src 'self'; script-src 'self'\""));
    buf_free(&out);
}

TEST(a_page_without_a_head_gets_the_script_at_its_end)
{
    struct buf out = {0};

    live_add(STR("text"), false, print_of(STR("x")), "t", "zh", &out);
    CHECK(strncmp(out.data, "text<script ", 12) == 0);
    /* a policy in the text of a page is no policy */
    live_add(STR("</head><p>http-equiv=\"Content-Security-Policy\" content=\""),
             false, print_of(STR("x")), "t", "zh", &out);
    CHECK(strstr(out.data, "connect-src") == NULL);
    buf_free(&out);
}

/* The browser would keep a page that asks the old one for its script. */
TEST(a_page_of_another_preview_is_not_taken_for_the_same)
{
    struct tree *one = tree_new("t1", "zh"), *two = tree_new("t2", "zh");
    struct served *a, *b;

    put(one, "a.html", "<head></head>");
    put(two, "a.html", "<head></head>");
    put(one, "a.css", "b {}");
    put(two, "a.css", "b {}");
    tree_commit(one, false);
    tree_commit(two, false);
    tree_find(one, "a.html", &a);
    tree_find(two, "a.html", &b);
    CHECK(strcmp(a->etag, b->etag) != 0);
    CHECK(print_equal(a->print, b->print));
    served_free(a);
    served_free(b);
    tree_find(one, "a.css", &a);
    tree_find(two, "a.css", &b);
    CHECK_STR(a->etag, b->etag);
    served_free(a);
    served_free(b);
    tree_free(one);
    tree_free(two);
}
