/*
 * What only the disk of the system can show: modes, owners, processes,
 * threads, descriptors.
 */
#include "../../gen/base/disk.h"
#include "../../gen/base/pool.h"

#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct site {
    char *root;
    struct disk *disk;
};

static struct site site_new(void)
{
    int error;
    struct site site = {.root = temp_folder()};

    site.disk = disk_open(site.root, &error);
    return site;
}

static void site_free(struct site *site)
{
    disk_close(site->disk);
    temp_remove(site->root);
}

static const char *full(const struct site *site, const char *path)
{
    static char name[512];

    snprintf(name, sizeof(name), "%s/%s", site->root, path);
    return name;
}

static unsigned mode_of(const struct site *site, const char *path)
{
    struct stat st = {0};

    CHECK_INT(lstat(full(site, path), &st), 0);
    return st.st_mode & 07777;
}

TEST(modes_do_not_depend_on_the_umask)
{
    static const unsigned masks[] = {0, 022, 077, 0777};

    for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
        struct site site = site_new();
        mode_t before = umask(masks[i]);
        CHECK_INT(disk_make_folders(site.disk, "a/b"), 0);
        CHECK_INT(disk_write(site.disk, "a/b/c", STR("x")), 0);
        CHECK_INT(disk_replace(site.disk, "a/d", STR("x")), 0);
        umask(before);
        CHECK_INT(mode_of(&site, "a"), 0755);
        CHECK_INT(mode_of(&site, "a/b"), 0755);
        CHECK_INT(mode_of(&site, "a/b/c"), 0644);
        CHECK_INT(mode_of(&site, "a/d"), 0644);
        site_free(&site);
    }
}

TEST(the_group_of_a_shared_folder_stays)
{
    struct site site = site_new();
    mode_t before = umask(077);

    CHECK_INT(disk_make_folder(site.disk, "a"), 0);
    CHECK_INT(chmod(full(&site, "a"), 02775), 0);
    CHECK_INT(disk_make_folder(site.disk, "a/b"), 0);
    umask(before);
    CHECK_INT(mode_of(&site, "a/b"), 02755);
    site_free(&site);
}

/* As root every file is open, so another takes our place. */
static bool become_nobody(struct site *site)
{
    if (geteuid() != 0)
        return true;
    return chmod(site->root, 0777) == 0 && setegid(65534) == 0 &&
           seteuid(65534) == 0;
}

TEST(what_we_may_not_read_is_denied)
{
    struct site site = site_new();
    struct buf out = {0};

    disk_write(site.disk, "a", STR("x"));
    disk_make_folder(site.disk, "b");
    CHECK_INT(chmod(full(&site, "a"), 0), 0);
    CHECK_INT(chmod(full(&site, "b"), 0), 0);
    if (!become_nobody(&site))
        test_skip("cannot change the user");
    CHECK_INT(disk_read(site.disk, "a", 9, &out, NULL), EACCES);
    CHECK_INT(disk_write(site.disk, "b/c", STR("x")), EACCES);
    if (geteuid() != getuid() && seteuid(0))
        return;
    buf_free(&out);
    site_free(&site);
}

TEST(a_file_larger_than_allowed_leaves_nothing)
{
    struct site site = site_new();
    struct rlimit usual, small;
    struct disk_stat st;
    char bytes[5000] = {0};

    signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &usual), 0);
    small = (struct rlimit){1000, usual.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    CHECK_INT(disk_write(site.disk, "a", (struct str){bytes, sizeof(bytes)}),
              EFBIG);
    CHECK_INT(disk_stat(site.disk, "a", &st), ENOENT);
    CHECK_INT(disk_replace(site.disk, "b", (struct str){bytes, 999}), 0);
    CHECK_INT(disk_replace(site.disk, "b", (struct str){bytes, 5000}), EFBIG);
    setrlimit(RLIMIT_FSIZE, &usual); /* `make coverage` writes at the end */
    CHECK_INT(disk_stat(site.disk, "b", &st), 0);
    CHECK_INT(st.size, 999);
    site_free(&site);
}

TEST(a_sparse_file_is_refused_by_its_size)
{
    struct site site = site_new();
    struct buf out = {0};

    disk_write(site.disk, "a", STR(""));
    CHECK_INT(truncate(full(&site, "a"), (off_t)1 << 40), 0);
    CHECK_INT(disk_read(site.disk, "a", 1 << 20, &out, NULL), EFBIG);
    CHECK_INT(out.cap, 0); /* no memory was taken for it */
    buf_free(&out);
    site_free(&site);
}

/* Writes into the file until it is killed. */
static pid_t start_writer(const char *path)
{
    pid_t writer = fork();

    if (writer != 0)
        return writer;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    for (char byte = 0; pwrite(fd, &byte, 1, 0) == 1; byte++)
        ;
    _exit(1);
}

TEST(a_file_that_changes_while_it_is_read_is_told)
{
    struct site site = site_new();
    struct buf out = {0};
    int error = 0;

    disk_write(site.disk, "a", STR(""));
    CHECK_INT(truncate(full(&site, "a"), 16 << 20), 0);
    pid_t writer = start_writer(full(&site, "a"));
    for (int i = 0; i < 500 && error == 0; i++)
        error = disk_read(site.disk, "a", SIZE_MAX, &out, NULL);
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
    CHECK_INT(error, EAGAIN);
    CHECK_INT(out.len, 0);
    buf_free(&out);
    site_free(&site);
}

/* Holds the lock until it is killed; tells by a byte that it has it. */
static pid_t start_holder(const char *root)
{
    int pipes[2], error;
    char byte;

    CHECK_INT(pipe(pipes), 0);
    pid_t holder = fork();
    if (holder == 0) {
        struct buf other = {0};
        struct disk *disk = disk_open(root, &error);
        error = disk_lock(disk, ".lock", STR("publish, pid 9"), &other);
        if (error || write(pipes[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close(pipes[1]);
    CHECK_INT(read(pipes[0], &byte, 1), 1);
    close(pipes[0]);
    return holder;
}

TEST(the_lock_of_a_killed_process_is_free)
{
    struct site site = site_new();
    struct buf holder = {0};
    pid_t other = start_holder(site.root);

    CHECK_INT(disk_lock(site.disk, ".lock", STR("build"), &holder), EBUSY);
    CHECK_STR(holder.data, "publish, pid 9");
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    CHECK_INT(disk_lock(site.disk, ".lock", STR("build"), &holder), 0);
    CHECK_INT(disk_unlock(site.disk, ".lock"), 0);
    buf_free(&holder);
    site_free(&site);
}

/* Tries until it has the lock, and looks whether another has it, too. */
static void lock_once(void *context, size_t index, unsigned worker)
{
    static _Atomic int inside;
    struct site *site = context;
    struct buf holder = {0};

    (void)index;
    (void)worker;
    while (disk_lock(site->disk, ".lock", STR("x"), &holder) == EBUSY)
        ;
    CHECK_INT(inside++, 0);
    usleep(50);
    inside--;
    CHECK_INT(disk_unlock(site->disk, ".lock"), 0);
    buf_free(&holder);
}

/* The file goes when the lock does: nobody may lock one that is gone. */
TEST(a_lock_is_never_held_twice)
{
    struct site site = site_new();

    pool_run(8, 1000, lock_once, &site);
    site_free(&site);
}

static void write_one(void *context, size_t index, unsigned worker)
{
    struct site *site = context;
    char path[64], text[64];

    (void)worker;
    snprintf(path, sizeof(path), "d%zu/%zu", index % 5, index);
    snprintf(text, sizeof(text), "text %zu", index);
    CHECK_INT(disk_write(site->disk, path, str_of(text)), 0);
}

TEST(several_threads_write_at_once)
{
    static const char *const folder[] = {"d0", "d1", "d2", "d3", "d4"};
    struct site site = site_new();
    struct arena arena = {0};
    struct disk_entry *entry;
    size_t len, all = 0;

    for (size_t i = 0; i < 5; i++)
        CHECK_INT(disk_make_folder(site.disk, folder[i]), 0);
    pool_run(4, 1000, write_one, &site);
    for (size_t i = 0; i < 5; i++) {
        CHECK_INT(disk_list(site.disk, folder[i], &arena, &entry, &len), 0);
        all += len;
    }
    CHECK_INT(all, 1000);
    arena_free(&arena);
    site_free(&site);
}

static int count_open(void)
{
    int count = 0;

    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* Calls everything, with what succeeds and what fails. */
static void use_all(struct disk *disk)
{
    static const char *const path[] = {"a", "s/b", "l", "l/x", "none/x", "s"};
    struct arena arena = {0};
    struct disk_entry *entry;
    struct disk_stat st;
    struct buf out = {0};
    uint64_t bytes;
    size_t len;

    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
        disk_make_folders(disk, path[i]);
        disk_write(disk, path[i], STR("x"));
        disk_stat(disk, path[i], &st);
        disk_read(disk, path[i], 9, &out, &st);
        disk_list(disk, path[i], &arena, &entry, &len);
        disk_link(disk, "a", path[i]);
        disk_replace(disk, path[i], STR("y"));
        disk_exchange(disk, path[i], "s");
        disk_sync(disk, path[i]);
        disk_sync_names(disk, path[i]);
        disk_space(disk, path[i], &bytes);
        disk_lock(disk, path[i], STR("x"), &out);
        disk_lock(disk, path[i], STR("x"), &out);
        disk_unlock(disk, path[i]);
        disk_rename(disk, path[i], "moved");
        disk_remove(disk, path[i]);
    }
    buf_free(&out);
    arena_free(&arena);
}

TEST(no_call_leaves_a_descriptor)
{
    int before = count_open();
    struct site site = site_new();

    CHECK_INT(symlink("s", full(&site, "l")), 0);
    use_all(site.disk);
    CHECK_INT(count_open(), before + 1); /* the root */
    struct buf holder = {0};
    CHECK_INT(disk_lock(site.disk, "held", STR("x"), &holder), 0);
    buf_free(&holder);
    site_free(&site);
    CHECK_INT(count_open(), before);
}

TEST(descriptors_are_not_inherited)
{
    struct site site = site_new();
    struct buf holder = {0};
    int open_to_children = 0;

    for (int fd = 3; fd < 256; fd++) /* what the frame left open */
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    CHECK_INT(disk_lock(site.disk, ".lock", STR("x"), &holder), 0);
    for (int fd = 3; fd < 256; fd++) {
        int flags = fcntl(fd, F_GETFD);
        open_to_children += flags >= 0 && !(flags & FD_CLOEXEC);
    }
    CHECK_INT(open_to_children, 0);
    buf_free(&holder);
    site_free(&site);
}

TEST(a_path_longer_than_the_system_allows_is_told)
{
    struct site site = site_new();
    struct disk_stat st;
    struct buf path = {0};

    for (int i = 0; i < 3000; i++)
        buf_text(&path, "d/");
    buf_text(&path, "x");
    CHECK_INT(disk_stat(site.disk, path.data, &st), ENAMETOOLONG);
    buf_cut(&path, 0);
    buf_repeat(&path, 'x', 300);
    CHECK_INT(disk_write(site.disk, path.data, STR("x")), ENAMETOOLONG);
    buf_free(&path);
    site_free(&site);
}
