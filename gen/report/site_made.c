#include "site_made.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/wire.h"

void site_made_folders(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->content->mades; i++) {
        const struct made_report *made = &joiner->content->made[i];
        join_folder(joiner, str_of(made->report->id))->made = made;
    }
}

const struct made_report *site_made_of(const struct joiner *joiner,
                                       const struct report *report)
{
    const struct folder *folder = map_get(&joiner->folders, str_of(report->id));

    return folder ? folder->made : NULL;
}

/* Tells again what was told of it. */
static void tell(struct joiner *joiner, struct report *report, struct str told)
{
    if (!wire_tell(told, joiner->diags))
        report->is_wanted = true;
}

/* Links of plain pages lead to it as to any other. */
void site_take_made(struct joiner *joiner, const struct folder *folder)
{
    struct addresses *addresses = &joiner->addresses;
    struct site *site = joiner->site;
    struct report *report = folder->made->report;
    char *index = path_join(joiner->arena, report->id, STR("index.html"));

    site->report[site->reports++] = report;
    site->is_folded = site->is_folded || report->is_folded;
    if (report->is_folded)
        report->ledger = folder->ledger;
    map_set(&addresses->report, str_of(report->id), report);
    for (int i = 0; i < 2 && report->paper[i]; i++)
        map_set(&addresses->text, str_of(report->paper[i]->path), index);
    tell(joiner, report, report->told[0]);
}

/* A file has one name, however many reports use it; what is in it may have
 * changed. */
void site_link_made(struct joiner *joiner, const struct made_report *made)
{
    struct addresses *addresses = &joiner->addresses;
    struct report *report = made->report;

    report->assets = 0;
    report->asset =
        arena_array(joiner->arena, made->assets, sizeof(*report->asset));
    for (size_t i = 0; i < made->assets; i++) {
        struct asset *asset = &made->asset[i];
        struct str from = str_of(asset->from);
        const struct asset_file *file = map_get(&addresses->file, from);
        if (file) {
            asset->print = file->print;
            asset->size = file->size;
        }
        report->asset[report->assets++] =
            map_add(&addresses->asset, from, asset);
        if (map_get(&addresses->asset, from) == asset)
            address_take(addresses, asset->to, asset->from,
                         place_file(report->paper[0]->source), joiner->diags);
    }
    tell(joiner, report, report->told[1]);
}
