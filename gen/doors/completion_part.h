/*
 * completion_part - what the scripts for the three shells share: a value or an
 * argument read from the name it has in the help.
 */
#ifndef COMPLETION_PART_H
#define COMPLETION_PART_H

#include "../base/buf.h"
#include "options.h"

#include <stdbool.h>

enum taken {
    TAKES_NOTHING, /* that a shell could know: N, YEAR */
    TAKES_FOLDER,
    TAKES_FILE,
    TAKES_COMMAND,
    TAKES_SETTING, /* section.key= */
};

/* What a script is made from, and to where. */
struct completion {
    const struct command_rule *commands;
    enum lang lang;
    struct buf *out;
};

/*
 * Reads `name` ("zh|en", "[DIR]", "site DIR | report YEAR"): its lower-case
 * words are added to `words`, a blank between; the first other one that says
 * anything is given back.
 */
enum taken completion_taken(const char *name, struct buf *words);

/* "[gov] [DIR]": the words may be left out, so what follows stands first, too. */
static inline bool completion_words_optional(const char *arguments)
{
    return arguments[0] == '[';
}

/* Adds all settings as `section.key=`, a blank between. */
void completion_settings(struct buf *out);

/* Adds the names of all commands, with `between` between. */
void completion_commands(const struct completion *completion,
                         const char *between);

/* Adds `text` for the inside of single quotes, each byte of `marks` and the
 * backslash with a backslash before it; a single quote becomes ’. */
void completion_quoted(struct buf *out, const char *text, const char *marks);

void completion_bash(const struct completion *completion);
void completion_zsh(const struct completion *completion);
void completion_fish(const struct completion *completion);

#endif
