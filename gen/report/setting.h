/*
 * setting - one value of the configuration: judged, taken over, and printed.
 */
#ifndef SETTING_H
#define SETTING_H

#include "config.h"

/*
 * Puts `value` into the field of `config` that `key` is for. False, with the
 * field as it was, where the value is not of the key's type. Texts are copied
 * into `arena`.
 */
bool setting_take(struct config *config, const struct config_key *key,
                  struct str value, struct arena *arena);

/* Reads off, note, warn, warning or error. */
bool setting_level(struct str value, enum diag_level *level);

/* Folds the field that `key` is for into `print`. */
void setting_print(const struct config *config, const struct config_key *key,
                   struct print *print);

#endif
