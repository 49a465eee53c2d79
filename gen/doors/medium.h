/*
 * medium - what discs and sticks hold, and the names they refuse.
 *
 * A name must come through unharmed everywhere: on FAT32, in the Joliet tree
 * that Windows reads and in plain ISO 9660. The tools that write these rename
 * or drop what they cannot hold and hardly say so; so we ask before.
 */
#ifndef MEDIUM_H
#define MEDIUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diags;
struct pack_item;

/* Reads cd, dvd, or a size such as 650M or 8G (thousands, as media are sold);
 * false where it is none. */
bool medium_read(const char *text, uint64_t *bytes);

enum medium_kind { MEDIUM_DISC, MEDIUM_STICK };

/* How many bytes the items take there, at least. */
uint64_t medium_need(enum medium_kind kind, const struct pack_item *item,
                     size_t len);

/* Tells every name, size and depth that some medium refuses; false if any. */
bool medium_judge(const struct pack_item *item, size_t len,
                  struct diags *diags);

/* Tells that `need` is more than `most`, and the largest of the items. */
void medium_tell_large(const char *path, uint64_t need, uint64_t most,
                       const struct pack_item *item, size_t len,
                       struct diags *diags);

#endif
