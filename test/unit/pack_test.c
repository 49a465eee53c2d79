#include "../../gen/doors/pack.h"

#include "../../gen/base/diag.h"
#include "../../gen/doors/sums.h"
#include "../../gen/doors/unpack.h"
#include "../fake_disk.h"
#include "../test.h"

#include <errno.h>
#include <locale.h>
#include <string.h>
#include <time.h>

static const struct pack_item items[] = {
    {"2020/r03.html", {"three", 5}},
    {"index.html", {"one", 3}},
    {SUMS_NAME, {"sums\n", 5}},
    {"source/2020/工作 总结.md", {"text", 4}},
};

static bool write_pack(struct disk *disk, enum pack_form form, const char *path,
                       struct diags *diags)
{
    struct pack pack = {.form = form,
                        .volume = "GONGKAI_2020",
                        .time = 1579050000,
                        .scratch = "/tmp",
                        .item = items,
                        .len = 4};

    return pack_write(&pack, disk, path, diags);
}

static void pack_and_unpack(enum pack_form form)
{
    struct disk *disk = fake_disk_new();
    struct diags diags = {0};
    struct unpacked read = {0};

    setlocale(LC_CTYPE, "C.UTF-8"); /* as main does */
    CHECK(write_pack(disk, form, "a", &diags));
    CHECK(unpack_read(disk, "a", &read, &diags));
    CHECK_INT(read.len, 4);
    for (size_t i = 0; i < 4; i++) {
        struct sha256 sum = sha256_of(items[i].bytes);
        bool found = false;
        for (size_t j = 0; j < read.len; j++)
            found = found || (strcmp(read.file[j].path, items[i].path) == 0 &&
                              sha256_equal(&read.file[j].sum, &sum));
        test_case(found, "unpacked", "%s", items[i].path);
    }
    CHECK(str_is(read.sums, "sums\n"));
    int error;
    CHECK(unpack_is_ours(disk, "a", &error));
    CHECK_INT(diags.len, 0);
    unpacked_free(&read);
    diags_free(&diags);
    disk_close(disk);
}

TEST(what_is_packed_is_unpacked)
{
    pack_and_unpack(PACK_ZIP);
    pack_and_unpack(PACK_ISO);
}

TEST(the_clock_goes_on_behind_a_pack)
{
    struct disk *disk = fake_disk_new();
    struct diags diags = {0};

    CHECK(write_pack(disk, PACK_ISO, "a", &diags));
    CHECK(time(NULL) > 1700000000);
    diags_free(&diags);
    disk_close(disk);
}

TEST(an_error_of_the_disk_is_told)
{
    static const char *const calls[] = {"write", "append", "sync"};

    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
        for (int form = PACK_ZIP; form <= PACK_ISO; form++) {
            struct disk *disk = fake_disk_new();
            struct diags diags = {0};
            fake_fail(disk, calls[i], 1, ENOSPC);
            bool good = write_pack(disk, (enum pack_form)form, "a", &diags);
            test_case(!good && diags.len == 1 &&
                          diags.item[0].code == SYSTEM_FULL,
                      "told", "%s, form %d", calls[i], form);
            diags_free(&diags);
            disk_close(disk);
        }
}

/* Each cut and some changed bytes: an answer, never a crash. */
TEST(a_damaged_archive_is_told)
{
    struct disk *disk = fake_disk_new();
    struct diags diags = {0};
    struct buf whole = {0};

    CHECK(write_pack(disk, PACK_ZIP, "a.zip", &diags));
    CHECK_INT(disk_read(disk, "a.zip", SIZE_MAX, &whole, NULL), 0);
    for (size_t len = 0; len < whole.len; len += 97) {
        struct unpacked read = {0};
        struct diags told = {0};
        fake_bytes(disk, "cut", (struct str){whole.data, len});
        bool good = unpack_read(disk, "cut", &read, &told);
        test_case(!good || read.len < 4, "cut", "to %zu bytes", len);
        test_case(good || told.item[0].code == ARCHIVE_DAMAGED, "told",
                  "at %zu bytes", len);
        unpacked_free(&read);
        diags_free(&told);
    }
    fake_file(disk, "text", "hello");
    int error;
    CHECK(!unpack_is_ours(disk, "text", &error));
    CHECK(!unpack_is_ours(disk, "absent", &error));
    buf_free(&whole);
    diags_free(&diags);
    disk_close(disk);
}
