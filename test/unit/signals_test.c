#include "../../gen/doors/signals.h"

#include "../../gen/base/pool.h"
#include "../test.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

/* Looks at a file in memory that somebody cuts short meanwhile. */
static void look_at_cut_file(void)
{
    int fd = memfd_create("view", 0);

    if (fd < 0 || ftruncate(fd, PAGE) != 0)
        _exit(1);
    const volatile char *view = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    if (view == MAP_FAILED || ftruncate(fd, 0) != 0)
        _exit(1);
    _exit(view[0]);
}

/* The job of a thread that is not the one that began the program. */
static void look_apart(void *context, size_t index, unsigned worker)
{
    (void)context;
    (void)index;
    if (worker > 0)
        look_at_cut_file();
    _exit(2);
}

static void look_in_a_thread(void)
{
    pool_begin(2, 1, look_apart, NULL);
    sleep(10);
    _exit(3);
}

/* That `look`, in a process of its own, ends with the sentence and 74. */
static void check_end(void (*look)(void))
{
    char said[256] = "";
    int pipes[2], status = 0;

    CHECK_INT(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        signals_catch();
        look();
    }
    close(pipes[1]);
    CHECK(read(pipes[0], said, sizeof(said) - 1) > 0);
    close(pipes[0]);
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 74);
    CHECK_STR(said,
              "gongkai: a file could not be read, the site was not changed\n");
}

TEST(a_file_that_is_cut_short_while_it_is_looked_at_ends_with_a_sentence)
{
    check_end(look_at_cut_file);
    check_end(look_in_a_thread);
}
