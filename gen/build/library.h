/*
 * library - the texts and files of the content folder, read once and kept.
 *
 * A file is read again when its stat or its place in the list of changed paths
 * says so, and read anew (parsed) only when its bytes differ. What is wrong
 * with a text is kept with it and told at each update until it is mended.
 */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "../report/site.h"

#include <stdbool.h>

struct cache_input;
struct disk;
struct inventory;
struct library;
struct wire_note;

struct library *library_new(struct disk *disk, const struct config *config);
void library_free(struct library *library);

/*
 * Brings the library up to what `inventory` lists. `changed` names paths whose
 * bytes may differ though their stat does not. Problems of all texts, new and
 * kept, go to `diags`.
 */
void library_update(struct library *library, const struct inventory *inventory,
                    const char *const *changed, size_t len, unsigned threads,
                    struct diags *diags);

/*
 * Before the first update: an earlier run read this file, and its stat proves
 * that it is the same. A report's text is then not among the content's, for the
 * report is known; what was `told` of it (NULL: nothing) is told again. Both
 * must outlive the library.
 */
void library_recall(struct library *library, const struct cache_input *input,
                    const struct wire_note *told);

/* From now on, of what is told of recalled texts, no more is had than people
 * are shown of it: the rest is counted, and not looked at. */
void library_tell_few(struct library *library);

/* What was recalled of a file is not enough: the next update reads it. */
void library_forget(struct library *library, const char *path);

/* Whether all that was told of a text is what was recalled of it. */
bool library_keeps(const struct library *library, const char *path);

/* What was told of a text, for a later run, in `arena`. */
struct wire_note library_told(const struct library *library, const char *path,
                              struct arena *arena);

/*
 * From the next update on, where reports have more than `keeps` bytes of text,
 * their papers are lent to the joining a few at a time and then let go. What is
 * wrong with them library_tell knows afterwards, library_update does not.
 */
void library_lend(struct library *library, size_t keeps);
void library_tell(struct library *library, struct diags *diags);

/*
 * Reads a folded report's paper again, in `arena`; nothing is told of it. An
 * errno value where it cannot be read, EAGAIN where it is no longer what it
 * was. Safe to call from several threads.
 */
int library_read_again(const struct library *library,
                       const struct paper *folded, struct arena *arena,
                       struct paper *out);

/*
 * Looks at the bytes of these texts and ledgers alone; `differs` says which
 * are no longer what they were. What library_content gave is brought up to it
 * in place. False where one of them is new, gone or something else: then only
 * library_update helps. Problems of these alone go to `diags`.
 */
bool library_look(struct library *library, const char *const *path, size_t len,
                  bool *differs, struct diags *diags);

/* Every file as it was last read, sorted by path, in `arena`; false where one
 * could not be read. */
bool library_inputs(const struct library *library, struct arena *arena,
                    struct cache_input **input, size_t *len);

/* All texts and files, for site_new; good until the next update. */
const struct content *library_content(const struct library *library);

#endif
