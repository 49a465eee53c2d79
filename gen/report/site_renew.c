#include "site_renew.h"

#include "imprint.h"
#include "ledger.h"
#include "lint.h"
#include "site.h"

#include <string.h>

struct site_rest {
    struct addresses addresses;
    struct print *shape; /* by report: all of it that others rest on */
};

struct report *site_make_report(struct arena *arena,
                                const struct config *config, const char *id,
                                const struct paper *const paper[2],
                                const struct ledger *ledger,
                                struct diags *diags)
{
    struct report *report = report_new(arena, id, paper[0], paper[1], diags);

    ledger_apply(arena, config, report, ledger, diags);
    if (config->targets.prose_check != DIAG_OFF)
        lint_report(report, diags);
    imprint_report(report);
    return report;
}

/* Links decide what a page shows, so they are part of its print. */
static void print_links(struct section *section)
{
    for (struct node *block = section->first; block && block != section->end;
         block = block->next)
        for (struct node *node = block; node; node = doc_next(block, node))
            if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
                print_add(&section->print, node->url);
                print_add(&section->print, node->title);
                print_add(&section->print, str_of(node->href));
            }
}

void site_link_report(struct addresses *addresses, struct report *report,
                      struct diags *diags)
{
    for (int i = 0; i < 2 && report->paper[i] && report->paper[i]->doc; i++)
        address_links(addresses, report->paper[i], report->id, report, diags);
    for (size_t i = 0; i < report->sections; i++)
        print_links(&report->section[i]);
}

/* Where links lead is found again; that they are the same ones is what makes
 * files that they use, and complaints about them, the same. */
static void print_urls(const struct paper *paper, struct print *shape)
{
    struct node *root = paper->doc->root;

    for (struct node *node = root; node; node = doc_next(root, node))
        if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
            print_number(shape, node->kind);
            print_add(shape, node->url);
        }
}

/*
 * Which records of either kind there are decides which pages there are; the
 * head has what other pages show.
 */
static struct print shape_of(const struct report *report)
{
    struct print shape = report->head;

    print_number(&shape, report->records > 0);
    print_number(&shape, report->results);
    print_number(&shape, report->promises);
    print_number(&shape, (uint64_t)report->year);
    for (int i = 0; i < 2 && report->paper[i] && report->paper[i]->doc; i++)
        print_urls(report->paper[i], &shape);
    return shape;
}

void site_rest_new(struct site *site, struct arena *arena,
                   const struct addresses *addresses)
{
    struct site_rest *rest = arena_new(arena, sizeof(*rest));

    rest->addresses = *addresses;
    if (!site->is_folded) /* a folded one is not renewed */
        rest->shape = arena_array(arena, site->reports, sizeof(*rest->shape));
    for (size_t i = 0; i < site->reports && rest->shape; i++)
        rest->shape[i] = shape_of(site->report[i]);
    site->rest = rest;
}

void site_free(struct site *site)
{
    if (!site || !site->rest)
        return;
    addresses_free(&site->rest->addresses);
    site->rest = NULL;
}

/* An alias is an address of its own, at a place in the text. */
static bool is_plain(const struct site *site, const struct paper *paper)
{
    return paper->doc && paper->doc->root->first &&
           paper_front(paper)->aliases.len == 0 &&
           (!paper_front(paper)->draft || site->config->build.drafts);
}

static const struct ledger *ledger_of(const struct site *site,
                                      const struct report *report,
                                      const struct content *content)
{
    size_t skip = site->config->build.content_dir.len + 1;

    for (size_t i = 0; i < content->ledgers; i++) {
        struct str path = str_of(content->ledger[i].path + skip);
        size_t len = strlen(report->id);
        if (path.len > len && path.ptr[len] == '/' &&
            strncmp(path.ptr, report->id, len) == 0 &&
            !memchr(path.ptr + len + 1, '/', path.len - len - 1))
            return content->ledger[i].ledger;
    }
    return NULL;
}

static void link_anew(struct site *site, struct report *report,
                      struct arena *arena, struct diags *diags)
{
    struct addresses *addresses = &site->rest->addresses;
    struct arena *kept = addresses->arena;

    addresses->arena = arena;
    map_set(&addresses->report, str_of(report->id), report);
    site_link_report(addresses, report, diags);
    addresses->arena = kept;
}

bool site_renew(struct site *site, size_t index, const struct content *content,
                struct arena *arena, struct diags *diags)
{
    const struct report *old = site->report[index];

    if (site->is_folded)
        return false;
    for (int i = 0; i < 2 && old->paper[i]; i++)
        if (!is_plain(site, old->paper[i]))
            return false;
    struct report *report =
        site_make_report(arena, site->config, old->id, old->paper,
                         ledger_of(site, old, content), diags);
    if (!print_equal(shape_of(report), site->rest->shape[index]))
        return false;
    report->follows = old->follows;
    report->place = old->place;
    site->report[index] = report;
    link_anew(site, report, arena, diags);
    return true;
}

struct report *site_unfold(const struct site *site, const struct report *folded,
                           const struct paper *first,
                           const struct paper *second, struct arena *arena)
{
    struct addresses addresses = site->rest->addresses;
    struct diags told = {0}; /* all of it was told when the site was joined */
    struct report *report = report_new(arena, folded->id, first, second, &told);

    ledger_apply(arena, site->config, report, folded->ledger, &told);
    imprint_again(report, folded);
    report->follows = folded->follows;
    /* What its links use has its address: the maps are only looked into. */
    addresses.arena = arena;
    site_link_report(&addresses, report, &told);
    diags_free(&told);
    return report;
}
