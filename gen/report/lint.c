#include "lint.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "lexicon.h"
#include "lint_text.h"
#include "measured.h"
#include "report.h"

#include <string.h>

/* Names shorter than this are too general to be one thing twice: 收入. */
#define NAME_LEAST (4 * 3)

/* Names that stand for one number of the whole town. */
static bool is_headline(const struct record *record)
{
    struct str name = record->indicator;

    return name.len >= NAME_LEAST &&
           (lexicon_before(LEX_AMOUNT, name, name.len) > 0 ||
            str_ends(name, "率") || str_ends(name, "面积") ||
            str_ends(name, "产量")) &&
           str_find(name, STR("、")) == SIZE_MAX;
}

static bool is_plain(const struct record *record)
{
    return record->has_value && record->place.source &&
           record->op != OP_ABOUT && record->op != OP_RANGE &&
           is_headline(record) && !lexicon_in(LEX_NARROWER, record->quote);
}

static const char *amount_text(struct arena *arena, const struct record *record)
{
    struct buf out = {0};

    figure_write(record->value, record->decimals, &out);
    buf_str(&out, record->unit);
    char *text = arena_copy(arena, out.data, out.len);
    buf_free(&out);
    return text;
}

static const char *place_text(struct arena *arena, const struct record *record)
{
    return arena_format(arena, "%s（%s:%u:%u）", amount_text(arena, record),
                        record->place.source->path, record->place.line,
                        record->place.column);
}

static void tell(struct diags *diags, enum diag_code code,
                 const struct record *at, const struct record *other)
{
    struct arena scratch = {0};

    diag_add(diags, code, at->place, amount_text(&scratch, at),
             place_text(&scratch, other));
    arena_free(&scratch);
}

/* One indicator as a measure of one kind and unit: what must agree. */
static struct str key_of(struct arena *arena, const struct record *record,
                         bool with_kind)
{
    struct measured amount = measured_record(record);
    int kind = with_kind ? (int)record->kind : -1;
    char *key = arena_format(
        arena, "%.*s\t%.*s\t%d\t%d\t%.*s", (int)record->indicator.len,
        record->indicator.ptr, (int)amount.unit.len, amount.unit.ptr,
        (int)record->measure, kind, with_kind ? (int)record->by.len : 0,
        record->by.ptr);

    return str_of(key);
}

/* The year by which a promise is due is part of what it says. */
static void lint_twice(const struct records *records, struct diags *diags)
{
    struct arena arena = {0};
    struct map seen = {0};

    for (size_t i = 0; i < records->len; i++) {
        struct record *record = &records->item[i];
        if (!is_plain(record))
            continue;
        const struct record *first =
            map_add(&seen, key_of(&arena, record, true), record);
        struct measured one = measured_record(first);
        struct measured two = measured_record(record);
        bool same_clause = first->block == record->block &&
                           str_equal(first->quote, record->quote);
        if (first != record && first->op == record->op && !same_clause &&
            !measured_agree(&one, &two))
            tell(diags, LINT_TWICE, record, first);
    }
    map_free(&seen);
    arena_free(&arena);
}

/* Indicators of which a lower number is what is wanted, or that go up and
 * down from year to year as the weather does. */
static bool may_fall(struct str name)
{
    static const char *const words[] = {"失业", "发生率", "死亡", "事故",
                                        "能耗", "发病",   "污染", "逾期",
                                        "面积", "产量",   "投资"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_find(name, str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* What is seen at a glance is asked first: most records are ruled out so. */
static bool builds_on(const struct record *record)
{
    return record->measure == MEASURE_LEVEL &&
           (record->op == OP_EQUAL || record->op == OP_LEAST) &&
           is_plain(record) && !may_fall(record->indicator);
}

static void lint_below(const struct records *records, struct diags *diags)
{
    struct arena arena = {0};
    struct map results = {0};

    for (size_t i = 0; i < records->len; i++) {
        struct record *record = &records->item[i];
        if (record->kind == RECORD_RESULT && builds_on(record))
            map_add(&results, key_of(&arena, record, false), record);
    }
    for (size_t i = 0; results.len && i < records->len; i++) {
        const struct record *record = &records->item[i];
        if (record->kind != RECORD_TARGET || !builds_on(record))
            continue;
        const struct record *result =
            map_get(&results, key_of(&arena, record, false));
        if (!result)
            continue;
        struct measured one = measured_record(record);
        struct measured two = measured_record(result);
        if (one.low < two.low && !measured_agree(&one, &two))
            tell(diags, LINT_BELOW, record, result);
    }
    map_free(&results);
    arena_free(&arena);
}

void lint_document(const struct doc *doc, const struct records *records,
                   struct diags *diags)
{
    for (struct node *node = doc->root; node; node = doc_next(doc->root, node))
        if (node->kind == NODE_PARAGRAPH)
            lint_paragraph(doc, node, diags);
    if (!records)
        return;
    lint_twice(records, diags);
    lint_below(records, diags);
}

void lint_report(const struct report *report, struct diags *diags)
{
    if (!report->paper[1] || !report->found)
        return;
    lint_below(report->found, diags);
}
