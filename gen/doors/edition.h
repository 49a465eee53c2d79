/*
 * edition - the finished site in memory: what is archived and published.
 *
 * It is made by the same build as public/ and judged by the same checks, so
 * its bytes are those of public/. Every file has its SHA-256.
 */
#ifndef EDITION_H
#define EDITION_H

#include "../base/date.h"
#include "../base/mem.h"
#include "../base/sha256.h"

struct session;

struct edition_file {
    const char *path; /* 2020/r03.html */
    struct str bytes;
    struct sha256 sum;
};

struct edition_report {
    const char *id, *title; /* "2020"; 示例镇2020年工作计划 */
    int year;
    struct date published;
};

struct edition {
    struct arena arena;
    struct edition_file *file; /* by path */
    size_t files, cap;
    struct edition_report *report; /* newest year first */
    size_t reports;
    const char **source; /* content/2020/report.md; drafts left out */
    size_t sources;
    const char *title; /* of the site */
    int64_t time; /* of all that is written: seconds since 1970 */
};

/*
 * Builds and checks the site of an opened session. The time is that of
 * SOURCE_DATE_EPOCH, else of the newest report, never the clock's. False while
 * errors remain, or when the run is to stop: told.
 */
bool edition_make(struct session *session, struct edition *out);

/* The file of that path, or NULL. */
const struct edition_file *edition_find(const struct edition *edition,
                                        const char *path);

void edition_free(struct edition *edition);

#endif
