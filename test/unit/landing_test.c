/*
 * What of an earlier archive may be cleared away. That a run which is killed
 * leaves nothing half is shown from outside, by test/archive.sh.
 */
#include "../../gen/doors/landing_clear.h"

#include "../../gen/doors/sums.h"
#include "../fake_disk.h"
#include "../test.h"

#include <errno.h>
#include <string.h>

#define MARKER "gongkai 1 unfinished\n"

static bool ours(struct disk *disk, bool unfinished, const char **foreign)
{
    static struct arena arena;
    int error;

    *foreign = NULL;
    return landing_is_ours(disk, "usb", unfinished, &arena, foreign, &error);
}

static void put_archive(struct disk *disk)
{
    struct sums sums = {0};
    struct buf text = {0};
    struct sha256 sum = sha256_of(STR("x"));

    sums_add(&sums, "index.html", &sum);
    sums_add(&sums, "2020/r03.html", &sum);
    sums_add(&sums, "manifest.txt", &sum);
    sums_write(&sums, &text);
    fake_file(disk, "usb/index.html", "x");
    fake_file(disk, "usb/2020/r03.html", "x");
    fake_file(disk, "usb/manifest.txt", "gongkai 1\n");
    fake_file(disk, "usb/" SUMS_NAME, text.data);
    buf_free(&text);
    sums_free(&sums);
}

TEST(a_whole_archive_is_ours)
{
    struct disk *disk = fake_disk_new();
    const char *foreign;

    put_archive(disk);
    CHECK(ours(disk, false, &foreign));
    fake_file(disk, "usb/2020/letter.txt", "mine");
    CHECK(!ours(disk, false, &foreign));
    CHECK_STR(foreign, "2020/letter.txt");
    disk_close(disk);
}

TEST(a_list_that_cannot_be_read_makes_nobody_a_stranger)
{
    struct arena arena = {0};
    struct disk *disk = fake_disk_new();
    const char *foreign = NULL;
    int error = 0;

    put_archive(disk);
    fake_fail(disk, "read", 1, EIO);
    CHECK(!landing_is_ours(disk, "usb", false, &arena, &foreign, &error));
    CHECK(foreign == NULL);
    CHECK_INT(error, EIO);
    fake_fail(disk, "read", 1, EMFILE); /* the marker */
    CHECK(!landing_is_ours(disk, "usb", true, &arena, &foreign, &error));
    CHECK_INT(error, EMFILE);
    disk_close(disk);
    arena_free(&arena);
}

TEST(a_folder_that_is_marked_is_ours_only_beside_its_place)
{
    struct disk *disk = fake_disk_new();
    const char *foreign;

    fake_file(disk, "usb/manifest.txt", MARKER);
    fake_file(disk, "usb/2020/r03.html", "half");
    CHECK(ours(disk, true, &foreign));
    CHECK(!ours(disk, false, &foreign));
    disk_close(disk);
}

TEST(an_empty_folder_may_be_taken)
{
    struct disk *disk = fake_disk_new();
    const char *foreign;

    fake_folder(disk, "usb");
    CHECK(ours(disk, false, &foreign));
    CHECK(ours(disk, true, &foreign));
    fake_symlink(disk, "usb/x", "/etc");
    CHECK(!ours(disk, false, &foreign));
    disk_close(disk);
}

TEST(a_removal_that_is_killed_can_be_ended_by_the_next_run)
{
    struct arena arena = {0};
    bool done = false;

    for (unsigned nth = 1; !done && nth < 60; nth++) {
        struct disk *disk = fake_disk_new();
        const char *foreign;
        struct disk_stat st;
        put_archive(disk);
        fake_kill(disk, nth);
        done = landing_remove(disk, "usb", &arena) == 0;
        fake_heal(disk);
        bool gone = disk_stat(disk, "usb", &st) != 0;
        bool good = gone || ours(disk, true, &foreign);
        good = good && landing_remove(disk, "usb", &arena) == 0 &&
               strcmp(fake_tree(disk, "usb"), "") == 0;
        test_case(good, "kill", "at call %u", nth);
        disk_close(disk);
    }
    CHECK(done);
    arena_free(&arena);
}

TEST(only_the_beginning_of_a_pack_passes_for_one)
{
    struct disk *disk = fake_disk_new();
    int error;

    fake_file(disk, "a", "");
    fake_file(disk, "b", "PK\3\4");
    fake_bytes(disk, "c", STR("\0\0\0\0"));
    fake_file(disk, "d", "Dear Sir");
    CHECK(landing_is_part(disk, "a", &error));
    CHECK(landing_is_part(disk, "b", &error));
    CHECK(landing_is_part(disk, "c", &error));
    CHECK(!landing_is_part(disk, "d", &error));
    fake_fail(disk, "read_part", 1, EIO);
    CHECK(!landing_is_part(disk, "a", &error));
    CHECK_INT(error, EIO);
    disk_close(disk);
}
