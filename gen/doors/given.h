/*
 * given - a file or folder that the command line names, to be read: found from
 * the folder of -C as a shell in that folder would.
 */
#ifndef GIVEN_H
#define GIVEN_H

#include "../base/buf.h"

#include <stdbool.h>

struct disk;
struct session;

/* Opens the folder that `path` lies in; `*name` is its name there ("." for a
 * path without one). NULL: told. */
struct disk *given_open(struct session *session, const char *path,
                        const char **name);

/* Opens the folder `path` itself, through a link if it is one; NULL and
 * `*error` where it cannot, untold. */
struct disk *given_folder(struct session *session, const char *path,
                          int *error);

/* Reads a whole file of at most `most` bytes into `out`. False: told. */
bool given_read(struct session *session, const char *path, size_t most,
                struct buf *out);

#endif
