/*
 * A release whose every call fails once, or whose process is killed before
 * every call: the site is the old one or the new one, what is not ours stays,
 * and the next run clears up.
 */
#include "../../gen/build/stage.h"

#include "../../gen/base/diag.h"
#include "../fake_disk.h"
#include "../fake_site.h"
#include "../test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fake_page first[] = {{"index.html", "home"},
                                         {"2020/r01.html", "one"},
                                         {"2020/r02.html", "two"},
                                         {NULL, NULL}};

static const struct fake_page second[] = {{"index.html", "home"},
                                          {"2020/r01.html", "one, mended"},
                                          {"2021/index.html", "new"},
                                          {NULL, NULL}};

#define FOREIGN_PDF "2020/scan.pdf: scan\n"
#define FOREIGN_TXT "notes/\nnotes/a.txt: mine\n"
#define FIRST                                                                  \
    "2020/\n2020/r01.html: one\n2020/r02.html: two\n" FOREIGN_PDF              \
    "index.html: home\n" FOREIGN_TXT
#define SECOND                                                                 \
    "2020/\n2020/r01.html: one, mended\n" FOREIGN_PDF                          \
    "2021/\n2021/index.html: new\nindex.html: home\n" FOREIGN_TXT

/* A disk with the first release and files that are not ours in it. */
static struct disk *published(void)
{
    struct disk *disk = fake_disk_new();
    struct diags diags = {0};

    CHECK(fake_publish(disk, "public", first, NULL, &diags));
    fake_file(disk, "public/2020/scan.pdf", "scan");
    fake_file(disk, "public/notes/a.txt", "mine");
    diags_free(&diags);
    return disk;
}

static bool shows(struct disk *disk, const char *wanted)
{
    struct arena arena = {0};
    bool same = strcmp(fake_look(disk, "public", &arena), wanted) == 0;

    arena_free(&arena);
    return same;
}

static bool is_tidy(struct disk *disk)
{
    struct disk_stat st;

    return disk_stat(disk, ".public.new", &st) == ENOENT &&
           disk_stat(disk, ".public.lock", &st) == ENOENT;
}

/* Whether the next run, undisturbed, publishes the second release. */
static bool next_run_succeeds(struct disk *disk)
{
    struct diags diags = {0};
    bool ok = fake_publish(disk, "public", second, NULL, &diags);

    diags_free(&diags);
    return ok && shows(disk, SECOND) && is_tidy(disk);
}

/* The lock's own removal may fail; only the next run sees that. */
static const char *judge_failed(struct disk *disk, const char *before,
                                const struct diags *diags)
{
    if (strcmp(fake_state(disk, "public"), before) != 0)
        return "the old site was touched";
    if (diags_exit(diags) != EXIT_SYSTEM)
        return "it does not ask the machine";
    return NULL;
}

static const char *judge_run(struct disk *disk, bool ok, const char *before,
                             const struct diags *diags)
{
    const char *fault = NULL;

    if (ok && !shows(disk, SECOND))
        return "done, but the new site is not there";
    if (!ok)
        fault = judge_failed(disk, before, diags);
    if (fault)
        return fault;
    return next_run_succeeds(disk) ? NULL : "the next run fails";
}

/* Lets the nth call fail; false when there are fewer calls. */
static bool fail_nth(unsigned nth, int error)
{
    struct disk *disk = published();
    struct diags diags = {0};
    const char *before = fake_state(disk, "public");
    unsigned calls = fake_calls(disk);

    fake_log_clear(disk);
    fake_fail(disk, NULL, nth, error);
    bool ok = fake_publish(disk, "public", second, NULL, &diags);
    bool struck = fake_calls(disk) - calls >= nth;
    fake_heal(disk);
    const char *fault = judge_run(disk, ok, before, &diags);
    if (struck)
        test_case(!fault, "fault", "%s at call %u: %s", strerror(error), nth,
                  fault);
    diags_free(&diags);
    disk_close(disk);
    return struck;
}

TEST(every_call_may_fail)
{
    static const int error[] = {EIO, ENOSPC, ENOMEM, EMFILE, EACCES};

    for (size_t i = 0; i < sizeof(error) / sizeof(error[0]); i++)
        for (unsigned nth = 1; fail_nth(nth, error[i]); nth++)
            ;
}

static bool is_old_or_new(struct disk *disk)
{
    return shows(disk, FIRST) || shows(disk, SECOND);
}

/* Kills a run before its nth call; false when there are fewer calls. */
static bool kill_nth(struct disk *disk, unsigned nth)
{
    struct diags diags = {0};
    unsigned calls = fake_calls(disk);

    fake_kill(disk, nth);
    fake_publish(disk, "public", second, NULL, &diags);
    bool struck = fake_calls(disk) - calls >= nth;
    fake_heal(disk);
    diags_free(&diags);
    return struck;
}

TEST(a_kill_before_any_call_leaves_the_old_site_or_the_new)
{
    bool struck = true;

    for (unsigned nth = 1; struck; nth++) {
        struct disk *disk = published();
        struck = kill_nth(disk, nth);
        bool whole = is_old_or_new(disk);
        if (struck)
            test_case(whole && next_run_succeeds(disk), "kill", "at call %u",
                      nth);
        disk_close(disk);
    }
}

/* Kills a run, then the one that clears up after it. */
static void kill_both(unsigned one, unsigned *two_most)
{
    bool struck = true, right = true;
    unsigned two;

    for (two = 1; struck && right; two++) {
        struct disk *disk = published();
        kill_nth(disk, one);
        struck = kill_nth(disk, two);
        right = is_old_or_new(disk) && next_run_succeeds(disk);
        disk_close(disk);
    }
    *two_most = two;
    test_case(right, "two kills", "at calls %u and %u", one, two);
}

TEST(a_kill_while_clearing_up_does_no_harm)
{
    struct disk *disk = published();
    unsigned most = 0;

    while (kill_nth(disk, ++most))
        ;
    disk_close(disk);
    CHECK(most > 50);
    for (unsigned one = 1; one < most; one++) {
        unsigned two;
        kill_both(one, &two);
        CHECK(two > 10);
    }
}

/* False when there are fewer calls. */
static bool kill_first_release(unsigned nth)
{
    struct disk *disk = fake_disk_new();
    struct diags diags = {0};
    bool struck = kill_nth(disk, nth);
    bool none = fake_tree(disk, "public")[0] == '\0';
    bool whole = none || strstr(fake_tree(disk, "public/2021"),
                                "index.html: new") != NULL;
    bool next = fake_publish(disk, "public", second, NULL, &diags);

    if (struck)
        test_case(whole && next && is_tidy(disk), "first release",
                  "kill at call %u", nth);
    diags_free(&diags);
    disk_close(disk);
    return struck;
}

TEST(a_kill_of_the_first_release_leaves_no_site_or_the_new)
{
    unsigned nth = 1;

    while (kill_first_release(nth))
        nth++;
    CHECK(nth > 20);
}

/* What is told of a run, and whether it succeeded. */
static bool run_told(struct disk *disk, const struct fake_page *pages,
                     const char *wanted)
{
    struct diags diags = {0};
    struct arena arena = {0};
    bool ok = fake_publish(disk, "public", pages, NULL, &diags);

    CHECK_STR(fake_told(&diags, &arena), wanted);
    arena_free(&arena);
    diags_free(&diags);
    return ok;
}

TEST(what_a_killed_run_left_is_told)
{
    struct disk *disk = published();

    fake_file(disk, ".public.new/manifest.txt", "gongkai 1 unfinished\n");
    fake_file(disk, ".public.new/index.html", "half");
    fake_file(disk, ".public.lock", "build, pid 1, since 2020-01-01 00:00");
    CHECK(run_told(disk, first, "left-over\n"));
    CHECK(shows(disk, FIRST));
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_release_that_had_just_begun_is_cleared)
{
    static const char *const name[] = {".public.new/manifest.txt",
                                       ".public.new/.manifest.txt.77.tmp"};

    for (size_t i = 0; i < 2; i++) {
        struct disk *disk = published();
        fake_file(disk, name[i], i == 0 ? "" : "gong");
        CHECK(run_told(disk, second, "left-over\n"));
        CHECK(shows(disk, SECOND) && is_tidy(disk));
        disk_close(disk);
    }
}

TEST(a_folder_that_no_run_began_is_refused)
{
    struct disk *disk = published();

    fake_file(disk, ".public.new/diary.txt", "mine");
    const char *before = fake_state(disk, "");
    CHECK(!run_told(disk, second, "output-stray\n"));
    CHECK_STR(fake_state(disk, ""), before);
    fake_gone(disk, ".public.new");
    fake_file(disk, ".public.new", "a file");
    CHECK(!run_told(disk, second, "output-place\n"));
    CHECK_STR(fake_text(disk, ".public.new"), "a file");
    disk_close(disk);
}

static void kill_next(void *context)
{
    fake_kill(context, 2);
}

/* A kill between the swap and the clearing leaves the old site there. */
static struct disk *killed_after_swap(void)
{
    struct disk *disk = published();

    fake_before(disk, "sync_names", "", kill_next, disk);
    CHECK(run_told(disk, second, "output-left\n"));
    fake_heal(disk);
    CHECK_STR(fake_text(disk, ".public.new/notes/a.txt"), "mine");
    CHECK(shows(disk, SECOND));
    return disk;
}

TEST(a_file_that_came_into_the_old_site_is_brought_back)
{
    struct disk *disk = killed_after_swap();

    fake_file(disk, ".public.new/late/b.txt", "late");
    CHECK(run_told(disk, second, "left-over\n"));
    CHECK_STR(fake_text(disk, "public/late/b.txt"), "late");
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(of_two_files_of_one_name_the_later_stays)
{
    static const char *const later[] = {"public/notes/a.txt",
                                        ".public.new/notes/a.txt"};

    for (size_t i = 0; i < 2; i++) {
        struct disk *disk = killed_after_swap();
        fake_clock(disk, disk_now(disk) + 1);
        fake_file(disk, later[i], "later");
        CHECK(run_told(disk, second, "left-over\n"));
        CHECK_STR(fake_text(disk, "public/notes/a.txt"), "later");
        CHECK(is_tidy(disk));
        disk_close(disk);
    }
}

TEST(a_file_that_has_no_place_is_never_deleted)
{
    struct disk *disk = killed_after_swap();

    /* One that came where the new release has a page of its own. */
    fake_file(disk, ".public.new/2021/index.html", "mine");
    CHECK(!run_told(disk, second, "output-stray\n"));
    CHECK_STR(fake_text(disk, ".public.new/2021/index.html"), "mine");
    CHECK_STR(fake_text(disk, "public/2021/index.html"), "new");
    /* And one for which there is no published folder any more. */
    fake_gone(disk, ".public.new/2021");
    fake_gone(disk, "public");
    fake_file(disk, ".public.new/b.txt", "mine");
    CHECK(!run_told(disk, second, "output-stray\n"));
    CHECK_STR(fake_text(disk, ".public.new/b.txt"), "mine");
    disk_close(disk);
}

struct late {
    struct disk *disk;
    const char *path;
};

static void put_late(void *context)
{
    struct late *late = context;

    fake_file(late->disk, late->path, "late");
}

TEST(a_file_that_comes_while_we_swap_is_carried_over)
{
    struct disk *disk = published();
    struct late late = {disk, "public/2020/late.txt"};

    fake_before(disk, "exchange", ".public.new", put_late, &late);
    CHECK(run_told(disk, second, ""));
    CHECK_STR(fake_text(disk, "public/2020/late.txt"), "late");
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_file_that_comes_while_we_clear_up_is_carried_over)
{
    struct disk *disk = published();
    struct late late = {disk, ".public.new/2020/late.txt"};

    /* Someone still has the old folder open. */
    fake_before(disk, "remove", ".public.new/2020", put_late, &late);
    CHECK(run_told(disk, second, ""));
    CHECK_STR(fake_text(disk, "public/2020/late.txt"), "late");
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_disk_that_cannot_swap_is_refused)
{
    struct disk *disk = published();

    fake_fail(disk, "exchange", 1, EINVAL);
    CHECK(!run_told(disk, second, "output-swap\n"));
    CHECK(shows(disk, FIRST));
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_swap_that_may_not_last_is_taken_back)
{
    struct disk *disk = published();
    const char *before = fake_state(disk, "public");

    fake_fail(disk, "sync_names", 3, EIO); /* after those of the manifests */
    CHECK(!run_told(disk, second, "write\n"));
    CHECK(strstr(fake_log(disk), "exchange .public.new\nsync_names \n"
                                 "exchange .public.new\n") != NULL);
    CHECK_STR(fake_state(disk, "public"), before);
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_file_that_cannot_be_linked_is_copied)
{
    static const int error[] = {EPERM, EMLINK, EXDEV, EOPNOTSUPP};

    for (size_t i = 0; i < sizeof(error) / sizeof(error[0]); i++)
        for (unsigned nth = 1; nth <= 3; nth++) {
            struct disk *disk = published();
            fake_fail(disk, "link", nth, error[i]);
            CHECK(run_told(disk, second, ""));
            CHECK(shows(disk, SECOND) && is_tidy(disk));
            disk_close(disk);
        }
}

/* All is on the medium before the swap, and the swap before we say so. */
TEST(the_order_of_syncing_is_kept)
{
    struct disk *disk = published();

    fake_log_clear(disk);
    CHECK(run_told(disk, second, ""));
    const char *log = fake_log(disk);
    const char *manifest = strstr(log, "rename .public.new/.manifest.txt");
    manifest = strstr(manifest + 1, "rename .public.new/.manifest.txt");
    const char *sync = strstr(log, "sync .public.new\n");
    const char *exchange = strstr(log, "exchange ");
    const char *names = strstr(log, "sync_names \n");
    const char *remove = strstr(log, "remove ");
    CHECK(manifest && sync && exchange && names && remove);
    CHECK(manifest < sync && sync < exchange && exchange < names &&
          names < remove);
    CHECK(!strstr(exchange, "write ")); /* nothing is written any more */
    disk_close(disk);
}

TEST(a_full_disk_is_told_before_it_is_written_on)
{
    struct disk *disk = published();
    struct diags diags = {0};
    const char *before = fake_state(disk, "public");

    fake_space(disk, 5000);
    CHECK(!fake_publish(disk, "public", second, NULL, &diags));
    CHECK_INT(diags.item[0].code, SYSTEM_SPACE);
    CHECK_STR(diags.item[0].a, "0.01 MB");
    CHECK_INT(diags_exit(&diags), EXIT_SYSTEM);
    CHECK_STR(fake_state(disk, "public"), before);
    CHECK(is_tidy(disk));
    diags_free(&diags);
    disk_close(disk);
}

TEST(space_that_is_taken_meanwhile_is_told)
{
    struct disk *disk = published();

    fake_fail(disk, "write", 2, ENOSPC);
    CHECK(!run_told(disk, second, "disk-full\n"));
    CHECK(shows(disk, FIRST));
    CHECK(is_tidy(disk));
    disk_close(disk);
}

TEST(a_place_we_may_not_write_is_told)
{
    struct disk *disk = published();

    fake_deny(disk, ".public.lock", EROFS);
    CHECK(!run_told(disk, second, "read-only\n"));
    fake_deny(disk, ".public.new", EACCES);
    CHECK(!run_told(disk, second, "read-permission\n"));
    CHECK(shows(disk, FIRST));
    disk_close(disk);
}
