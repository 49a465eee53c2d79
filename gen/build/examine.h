/*
 * examine - looks into the pictures and attachments that are to be published:
 * broken ones, payment codes, and what is nobody's business.
 *
 * What was found of a file is kept while its bytes are the same. Pictures and
 * packages are opened in children: call it while no other thread runs.
 */
#ifndef EXAMINE_H
#define EXAMINE_H

#include "../base/print.h"
#include "../report/config.h"

struct disk;
struct examine;

struct examine *examine_new(struct disk *disk, const struct config *config);
void examine_free(struct examine *examine);

/* Looks into the file at `path`, which has that print; tells all of it. */
void examine_file(struct examine *examine, const char *path, struct print print,
                  struct diags *diags);

/* The same of bytes at hand, without keeping anything. */
void examine_bytes(const struct config *config, const char *path,
                   struct str bytes, struct diags *diags);

#endif
