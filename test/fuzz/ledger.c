/*
 * Any targets.csv is read with care or refused; brought up to a report and
 * written, it is read again, and from then on changes in no byte.
 */
#include "fuzz.h"

#include "../../gen/read/csv.h"
#include "../../gen/read/loaded.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/config.h"
#include "../../gen/report/ledger_row.h"
#include "../../gen/report/report.h"
#include "told.h"

#include <math.h>

static const char text[] =
    "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、总结\n\n"
    "固定资产投资增长7%。\n\n## 二、2020年计划\n\n"
    "主要目标是：固定资产投资增长8%，新建桥梁2座。\n\n"
    "新增绿化面积300至350亩，完成“厕所革命”。\n";

/* The report that the ledgers lie beside: made once, copied for each. */
static struct report *make_report(struct arena *arena, struct diags *diags)
{
    struct markdown_options options = {.raw_html = RAW_REJECT};
    struct paper *paper = arena_new(arena, sizeof(*paper));

    paper->path = "content/2020/report.md";
    paper->source = source_load(arena, paper->path, str_of(text), diags);
    struct front *front = arena_new(arena, sizeof(*front));
    MUST(front_read(paper->source, arena, front, diags));
    paper->front = front;
    paper->front_is_good = true;
    paper->doc =
        markdown_read(arena, paper->source, front->body, &options, diags);
    MUST(paper->doc != NULL);
    paper->records = targets_read(arena, paper->doc, front->title, 2020, diags);
    MUST(paper->records->len >= 4);
    return report_new(arena, "2020", paper, NULL, diags);
}

static void check_rows(const struct ledger *ledger)
{
    MUST(ledger->rows <= LEDGER_MOST);
    for (size_t i = 0; i < ledger->rows; i++) {
        const struct record *record = &ledger->row[i].record;
        MUST(isfinite(record->value) && isfinite(record->high));
        MUST(record->has_value || !(fabs(record->value) > 0));
        MUST(record->place.source == ledger->csv->source);
        told_at(ledger->csv->source, record->place.line, record->place.column);
    }
}

/* Writes `ledger`, brought up to the report, and reads it again. */
static const struct ledger *renew(struct arena *arena,
                                  const struct report *report,
                                  const struct ledger *ledger, struct buf *csv,
                                  struct ledger_review *done)
{
    struct buf lines = {0};
    struct diags diags = {0};

    *done = ledger_write(report, ledger, csv, &lines);
    MUST(text_invalid(buf_view(&lines)) == SIZE_MAX);
    const struct source *source =
        csv_load(arena, "targets.csv", buf_view(csv), &diags);
    MUST(source != NULL);
    const struct ledger *again = ledger_read(arena, source, &diags);
    MUST(again != NULL && again->rows == done->rows);
    MUST(diags_count(&diags, DIAG_ERROR) == 0);
    diags_free(&diags);
    buf_free(&lines);
    return again;
}

/* The author's rows keep what they say, whatever the text has. */
static void check_kept(const struct ledger *ledger, const struct ledger *again)
{
    for (size_t i = 0; i < ledger->rows; i++) {
        const struct ledger_row *a = &ledger->row[i], *b = &again->row[i];
        MUST(a->status == b->status);
        MUST(str_equal(a->record.owner, b->record.owner));
        MUST(str_equal(a->record.note, b->record.note));
        if (!a->authored)
            continue;
        MUST(b->authored);
        MUST(str_equal(a->record.indicator, b->record.indicator));
        MUST(str_equal(a->record.quote, b->record.quote));
        MUST(a->record.measure == b->record.measure);
        MUST(a->record.op == b->record.op);
        MUST(a->record.has_value == b->record.has_value);
        MUST(!(a->record.value < b->record.value) &&
             !(a->record.value > b->record.value));
    }
}

static void check_written(struct arena *arena, const struct report *report,
                          const struct ledger *ledger)
{
    struct buf first = {0}, second = {0};
    struct ledger_review done;

    const struct ledger *again = renew(arena, report, ledger, &first, &done);
    check_kept(ledger, again);
    renew(arena, report, again, &second, &done);
    MUST(str_equal(buf_view(&first), buf_view(&second)));
    MUST(done.added == 0 && done.changed == 0);
    buf_free(&second);
    buf_free(&first);
}

FUZZ(ledger)
{
    static struct arena kept;
    static const struct report *made;
    struct arena arena = {0};
    struct diags diags = {0}, told = {0};
    struct config config;
    struct str bytes = {size ? (const char *)data : "", size};

    if (!made) {
        markdown_prepare();
        made = make_report(&kept, &told);
    }
    struct report report = *made;
    const struct source *source =
        csv_load(&arena, "targets.csv", bytes, &diags);
    const struct ledger *ledger =
        source ? ledger_read(&arena, source, &diags) : NULL;
    MUST(ledger || diags_count(&diags, DIAG_ERROR) > 0);
    told_well(&diags, source);
    /* Room for the rows of all that the report states. */
    if (ledger && ledger->rows <= LEDGER_MOST / 2) {
        config_init(&config, &arena);
        check_rows(ledger);
        check_written(&arena, &report, ledger);
        ledger_apply(&arena, &config, &report, ledger, &told);
        told_print(&told, false);
    }
    diags_free(&told);
    diags_free(&diags);
    arena_free(&arena);
}
