#include "../../gen/doors/release.h"

#include "../../gen/base/diag.h"
#include "../fake_disk.h"
#include "../test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct scene {
    struct disk *disk;
    struct shelf shelf;
    struct diags diags;
};

static void begin(struct scene *scene)
{
    *scene = (struct scene){.disk = fake_disk_new()};
    CHECK(
        shelf_open(&scene->shelf, scene->disk, "www/releases", &scene->diags));
}

static void reopen(struct scene *scene)
{
    shelf_close(&scene->shelf);
    CHECK(
        shelf_open(&scene->shelf, scene->disk, "www/releases", &scene->diags));
}

static void end(struct scene *scene)
{
    shelf_close(&scene->shelf);
    diags_free(&scene->diags);
    disk_close(scene->disk);
}

static const char *add(struct scene *scene, const char *text)
{
    struct release release = {0};

    release_add(&release, "index.html", str_of(text));
    release_add(&release, "2020/r03.html", STR("three"));
    release_seal(&release);
    const char *id = shelf_add(&scene->shelf, &release);
    release_free(&release);
    return id;
}

TEST(a_release_is_named_by_time_and_print)
{
    struct scene scene;

    begin(&scene);
    const char *id = add(&scene, "one");
    CHECK(id != NULL);
    CHECK(shelf_names(str_of(id)));
    CHECK(strncmp(id, "20200115-090000-", 16) == 0);
    CHECK(!shelf_names(STR("20200115-090000-1f2e3d4g")));
    CHECK(!shelf_names(STR("20200115-090000")));
    CHECK(!shelf_names(STR("../../../../../../../../x")));
    end(&scene);
}

TEST(a_later_release_is_always_the_last)
{
    struct scene scene;
    const char *texts[] = {"one", "two", "three", "four"};

    begin(&scene);
    for (size_t i = 0; i < 4; i++) {
        CHECK(add(&scene, texts[i]) != NULL);
        if (i == 1) /* the clock steps back a year */
            fake_clock(scene.disk, INT64_C(1547514000000000000));
    }
    reopen(&scene);
    CHECK_INT(scene.shelf.len, 4);
    for (size_t i = 1; i < 4; i++)
        CHECK(strcmp(scene.shelf.id[i - 1], scene.shelf.id[i]) < 0);
    CHECK_INT(scene.diags.len, 0);
    end(&scene);
}

TEST(a_release_is_read_back_and_a_change_is_found)
{
    struct scene scene;
    struct release read = {0};
    const char *fault;

    begin(&scene);
    const char *path = shelf_path(&scene.shelf, add(&scene, "one"));
    CHECK(release_read(scene.disk, path, true, &read, &fault));
    CHECK_INT(read.len, 2);
    CHECK_INT(shelf_find(&scene.shelf, buf_view(&read.text)), 0);
    CHECK(shelf_find(&scene.shelf, STR("gongkai 1\n")) == SIZE_MAX);
    release_free(&read);
    char page[128];
    snprintf(page, sizeof(page), "%s/index.html", path);
    fake_file(scene.disk, page, "onf");
    CHECK(!release_read(scene.disk, path, true, &read, &fault));
    CHECK_STR(fault, "index.html");
    release_free(&read);
    CHECK(!release_read(scene.disk, "www", true, &read, &fault));
    CHECK_STR(fault, "");
    release_free(&read);
    end(&scene);
}

TEST(the_oldest_go_but_never_the_one_that_is_shown)
{
    struct scene scene;
    char letter[128];

    begin(&scene);
    char first[32], second[32];
    snprintf(first, sizeof(first), "%s", add(&scene, "one"));
    snprintf(second, sizeof(second), "%s", add(&scene, "two"));
    add(&scene, "three");
    add(&scene, "four");
    snprintf(letter, sizeof(letter), "%s/letter.txt",
             shelf_path(&scene.shelf, second));
    fake_file(scene.disk, letter, "mine");
    shelf_prune(&scene.shelf, 1, first);
    CHECK_INT(scene.diags.len, 1); /* the letter is told, and stays */
    CHECK_INT(scene.diags.item[0].code, RELEASE_KEPT);
    snprintf(letter, sizeof(letter), "%s/letter.txt",
             shelf_path(&scene.shelf, second));
    CHECK_STR(fake_text(scene.disk, letter), "mine");
    shelf_close(&scene.shelf);
    shelf_open(&scene.shelf, scene.disk, "www/releases", &scene.diags);
    CHECK_INT(scene.shelf.len, 3); /* one, two with the letter, four */
    CHECK(strcmp(scene.shelf.id[0], first) == 0);
    CHECK(strcmp(scene.shelf.id[1], second) == 0);
    end(&scene);
}

/* A run that is killed before each of its calls in turn, and the next one. */
TEST(a_killed_run_leaves_whole_releases_alone)
{
    int left = 1;

    for (unsigned nth = 1; left && nth < 200; nth++) {
        struct scene scene;
        struct release read = {0};
        const char *fault;
        begin(&scene);
        add(&scene, "one");
        fake_kill(scene.disk, nth);
        left = add(&scene, "two") == NULL;
        shelf_prune(&scene.shelf, 0, scene.shelf.id[scene.shelf.len - 1]);
        fake_heal(scene.disk);
        reopen(&scene);
        bool whole = scene.shelf.len > 0;
        for (size_t i = 0; i < scene.shelf.len; i++) {
            whole = whole &&
                    release_read(scene.disk,
                                 shelf_path(&scene.shelf, scene.shelf.id[i]),
                                 true, &read, &fault);
            release_free(&read);
        }
        test_case(whole &&
                      !strstr(fake_tree(scene.disk, "www/releases"), ".new"),
                  "kill", "at call %u: %s", nth,
                  fake_tree(scene.disk, "www/releases"));
        end(&scene);
    }
    CHECK(!left);
}

TEST(a_failure_of_any_call_is_told)
{
    const char *id = NULL;

    for (unsigned nth = 1; !id && nth < 200; nth++) {
        struct scene scene;
        begin(&scene);
        fake_fail(scene.disk, NULL, nth, EIO);
        id = add(&scene, "one");
        test_case(id || scene.diags.len > 0, "told", "at call %u", nth);
        end(&scene);
    }
    CHECK(id != NULL);
}
