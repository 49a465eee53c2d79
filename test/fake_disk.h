/*
 * fake_disk - a disk in memory behind the door of gen/base/disk.h, for tests.
 *
 * It keeps the same rules as the real one (hard links share their bytes,
 * symbolic links are told and never followed, two folders can be exchanged),
 * its clock is turned by hand, and any call can be made to fail. disk_close
 * gives it back. Texts that it hands out are valid until then.
 */
#ifndef FAKE_DISK_H
#define FAKE_DISK_H

#include "../gen/base/disk.h"

/* An empty disk with 1 GiB free, at 2020-01-15 09:00 China Standard Time. */
struct disk *fake_disk_new(void);

/*
 * Put something there, with the folders above it; what stood there goes. These
 * are no disk calls: they are not counted and never fail.
 */
void fake_file(struct disk *disk, const char *path, const char *text);
void fake_bytes(struct disk *disk, const char *path, struct str bytes);
void fake_folder(struct disk *disk, const char *path);
void fake_symlink(struct disk *disk, const char *path, const char *to);
void fake_fifo(struct disk *disk, const char *path);
void fake_gone(struct disk *disk, const char *path); /* with all below it */

/* The text of a file; NULL where no file stands. */
const char *fake_text(struct disk *disk, const char *path);

/*
 * All that stands below `path`, a line each, sorted: `a.html: text`, `sub/`,
 * `link -> to`, `pipe|`. "" where nothing stands. A line end in a text is
 * shown as \n.
 */
const char *fake_tree(struct disk *disk, const char *path);

/* The same with inode numbers and times: equal only if nothing was touched. */
const char *fake_state(struct disk *disk, const char *path);

/*
 * From here on, the `nth` call (1 is the next) named `call` fails with
 * `error`, once. NULL counts all calls but unlock. Names are those of struct
 * disk_calls.
 */
void fake_fail(struct disk *disk, const char *call, unsigned nth, int error);

/* Every call on `path`, and on what is below it, fails with `error`. */
void fake_deny(struct disk *disk, const char *path, int error);

/*
 * As if the process were killed before its `nth` call: that call and all
 * after it do nothing and fail.
 */
void fake_kill(struct disk *disk, unsigned nth);

/* Ends fake_fail, fake_deny and fake_kill; the locks of the dead are free. */
void fake_heal(struct disk *disk);

/* How many calls were made, and a line for each: `write public/a.html`. */
unsigned fake_calls(struct disk *disk);
const char *fake_log(struct disk *disk);
void fake_log_clear(struct disk *disk);

/* Calls `then(context)` once, before the next `call` on `path`. */
void fake_before(struct disk *disk, const char *call, const char *path,
                 void (*then)(void *context), void *context);

void fake_clock(struct disk *disk, int64_t nanoseconds);
void fake_space(struct disk *disk, uint64_t bytes);

#endif
