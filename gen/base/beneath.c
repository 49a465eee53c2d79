#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The headers of the systems that lack openat2 lack its names as well; the
 * number is the same on every processor that Debian runs on.
 */
#define OPENAT2 437
#define BENEATH_NO_LINKS                                                       \
    0x0e /* RESOLVE_BENEATH, _NO_SYMLINKS, _NO_MAGICLINKS */

struct how {
    uint64_t flags, mode, resolve;
};

#define FOLDER (O_PATH | O_DIRECTORY | O_CLOEXEC)
#define LISTED (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static int open_beneath(int root, const char *path, uint64_t flags)
{
    struct how how = {.flags = flags, .resolve = BENEATH_NO_LINKS};
    long fd;

    do
        fd = syscall(OPENAT2, root, path, &how, sizeof(how));
    while (fd < 0 && errno == EINTR);
    return (int)fd;
}

int beneath_open(struct beneath *beneath, const char *root)
{
    do
        beneath->root = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (beneath->root < 0 && errno == EINTR);
    if (beneath->root < 0)
        return errno;
    /* Sandboxes that do not know the call answer EPERM as well as ENOSYS. */
    int probe = open_beneath(beneath->root, ".", FOLDER);
    beneath->by_parts = probe < 0;
    if (probe >= 0)
        close(probe);
    return 0;
}

void beneath_close(struct beneath *beneath)
{
    if (beneath->root >= 0)
        close(beneath->root);
    beneath->root = -1;
}

static bool part_is_plain(const char *part, size_t len)
{
    if (len == 0 || (len == 1 && part[0] == '.'))
        return false;
    return !(len == 2 && part[0] == '.' && part[1] == '.');
}

/* Any byte may stand in a name: files that are not ours have any. */
static bool path_is_plain(const char *path)
{
    for (const char *part = path;; part++) {
        const char *end = strchrnul(part, '/');
        if (!part_is_plain(part, (size_t)(end - part)))
            return false;
        if (*end == '\0')
            return true;
        part = end;
    }
}

int beneath_enter(const struct beneath_entry *entry, int flags, int *fd)
{
    struct stat st;

    do
        *fd =
            openat(entry->folder, entry->name, flags | O_NOFOLLOW | O_CLOEXEC);
    while (*fd < 0 && errno == EINTR);
    if (*fd >= 0)
        return 0;
    int error = errno;
    /* With O_DIRECTORY the kernel says "not a folder" of a link, too. */
    if (error == ENOTDIR &&
        fstatat(entry->folder, entry->name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(st.st_mode))
        return ELOOP;
    return error;
}

/* Cuts `parts` at its slashes and goes down them one by one. */
static int walk(const struct beneath *beneath, char *parts, int *out)
{
    struct beneath_entry at = {.folder = beneath->root};
    char *rest = NULL;
    int error = 0;

    for (char *part = strtok_r(parts, "/", &rest); part && !error;
         part = strtok_r(NULL, "/", &rest)) {
        int next = -1;
        at.name = part;
        error = beneath_enter(&at, FOLDER, &next);
        beneath_leave(beneath, &at);
        at.folder = next;
    }
    *out = at.folder;
    return error;
}

static int find_folder(const struct beneath *beneath, char *folder, int *out)
{
    if (beneath->by_parts)
        return walk(beneath, folder, out);
    *out = open_beneath(beneath->root, folder, FOLDER);
    return *out < 0 ? errno : 0;
}

int beneath_find(const struct beneath *beneath, const char *path,
                 struct beneath_entry *out)
{
    char folder[PATH_MAX];

    *out = (struct beneath_entry){beneath->root, path};
    if (path[0] == '\0' || strcmp(path, ".") == 0) {
        out->name = ".";
        return 0;
    }
    if (!path_is_plain(path))
        return EINVAL;
    const char *slash = strrchr(path, '/');
    if (!slash)
        return 0;
    size_t len = (size_t)(slash - path);
    if (len >= sizeof(folder))
        return ENAMETOOLONG;
    memcpy(folder, path, len);
    folder[len] = '\0';
    out->name = slash + 1;
    return find_folder(beneath, folder, &out->folder);
}

int beneath_list(const struct beneath *beneath, const char *path, int *fd)
{
    struct beneath_entry entry;

    if (!beneath->by_parts && path[0] && path_is_plain(path)) {
        *fd = open_beneath(beneath->root, path, LISTED);
        return *fd < 0 ? errno : 0;
    }
    int error = beneath_find(beneath, path, &entry);
    if (error)
        return error;
    error = beneath_enter(&entry, LISTED, fd);
    beneath_leave(beneath, &entry);
    return error;
}

void beneath_leave(const struct beneath *beneath, struct beneath_entry *entry)
{
    if (entry->folder >= 0 && entry->folder != beneath->root)
        close(entry->folder);
    entry->folder = -1;
}
