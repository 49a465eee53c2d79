#include "commands.h"

#include "../base/disk.h"
#include "../base/escape.h"
#include "../base/path.h"
#include "../build/inventory.h"
#include "../build/library.h"
#include "../build/review.h"
#include "../pages/export.h"
#include "../read/loaded.h"
#include "../read/markdown.h"
#include "../report/target.h"
#include "session.h"

#include <string.h>

struct gathered {
    struct record *item;
    size_t len, cap;
};

static void gather(struct gathered *all, const struct records *found)
{
    for (size_t i = 0; i < found->len; i++) {
        all->item =
            mem_grow(all->item, all->len, &all->cap, sizeof(*all->item));
        all->item[all->len++] = found->item[i];
    }
}

static bool read_file(struct session *session, const char *path,
                      struct buf *bytes)
{
    struct str dir = path_dir(str_of(path));
    const char *folder = dir.len || path[0] == '/' ? "/" : ".";
    int error = 0;

    if (dir.len)
        folder = arena_copy(&session->arena, dir.ptr, dir.len);
    struct disk *disk = disk_open(folder, &error);
    if (disk) {
        error = disk_read(disk, path_base(str_of(path)).ptr,
                          session->config.build.max_file, bytes, NULL);
        disk_close(disk);
    }
    if (error)
        disk_tell(&session->diags, error, path);
    return error == 0;
}

/* Any Markdown file, in a site or not, with front matter or without. */
static void gather_file(struct session *session, const char *path,
                        struct gathered *all)
{
    struct markdown_options options = {.raw_html = RAW_KEEP, .footnotes = true};
    struct buf bytes = {0};
    struct front front = {0};
    struct paper paper = {.path = path, .front = &front};

    if (read_file(session, path, &bytes)) {
        const struct source *source = source_load(
            &session->arena, path, buf_view(&bytes), &session->diags);
        if (source)
            front_read(source, &session->arena, &front, &session->diags);
        const struct doc *doc =
            source ? markdown_read(&session->arena, source, front.body,
                                   &options, &session->diags)
                   : NULL;
        if (doc)
            gather(all, targets_read(&session->arena, doc, paper_part(&paper),
                                     front.year, &session->diags));
    }
    buf_free(&bytes);
}

/* Without a file: all reports of the site. */
static void gather_site(struct session *session, struct gathered *all,
                        struct library **library)
{
    struct arena *arena = &session->arena;
    struct str dir = session->config.build.content_dir;
    char *folder = arena_copy(arena, dir.ptr, dir.len);
    struct inventory inventory;
    int error;

    if (!inventory_take(session->disk, folder, arena, &inventory, &error,
                        &session->diags)) {
        diag_path(&session->diags, CONTENT_MISSING, "", folder,
                  diag_reason(error));
        return;
    }
    *library = library_new(session->disk, &session->config);
    library_update(*library, &inventory, NULL, 0, 0, &session->diags);
    const struct site *site = site_new(
        arena, &session->config, library_content(*library), &session->diags);
    for (size_t i = 0; site && i < site->reports; i++)
        gather(all, site->report[i]->targets);
}

static void print_records(struct session *session, const struct gathered *all)
{
    const char *format =
        session->options.format ? session->options.format : "table";
    struct buf out = {0};

    if (strcmp(format, "json") == 0)
        export_json(all->item, all->len, &out);
    else if (strcmp(format, "csv") == 0)
        export_csv(all->item, all->len, false, &out);
    else
        export_table(all->item, all->len, &out);
    session_print(session, buf_view(&out));
    buf_free(&out);
}

static void print_review(struct session *session, const struct review *review)
{
    bool zh = session->options.lang == LANG_ZH;
    struct buf out = {0};

    buf_str(&out, buf_view(&review->lines));
    escape_terminal(&out, buf_view(&review->path));
    if (zh) {
        buf_format(&out, "：共 %zu 行", review->rows);
    } else {
        buf_text(&out, ": ");
        buf_count(&out, review->rows, "row");
    }
    buf_format(&out,
               zh ? "，新增 %zu，更新 %zu，原话已不在正文 %zu；%s\n"
                  : ", %zu new, %zu changed, %zu gone; %s\n",
               review->added, review->changed, review->gone,
               review->wrote ? (zh ? "已写入" : "written")
                             : (zh ? "没有改动" : "not changed"));
    session_print(session, buf_view(&out));
    buf_free(&out);
}

static enum exit_code run_review(struct session *session, const char *name)
{
    struct review review = {0};

    if (session->options.arguments > 0 || session->options.data_format) {
        bool zh = session->options.lang == LANG_ZH;
        diag_path(&session->diags, USAGE, "",
                  zh ? "--review 只写报告，不和文件、--format 一起用"
                     : "--review stands alone, without files or --format",
                  NULL);
        return EXIT_USAGE;
    }
    if (session_site(session) && review_report(session->disk, &session->config,
                                               name, &review, &session->diags))
        print_review(session, &review);
    review_free(&review);
    return diags_exit(&session->diags);
}

enum exit_code command_targets(struct session *session)
{
    const char *name = option_value(&session->options, "review");
    struct library *library = NULL;
    struct gathered all = {0};
    bool good = true;

    session->silent = true;
    session->options.json = false; /* --format is for the records here */
    if (name)
        return run_review(session, name);
    if (session->options.arguments == 0)
        good = session_site(session);
    if (good && session->options.arguments == 0)
        gather_site(session, &all, &library);
    for (size_t i = 0; i < session->options.arguments; i++)
        gather_file(session, session->options.argument[i], &all);
    if (good)
        print_records(session, &all);
    mem_free(all.item);
    library_free(library);
    return diags_exit(&session->diags);
}
