/*
 * cover - what lies on top of an archive: the page that opens by double click
 * (start.html), the note beside it (readme.txt), and pages that stand in for
 * those of another year's disc.
 */
#ifndef COVER_H
#define COVER_H

#include "../base/buf.h"

struct config;
struct edition;

/* What is said of one archive. */
struct cover {
    const struct edition *edition;
    const struct config *config;
    int year; /* whose reports it has; 0: all */
    struct str public_key; /* of who signed it; empty: not signed */
    bool source; /* the texts are in it, too */
};

/* start.html */
void cover_start(const struct cover *cover, struct buf *out);

/* readme.txt: in Chinese, as the notepad of Windows wants it. */
void cover_readme(const struct cover *cover, struct buf *out);

/*
 * A page at `path` whose own is on the disc of `year`; `anchor` are the places
 * in it that this disc's pages link to.
 */
void cover_stub(const struct cover *cover, const char *path, int year,
                const char *const *anchor, size_t anchors, struct buf *out);

#endif
