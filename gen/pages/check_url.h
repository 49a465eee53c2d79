/*
 * check_url - what a browser makes of an address in a page.
 *
 * Browsers drop blanks and line ends, take '\' for '/', and know schemes that
 * run code; an address is judged as they read it (the URL standard).
 */
#ifndef CHECK_URL_H
#define CHECK_URL_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

enum url_kind {
    URL_PAGE, /* relative: path and anchor are set */
    URL_ROOTED, /* begins with a single '/' */
    URL_HOST, /* http, https, ftp, ws and their like, or //host */
    URL_CONTACT, /* mailto, tel */
    URL_CODE, /* javascript, data and what else carries its content */
    URL_SCHEME, /* any other scheme, or what could be taken for one */
    URL_BROKEN, /* bytes that no address of ours has */
};

struct url {
    enum url_kind kind;
    struct str text; /* as a browser sees it: without blanks and line ends */
    struct str host; /* URL_HOST: lower case, without user and port */
    struct str path; /* URL_PAGE: decoded; empty means the page itself */
    struct str anchor; /* URL_PAGE: decoded; empty means none */
};

/* Reads an address. Its texts live in `arena` or are part of `text`. */
struct url url_read(struct arena *arena, struct str text);

#endif
