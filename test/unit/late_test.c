#include "../../gen/base/late.h"
#include "../../gen/base/mem.h"
#include "../test.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zbar.h>

#define ZBAR(name) name(zbar_image_create) name(zbar_image_destroy)

static int readied;

static void count(void)
{
    readied++;
}

LATE_LIBRARY_READY("zbar", ZBAR, count);

TEST(a_library_is_loaded_once_and_its_functions_can_be_called)
{
    late_load(&late_library);
    late_load(&late_library);
    CHECK_INT(readied, 1);
    CHECK(late.zbar_image_create == zbar_image_create);
    zbar_image_t *image = late.zbar_image_create();
    CHECK(image != NULL);
    late.zbar_image_destroy(image);
}

/* What a program says that cannot load a library, and its code. */
static int say_missing(struct late_library *library, bool chinese, char *said,
                       size_t most)
{
    int pipes[2], status = 0;

    if (pipe(pipes) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        if (chinese)
            mem_in_chinese();
        late_load(library);
        _exit(0);
    }
    close(pipes[1]);
    ssize_t len = read(pipes[0], said, most - 1);
    said[len > 0 ? len : 0] = '\0';
    close(pipes[0]);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(a_library_that_is_missing_ends_the_run_with_its_name)
{
    void *none[1];
    struct late_library library = {
        "libnosuch.so.9", "f\0", none, 1, NULL, NULL, false};
    char said[512];

    CHECK_INT(say_missing(&library, false, said, sizeof(said)), 74);
    CHECK(strstr(said, "the library libnosuch.so.9 is missing") != NULL);
    CHECK(strstr(said, "缺少") == NULL);
    CHECK_INT(say_missing(&library, true, said, sizeof(said)), 74);
    CHECK(strstr(said, "缺少程序库 libnosuch.so.9，") != NULL);
    CHECK(strstr(said, "missing: install") == NULL);
}

TEST(so_does_one_that_lacks_a_function)
{
    void *none[1];
    struct late_library library = {
        "zbar", "zbar_of_next_year\0", none, 1, NULL, NULL, false};
    char said[512];

    CHECK_INT(say_missing(&library, false, said, sizeof(said)), 74);
    CHECK(strstr(said, "libzbar.so") != NULL);
    CHECK(strstr(said, "zbar_of_next_year") != NULL);
}
