#include "wire.h"

#include "mem.h"

#include <string.h>

/* ---- writing ---- */

void wire_put_number(struct buf *out, uint64_t number)
{
    buf_add(out, &number, sizeof(number));
}

void wire_put_short(struct buf *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buf_char(out, (char)(number | 0x80));
    buf_char(out, (char)number);
}

bool wire_take_short(struct str *bytes, uint64_t *number)
{
    uint64_t taken = 0;

    *number = 0;
    for (unsigned shift = 0; bytes->len > 0 && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*bytes->ptr++;
        bytes->len--;
        taken |= (uint64_t)(byte & 0x7f) << shift;
        if (byte >= 0x80)
            continue;
        *number = taken;
        return true;
    }
    return false;
}

void wire_put_print(struct buf *out, struct print print)
{
    wire_put_number(out, print.low);
    wire_put_number(out, print.high);
}

static void put_length(struct buf *out, uint32_t len)
{
    buf_add(out, &len, sizeof(len));
}

void wire_put_str(struct buf *out, struct str text)
{
    put_length(out, (uint32_t)text.len);
    if (text.len)
        buf_add(out, text.ptr, text.len);
    buf_char(out, '\0');
}

void wire_put_text(struct buf *out, const char *text)
{
    if (text)
        wire_put_str(out, str_of(text));
    else
        put_length(out, UINT32_MAX);
}

/* Problems of one line stand together: path and line are written once. */
#define AS_BEFORE (UINT32_MAX - 1)

static void put_again(struct buf *out, const char *text, const char *before)
{
    if (text && before && strcmp(text, before) == 0)
        put_length(out, AS_BEFORE);
    else
        wire_put_text(out, text);
}

void wire_put_told(struct buf *out, const struct diags *told)
{
    const struct diag none = {0};

    wire_put_number(out, told->dropped);
    for (size_t i = 0; i < DIAG_SEEN; i++)
        wire_put_number(out, told->seen[i]);
    wire_put_number(out, told->len);
    for (size_t i = 0; i < told->len; i++) {
        const struct diag *diag = &told->item[i], *last = i ? diag - 1 : &none;
        wire_put_number(out, diag->code);
        wire_put_number(out, (uint64_t)diag->line << 32 | diag->column);
        put_again(out, diag->path, last->path);
        wire_put_text(out, diag->a);
        wire_put_text(out, diag->b);
        put_again(out, diag->excerpt, last->excerpt);
        wire_put_text(out, diag->detail);
    }
}

struct str wire_told_bytes(struct arena *arena, const struct diags *told)
{
    struct buf bytes = {0};
    struct str copy = {"", 0};

    if (told->len + told->dropped > 0) {
        wire_put_told(&bytes, told);
        copy =
            (struct str){arena_copy(arena, bytes.data, bytes.len), bytes.len};
    }
    buf_free(&bytes);
    return copy;
}

struct wire_note wire_note_of(struct arena *arena, const struct diags *told)
{
    struct wire_note note = {.bytes = wire_told_bytes(arena, told),
                             .sum = diags_sum(told)};

    note.print = print_of(note.bytes);
    return note;
}

void wire_put_note(struct buf *out, const struct wire_note *note)
{
    wire_put_number(out, note->bytes.len);
    wire_put_print(out, note->print);
    wire_put_number(out, note->sum.len);
    wire_put_number(out, note->sum.dropped);
    for (size_t i = 0; i < DIAG_SEEN; i++)
        wire_put_number(out, note->sum.seen[i]);
}

void wire_seal(struct buf *out, size_t from)
{
    wire_put_print(out,
                   print_of((struct str){out->data + from, out->len - from}));
}

/* ---- reading ---- */

struct wire wire_of(struct str bytes, struct arena *arena)
{
    return (struct wire){arena, bytes.ptr, bytes.len, false};
}

bool wire_open(struct str sealed, struct str *bytes)
{
    if (sealed.len < WIRE_PRINT)
        return false;
    *bytes = (struct str){sealed.ptr, sealed.len - WIRE_PRINT};
    struct wire end =
        wire_of((struct str){sealed.ptr + bytes->len, WIRE_PRINT}, NULL);
    return print_equal(wire_print(&end), print_of(*bytes));
}

const char *wire_bytes(struct wire *wire, size_t len)
{
    const char *at = wire->at;

    if (wire->broken || len > wire->left) {
        wire->broken = true;
        return NULL;
    }
    wire->at += len;
    wire->left -= len;
    return at;
}

uint64_t wire_number(struct wire *wire)
{
    const char *at = wire_bytes(wire, sizeof(uint64_t));
    uint64_t number = 0;

    if (at)
        memcpy(&number, at, sizeof(number));
    return number;
}

uint64_t wire_short(struct wire *wire)
{
    struct str left = {wire->at, wire->left};
    uint64_t number = 0;

    wire->broken = wire->broken || !wire_take_short(&left, &number);
    if (wire->broken)
        return 0;
    wire->at = left.ptr;
    wire->left = left.len;
    return number;
}

struct print wire_print(struct wire *wire)
{
    struct print print = {wire_number(wire), 0};

    print.high = wire_number(wire);
    return print;
}

size_t wire_count(struct wire *wire, size_t least)
{
    uint64_t count = wire_number(wire);

    if (count > wire->left / least) {
        wire->broken = true;
        return 0;
    }
    return (size_t)count;
}

/* A NUL within a text would cut it short for those who take it as one. */
static const char *take_text(struct wire *wire, uint32_t *len)
{
    const char *at = wire_bytes(wire, sizeof(*len));

    *len = UINT32_MAX;
    if (at)
        memcpy(len, at, sizeof(*len));
    if (*len == UINT32_MAX)
        return NULL;
    at = wire_bytes(wire, (size_t)*len + 1);
    if (!at || memchr(at, '\0', (size_t)*len + 1) != at + *len) {
        wire->broken = true;
        return NULL;
    }
    return at;
}

const char *wire_text(struct wire *wire)
{
    uint32_t len;

    return take_text(wire, &len);
}

struct str wire_str(struct wire *wire)
{
    uint32_t len;
    const char *text = take_text(wire, &len);

    wire->broken = wire->broken || !text;
    return text ? (struct str){text, len} : STR("");
}

const char *wire_path(struct wire *wire)
{
    return wire_str(wire).ptr;
}

static const char *take_again(struct wire *wire, const char *before)
{
    uint32_t len = 0;

    if (!wire->broken && wire->left >= sizeof(len))
        memcpy(&len, wire->at, sizeof(len));
    if (len != AS_BEFORE)
        return wire_text(wire);
    wire_bytes(wire, sizeof(len));
    wire->broken = wire->broken || !before;
    return before;
}

/* `diag` has the one before. */
static bool take_diag(struct wire *wire, struct diag *diag)
{
    const struct diag last = *diag;
    uint64_t code = wire_number(wire), place = wire_number(wire);

    *diag = (struct diag){.line = (uint32_t)(place >> 32),
                          .column = (uint32_t)place};
    diag->path = take_again(wire, last.path);
    diag->a = wire_text(wire);
    diag->b = wire_text(wire);
    diag->excerpt = take_again(wire, last.excerpt);
    diag->detail = wire_text(wire);
    if (wire->broken || !diag->path || code >= DIAG_CODES) {
        wire->broken = true;
        return false;
    }
    diag->code = (enum diag_code)code;
    diag->level = diag_rule(diag->code)->level;
    return true;
}

typedef void keep_diag(struct diags *into, const struct diag *old);

static void take_told(struct wire *wire, keep_diag *keep, struct diags *told)
{
    size_t dropped = (size_t)wire_number(wire);
    uint64_t seen[DIAG_SEEN];
    struct diag diag = {0};

    for (size_t i = 0; i < DIAG_SEEN; i++)
        seen[i] = wire_number(wire);
    size_t len = wire_count(wire, 2 * WIRE_NUMBER + 5 * WIRE_TEXT);
    /* of a shortened one the codes are all that says what it had */
    if (len == 0 && told->len == 0)
        memcpy(told->seen, seen, sizeof(seen));
    for (size_t i = 0; i < len && take_diag(wire, &diag); i++)
        keep(told, &diag);
    told->dropped += dropped;
}

void wire_told(struct wire *wire, struct diags *told)
{
    take_told(wire, diag_again, told);
}

bool wire_tell(struct str bytes, struct diags *told)
{
    struct wire wire = wire_of(bytes, NULL);
    struct diags again = {0};

    if (bytes.len)
        take_told(&wire, diag_lend, &again);
    bool good = !wire.broken && !diags_would_lack(told, &again);
    if (good)
        diags_merge(told, &again);
    diags_free(&again);
    return good;
}

struct wire_note wire_note(struct wire *wire, struct wire *said)
{
    size_t len = (size_t)wire_number(wire);
    struct wire_note note = {.bytes = STR(""), .print = wire_print(wire)};
    const char *bytes = wire->broken ? NULL : wire_bytes(said, len);

    note.sum.len = wire_number(wire);
    note.sum.dropped = wire_number(wire);
    for (size_t i = 0; i < DIAG_SEEN; i++)
        note.sum.seen[i] = wire_number(wire);
    wire->broken = wire->broken || said->broken;
    if (bytes)
        note.bytes = (struct str){bytes, len};
    return note;
}

bool wire_tell_note(const struct wire_note *note, struct diags *told)
{
    return print_equal(print_of(note->bytes), note->print) &&
           wire_tell(note->bytes, told);
}
