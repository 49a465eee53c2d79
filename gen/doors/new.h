/*
 * new - the first files of a site, and of a year's report.
 *
 * Nothing that stands is ever overwritten: what is in the way is told, and
 * then nothing at all is written.
 */
#ifndef NEW_H
#define NEW_H

#include "../base/buf.h"

struct disk;
struct diags;

/*
 * Makes a small site that builds as it is, in `folder`: below `disk`, or where
 * the system finds it when it is absolute or climbs out. `year` is that of the
 * plan in its first report. Adds to `told` the path of each file made and the
 * command that comes next. False when it could not (told in `diags`).
 */
bool new_site(struct disk *disk, const char *folder, int year, struct buf *told,
              struct diags *diags);

/* Makes content/YEAR/report.md in the site whose folder `disk` is. */
bool new_report(struct disk *disk, int year, struct buf *told,
                struct diags *diags);

#endif
