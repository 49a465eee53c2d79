#include "imprint.h"

#include "../base/buf.h"
#include "report.h"
#include "target.h"
#include "village.h"

static void add_bytes(struct buf *out, const void *bytes, size_t len)
{
    buf_add(out, &len, sizeof(len));
    buf_add(out, bytes, len);
}

static void add_text(struct buf *out, struct str text)
{
    add_bytes(out, text.ptr, text.len);
}

static void add_value(struct buf *out, const struct record *record)
{
    const double value[] = {record->value, record->high};
    const int number[] = {(int)record->measure, (int)record->op,
                          record->has_value, record->decimals,
                          record->high_decimals};

    add_bytes(out, value, sizeof(value));
    add_bytes(out, number, sizeof(number));
    add_text(out, record->unit);
    add_text(out, record->base);
    add_text(out, record->by);
}

/* What the ledger adds; a row of its own may stand in no text. */
static void add_remarks(struct buf *out, const struct record *record)
{
    const struct source *source = record->place.source;

    add_text(out, record->id);
    add_text(out, record->owner);
    add_text(out, record->result);
    add_text(out, record->note);
    add_bytes(out, &record->confirmed, sizeof(record->confirmed));
    add_text(out, str_of(source ? source->path : NULL));
}

/* All that pages show of a record; `number` is its own among its kind. */
static struct print record_print(struct buf *scratch,
                                 const struct record *record, uint64_t number)
{
    const uint64_t place[] = {number, record->kind, record->line,
                              record->place.column};

    buf_cut(scratch, 0);
    add_bytes(scratch, place, sizeof(place));
    add_text(scratch, record->indicator);
    add_value(scratch, record);
    add_remarks(scratch, record);
    add_text(scratch, record->quote);
    return print_of(buf_view(scratch));
}

/* Each record's print, in the arena: a record is shown on many pages. */
static struct print *record_prints(struct arena *arena,
                                   const struct report *report)
{
    const struct records *targets = report->targets;
    struct print *print = arena_array(arena, targets->len + 1, sizeof(*print));
    uint64_t number[] = {[RECORD_TARGET] = 0, [RECORD_RESULT] = 0};
    struct buf scratch = {0};

    for (size_t i = 0; i < targets->len; i++) {
        const struct record *record = &targets->item[i];
        print[i] = record_print(&scratch, record, ++number[record->kind]);
    }
    buf_free(&scratch);
    return print;
}

/* Of the records of one section, or of all. */
static void print_records(struct print *print, const struct report *report,
                          const struct print *records,
                          const struct section *section)
{
    for (size_t i = 0; i < report->targets->len; i++) {
        const struct record *record = &report->targets->item[i];
        if (section && (record->place.source != section->paper->source ||
                        record->line < section->place.line ||
                        record->line > section->last_line))
            continue;
        print_join(print, records[i]);
    }
}

/* Which sections name which village: the report's own page lists them. */
static void print_villages(struct print *print, const struct report *report)
{
    for (int i = 0; i < 2 && report->paper[i]; i++) {
        const struct villages *all = report->paper[i]->villages;
        const struct village *at = all ? all->first : NULL;
        for (; at; at = at->next) {
            print_add(print, at->name);
            for (size_t j = 0; j < at->lines; j++) {
                const struct section *section =
                    report_section_at(report, report->paper[i], at->line[j]);
                print_add(print, str_of(section ? section->name : NULL));
            }
        }
    }
}

void imprint_report(struct report *report)
{
    struct arena scratch = {0};
    const struct print *each = record_prints(&scratch, report);

    report->records = report->targets->len;
    report->results = false;
    for (size_t i = 0; i < report->records; i++)
        report->results =
            report->results || report->targets->item[i].kind == RECORD_RESULT;
    report->stated = report->villages = (struct print){0};
    print_records(&report->stated, report, each, NULL);
    print_villages(&report->villages, report);
    for (size_t i = 0; i < report->sections; i++) {
        struct section *section = &report->section[i];
        section->stated = (struct print){0};
        print_records(&section->stated, report, each, section);
    }
    arena_free(&scratch);
}

void imprint_again(struct report *report, const struct report *folded)
{
    report->records = folded->records;
    report->results = folded->results;
    report->stated = folded->stated;
    report->villages = folded->villages;
    for (size_t i = 0; i < report->sections && i < folded->sections; i++)
        report->section[i].stated = folded->section[i].stated;
}
