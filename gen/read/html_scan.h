/*
 * html_scan - reads HTML that is written so plainly that every reader, old
 * browser or new, takes it alike; all pages that gongkai makes are.
 *
 * It has two uses. It is ten times as fast as a parser that must be ready to
 * mend. And what it does not take is doubtful: bytes that one reader takes for
 * text and another for an element are how scripts get past those who check.
 */
#ifndef HTML_SCAN_H
#define HTML_SCAN_H

#include "html_tree.h"

enum html_fault_kind {
    HTML_DOUBTFUL, /* readers differ on what this is */
    HTML_STRAY, /* an end tag that ends nothing */
    HTML_UNCLOSED, /* an element that should have an end tag has none */
};

#define HTML_FAULTS_MOST 16

struct html_faults {
    struct {
        enum html_fault_kind kind;
        size_t at;
    } item[HTML_FAULTS_MOST];
    size_t len;
};

/*
 * Start tags that came before and are not to be shown again. They may be kept
 * from page to page, as long as those who look are the same. Starts as {0}.
 */
#define HTML_DULL_MOST 64 /* bytes of a tag */

struct html_dull {
    struct html_dull_tag {
        uint64_t first, last; /* eight bytes each */
        uint64_t word; /* html_word of the name */
        uint8_t len, name, traits;
        bool closes_itself;
        char middle[HTML_DULL_MOST - 16]; /* between the first and the last */
    } tag[128]; /* the newest of each hash */
};

/*
 * Reads `text`, which is valid UTF-8, and lets `visitor` see each node as it is
 * read: below every one (what `enter` says is not asked). No tree is made: a
 * node knows its parents, not its children, until it is left; its attributes
 * last until the next one is entered. Texts without entities live in `arena`.
 *
 * False where what was seen is not to be used, because something was doubtful
 * or end tags were left out; what is wrong in it is noted.
 */
bool html_scan(struct str text, struct arena *arena,
               const struct html_visitor *visitor, struct html_faults *faults);

/* The same into a tree. */
bool html_scan_tree(struct str text, struct html_tree *tree,
                    struct html_faults *faults);

#endif
