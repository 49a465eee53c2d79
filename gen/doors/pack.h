/*
 * pack - files into one file to hand over: a zip, or the image of a disc.
 *
 * The same files always give the same bytes: entries come in the order given,
 * and every time is that of the pack, never the clock's. A disc has three
 * trees for three kinds of systems: plain ISO 9660 (level 3), Joliet and Rock
 * Ridge. Call it while no other thread runs: the library asks the system for
 * the time and the zone, and both are lent to it.
 */
#ifndef PACK_H
#define PACK_H

#include "../base/text.h"

struct diags;
struct disk;

enum pack_form { PACK_ZIP, PACK_ISO };

struct pack_item {
    const char *path; /* 2020/r03.html */
    struct str bytes;
};

struct pack {
    enum pack_form form;
    const char *volume; /* name of the disc: A-Z 0-9 _ */
    int64_t time; /* of all entries, seconds since 1970 */
    const char *scratch; /* a folder where the library may put a nameless
                            file as large as the disc */
    const struct pack_item *item; /* by path */
    size_t len;
};

/*
 * Writes the pack into the new file `path` and brings it to the medium. False
 * when the system fails, told; the file is then not whole.
 */
bool pack_write(const struct pack *pack, struct disk *disk, const char *path,
                struct diags *diags);

#endif
