#include "part.h"

#include "heading.h"
#include "lexicon.h"
#include "part_cue.h"
#include "phrase.h"

#include <string.h>

/* A paragraph with more bytes than this is no heading. */
#define HEADING_MOST 120

/* A line without number and mark with more is a sentence. */
#define BARE_MOST 75

/* One that leads on to what follows may say more. */
#define LEAD_MOST 200

enum { AHEAD, BACK };

struct chapter {
    struct cue title, cue; /* of the document, and its own */
    size_t looks[2]; /* words of its text that say so: AHEAD, BACK */
    bool known; /* its heading is clear: the text is not asked */
    bool untitled; /* has no heading of its own */
    enum part part; /* settled when all are read */
};

/* A heading, while the document is walked. */
struct opening {
    const struct node *block;
    size_t chapter;
    struct cue section;
};

struct outline {
    struct chapter *chapter;
    size_t chapters, chapter_cap;
    struct opening *opening;
    size_t openings, opening_cap;
    struct buf text;
    struct cue title;
    bool has_chapters; /* ## headings: numbered paragraphs are below them */
    int first_year, last_year;
};

static bool is_clear(const struct cue *cue)
{
    return cue->part != PART_UNKNOWN && !cue->both;
}

/* ---- the walk ---- */

static void note_years(struct outline *outline, const struct cue *cue)
{
    if (cue->first_year &&
        (!outline->first_year || cue->first_year < outline->first_year))
        outline->first_year = cue->first_year;
    if (cue->year > outline->last_year)
        outline->last_year = cue->year;
}

static struct chapter *open_chapter(struct outline *outline, struct cue cue)
{
    outline->chapter =
        mem_grow(outline->chapter, outline->chapters, &outline->chapter_cap,
                 sizeof(*outline->chapter));
    outline->chapter[outline->chapters++] = (struct chapter){
        .title = outline->title, .cue = cue, .known = is_clear(&cue)};
    return &outline->chapter[outline->chapters - 1];
}

static void add_opening(struct outline *outline, const struct node *block,
                        struct cue section)
{
    outline->opening =
        mem_grow(outline->opening, outline->openings, &outline->opening_cap,
                 sizeof(*outline->opening));
    outline->opening[outline->openings++] =
        (struct opening){block, outline->chapters - 1, section};
}

/*
 * The parts of a title's both years are told by its chapters. A second title
 * (# 一、总结 … # 二、计划) begins anew.
 */
static void open_part(struct outline *outline, const struct node *block,
                      int level, struct cue cue)
{
    struct cue none = {0};

    note_years(outline, &cue);
    if (level == 1) {
        outline->title = cue;
        open_chapter(outline, none)->untitled = true;
        add_opening(outline, block, none);
    } else if (level == 2) {
        open_chapter(outline, cue);
        add_opening(outline, block, none);
    } else if (level == 3) {
        add_opening(outline, block, cue);
    }
}

static void read_heading(struct outline *outline, const struct node *block,
                         int level, struct str heading)
{
    /* Below a chapter, 聚焦目标 is a slogan: only clear words count. */
    open_part(outline, block, level,
              heading_cue(heading, level < 3 ? LEX_PLAN : LEX_PLAN_STRICT));
}

static bool is_strong(const struct node *node)
{
    return node && (node->kind == NODE_STRONG || node->kind == NODE_EMPH);
}

/* The end of the first sentence, or where a heading cannot end. */
static size_t sentence_end(struct str text)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = word_decode(text, at, &rune)); at += len)
        if (rune == 0x3002 || rune == 0xff1a || rune == 0xff1b ||
            rune == '\n' || rune == 0xff1f || rune == 0xff01)
            return at; /* 。：；？！ */
    return text.len;
}

/* 二、 opens a chapter where no ## does; （二） and bare bold words a section. */
static int level_of(const struct outline *outline, struct str number)
{
    bool chapter = number.len && !str_starts(number, "（") &&
                   !str_starts(number, "(") &&
                   (number.ptr[0] < '0' || number.ptr[0] > '9');

    return chapter && !outline->has_chapters ? 2 : 3;
}

/* The words a paragraph opens with, when they may be a heading. */
static struct str opening_words(struct outline *outline,
                                const struct node *first)
{
    struct str text = first->kind == NODE_TEXT ? first->text : STR("");

    if (is_strong(first)) {
        buf_cut(&outline->text, 0);
        node_plain(first, &outline->text);
        text = buf_view(&outline->text);
    }
    text = word_trim(text);
    if (text.len > HEADING_MOST)
        text.len = HEADING_MOST;
    return text;
}

/* 【种植业】, as yearbooks open their chapters: the words within; or empty. */
static struct str label_words(struct str text)
{
    size_t open = word_at(text, 0, "【");
    size_t end = open ? str_find(text, STR("】")) : SIZE_MAX;

    if (end == SIZE_MAX)
        return (struct str){"", 0};
    return (struct str){text.ptr + open, end - open};
}

/* The first mark that ends a clause; the length of a text without one. */
static size_t mark_at(struct str text)
{
    const char *p = text.ptr, *end = p + text.len;
    uint32_t rune;

    for (; (rune = lexicon_skip(LEXICON_KIND_MARK, &p, end));
         p += rune < 0x80 ? 1 : 3)
        if (rune == 0xff0c || rune == 0x3002 || rune == 0xff1b ||
            rune == 0xff1a || rune == 0xff01 ||
            rune == 0xff1f) /* ，。；：！？ */
            return (size_t)(p - text.ptr);
    return text.len;
}

/* 2013年…, 下一步…: words that begin with a time. */
static bool is_timed(struct str text)
{
    return phrase_time(text, 0) || lexicon_at(LEX_PAST, text, 0) ||
           lexicon_at(LEX_AHEAD, text, 0);
}

/* 下一步，我们将重点抓好以下工作：; 一年来，我们主要做了以下工作： */
static struct cue lead_cue(struct str text)
{
    struct cue cue = {.part = PART_UNKNOWN};
    bool ahead = lexicon_at(LEX_AHEAD, text, 0);

    if (ahead || (is_timed(text) && lexicon_in(LEX_WE_SHALL, text)))
        cue.part = PART_PLAN;
    else if (lexicon_in(LEX_WE_DID, text))
        cue.part = PART_SUMMARY;
    cue.later = cue.part == PART_PLAN;
    return cue;
}

/*
 * A line that ends in ： leads on to all that follows, up to the next heading;
 * where numbers are the headings, to all of them.
 */
static void read_lead(struct outline *outline, const struct node *block,
                      struct str text)
{
    struct cue cue = lead_cue(text);
    int level = outline->has_chapters ? 3 : 1;

    if (cue.part == PART_PLAN ||
        (cue.part == PART_SUMMARY && outline->title.part == PART_UNKNOWN))
        open_part(outline, block, level, cue);
}

/*
 * 2013年工作回顾, on a line of its own: a part of the report, whose chapters
 * have the numbers. What names no time needs clearer words. 2015年脱贫情况：
 * before a sentence is a section.
 */
static void read_bare_line(struct outline *outline, const struct node *block,
                           struct str text)
{
    bool alone = !block->first->next;
    size_t mark = mark_at(text);
    bool label = mark < text.len && word_at(text, mark, "：");

    if (alone && text.len < LEAD_MOST && str_ends(text, "："))
        read_lead(outline, block, text);
    if (mark > BARE_MOST || (mark < text.len && !label) ||
        (mark == text.len && !alone))
        return;
    text.len = mark;
    struct cue cue =
        heading_cue(text, is_timed(text) ? LEX_PLAN : LEX_PLAN_STRICT);
    cue.later |= label && cue.part == PART_PLAN;
    cue.line = alone && !label && cue.year && str_ends(text, "工作");
    if (cue.part != PART_UNKNOWN || cue.line)
        open_part(outline, block, label ? 3 : 1, cue);
}

/*
 * A paragraph that is all bold, or a line that is numbered, serves as heading;
 * so do bold or numbered words that open one: **四、存在问题。** 对照要求….
 */
static void read_paragraph(struct outline *outline, const struct node *block)
{
    const struct node *first = block->first;
    struct str number, rest;

    if (!first || block->parent->kind != NODE_DOCUMENT)
        return;
    struct str text = opening_words(outline, first);
    struct str label = label_words(text);
    if (label.len) {
        read_heading(outline, block, outline->has_chapters ? 3 : 2, label);
        return;
    }
    unsigned value = heading_number(text, &number, &rest);
    if (!value && !is_strong(first)) {
        read_bare_line(outline, block, text);
        return;
    }
    rest.len = sentence_end(rest);
    if (number.len + rest.len >= HEADING_MOST)
        return;
    int level = level_of(outline, number);
    struct cue cue = heading_cue(rest, LEX_PLAN_STRICT);
    if (level == 2)
        read_heading(outline, block, level, rest);
    else if (cue.part != PART_UNKNOWN)
        open_part(outline, block, level, cue);
}

static bool opens_ahead(const struct node *block)
{
    const struct node *first = block->first;

    while (first && first->kind != NODE_TEXT)
        first = first->first;
    return first && lexicon_at(LEX_AHEAD, word_trim(first->text), 0);
}

static void weigh(struct outline *outline, const struct node *block)
{
    struct chapter *chapter = &outline->chapter[outline->chapters - 1];

    /* 下一步，… looks ahead for itself, not for its chapter. */
    if (chapter->known || opens_ahead(block))
        return;
    for (const struct node *at = block; at; at = doc_next(block, at))
        if (at->kind == NODE_TEXT)
            lexicon_count_looks(at->text, &chapter->looks[AHEAD],
                                &chapter->looks[BACK]);
}

static void read_block(struct outline *outline, const struct node *block)
{
    if (block->kind == NODE_HEADING) {
        buf_cut(&outline->text, 0);
        node_plain(block, &outline->text);
        read_heading(outline, block, block->level, buf_view(&outline->text));
    } else if (block->kind == NODE_PARAGRAPH) {
        read_paragraph(outline, block);
        weigh(outline, block);
    }
}

static bool has_chapters(const struct doc *doc)
{
    for (const struct node *at = doc->root->first; at; at = at->next)
        if (at->kind == NODE_HEADING && at->level == 2)
            return true;
    return false;
}

/* ---- settling what is not said by words ---- */

/* 2023年宏伟蓝图 beside 2022年发展答卷: the later year is planned for. */
static enum part part_of_year(const struct outline *outline,
                              const struct chapter *chapter)
{
    int year = chapter->cue.year, title = chapter->title.year;

    if (!year || outline->first_year == outline->last_year)
        return PART_UNKNOWN;
    if (chapter->title.part == PART_SUMMARY && !chapter->title.both)
        return year > title && title ? PART_PLAN : PART_UNKNOWN;
    return year == outline->last_year ? PART_PLAN : PART_SUMMARY;
}

/* What the words of its text say; where a clear title says the contrary, only
 * when they do so by far. */
static enum part part_of_words(const struct chapter *chapter, bool behind_plan)
{
    size_t ahead = chapter->looks[AHEAD], back = chapter->looks[BACK];
    enum part title =
        is_clear(&chapter->title) ? chapter->title.part : PART_UNKNOWN;

    if (title == PART_SUMMARY)
        return ahead >= 3 && ahead > 3 * back ? PART_PLAN : PART_SUMMARY;
    /* A title that says plan is seldom wrong. */
    if (title == PART_PLAN || behind_plan)
        return back >= (title == PART_PLAN ? 6 : 3) && back > 3 * ahead
                   ? PART_SUMMARY
                   : PART_PLAN;
    /* A text right below a title of both turns somewhere between. */
    if (ahead == back || (chapter->untitled && chapter->title.both))
        return PART_UNKNOWN;
    return ahead > back ? PART_PLAN : PART_SUMMARY;
}

/* 2013年主要工作, behind 2012年工作回顾. */
static void settle_title(const struct outline *outline, struct cue *title)
{
    if (title->line && title->part == PART_UNKNOWN &&
        outline->first_year < outline->last_year)
        title->part =
            title->year == outline->last_year ? PART_PLAN : PART_SUMMARY;
}

static void settle_chapters(struct outline *outline)
{
    bool behind_plan = false;

    for (size_t i = 0; i < outline->chapters; i++) {
        struct chapter *chapter = &outline->chapter[i];
        chapter->part = chapter->cue.part;
        settle_title(outline, &chapter->title);
        if (!chapter->known) {
            enum part year = part_of_year(outline, chapter);
            chapter->part = year != PART_UNKNOWN
                                ? year
                                : part_of_words(chapter, behind_plan);
        }
        behind_plan |= chapter->known && chapter->part == PART_PLAN;
    }
}

/*
 * The chapter decides, but 下一步打算 below what was done looks ahead. A section
 * decides where the chapter says nothing or both.
 */
static enum part part_of_opening(const struct outline *outline,
                                 const struct opening *opening)
{
    const struct chapter *chapter = &outline->chapter[opening->chapter];
    const struct cue *section = &opening->section;

    if (section->part == PART_UNKNOWN)
        return chapter->part;
    if (!chapter->known || (section->part == PART_PLAN && section->later))
        return section->part;
    return chapter->part;
}

struct parts parts_read(struct arena *arena, const struct doc *doc,
                        struct str title)
{
    struct outline outline = {.has_chapters = has_chapters(doc)};
    struct cue none = {0};

    outline.title = heading_cue(title, LEX_PLAN);
    open_chapter(&outline, none)->untitled = true;
    add_opening(&outline, doc->root, none);
    for (struct node *at = doc->root; at; at = doc_next_block(doc->root, at))
        read_block(&outline, at);
    settle_chapters(&outline);

    struct parts parts = {.len = outline.openings,
                          .year = outline.last_year,
                          .many_years = outline.first_year < outline.last_year};
    parts.turn = arena_array(arena, parts.len, sizeof(*parts.turn));
    for (size_t i = 0; i < parts.len; i++)
        parts.turn[i] =
            (struct turn){outline.opening[i].block,
                          part_of_opening(&outline, &outline.opening[i])};
    buf_free(&outline.text);
    mem_free(outline.opening);
    mem_free(outline.chapter);
    return parts;
}
