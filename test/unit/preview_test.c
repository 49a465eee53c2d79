/*
 * The incremental truth as browsers see it: after each edit that is good, what
 * the preview serves is, byte for byte, what a preview begun just now would;
 * after one that is not, it is what it was.
 */
#include "../../gen/doors/preview.h"

#include "../../gen/base/disk.h"
#include "../../gen/base/source.h"
#include "../../gen/build/build.h"
#include "../../gen/build/sink.h"
#include "../../gen/doors/reload.h"
#include "../../gen/read/html.h"
#include "../../gen/read/markdown.h"
#include "../asan.h"
#include "../fake_disk.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEARS 3
#define FIRST_YEAR 2018
#define SEEDS 5
#define TOKEN "token"

struct town {
    struct disk *disk, *themes;
    struct tree *tree;
    struct reload *reload;
    struct preview *preview;
    struct diags told;
    uint32_t dice;
    struct report_text {
        bool there, broken;
        unsigned words, title, year, more, goal, shade; /* 0: no picture */
    } report[YEARS];
    unsigned theme, style, name;
    bool theme_broken, style_broken, config_broken;
    size_t good, bad, patched, wrong;
    char path[YEARS * 2 + 2][64]; /* what a watcher would tell */
    size_t paths;
    bool config;
};

/* A small generator of its own, so that each run makes the same edits. */
static unsigned roll(struct town *town, unsigned sides)
{
    town->dice = town->dice * 1664525u + 1013904223u;
    return (town->dice >> 16) % sides;
}

static void put(struct town *town, const char *path, struct buf *text)
{
    fake_bytes(town->disk, path, buf_view(text));
    buf_free(text);
    snprintf(town->path[town->paths++], sizeof(town->path[0]), "%s", path);
}

static void write_config(struct town *town)
{
    struct buf out = {0};

    buf_format(&out, "[site]\ntitle = 示例镇%u\n[theme]\nname = mine\n%s",
               town->name, town->config_broken ? "colour = x\n" : "");
    fake_bytes(town->disk, "config.ini", buf_view(&out));
    buf_free(&out);
    town->config = true;
}

static void write_theme(struct town *town)
{
    struct buf out = {0};

    buf_format(&out, "<!DOCTYPE html>\n<title>没有</title>%s<p>第%u版</p>\n",
               town->theme_broken ? "{{#lang}}" : "", town->theme);
    put(town, "themes/mine/missing.html", &out);
}

static void write_style(struct town *town)
{
    struct buf out = {0};

    buf_format(&out, "body { margin: %upx%s }\n", town->style,
               town->style_broken ? " ( " : "");
    put(town, "themes/mine/scss/site.scss", &out);
}

/* One grey dot. */
static void write_picture(struct town *town, unsigned at)
{
    static const char head[] = "GIF89a\1\0\1\0\200\0\0";
    static const char tail[] = ",\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    struct buf out = {0};
    char path[64];

    snprintf(path, sizeof(path), "content/r%u/a.gif", at);
    buf_add(&out, head, sizeof(head) - 1);
    for (int i = 0; i < 6; i++)
        buf_char(&out, (char)(town->report[at].shade % 100));
    buf_add(&out, tail, sizeof(tail) - 1);
    put(town, path, &out);
}

static void write_report(struct town *town, unsigned at)
{
    const struct report_text *text = &town->report[at];
    unsigned year = FIRST_YEAR + at + text->year % 2 * YEARS;
    struct buf out = {0};
    char path[64];

    snprintf(path, sizeof(path), "content/r%u", at);
    if (!text->there) {
        fake_gone(town->disk, path);
        snprintf(town->path[town->paths++], sizeof(path), "%s", path);
        return;
    }
    snprintf(path, sizeof(path), "content/r%u/report.md", at);
    buf_format(&out,
               "---\ntitle: 报告%u\nyear: %u\n---\n\n## 一、%u年工作总结\n\n"
               "### （一）修路\n\n修了%u公里路。\n\n",
               text->title, year, year - 1, text->words);
    if (text->more % 3)
        buf_format(&out, "### （二）治水\n\n治了水，增长%u%%。\n\n",
                   text->goal % 9 + 1);
    if (text->shade)
        buf_text(&out, "![图](a.gif)\n\n");
    if (text->broken)
        buf_text(&out, "<script>x</script>\n\n");
    buf_format(&out, "## 二、%u年工作计划\n\n新建桥梁%u座。\n", year,
               text->goal % 7 + 1);
    put(town, path, &out);
    if (text->shade)
        write_picture(town, at);
}

static bool load(void *context, struct config *config, struct arena *arena,
                 struct print *print, struct diags *diags)
{
    struct town *town = context;
    const char *text = fake_text(town->disk, "config.ini");
    const struct source *source = source_new(
        arena, "config.ini", str_of(arena_copy(arena, text, strlen(text))));

    config_init(config, arena);
    config->build.jobs = 2;
    *print = print_of(source->text);
    return config_read(config, arena, source, diags);
}

static void edit_report(struct town *town, unsigned kind)
{
    unsigned at = roll(town, YEARS);
    struct report_text *text = &town->report[at];

    switch (kind) {
    case 0: text->title++; break;
    case 1: text->year++; break;
    case 2: text->more++; break;
    case 3: text->goal++; break;
    case 4: text->there = !text->there; break;
    case 5: text->shade++; break;
    case 6: text->shade = 0; break;
    case 7: text->broken = !text->broken; break;
    default: text->words++; break; /* the usual */
    }
    write_report(town, at);
}

static void edit_other(struct town *town, unsigned kind)
{
    switch (kind) {
    case 0: town->name++; break;
    case 1: town->config_broken = !town->config_broken; break;
    case 2: town->theme++; break;
    case 3: town->theme_broken = !town->theme_broken; break;
    case 4: town->style++; break;
    default: town->style_broken = !town->style_broken; break;
    }
    if (kind < 2)
        write_config(town);
    else if (kind < 4)
        write_theme(town);
    else
        write_style(town);
}

static void mend(struct town *town)
{
    town->theme_broken = town->style_broken = town->config_broken = false;
    write_theme(town);
    write_style(town);
    write_config(town);
    for (unsigned i = 0; i < YEARS; i++) {
        town->report[i].broken = false;
        town->report[i].there = true;
        write_report(town, i);
    }
}

/* The paths of a tree, a line each. */
static void list(void *context, const struct served *file)
{
    buf_text(context, file->path);
    buf_char(context, '\n');
}

static bool is_same(struct tree *a, struct tree *b, const char *path)
{
    struct served *one, *two;
    bool there = tree_find(a, path, &one) == TREE_FILE;

    there = tree_find(b, path, &two) == TREE_FILE && there;
    bool same = there && str_equal(one->bytes, two->bytes) &&
                strcmp(one->etag, two->etag) == 0 &&
                strcmp(one->type, two->type) == 0;
    if (!same)
        fprintf(stderr, "  %s %s\n", path,
                there ? "differs" : "is there in one alone");
    served_free(one);
    served_free(two);
    return same;
}

static bool are_equal(struct tree *a, struct tree *b)
{
    struct buf paths = {0};
    bool same = true;
    char *rest;

    tree_each(a, list, &paths);
    tree_each(b, list, &paths);
    for (char *path = strtok_r(paths.data, "\n", &rest); path;
         path = strtok_r(NULL, "\n", &rest))
        same = is_same(a, b, path) && same;
    buf_free(&paths);
    return same;
}

/* What a build from nothing puts there. */
static struct tree *fresh_tree(struct town *town)
{
    struct tree *tree = tree_new(TOKEN, "zh");
    struct sink sink = {tree_put, tree_keep, tree, NULL};
    struct build *build =
        build_new(town->disk, town->themes, preview_config(town->preview));
    struct build_result result;
    struct diags diags = {0};

    CHECK(build_update(build, NULL, 0, &sink, &result, &diags));
    tree_commit(tree, result.patched);
    diags_free(&diags);
    build_free(build);
    return tree;
}

static bool is_wrong_now(const struct town *town)
{
    bool any = false, wrong = town->theme_broken || town->style_broken ||
                              town->config_broken;

    for (unsigned i = 0; i < YEARS; i++) {
        any = any || town->report[i].there;
        wrong = wrong || (town->report[i].there && town->report[i].broken);
    }
    return wrong || !any;
}

/* Shows what was edited and holds it against the truth. */
static void show(struct town *town)
{
    const char *path[YEARS * 2 + 2];
    struct preview_news news = {path, town->paths, town->config};
    bool all = roll(town, 20) == 0;
    uint64_t before = tree_version(town->tree);

    for (size_t i = 0; i < town->paths; i++)
        path[i] = town->path[i];
    if (all)
        news = (struct preview_news){.config = true};
    bool good = preview_update(town->preview, &news, &town->told).good;
    bool wanted = !is_wrong_now(town);
    if (!test_case(good == wanted, path[0], "good is %d", good))
        town->wrong++;
    town->good += good;
    town->bad += !good;
    town->paths = 0;
    town->config = false;
    if (!good) {
        town->wrong += tree_version(town->tree) != before;
        return;
    }
    struct tree *fresh = fresh_tree(town);
    if (!test_case(are_equal(town->tree, fresh), path[0], "differs"))
        town->wrong++;
    tree_free(fresh);
}

static void begin(struct town *town, uint32_t seed)
{
    int error;

    *town = (struct town){.dice = seed};
    markdown_prepare();
    html_prepare();
    town->disk = fake_disk_new();
    town->themes = disk_open("themes", &error);
    fake_file(town->disk, "themes/mine/theme.ini",
              "name = mine\ninherits = default\n");
    town->tree = tree_new(TOKEN, "zh");
    town->reload = reload_new(town->tree);
    struct preview_rules rules = {.disk = town->disk,
                                  .themes = town->themes,
                                  .tree = town->tree,
                                  .reload = town->reload,
                                  .load = load,
                                  .context = town};
    town->preview = preview_new(&rules);
    mend(town);
    show(town);
}

static void end(struct town *town)
{
    preview_free(town->preview);
    reload_free(town->reload);
    tree_free(town->tree);
    disk_close(town->themes);
    disk_close(town->disk);
    diags_free(&town->told);
}

static void edit_and_compare(uint32_t seed, unsigned edits)
{
    struct town town;

    begin(&town, seed);
    for (unsigned i = 0; i < edits && town.wrong == 0; i++) {
        unsigned at_once = roll(&town, 6) == 0 ? 3 : 1;
        if (is_wrong_now(&town) && roll(&town, 2) == 0)
            mend(&town);
        else
            for (unsigned k = 0; k < at_once; k++)
                if (roll(&town, 6) == 0)
                    edit_other(&town, roll(&town, 6));
                else
                    edit_report(&town, roll(&town, 14));
        show(&town);
    }
    CHECK_INT(town.wrong, 0);
    CHECK(town.good > edits / 4);
    CHECK(town.bad > edits / 20);
    end(&town);
}

/* All of them take minutes; some are enough to see a break. */
static unsigned edits_of_a_seed(void)
{
    if (getenv("GONGKAI_HEAVY"))
        return 500 / SEEDS;
    return UNDER_ASAN ? 8 : 20;
}

TEST(after_each_edit_the_preview_serves_what_a_new_one_would)
{
    edit_and_compare(20200115, edits_of_a_seed());
}

TEST(after_other_edits_it_does_too)
{
    edit_and_compare(7, edits_of_a_seed());
}

TEST(after_many_edits_it_does_too)
{
    if (!getenv("GONGKAI_HEAVY"))
        test_skip("takes minutes: set GONGKAI_HEAVY");
    for (uint32_t seed = 3; seed <= SEEDS; seed++)
        edit_and_compare(seed, edits_of_a_seed());
}
