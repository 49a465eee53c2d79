/*
 * date - days and minutes as people write them in front matter.
 */
#ifndef DATE_H
#define DATE_H

#include "buf.h"

#include <stdbool.h>

struct date {
    int year, month, day; /* year 0: no date */
    int hour, minute;
};

/*
 * Reads YYYY-MM-DD with an optional " HH:MM" (24 hours). False when it is not
 * one, or no such day exists; `out` is then untouched.
 */
bool date_read(struct str text, struct date *out);

/* Writes YYYY-MM-DD HH:MM, the form of the PubDate tag; nothing for no date. */
void date_write(struct buf *out, struct date date);

/* Writes 2021年1月5日: no zero padding (GB/T 9704-2012, 7.3.5). */
void date_write_chinese(struct buf *out, struct date date);

int date_compare(struct date a, struct date b);

/* Seconds since 1970 of a date read as China Standard Time, and back. */
int64_t date_seconds(struct date date);
struct date date_of_seconds(int64_t seconds);

#endif
