/*
 * markdown - bytes of Markdown into a doc, correct for Chinese.
 *
 * CommonMark and GFM tables, task lists and footnotes by cmark-gfm; emphasis,
 * strong and strike beside Han characters, bare URLs and line breaks between
 * Han characters by rules of our own (marks.h), because the library's fail on
 * Chinese text and are not safe in threads.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "doc.h"

#include <stdbool.h>

struct diags;

enum raw_html { RAW_REJECT, RAW_CLEAN, RAW_KEEP };

struct markdown_options {
    enum raw_html raw_html; /* RAW_KEEP is for tests: everything passes */
    bool footnotes;
    unsigned max_nesting; /* deepest block nesting; 0: the default of 64 */
};

/* Call once before any thread starts. */
void markdown_prepare(void);

/*
 * Reads the text of `source` from byte `from` on (behind the front matter)
 * into a doc in `arena`; it keeps pointing to `source`. Places are those of
 * the whole file. Problems go to `diags`; where the page is refused (a cap is
 * passed, memory or time runs out) the result is NULL.
 */
struct doc *markdown_read(struct arena *arena, const struct source *source,
                          size_t from, const struct markdown_options *options,
                          struct diags *diags);

#endif
