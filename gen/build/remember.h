/*
 * remember - what is kept of each page between updates: the print of what went
 * into it, and the facts that links between pages are judged by.
 */
#ifndef REMEMBER_H
#define REMEMBER_H

#include "../base/print.h"
#include "../pages/check.h"

struct memory;

/* One page, in one piece of memory; shared by counting. A large site has a
 * million, of which most are as brief as can be. */
struct remembered {
    struct print inputs;
    const char *path;
    union {
        const char *anchor; /* as check_pack.h has them */
        const struct check_facts *more; /* these and others: it has_more */
    };
    uint32_t anchors; /* bytes of them */
    uint32_t owner; /* the report whose page it is, counted from 1; 0: none's */
    unsigned holders : 29;
    bool has_more : 1;
    bool is_html : 1;
    bool is_packed : 1; /* lives where nobody gives it back by itself */
};

/* What links are judged by. */
static inline struct check_facts remembered_facts(const struct remembered *page)
{
    return page->has_more
               ? *page->more
               : (struct check_facts){.path = page->path,
                                      .is_html = page->is_html,
                                      .is_brief = true,
                                      .packed = {page->anchor, page->anchors}};
}

/* The same with anchors that are packed at hand, in `arena`. */
struct check_facts remembered_whole(const struct remembered *page,
                                    struct arena *arena);

/* Copies all it is given, strings and lists. */
struct remembered *remembered_new(const char *path, struct print inputs,
                                  const struct check_facts *facts);

/* The same with no text copied: those, `page`, which is filled, and `arena`
 * live longer than whoever holds it. */
void remembered_lend(struct remembered *page, struct print inputs,
                     const struct check_facts *facts, struct arena *arena);

/* The page with brief facts and those of its links that `keeps` names, packed
 * with others in `arena`; lets go of `page`. */
struct remembered *remembered_brief(struct remembered *page, const bool *keeps,
                                    struct arena *arena);

/* One more holder; each lets go by remembered_free (NULL is fine). */
struct remembered *remembered_again(struct remembered *page);
void remembered_free(struct remembered *page);

struct memory *memory_new(void);
void memory_free(struct memory *memory);

/* All pages of the memory, in the order of their paths. */
size_t memory_len(const struct memory *memory);
struct remembered *memory_at(const struct memory *memory, size_t index);

/* The page of that path, or NULL. */
struct remembered *memory_find(const struct memory *memory, const char *path);

/* The page of that path or NULL, quick where `*near` is its place or shortly
 * before; the place behind it is left there. */
struct remembered *memory_near(const struct memory *memory, const char *path,
                               size_t *near);

/* Holds this one instead of what it had of that path. */
void memory_replace(struct memory *memory, struct remembered *page);

/* Forgets what it had and holds these from now on, each of a path of its own. */
void memory_set(struct memory *memory, struct remembered *const *page,
                size_t len);

/* The same of pages that are sorted by path. */
void memory_set_sorted(struct memory *memory, struct remembered *const *page,
                       size_t len);

#endif
