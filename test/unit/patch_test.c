/*
 * The incremental truth: whatever is edited, in whatever order, and whatever
 * the build is told of it, its pages are those of a build from nothing.
 */
#include "../../gen/base/disk.h"
#include "../../gen/build/build.h"
#include "../asan.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For each of five seeds; fewer where each step takes many times as long. */
static unsigned edits_of_a_seed(void)
{
    return UNDER_ASAN ? 20 : getenv("GONGKAI_HEAVY") ? 100 : 40;
}

#define YEARS 4
#define FIRST_YEAR 2017
#define THEME_FILE "themes/mine/missing.html"

/* A small generator of its own, so that each run makes the same edits. */
struct dice {
    uint32_t state;
};

static unsigned roll(struct dice *dice, unsigned sides)
{
    dice->state = dice->state * 1664525u + 1013904223u;
    return (dice->state >> 16) % sides;
}

/* What the reports say now; each edit turns one screw. */
struct town {
    struct shelf shelf;
    struct dice dice;
    struct report_text {
        bool there, broken, draft, linked;
        unsigned title, body, target, extra, link, file; /* file 0: none */
    } report[YEARS];
    bool about;
    unsigned about_text, theme;
    bool theme_broken;
};

static void write_report(struct town *town, unsigned at)
{
    const struct report_text *text = &town->report[at];
    struct buf out = {0};
    char path[64];
    unsigned year = FIRST_YEAR + at;

    snprintf(path, sizeof(path), "content/%u/report.md", year);
    if (!text->there) {
        fake_gone(town->shelf.disk, path);
        return;
    }
    buf_format(&out, "---\ntitle: 报告%u\nyear: %u\n%s---\n\n", text->title,
               year, text->draft ? "draft: true\n" : "");
    buf_format(&out,
               "## 一、%u年工作总结\n\n### （一）修路\n\n修了%u公里路。\n\n",
               year - 1, text->body);
    buf_format(&out, "固定资产投资完成%u亿元，增长%u%%。\n\n", text->body + 3,
               text->target % 9 + 1);
    if (text->extra % 3 == 1)
        buf_text(&out, "### （二）治水\n\n治了水。\n\n");
    if (text->extra % 3 == 2)
        buf_text(&out, "治水也没有停。\n\n又一段。\n\n");
    if (text->linked && text->file)
        buf_text(&out, "[附件](note.txt)\n\n");
    if (text->link % 3 == 1)
        buf_text(&out, "见[说明](../about.md)。\n\n");
    if (text->link % 3 == 2)
        buf_format(&out, "见[旧的](../%u/report.md#r0101)。\n\n", year - 1);
    if (text->broken)
        buf_text(&out, "<script>x</script>\n\n");
    buf_format(&out,
               "## 二、%u年工作计划\n\n"
               "固定资产投资增长%u%%，新建桥梁%u座。\n",
               year, text->target, text->target % 4 + 1);
    fake_bytes(town->shelf.disk, path, buf_view(&out));
    buf_free(&out);
}

static void write_about(struct town *town)
{
    struct buf out = {0};

    if (!town->about) {
        fake_gone(town->shelf.disk, "content/about.md");
        return;
    }
    buf_format(&out, "---\ntitle: 关于%u\n---\n\n第%u版。\n",
               town->about_text / 3, town->about_text);
    fake_bytes(town->shelf.disk, "content/about.md", buf_view(&out));
    buf_free(&out);
}

/* A theme of the site's own that inherits the rest. */
static void write_theme(struct town *town)
{
    struct buf out = {0};

    fake_file(town->shelf.disk, "themes/mine/theme.ini",
              "name = mine\ninherits = default\n");
    buf_format(&out, "<!DOCTYPE html>\n<title>没有</title>%s<p>第%u版</p>\n",
               town->theme_broken ? "{{#lang}}" : "", town->theme);
    fake_bytes(town->shelf.disk, THEME_FILE, buf_view(&out));
    buf_free(&out);
}

/* A file beside the text comes, changes or goes. */
static const char *edit_file(struct town *town)
{
    static char path[64];
    unsigned at = roll(&town->dice, YEARS);
    struct report_text *text = &town->report[at];
    struct buf out = {0};

    snprintf(path, sizeof(path), "content/%u/note.txt", FIRST_YEAR + at);
    text->file = text->file && roll(&town->dice, 3) == 0 ? 0 : text->file + 1;
    buf_format(&out, "%u\n", text->file);
    if (text->file)
        fake_bytes(town->shelf.disk, path, buf_view(&out));
    else
        fake_gone(town->shelf.disk, path);
    buf_free(&out);
    return path;
}

/* Mends all that can be wrong; a watcher would see just these files. */
static size_t mend(struct town *town, char path[][64])
{
    for (unsigned i = 0; i < YEARS; i++) {
        struct report_text *text = &town->report[i];
        text->broken = text->draft = text->linked = false;
        text->there = true;
        text->link = 0;
        write_report(town, i);
        snprintf(path[i], 64, "content/%u/report.md", FIRST_YEAR + i);
    }
    town->theme_broken = false;
    write_theme(town);
    snprintf(path[YEARS], 64, THEME_FILE);
    return YEARS + 1;
}

/* Picks one thing to change and writes it; `path` is what a watcher says. */
static void edit_report(struct town *town, unsigned kind, const char **path)
{
    static char told[64];
    unsigned at = roll(&town->dice, YEARS);
    struct report_text *text = &town->report[at];

    switch (kind) {
    case 0: text->title++; break;
    case 1: text->target++; break;
    case 2: text->extra++; break;
    case 3: text->link++; break;
    case 4: text->there = !text->there; break;
    case 5: text->draft = !text->draft; break;
    case 6: text->linked = !text->linked; break;
    case 7: text->broken = !text->broken; break;
    default: text->body++; break; /* the usual: some words */
    }
    write_report(town, at);
    snprintf(told, sizeof(told), "content/%u/report.md", FIRST_YEAR + at);
    *path = told;
}

static void edit_other(struct town *town, unsigned kind, const char **path)
{
    switch (kind) {
    case 0:
        town->about_text++;
        write_about(town);
        *path = "content/about.md";
        break;
    case 1:
        town->about = !town->about;
        write_about(town);
        *path = "content/about.md";
        break;
    case 2:
        town->theme++;
        write_theme(town);
        *path = THEME_FILE;
        break;
    default:
        town->theme_broken = !town->theme_broken;
        write_theme(town);
        *path = THEME_FILE;
        break;
    }
}

static const char *edit(struct town *town)
{
    const char *path = NULL;

    if (roll(&town->dice, 12) == 0)
        return edit_file(town);
    if (roll(&town->dice, 12) == 0)
        edit_other(town, roll(&town->dice, 4), &path);
    else
        edit_report(town, roll(&town->dice, 18), &path);
    return path;
}

static void begin(struct town *town, unsigned seed)
{
    *town = (struct town){.dice = {seed}, .about = true};
    shelf_init(&town->shelf);
    town->shelf.config.theme.name = STR("mine");
    write_theme(town);
    for (unsigned i = 0; i < YEARS; i++) {
        town->report[i].there = true;
        write_report(town, i);
    }
    write_about(town);
    if (!shelf_update(&town->shelf))
        CHECK_STR(shelf_told(&town->shelf), "");
}

/*
 * Mostly the build is told the file, sometimes more than that, sometimes
 * nothing, and now and then several edits come at once.
 */
static void edit_and_compare(unsigned seed)
{
    static struct town town;
    unsigned edits = edits_of_a_seed();
    unsigned good = 0, patched = 0, wrong = 0;
    bool was_good = true;
    const char *told[8];
    char copy[8][64];

    begin(&town, seed);
    for (unsigned i = 0; i < edits && wrong == 0; i++) {
        size_t len = 0;
        unsigned at_once = roll(&town.dice, 6) == 0 ? 3 : 1;
        if (!was_good && roll(&town.dice, 2) == 0)
            len = mend(&town, copy);
        else
            for (; len < at_once; len++)
                snprintf(copy[len], sizeof(copy[len]), "%s", edit(&town));
        for (size_t j = 0; j < len; j++)
            told[j] = copy[j];
        bool all = roll(&town.dice, 20) == 0;
        bool ok =
            shelf_update_of(&town.shelf, all ? NULL : told, all ? 0 : len);
        was_good = ok;
        good += ok;
        patched += ok && town.shelf.result.patched;
        if (ok && !shelf_equals_fresh(&town.shelf)) {
            wrong++;
            test_case(false, copy[0], "edit %u", i);
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(good > edits / 4);
    CHECK(patched >= edits / 20);
    CHECK(good < edits || UNDER_ASAN); /* some were broken, and were mended */
    shelf_free(&town.shelf);
}

TEST(after_any_edit_the_pages_are_those_of_a_build_from_nothing)
{
    edit_and_compare(20200115);
}

TEST(after_other_edits_the_pages_are_those_of_a_build_from_nothing)
{
    edit_and_compare(2);
}

TEST(after_further_edits_the_pages_are_those_of_a_build_from_nothing)
{
    edit_and_compare(3);
}

TEST(after_more_edits_the_pages_are_those_of_a_build_from_nothing)
{
    edit_and_compare(44);
}

TEST(after_the_last_edits_the_pages_are_those_of_a_build_from_nothing)
{
    edit_and_compare(555);
}
