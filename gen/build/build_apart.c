#include "build_apart.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../read/loaded.h"
#include "library.h"
#include "sink.h"
#include "theming.h"

#include <string.h>

/* ---- which reports ---- */

static void tell_unknown(struct apart *apart, const char *id,
                         struct diags *diags)
{
    const struct homes *homes = &apart->homes;
    const char **known = arena_array(&apart->arena, homes->len, sizeof(*known));

    for (size_t i = 0; i < homes->len; i++)
        known[i] = homes->home[i]->id;
    diag_path(diags, NO_REPORT, "", id, NULL);
    const char *near = text_nearest(str_of(id), known, homes->len);
    if (near)
        diag_detail(diags, BOTH("是不是 %s？", "did you mean %s?"), near, near);
}

/* One that is named twice is made once. */
static bool find_wanted(struct apart *apart, const char *const *id, size_t len,
                        struct diags *diags)
{
    bool known = true;

    apart->wanted = arena_array(&apart->arena, len, sizeof(struct home *));
    for (size_t i = 0; i < len; i++) {
        struct str name = str_of(id[i]);
        while (name.len > 1 && name.ptr[name.len - 1] == '/')
            name.len--;
        struct home *home = homes_named(&apart->homes, name);
        if (!home) {
            tell_unknown(apart, id[i], diags);
            known = false;
        } else if (!home->wanted) {
            home->wanted = true;
            apart->wanted[apart->len++] = home;
        }
    }
    return known;
}

/* ---- the year before ---- */

/* The years that a report's texts are about, of which one is its own. */
static size_t years_of(struct apart *apart, const struct home *home,
                       int year[2])
{
    size_t years = 0;

    for (size_t i = 0; i < home->files && years < 2; i++) {
        struct front front = {0};
        struct paper paper = {.path = home->file[i]->path, .front = &front};
        struct diags told = {0};
        struct arena arena = {0};
        struct buf bytes = {0};
        if (str_ends(str_of(paper.path), ".md") &&
            !disk_read(apart->build->disk, paper.path,
                       apart->build->config->build.max_file, &bytes, NULL)) {
            paper.source =
                source_load(&arena, paper.path, buf_view(&bytes), &told);
            if (paper.source)
                front_read(paper.source, &arena, &front, &told);
            year[years++] = paper_year(&paper);
        }
        buf_free(&bytes);
        diags_free(&told);
        arena_free(&arena);
    }
    return years;
}

static struct str town_and_year(struct apart *apart, const struct home *home,
                                int year)
{
    struct str town = path_dir(str_of(home->id));

    return str_of(
        arena_format(&apart->arena, "%.*s/%d", (int)town.len, town.ptr, year));
}

/* Only the front matter says which report of a town is a year older: that of
 * all its reports is read. */
static void find_before(struct apart *apart)
{
    struct map towns = {0};
    int year[2];

    for (size_t i = 0; i < apart->len; i++) {
        struct home *home = apart->wanted[i];
        size_t years = years_of(apart, home, year);
        map_add(&towns, path_dir(str_of(home->id)), home);
        for (size_t k = 0; k < years; k++)
            map_add(&apart->years, town_and_year(apart, home, year[k] - 1),
                    home);
    }
    for (size_t i = 0; i < apart->homes.len; i++) {
        struct home *home = apart->homes.home[i];
        if (!map_get(&towns, path_dir(str_of(home->id))))
            continue;
        size_t years = years_of(apart, home, year);
        for (size_t k = 0; k < years; k++)
            if (map_get(&apart->years, town_and_year(apart, home, year[k])))
                home->before = true;
    }
    map_free(&towns);
}

/* ---- reading ---- */

static bool is_chosen(const struct apart *apart, size_t index)
{
    const struct home *home = apart->homes.of[index];

    return apart->everything || !home || home->wanted ||
           (home->before &&
            homes_is_text(&apart->homes, apart->all.file[index].path));
}

static struct inventory chosen(struct apart *apart)
{
    struct inventory some = {0};

    some.file = arena_array(&apart->arena, apart->all.len, sizeof(*some.file));
    for (size_t i = 0; i < apart->all.len; i++)
        if (is_chosen(apart, i))
            some.file[some.len++] = apart->all.file[i];
    return some;
}

/* What is wrong with others is told by their own runs, or by the join. */
static bool is_theirs(const struct apart *apart, const char *path)
{
    struct str root = apart->homes.root;
    const struct home *home = homes_of(&apart->homes, path);

    return strncmp(path, root.ptr, root.len) == 0 && path[root.len] == '/' &&
           !(home && home->wanted);
}

static void keep_ours(const struct apart *apart, struct diags *from,
                      struct diags *into)
{
    for (size_t i = 0; i < from->len; i++)
        if (!is_theirs(apart, from->item[i].path))
            diags_copy(into, &(struct diags){
                                 .item = &from->item[i], .len = 1, .cap = 1});
    into->dropped += from->dropped;
    diags_free(from);
}

/* Of a site with an address, each page leads to the feed once any report says
 * when it was published: it may be one that was not read. */
static bool may_miss_feed(const struct apart *apart)
{
    return apart->build->config->site.base_url.len && apart->site &&
           apart->site->newest.year == 0;
}

/* True where what was read is enough. */
static bool read_some(struct apart *apart)
{
    struct build *build = apart->build;
    struct inventory some = chosen(apart);
    struct diags told = {0};

    diags_free(&apart->told);
    library_update(build->library, &some, NULL, 0,
                   pool_threads(build->config->build.jobs), &told);
    apart->site = site_new(&apart->arena, build->config,
                           library_content(build->library), &told);
    keep_ours(apart, &told, &apart->told);
    return !build_has_errors(&apart->told, build->config) &&
           !may_miss_feed(apart);
}

static void note_print(struct apart *apart, const char *path,
                       struct print print)
{
    struct print *copy = arena_new(&apart->arena, sizeof(*copy));

    *copy = print;
    map_set(&apart->print, str_of(path), copy);
}

static void note_prints(struct apart *apart)
{
    const struct content *content = library_content(apart->build->library);

    for (size_t i = 0; i < content->papers; i++)
        note_print(apart, content->paper[i].path, content->paper[i].print);
    for (size_t i = 0; i < content->files; i++)
        note_print(apart, content->file[i].path, content->file[i].print);
    for (size_t i = 0; i < content->ledgers; i++)
        note_print(apart, content->ledger[i].path, content->ledger[i].print);
    for (size_t i = 0; apart->site && i < apart->site->reports; i++)
        map_set(&apart->reports, str_of(apart->site->report[i]->id),
                apart->site->report[i]);
}

/* Reads what the wanted reports rest on; false: told. */
static bool read_all(struct apart *apart, struct diags *diags)
{
    struct build *build = apart->build;
    struct diags unsaid = {0}; /* addresses are the join's to judge */

    theming_begin(build->theming);
    find_before(apart);
    if (!read_some(apart)) {
        apart->everything = true;
        read_some(apart);
    }
    apart->theme = theming_update(build->theming, diags);
    if (!apart->theme || build_has_errors(diags, build->config) ||
        build_has_errors(&apart->told, build->config))
        return false;
    note_prints(apart);
    if (apart->site) {
        apart->plan =
            plan_new(&apart->arena, apart->site, apart->theme, &unsaid);
        apart->rules = build_rules(&apart->plan, &apart->arena);
    }
    diags_free(&unsaid);
    return true;
}

bool build_apart(struct build *build, const char *const *id, size_t len,
                 const struct sink *sink, struct build_result *result,
                 struct diags *diags)
{
    struct apart apart = {.build = build};
    struct diags seen = {0};
    bool good = false;

    *result = (struct build_result){0};
    if (!build_take_inventory(build, &apart.arena, &apart.all, &seen)) {
        diags_merge(diags, &seen);
        goto done;
    }
    homes_find(&apart.homes, &apart.arena, &apart.all, build_content(build));
    good = find_wanted(&apart, id, len, diags);
    keep_ours(&apart, &seen, diags);
    good = good && read_all(&apart, diags);
    for (size_t i = 0; i < apart.len && good; i++)
        good = build_apart_put(&apart, apart.wanted[i], sink, result, diags);

done:
    diags_free(&seen);
    diags_merge(diags, &apart.told);
    map_free(&apart.reports);
    map_free(&apart.print);
    map_free(&apart.years);
    homes_free(&apart.homes);
    arena_free(&apart.arena);
    return good;
}
