/*
 * completion - what shells need to complete gongkai's command line.
 *
 * All of it is read from the table that also makes the help, down to what a
 * value is: "zh|en" are words, DIR a folder, FILE a file. So a new command is
 * completed without a line here.
 */
#ifndef COMPLETION_H
#define COMPLETION_H

#include "options.h"

enum shell { SHELL_BASH, SHELL_ZSH, SHELL_FISH, SHELLS };

/* Reads bash, zsh or fish; SHELLS for any other name. */
enum shell completion_shell(const char *name);

/* Adds the script that the shell is to read; meanings are in `lang`. */
void completion_write(enum shell shell, const struct command_rule *commands,
                      enum lang lang, struct buf *out);

#endif
