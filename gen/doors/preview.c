#include "preview.h"

#include "../build/build.h"
#include "../build/sink.h"
#include "reload.h"
#include "signals.h"

#include <string.h>
#include <time.h>

#define PROBLEMS_MOST 30 /* shown on a page; the rest are counted */

/* A configuration and the texts that it points to. */
struct setting_set {
    struct arena arena;
    struct config config;
    struct print print;
};

struct preview {
    struct preview_rules rules;
    struct setting_set *set;
    struct build *build; /* NULL: no configuration was good yet */
    bool unread; /* the configuration could not be read: what changed since
                    was not looked at */
};

struct preview *preview_new(const struct preview_rules *rules)
{
    struct preview *preview = mem_zero(1, sizeof(*preview));

    preview->rules = *rules;
    preview->set = mem_zero(1, sizeof(*preview->set));
    config_init(&preview->set->config, &preview->set->arena);
    return preview;
}

static void set_free(struct setting_set *set)
{
    arena_free(&set->arena);
    mem_free(set);
}

void preview_free(struct preview *preview)
{
    if (!preview)
        return;
    build_free(preview->build);
    set_free(preview->set);
    mem_free(preview);
}

const struct config *preview_config(const struct preview *preview)
{
    return &preview->set->config;
}

/* Reads the configuration; a new one means to build from the start. */
static bool load(struct preview *preview, struct diags *told)
{
    const struct preview_rules *rules = &preview->rules;
    struct setting_set *set = mem_zero(1, sizeof(*set));
    bool good = rules->load(rules->context, &set->config, &set->arena,
                            &set->print, told);

    if (!good ||
        (preview->build && print_equal(set->print, preview->set->print))) {
        set_free(set);
        return good;
    }
    build_free(preview->build);
    set_free(preview->set);
    preview->set = set;
    preview->build = build_new(rules->disk, rules->themes, &set->config);
    return true;
}

static bool put(void *context, const char *path, struct str bytes,
                struct diags *diags)
{
    return !signals_caught() && tree_put(context, path, bytes, diags);
}

static bool keep(void *context, const char *path, struct diags *diags)
{
    return !signals_caught() && tree_keep(context, path, diags);
}

static bool update(struct preview *preview, const struct preview_news *news,
                   struct preview_result *result, struct diags *told)
{
    struct tree *tree = preview->rules.tree;
    struct sink sink = {put, keep, tree, NULL};
    struct build_result built;
    bool all = preview->unread || !news->path;
    bool good = build_update(preview->build, all ? NULL : news->path,
                             all ? 0 : news->len, &sink, &built, told);

    preview->unread = false;

    result->reports = built.reports;
    result->pages = built.pages;
    if (!good || signals_caught()) {
        tree_abandon(tree);
        return false;
    }
    result->change = tree_commit(tree, built.patched);
    return true;
}

static void add_change(struct tree_change *sum, struct tree_change more)
{
    sum->came += more.came;
    sum->changed += more.changed;
    sum->went += more.went;
}

/*
 * Makes what was left for later, while the browser draws the page that was
 * written on; false where something is wrong that only all pages tell.
 */
static bool catch_up(struct preview *preview, struct preview_result *result,
                     struct diags *told)
{
    struct tree *tree = preview->rules.tree;
    struct sink sink = {put, keep, tree, NULL};
    struct build_result built;

    if (!build_catch_up(preview->build, &sink, &built, told)) {
        tree_abandon(tree);
        return false;
    }
    if (built.made > 0) {
        add_change(&result->change, tree_commit(tree, true));
        reload_good(preview->rules.reload);
    }
    return true;
}

/* The errors, for the pages that are open. */
static void tell_pages(struct preview *preview, const struct diags *told)
{
    struct diag_style style = {
        .lang = preview->rules.lang, .json = true, .quiet = true};
    struct buf lines = {0};
    size_t count = 0;

    for (size_t i = 0; i < told->len; i++) {
        struct diags one = {.item = &told->item[i], .len = 1};
        if (told->item[i].level == DIAG_ERROR && count++ < PROBLEMS_MOST)
            diags_print(&one, &style, &lines);
    }
    reload_bad(preview->rules.reload, buf_view(&lines),
               count > PROBLEMS_MOST ? count - PROBLEMS_MOST : 0);
    buf_free(&lines);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Judges what was told and lets open pages know. */
static void tell(struct preview *preview, bool good, struct diags *told)
{
    diags_judge(told, preview->set->config.check.level, false);
    diags_sort(told);
    if (good)
        reload_good(preview->rules.reload);
    else if (!signals_caught())
        tell_pages(preview, told);
}

struct preview_result preview_update(struct preview *preview,
                                     const struct preview_news *news,
                                     struct diags *told)
{
    struct preview_result result = {0};
    struct preview_news all = {0};
    struct diags late = {0};
    double since = now();

    diags_free(told);
    result.good = (preview->build && !news->config && !preview->unread) ||
                  load(preview, told);
    if (result.good)
        result.good = update(preview, news, &result, told);
    else
        preview->unread = true;
    tell(preview, result.good, told);
    result.seconds = now() - since;
    if (result.good && !catch_up(preview, &result, &late)) {
        diags_free(told);
        result.good = update(preview, &all, &result, told);
        tell(preview, result.good, told);
    }
    diags_free(&late);
    return result;
}
