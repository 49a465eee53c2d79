/*
 * source - a text that somebody wrote, and places in it.
 *
 * Lines count from 1; columns count characters from 1, as an editor shows
 * them. Line 0 means the file as a whole. Line ends are LF only: the reader
 * that loads a file has folded CR and CRLF before.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "mem.h"
#include "text.h"

struct source {
    const char *path; /* as told to people: relative to the site's root */
    struct str text;
    uint32_t *line; /* byte offset of each line's beginning */
    size_t lines;
};

struct place {
    const struct source *source;
    uint32_t line;
    uint32_t column;
};

/* Takes `text` and `path` as they are (not copied) and indexes the lines. */
struct source *source_new(struct arena *arena, const char *path,
                          struct str text);

/* One line without its line end; empty when there is no such line. */
struct str source_line(const struct source *source, uint32_t line);

/* The line of byte `offset`, from 1; unlike its place, at once however long the
 * line is. */
uint32_t source_line_at(const struct source *source, size_t offset);

/* The place of a byte offset. */
struct place place_at(const struct source *source, size_t offset);

/*
 * The place of `offset`, counted on from `seen`, the place of `seen_at` that
 * was asked for before: a page may be one line of megabytes, and counting its
 * columns from the line's beginning each time would be quadratic. An offset
 * before it is looked up anew. The text is valid UTF-8.
 */
struct place place_on(struct place seen, size_t seen_at, size_t offset);

/* The place of a line and a byte column, both from 1, as parsers give them. */
struct place place_byte(const struct source *source, uint32_t line,
                        uint32_t byte_column);

/* The file as a whole. */
struct place place_file(const struct source *source);

/* The byte offset of a place; the text's end when it lies beyond. */
size_t place_offset(struct place place);

#endif
