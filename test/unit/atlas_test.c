#include "../../gen/base/path.h"
#include "../../gen/pages/atlas.h"
#include "../../gen/report/site.h"
#include "../test.h"

#include <string.h>

#define MOST 300

struct county {
    struct arena arena;
    struct report report[MOST];
    struct report *list[MOST];
    struct site site;
};

static void add(struct county *county, const char *id, int year, struct str org)
{
    static struct section section[25];
    size_t index = county->site.reports++;

    county->report[index] = (struct report){.id = id, .year = year, .org = org};
    county->report[index].section = section;
    county->report[index].sections = 25;
    county->list[index] = &county->report[index];
    county->site.report = county->list;
}

/* 20 towns of 5 years, newest year first, then by id. */
static void fill(struct county *county)
{
    for (int year = 2024; year > 2019; year--)
        for (int town = 0; town < 20; town++)
            add(county, arena_format(&county->arena, "town%02d/%d", town, year),
                year, town == 3 ? STR("第三镇") : STR(""));
}

TEST(a_small_site_has_no_sheets)
{
    struct county county = {0};

    for (int year = 2024; year > 2004; year--)
        add(&county, arena_format(&county.arena, "%d", year), year, STR(""));
    CHECK_INT(atlas_new(&county.arena, &county.site)->len, 0);
    arena_free(&county.arena);
}

TEST(each_town_has_a_sheet_with_its_newest_year_first)
{
    struct county county = {0};

    fill(&county);
    const struct atlas *atlas = atlas_new(&county.arena, &county.site);
    CHECK_INT(atlas->len, 20);
    CHECK_STR(atlas->sheet[3].path, "map/town03/index.html");
    CHECK(str_is(atlas->sheet[3].town, "第三镇"));
    CHECK(str_is(atlas->sheet[4].town, "town04"));
    CHECK_INT(atlas->sheet[3].reports, 5);
    CHECK_STR(atlas->sheet[3].report[0]->id, "town03/2024");
    CHECK_STR(atlas->sheet[3].report[4]->id, "town03/2020");
    arena_free(&county.arena);
}

TEST(many_reports_of_one_year_are_cut_and_none_is_lost)
{
    struct county county = {0};
    size_t reports = 0;

    for (int i = 0; i < 160; i++)
        add(&county, arena_format(&county.arena, "t%03d", i), 2024, STR(""));
    add(&county, "old", 2023, STR(""));
    const struct atlas *atlas = atlas_new(&county.arena, &county.site);
    CHECK_INT(atlas->len, 5);
    CHECK_STR(atlas->sheet[0].path, "map/2024/index.html");
    CHECK_STR(atlas->sheet[3].path, "map/2024/p4.html");
    CHECK_STR(atlas->sheet[4].path, "map/2023/index.html");
    for (size_t i = 0; i < atlas->len; i++) {
        const struct sheet *sheet = &atlas->sheet[i];
        CHECK(path_judge(str_of(sheet->path)) == PATH_FINE);
        CHECK(sheet->reports * 26 <= ATLAS_MOST);
        reports += sheet->reports;
    }
    CHECK_INT(reports, county.site.reports);
    arena_free(&county.arena);
}

TEST(a_further_report_leaves_the_sheets_of_others_as_they_are)
{
    struct county county = {0};

    fill(&county);
    const struct atlas *before = atlas_new(&county.arena, &county.site);
    add(&county, "town07/2019", 2019, STR(""));
    const struct atlas *after = atlas_new(&county.arena, &county.site);
    CHECK_INT(after->len, before->len);
    for (size_t i = 0; i < after->len; i++)
        CHECK(print_equal(before->sheet[i].print, after->sheet[i].print) ==
              (i != 7));
    arena_free(&county.arena);
}
