/*
 * session - one run of a command: its options, the site's folder and
 * configuration, what it has to say, and how it ends.
 */
#ifndef SESSION_H
#define SESSION_H

#include "../base/mem.h"
#include "../report/config.h"
#include "options.h"

#include <stdbool.h>

struct disk;

struct session {
    struct options options;
    struct arena arena;
    struct diags diags;
    struct config config;
    struct disk *disk; /* the site's folder */
    struct disk *themes; /* the themes that came with gongkai; may be NULL */
    const char *themes_folder; /* the system's path of it */
    char *const *environment;
    bool needs_no_config; /* works where there is no config.ini, too */
    bool misconfigured; /* so that whatever is wrong with it asks for 78 */
    bool changed; /* the public site */
    bool silent; /* no last line: the command publishes nothing */
    struct buf status; /* the last line; empty: the usual one */
};

/* Starts as {0} but for `options`, `arena` and `environment`. */
void session_init(struct session *session);

/* Opens the site's folder. False when it cannot (told). */
bool session_folder(struct session *session);

/*
 * Opens the site: its folder, config.ini, the environment's and the command
 * line's settings, and the themes that came with the program. False when
 * something was wrong (told).
 */
bool session_site(struct session *session);

/* Whether an error has been told, by the levels that the site sets. */
bool session_has_errors(const struct session *session);

/*
 * Reads the settings anew into `config`, whose texts then live in `arena`;
 * `print` is that of the file's bytes. False when something was wrong (told).
 */
struct print;
bool session_settings(const struct session *session, struct config *config,
                      struct arena *arena, struct print *print,
                      struct diags *diags);

/* Takes warnings for errors where the site or --strict wants it. */
void session_be_strict(struct config *config, bool strict);

/* Tells what `diags` has, judged and sorted, to standard error. */
void session_tell(const struct session *session, const struct diags *diags);

/* Writes all of `text` to standard output; false when that fails (told). */
bool session_print(struct session *session, struct str text);

/* Tells everything, says whether the public site changed, gives all back. */
enum exit_code session_end(struct session *session, enum exit_code code);

#endif
