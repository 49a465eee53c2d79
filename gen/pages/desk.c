#include "desk.h"

struct desk_report *desk_keep(struct desk *desk, const struct report *report)
{
    for (size_t i = 0; i < 2; i++)
        if (desk->kept[i].report == report) {
            desk->oldest = i == 0;
            return &desk->kept[i];
        }
    struct desk_report *kept = &desk->kept[desk->oldest];
    desk->oldest = !desk->oldest;
    arena_reset(&kept->arena);
    *kept = (struct desk_report){.arena = kept->arena, .report = report};
    return kept;
}

const struct promises *desk_promises(struct desk *desk,
                                     const struct report *report,
                                     const struct sentence_links *links)
{
    struct desk_report *kept = desk_keep(desk, report);

    if (!kept->has_promises)
        kept->promises = promises_new(&kept->arena, report, links);
    kept->has_promises = true;
    return &kept->promises;
}

const struct digest *desk_digest(struct desk *desk, const struct report *report,
                                 const struct sentence_links *links)
{
    const struct promises *promises = desk_promises(desk, report, links);
    struct desk_report *kept = desk_keep(desk, report);

    if (!kept->has_digest)
        kept->digest = digest_of(promises);
    kept->has_digest = true;
    return &kept->digest;
}

const struct record *desk_promised(struct desk *desk,
                                   const struct report *report, size_t *len)
{
    struct desk_report *kept = desk_keep(desk, report);
    const struct records *all = report->targets;

    if (!kept->promised) {
        kept->promised =
            arena_room(&kept->arena, (all->len + 1) * sizeof(*kept->promised));
        for (size_t i = 0; i < all->len; i++)
            if (all->item[i].kind == RECORD_TARGET)
                kept->promised[kept->promised_len++] = all->item[i];
    }
    *len = kept->promised_len;
    return kept->promised;
}

const struct report *desk_whole(struct desk *desk, const struct report *report)
{
    if (!report || !report->is_folded)
        return report;
    return desk->shelf->whole(desk->shelf->context, desk, report);
}

void desk_forget(struct desk *desk, const struct report *report)
{
    for (size_t i = 0; i < 2; i++)
        if (desk->kept[i].report == report)
            desk->kept[i].report = NULL;
}

void desk_free(struct desk *desk)
{
    arena_free(&desk->page);
    buf_free(&desk->text);
    for (size_t i = 0; i < 2; i++)
        arena_free(&desk->kept[i].arena);
    *desk = (struct desk){0};
}
