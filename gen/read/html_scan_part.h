/*
 * html_scan_part - what the two halves of the scanner share: tags (names,
 * attributes, entities) and the elements that they make. Private to html.
 */
#ifndef HTML_SCAN_PART_H
#define HTML_SCAN_PART_H

#include "html_scan.h"

#include <string.h>

/* An element's or attribute's name. */
struct name {
    struct str text; /* its pointer is NULL where there is none */
    uint64_t word;
};

/* A start tag but for its attributes. */
struct tag {
    struct name name;
    unsigned traits;
    bool closes_itself;
};

struct scan {
    const char *text, *end;
    const char *at;
    const char *angle; /* the first '<' from `at` on, or the end; or before */
    const char *amp; /* the same of '&', from what was asked last on */
    struct arena *arena;
    const struct html_visitor *visitor;
    struct html_faults *faults;
    struct html_node *open; /* the open elements below a root */
    struct html_node *here; /* the innermost of them */
    unsigned svg; /* how many <svg> are open */
    bool had_html, had_head, had_body;
    bool sure; /* the tree is what a browser would make */
    struct html_attr attr[HTML_ATTRS_MOST];
    size_t attrs;
    bool texts_are_dull; /* but for raw ones, they are not shown */
};

/* Notes a fault: the tree is then not to be used. */
void scan_note(struct scan *scan, enum html_fault_kind kind, const char *at);

/* Gives the page up: false. */
bool scan_doubt(struct scan *scan, const char *at);

/*
 * `raw` without its entities, in `*out`. An entity that is not known here is
 * left to the parser, unless it stands in an attribute: &Tab; in an address is
 * a blank to some and text to others.
 */
static inline bool scan_decode(struct scan *scan, struct str raw,
                               bool in_attribute, struct str *out);

/* The same where there are entities. */
bool scan_decode_entities(struct scan *scan, struct str raw, bool in_attribute,
                          struct str *out);

/* Reads an element's name, gives it in lower case. */
struct name scan_name(struct scan *scan);

/* Reads from behind the name to behind the '>', into `attr`. */
bool scan_attributes(struct scan *scan, bool *closes_itself);

static inline int byte_at(const struct scan *scan, const char *at)
{
    return at < scan->end ? (unsigned char)*at : -1;
}

static inline bool is_letter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool is_blank(int byte)
{
    return byte <= ' ' && (byte == ' ' || byte == '\n' || byte == '\t' ||
                           byte == '\r' || byte == '\f');
}

/* Skips blanks; gives the byte behind them, -1 at the end. */
static inline int skip_blanks(struct scan *scan)
{
    int byte;

    while (is_blank(byte = byte_at(scan, scan->at)))
        scan->at++;
    return byte;
}

/* Where `byte` first stands from `from` on; the end where it does not. */
static inline const char *find_byte(const struct scan *scan, char byte,
                                    const char *from)
{
    const char *found = memchr(from, byte, (size_t)(scan->end - from));

    return found ? found : scan->end;
}

static inline bool scan_decode(struct scan *scan, struct str raw,
                               bool in_attribute, struct str *out)
{
    *out = raw;
    if (scan->amp < raw.ptr)
        scan->amp = find_byte(scan, '&', raw.ptr);
    return scan->amp >= raw.ptr + raw.len ||
           scan_decode_entities(scan, raw, in_attribute, out);
}

static inline uint64_t eight_bytes(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;

    return (uint64_t)at[0] << 56 | (uint64_t)at[1] << 48 |
           (uint64_t)at[2] << 40 | (uint64_t)at[3] << 32 |
           (uint64_t)at[4] << 24 | (uint64_t)at[5] << 16 |
           (uint64_t)at[6] << 8 | (uint64_t)at[7];
}

#endif
