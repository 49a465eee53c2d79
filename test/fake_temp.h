/*
 * fake_temp - a folder of its own on the real disk for a test.
 */
#ifndef FAKE_TEMP_H
#define FAKE_TEMP_H

/* Makes a new folder below TMPDIR, or /tmp; given back by temp_remove. */
char *temp_folder(void);

/* Makes it below `below`; NULL is TMPDIR, or /tmp. */
char *temp_folder_in(const char *below);

/* Removes the folder with all that is in it, and its name. */
void temp_remove(char *folder);

#endif
