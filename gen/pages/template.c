#include "template.h"

#include "../base/diag.h"
#include "template_node.h"

struct templates *templates_new(struct arena *arena, enum template_mode mode)
{
    struct templates *set = arena_new(arena, sizeof(*set));

    set->arena = arena;
    set->mode = mode;
    return set;
}

const struct template *template_find(const struct templates *set,
                                     struct str name)
{
    for (const struct template *t = set->newest; t; t = t->older)
        if (str_equal(t->name, name))
            return t;
    return NULL;
}

bool templates_have(const struct templates *set, struct str name)
{
    return template_find(set, name) != NULL;
}

bool templates_add(struct templates *set, struct str name,
                   const struct source *source, struct diags *diags)
{
    if (templates_have(set, name))
        return true;
    struct template *template = arena_new(set->arena, sizeof(*template));
    template->name = name;
    template->source = source;
    bool ok = template_parse(set, template, diags);
    /* A broken one stays known: that others include it is not their fault. */
    template->older = set->newest;
    set->newest = template;
    return ok;
}

/* Tells a name that no template has, with the one that may be meant. */
static void tell_missing(const struct templates *set,
                         const struct template *template,
                         const struct piece *piece, struct diags *diags)
{
    struct arena scratch = {0};
    size_t len = 0, count = 0;

    for (const struct template *t = set->newest; t; t = t->older)
        len++;
    const char **name = arena_array(&scratch, len, sizeof(*name));
    for (const struct template *t = set->newest; t; t = t->older)
        name[count++] = arena_copy(&scratch, t->name.ptr, t->name.len);
    diag_str(diags, TEMPLATE_PARTIAL, place_at(template->source, piece->offset),
             piece->text);
    const char *near = text_nearest(piece->text, name, count);
    if (near)
        diag_detail(diags, "→ %s", near);
    arena_free(&scratch);
}

static bool check_one(struct templates *set, struct template *template,
                      struct diags *diags)
{
    bool ok = true;

    for (uint32_t i = 0; i < template->len; i++) {
        struct piece *piece = &template->piece[i];
        if ((piece->kind != PIECE_PARTIAL && piece->kind != PIECE_PARENT) ||
            piece->dynamic)
            continue;
        piece->target = template_find(set, piece->text);
        if (piece->target || set->mode == TEMPLATE_PLAIN)
            continue;
        tell_missing(set, template, piece, diags);
        ok = false;
    }
    return ok;
}

bool templates_check(struct templates *set, struct diags *diags)
{
    bool ok = true;

    for (struct template *t = set->newest; t; t = t->older)
        ok = check_one(set, t, diags) && ok;
    return ok;
}
