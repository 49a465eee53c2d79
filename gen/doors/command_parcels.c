#include "command_parcels.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../build/build.h"
#include "../build/parcel.h"
#include "../build/sink.h"
#include "output.h"
#include "session.h"
#include "signals.h"

#include <string.h>

/* Where finished parcels go. */
struct shelf {
    struct session *session;
    struct output output;
    const char *folder; /* of the parcels, on the output's disk */
};

static bool shelf_open(struct shelf *shelf, struct session *session)
{
    *shelf = (struct shelf){.session = session};
    if (!output_open(session, &shelf->output))
        return false;
    shelf->folder = parcel_folder(&session->arena, shelf->output.name);
    return true;
}

/* Whole or not at all: a run that is killed leaves the old parcel or the new
 * one, and others may be at work in the same folder. */
static bool put_parcel(void *context, const char *path, struct str bytes,
                       struct diags *diags)
{
    struct shelf *shelf = context;
    struct arena arena = {0};
    const char *place = path_join(&arena, shelf->folder, str_of(path));
    struct str dir = path_dir(str_of(place));
    int error = 0;

    if (!signals_caught()) {
        error = disk_make_folders(shelf->output.disk,
                                  arena_copy(&arena, dir.ptr, dir.len));
        if (!error)
            error = disk_replace(shelf->output.disk, place, bytes);
        if (error)
            disk_tell_write(diags, error, place);
    }
    arena_free(&arena);
    return !error && !signals_caught();
}

static void say_parcels(struct session *session, size_t reports)
{
    struct buf *line = &session->status;

    if (session->options.lang == LANG_ZH) {
        buf_format(line,
                   "网站没有改动；做好了 %zu 份报告的分包，都齐了再运行 "
                   "gongkai build --join",
                   reports);
        return;
    }
    buf_text(line, "the site was not changed; made the parcels of ");
    buf_count(line, reports, "report");
    buf_text(line, ": when there are all, run gongkai build --join");
}

bool parcels_are_asked_well(struct session *session)
{
    bool zh = session->options.lang == LANG_ZH;
    bool only = option_value(&session->options, "only");
    bool join = option_value(&session->options, "join");
    bool named = session->options.arguments > 0;
    const char *wrong = NULL;

    if (only && join)
        wrong = zh ? "--only 和 --join 只能用一个"
                   : "--only and --join do not go together";
    else if (only && !named)
        wrong = zh ? "--only 后面要写报告的文件夹，如 2020"
                   : "--only wants reports' folders, such as 2020";
    else if (named && !only)
        wrong = zh ? "只生成其中几份报告，要写 --only"
                   : "to make some reports only, write --only";
    if (wrong)
        diag_path(&session->diags, USAGE, "", wrong, NULL);
    return !wrong;
}

bool parcels_make(struct session *session)
{
    struct build_result built = {0};
    struct shelf shelf;

    if (!shelf_open(&shelf, session)) {
        output_close(&shelf.output);
        return false;
    }
    struct sink sink = {put_parcel, NULL, &shelf, NULL};
    struct build *build =
        build_new(session->disk, session->themes, &session->config);
    bool good =
        build_apart(build, session->options.argument,
                    session->options.arguments, &sink, &built, &session->diags);
    if (good)
        say_parcels(session, built.reports);
    build_free(build);
    output_close(&shelf.output);
    return good;
}
