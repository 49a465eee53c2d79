#include "imprint.h"

#include "../base/buf.h"
#include "report.h"
#include "target.h"
#include "village.h"

/* All that pages show of a record; `number` is its own among its kind. */
static struct print record_print(struct buf *scratch,
                                 const struct record *record, size_t number)
{
    const struct source *source = record->place.source;
    /* What the ledger adds is among them; a row of its own may stand in no
     * text. */
    const struct str text[] = {
        record->indicator, record->unit,
        record->base,      record->by,
        record->quote,     record->id,
        record->owner,     record->result,
        record->note,      str_of(source ? source->path : NULL),
    };
    const double value[] = {record->value, record->high};
    const uint32_t fixed[] = {
        (uint32_t)number,  record->kind,
        record->line,      record->place.column,
        record->measure,   record->op,
        record->has_value, (uint32_t)record->decimals,
        record->confirmed, (uint32_t)record->high_decimals,
    };
    uint32_t len[sizeof(text) / sizeof(text[0])];

    for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
        len[i] = (uint32_t)text[i].len;
    buf_cut(scratch, 0);
    buf_add(scratch, fixed, sizeof(fixed));
    buf_add(scratch, value, sizeof(value));
    buf_add(scratch, len, sizeof(len)); /* where each of the texts ends */
    for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
        if (text[i].len)
            buf_str(scratch, text[i]);
    return print_of(buf_view(scratch));
}

/* Each record's print, in the arena: a record is shown on many pages. */
static struct print *record_prints(struct arena *arena,
                                   const struct report *report)
{
    const struct records *targets = report->targets;
    struct print *print = arena_array(arena, targets->len + 1, sizeof(*print));
    size_t number[] = {[RECORD_TARGET] = 0, [RECORD_RESULT] = 0};
    struct buf scratch = {0};

    for (size_t i = 0; i < targets->len; i++) {
        const struct record *record = &targets->item[i];
        print[i] = record_print(&scratch, record, ++number[record->kind]);
    }
    buf_free(&scratch);
    return print;
}

/* Of the records that stand in a section. */
static struct print stated_in(const struct section *section,
                              const struct records *records,
                              const struct print *each)
{
    const struct source *source = section->paper->source;
    uint32_t from = section->line, to = section->last_line;
    struct print print = {0};

    for (size_t i = 0; i < records->len; i++) {
        const struct record *record = &records->item[i];
        if (record->line >= from && record->line <= to &&
            record->place.source == source)
            print_join(&print, each[i]);
    }
    return print;
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
    report->stated = report->villages = (struct print){0};
    for (size_t i = 0; i < report->records; i++) {
        report->results =
            report->results || report->targets->item[i].kind == RECORD_RESULT;
        print_join(&report->stated, each[i]);
    }
    print_villages(&report->villages, report);
    for (size_t i = 0; i < report->sections; i++)
        report->section[i].stated =
            stated_in(&report->section[i], report->targets, each);
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
