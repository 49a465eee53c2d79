/*
 * password - asked at the terminal without showing it, or read as a line from
 * the standard input where that is none.
 */
#ifndef PASSWORD_H
#define PASSWORD_H

#include <stddef.h>

/* Fills `out` with at most `most` bytes, no NUL behind them, and returns how
 * many; 0 where there is no password to be had. `prompt` is shown. */
size_t password_ask(const char *prompt, char *out, size_t most);

#endif
