#include "folder.h"

#include "../base/disk.h"
#include "../base/path.h"

#include <errno.h>
#include <string.h>

struct str folder_bare(const char *folder)
{
    struct str path = str_of(folder);

    while (str_starts(path, "./")) {
        path.ptr += 2;
        path.len -= 2;
    }
    while (path.len > 1 && str_ends(path, "/"))
        path.len--;
    return str_is(path, ".") ? STR("") : path;
}

struct disk *folder_above(struct arena *arena, struct str path,
                          struct str *rest, int *error)
{
    struct str above = path;

    for (;;) {
        const char *name = above.len ? arena_copy(arena, above.ptr, above.len)
                           : path.len && *path.ptr == '/' ? "/"
                                                          : ".";
        struct disk *disk = disk_open(name, error);
        *rest = str_range(above.ptr + above.len, path.ptr + path.len);
        while (str_starts(*rest, "/"))
            *rest = str_range(rest->ptr + 1, rest->ptr + rest->len);
        if (disk || *error != ENOENT || above.len == 0)
            return disk;
        above = path_dir(above);
    }
}

int folder_read(const char *path, size_t most, struct buf *out)
{
    struct arena scratch = {0};
    struct str dir = path_dir(str_of(path));
    const char *folder = dir.len ? arena_copy(&scratch, dir.ptr, dir.len)
                         : path[0] == '/' ? "/"
                                          : ".";
    int error = 0;

    struct disk *disk = disk_open(folder, &error);
    if (disk) {
        error = disk_read(disk, path_base(str_of(path)).ptr, most, out, NULL);
        disk_close(disk);
    }
    arena_free(&scratch);
    return error;
}
