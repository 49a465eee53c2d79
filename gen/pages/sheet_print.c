/*
 * sheet_print - what libxlsxwriter prints, put together without printf.
 *
 * Of the library's time most went into printf: for each cell of a workbook it
 * takes a format apart, and turns a number such as 21 into digits as if it had
 * three hundred. Built as distributions build it, the library prints through
 * __fprintf_chk, which is therefore defined here, for the loader to take this
 * one. Whatever is not known here, by whomever it is printed, goes to printf;
 * so does all of a library built in another way.
 */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LINE 2048 /* bytes that are put together here; nearly all are fewer */

#define DECIMALS 6
#define MILLION 1e6
#define WHOLE_MOST 1e15 /* so many digits a double keeps */

#define LITERAL_LEN(text) (sizeof(text) - 1)

struct line {
    char bytes[LINE];
    size_t len;
};

static bool put(struct line *line, const char *bytes, size_t len)
{
    if (len > sizeof(line->bytes) - line->len)
        return false;
    memcpy(line->bytes + line->len, bytes, len);
    line->len += len;
    return true;
}

static bool put_whole(struct line *line, bool negative, uint64_t whole)
{
    char digits[24];
    size_t at = sizeof(digits);

    do
        digits[--at] = (char)('0' + whole % 10);
    while ((whole /= 10));
    if (negative)
        digits[--at] = '-';
    return put(line, digits + at, sizeof(digits) - at);
}

/* What stands behind the point, `millionths` of one, without zeros at its end;
 * nothing where there are none. */
static bool put_decimals(struct line *line, uint64_t millionths)
{
    char digits[1 + DECIMALS] = ".";
    size_t len = sizeof(digits);

    if (millionths == 0)
        return true;
    for (size_t at = sizeof(digits); at-- > 1; millionths /= 10)
        digits[at] = (char)('0' + millionths % 10);
    while (digits[len - 1] == '0')
        len--;
    return put(line, digits, len);
}

/*
 * A number that a report may state, in the digits that it has there: they are
 * those if they read as the same number again. False for others.
 */
static bool put_number(struct line *line, double number)
{
    double size = fabs(number);

    if (!(size < WHOLE_MOST / MILLION))
        return false;
    uint64_t millionths = (uint64_t)(size * MILLION + 0.5);
    if ((double)millionths / MILLION != size ||
        (number == 0 && signbit(number)))
        return false;
    return put_whole(line, number < 0, millionths / (uint64_t)MILLION) &&
           put_decimals(line, millionths % (uint64_t)MILLION);
}

static bool put_int(struct line *line, int number)
{
    int64_t wide = number;

    return put_whole(line, wide < 0, (uint64_t)(wide < 0 ? -wide : wide));
}

static bool put_text(struct line *line, const char *text)
{
    return text && put(line, text, strlen(text));
}

/* False at what is not known here, and where the line is too long. */
static bool put_all(struct line *line, const char *format, va_list *args)
{
    static const char number[] = "%.16G";

    for (;;) {
        size_t plain = (size_t)(strchrnul(format, '%') - format);
        if (!put(line, format, plain))
            return false;
        format += plain;
        bool known = false;
        if (!*format)
            return true;
        if (format[1] == 's')
            known = put_text(line, va_arg(*args, const char *));
        else if (format[1] == 'd')
            known = put_int(line, va_arg(*args, int));
        else if (strncmp(format, number, LITERAL_LEN(number)) == 0)
            known = put_number(line, va_arg(*args, double));
        if (!known)
            return false;
        format += format[1] == '.' ? LITERAL_LEN(number) : 2;
    }
}

/* As the C library has them; its header declares them for some options alone.
 * NOLINTBEGIN(bugprone-reserved-identifier) */
int __fprintf_chk(FILE *restrict file, int flag, const char *restrict format,
                  ...) __attribute__((format(printf, 3, 4)));
int __vfprintf_chk(FILE *restrict file, int flag, const char *restrict format,
                   va_list args) __attribute__((format(printf, 3, 0)));

int __fprintf_chk(FILE *restrict file, int flag, const char *restrict format,
                  ...)
{
    struct line line;
    va_list args;

    line.len = 0;
    va_start(args, format);
    bool whole = put_all(&line, format, &args);
    va_end(args);
    if (whole)
        return fwrite(line.bytes, 1, line.len, file) == line.len ? (int)line.len
                                                                 : -1;
    va_start(args, format);
    int len = __vfprintf_chk(file, flag, format, args);
    va_end(args);
    return len;
}

/* NOLINTEND(bugprone-reserved-identifier) */
