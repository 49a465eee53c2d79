/*
 * fake_killer - a disk that forwards every call to another one and ends the
 * process before the nth, as a kill would. A write is then half done.
 */
#ifndef FAKE_KILLER_H
#define FAKE_KILLER_H

#include "../gen/base/disk.h"

#define FAKE_KILLED 99 /* the code that the process ends with */

/*
 * The disk that is killed is `behind`, which must outlive it. Syncing is left
 * out: a kill, unlike a power cut, loses nothing of what was written.
 */
struct disk *fake_killer_new(struct disk *behind, unsigned nth);

#endif
