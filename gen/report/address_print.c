/* A print of all addresses. */

#include "address.h"

/* Adds one thing, so that its place among the others does not matter. */
static void print_thing(struct print *all, struct print thing)
{
    all->low += thing.low;
    all->high += thing.high;
}

static void print_keys(struct print *all, const struct map *map, uint64_t kind)
{
    for (size_t i = 0; i < map->len; i++) {
        struct print thing = {kind, 0};
        print_add(&thing, map->entry[i].key);
        print_thing(all, thing);
    }
}

static void print_report(struct print *all, const struct report *report)
{
    struct print thing = {0};

    print_add(&thing, str_of(report->id));
    print_number(&thing, report->follows);
    print_number(&thing, report->promises);
    print_number(&thing, report->results);
    print_number(&thing, report->records > 0);
    for (size_t i = 0; i < report->sections; i++)
        print_add(&thing, str_of(report->section[i].name));
    print_thing(all, thing);
}

static void print_file(struct print *all, const struct asset_file *file)
{
    struct print thing = {0};

    print_add(&thing, str_of(file->path));
    print_number(&thing, file->magic);
    print_number(&thing, file->size == 0);
    print_thing(all, thing);
}

struct print addresses_print(const struct addresses *addresses)
{
    const struct map *report = &addresses->report, *file = &addresses->file;
    struct print all = {0};

    print_keys(&all, &addresses->page, 1);
    print_keys(&all, &addresses->text, 2);
    print_keys(&all, &addresses->draft, 3);
    for (size_t i = 0; i < report->len; i++)
        print_report(&all, report->entry[i].value);
    for (size_t i = 0; i < file->len; i++)
        print_file(&all, file->entry[i].value);
    return all;
}
