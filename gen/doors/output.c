#include "output.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* Folders of a site that people write in. */
static const char *const sources[] = {"themes", "gen", "scripts",
                                      "test",   "man", ".git"};

/* True where `path` is `folder` or lies in it. */
static bool is_within(struct str path, struct str folder)
{
    return path.len >= folder.len &&
           memcmp(path.ptr, folder.ptr, folder.len) == 0 &&
           (path.len == folder.len || path.ptr[folder.len] == '/');
}

static const char *fault_of(const struct session *session, struct str path)
{
    struct str content = session->config.build.content_dir;

    if (!path_is_clean(path))
        return BOTH("不是网站文件夹里的一个文件夹", "not a folder in the site");
    if (is_within(path, content) || is_within(content, path))
        return BOTH("和内容文件夹重叠", "it overlaps the content folder");
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
        if (is_within(path, str_of(sources[i])))
            return BOTH("那里是原稿", "sources are kept there");
    return NULL;
}

static bool refuse(struct session *session, const char *path, const char *why)
{
    diag_path(&session->diags, OUTPUT_UNSAFE, "", path, why);
    return false;
}

/*
 * The true path of `folder`, links resolved, in the arena; "" where it has
 * none. Compared, never opened: what is opened goes through the disk.
 */
static struct str true_path(struct session *session, const char *folder)
{
    char *path = realpath(folder, NULL);
    struct str kept = {"", 0};

    if (path)
        kept = str_of(arena_copy(&session->arena, path, strlen(path)));
    free(path);
    return kept;
}

static const char *outside_fault(struct session *session, const char *folder,
                                 const char *name)
{
    const char *root = session->options.folder;
    struct str site = true_path(session, root ? root : ".");
    struct str above = true_path(session, folder);
    char *place = path_join(&session->arena, above.ptr, str_of(name));

    if (is_within(site, str_of(place)))
        return BOTH("网站的原稿在那里面", "the site's sources lie in it");
    if (is_within(str_of(place), site) && str_of(place).len > site.len)
        return fault_of(session, str_of(place + site.len + 1));
    return NULL;
}

/* A path of the command line that leaves the site's folder. */
static bool open_outside(struct session *session, const char *path,
                         struct output *output)
{
    size_t len = strlen(path);
    int error = 0;

    while (len > 1 && path[len - 1] == '/')
        len--;
    struct str whole = {path, len}, dir = path_dir(whole);
    struct str base = path_base(whole);
    if (base.len == 0 || str_is(base, "..") || str_is(base, "."))
        return refuse(session, path,
                      BOTH("要写明一个文件夹", "name a folder of its own"));
    const char *folder =
        dir.len ? arena_copy(&session->arena, dir.ptr, dir.len) : "/";
    if (path[0] != '/' && session->options.folder)
        folder =
            path_join(&session->arena, session->options.folder, str_of(folder));
    output->disk = disk_open(folder, &error);
    if (!output->disk) {
        disk_tell_write(&session->diags, error, folder);
        return false;
    }
    output->own = true;
    output->name = arena_copy(&session->arena, base.ptr, base.len);
    const char *fault = outside_fault(session, folder, output->name);
    if (fault) {
        output_close(output);
        return refuse(session, path, fault);
    }
    return true;
}

static bool open_inside(struct session *session, struct str path,
                        struct output *output)
{
    *output = (struct output){.disk = session->disk};
    output->told = arena_copy(&session->arena, path.ptr, path.len);
    output->name = output->told;
    const char *fault = fault_of(session, path);
    return fault ? refuse(session, output->told, fault) : true;
}

static struct str without_slashes(struct str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

bool output_at(struct session *session, const char *path, struct output *output)
{
    struct str plain = without_slashes(str_of(path));

    if (path_is_clean(plain))
        return open_inside(session, plain, output);
    *output = (struct output){
        .told = arena_copy(&session->arena, plain.ptr, plain.len)};
    return open_outside(session, path, output);
}

bool output_open(struct session *session, struct output *output)
{
    const char *asked = option_value(&session->options, "output");

    if (asked)
        return output_at(session, asked, output);
    return open_inside(
        session, without_slashes(session->config.build.output_dir), output);
}

void output_close(struct output *output)
{
    if (output->own)
        disk_close(output->disk);
    *output = (struct output){0};
}
