#include "check_note.h"

#include "../base/path.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_MOST 100 /* bytes of an address that are told */

void check_note_start(struct check_note *note, const char *path,
                      const struct source *source,
                      const struct check_rules *rules, struct diags *diags)
{
    *note = (struct check_note){.path = path,
                                .source = source,
                                .rules = rules,
                                .diags = diags,
                                .seen = {source, 1, 1}};
}

struct place check_place(struct check_note *note, size_t at)
{
    struct place place = place_on(note->seen, note->seen_at, at);

    if (at >= note->seen_at) {
        note->seen = place;
        note->seen_at = at;
    }
    return place;
}

void check_tell(struct check_note *note, enum diag_code code, size_t at,
                struct str what)
{
    struct place place = check_place(note, at);
    size_t len = what.len;

    if (len > SHOWN_MOST) {
        len = SHOWN_MOST;
        while (len > 0 && ((unsigned char)what.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    diag_add(note->diags, code, place,
             arena_format(&note->scratch, "%.*s%s", (int)len, what.ptr,
                          len < what.len ? "…" : ""),
             NULL);
}

void check_add_link(struct check_note *note, const struct url *url, size_t at)
{
    const char *target = note->path;

    if (url->path.len) {
        target = path_resolve(&note->scratch, note->path, url->path);
        if (!target) {
            check_tell(note, PAGE_LINK, at, url->text);
            return;
        }
        struct str base = path_base(url->path);
        if (base.len == 0 || str_is(base, ".") || str_is(base, "..")) {
            check_tell(note, PAGE_FOLDER, at, url->text);
            return;
        }
    }
    struct place place = check_place(note, at);
    note->link = mem_grow(note->link, note->links, &note->links_cap,
                          sizeof(*note->link));
    note->link[note->links++] =
        (struct check_link){.target = target,
                            .anchor = url->anchor.len ? url->anchor.ptr : NULL,
                            .line = place.line,
                            .column = place.column};
}

void check_add_id(struct check_note *note, struct str name, size_t at,
                  bool is_name)
{
    if (name.len == 0)
        return;
    struct place place = check_place(note, at);
    note->id = mem_grow(note->id, note->ids, &note->ids_cap, sizeof(*note->id));
    note->id[note->ids++] =
        (struct check_id){arena_copy(&note->scratch, name.ptr, name.len),
                          place.line, place.column, is_name};
}

void check_add_host(struct check_note *note, struct str host)
{
    note->host = mem_grow(note->host, note->hosts, &note->hosts_cap,
                          sizeof(*note->host));
    note->host[note->hosts++] = arena_copy(&note->scratch, host.ptr, host.len);
}

static int compare_place(uint32_t line_a, uint32_t column_a, uint32_t line_b,
                         uint32_t column_b)
{
    if (line_a != line_b)
        return line_a < line_b ? -1 : 1;
    return (column_a > column_b) - (column_a < column_b);
}

static int compare_ids(const void *left, const void *right)
{
    const struct check_id *a = left, *b = right;
    int order = strcmp(a->name, b->name);

    return order ? order
                 : compare_place(a->line, a->column, b->line, b->column);
}

static int same_link(const struct check_link *a, const struct check_link *b)
{
    int order = strcmp(a->target, b->target);

    return order
               ? order
               : strcmp(a->anchor ? a->anchor : "", b->anchor ? b->anchor : "");
}

static int compare_links(const void *left, const void *right)
{
    const struct check_link *a = left, *b = right;
    int order = same_link(a, b);

    return order ? order
                 : compare_place(a->line, a->column, b->line, b->column);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char *kept(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

static void finish_ids(struct check_note *note, struct arena *arena,
                       struct check_facts *facts)
{
    const struct check_id *last = NULL;

    if (note->ids == 0)
        return;
    qsort(note->id, note->ids, sizeof(*note->id), compare_ids);
    facts->id = arena_array(arena, note->ids, sizeof(*facts->id));
    for (size_t i = 0; i < note->ids; i++) {
        const struct check_id *id = &note->id[i];
        if (last && strcmp(last->name, id->name) == 0) {
            struct place place = {note->source, id->line, id->column};
            if (!id->is_name && !last->is_name)
                diag_add(note->diags, TWIN_ID, place, id->name, NULL);
        } else {
            facts->id[facts->ids++] = kept(arena, id->name);
        }
        last = id;
    }
}

/* Of links to one place the first is kept. */
static void finish_links(struct check_note *note, struct arena *arena,
                         struct check_facts *facts)
{
    size_t len = 0;

    if (note->links == 0)
        return;
    qsort(note->link, note->links, sizeof(*note->link), compare_links);
    for (size_t i = 1; i < note->links; i++)
        if (same_link(&note->link[len], &note->link[i]) != 0)
            note->link[++len] = note->link[i];
    facts->links = len + 1;
    facts->link = arena_array(arena, facts->links, sizeof(*facts->link));
    for (size_t i = 0; i < facts->links; i++) {
        struct check_link *link = &facts->link[i];
        *link = note->link[i];
        bool same = i > 0 && strcmp(link->target, link[-1].target) == 0;
        link->target = same ? link[-1].target : kept(arena, link->target);
        link->anchor = link->anchor ? kept(arena, link->anchor) : NULL;
    }
}

static void finish_hosts(struct check_note *note, struct arena *arena,
                         struct check_facts *facts)
{
    if (note->hosts == 0)
        return;
    qsort(note->host, note->hosts, sizeof(*note->host), compare_texts);
    facts->host = arena_array(arena, note->hosts, sizeof(*facts->host));
    for (size_t i = 0; i < note->hosts; i++)
        if (i == 0 || strcmp(note->host[i - 1], note->host[i]) != 0)
            facts->host[facts->hosts++] = kept(arena, note->host[i]);
}

void check_note_finish(struct check_note *note, struct arena *arena,
                       struct check_facts *facts)
{
    finish_ids(note, arena, facts);
    finish_links(note, arena, facts);
    finish_hosts(note, arena, facts);
    mem_free(note->host);
    mem_free(note->link);
    mem_free(note->id);
    arena_free(&note->scratch);
}
