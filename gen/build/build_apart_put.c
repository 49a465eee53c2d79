#include "build_apart.h"

#include "../base/path.h"
#include "../base/program.h"
#include "../pages/check_pack.h"
#include "../pages/page.h"
#include "../report/config.h"
#include "../report/progress.h"
#include "../report/site.h"
#include "../report/target.h"
#include "examine.h"
#include "parcel.h"
#include "remember.h"
#include "sink.h"

#include <stdlib.h>
#include <string.h>

/* One report's parcel on its way. */
struct maker {
    struct apart *apart;
    struct arena arena;
    const struct home *home;
    struct report *report; /* NULL: it has no pages */
    struct parcel parcel;
    struct map inputs; /* by path */
    struct map assets; /* by content path */
    struct update *update; /* of its pages alone */
    char **bytes; /* of each page of the parcel */
    struct diags *diags;
};

/* ---- what its pages rest on ---- */

static void add_input(struct maker *maker, const char *path)
{
    struct print *print = map_get(&maker->apart->print, str_of(path));

    if (print)
        map_add(&maker->inputs, str_of(path), print);
}

/* Of another report the texts: where its pages are, what it promised. */
static void add_texts(struct maker *maker, const struct home *home)
{
    for (size_t i = 0; home && home != maker->home && i < home->files; i++)
        if (homes_is_text(&maker->apart->homes, home->file[i]->path))
            add_input(maker, home->file[i]->path);
}

static void add_asset(struct maker *maker, struct asset *asset)
{
    add_input(maker, asset->from);
    map_add(&maker->assets, str_of(asset->from), asset);
}

static int asset_order(const void *path, const void *asset)
{
    return strcmp(path, ((const struct asset *)asset)->to);
}

static int redirect_order(const void *path, const void *redirect)
{
    return strcmp(path, ((const struct redirect *)redirect)->path);
}

/* What stands at an address that the report's text leads to. */
static void add_address(struct maker *maker, const char *path)
{
    const struct homes *homes = &maker->apart->homes;
    const struct site *site = maker->apart->site;
    struct asset *asset = NULL;
    const struct redirect *redirect = NULL;

    if (site->assets)
        asset = bsearch(path, site->asset, site->assets, sizeof(*asset),
                        asset_order);
    if (site->redirects)
        redirect = bsearch(path, site->redirect, site->redirects,
                           sizeof(*redirect), redirect_order);
    if (asset)
        add_asset(maker, asset);
    else if (redirect)
        add_texts(maker, homes_of(homes, redirect->place.source->path));
    else
        add_texts(maker, homes_above(homes, str_of(path)));
}

static void add_links(struct maker *maker, const struct paper *paper)
{
    struct arena *arena = &maker->arena;
    struct node *root = paper->doc->root;
    const char *from = path_join(arena, maker->home->id, STR("index.html"));

    for (struct node *node = root; node; node = doc_next(root, node)) {
        if (!node->href)
            continue;
        struct str to = str_of(node->href);
        size_t hash = str_find(to, STR("#"));
        to.len = hash == SIZE_MAX ? to.len : hash;
        const char *path = to.len ? path_resolve(arena, from, to) : NULL;
        if (path)
            add_address(maker, path);
    }
}

static int by_input(const void *left, const void *right)
{
    const struct parcel_input *a = left, *b = right;

    return strcmp(a->path, b->path);
}

static void list_inputs(struct maker *maker)
{
    struct parcel *parcel = &maker->parcel;
    const struct map *inputs = &maker->inputs;

    parcel->input =
        arena_array(&maker->arena, inputs->len, sizeof(*parcel->input));
    for (size_t i = 0; i < inputs->len; i++)
        parcel->input[parcel->inputs++] = (struct parcel_input){
            inputs->entry[i].key.ptr, *(struct print *)inputs->entry[i].value};
    if (parcel->inputs)
        qsort(parcel->input, parcel->inputs, sizeof(*parcel->input), by_input);
}

static void list_assets(struct maker *maker)
{
    struct parcel *parcel = &maker->parcel;
    const struct map *assets = &maker->assets;

    parcel->asset =
        arena_array(&maker->arena, assets->len, sizeof(*parcel->asset));
    for (size_t i = 0; i < assets->len; i++)
        parcel->asset[parcel->assets++] =
            *(struct asset *)assets->entry[i].value;
}

static void find_inputs(struct maker *maker)
{
    const struct site *site = maker->apart->site;
    const struct report *report = maker->report;
    const struct report *before = NULL;

    for (size_t i = 0; i < maker->home->files; i++)
        add_input(maker, maker->home->file[i]->path);
    if (report)
        before = progress_before(site->report, site->reports, report);
    if (before)
        add_texts(maker, homes_named(&maker->apart->homes, str_of(before->id)));
    maker->parcel.before = before ? before->id : "";
    for (int i = 0; report && i < 2 && report->paper[i]; i++)
        add_links(maker, report->paper[i]);
    list_inputs(maker);
    list_assets(maker);
}

/* ---- its pages ---- */

static int by_path(const void *left, const void *right)
{
    const struct page *a = left, *b = right;

    return strcmp(a->path, b->path);
}

/* What the search looks through, whether or not it will be a file of its own:
 * that depends on how large all of the site is. */
static void add_search_text(struct maker *maker, struct plan *plan)
{
    const char *path =
        path_join(&maker->arena, maker->home->id, STR("text.js"));

    for (size_t i = 0; i < plan->len; i++)
        if (plan->page[i].kind == PAGE_SEARCH_TEXT)
            return;
    if (search_is_made(maker->apart->site, maker->apart->theme))
        plan->page[plan->len++] = (struct page){
            .path = path, .kind = PAGE_SEARCH_TEXT, .report = maker->report};
}

static struct plan own_pages(struct maker *maker)
{
    const struct plan *all = &maker->apart->plan;
    struct plan plan = {0};
    size_t len = 1;

    for (size_t i = 0; i < all->len; i++)
        len += all->page[i].report == maker->report;
    plan.page = arena_array(&maker->arena, len, sizeof(*plan.page));
    for (size_t i = 0; i < all->len; i++)
        if (all->page[i].report == maker->report)
            plan.page[plan.len++] = all->page[i];
    add_search_text(maker, &plan);
    qsort(plan.page, plan.len, sizeof(*plan.page), by_path);
    return plan;
}

static size_t page_at(const struct maker *maker, const char *path)
{
    const struct plan *plan = &maker->update->plan;
    const struct page key = {.path = path};
    const struct page *page =
        bsearch(&key, plan->page, plan->len, sizeof(key), by_path);

    return page ? (size_t)(page - plan->page) : SIZE_MAX;
}

/* Each page has a slot of its own: threads do not meet. */
static bool put_page(void *context, const char *path, struct str bytes,
                     struct diags *diags)
{
    struct maker *maker = context;
    size_t index = page_at(maker, path);
    char *copy = mem_alloc(bytes.len + 1);

    (void)diags;
    if (bytes.len)
        memcpy(copy, bytes.ptr, bytes.len);
    maker->bytes[index] = copy;
    maker->parcel.page[index].bytes = (struct str){copy, bytes.len};
    return true;
}

/* Links within the report are judged now, those that leave it at the join;
 * of the latter each goes into the parcel once. */
static void split_links(struct maker *maker, const struct check_facts *facts,
                        struct check_facts *inside, struct check_facts *outside,
                        struct map *known)
{
    struct arena *arena = &maker->arena;

    *inside = *outside = *facts;
    inside->link = arena_array(arena, facts->links, sizeof(*facts->link));
    outside->link = arena_array(arena, facts->links, sizeof(*facts->link));
    inside->links = outside->links = inside->hosts = 0;
    for (size_t i = 0; i < facts->links; i++) {
        struct check_link *link = &facts->link[i];
        const char *name = arena_format(arena, "%s#%s", link->target,
                                        link->anchor ? link->anchor : "");
        if (page_at(maker, link->target) != SIZE_MAX)
            inside->link[inside->links++] = *link;
        else if (map_add(known, str_of(name), link) == link)
            outside->link[outside->links++] = *link;
    }
    outside->run = check_runs(arena, facts, &outside->runs);
    outside->ids = 0;
    outside->is_brief = true;
}

static bool judge_pages(struct maker *maker, struct diags *told)
{
    const struct update *update = maker->update;
    size_t len = update->plan.len;
    struct check_facts *inside =
        arena_array(&maker->arena, len, sizeof(*inside));
    struct map known = {0};

    for (size_t i = 0; i < len; i++) {
        struct check_facts whole =
            remembered_whole(update->page[i], &maker->arena);
        split_links(maker, &whole, &inside[i], &maker->parcel.page[i].facts,
                    &known);
    }
    check_links(inside, len, &update->rules, told);
    map_free(&known);
    return !build_has_errors(told, maker->apart->build->config);
}

static bool make_pages(struct maker *maker, struct diags *told)
{
    const struct apart *apart = maker->apart;
    struct build *build = apart->build;
    struct update *update = maker->update;
    const struct sink sink = {put_page, NULL, maker, NULL};

    update->build = build;
    update->site = apart->site;
    update->theme = apart->theme;
    update->rules = apart->rules;
    update->sink = &sink;
    update->plan = own_pages(maker);
    maker->parcel.pages = update->plan.len;
    maker->parcel.page = arena_array(&maker->arena, update->plan.len,
                                     sizeof(*maker->parcel.page));
    maker->bytes = arena_array(&maker->arena, update->plan.len, sizeof(char *));
    return build_render_plan(update, pool_threads(build->config->build.jobs),
                             told) &&
           judge_pages(maker, told);
}

static void drop_pages(struct maker *maker)
{
    for (size_t i = 0; i < maker->parcel.pages; i++)
        mem_free(maker->bytes[i]);
    build_let_go(maker->update);
    mem_free(maker->update);
}

/* ---- the parcel ---- */

/* What was told of the report's own files. */
static void keep_told(struct maker *maker, struct diags *told)
{
    const struct diags *all = &maker->apart->told;

    for (size_t i = 0; i < all->len; i++)
        if (homes_of(&maker->apart->homes, all->item[i].path) == maker->home)
            diags_copy(told, &(struct diags){
                                 .item = &all->item[i], .len = 1, .cap = 1});
}

static bool fill(struct maker *maker, struct diags *told)
{
    const struct apart *apart = maker->apart;
    struct build *build = apart->build;
    struct parcel *parcel = &maker->parcel;

    parcel->program = program_print();
    parcel->settings = build_settings(build);
    parcel->id = maker->home->id;
    parcel->report = maker->report;
    find_inputs(maker);
    if (!maker->report)
        return true;
    parcel->around = parcel_around(apart->site);
    parcel->targets = maker->report->targets->len;
    for (size_t i = 0; i < parcel->assets; i++)
        examine_file(build->examine, parcel->asset[i].from,
                     parcel->asset[i].print, told);
    return !build_has_errors(told, build->config) && make_pages(maker, told);
}

static void count(const struct maker *maker, struct build_result *result)
{
    result->reports++;
    result->pages += maker->parcel.pages;
    result->made += maker->parcel.pages;
    result->targets += maker->parcel.targets;
    result->sections += maker->report ? maker->report->sections : 0;
}

bool build_apart_put(struct apart *apart, const struct home *home,
                     const struct sink *sink, struct build_result *result,
                     struct diags *diags)
{
    struct maker maker = {.apart = apart, .home = home, .diags = diags};
    struct diags told = {0};
    struct buf bytes = {0};

    maker.report = map_get(&apart->reports, str_of(home->id));
    maker.update = mem_zero(1, sizeof(*maker.update));
    bool good = fill(&maker, &told);
    if (good) {
        keep_told(&maker, &maker.parcel.told);
        diags_copy(&maker.parcel.told, &told);
        parcel_write(&maker.parcel, &bytes);
        good =
            sink->put(sink->context, parcel_place(&maker.arena, "", home->id),
                      buf_view(&bytes), diags);
        count(&maker, result);
    }
    diags_merge(diags, &told);
    diags_free(&maker.parcel.told);
    drop_pages(&maker);
    map_free(&maker.assets);
    map_free(&maker.inputs);
    buf_free(&bytes);
    arena_free(&maker.arena);
    return good;
}
