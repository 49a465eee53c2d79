#include "../../gen/report/sample.h"
#include "../../gen/base/diag.h"
#include "../../gen/base/disk.h"
#include "../../gen/doors/new.h"
#include "../../gen/read/front.h"
#include "../../gen/read/loaded.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/config.h"
#include "../fake_disk.h"
#include "../test.h"

#include <string.h>

struct bench {
    struct arena arena;
    struct diags diags;
    struct buf told;
    struct disk *disk;
};

static struct bench set_up(void)
{
    struct bench bench = {.disk = fake_disk_new()};

    markdown_prepare();
    CHECK(new_site(bench.disk, "", 2026, &bench.told, &bench.diags));
    return bench;
}

static void put_away(struct bench *bench)
{
    disk_close(bench->disk);
    buf_free(&bench->told);
    diags_free(&bench->diags);
    arena_free(&bench->arena);
}

static void judge(struct bench *bench, const char *text)
{
    struct markdown_options options = {0};
    struct front front;
    const struct source *source =
        source_load(&bench->arena, "report.md", str_of(text), &bench->diags);

    CHECK(front_read(source, &bench->arena, &front, &bench->diags));
    sample_judge(markdown_read(&bench->arena, source, front.body, &options,
                               &bench->diags),
                 &front, &bench->diags);
}

TEST(a_new_report_is_told_to_be_a_sample)
{
    struct bench bench = set_up();

    judge(&bench, fake_text(bench.disk, "content/2026/report.md"));
    CHECK_INT(bench.diags.len, 1);
    CHECK_INT(bench.diags.item[0].code, SAMPLE_LEFT);
    CHECK_STR(bench.diags.item[0].a, "7"); /* two names, five paragraphs */
    CHECK_INT(bench.diags.item[0].line, 3);
    put_away(&bench);
}

TEST(what_is_left_of_it_has_its_place)
{
    struct bench bench = set_up();

    judge(&bench, "---\ntitle: 兴隆镇工作报告\norg: 兴隆镇人民政府\n---\n\n"
                  "修路3公里。\n\n在这里写打算怎样做。\n");
    CHECK_INT(bench.diags.len, 1);
    CHECK_STR(bench.diags.item[0].a, "1");
    CHECK_INT(bench.diags.item[0].line, 8);
    put_away(&bench);
}

TEST(a_text_of_its_own_is_no_sample)
{
    struct bench bench = set_up();

    judge(&bench, "---\ntitle: 兴隆镇工作报告\n---\n\n"
                  "村民某某在这里写字，拍了某某镇的照片。\n");
    CHECK_INT(bench.diags.len, 0);
    put_away(&bench);
}

TEST(a_new_configuration_is_told_once)
{
    struct bench bench = set_up();
    struct config config;

    config_init(&config, &bench.arena);
    const struct source *source =
        source_load(&bench.arena, "config.ini",
                    str_of(fake_text(bench.disk, "config.ini")), &bench.diags);
    CHECK(config_read(&config, &bench.arena, source, &bench.diags));
    CHECK_INT(bench.diags.len, 1);
    CHECK_INT(bench.diags.item[0].code, SAMPLE_LEFT);
    CHECK_STR(bench.diags.item[0].a, "4");
    CHECK_INT(bench.diags.item[0].line, 5);
    put_away(&bench);
}
