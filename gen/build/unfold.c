#include "unfold.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../report/site.h"
#include "library.h"

#include <errno.h>

/* The one that nobody has asked for the longest. */
static struct unfolded *oldest(struct unfold *unfold)
{
    struct unfolded *found = &unfold->kept[0];

    for (size_t i = 1; i < UNFOLD_KEPT; i++)
        if (unfold->kept[i].asked < found->asked)
            found = &unfold->kept[i];
    return found;
}

static void clear(struct unfolded *kept, struct desk *desk)
{
    if (kept->whole)
        desk_forget(desk, kept->whole);
    kept->folded = kept->whole = NULL;
    arena_free(&kept->arena);
}

static bool read_papers(struct unfold *unfold, struct unfolded *kept)
{
    for (int i = 0; i < 2 && kept->folded->paper[i]; i++) {
        const struct paper *paper = kept->folded->paper[i];
        int error = library_read_again(unfold->library, paper, &kept->arena,
                                       &kept->paper[i]);
        if (!error && kept->paper[i].doc)
            continue;
        disk_tell(unfold->diags, error ? error : EIO, paper->path);
        unfold->failed = true;
        return false;
    }
    return true;
}

static const struct report *whole(void *context, struct desk *desk,
                                  const struct report *folded)
{
    struct unfold *unfold = context;

    unfold->asked++;
    for (size_t i = 0; i < UNFOLD_KEPT; i++)
        if (unfold->kept[i].folded == folded) {
            unfold->kept[i].asked = unfold->asked;
            return unfold->kept[i].whole;
        }
    struct unfolded *kept = oldest(unfold);
    clear(kept, desk);
    kept->folded = folded;
    kept->asked = unfold->asked;
    if (read_papers(unfold, kept))
        kept->whole = site_unfold(unfold->site, folded, &kept->paper[0],
                                  folded->paper[1] ? &kept->paper[1] : NULL,
                                  &kept->arena);
    return kept->whole;
}

void unfold_serve(struct unfold *unfold, struct desk *desk)
{
    unfold->shelf = (struct desk_shelf){whole, unfold};
    desk->shelf = &unfold->shelf;
}

void unfold_free(struct unfold *unfold)
{
    for (size_t i = 0; i < UNFOLD_KEPT; i++)
        arena_free(&unfold->kept[i].arena);
    *unfold = (struct unfold){0};
}
