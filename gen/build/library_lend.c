/* Papers that are lent a few at a time, read again, or not read at all. */

#include "library_state.h"

#include "../base/wire.h"
#include "../read/loaded.h"
#include "../read/markdown.h"
#include "../report/kept.h"
#include "../report/target.h"
#include "../report/village.h"
#include "cache.h"

#include <errno.h>
#include <string.h>

/* As they were kept of an earlier reading; else they are found. */
static void read_records(struct paper *paper, struct arena *arena,
                         struct diags *diags)
{
    if (paper->kept.len)
        paper->records = kept_read(arena, paper->doc, paper->kept);
    if (!paper->records)
        paper->records = targets_read(arena, paper->doc, paper_part(paper),
                                      paper_year(paper), diags);
}

/* What stands in the paper's source. */
static void read_source(const struct library *library, struct paper *paper,
                        struct arena *arena, struct diags *diags)
{
    const struct config *config = library->config;
    struct markdown_options options = {
        .raw_html = (enum raw_html)config->markdown.raw_html,
        .footnotes = config->markdown.footnotes,
        .max_nesting = config->markdown.max_nesting};
    bool is_report = paper_is_report(library_below(library, paper->path));

    struct front *front = arena_new(arena, sizeof(*front));
    paper->front = front;
    paper->front_is_good = front_read(paper->source, arena, front, diags);
    paper->doc =
        markdown_read(arena, paper->source, front->body, &options, diags);
    if (paper->doc && config->targets.extract != 0 && is_report)
        read_records(paper, arena, diags);
    if (paper->doc && is_report)
        paper->villages = villages_read(arena, paper->doc);
}

void library_read_text(const struct library *library, struct paper *paper,
                       struct str bytes, struct arena *arena,
                       struct diags *diags)
{
    paper->source = source_load(arena, paper->path, bytes, diags);
    if (paper->source)
        read_source(library, paper, arena, diags);
    else /* a place for those who ask; the refusal has been told */
        paper->source = source_new(arena, paper->path, STR(""));
}

void library_send_away(struct volume *volume)
{
    arena_free(&volume->arena);
    volume->paper =
        (struct paper){.path = volume->path, .print = volume->print};
    volume->is_away = true;
    volume->told = 0;
}

static void take_lent(void *context, const struct paper *paper)
{
    struct library *library = context;
    struct volume *volume = library->lent[paper - library->paper];

    library_refresh(library, volume);
    library->paper[volume->slot] = volume->paper;
}

/* Beyond what can be told at all, problems are counted only. */
static void keep_told(struct library *library, struct volume *volume)
{
    struct diags *diags = &volume->diags;

    library->told -= volume->told;
    volume->told = 0;
    if (library->told >= DIAG_MOST) {
        diags_shorten(diags);
        return;
    }
    volume->told = diags->len;
    library->told += volume->told;
}

static void give_lent(void *context, const struct paper *const *paper,
                      size_t len)
{
    struct library *library = context;

    for (size_t i = 0; i < len; i++) {
        struct volume *volume = library->lent[paper[i] - library->paper];
        keep_told(library, volume);
        size_t told = volume->told;
        library_send_away(volume);
        volume->told = told;
        library->paper[volume->slot] = volume->paper;
    }
}

void library_lend(struct library *library, size_t keeps)
{
    library->keeps = keeps;
    library->lender = (struct lender){take_lent, give_lent, library};
}

int library_read_again(const struct library *library,
                       const struct paper *folded, struct arena *arena,
                       struct paper *out)
{
    struct diags told = {0}; /* as when it was read first */
    struct buf bytes = {0};
    int error = disk_read(library->disk, folded->path,
                          library->config->build.max_file, &bytes, NULL);

    *out = (struct paper){
        .path = folded->path, .print = folded->print, .kept = folded->kept};
    if (error == EFBIG ||
        (!error && !print_equal(print_of(buf_view(&bytes)), folded->print)))
        error = EAGAIN;
    if (!error) {
        out->source = source_load_again(arena, out->path, buf_view(&bytes));
        read_source(library, out, arena, &told);
    }
    diags_free(&told);
    buf_free(&bytes);
    return error;
}

void library_recall(struct library *library, const struct cache_input *input,
                    struct str told)
{
    struct volume *volume = library_volume(library, input->path);

    volume->stat = input->stat;
    volume->print = input->print;
    volume->magic = input->magic;
    volume->known = volume->is_recalled = volume->is_away = true;
    volume->kept = told;
    volume->paper =
        (struct paper){.path = volume->path, .print = volume->print};
}

void library_forget(struct library *library, const char *path)
{
    struct volume *volume = map_get(&library->volumes, str_of(path));

    if (volume)
        volume->is_recalled = false;
}

bool library_keeps(const struct library *library, const char *path)
{
    const struct volume *volume = map_get(&library->volumes, str_of(path));

    return volume && volume->is_recalled &&
           volume->diags.len + volume->diags.dropped == 0;
}

struct str library_told(const struct library *library, const char *path,
                        struct arena *arena)
{
    const struct volume *volume = map_get(&library->volumes, str_of(path));
    struct diags few = {0};

    if (!volume)
        return (struct str){"", 0};
    if (volume->kept.len > 0)
        return volume->kept;
    if (volume->matters)
        return wire_told_bytes(arena, &volume->diags);
    few.dropped = volume->diags.len + volume->diags.dropped;
    memcpy(few.seen, volume->diags.seen, sizeof(few.seen));
    return wire_told_bytes(arena, &few);
}
