#include "site_made.h"

#include "../base/path.h"

/* Links of plain pages lead to it as to any other. */
static void take_report(struct addresses *addresses, struct report *report)
{
    char *index = path_join(addresses->arena, report->id, STR("index.html"));

    map_set(&addresses->report, str_of(report->id), report);
    for (int i = 0; i < 2 && report->paper[i]; i++)
        map_set(&addresses->text, str_of(report->paper[i]->path), index);
}

/* A file has one name, however many reports use it. */
static void take_assets(struct addresses *addresses,
                        const struct made_report *made, struct diags *diags)
{
    for (size_t i = 0; i < made->assets; i++) {
        struct asset *asset = &made->asset[i];
        if (map_add(&addresses->asset, str_of(asset->from), asset) == asset)
            address_take(addresses, asset->to, asset->from,
                         place_file(made->report->paper[0]->source), diags);
    }
}

void site_take_made(struct site *site, struct addresses *addresses,
                    const struct content *content, struct diags *diags)
{
    for (size_t i = 0; i < content->mades; i++) {
        const struct made_report *made = &content->made[i];
        site->report[site->reports++] = made->report;
        take_report(addresses, made->report);
        take_assets(addresses, made, diags);
    }
}
