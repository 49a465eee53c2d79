/* Each fuzz target of test/fuzz on its seeds. */
#include "../fuzz/fuzz.h"
#include "../test.h"

#include <dirent.h>
#include <stdio.h>

#define TARGETS_MOST 64

static struct {
    const char *name;
    fuzz_run *run;
} targets[TARGETS_MOST];

static size_t count;

void fuzz_register(const char *name, fuzz_run *run)
{
    if (count == TARGETS_MOST)
        abort();
    targets[count].name = name;
    targets[count++].run = run;
}

/* A target that is not content aborts, and the test fails. */
static int run_seeds(const char *name, fuzz_run *run)
{
    char folder[256], path[768];
    const struct dirent *entry;
    int seeds = 0;

    snprintf(folder, sizeof(folder), "test/fuzz/seeds/%s", name);
    DIR *dir = opendir(folder);
    while (dir && (entry = readdir(dir)) != NULL) {
        size_t len = 0;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        char *bytes = test_file(path, &len);
        CHECK(bytes != NULL);
        if (bytes)
            run((const uint8_t *)bytes, len);
        free(bytes);
        seeds++;
    }
    if (dir)
        closedir(dir);
    return seeds;
}

TEST(every_fuzz_target_holds_for_its_seeds)
{
    CHECK(count >= 12);
    for (size_t i = 0; i < count; i++) {
        int seeds = run_seeds(targets[i].name, targets[i].run);
        test_case(seeds > 0, "fuzz", "%s has no seeds", targets[i].name);
    }
}
