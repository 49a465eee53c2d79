#include "given.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "session.h"

#include <string.h>

struct disk *given_open(struct session *session, const char *path,
                        const char **name)
{
    struct arena *arena = &session->arena;
    const char *root = session->options.folder;
    struct str whole = str_of(path);
    int error = 0;

    while (whole.len > 1 && whole.ptr[whole.len - 1] == '/')
        whole.len--;
    struct str dir = path_dir(whole), base = path_base(whole);
    const char *folder = arena_copy(arena, dir.ptr, dir.len);
    if (path[0] == '/')
        folder = dir.len ? folder : "/";
    else
        folder = root ? path_join(arena, root, dir) : dir.len ? folder : ".";
    *name = arena_copy(arena, base.ptr, base.len);
    if (base.len == 0 || str_is(base, ".") || str_is(base, "..")) {
        folder = path[0] == '/' || !root ? path : path_join(arena, root, whole);
        *name = ".";
    }
    struct disk *disk = disk_open(*folder ? folder : ".", &error);
    if (!disk)
        disk_tell(&session->diags, error, folder);
    return disk;
}

struct disk *given_folder(struct session *session, const char *path, int *error)
{
    const char *root = session->options.folder;

    if (root && path[0] != '/')
        path = path_join(&session->arena, root, str_of(path));
    return disk_open(path, error);
}

bool given_read(struct session *session, const char *path, size_t most,
                struct buf *out)
{
    const char *name;
    struct disk *disk = given_open(session, path, &name);

    if (!disk)
        return false;
    int error = disk_read(disk, name, most, out, NULL);
    if (error)
        disk_tell(&session->diags, error, path);
    disk_close(disk);
    return error == 0;
}
