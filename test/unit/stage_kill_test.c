/*
 * A release of thirty files on the real disk, by a process that is killed
 * before each of its calls in turn.
 */
#include "../../gen/build/stage.h"

#include "../../gen/base/diag.h"
#include "../fake_killer.h"
#include "../fake_site.h"
#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 30
#define CALLS_MOST 2000

struct release {
    struct fake_page page[PAGES + 1];
    char path[PAGES][32], text[PAGES][32];
};

/* Every third page differs from one edition to the next, one page moves. */
static void write_release(struct release *release, int edition)
{
    for (int i = 0; i < PAGES; i++) {
        int shown = i % 3 == 0 ? edition : 0;
        int number = i == 1 ? 100 + edition : i;
        snprintf(release->path[i], sizeof(release->path[i]), "d%d/p%d.html",
                 i % 4, number);
        snprintf(release->text[i], sizeof(release->text[i]),
                 "page %d, edition %d", i, shown);
        release->page[i] =
            (struct fake_page){release->path[i], release->text[i]};
    }
    release->page[PAGES] = (struct fake_page){NULL, NULL};
}

struct killed {
    char *root;
    struct disk *real, *disk; /* the second does not sync */
    struct arena arena;
    struct release old, new;
    const char *look_old, *look_new;
};

static bool publish(struct killed *killed, const struct release *release)
{
    struct diags diags = {0};
    bool ok = fake_publish(killed->disk, "public", release->page, NULL, &diags);

    diags_free(&diags);
    return ok;
}

static const char *look(struct killed *killed)
{
    return fake_look(killed->disk, "public", &killed->arena);
}

static void put_foreign(struct killed *killed)
{
    char path[512];

    CHECK_INT(disk_write(killed->disk, "public/d1/scan.pdf", STR("scan")), 0);
    CHECK_INT(disk_make_folders(killed->disk, "public/notes/old"), 0);
    CHECK_INT(disk_write(killed->disk, "public/notes/a.txt", STR("mine")), 0);
    snprintf(path, sizeof(path), "%s/public/latest", killed->root);
    CHECK_INT(symlink("d1", path), 0);
}

/* In memory where there is room: hundreds of runs are slow on a disk. */
static void begin(struct killed *killed)
{
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NULL;
    int error;

    *killed = (struct killed){.root = temp_folder_in(memory)};
    killed->real = disk_open(killed->root, &error);
    killed->disk = fake_killer_new(killed->real, UINT_MAX);
    write_release(&killed->old, 1);
    write_release(&killed->new, 2);
    CHECK(publish(killed, &killed->new));
    put_foreign(killed);
    killed->look_new = look(killed);
    CHECK(publish(killed, &killed->old));
    killed->look_old = look(killed);
    CHECK(strcmp(killed->look_new, killed->look_old) != 0);
}

static void end(struct killed *killed)
{
    arena_free(&killed->arena);
    disk_close(killed->disk);
    disk_close(killed->real);
    temp_remove(killed->root);
}

/* Publishes the new release in a process that ends before its nth call. */
static int run_killed(struct killed *killed, unsigned nth)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct diags diags = {0};
        struct disk *disk = fake_killer_new(killed->real, nth);
        bool ok = fake_publish(disk, "public", killed->new.page, NULL, &diags);
        _exit(ok ? 0 : 1);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool is_tidy(struct killed *killed)
{
    struct disk_stat st;

    return disk_stat(killed->disk, ".public.new", &st) == ENOENT &&
           disk_stat(killed->disk, ".public.lock", &st) == ENOENT;
}

TEST(a_killed_process_leaves_the_old_site_or_the_new)
{
    struct killed killed;
    unsigned nth, were_new = 0;
    int code = FAKE_KILLED;

    begin(&killed);
    for (nth = 1; code == FAKE_KILLED && nth < CALLS_MOST; nth++) {
        code = run_killed(&killed, nth);
        const char *seen = look(&killed);
        bool is_new = strcmp(seen, killed.look_new) == 0;
        bool whole = is_new || strcmp(seen, killed.look_old) == 0;
        were_new += is_new;
        bool next = publish(&killed, &killed.new) &&
                    strcmp(look(&killed), killed.look_new) == 0 &&
                    is_tidy(&killed);
        test_case(whole && next, "kill", "at call %u: %s", nth,
                  whole ? "the next run fails" : "a mixed site");
        CHECK(publish(&killed, &killed.old));
    }
    CHECK_INT(code, 0); /* at last it got through */
    CHECK(nth > 100);
    CHECK(were_new > 10 && were_new < nth - 10);
    end(&killed);
}
