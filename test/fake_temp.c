#include "fake_temp.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

char *temp_folder(void)
{
    return temp_folder_in(NULL);
}

char *temp_folder_in(const char *below)
{
    char *folder = NULL;

    if (!below)
        below = getenv("TMPDIR");
    if (asprintf(&folder, "%s/gongkai-XXXXXX", below ? below : "/tmp") < 0 ||
        !mkdtemp(folder))
        abort();
    return folder;
}

static int remove_one(const char *path, const struct stat *st, int flag,
                      struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

void temp_remove(char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}
