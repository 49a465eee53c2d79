#include "../../gen/build/stage.h"

#include "../../gen/base/diag.h"
#include "../../gen/base/pool.h"
#include "../fake_disk.h"
#include "../fake_site.h"
#include "../test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One disk, what is told on it, and what became of the last release. */
struct desk {
    struct disk *disk;
    struct diags diags;
    struct arena arena;
    struct stage_result result;
};

static struct desk desk_new(void)
{
    return (struct desk){.disk = fake_disk_new()};
}

static void desk_free(struct desk *desk)
{
    disk_close(desk->disk);
    diags_free(&desk->diags);
    arena_free(&desk->arena);
}

static bool publish(struct desk *desk, const struct fake_page *pages)
{
    diags_free(&desk->diags);
    return fake_publish(desk->disk, "public", pages, &desk->result,
                        &desk->diags);
}

static const char *look(struct desk *desk)
{
    return fake_look(desk->disk, "public", &desk->arena);
}

static const char *told(struct desk *desk)
{
    return fake_told(&desk->diags, &desk->arena);
}

/* What stands beside the published folder. */
static const char *beside(struct desk *desk)
{
    struct disk_entry *entry;
    size_t len;
    struct buf out = {0};

    disk_list(desk->disk, "", &desk->arena, &entry, &len);
    for (size_t i = 0; i < len; i++)
        buf_format(&out, "%s ", entry[i].name);
    const char *text = arena_copy(&desk->arena, buf_view(&out).ptr, out.len);
    buf_free(&out);
    return text;
}

static const struct fake_page first[] = {{"index.html", "home"},
                                         {"2020/r01.html", "one"},
                                         {"2020/r02.html", "two"},
                                         {"css/site.css", "style"},
                                         {NULL, NULL}};

static const struct fake_page second[] = {{"index.html", "home"},
                                          {"2020/r01.html", "one, mended"},
                                          {"2021/index.html", "new"},
                                          {"css/site.css", "style"},
                                          {NULL, NULL}};

#define FIRST                                                                  \
    "2020/\n2020/r01.html: one\n2020/r02.html: two\ncss/\n"                    \
    "css/site.css: style\nindex.html: home\n"
#define SECOND                                                                 \
    "2020/\n2020/r01.html: one, mended\n2021/\n2021/index.html: new\n"         \
    "css/\ncss/site.css: style\nindex.html: home\n"

TEST(the_first_release_makes_the_folder)
{
    struct desk desk = desk_new();

    CHECK(publish(&desk, first));
    CHECK_STR(look(&desk), FIRST);
    CHECK_STR(beside(&desk), "public ");
    CHECK_INT(desk.result.files, 4);
    CHECK_INT(desk.result.written, 4);
    CHECK(desk.result.changed);
    CHECK_STR(told(&desk), "");
    desk_free(&desk);
}

TEST(the_manifest_lists_our_files_sorted)
{
    struct desk desk = desk_new();
    char print[33];
    struct buf wanted = {0};

    publish(&desk, first);
    buf_text(&wanted, "gongkai 1\n");
    print_write(print_of(STR("one")), print);
    buf_format(&wanted, "%s 3 2020/r01.html\n", print);
    print_write(print_of(STR("two")), print);
    buf_format(&wanted, "%s 3 2020/r02.html\n", print);
    print_write(print_of(STR("style")), print);
    buf_format(&wanted, "%s 5 css/site.css\n", print);
    print_write(print_of(STR("home")), print);
    buf_format(&wanted, "%s 4 index.html\n", print);
    CHECK_STR(fake_text(desk.disk, "public/manifest.txt"), wanted.data);
    buf_free(&wanted);
    desk_free(&desk);
}

TEST(the_order_of_putting_does_not_show)
{
    static const struct fake_page turned[] = {{"css/site.css", "style"},
                                              {"2020/r02.html", "two"},
                                              {"2020/r01.html", "one"},
                                              {"index.html", "home"},
                                              {NULL, NULL}};
    struct desk desk = desk_new(), other = desk_new();

    publish(&desk, first);
    publish(&other, turned);
    CHECK_STR(fake_tree(other.disk, "public"), fake_tree(desk.disk, "public"));
    desk_free(&other);
    desk_free(&desk);
}

TEST(the_same_release_touches_nothing)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    const char *before = fake_state(desk.disk, "public");
    fake_clock(desk.disk, 1);
    fake_log_clear(desk.disk);
    CHECK(publish(&desk, first));
    CHECK_STR(fake_state(desk.disk, "public"), before);
    CHECK(!desk.result.changed);
    CHECK_INT(desk.result.written, 0);
    CHECK_INT(desk.result.kept, 4);
    const char *log = fake_log(desk.disk);
    CHECK(!strstr(log, "write") && !strstr(log, "make_folder .public"));
    desk_free(&desk);
}

static uint64_t inode_of(struct desk *desk, const char *path)
{
    struct disk_stat st = {0};

    CHECK_INT(disk_stat(desk->disk, path, &st), 0);
    return st.inode;
}

TEST(only_what_differs_is_written)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    uint64_t kept = inode_of(&desk, "public/index.html");
    uint64_t mended = inode_of(&desk, "public/2020/r01.html");
    CHECK(publish(&desk, second));
    CHECK_STR(look(&desk), SECOND);
    CHECK_INT(desk.result.written, 2);
    CHECK_INT(desk.result.kept, 2);
    CHECK_INT(desk.result.removed, 1);
    CHECK(inode_of(&desk, "public/index.html") == kept);
    CHECK(inode_of(&desk, "public/2020/r01.html") != mended);
    CHECK_STR(beside(&desk), "public ");
    desk_free(&desk);
}

TEST(a_page_that_is_gone_vanishes_with_its_folder)
{
    static const struct fake_page fewer[] = {{"index.html", "home"},
                                             {NULL, NULL}};
    struct desk desk = desk_new();

    publish(&desk, first);
    CHECK(publish(&desk, fewer));
    CHECK_STR(look(&desk), "index.html: home\n");
    CHECK_INT(desk.result.written, 0);
    CHECK_INT(desk.result.removed, 3);
    CHECK(desk.result.changed);
    desk_free(&desk);
}

TEST(a_release_without_files_is_a_release)
{
    static const struct fake_page none[] = {{NULL, NULL}};
    struct desk desk = desk_new();

    CHECK(publish(&desk, none));
    CHECK_STR(fake_text(desk.disk, "public/manifest.txt"), "gongkai 1\n");
    CHECK(publish(&desk, first));
    CHECK_STR(look(&desk), FIRST);
    desk_free(&desk);
}

TEST(the_folder_may_lie_deeper)
{
    struct desk desk = desk_new();

    CHECK(fake_publish(desk.disk, "a/b/public", first, NULL, &desk.diags));
    CHECK(fake_publish(desk.disk, "a/b/public", second, NULL, &desk.diags));
    CHECK_STR(fake_look(desk.disk, "a/b/public", &desk.arena), SECOND);
    fake_gone(desk.disk, "a/b/public");
    CHECK_STR(fake_tree(desk.disk, ""), "a/\na/b/\n");
    desk_free(&desk);
}

TEST(an_empty_folder_is_taken)
{
    struct desk desk = desk_new();

    fake_folder(desk.disk, "public");
    CHECK(publish(&desk, first));
    CHECK_STR(look(&desk), FIRST);
    CHECK_STR(beside(&desk), "public ");
    desk_free(&desk);
}

/* Puts files into the published folder that gongkai did not write. */
static void put_foreign(struct disk *disk)
{
    fake_file(disk, "public/.well-known/token.txt", "token");
    fake_file(disk, "public/2020/scan.pdf", "scan");
    fake_file(disk, "public/a\\b\nc", "odd name");
    fake_folder(disk, "public/empty/folder");
    fake_symlink(disk, "public/latest", "2020");
    fake_fifo(disk, "public/pipe");
}

#define FOREIGN                                                                \
    ".well-known/\n.well-known/token.txt: token\n2020/\n"                      \
    "2020/scan.pdf: scan\na\\b\nc: odd name\nempty/\nempty/folder/\n"          \
    "latest ->\npipe|\n"

TEST(what_is_not_ours_stays)
{
    static const struct fake_page none[] = {{NULL, NULL}};
    struct desk desk = desk_new();

    publish(&desk, first);
    put_foreign(desk.disk);
    uint64_t inode = inode_of(&desk, "public/2020/scan.pdf");
    CHECK(publish(&desk, second));
    CHECK(inode_of(&desk, "public/2020/scan.pdf") == inode);
    CHECK(publish(&desk, none));
    CHECK_STR(look(&desk), FOREIGN);
    CHECK_STR(beside(&desk), "public ");
    CHECK_STR(told(&desk), "");
    desk_free(&desk);
}

TEST(a_file_that_is_not_ours_is_no_change)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    put_foreign(desk.disk);
    const char *before = fake_state(desk.disk, "public");
    CHECK(publish(&desk, first));
    CHECK(!desk.result.changed);
    CHECK_STR(fake_state(desk.disk, "public"), before);
    desk_free(&desk);
}

/* What stands at the place, and that it is refused with code 78. */
static void expect_refused(const char *name, struct desk *desk,
                           const char *code)
{
    const char *before = fake_state(desk->disk, "");
    bool ok = publish(desk, first);
    bool same = strcmp(fake_state(desk->disk, ""), before) == 0;

    test_case(!ok && same && strcmp(told(desk), code) == 0 &&
                  diags_exit(&desk->diags) == EXIT_CONFIG,
              name, "told %s, %s", told(desk), same ? "same" : "changed");
    desk_free(desk);
    *desk = desk_new();
}

TEST(a_folder_that_is_not_ours_is_refused)
{
    struct desk desk = desk_new();

    fake_file(desk.disk, "public/thesis.doc", "years of work");
    expect_refused("a file", &desk, "output-foreign\n");
    fake_folder(desk.disk, "public/folder");
    expect_refused("a folder", &desk, "output-foreign\n");
    fake_file(desk.disk, "public/manifest.txt", "a list of my own\n");
    expect_refused("another manifest", &desk, "output-foreign\n");
    fake_file(desk.disk, "public/manifest.txt", "gongkai 1\nbroken\n");
    expect_refused("a broken manifest", &desk, "output-foreign\n");
    fake_file(desk.disk, "public/manifest.txt", "gongkai 1 unfinished\n");
    expect_refused("no finished manifest", &desk, "output-foreign\n");
    fake_folder(desk.disk, "public/manifest.txt");
    expect_refused("a folder as manifest", &desk, "output-foreign\n");
    fake_symlink(desk.disk, "public/manifest.txt", "../list");
    expect_refused("a link as manifest", &desk, "output-foreign\n");
    desk_free(&desk);
}

TEST(what_is_no_folder_is_refused)
{
    static const char *const place[] = {
        "", ".", "/", "..", "../public", "/srv/www", "a/../public"};
    struct desk desk = desk_new();

    fake_file(desk.disk, "public", "a file");
    expect_refused("a file", &desk, "output-place\n");
    fake_symlink(desk.disk, "public", "elsewhere");
    expect_refused("a link", &desk, "output-place\n");
    for (size_t i = 0; i < sizeof(place) / sizeof(place[0]); i++) {
        struct diags diags = {0};
        bool begun = stage_begin(desk.disk, place[i], "build", &diags);
        test_case(!begun && diags_exit(&diags) == EXIT_CONFIG, "place", "'%s'",
                  place[i]);
        diags_free(&diags);
    }
    CHECK_STR(fake_tree(desk.disk, ""), "");
    desk_free(&desk);
}

static const struct {
    const char *path; /* not ours, in the way of the second release */
    bool folder;
} in_the_way[] = {
    {"public/2021", false}, /* where a folder is wanted */
    {"public/2021/index.html", false}, /* where a file is */
    {"public/2021/index.html", true},
    {"public/2021/index.html/x", false}, /* below it */
};

TEST(a_name_that_another_file_has_is_refused)
{
    for (size_t i = 0; i < sizeof(in_the_way) / sizeof(in_the_way[0]); i++) {
        struct desk desk = desk_new();
        publish(&desk, first);
        if (in_the_way[i].folder)
            fake_folder(desk.disk, in_the_way[i].path);
        else
            fake_file(desk.disk, in_the_way[i].path, "mine");
        const char *before = fake_state(desk.disk, "public");
        bool ok = publish(&desk, second);
        test_case(!ok && diags_exit(&desk.diags) == EXIT_CONFIG &&
                      strncmp(told(&desk), "output-taken\n", 13) == 0 &&
                      strcmp(fake_state(desk.disk, "public"), before) == 0 &&
                      strcmp(beside(&desk), "public ") == 0,
                  "taken", "%s", in_the_way[i].path);
        desk_free(&desk);
    }
}

TEST(all_names_that_are_taken_are_told)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    fake_file(desk.disk, "public/2021/index.html", "mine");
    fake_symlink(desk.disk, "public/img", "elsewhere");
    static const struct fake_page third[] = {
        {"2021/index.html", "new"}, {"img/a.png", "picture"}, {NULL, NULL}};
    CHECK(!publish(&desk, third));
    CHECK_STR(told(&desk), "output-taken\noutput-taken\n");
    CHECK_STR(desk.diags.item[0].b, "img");
    CHECK_STR(desk.diags.item[1].b, "2021/index.html");
    desk_free(&desk);
}

TEST(a_page_deleted_by_hand_comes_back)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    fake_gone(desk.disk, "public/2020");
    CHECK(publish(&desk, first));
    CHECK_STR(look(&desk), FIRST);
    CHECK_INT(desk.result.written, 2);
    CHECK(desk.result.changed);
    desk_free(&desk);
}

TEST(a_page_changed_by_hand_is_replaced)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    fake_file(desk.disk, "public/index.html", "hone"); /* of the same size */
    fake_symlink(desk.disk, "public/2020/r01.html", "r02.html");
    CHECK(publish(&desk, first));
    CHECK_STR(look(&desk), FIRST);
    CHECK_INT(desk.result.written, 2);
    desk_free(&desk);
}

TEST(a_second_run_is_told_who_is_at_work)
{
    struct desk desk = desk_new();
    struct diags diags = {0};
    struct stage *stage =
        stage_begin(desk.disk, "public", "build", &desk.diags);

    CHECK(stage_begin(desk.disk, "public", "publish", &diags) == NULL);
    CHECK_INT(diags.len, 1);
    CHECK_INT(diags.item[0].code, SYSTEM_BUSY);
    CHECK_INT(diags_exit(&diags), EXIT_BUSY);
    struct buf told = {0};
    diag_say(&told, diags.item[0].a, LANG_EN);
    CHECK(str_starts(buf_view(&told), "build, pid "));
    CHECK(str_ends(buf_view(&told), ", since 2020-01-15 09:00"));
    buf_free(&told);
    stage_free(stage);
    CHECK(publish(&desk, first)); /* the lock is free again */
    diags_free(&diags);
    desk_free(&desk);
}

TEST(other_folders_have_other_locks)
{
    struct desk desk = desk_new();
    struct stage *stage = stage_begin(desk.disk, "other", "build", &desk.diags);

    CHECK(publish(&desk, first));
    stage_free(stage);
    desk_free(&desk);
}

TEST(a_release_that_is_not_committed_leaves_nothing)
{
    struct desk desk = desk_new();

    publish(&desk, first);
    put_foreign(desk.disk);
    const char *before = fake_state(desk.disk, "public");
    struct stage *stage =
        stage_begin(desk.disk, "public", "build", &desk.diags);
    CHECK(stage_put(stage, "index.html", STR("new"), &desk.diags));
    CHECK(stage_put(stage, "deep/er/x.html", STR("new"), &desk.diags));
    CHECK(strstr(fake_tree(desk.disk, ""), ".public.new/deep/er/x.html: new"));
    stage_free(stage);
    CHECK_STR(fake_state(desk.disk, "public"), before);
    CHECK_STR(beside(&desk), "public ");
    desk_free(&desk);
}

TEST(a_path_is_put_once)
{
    struct desk desk = desk_new();
    struct stage_result result;
    struct stage *stage =
        stage_begin(desk.disk, "public", "build", &desk.diags);

    CHECK(stage_put(stage, "index.html", STR("a"), &desk.diags));
    CHECK(!stage_put(stage, "index.html", STR("a"), &desk.diags));
    CHECK_STR(told(&desk), "bug\n");
    CHECK(!stage_commit(stage, &result, &desk.diags));
    stage_free(stage);
    CHECK_STR(fake_tree(desk.disk, ""), "");
    desk_free(&desk);
}

TEST(a_path_that_is_none_is_not_put)
{
    static const char *const path[] = {"",     "/a",   "../a",
                                       "a//b", "a\nb", "manifest.txt"};

    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
        struct desk desk = desk_new();
        struct stage *stage =
            stage_begin(desk.disk, "public", "build", &desk.diags);
        bool put = stage_put(stage, path[i], STR("x"), &desk.diags);
        stage_free(stage);
        test_case(!put && strcmp(told(&desk), "bug\n") == 0, "path", "'%s'",
                  path[i]);
        desk_free(&desk);
    }
}

TEST(a_kept_file_is_the_published_one)
{
    struct desk desk = desk_new();
    struct stage_result result = {0};

    publish(&desk, first);
    struct stage *stage =
        stage_begin(desk.disk, "public", "build", &desk.diags);
    CHECK(stage_keep(stage, "index.html", &desk.diags));
    CHECK(stage_commit(stage, &result, &desk.diags));
    stage_free(stage);
    CHECK_STR(look(&desk), "index.html: home\n");
    CHECK_INT(result.kept, 1);
    CHECK_INT(result.removed, 3);
    desk_free(&desk);
}

TEST(what_is_not_as_it_was_cannot_be_kept)
{
    struct desk desk = desk_new();
    struct stage_result result;

    publish(&desk, first);
    fake_file(desk.disk, "public/index.html", "hone");
    fake_gone(desk.disk, "public/css");
    struct stage *stage =
        stage_begin(desk.disk, "public", "build", &desk.diags);
    CHECK(!stage_keep(stage, "index.html", &desk.diags));
    CHECK(!stage_keep(stage, "css/site.css", &desk.diags));
    CHECK(!stage_keep(stage, "never.html", &desk.diags));
    CHECK_STR(told(&desk), "changed\nmissing\nmissing\n");
    CHECK(!stage_commit(stage, &result, &desk.diags));
    stage_free(stage);
    desk_free(&desk);
}

struct many {
    struct stage *stage;
    struct diags diags[8];
};

static void put_one(void *context, size_t index, unsigned worker)
{
    struct many *many = context;
    char path[32];

    snprintf(path, sizeof(path), "d%zu/e%zu/%zu.html", index % 7, index % 3,
             index);
    CHECK(stage_put(many->stage, path, str_of(path), &many->diags[worker]));
}

TEST(several_threads_put_at_once)
{
    struct desk desk = desk_new();

    for (int run = 0; run < 2; run++) {
        struct many many = {0};
        many.stage = stage_begin(desk.disk, "public", "build", &desk.diags);
        pool_run(8, 500, put_one, &many);
        CHECK(stage_commit(many.stage, &desk.result, &desk.diags));
        stage_free(many.stage);
        CHECK_INT(desk.result.files, 500);
        CHECK_INT(desk.result.written, run == 0 ? 500 : 0);
    }
    CHECK(strstr(look(&desk), "d2/e1/499.html: d2/e1/499.html\n") != NULL);
    desk_free(&desk);
}
