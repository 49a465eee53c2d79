/*
 * output - where a site may be written: never into its own sources, never over
 * what belongs to somebody else.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

struct disk;
struct session;

struct output {
    struct disk *disk; /* the folder that the site's folder lies in */
    bool own; /* the disk is to be closed by output_close */
    const char *name; /* the site's folder below it: "public" */
    const char *told; /* as people wrote it */
};

/*
 * Finds the place that -o or [build] output_dir names. An absolute path or one
 * with .. is allowed on the command line alone. False when it is refused
 * (told).
 */
bool output_open(struct session *session, struct output *output);
/* The same for a path of the command line, of a folder or a file. */
bool output_at(struct session *session, const char *path,
               struct output *output);

void output_close(struct output *output);

#endif
