/*
 * manuscript - a text that came from elsewhere, block by block, on its way to
 * be a report; and all that was left out of it, with the reason.
 *
 * Readers (webpage, plaintext, docx) add blocks in the order of the source.
 * Later steps drop blocks or parts of them, and each drop is noted as a loss:
 * what a source had is in the blocks that are left or among the losses.
 */
#ifndef MANUSCRIPT_H
#define MANUSCRIPT_H

#include "../base/buf.h"
#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

enum block_kind { BLOCK_TEXT, BLOCK_HEADING, BLOCK_TABLE, BLOCK_IMAGE };

/* Why something is not in the report. */
enum loss {
    LOSS_NONE,
    LOSS_HIDDEN, /* was not to be seen on the page */
    LOSS_CODE, /* scripts, frames, forms */
    LOSS_OUTSIDE, /* beside the article */
    LOSS_WATERMARK,
    LOSS_NOISE, /* random letters against copying */
    LOSS_NAVIGATION,
    LOSS_TIPS,
    LOSS_NOTICE, /* disclaimers, copyright */
    LOSS_SHARE,
    LOSS_COUNTER, /* date, source, views: what can be used is in the head */
    LOSS_ADVERT,
    LOSS_PAGE_NUMBER,
    LOSS_TITLE, /* it is the report's title */
    LOSS_TWICE, /* stands in the text a second time */
    LOSS_IMAGE, /* a picture that could not be taken */
    LOSSES
};

struct block_cell {
    struct str text;
    bool spread; /* covered by a cell that spans others */
};

struct block_table {
    struct block_cell *cell; /* row by row */
    size_t rows, columns;
    size_t merged; /* cells that spanned others */
};

struct block {
    enum block_kind kind;
    unsigned file; /* which of the sources */
    uint32_t line; /* there; 0: not known */
    struct str text; /* TEXT, HEADING; of IMAGE what it shows */
    unsigned level; /* HEADING: 1 to 6 */
    size_t linked; /* bytes of the text that were links */
    int item; /* of a list: its number, -1 for a bullet; 0: none */
    bool bold; /* all of it was bold */
    bool hidden_tail; /* something hidden stood behind it */
    bool indented; /* began with blanks: a paragraph begins here */
    bool apart; /* a blank line stood before it */
    bool off; /* dropped */
    struct block_table *table;
    struct str url; /* IMAGE */
    const void *origin; /* what the reader needs to know it again */
};

struct loss_note {
    enum loss loss;
    unsigned file;
    uint32_t line;
    struct str text;
};

struct manuscript {
    struct arena *arena; /* of all texts */
    struct block *block;
    size_t len, cap;
    struct loss_note *note;
    size_t notes, notes_cap;
    struct str page_title; /* what the page calls itself */
    struct str info; /* lines of date and source, one behind the other */
};

/* More blocks than this are no report. */
#define BLOCKS_MOST 50000

/* Adds a block of `kind`; NULL when there are too many. */
struct block *manuscript_add(struct manuscript *manuscript,
                             enum block_kind kind, unsigned file,
                             uint32_t line);

/* Notes that `text` is left out. Empty texts are not noted. */
void manuscript_lose(struct manuscript *manuscript, enum loss loss,
                     unsigned file, uint32_t line, struct str text);

/* Drops a whole block, tables cell by cell. */
void manuscript_drop(struct manuscript *manuscript, struct block *block,
                     enum loss loss);

/* Keeps a line about the text, for who looks for date and source. */
void manuscript_inform(struct manuscript *manuscript, struct str line);

/* Replaces the block's text by `rest`, and notes `lost`. */
void manuscript_cut(struct manuscript *manuscript, struct block *block,
                    struct str rest, struct str lost, enum loss loss);

/*
 * Joins lines that were broken at one width into their paragraphs, from block
 * `from` on. Where lines differ in width each is taken for a paragraph.
 */
void manuscript_unwrap(struct manuscript *manuscript, size_t from);

/* The name of a reason, by language (0 Chinese, 1 English). */
const char *loss_name(enum loss loss, int lang);

/* `text` with runs of blanks as one, none between two Han characters and none
 * at the ends. In the arena. */
struct str text_tidy(struct arena *arena, struct str text);

/* `text` without blanks of any kind, and without punctuation where `marks` is
 * false: for comparing. In the arena. */
struct str text_bare(struct arena *arena, struct str text, bool marks);

/* How many Han characters. */
size_t text_han(struct str text);

/* Ends as a sentence does, closing quotes and brackets aside. */
bool text_is_ended(struct str text);

void manuscript_free(struct manuscript *manuscript);

#endif
