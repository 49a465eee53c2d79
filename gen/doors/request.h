/*
 * request - what a browser asks of the preview, judged by its words alone.
 *
 * No file and no socket is touched here: the outcome is a status to refuse
 * with, one of the preview's own services, or a clean path to look up among
 * the finished pages. Nothing else can be served, so nothing else can leak.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include "../base/text.h"

#include <stdbool.h>

#define REQUEST_PATH_MOST 512 /* longer than any page of a site */
#define REQUEST_HEADERS_MOST 100

/* As it came over the wire. Texts may hold anything. */
struct request {
    const char *method, *version;
    const char *target; /* the path, not yet decoded, without its query */
    size_t hosts; /* how many Host headers */
    const char *host; /* the last; NULL: none */
    const char *origin; /* NULL: none */
    size_t headers; /* how many in all */
    bool body; /* it announces one, or says two things about it */
};

/* Whom the preview answers. */
struct request_rules {
    const char *bind; /* the address it listens on */
    struct str hosts; /* [serve] allow_hosts: further names, with commas */
    const char *token; /* unguessable; part of the services' paths */
};

enum request_what {
    REQUEST_PAGE, /* look up `path` */
    REQUEST_SCRIPT, /* the script that keeps pages up to date */
    REQUEST_STYLE, /* how it shows messages */
    REQUEST_EVENTS, /* the stream that it listens to */
    REQUEST_REFUSED, /* by `status` */
};

struct request_answer {
    enum request_what what;
    unsigned status; /* REQUEST_REFUSED: 400, 403, 405, 414, 431, 505 */
    char path[REQUEST_PATH_MOST]; /* REQUEST_PAGE: without its leading '/' */
};

void request_judge(const struct request *request,
                   const struct request_rules *rules,
                   struct request_answer *out);

/* True where an If-None-Match header names `etag` (with its quotes). */
bool request_has(const char *if_none_match, const char *etag);

enum request_range {
    RANGE_ALL, /* none, or one that may be passed over */
    RANGE_PART,
    RANGE_BEYOND, /* 416 */
};

/* Reads a Range header (may be NULL) against a body of `size` bytes. Of
 * several ranges none is honoured, as RFC 9110 allows. */
enum request_range request_range(const char *range, size_t size, size_t *from,
                                 size_t *len);

/* The value of a key in a query, decoded into `out`; false where it is not
 * there, broken, or longer than `most` - 1 bytes. */
bool request_value(const char *query, const char *key, char *out, size_t most);

/* True for 127.0.0.0/8, ::1 and localhost: this machine alone. */
bool request_is_loopback(const char *address);

/* What a file is called in Content-Type, by its name's ending. */
const char *request_type(const char *path);

#endif
