/*
 * What the door promises is held against three disks: the pretend one, the
 * real one, and the real one without openat2.
 */
#include "../../gen/base/disk.h"

#include "../../gen/base/diag.h"
#include "../fake_disk.h"
#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPENAT2 437

struct scene {
    const char *name;
    struct disk *disk;
    char *root; /* NULL: the pretend disk */
};

static void make_link(struct scene *scene, const char *path, const char *to)
{
    char full[512];

    if (!scene->root) {
        fake_symlink(scene->disk, path, to);
        return;
    }
    snprintf(full, sizeof(full), "%s/%s", scene->root, path);
    CHECK_INT(symlink(to, full), 0);
}

static void make_fifo(struct scene *scene, const char *path)
{
    char full[512];

    if (!scene->root) {
        fake_fifo(scene->disk, path);
        return;
    }
    snprintf(full, sizeof(full), "%s/%s", scene->root, path);
    CHECK_INT(mkfifo(full, 0644), 0);
}

/* From here on the kernel says that it knows no openat2. */
static bool forbid_openat2(int answer)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OPENAT2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K,
                 SECCOMP_RET_ERRNO | ((unsigned)answer & SECCOMP_RET_DATA)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), filter};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void tell_on_real(const char *name, void (*story)(struct scene *))
{
    int error;
    struct scene scene = {name, NULL, temp_folder()};

    scene.disk = disk_open(scene.root, &error);
    CHECK_INT(error, 0);
    story(&scene);
    disk_close(scene.disk);
    temp_remove(scene.root);
}

static void tell_on_each(void (*story)(struct scene *))
{
    struct scene fake = {"pretend disk", fake_disk_new(), NULL};

    story(&fake);
    disk_close(fake.disk);
    tell_on_real("real disk", story);
    if (forbid_openat2(ENOSYS))
        tell_on_real("real disk without openat2", story);
}

/* Shows on which disk it was that something did not hold. */
static void expect(struct scene *scene, int got, int wanted, const char *what)
{
    if (got != wanted)
        fprintf(stderr, "  %s: %s: %s, wanted %s\n", scene->name, what,
                strerror(got), strerror(wanted));
    CHECK_INT(got, wanted);
}

static int write_text(struct scene *scene, const char *path, const char *text)
{
    return disk_write(scene->disk, path, str_of(text));
}

static void expect_text(struct scene *scene, const char *path,
                        const char *wanted)
{
    struct buf out = {0};

    expect(scene, disk_read(scene->disk, path, 4096, &out, NULL), 0, path);
    CHECK_STR(out.data ? out.data : "", wanted);
    buf_free(&out);
}

static void expect_gone(struct scene *scene, const char *path)
{
    struct disk_stat st;

    expect(scene, disk_stat(scene->disk, path, &st), ENOENT, path);
}

static void write_and_read(struct scene *scene)
{
    struct disk_stat st;
    struct buf out = {0};

    expect(scene, write_text(scene, "a.md", "一"), 0, "write");
    expect(scene, write_text(scene, "a.md", "two"), EEXIST, "write again");
    expect_text(scene, "a.md", "一");
    buf_text(&out, "what stood there");
    expect(scene, disk_read(scene->disk, "a.md", 3, &out, &st), 0, "read");
    CHECK_STR(out.data, "一");
    CHECK_INT(st.size, 3);
    CHECK_INT(st.kind, DISK_FILE);
    CHECK(st.inode != 0 && st.mtime > 0);
    expect(scene, write_text(scene, "empty", ""), 0, "write empty");
    expect_text(scene, "empty", "");
    buf_free(&out);
}

TEST(what_is_written_can_be_read)
{
    tell_on_each(write_and_read);
}

static void read_too_large(struct scene *scene)
{
    struct buf out = {0};

    write_text(scene, "a.md", "four");
    expect(scene, disk_read(scene->disk, "a.md", 3, &out, NULL), EFBIG, "3");
    CHECK_INT(out.len, 0);
    expect(scene, disk_read(scene->disk, "a.md", 4, &out, NULL), 0, "4");
    out.limit = 2;
    expect(scene, disk_read(scene->disk, "a.md", 4, &out, NULL), EFBIG,
           "limited buffer");
    buf_free(&out);
}

TEST(a_file_over_the_limit_is_refused)
{
    tell_on_each(read_too_large);
}

static void read_the_unreadable(struct scene *scene)
{
    struct buf out = {0};

    disk_make_folder(scene->disk, "sub");
    make_fifo(scene, "pipe");
    make_link(scene, "link", "sub/a.md");
    make_link(scene, "way", "sub");
    write_text(scene, "sub/a.md", "text");
    expect(scene, disk_read(scene->disk, "pipe", 9, &out, NULL), EINVAL,
           "pipe");
    expect(scene, disk_read(scene->disk, "sub", 9, &out, NULL), EISDIR, "sub");
    expect(scene, disk_read(scene->disk, "link", 9, &out, NULL), ELOOP, "link");
    expect(scene, disk_read(scene->disk, "way/a.md", 9, &out, NULL), ELOOP,
           "way/a.md");
    expect(scene, disk_read(scene->disk, "none", 9, &out, NULL), ENOENT,
           "none");
    expect(scene, disk_read(scene->disk, "none/a", 9, &out, NULL), ENOENT,
           "none/a");
    expect(scene, disk_read(scene->disk, "sub/a.md/b", 9, &out, NULL), ENOTDIR,
           "sub/a.md/b");
    buf_free(&out);
}

TEST(what_is_no_file_is_not_read)
{
    tell_on_each(read_the_unreadable);
}

static void go_through_links(struct scene *scene)
{
    struct disk *disk = scene->disk;
    struct arena arena = {0};
    struct disk_entry *entry;
    struct disk_stat st;
    size_t len;

    disk_make_folder(disk, "sub");
    make_link(scene, "way", "sub");
    write_text(scene, "sub/old", "old");
    expect(scene, disk_stat(disk, "way", &st), 0, "stat");
    CHECK_INT(st.kind, DISK_LINK);
    expect(scene, disk_stat(disk, "way/old", &st), ELOOP, "stat below");
    expect(scene, disk_list(disk, "way", &arena, &entry, &len), ELOOP, "list");
    expect(scene, write_text(scene, "way/new", "x"), ELOOP, "write");
    expect(scene, write_text(scene, "way", "x"), EEXIST, "write over");
    expect(scene, disk_make_folder(disk, "way/x"), ELOOP, "make_folder");
    expect(scene, disk_make_folders(disk, "way/x/y"), ELOOP, "make_folders");
    expect(scene, disk_make_folders(disk, "way"), ELOOP, "make_folders way");
    expect(scene, disk_link(disk, "way/old", "second"), ELOOP, "link");
    expect(scene, disk_rename(disk, "way/old", "second"), ELOOP, "rename");
    expect(scene, disk_rename(disk, "sub/old", "way/x"), ELOOP, "rename to");
    expect(scene, disk_exchange(disk, "way/old", "sub"), ELOOP, "exchange");
    expect(scene, disk_remove(disk, "way/old"), ELOOP, "remove");
    expect(scene, disk_replace(disk, "way/old", STR("x")), ELOOP, "replace");
    expect_text(scene, "sub/old", "old");
    arena_free(&arena);
}

TEST(no_call_follows_a_symbolic_link)
{
    tell_on_each(go_through_links);
}

static void leave_the_root(struct scene *scene)
{
    static const char *const path[] = {"../a",  "a/../b", "/etc/passwd",
                                       "./a",   "a//b",   "a/",
                                       "a/./b", "..",     "/"};
    struct disk_stat st;
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
        expect(scene, disk_stat(scene->disk, path[i], &st), EINVAL, path[i]);
        expect(scene, write_text(scene, path[i], "x"), EINVAL, path[i]);
        expect(scene, disk_read(scene->disk, path[i], 9, &out, NULL), EINVAL,
               path[i]);
    }
    buf_free(&out);
}

TEST(a_path_that_could_leave_the_root_is_refused)
{
    tell_on_each(leave_the_root);
}

static void look_at_root(struct scene *scene)
{
    struct arena arena = {0};
    struct disk_entry *entry;
    struct disk_stat st;
    uint64_t bytes = 0;
    size_t len;

    write_text(scene, "a", "");
    expect(scene, disk_stat(scene->disk, "", &st), 0, "stat");
    CHECK_INT(st.kind, DISK_FOLDER);
    expect(scene, disk_stat(scene->disk, ".", &st), 0, "stat .");
    expect(scene, disk_list(scene->disk, ".", &arena, &entry, &len), 0, "list");
    CHECK_INT(len, 1);
    expect(scene, disk_sync(scene->disk, ""), 0, "sync");
    expect(scene, disk_sync_names(scene->disk, "."), 0, "sync_names");
    expect(scene, disk_space(scene->disk, "", &bytes), 0, "space");
    CHECK(bytes > 0);
    expect(scene, disk_make_folders(scene->disk, ""), 0, "make_folders");
    arena_free(&arena);
}

TEST(the_root_can_be_named)
{
    tell_on_each(look_at_root);
}

static void list_folder(struct scene *scene)
{
    static const enum disk_kind kind[] = {DISK_FILE, DISK_FOLDER, DISK_LINK,
                                          DISK_OTHER, DISK_FILE};
    static const char *const name[] = {"-rf", "B", "a\nb", "b", "\xe5\x85\xac"};
    struct arena arena = {0};
    struct disk_entry *entry;
    size_t len;

    write_text(scene, name[4], "");
    make_fifo(scene, name[3]);
    make_link(scene, name[2], "nowhere");
    disk_make_folder(scene->disk, name[1]);
    write_text(scene, name[0], "");
    expect(scene, disk_list(scene->disk, "", &arena, &entry, &len), 0, "list");
    CHECK_INT(len, 5);
    for (size_t i = 0; i < len && i < 5; i++) {
        CHECK_STR(entry[i].name, name[i]);
        CHECK_INT(entry[i].kind, kind[i]);
    }
    expect(scene, disk_list(scene->disk, "B", &arena, &entry, &len), 0, "B");
    CHECK_INT(len, 0);
    expect(scene, disk_list(scene->disk, "-rf", &arena, &entry, &len), ENOTDIR,
           "file");
    expect(scene, disk_list(scene->disk, "none", &arena, &entry, &len), ENOENT,
           "none");
    arena_free(&arena);
}

TEST(a_folder_is_listed_in_the_order_of_bytes)
{
    tell_on_each(list_folder);
}

static void make_folders(struct scene *scene)
{
    struct disk_stat st;

    expect(scene, disk_make_folder(scene->disk, "a/b"), ENOENT, "a/b");
    expect(scene, disk_make_folders(scene->disk, "a/b/c"), 0, "a/b/c");
    expect(scene, disk_make_folders(scene->disk, "a/b/c"), 0, "again");
    expect(scene, disk_stat(scene->disk, "a/b/c", &st), 0, "stat");
    CHECK_INT(st.kind, DISK_FOLDER);
    expect(scene, disk_make_folder(scene->disk, "a"), EEXIST, "a");
    write_text(scene, "file", "");
    expect(scene, disk_make_folders(scene->disk, "file"), ENOTDIR, "file");
    expect(scene, disk_make_folders(scene->disk, "file/x"), ENOTDIR, "file/x");
}

TEST(folders_are_made_with_those_above_them)
{
    tell_on_each(make_folders);
}

static void replace_file(struct scene *scene)
{
    struct arena arena = {0};
    struct disk_entry *entry;
    size_t len;

    disk_make_folder(scene->disk, "sub");
    expect(scene, disk_replace(scene->disk, "sub/a", STR("one")), 0, "new");
    expect(scene, disk_replace(scene->disk, "sub/a", STR("two")), 0, "old");
    expect_text(scene, "sub/a", "two");
    expect(scene, disk_replace(scene->disk, "sub", STR("x")), EISDIR, "sub");
    expect(scene, disk_replace(scene->disk, "no/a", STR("x")), ENOENT, "no/a");
    disk_list(scene->disk, "sub", &arena, &entry, &len);
    CHECK_INT(len, 1);
    disk_list(scene->disk, "", &arena, &entry, &len);
    CHECK_INT(len, 1);
    arena_free(&arena);
}

TEST(a_replaced_file_leaves_nothing_beside_it)
{
    tell_on_each(replace_file);
}

static void link_files(struct scene *scene)
{
    struct disk_stat first, second;

    write_text(scene, "a", "text");
    make_link(scene, "link", "nowhere");
    disk_make_folder(scene->disk, "sub");
    expect(scene, disk_link(scene->disk, "a", "sub/b"), 0, "link");
    disk_stat(scene->disk, "a", &first);
    disk_stat(scene->disk, "sub/b", &second);
    CHECK(first.inode == second.inode && first.device == second.device);
    expect(scene, disk_remove(scene->disk, "a"), 0, "remove");
    expect_text(scene, "sub/b", "text");
    expect(scene, disk_link(scene->disk, "link", "sub/link"), 0, "symlink");
    disk_stat(scene->disk, "sub/link", &second);
    CHECK_INT(second.kind, DISK_LINK);
    expect(scene, disk_link(scene->disk, "sub/b", "link"), EEXIST, "taken");
    expect(scene, disk_link(scene->disk, "none", "x"), ENOENT, "none");
    expect(scene, disk_link(scene->disk, "sub", "x"), EPERM, "folder");
}

TEST(a_second_name_keeps_the_file)
{
    tell_on_each(link_files);
}

static void move_things(struct scene *scene)
{
    disk_make_folders(scene->disk, "a/in");
    disk_make_folder(scene->disk, "empty");
    disk_make_folder(scene->disk, "full");
    write_text(scene, "a/x", "x");
    write_text(scene, "full/y", "y");
    expect(scene, disk_rename(scene->disk, "a", "empty"), 0, "onto empty");
    expect_text(scene, "empty/x", "x");
    expect(scene, disk_rename(scene->disk, "empty", "full"), ENOTEMPTY,
           "onto full");
    expect(scene, disk_rename(scene->disk, "empty", "full/y"), ENOTDIR,
           "onto file");
    expect(scene, disk_rename(scene->disk, "full/y", "empty"), EISDIR,
           "file onto folder");
    expect(scene, disk_rename(scene->disk, "full/y", "empty/x"), 0, "file");
    expect_text(scene, "empty/x", "y");
    expect(scene, disk_rename(scene->disk, "empty", "empty/in/x"), EINVAL,
           "into itself");
    expect(scene, disk_rename(scene->disk, "none", "x"), ENOENT, "none");
}

TEST(renaming_never_loses_a_folder)
{
    tell_on_each(move_things);
}

static void exchange_folders(struct scene *scene)
{
    disk_make_folder(scene->disk, "a");
    disk_make_folder(scene->disk, "b");
    write_text(scene, "a/x", "from a");
    write_text(scene, "b/x", "from b");
    expect(scene, disk_exchange(scene->disk, "a", "b"), 0, "exchange");
    expect_text(scene, "a/x", "from b");
    expect_text(scene, "b/x", "from a");
    expect(scene, disk_exchange(scene->disk, "a", "none"), ENOENT, "none");
    expect(scene, disk_exchange(scene->disk, "a", "a/x"), EINVAL, "inside");
    expect_text(scene, "a/x", "from b");
}

TEST(two_folders_change_places)
{
    tell_on_each(exchange_folders);
}

static void remove_things(struct scene *scene)
{
    disk_make_folder(scene->disk, "a");
    write_text(scene, "a/x", "x");
    make_link(scene, "link", "a");
    expect(scene, disk_remove(scene->disk, "a"), ENOTEMPTY, "full");
    expect(scene, disk_remove(scene->disk, "link"), 0, "link");
    expect_text(scene, "a/x", "x");
    expect(scene, disk_remove(scene->disk, "a/x"), 0, "file");
    expect(scene, disk_remove(scene->disk, "a"), 0, "empty");
    expect(scene, disk_remove(scene->disk, "a"), ENOENT, "gone");
    expect_gone(scene, "a");
}

TEST(only_an_empty_folder_is_removed)
{
    tell_on_each(remove_things);
}

static void take_lock(struct scene *scene)
{
    struct buf holder = {0};

    expect(scene, disk_lock(scene->disk, ".lock", STR("build, pid 7"), &holder),
           0, "lock");
    expect_text(scene, ".lock", "build, pid 7");
    expect(scene, disk_lock(scene->disk, ".lock", STR("other"), &holder), EBUSY,
           "second");
    CHECK_STR(holder.data, "build, pid 7");
    expect(scene, disk_lock(scene->disk, ".two", STR("x"), &holder), 0, "two");
    expect(scene, disk_unlock(scene->disk, ".lock"), 0, "unlock");
    expect(scene, disk_unlock(scene->disk, ".lock"), ENOENT, "twice");
    expect_gone(scene, ".lock");
    write_text(scene, ".lock", "left by a run that was killed, and longer");
    expect(scene, disk_lock(scene->disk, ".lock", STR("next"), &holder), 0,
           "after a kill");
    expect_text(scene, ".lock", "next");
    expect(scene, disk_unlock(scene->disk, ".two"), 0, "unlock two");
    expect(scene, disk_lock(scene->disk, "no/lock", STR("x"), &holder), ENOENT,
           "no folder");
    buf_free(&holder);
}

TEST(a_lock_is_held_by_one)
{
    tell_on_each(take_lock);
}

static void look_at_clock(struct scene *scene)
{
    int64_t first = disk_now(scene->disk);

    CHECK(first > INT64_C(1577836800) * 1000000000);
    CHECK(disk_now(scene->disk) >= first);
}

TEST(the_clock_counts_nanoseconds)
{
    tell_on_each(look_at_clock);
}

TEST(a_disk_is_opened_on_a_folder_only)
{
    int error = 0;

    CHECK(disk_open("no such folder", &error) == NULL);
    CHECK_INT(error, ENOENT);
    CHECK(disk_open("/dev/null", &error) == NULL);
    CHECK_INT(error, ENOTDIR);
}

/* How EFBIG, EAGAIN and their kin are told to people. */
static const struct {
    int error;
    bool writing;
    enum diag_code code;
    enum exit_code exit;
} told[] = {
    {ENOENT, false, SYSTEM_MISSING, EXIT_SYSTEM},
    {EACCES, false, READ_DENIED, EXIT_SYSTEM},
    {EACCES, true, WRITE_DENIED, EXIT_SYSTEM},
    {EPERM, true, WRITE_DENIED, EXIT_SYSTEM},
    {ENOSPC, true, SYSTEM_FULL, EXIT_SYSTEM},
    {EDQUOT, false, SYSTEM_FULL, EXIT_SYSTEM},
    {EROFS, true, SYSTEM_READ_ONLY, EXIT_SYSTEM},
    {ELOOP, false, SYMLINK, EXIT_CONTENT},
    {EISDIR, false, NOT_REGULAR, EXIT_CONTENT},
    {EINVAL, false, NOT_REGULAR, EXIT_CONTENT},
    {EINVAL, true, SYSTEM_WRITE, EXIT_SYSTEM},
    {EAGAIN, false, SYSTEM_CHANGED, EXIT_SYSTEM},
    {EIO, false, SYSTEM_READ, EXIT_SYSTEM},
    {EIO, true, SYSTEM_WRITE, EXIT_SYSTEM},
    {EMFILE, false, SYSTEM_READ, EXIT_SYSTEM},
};

TEST(each_error_is_told_by_its_code)
{
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
        struct diags diags = {0};
        if (told[i].writing)
            disk_tell_write(&diags, told[i].error, "a.md");
        else
            disk_tell(&diags, told[i].error, "a.md");
        bool right = diags.len == 1 && diags.item[0].code == told[i].code &&
                     diags_exit(&diags) == told[i].exit;
        test_case(right, "disk_tell", "%s", strerror(told[i].error));
        diags_free(&diags);
    }
}

TEST(who_holds_a_lock_is_told_in_the_language_of_the_run)
{
    static const struct {
        const char *holder, *zh, *en;
    } cases[] = {
        {"build, pid 7, since 2020-01-15 09:00",
         "build，进程号 7，自 2020-01-15 09:00 起",
         "build, pid 7, since 2020-01-15 09:00"},
        {"", "别的程序占着它的锁", "another program's lock"},
        {"its own words", "its own words", "its own words"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct diags diags = {0};
        struct buf zh = {0}, en = {0};
        disk_tell_busy(&diags, str_of(cases[i].holder));
        CHECK_INT(diags_exit(&diags), EXIT_BUSY);
        diag_say(&zh, diags.item[0].a, LANG_ZH);
        diag_say(&en, diags.item[0].a, LANG_EN);
        CHECK_STR(zh.data, cases[i].zh);
        CHECK_STR(en.data, cases[i].en);
        buf_free(&zh);
        buf_free(&en);
        diags_free(&diags);
    }
}

TEST(a_message_names_the_file_and_the_reason)
{
    struct diags diags = {0};
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    disk_tell_write(&diags, EIO, "public/a.html");
    diags_print(&diags, &style, &out);
    CHECK(strstr(out.data, "public/a.html") != NULL);
    CHECK(strstr(out.data, "Input/output error") != NULL);
    buf_free(&out);
    diags_free(&diags);
}
