/*
 * wire - numbers, texts and what was told as bytes that one run leaves for
 * another, and back without ever reading beyond their end.
 *
 * The bytes are of this machine: who reads them has to know that the very same
 * program wrote them (program.h).
 */
#ifndef WIRE_H
#define WIRE_H

#include "buf.h"
#include "diag.h"
#include "print.h"

#include <stdbool.h>

struct arena;

/* ---- writing: each adds to `out` ---- */

void wire_put_number(struct buf *out, uint64_t number);
void wire_put_print(struct buf *out, struct print print);

/* A text with its NUL; NULL is a text of its own kind. */
void wire_put_text(struct buf *out, const char *text);
void wire_put_str(struct buf *out, struct str text);

void wire_put_told(struct buf *out, const struct diags *told);

/* A copy in `arena` of the bytes of what was told; empty where nothing was. */
struct str wire_told_bytes(struct arena *arena, const struct diags *told);

/*
 * What was told, as bytes that stand elsewhere and that nobody looks at before
 * they are asked for: what there is in them, and the print that proves them.
 */
struct wire_note {
    struct str bytes; /* empty: nothing was told */
    struct print print;
    struct diag_sum sum;
};

/* The bytes are in `arena`; the second writes the note, and not the bytes. */
struct wire_note wire_note_of(struct arena *arena, const struct diags *told);
void wire_put_note(struct buf *out, const struct wire_note *note);

/* In as few bytes as it needs: seven bits in each, the lowest first. */
void wire_put_short(struct buf *out, uint64_t number);

/* Ends what was written from `from` on with a print of all of it. */
void wire_seal(struct buf *out, size_t from);

/* ---- reading ---- */

struct wire {
    struct arena *arena; /* of lists; texts point into the bytes */
    const char *at;
    size_t left;
    bool broken; /* whatever is read from here on is nothing: 0, NULL, "" */
};

/* Takes what wire_put_short wrote off the beginning of `bytes`; false, and
 * `*number` is 0, where they end before it does. */
bool wire_take_short(struct str *bytes, uint64_t *number);

/* What wire_seal ended, without the print; false where a bit differs. */
bool wire_open(struct str sealed, struct str *bytes);

struct wire wire_of(struct str bytes, struct arena *arena);

/* The next `len` bytes where they stand; NULL where there are fewer. */
const char *wire_bytes(struct wire *wire, size_t len);
uint64_t wire_number(struct wire *wire);
uint64_t wire_short(struct wire *wire);
struct print wire_print(struct wire *wire);

/* A number of things of which each takes `least` bytes of what is left: never
 * more than can be there. */
size_t wire_count(struct wire *wire, size_t least);

/* A text, NULL among them; the second takes NULL for a damage. */
const char *wire_text(struct wire *wire);
const char *wire_path(struct wire *wire);
struct str wire_str(struct wire *wire);

/* Adds what was told to `told`. */
void wire_told(struct wire *wire, struct diags *told);

/* The same of such bytes, which must outlive `told`; false as of diags_tell. */
bool wire_tell(struct str bytes, struct diags *told);

/* A note, whose bytes are the next that `said` has. */
struct wire_note wire_note(struct wire *wire, struct wire *said);

/* As wire_tell; false, too, where its bytes are not what they were. */
bool wire_tell_note(const struct wire_note *note, struct diags *told);

/* How many bytes each takes at least, for wire_count. */
#define WIRE_NUMBER sizeof(uint64_t)
#define WIRE_PRINT (2 * sizeof(uint64_t))
#define WIRE_TEXT sizeof(uint32_t)
#define WIRE_NOTE (sizeof(uint64_t) * (3 + DIAG_SEEN) + WIRE_PRINT)

#endif
