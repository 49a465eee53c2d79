/*
 * escape - the one place where text turns into the text of another language.
 *
 * Every character that could end a context is replaced here and nowhere else.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include "buf.h"

/* HTML text and quoted attribute values: & < > " ' */
void escape_html(struct buf *out, struct str text);

/*
 * A URL's bytes for href and src: non-ASCII, blanks and quotes become %XX,
 * what is already %XX stays, and & becomes &amp; (RFC 3986; the same set that
 * cmark leaves alone).
 */
void escape_url(struct buf *out, struct str url);

/* Inside a JSON string, safe in a script element too (< / U+2028 U+2029). */
void escape_json(struct buf *out, struct str text);

/* "text" with its quotes. */
void escape_json_string(struct buf *out, struct str text);

/*
 * One CSV field (RFC 4180), quoted where it must be. A field that a
 * spreadsheet would run as a formula (= + - @ and a letter or quote behind)
 * gets a leading apostrophe; numbers stay numbers.
 */
void escape_csv(struct buf *out, struct str text);

/* For a terminal: control characters, bidi controls and broken bytes as \xXX. */
void escape_terminal(struct buf *out, struct str text);

#endif
