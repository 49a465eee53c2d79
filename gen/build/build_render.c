#include "build_state.h"

#include "../base/disk.h"
#include "../pages/check.h"
#include "../pages/theme.h"
#include "../pages/view.h"
#include "../read/image.h"
#include "remember.h"
#include "sink.h"

#define ASSET_MOST ((size_t)256 << 20)

/*
 * A stretch of the plan that one thread makes: a report's pages share work, but
 * a site of one report is to keep all threads busy. Of folded reports some go
 * together: each is read again by every thread that comes to it, and it is asked
 * for again by the pages of the year behind it.
 */
#define STRETCH_MOST 64
#define STRETCH_LEAST 4
#define GROUP_MOST 400

/* A picture goes out without what is hidden in it. */
static void strip_asset(const struct config *config, struct buf *bytes)
{
    struct buf clean = {0};
    struct image image;

    if (!config->images.strip_metadata ||
        image_kind(buf_view(bytes)) == IMAGE_NONE ||
        !image_strip(buf_view(bytes), &clean, &image)) {
        buf_free(&clean);
        return;
    }
    buf_free(bytes);
    *bytes = clean;
}

/* Puts the bytes of one planned page into the worker's buffer. */
static bool make_page(struct update *update, const struct page *page,
                      unsigned worker)
{
    struct diags *diags = &update->told[worker];
    struct buf *bytes = &update->bytes[worker];

    if (page->kind == PAGE_THEME_FILE) {
        buf_cut(bytes, 0);
        buf_str(bytes, update->theme->file[page->theme_file].bytes);
        return true;
    }
    if (page->kind != PAGE_ASSET)
        return view_page(page, update->site, update->theme,
                         &update->desk[worker], bytes, diags);
    int error = disk_read(update->build->disk, page->asset->from, ASSET_MOST,
                          bytes, NULL);
    if (error)
        disk_tell(diags, error, page->asset->from);
    else
        strip_asset(update->build->config, bytes);
    return error == 0;
}

/* The page with its report whole; false, told, where that cannot be had. */
static bool unfold_page(struct update *update, struct page *page,
                        unsigned worker)
{
    const struct report *folded = page->report;

    page->report = desk_whole(&update->desk[worker], folded);
    if (page->report && page->kind == PAGE_SECTION)
        page->section = &page->report->section[page->section - folded->section];
    return page->report || !folded;
}

static void render_page(struct update *update, const struct page *planned,
                        struct remembered **slot, unsigned worker)
{
    struct page whole = *planned, *page = &whole;
    struct arena *scratch = &update->desk[worker].page;
    struct diags *diags = &update->told[worker];
    struct check_facts facts = {0};

    if (update->take && page->report)
        update->failed[worker] =
            !update->take(update->taker, page, worker, &facts);
    else
        update->failed[worker] = !unfold_page(update, page, worker) ||
                                 !make_page(update, page, worker) ||
                                 update->unfold[worker].failed;
    if (update->failed[worker])
        return;
    struct str bytes = buf_view(&update->bytes[worker]);
    if (!facts.path)
        check_file(scratch, page->path, bytes, &update->rules, &facts, diags);
    *slot = remembered_new(page->path, page->inputs, &facts);
    update->made[worker]++;
    if (!update->sink->put(update->sink->context, page->path, bytes, diags))
        update->failed[worker] = true;
}

static void visit_page(struct update *update, size_t index, unsigned worker)
{
    const struct page *page = &update->plan.page[index];
    struct remembered *old = update->old[index];

    if (update->failed[worker])
        return;
    if (!old || !print_equal(old->inputs, page->inputs)) {
        render_page(update, page, &update->page[index], worker);
        arena_reset(&update->desk[worker].page);
        return;
    }
    update->page[index] = remembered_again(old);
    if (!update->sink->keep(update->sink->context, page->path,
                            &update->told[worker]))
        update->failed[worker] = true;
}

static void visit_stretch(void *context, size_t index, unsigned worker)
{
    struct update *update = context;

    for (size_t i = update->stretch[index]; i < update->stretch[index + 1]; i++)
        visit_page(update, i, worker);
    if (update->site->is_folded && !update->failed[worker])
        build_settle(update, update->stretch[index], update->stretch[index + 1],
                     worker);
}

/* How many pages make up a stretch, if its report has or its town's have. */
static size_t stretch_len(const struct update *update, unsigned threads)
{
    size_t most = update->site->is_folded ? GROUP_MOST : STRETCH_MOST;
    size_t fair = update->plan.len / (threads * 8U);

    if (fair > most)
        return most;
    return fair < STRETCH_LEAST ? STRETCH_LEAST : fair;
}

/* Cuts the plan where another report begins, and what is long. */
static void cut_plan(struct update *update, unsigned threads)
{
    const struct plan *plan = &update->plan;
    size_t most = stretch_len(update, threads), len = 0, cap = 0;

    for (size_t i = 0; i <= plan->len; i++) {
        bool other = i == 0 || i == plan->len ||
                     plan->page[i].report != plan->page[i - 1].report;
        bool full = len > 0 && i - update->stretch[len - 1] >= most;
        bool cuts = update->site->is_folded ? other && full : other || full;
        if (!cuts && i > 0 && i < plan->len)
            continue;
        update->stretch =
            mem_grow(update->stretch, len, &cap, sizeof(*update->stretch));
        update->stretch[len++] = i;
    }
    update->stretches = len - 1;
}

static bool end_rendering(struct update *update, struct diags *diags)
{
    bool failed = false;

    for (unsigned i = 0; i < POOL_MOST; i++) {
        diags_merge(diags, &update->told[i]);
        desk_free(&update->desk[i]);
        update->lost = update->lost || update->unfold[i].failed;
        unfold_free(&update->unfold[i]);
        buf_free(&update->bytes[i]);
        failed = failed || update->failed[i];
    }
    return !failed;
}

static void explain(const struct update *update)
{
    struct build *build = update->build;

    for (size_t i = 0; i < update->plan.len && build->explain; i++) {
        const struct page *page = &update->plan.page[i];
        const struct remembered *old = update->old[i];
        if (!old || !print_equal(old->inputs, page->inputs))
            build->explain(build->explain_context, page->path,
                           page_origin(page, update->theme), !old);
    }
}

/* Renders what is stale of the plan. */
bool build_render_plan(struct update *update, unsigned threads,
                       struct diags *diags)
{
    size_t len = update->plan.len;

    update->page = mem_zero(len, sizeof(struct remembered *));
    update->settled = mem_zero(len, sizeof(*update->settled));
    build_find_old(update);
    explain(update);
    cut_plan(update, threads);
    for (unsigned i = 0; i < POOL_MOST && update->site->is_folded; i++) {
        update->unfold[i] = (struct unfold){.site = update->site,
                                            .library = update->build->library,
                                            .diags = &update->told[i]};
        unfold_serve(&update->unfold[i], &update->desk[i]);
    }
    pool_run(threads, update->stretches, visit_stretch, update);
    mem_free(update->stretch);
    return end_rendering(update, diags) && build_keep_stood(update, diags);
}

void build_let_go(struct update *update)
{
    for (size_t i = 0; i < update->plan.len; i++)
        remembered_free(update->page[i]);
    mem_free(update->page);
    mem_free(update->old);
    mem_free(update->settled);
}
