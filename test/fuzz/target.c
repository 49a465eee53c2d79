/* Any page has clauses that cover it in order, and records that stand in it. */
#include "fuzz.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/loaded.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/clause.h"
#include "../../gen/report/target.h"

#include <math.h>

static void check_clauses(struct str text)
{
    struct clauses clauses = {0};
    size_t end = 0;

    clause_cut(&clauses, text);
    for (size_t i = 0; i < clauses.len; i++) {
        const struct clause *clause = &clauses.item[i];
        MUST(clause->from >= end && clause->from < clause->to);
        MUST(clause->to <= text.len);
        end = clause->to;
    }
    clauses_free(&clauses);
}

static void check_record(const struct record *record)
{
    bool event = record->measure == MEASURE_MILESTONE;

    MUST(record->indicator.len > 0);
    MUST(record->has_value == !event);
    MUST(event || (isfinite(record->value) && isfinite(record->high)));
    MUST(record->place.line > 0 && record->line > 0);
    MUST(record->block != NULL);
}

FUZZ(target)
{
    struct markdown_options options = {.raw_html = RAW_KEEP, .footnotes = true};
    struct arena arena = {0};
    struct diags diags = {0};
    struct str bytes = {size ? (const char *)data : "", size};

    markdown_prepare();
    const struct source *source =
        source_load(&arena, "report.md", bytes, &diags);
    const struct doc *doc =
        source ? markdown_read(&arena, source, 0, &options, &diags) : NULL;
    if (doc) {
        check_clauses(source->text);
        const struct records *records =
            targets_read(&arena, doc, STR(""), 2020, &diags);
        for (size_t i = 0; i < records->len; i++)
            check_record(&records->item[i]);
    }
    diags_free(&diags);
    arena_free(&arena);
}
