/*
 * disk_real - the disk of the system: what stands behind the door of disk.h
 * when it is no test.
 *
 * disk_look.c has the calls that look, disk_change.c those that change
 * something, disk_real.c the locks and the door itself. Each call does what
 * its twin in disk.h tells.
 */
#ifndef DISK_REAL_H
#define DISK_REAL_H

#include "beneath.h"
#include "disk.h"

/* Finds and leaves an entry below the disk's root; see beneath.h. */
int real_find(struct disk *disk, const char *path, struct beneath_entry *out);
void real_leave(struct disk *disk, struct beneath_entry *entry);

/* Opens a folder for reading; an errno value where it cannot. */
int real_open_folder(struct disk *disk, const char *path, int *fd);

int real_stat(struct disk *disk, const char *path, struct disk_stat *out);
size_t real_stat_many(struct disk *disk, const char *const *path, size_t len,
                      struct disk_stat *out);
int real_read(struct disk *disk, const char *path, size_t most, struct buf *out,
              struct disk_stat *st);
int real_read_part(struct disk *disk, const char *path, uint64_t offset,
                   size_t most, struct buf *out);
int real_view(struct disk *disk, const char *path, uint64_t offset, size_t len,
              bool some, struct disk_view *out);
int real_read_link(struct disk *disk, const char *path, struct buf *out);
int real_list(struct disk *disk, const char *path, struct arena *arena,
              struct disk_entry **out, size_t *len);
int real_list_stat(struct disk *disk, const char *path, struct arena *arena,
                   struct disk_entry **out, size_t *len,
                   struct disk_stat **stat); /* stat may be NULL */
int real_space(struct disk *disk, const char *path, uint64_t *bytes);
int64_t real_now(struct disk *disk);

int real_make_folder(struct disk *disk, const char *path);
int real_write(struct disk *disk, const char *path, struct str bytes);
int real_append(struct disk *disk, const char *path, struct str bytes);
int real_make_link(struct disk *disk, const char *path, const char *to);
int real_link(struct disk *disk, const char *from, const char *to);
int real_rename(struct disk *disk, const char *from, const char *to);
int real_exchange(struct disk *disk, const char *a, const char *b);
int real_remove(struct disk *disk, const char *path);
int real_sync(struct disk *disk, const char *path);
int real_sync_names(struct disk *disk, const char *path);

/* Writes all bytes to an open file; 0 or an errno value. */
int real_write_all(int fd, struct str bytes);

#endif
