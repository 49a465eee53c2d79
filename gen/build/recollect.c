#include "recollect.h"

#include "../base/buf.h"
#include "../base/wire.h"
#include "../report/report.h"
#include "../report/site.h"
#include "parcel_head.h"

/* ---- writing ---- */

void recollect_begin(struct buf *out, struct print addresses, size_t reports)
{
    wire_put_print(out, addresses);
    wire_put_number(out, reports);
}

/* Bytes of any kind, which a text may not be. */
static void put_bytes(struct buf *out, struct str bytes)
{
    wire_put_number(out, bytes.len);
    if (bytes.len)
        buf_str(out, bytes);
}

void recollect_put(struct buf *out, const struct report *report,
                   const struct wire_note told[2])
{
    wire_put_print(out, report->planned);
    if (report->record.len) {
        buf_str(out, report->record);
        return;
    }
    wire_put_text(out, report->id);
    parcel_put_head(out, report);
    wire_put_number(out, report->has_links);
    for (int i = 0; i < 2; i++) {
        wire_put_note(out, &told[i]);
        put_bytes(out, report->told[i]);
    }
    wire_put_number(out, report->assets);
    for (size_t i = 0; i < report->assets; i++)
        parcel_put_asset(out, report->asset[i]);
}

/* ---- reading ---- */

static struct str take_bytes(struct wire *wire)
{
    size_t len = wire_count(wire, 1);
    const char *bytes = wire_bytes(wire, len);

    return bytes ? (struct str){bytes, len} : STR("");
}

static void take_report(struct wire *wire, struct wire *said,
                        struct known_report *known)
{
    struct print planned = wire_print(wire);
    const char *from = wire->at, *id = wire_path(wire);
    struct report *report = parcel_take_head(wire, id);

    wire->broken = wire->broken || !report;
    if (wire->broken)
        return;
    /* as fold leaves it */
    report->is_folded = true;
    report->planned = known->planned = planned;
    report->found = report->targets = NULL;
    report->has_links = wire_number(wire) != 0;
    known->report = report;
    for (int i = 0; i < 2; i++) {
        known->told[i] = wire_note(wire, said);
        report->told[i] = take_bytes(wire);
    }
    known->assets = parcel_take_assets(wire, &known->asset);
    if (known->assets == 0) /* what is in a file may have changed */
        report->record = str_range(from, wire->at);
}

#define REPORT_LEAST (WIRE_TEXT + 6 * WIRE_NUMBER + WIRE_PRINT + 2 * WIRE_NOTE)

bool recollect_take(struct known *known, struct str bytes, struct str said)
{
    struct wire wire = wire_of(bytes, &known->arena);
    struct wire told = wire_of(said, NULL);

    known->addresses = wire_print(&wire);
    size_t reports = wire_count(&wire, REPORT_LEAST);
    known->report = arena_array(&known->arena, reports, sizeof(*known->report));
    for (size_t i = 0; i < reports && !wire.broken; i++)
        take_report(&wire, &told, &known->report[i]);
    bool whole = !wire.broken && wire.left == 0 && told.left == 0;
    known->reports = whole ? reports : 0;
    return whole;
}

bool recollect_take_later(struct known *known, struct str bytes,
                          struct str said)
{
    struct wire wire = wire_of(bytes, &known->arena);
    struct wire told = wire_of(said, NULL);

    if (bytes.len == 0)
        return true;
    known->addresses = wire_print(&wire);
    size_t reports = wire_count(&wire, WIRE_NUMBER + REPORT_LEAST);
    for (size_t i = 0; i < reports && !wire.broken; i++) {
        uint64_t place = wire_number(&wire);
        struct known_report later = {.is_later = true};
        wire.broken = wire.broken || place >= known->reports;
        if (!wire.broken)
            take_report(&wire, &told, &later);
        if (!wire.broken)
            known->report[place] = later;
    }
    bool whole = !wire.broken && wire.left == 0 && told.left == 0;
    if (!whole)
        known->reports = 0;
    return whole;
}

void known_free(struct known *known)
{
    arena_free(&known->arena);
    *known = (struct known){0};
}
