/*
 * format - what printf does, without its cost for what is asked most: texts
 * and whole numbers.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * As vsnprintf: writes at most `room` bytes with a NUL and returns the length
 * of the whole. Negative where `format` is none.
 */
int format_write(char *to, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
