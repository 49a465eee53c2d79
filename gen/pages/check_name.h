/*
 * check_name - names that a CD, a USB stick or an old Windows refuses or
 * mixes up (ISO 9660 with Joliet, FAT32).
 */
#ifndef CHECK_NAME_H
#define CHECK_NAME_H

#include "check.h"

/*
 * Judges a path. `ours`: it must be a name that gongkai gives (DESIGN.md §4);
 * else one that media can hold. `told` is the path as people are told it.
 */
void check_name(const char *path, const char *told, bool ours,
                struct diags *diags);

/* Tells paths that differ in case only. */
void check_twin_names(const struct check_facts *facts, size_t len,
                      const struct check_rules *rules, struct diags *diags);

#endif
