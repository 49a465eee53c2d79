#include "import.h"

#include "../base/path.h"
#include "../report/arrange.h"
#include "../report/draft.h"
#include "../report/junk.h"
#include "../report/punctuate.h"
#include "../report/tally.h"
#include "../report/watermark.h"
#include "import_part.h"

#include <stdio.h>
#include <string.h>

#define HAN_LEAST 100 /* less is no article */
#define FIGURES_MOST 50 /* lost ones that are told */

static size_t count_han(const struct manuscript *manuscript)
{
    size_t han = 0;

    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        if (block->off)
            continue;
        if (block->kind != BLOCK_TABLE)
            han += text_han(block->text);
        for (size_t j = 0; block->kind == BLOCK_TABLE &&
                           j < block->table->rows * block->table->columns;
             j++)
            han += text_han(block->table->cell[j].text);
    }
    return han;
}

static void set_full_width(struct importing *importing)
{
    size_t changed = 0;

    for (size_t i = 0; i < importing->manuscript.len; i++) {
        struct block *block = &importing->manuscript.block[i];
        if (block->kind == BLOCK_TEXT || block->kind == BLOCK_HEADING)
            block->text = punctuate(&importing->arena, block->text, &changed);
        for (size_t j = 0; block->kind == BLOCK_TABLE &&
                           j < block->table->rows * block->table->columns;
             j++)
            block->table->cell[j].text = punctuate(
                &importing->arena, block->table->cell[j].text, &changed);
    }
}

static void tell_tables(const struct importing *importing)
{
    char number[24];

    for (size_t i = 0; i < importing->manuscript.len; i++) {
        const struct block *block = &importing->manuscript.block[i];
        if (block->off || block->kind != BLOCK_TABLE || !block->table->merged)
            continue;
        snprintf(number, sizeof(number), "%zu", block->table->merged);
        diag_line(importing->diags, IMPORT_MERGED,
                  importing->source[block->file]->path, block->line, 1, number,
                  NULL);
    }
}

/* ---- are all figures there? ---- */

static void tell_figure(const struct importing *importing, size_t file,
                        struct str figure)
{
    const struct source *source = importing->source[file];
    size_t at = str_find(source->text, figure);

    if (at == SIZE_MAX)
        diag_str(importing->diags, IMPORT_FIGURE, place_file(source), figure);
    else
        diag_str(importing->diags, IMPORT_FIGURE, place_at(source, at), figure);
}

/* Every figure of a source is in the report or in what was left out. */
static void judge_figures(struct importing *importing, struct str markdown)
{
    const struct manuscript *manuscript = &importing->manuscript;
    struct tally tally = {0};
    size_t lost = 0;

    tally_add_markdown(&tally, markdown);
    for (size_t i = 0; i < manuscript->notes; i++)
        tally_add(&tally, manuscript->note[i].text, 1);
    for (size_t file = 0; file < importing->job->len; file++) {
        size_t at = 0, from;
        for (;;) {
            struct str figure =
                tally_next(&tally.arena, importing->plain[file], &at, &from);
            if (figure.len == 0)
                break;
            if (!tally_take(&tally, figure) && lost++ < FIGURES_MOST)
                tell_figure(importing, file, figure);
        }
    }
    tally_free(&tally);
}

/* ---- the steps ---- */

static bool read_all(struct importing *importing)
{
    bool good = true;

    for (unsigned i = 0; i < importing->job->len; i++)
        good = import_read(importing, i) && good;
    return good;
}

static void clean(struct importing *importing)
{
    struct manuscript *manuscript = &importing->manuscript;

    watermark_remove(manuscript);
    junk_remove(manuscript);
    for (unsigned i = 0; i < importing->job->len; i++)
        article_find(manuscript, i, importing->source[i], importing->diags);
    article_head(manuscript, &importing->article);
}

static void make_report(struct importing *importing)
{
    struct buf out = {0};

    draft_write(&out, &importing->manuscript, &importing->article);
    struct str markdown = {arena_copy(&importing->arena, out.data, out.len),
                           out.len};
    judge_figures(importing, markdown);
    import_make(importing, "report.md", markdown);
    buf_cut(&out, 0);
    const char **name =
        arena_array(&importing->arena, importing->job->len, sizeof(*name));
    for (size_t i = 0; i < importing->job->len; i++)
        name[i] = path_base(str_of(importing->job->path[i])).ptr;
    draft_losses(&out, &importing->manuscript, name, (int)importing->job->lang);
    struct str losses = {
        arena_copy(&importing->arena, out.len ? out.data : "", out.len),
        out.len};
    if (losses.len)
        import_make(importing, "import.txt", losses);
    buf_str(importing->told, losses);
    buf_free(&out);
}

static bool has_article(const struct importing *importing)
{
    char number[24];

    if (count_han(&importing->manuscript) >= HAN_LEAST)
        return true;
    snprintf(number, sizeof(number), "%d", HAN_LEAST);
    diag_path(importing->diags, IMPORT_NO_TEXT, importing->job->path[0], number,
              NULL);
    return false;
}

static bool run(struct importing *importing)
{
    if (!read_all(importing))
        return false;
    clean(importing);
    if (!has_article(importing))
        return false;
    arrange(&importing->manuscript, importing->source, importing->diags);
    tell_tables(importing);
    if (importing->job->punctuation)
        set_full_width(importing);
    if (!import_images(importing))
        return false;
    if (!importing->article.year)
        diag_path(importing->diags, IMPORT_YEAR, importing->job->path[0], NULL,
                  NULL);
    make_report(importing);
    return import_write(importing);
}

void import_make(struct importing *importing, const char *name,
                 struct str bytes)
{
    importing->made = mem_grow(importing->made, importing->mades,
                               &importing->made_cap, sizeof(*importing->made));
    importing->made[importing->mades++] = (struct made){name, bytes};
}

bool import_run(const struct import_job *job, struct buf *told,
                struct diags *diags)
{
    struct importing importing = {.job = job, .told = told, .diags = diags};

    importing.manuscript.arena = &importing.arena;
    importing.manuscript.page_title = STR("");
    importing.manuscript.info = STR("");
    importing.source =
        arena_array(&importing.arena, job->len, sizeof(*importing.source));
    importing.plain =
        arena_array(&importing.arena, job->len, sizeof(*importing.plain));
    importing.packed =
        arena_array(&importing.arena, job->len, sizeof(*importing.packed));
    bool good = run(&importing);
    mem_free(importing.made);
    manuscript_free(&importing.manuscript);
    arena_free(&importing.arena);
    return good;
}
