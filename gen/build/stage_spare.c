/* How a release is made of the one before the published, and leaves one. */

#include "staging.h"

#include "../base/diag.h"
#include "../base/pool.h"
#include "retire.h"

#include <errno.h>

/* A spare that differs in more than this part of its files takes room, and
 * time to be brought up, as a release of its own does. */
#define PART 4

void stage_keep_spare(struct stage *stage, size_t least)
{
    stage->spare_least = least;
}

static bool is_wanted(const struct stage *stage)
{
    return stage->spare_least && stage->new.len >= stage->spare_least;
}

static bool is_small(const struct stage *stage)
{
    size_t differ = stage->written;

    for (size_t i = 0; i < stage->old.len; i++)
        differ += !stage->old.file[i]->follows;
    return differ <= stage->new.len / PART;
}

/* What is known of the spare and of the published folders. */
struct ahead {
    struct errand *errand; /* NULL: it was looked at */
    struct stage *stage;
    struct spare spare;
    struct spare_folders seen;
};

static void read_spare(struct stage *stage, unsigned threads,
                       struct spare *spare, struct spare_folders *seen)
{
    *spare = (struct spare){.disk = stage->disk,
                            .threads = threads,
                            .folder = stage->folder,
                            .place = stage->spare,
                            .record = stage->record};
    spare_read(spare, stage->print, &stage->old);
    spare->usable = spare->usable && spare_look_published(spare, seen);
}

static void look_ahead(void *context, size_t index, unsigned worker)
{
    struct ahead *ahead = context;

    (void)index, (void)worker;
    read_spare(ahead->stage, 1, &ahead->spare, &ahead->seen);
}

void stage_look_ahead(struct stage *stage)
{
    if (stage->ahead || !stage->published || !stage->spare_least ||
        !stage->known)
        return;
    stage->ahead = mem_zero(1, sizeof(*stage->ahead));
    stage->ahead->stage = stage;
    stage->ahead->errand =
        pool_begin(pool_threads(0), 1, look_ahead, stage->ahead);
}

void stage_look_ahead_end(struct stage *stage)
{
    if (stage->ahead && stage->ahead->errand)
        pool_end(stage->ahead->errand);
    if (stage->ahead)
        stage->ahead->errand = NULL;
}

void stage_spare_forget(struct stage *stage)
{
    stage_look_ahead_end(stage);
    if (stage->ahead)
        spare_free(&stage->ahead->spare);
    mem_free(stage->ahead);
    stage->ahead = NULL;
}

/* Files of which nothing is known have to be linked anew, all of them. */
void stage_spare_begin(struct stage *stage, struct outgoing *out)
{
    struct ahead *ahead = stage->ahead;

    out->spare = (struct spare){.disk = stage->disk,
                                .folder = stage->folder,
                                .place = stage->spare,
                                .record = stage->record};
    if (!is_wanted(stage) || !stage->published || !stage->trusts ||
        !is_small(stage))
        return;
    stage_look_ahead_end(stage);
    if (ahead) {
        out->spare = ahead->spare;
        out->seen = ahead->seen;
    } else {
        read_spare(stage, 0, &out->spare, &out->seen);
    }
    mem_free(ahead);
    stage->ahead = NULL;
}

/* All files of one stand in the other: so do their folders. */
static bool has_same_files(const struct stage *stage)
{
    bool same = stage->old.len == stage->new.len;

    for (size_t i = 0; i < stage->old.len && same; i++)
        same = stage->old.file[i]->follows;
    return same;
}

bool stage_spare_renew(struct stage *stage, struct outgoing *out)
{
    struct spare_release release = {.old = &stage->old,
                                    .new = &stage->new,
                                    .text = out->text,
                                    .foreign = &out->foreign,
                                    .staging = stage->staging};

    out->renewed =
        out->spare.usable && spare_renew(&out->spare, &release) &&
        spare_look_again(&out->spare, &stage->new,
                         has_same_files(stage) ? &out->seen : NULL, &out->next);
    stage->renewed = out->renewed;
    spare_mark(&out->seen, &out->foreign);
    spare_mark(&out->next, &out->foreign);
    return out->renewed;
}

void stage_spare_staged(struct stage *stage, struct outgoing *out)
{
    if (!is_wanted(stage) || !stage->published || out->copied ||
        !is_small(stage) ||
        !spare_look(&out->spare, stage->staging, &stage->new, &out->next))
        out->next.len = 0;
    spare_mark(&out->next, &out->foreign);
}

/* The release that was staged whole leaves the old one in its place; one that
 * was made of the spare leaves it where the spare was. */
static bool take_place(struct stage *stage, struct outgoing *out,
                       const char **old)
{
    struct disk_stat there;

    *old = out->renewed ? stage->spare : stage->staging;
    if (out->renewed)
        return true;
    bool free = spare_discard(&out->spare, &stage->new);
    out->stuck = !free && disk_stat(stage->disk, stage->spare, &there) == 0;
    if (!free || out->next.len == 0 ||
        disk_rename(stage->disk, stage->staging, stage->spare) != 0)
        return false;
    *old = stage->spare;
    out->seen.len = 0;
    return true;
}

bool stage_spare_settle(struct stage *stage, struct outgoing *out,
                        const char **old)
{
    struct retire retire = {stage->disk, stage->spare, stage->folder,
                            &stage->new};
    struct spare_folders own;

    if (!take_place(stage, out, old) ||
        !spare_settle(&out->spare, &retire, &stage->old, &out->seen, &own))
        return false;
    spare_save(&out->spare, print_of(out->text), &own, &out->next, &stage->old,
               &stage->new);
    return true;
}

void stage_spare_doubt(struct stage *stage)
{
    bool trusted = true;

    for (size_t i = 0; trusted && i < stage->new.len; i++)
        trusted = stage->new.file[i]->trusted != NULL;
    if (!trusted)
        disk_remove(stage->disk, stage->record);
}
