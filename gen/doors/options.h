/*
 * options - the command line, read against a table.
 *
 * Global options stand before or after the command's name; "--" ends options;
 * a value is given as --name=value, --name value, -nvalue or -n value.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "../base/diag.h"

#include <stdbool.h>

struct session;

/* An option of one command, as main.c's table has it. */
struct option_rule {
    const char *name; /* "output" for --output */
    char letter; /* 'o' for -o; 0: none */
    const char *value; /* "DIR": takes a value, named so in the help; "[WHEN]":
                          may take one, as --name=value; "[N]": also as the
                          next word; NULL: a switch */
    const char *meaning[2]; /* by enum lang */
};

#define OPTION_MOST 16 /* rules a command may have */

/* What a command is called, takes and does. Lists end with a zeroed entry. */
struct command_rule {
    const char *name;
    const char *arguments; /* "[FILE…]", as the help shows it; "" for none */
    size_t least, most; /* how many arguments */
    const struct option_rule *option;
    const char *meaning[2];
    enum exit_code (*run)(struct session *session);
};

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What was said. Texts point into argv. */
struct options {
    const struct command_rule *command; /* NULL: none was named */
    const char *folder; /* -C; NULL: here */
    const char *config; /* -c; NULL: config.ini */
    const char **set; /* --set, in order */
    size_t sets;
    bool quiet, verbose, help, version, json;
    bool data_format; /* --format was given: see `format` */
    const char *format; /* --format as given: text, json, csv, table */
    enum color_choice color;
    enum lang lang;
    const char *value[OPTION_MOST]; /* by index of the command's rules; NULL:
                                       not given; "" for a switch that was */
    const char **argument; /* what follows the command */
    size_t arguments;
};

/* The language of messages: LC_ALL, LC_MESSAGES and LANG of `environment`
 * decide it, unless --lang does. Takes no memory. */
enum lang options_lang(int argc, char *const *argv, char *const *environment);

/*
 * Reads `argv` (the program's name first) into `out`. False when
 * something was wrong: told as USAGE with the nearest name.
 */
bool options_read(struct options *out, struct arena *arena, int argc,
                  char **argv, char *const *environment,
                  const struct command_rule *commands, struct diags *diags);

/* The value of a command's option by its name; NULL: not given. */
const char *option_value(const struct options *options, const char *name);

/* The options that every command has. */
const struct option_rule *options_global(void);

/* The program's help: all commands and global options. */
void options_help(const struct command_rule *commands, enum lang lang,
                  struct buf *out);

/* The help of one command. */
void command_help(const struct command_rule *command, enum lang lang,
                  struct buf *out);

#endif
