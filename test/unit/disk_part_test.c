/*
 * Files that are too large to be held, and links that we make ourselves: held
 * against the pretend disk and the real one.
 */
#include "../../gen/base/disk.h"

#include "../fake_disk.h"
#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <string.h>

static void tell_on_both(void (*story)(struct disk *disk))
{
    char *root = temp_folder();
    struct disk *fake = fake_disk_new();
    int error;
    struct disk *real = disk_open(root, &error);

    CHECK_INT(error, 0);
    story(fake);
    story(real);
    disk_close(real);
    disk_close(fake);
    temp_remove(root);
}

static void append_and_read(struct disk *disk)
{
    struct buf out = {0};

    CHECK_INT(disk_append(disk, "a.iso", STR("x")), ENOENT);
    CHECK_INT(disk_write(disk, "a.iso", STR("")), 0);
    CHECK_INT(disk_append(disk, "a.iso", STR("0123")), 0);
    CHECK_INT(disk_append(disk, "a.iso", STR("4567")), 0);
    CHECK_INT(disk_read_part(disk, "a.iso", 2, 4, &out), 0);
    CHECK_STR(out.data, "2345");
    CHECK_INT(disk_read_part(disk, "a.iso", 6, 4, &out), 0);
    CHECK_STR(out.data, "67");
    CHECK_INT(disk_read_part(disk, "a.iso", 100, 4, &out), 0);
    CHECK_INT(out.len, 0);
    CHECK_INT(disk_read_part(disk, "absent", 0, 4, &out), ENOENT);
    buf_free(&out);
}

TEST(a_file_grows_and_is_read_in_parts)
{
    tell_on_both(append_and_read);
}

static void view(struct disk *disk)
{
    struct disk_view view = {.bytes = STR("")};
    struct buf bytes = {0};

    for (unsigned i = 0; i < 5000; i++)
        buf_format(&bytes, "%u ", i);
    CHECK_INT(disk_write(disk, "a", buf_view(&bytes)), 0);
    CHECK_INT(disk_view(disk, "a", 5003, 7000, false, &view), 0);
    CHECK(str_equal(view.bytes, (struct str){bytes.data + 5003, 7000}));
    CHECK_INT(disk_replace(disk, "a", STR("new")), 0);
    CHECK(str_equal(view.bytes, (struct str){bytes.data + 5003, 7000}));
    disk_view_end(&view);
    CHECK_INT(disk_view(disk, "a", 1, 2, true, &view), 0);
    CHECK(str_is(view.bytes, "ew"));
    disk_view_end(&view);
    CHECK_INT(disk_view(disk, "a", 1, 3, false, &view), EAGAIN);
    disk_view_end(&view);
    CHECK_INT(disk_view(disk, "a", 4, 1, false, &view), EAGAIN);
    disk_view_end(&view);
    CHECK_INT(disk_view(disk, "a", 3, 0, false, &view), 0);
    CHECK_INT(view.bytes.len, 0);
    CHECK_INT(disk_view(disk, "absent", 0, 1, false, &view), ENOENT);
    disk_view_end(&view);
    buf_free(&bytes);
}

TEST(a_part_is_looked_at_as_it_was_whatever_replaces_the_file)
{
    tell_on_both(view);
}

static void grow(struct disk *disk)
{
    struct disk_growth growth;
    struct disk_entry *entry = NULL;
    struct arena arena = {0};
    struct buf out = {0};
    size_t len = 0;

    CHECK_INT(disk_write(disk, "a", STR("old")), 0);
    disk_grow(&growth, disk, "a");
    disk_grow_by(&growth, STR("one "));
    disk_grow_by(&growth, STR("two"));
    CHECK_INT(disk_read(disk, "a", 100, &out, NULL), 0);
    CHECK_STR(out.data, "old");
    CHECK_INT(disk_grown(&growth), 0);
    CHECK_INT(disk_read(disk, "a", 100, &out, NULL), 0);
    CHECK_STR(out.data, "one two");
    disk_grow(&growth, disk, "a");
    disk_grow_by(&growth, STR("three"));
    CHECK_INT(disk_remove(disk, growth.name.data), 0);
    disk_grow_by(&growth, STR("four")); /* there is nothing to add to */
    disk_grow_by(&growth, STR("five"));
    CHECK_INT(disk_grown(&growth), ENOENT);
    CHECK_INT(disk_read(disk, "a", 100, &out, NULL), 0);
    CHECK_STR(out.data, "one two");
    CHECK_INT(disk_list(disk, "", &arena, &entry, &len), 0);
    CHECK_INT(len, 1);
    arena_free(&arena);
    buf_free(&out);
}

TEST(a_file_that_comes_in_pieces_is_whole_or_not_at_all)
{
    tell_on_both(grow);
}

static void make_links(struct disk *disk)
{
    struct buf out = {0};
    struct disk_stat st;

    CHECK_INT(disk_make_folders(disk, "releases/1"), 0);
    CHECK_INT(disk_make_link(disk, "current", "releases/1"), 0);
    CHECK_INT(disk_make_link(disk, "current", "releases/2"), EEXIST);
    CHECK_INT(disk_read_link(disk, "current", &out), 0);
    CHECK_STR(out.data, "releases/1");
    CHECK_INT(disk_read_link(disk, "releases", &out), EINVAL);
    CHECK_INT(disk_read_link(disk, "absent", &out), ENOENT);
    CHECK_INT(disk_stat(disk, "current", &st), 0);
    CHECK_INT(st.kind, DISK_LINK);
    CHECK_INT(disk_append(disk, "current", STR("x")), ELOOP);
    CHECK_INT(disk_append(disk, "releases", STR("x")), EISDIR);
    CHECK_INT(disk_make_link(disk, ".current.new", "releases/2"), 0);
    CHECK_INT(disk_rename(disk, ".current.new", "current"), 0);
    CHECK_INT(disk_read_link(disk, "current", &out), 0);
    CHECK_STR(out.data, "releases/2");
    buf_free(&out);
}

TEST(a_link_is_made_read_and_replaced)
{
    tell_on_both(make_links);
}

/* Folders in the order of a release's, and files; each as disk_stat has it. */
static void stat_many(struct disk *disk)
{
    static const char *const path[] = {"out",
                                       "out/2020",
                                       "out/2020/a",
                                       "out/2020/data",
                                       "out/2020/data/t",
                                       "out/2020x",
                                       "out/css",
                                       "out/css/s",
                                       "out/link",
                                       "out/link/data",
                                       "out/z"};
    enum { ALL = sizeof(path) / sizeof(path[0]), LINK = 8 };
    struct disk_stat many[ALL], one;

    CHECK_INT(disk_make_folders(disk, "out/2020/data"), 0);
    CHECK_INT(disk_make_folders(disk, "out/css"), 0);
    CHECK_INT(disk_write(disk, "out/2020/a", STR("1")), 0);
    CHECK_INT(disk_write(disk, "out/2020/data/t", STR("12")), 0);
    CHECK_INT(disk_write(disk, "out/2020x", STR("123")), 0);
    CHECK_INT(disk_write(disk, "out/css/s", STR("1234")), 0);
    CHECK_INT(disk_make_link(disk, "out/link", "2020"), 0);
    CHECK_INT(disk_write(disk, "out/z", STR("12345")), 0);
    CHECK_INT(disk_stat_many(disk, path, ALL, many), LINK + 1);
    for (size_t i = 0; i <= LINK; i++) {
        CHECK_INT(disk_stat(disk, path[i], &one), 0);
        CHECK_INT(many[i].kind, one.kind);
        CHECK(many[i].inode == one.inode && many[i].size == one.size);
        CHECK(many[i].mtime == one.mtime && many[i].ctime == one.ctime);
    }
    CHECK_INT(many[LINK].kind, DISK_LINK);
    CHECK_INT(disk_stat_many(disk, path + LINK + 1, 1, many), 0);
    CHECK_INT(disk_stat_many(disk, path + LINK + 2, 1, many), 1);
}

TEST(many_looks_see_what_one_sees_and_stop_at_a_link)
{
    tell_on_both(stat_many);
}
