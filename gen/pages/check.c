#include "check.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/path.h"
#include "check_css.h"
#include "check_name.h"
#include "check_page.h"
#include "check_repeat.h"

#include <string.h>
#include <strings.h>

/* Names are looked through for the nearest one at most so often. */
#define GUESSES_MOST 200
#define CANDIDATES_MOST 2000

static bool ends_as(const char *path, const char *const *ending, size_t len)
{
    struct str own = path_ending(str_of(path));

    for (size_t i = 0; i < len; i++)
        if (own.len == strlen(ending[i]) &&
            strncasecmp(own.ptr, ending[i], own.len) == 0)
            return true;
    return false;
}

static bool is_html(const char *path)
{
    static const char *const ending[] = {"html", "htm", "xhtml"};

    return ends_as(path, ending, 3);
}

static bool is_picture(const char *path)
{
    static const char *const ending[] = {"svg"};

    return ends_as(path, ending, 1);
}

static bool is_style(const char *path)
{
    static const char *const ending[] = {"css"};

    return ends_as(path, ending, 1);
}

/* `path` as it is told to people. */
static const char *told_path(struct arena *arena, const char *path,
                             const struct check_rules *rules)
{
    return path_join(arena, rules->prefix ? rules->prefix : "", str_of(path));
}

void check_file(struct arena *arena, const char *path, struct str bytes,
                const struct check_rules *rules, struct check_facts *facts,
                struct diags *diags)
{
    struct arena scratch = {0};
    const char *told = told_path(&scratch, path, rules);

    *facts = (struct check_facts){.is_html = is_html(path)};
    facts->path = arena_copy(arena, path, strlen(path));
    check_name(path, told, rules->ours, diags);
    if (facts->is_html || is_picture(path) || is_style(path)) {
        struct source *source = source_new(&scratch, told, bytes);
        if (is_style(path))
            check_css(arena, path, source, rules, facts, diags);
        else if (!check_page(arena, path, source, rules, facts, diags))
            facts->is_html = false; /* links into it are not judged */
    }
    arena_free(&scratch);
}

/* A site's links under judgement. */
struct links {
    const struct check_facts *facts;
    size_t len;
    const struct check_rules *rules;
    struct diags *diags;
    struct arena scratch;
    struct map by_path; /* to a pointer to its facts */
    struct map hinted; /* targets that have had their hint */
    size_t guesses;
};

static const struct check_facts *find(const struct links *links,
                                      const char *target)
{
    const struct check_facts *const *found =
        map_get(&links->by_path, str_of(target));

    return found ? *found : NULL;
}

/* The first file whose path is not before `path`. */
static size_t lower_bound(const struct links *links, const char *path)
{
    size_t low = 0, high = links->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(links->facts[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The files in the folder of `target`, for guesses. */
static size_t neighbours(struct links *links, const char *target,
                         const char **out)
{
    struct str dir = path_dir(str_of(target));
    const char *head =
        dir.len ? arena_format(&links->scratch, "%.*s/", (int)dir.len, dir.ptr)
                : "";
    size_t count = 0, skip = strlen(head);

    for (size_t i = lower_bound(links, head);
         i < links->len && count < CANDIDATES_MOST; i++) {
        const char *path = links->facts[i].path;
        if (strncmp(path, head, skip) != 0)
            break;
        if (!strchr(path + skip, '/'))
            out[count++] = path;
    }
    return count;
}

static void hint(struct links *links, const char *target)
{
    const char **near;
    const char *folder = path_join(&links->scratch, target, STR("index.html"));

    if (map_get(&links->hinted, str_of(target)))
        return;
    map_add(&links->hinted, str_of(target), links);
    if (find(links, folder)) {
        diag_detail(links->diags, BOTH("写明 %s", "name %s"), folder, folder);
        return;
    }
    if (links->guesses++ >= GUESSES_MOST)
        return;
    near = mem_alloc(CANDIDATES_MOST * sizeof(*near));
    size_t len = neighbours(links, target, near);
    const char *guess = NULL;
    for (size_t i = 0; i < len && !guess; i++)
        if (strcasecmp(near[i], target) == 0)
            guess = near[i];
    if (guess)
        diag_detail(links->diags,
                    BOTH("只有大小写不同：%s", "%s differs in case only"),
                    guess, guess);
    else if ((guess = text_nearest(str_of(target), near, len)))
        diag_detail(links->diags, BOTH("是不是 %s？", "did you mean %s?"),
                    guess, guess);
    mem_free(near);
}

static void tell_dead(struct links *links, const struct check_facts *from,
                      const struct check_link *link)
{
    const char *told = told_path(&links->scratch, from->path, links->rules);

    diag_line(links->diags, PAGE_LINK, told, link->line, link->column,
              link->target, NULL);
    hint(links, link->target);
}

static void tell_anchor(struct links *links, const struct check_facts *from,
                        const struct check_link *link,
                        const struct check_facts *to)
{
    const char *told = told_path(&links->scratch, from->path, links->rules);

    diag_line(
        links->diags, PAGE_ANCHOR, told, link->line, link->column,
        arena_format(&links->scratch, "%s#%s", link->target, link->anchor),
        NULL);
    if (links->guesses++ >= GUESSES_MOST)
        return;
    const char *guess =
        to->is_brief
            ? NULL
            : text_nearest(str_of(link->anchor), to->id,
                           to->ids < CANDIDATES_MOST ? to->ids
                                                     : CANDIDATES_MOST);
    if (guess)
        diag_detail(links->diags, BOTH("是不是 #%s？", "did you mean #%s?"),
                    guess, guess);
}

bool check_link_holds(const struct check_link *link,
                      const struct check_facts *to, size_t *near)
{
    return !link->anchor || !to->is_html ||
           check_has_anchor(to, link->anchor, near);
}

static void judge_links(struct links *links, const struct check_facts *from)
{
    const struct check_facts *to = NULL;
    size_t near = 0;

    for (size_t i = 0; i < from->links; i++) {
        const struct check_link *link = &from->link[i];
        if (i == 0 || link->target != link[-1].target) { /* most share one */
            to = find(links, link->target);
            near = 0;
        }
        if (!to)
            tell_dead(links, from, link);
        else if (!check_link_holds(link, to, &near))
            tell_anchor(links, from, link, to);
    }
}

/* Each other host is told once, at the first page that leads to it. */
static void tell_hosts(struct links *links)
{
    struct map told = {0};
    static char seen;

    for (size_t i = 0; i < links->len; i++)
        for (size_t j = 0; j < links->facts[i].hosts; j++) {
            const char *host = links->facts[i].host[j];
            if (map_get(&told, str_of(host)))
                continue;
            map_add(&told, str_of(host), &seen);
            diag_path(
                links->diags, EXTERNAL_HOST,
                told_path(&links->scratch, links->facts[i].path, links->rules),
                host, NULL);
        }
    map_free(&told);
}

void check_links(const struct check_facts *facts, size_t len,
                 const struct check_rules *rules, struct diags *diags)
{
    struct links links = {
        .facts = facts, .len = len, .rules = rules, .diags = diags};

    const struct check_facts **known =
        arena_array(&links.scratch, len, sizeof(*known));
    for (size_t i = 0; i < len; i++) {
        known[i] = &facts[i];
        map_add(&links.by_path, str_of(facts[i].path), &known[i]);
    }
    for (size_t i = 0; i < len; i++)
        judge_links(&links, &facts[i]);
    tell_hosts(&links);
    if (!rules->ours)
        check_twin_names(facts, len, rules, diags);
    check_thin_out(diags);
    map_free(&links.hinted);
    map_free(&links.by_path);
    arena_free(&links.scratch);
}

bool check_page_holds(const struct check_facts *page, check_finder *find_facts,
                      void *context)
{
    for (size_t i = 0; i < page->links; i++) {
        const struct check_link *link = &page->link[i];
        struct check_facts to;
        size_t near = 0;
        if (!find_facts(context, link->target, &to) ||
            !check_link_holds(link, &to, &near))
            return false;
    }
    return true;
}

bool check_keeps_ids(const struct check_facts *before,
                     const struct check_facts *now)
{
    size_t at = 0;

    for (size_t i = 0; i < before->ids; i++) {
        while (at < now->ids && strcmp(now->id[at], before->id[i]) < 0)
            at++;
        if (at == now->ids || strcmp(now->id[at], before->id[i]) != 0)
            return false;
    }
    return true;
}
