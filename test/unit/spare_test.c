/*
 * Releases made of the one before, on the real disk: the same as those that
 * are staged whole, and whole whatever happens to the process or the spare.
 */
#include "../../gen/build/spare.h"

#include "../../gen/base/diag.h"
#include "../../gen/build/cache.h"
#include "../../gen/build/stage.h"
#include "../fake_killer.h"
#include "../fake_site.h"
#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 32
#define STEPS 60
#define CALLS_MOST 2000
#define SECOND ((int64_t)1000000000)

/* The disk's own calls with two of them changed. */
static struct disk_calls calls;
static const struct disk_calls *own_calls;
static int64_t ahead; /* the clock: what was just written then looks settled */

static int64_t later(struct disk *disk)
{
    return own_calls->now(disk) + ahead;
}

static int no_link(struct disk *disk, const char *from, const char *to)
{
    (void)disk;
    (void)from;
    (void)to;
    return EPERM;
}

/* One site, and what a run leaves for the next as recall does. */
struct town {
    char *root;
    struct disk *disk;
    struct arena arena, kept; /* the second of the list of files */
    struct fake_page page[PAGES + 1];
    char path[PAGES][32], text[PAGES][32];
    struct cache_output *output;
    size_t outputs;
    int64_t kept_at;
    struct print print;
};

static void set_page(struct town *town, int i, int place, int edition)
{
    snprintf(town->path[i], sizeof(town->path[i]), "d%d/e%d/p%d.html",
             place % 4, place % 3, i);
    snprintf(town->text[i], sizeof(town->text[i]), "page %d.%d", i, edition);
}

static void begin(struct town *town)
{
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NULL;
    int error;

    *town = (struct town){.root = temp_folder_in(memory)};
    town->disk = disk_open(town->root, &error);
    own_calls = town->disk->calls;
    calls = *own_calls;
    calls.now = later;
    ahead = 0;
    town->disk->calls = &calls;
    for (int i = 0; i < PAGES; i++) {
        set_page(town, i, i, 0);
        town->page[i] = (struct fake_page){town->path[i], town->text[i]};
    }
}

static void end(struct town *town)
{
    arena_free(&town->kept);
    arena_free(&town->arena);
    disk_close(town->disk);
    temp_remove(town->root);
}

static void note(struct town *town, struct stage *stage)
{
    struct arena kept = {0}; /* what the stage trusted is asked for yet */

    town->kept_at = disk_now(town->disk);
    town->print = stage_manifest_print(stage);
    if (!stage_outputs(stage, &kept, &town->output, &town->outputs))
        town->outputs = 0;
    for (size_t i = 0; i < town->outputs; i++) { /* the stage's own go */
        const char *path = town->output[i].path;
        town->output[i].path = arena_copy(&kept, path, strlen(path));
    }
    arena_free(&town->kept);
    town->kept = kept;
}

static bool update_on(struct town *town, struct disk *disk)
{
    struct diags diags = {0};
    struct stage_result result;
    struct stage *stage = stage_begin(disk, "public", "build", &diags);
    bool ok = stage != NULL;

    if (ok) {
        stage_keep_spare(stage, 1);
        if (print_equal(town->print, stage_manifest_print(stage)))
            stage_trust(stage, town->output, town->outputs, town->kept_at);
    }
    for (const struct fake_page *page = town->page; ok && page->path; page++)
        ok = stage_put(stage, page->path, str_of(page->text), &diags);
    ok = ok && stage_commit(stage, &result, &diags);
    /* a child that is to be killed has nobody to leave it to */
    if (ok && disk == town->disk)
        note(town, stage);
    stage_free(stage);
    diags_free(&diags);
    return ok;
}

static bool update(struct town *town)
{
    return update_on(town, town->disk);
}

static uint64_t inode(struct town *town, const char *path)
{
    struct disk_stat st = {0};

    return disk_stat(town->disk, path, &st) == 0 ? st.inode : 0;
}

/* Updates, and tells whether the spare has become the site. */
static bool turns(struct town *town)
{
    uint64_t spare = inode(town, ".public.spare");

    return update(town) && spare && inode(town, "public") == spare;
}

static const char *look(struct town *town, const char *folder)
{
    return fake_look(town->disk, folder, &town->arena);
}

/* The same pages, staged whole in a folder of their own. */
static const char *fresh(struct town *town)
{
    struct diags diags = {0};

    CHECK(fake_publish(town->disk, "fresh", town->page, NULL, &diags));
    diags_free(&diags);
    return look(town, "fresh");
}

static void change(struct town *town, unsigned *seed, int edition)
{
    int many = 1 + rand_r(seed) % 4;

    for (int i = 0; i < many; i++) {
        int at = rand_r(seed) % PAGES;
        set_page(town, at, rand_r(seed) % 3 ? at : rand_r(seed), edition);
    }
}

static void hold_many(int64_t clock_ahead)
{
    struct town town;
    unsigned seed = 7;
    int turned = 0;

    begin(&town);
    ahead = clock_ahead;
    CHECK(update(&town));
    for (int step = 1; step <= STEPS; step++) {
        change(&town, &seed, step);
        turned += turns(&town);
        const char *site = look(&town, "public");
        test_case(strcmp(site, fresh(&town)) == 0, "step", "%d differs", step);
    }
    CHECK(turned > STEPS / 2);
    end(&town);
}

TEST(a_site_made_of_the_spare_is_the_one_that_is_staged_whole)
{
    hold_many(10 * SECOND);
}

TEST(so_it_is_where_updates_follow_each_other_at_once)
{
    hold_many(0);
}

TEST(the_spare_has_no_bytes_of_its_own_but_of_what_differs)
{
    struct town town;

    begin(&town);
    CHECK(update(&town));
    set_page(&town, 3, 3, 1);
    CHECK(update(&town));
    CHECK_INT(inode(&town, ".public.spare/d0/e0/p0.html"),
              inode(&town, "public/d0/e0/p0.html"));
    CHECK(inode(&town, ".public.spare/d3/e0/p3.html") !=
          inode(&town, "public/d3/e0/p3.html"));
    end(&town);
}

/* A site with a spare, in which something is not ours. */
static void begin_with_spare(struct town *town)
{
    begin(town);
    CHECK(update(town));
    CHECK_INT(disk_make_folders(town->disk, "public/notes/old"), 0);
    CHECK_INT(disk_write(town->disk, "public/notes/old/a.txt", STR("mine")), 0);
    CHECK_INT(disk_write(town->disk, "public/d1/scan.pdf", STR("scan")), 0);
    set_page(town, 3, 3, 1);
    CHECK(update(town));
    set_page(town, 4, 4, 1);
    CHECK(turns(town));
}

TEST(what_is_not_ours_is_carried_over_and_not_in_the_spare)
{
    struct town town;

    begin_with_spare(&town);
    CHECK(strstr(look(&town, "public"), "notes/old/a.txt: mine\n") != NULL);
    CHECK(strstr(look(&town, "public"), "d1/scan.pdf: scan\n") != NULL);
    CHECK(strstr(look(&town, ".public.spare"), "mine") == NULL);
    CHECK(strstr(look(&town, ".public.spare"), "scan") == NULL);
    CHECK_INT(disk_remove(town.disk, "public/d1/scan.pdf"), 0);
    set_page(&town, 5, 5, 1);
    CHECK(turns(&town));
    CHECK(strstr(look(&town, "public"), "scan") == NULL);
    end(&town);
}

/* Whether the next update does without the spare and is right all the same. */
static bool passes_over(struct town *town, int edition)
{
    set_page(town, 6, 6, edition);
    bool turned = turns(town);
    CHECK(strstr(look(town, "public"), "p0.html: page 0.0\n") != NULL);
    return !turned;
}

TEST(a_spare_that_somebody_changed_is_cleared_away)
{
    struct town town;
    int edition = 2;

    begin_with_spare(&town);
    CHECK_INT(disk_write(town.disk, ".public.spare/d2/x.pdf", STR("late")), 0);
    CHECK(passes_over(&town, edition++));
    CHECK(strstr(look(&town, "public"), "d2/x.pdf: late\n") != NULL);

    CHECK_INT(disk_remove(town.disk, ".public.spare/d0/e0/p0.html"), 0);
    CHECK(passes_over(&town, edition++));

    CHECK_INT(disk_remove(town.disk, ".public.spare/d0/e0/p0.html"), 0);
    CHECK_INT(disk_write(town.disk, ".public.spare/d0/e0/p0.html", STR("x")),
              0);
    CHECK(passes_over(&town, edition++));

    CHECK_INT(disk_remove(town.disk, ".public.spare.list"), 0);
    CHECK(passes_over(&town, edition++));
    CHECK(!passes_over(&town, edition));
    end(&town);
}

TEST(a_record_of_which_a_bit_differs_is_none)
{
    struct town town;
    struct buf bytes = {0};

    begin_with_spare(&town);
    CHECK_INT(
        disk_read(town.disk, ".public.spare.list", SIZE_MAX, &bytes, NULL), 0);
    for (size_t at = 0; at < bytes.len; at += bytes.len / 12 + 1) {
        bytes.data[at] ^= 4;
        disk_replace(town.disk, ".public.spare.list", buf_view(&bytes));
        CHECK(passes_over(&town, 10 + (int)at));
        CHECK_INT(
            disk_read(town.disk, ".public.spare.list", SIZE_MAX, &bytes, NULL),
            0);
    }
    buf_free(&bytes);
    end(&town);
}

TEST(a_published_file_that_was_changed_by_hand_is_mended)
{
    struct town town;

    begin_with_spare(&town);
    CHECK_INT(disk_append(town.disk, "public/d0/e0/p0.html", STR(" by hand")),
              0);
    CHECK(turns(&town));
    CHECK(strstr(look(&town, "public"), "hand") == NULL);
    set_page(&town, 7, 7, 3);
    CHECK(turns(&town));
    CHECK(strstr(look(&town, "public"), "hand") == NULL);
    end(&town);
}

TEST(where_much_changed_there_is_no_spare)
{
    struct town town;

    begin(&town);
    CHECK(update(&town));
    for (int i = 0; i < PAGES / 2; i++)
        set_page(&town, i, i, 1);
    CHECK(update(&town));
    CHECK_INT(inode(&town, ".public.spare"), 0);
    CHECK_INT(inode(&town, ".public.spare.list"), 0);
    end(&town);
}

TEST(a_disk_without_hard_links_has_no_spare)
{
    struct town town;

    begin(&town);
    calls.link = no_link;
    for (int i = 0; i < 3; i++) {
        set_page(&town, 3, 3, i);
        CHECK(update(&town));
    }
    CHECK(strstr(look(&town, "public"), "p3.html: page 3.2\n") != NULL);
    CHECK_INT(inode(&town, ".public.spare"), 0);
    end(&town);
}

TEST(a_run_that_keeps_none_clears_it_away)
{
    struct town town;
    struct diags diags = {0};

    begin_with_spare(&town);
    set_page(&town, 8, 8, 1);
    CHECK(fake_publish(town.disk, "public", town.page, NULL, &diags));
    CHECK_INT(inode(&town, ".public.spare"), 0);
    CHECK_INT(inode(&town, ".public.spare.list"), 0);
    CHECK(strstr(look(&town, "public"), "d1/scan.pdf: scan\n") != NULL);
    diags_free(&diags);
    end(&town);
}

/* An update in a process that ends before its nth call. */
static int update_killed(struct town *town, unsigned nth)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0)
        _exit(update_on(town, fake_killer_new(town->disk, nth)) ? 0 : 1);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(a_killed_update_leaves_the_old_site_or_the_new)
{
    struct town town;
    unsigned nth, were_new = 0;
    int code = FAKE_KILLED;

    begin_with_spare(&town);
    ahead = -10 * SECOND; /* nothing looks settled, however slow this is */
    for (nth = 1; code == FAKE_KILLED && nth < CALLS_MOST; nth++) {
        /* two to bring the spare about again */
        set_page(&town, 9, 9, 2 * (int)nth);
        CHECK(update(&town));
        set_page(&town, 10, 10, 2 * (int)nth);
        CHECK(turns(&town));
        const char *old = look(&town, "public");
        set_page(&town, 9, (int)nth, 2 * (int)nth + 1);
        code = update_killed(&town, nth);
        const char *seen = look(&town, "public");
        bool is_old = strcmp(seen, old) == 0;
        were_new += !is_old;
        bool next = update(&town);
        const char *new = look(&town, "public");
        bool whole = is_old || strcmp(seen, new) == 0;
        test_case(whole && next && strcmp(new, old) != 0 &&
                      strstr(new, "d1/scan.pdf: scan\n") &&
                      !inode(&town, ".public.new"),
                  "kill", "at call %u: %s", nth,
                  whole ? "the next run fails" : "a mixed site");
    }
    CHECK_INT(code, 0); /* at last it got through */
    CHECK(nth > 50);
    CHECK(were_new > 5 && were_new < nth - 10);
    end(&town);
}
