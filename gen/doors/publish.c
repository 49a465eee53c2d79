#include "publish.h"

#include "../base/date.h"
#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/mem.h"
#include "../base/path.h"
#include "../build/stage.h"
#include "session.h"
#include "signals.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LINK "current"
#define RELEASES "releases"

static bool fail(struct publish *publish, int error, const char *path)
{
    disk_tell_write(publish->diags, error, path);
    return false;
}

static bool refuse(struct publish *publish, enum diag_code code, const char *a,
                   const char *b)
{
    diag_path(publish->diags, code, publish->output.told, a, b);
    return false;
}

static enum disk_kind kind_of(struct publish *publish, const char *path,
                              int *error)
{
    struct disk_stat st = {.kind = DISK_OTHER};

    *error = disk_stat(publish->output.disk, path, &st);
    return st.kind;
}

static const char *within(struct publish *publish, const char *name)
{
    return path_join(&publish->arena, publish->output.name, str_of(name));
}

/* What belongs to a fixed folder lies beside it: nothing of ours is served. */
static const char *beside(struct publish *publish, const char *ending)
{
    struct str name = path_base(str_of(publish->output.name));
    struct str dir = path_dir(str_of(publish->output.name));

    return path_join(&publish->arena,
                     arena_copy(&publish->arena, dir.ptr, dir.len),
                     str_of(arena_format(&publish->arena, ".%.*s.%s",
                                         (int)name.len, name.ptr, ending)));
}

static void lay_out(struct publish *publish, bool in_place)
{
    publish->in_place = in_place;
    publish->current = in_place ? publish->output.name : within(publish, LINK);
    publish->releases =
        in_place ? beside(publish, RELEASES) : within(publish, RELEASES);
    publish->lock = beside(publish, "publish.lock");
}

/* A folder with neither is ours only while it is empty. */
static bool judge_bare(struct publish *publish, bool in_place)
{
    struct disk_entry *entry;
    size_t len;
    int error = disk_list(publish->output.disk, publish->output.name,
                          &publish->arena, &entry, &len);

    if (error && error != ENOENT)
        return fail(publish, error, publish->output.name);
    if (!error && len > 0 && !in_place)
        return refuse(publish, OUTPUT_FOREIGN, publish->output.told,
                      entry[0].name);
    lay_out(publish, in_place);
    return true;
}

/* Where `current` is a folder, a server that follows no links serves it. */
static bool judge_current(struct publish *publish, enum disk_kind kind)
{
    lay_out(publish, false);
    if (kind == DISK_LINK)
        return true;
    if (kind != DISK_FOLDER)
        return refuse(publish, OUTPUT_PLACE, LINK, NULL);
    publish->in_place = true;
    return true;
}

static bool find_layout(struct publish *publish, bool in_place)
{
    int error = 0, ignored;
    enum disk_kind kind = kind_of(publish, publish->output.name, &error);

    if (error && error != ENOENT)
        return fail(publish, error, publish->output.name);
    if (!error && kind != DISK_FOLDER)
        return refuse(publish, OUTPUT_PLACE, publish->output.told, NULL);
    if (in_place)
        return judge_bare(publish, true);
    kind = kind_of(publish, within(publish, LINK), &error);
    if (!error)
        return judge_current(publish, kind);
    kind_of(publish, within(publish, RELEASES), &error);
    if (!error) {
        lay_out(publish, false);
        return true;
    }
    kind_of(publish, within(publish, STAGE_MANIFEST), &ignored);
    return judge_bare(publish, ignored == 0);
}

static bool take_lock(struct publish *publish)
{
    struct disk *disk = publish->output.disk;
    struct str dir = path_dir(str_of(publish->lock));
    struct buf owner = {0}, holder = {0};
    int error = 0;

    if (dir.len)
        error = disk_make_folders(
            disk, arena_copy(&publish->arena, dir.ptr, dir.len));
    if (error)
        return fail(publish, error, publish->lock);
    buf_format(&owner, "publish, pid %ld, since ", (long)getpid());
    date_write(&owner, date_of_seconds(disk_now(disk) / 1000000000));
    error = disk_lock(disk, publish->lock, buf_view(&owner), &holder);
    publish->locked = error == 0;
    if (error == EBUSY)
        disk_tell_busy(publish->diags, buf_view(&holder));
    else if (error)
        fail(publish, error, publish->lock);
    buf_free(&holder);
    buf_free(&owner);
    return publish->locked;
}

/* The release that the link leads to; a link to elsewhere is not ours. */
static bool follow_link(struct publish *publish)
{
    struct buf to = {0};
    int error = disk_read_link(publish->output.disk, publish->current, &to);
    struct str id = path_base(buf_view(&to));
    bool ours = str_is(path_dir(buf_view(&to)), RELEASES) && shelf_names(id);

    if (!error && ours)
        publish->shown_id = arena_copy(&publish->arena, id.ptr, id.len);
    buf_free(&to);
    if (error && error != ENOENT)
        return fail(publish, error, publish->current);
    return error || ours || refuse(publish, OUTPUT_PLACE, LINK, NULL);
}

static bool look_at_shown(struct publish *publish)
{
    const char *folder = publish->current;
    const char *fault;

    if (!publish->in_place) {
        if (!follow_link(publish))
            return false;
        if (!publish->shown_id)
            return true;
        folder = path_join(&publish->arena, publish->releases,
                           str_of(publish->shown_id));
    }
    /* Without a manifest nothing is known to be published: stage judges. */
    if (!release_read(publish->output.disk, folder, false, &publish->shown,
                      &fault))
        release_free(&publish->shown);
    return true;
}

bool publish_open(struct session *session, const char *dest, bool in_place,
                  bool look_only, struct publish *out)
{
    *out = (struct publish){.session = session, .diags = &session->diags};
    if (!output_at(session, dest, &out->output) || !find_layout(out, in_place))
        return false;
    if (look_only)
        return look_at_shown(out);
    if (!take_lock(out) || !look_at_shown(out) ||
        !shelf_open(&out->shelf, out->output.disk, out->releases, out->diags))
        return false;
    if (out->in_place && out->shown.text.len) {
        size_t at = shelf_find(&out->shelf, buf_view(&out->shown.text));
        out->shown_id = at == SIZE_MAX ? NULL : out->shelf.id[at];
    }
    return true;
}

/* Changes by hand count: then the release is published anew. */
bool publish_shows(struct publish *publish, const struct release *release)
{
    struct release whole = {0};
    const char *folder = publish->current;
    const char *fault;

    if (!str_equal(buf_view(&publish->shown.text), buf_view(&release->text)))
        return false;
    if (!publish->in_place)
        folder = path_join(&publish->arena, publish->releases,
                           str_of(publish->shown_id));
    bool same =
        release_read(publish->output.disk, folder, true, &whole, &fault);
    release_free(&whole);
    return same;
}

/* The link that takes the name of the other, left by a run that was killed. */
static const char *clear_link(struct publish *publish)
{
    const char *new = within(publish, "." LINK ".new");
    int error;

    if (kind_of(publish, new, &error) == DISK_LINK)
        disk_remove(publish->output.disk, new);
    return new;
}

/* A symbolic link cannot be overwritten, but another can take its name. */
static int point_link(struct publish *publish, const char *id)
{
    struct disk *disk = publish->output.disk;
    const char *new = clear_link(publish);
    const char *to = path_join(&publish->arena, RELEASES, str_of(id));
    int error = disk_make_link(disk, new, to);

    if (error)
        return error;
    error = disk_rename(disk, new, publish->current);
    if (error)
        disk_remove(disk, new);
    return error;
}

static bool switch_link(struct publish *publish, const char *id)
{
    int error = point_link(publish, id);

    if (error == EPERM || error == EOPNOTSUPP)
        return refuse(publish, OUTPUT_NO_SWAP, publish->output.told, NULL);
    if (!error) { /* a swap that a power cut could undo is none */
        error = disk_sync_names(publish->output.disk, publish->output.name);
        if (error && publish->shown_id)
            point_link(publish, publish->shown_id);
        if (!error)
            mem_site_stands();
    }
    return error ? fail(publish, error, publish->current) : true;
}

/* Files in a fixed folder that are not ours are carried over by stage. */
static bool swap_folder(struct publish *publish, const struct release *release)
{
    struct stage_result result;
    struct stage *stage = stage_begin(publish->output.disk, publish->current,
                                      "publish", publish->diags);
    bool good = stage != NULL;

    for (size_t i = 0; i < release->len && good; i++)
        good = !signals_caught() &&
               stage_put(stage, release->item[i].path, release->item[i].bytes,
                         publish->diags);
    good = good && stage_commit(stage, &result, publish->diags);
    stage_free(stage);
    return good;
}

bool publish_tidy(struct publish *publish)
{
    if (!publish->in_place) {
        clear_link(publish);
        return true;
    }
    struct stage *stage = stage_begin(publish->output.disk, publish->current,
                                      "publish", publish->diags);
    bool good = stage != NULL;

    stage_free(stage);
    return good;
}

bool publish_again(struct publish *publish, const char *id,
                   const struct release *release)
{
    return publish->in_place ? swap_folder(publish, release)
                             : switch_link(publish, id);
}

/* What stands in a fixed folder and is no release yet becomes one: it can be
 * put back, too. */
static bool keep_shown(struct publish *publish)
{
    struct release whole = {0};
    const char *fault;
    bool good = true;

    if (!publish->in_place || publish->shown_id || !publish->shown.text.len)
        return true;
    if (release_read(publish->output.disk, publish->current, true, &whole,
                     &fault))
        good = shelf_add(&publish->shelf, &whole) != NULL;
    release_free(&whole);
    return good;
}

bool publish_release(struct publish *publish, const struct release *release)
{
    if (!keep_shown(publish))
        return false;
    const char *id = shelf_add(&publish->shelf, release);
    if (!id || signals_caught() || !publish_again(publish, id, release)) {
        if (id) {
            shelf_remove(&publish->shelf, id);
            publish->shelf.len--;
        }
        return false;
    }
    publish->shown_id = id;
    return true;
}

void publish_close(struct publish *publish)
{
    if (publish->locked)
        disk_unlock(publish->output.disk, publish->lock);
    release_free(&publish->shown);
    shelf_close(&publish->shelf);
    if (publish->output.disk)
        output_close(&publish->output);
    arena_free(&publish->arena);
    *publish = (struct publish){0};
}
