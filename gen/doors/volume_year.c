#include "volume_year.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../pages/check.h"
#include "edition.h"
#include "volume.h"

#include <string.h>

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(path, folder, len) == 0 && path[len] == '/';
}

/* A report may lie in the folder of another: the inner one counts. */
int volume_year_of(const struct edition *edition, const char *path)
{
    const struct edition_report *found = NULL;

    for (size_t i = 0; i < edition->reports; i++) {
        const struct edition_report *report = &edition->report[i];
        if (is_below(path, report->id) &&
            (!found || strlen(report->id) > strlen(found->id)))
            found = report;
    }
    return found ? found->year : 0;
}

bool volume_has(const struct edition *edition, int year, const char *path)
{
    int own = year ? volume_year_of(edition, path) : 0;

    return own == 0 || own == year;
}

size_t volume_years(const struct edition *edition, struct arena *arena,
                    int **out)
{
    size_t len = 0;

    *out = arena_array(arena, edition->reports + 1, sizeof(**out));
    for (size_t i = 0; i < edition->reports; i++) {
        int year = edition->report[i].year;
        bool known = false;
        for (size_t j = 0; j < len; j++)
            known = known || (*out)[j] == year;
        if (!known)
            (*out)[len++] = year;
    }
    return len;
}

static void add_anchor(struct volume_links *links, struct volume_target *target,
                       const char *anchor)
{
    for (size_t i = 0; i < target->anchors; i++)
        if (strcmp(target->anchor[i], anchor) == 0)
            return;
    target->anchor = mem_grow(target->anchor, target->anchors, &target->cap,
                              sizeof(*target->anchor));
    target->anchor[target->anchors++] =
        arena_copy(&links->arena, anchor, strlen(anchor));
}

/* Indices into the list are kept in the map as pointers behind its start. */
static struct volume_target *target_of(struct volume_links *links,
                                       struct map *known, const char *path)
{
    uintptr_t at = (uintptr_t)map_get(known, str_of(path));

    if (at)
        return &links->target[at - 1];
    links->target = mem_grow(links->target, links->len, &links->cap,
                             sizeof(*links->target));
    struct volume_target *target = &links->target[links->len++];
    *target = (struct volume_target){
        .path = arena_copy(&links->arena, path, strlen(path))};
    map_add(known, str_of(target->path), (void *)(uintptr_t)links->len);
    return target;
}

static void note_links(const struct edition *edition, int year,
                       const struct check_facts *facts,
                       struct volume_links *links, struct map *known)
{
    for (size_t i = 0; i < facts->links; i++) {
        const struct check_link *link = &facts->link[i];
        if (volume_has(edition, year, link->target) ||
            !edition_find(edition, link->target))
            continue;
        struct volume_target *target = target_of(links, known, link->target);
        if (link->anchor && *link->anchor)
            add_anchor(links, target, link->anchor);
    }
}

/* The pages have been judged: here they are only asked where they lead. */
void volume_links_find(const struct edition *edition, int year,
                       struct volume_links *out)
{
    struct check_rules rules = {.prefix = ""};
    struct arena scratch = {0};
    struct diags ignored = {0};
    struct map known = {0};

    for (size_t i = 0; i < edition->files; i++) {
        const struct edition_file *file = &edition->file[i];
        struct check_facts facts = {0};
        if (!volume_has(edition, year, file->path))
            continue;
        check_file(&scratch, file->path, file->bytes, &rules, &facts, &ignored);
        note_links(edition, year, &facts, out, &known);
        arena_reset(&scratch);
    }
    map_free(&known);
    diags_free(&ignored);
    arena_free(&scratch);
}

void volume_links_free(struct volume_links *links)
{
    for (size_t i = 0; i < links->len; i++)
        mem_free(links->target[i].anchor);
    mem_free(links->target);
    arena_free(&links->arena);
    *links = (struct volume_links){0};
}
