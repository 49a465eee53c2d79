#include "date.h"

#define CHINA_OFFSET (8 * 3600)

static bool read_number(struct str text, size_t at, size_t digits, int *out)
{
    int value = 0;

    if (at + digits > text.len)
        return false;
    for (size_t i = 0; i < digits; i++) {
        char digit = text.ptr[at + i];
        if (digit < '0' || digit > '9')
            return false;
        value = value * 10 + (digit - '0');
    }
    *out = value;
    return true;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

static bool read_day(struct str text, struct date *date)
{
    return text.len >= 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
           read_number(text, 0, 4, &date->year) &&
           read_number(text, 5, 2, &date->month) &&
           read_number(text, 8, 2, &date->day) && date->year >= 1900 &&
           date->year <= 2200 && date->month >= 1 && date->month <= 12 &&
           date->day >= 1 && date->day <= days_in(date->year, date->month);
}

static bool read_time(struct str text, struct date *date)
{
    return text.len == 16 && (text.ptr[10] == ' ' || text.ptr[10] == 'T') &&
           text.ptr[13] == ':' && read_number(text, 11, 2, &date->hour) &&
           read_number(text, 14, 2, &date->minute) && date->hour < 24 &&
           date->minute < 60;
}

bool date_read(struct str text, struct date *out)
{
    struct date date = {0};

    if (!read_day(text, &date) || (text.len != 10 && !read_time(text, &date)))
        return false;
    *out = date;
    return true;
}

void date_write(struct buf *out, struct date date)
{
    if (date.year)
        buf_format(out, "%04d-%02d-%02d %02d:%02d", date.year, date.month,
                   date.day, date.hour, date.minute);
}

void date_write_chinese(struct buf *out, struct date date)
{
    if (date.year)
        buf_format(out, "%d年%d月%d日", date.year, date.month, date.day);
}

static int64_t minutes_of(struct date date)
{
    int64_t day = (int64_t)date.year * 372 + date.month * 31 + date.day;

    return (day * 24 + date.hour) * 60 + date.minute;
}

int date_compare(struct date a, struct date b)
{
    int64_t left = minutes_of(a), right = minutes_of(b);

    return (left > right) - (left < right);
}

/* Days from 1970-01-01; the year begins in March, so that a leap day is its
 * last. */
static int64_t days_from_epoch(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;

    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 -
           719468;
}

int64_t date_seconds(struct date date)
{
    int64_t days = days_from_epoch(date.year, date.month, date.day);

    return days * 86400 + date.hour * 3600 + date.minute * 60 - CHINA_OFFSET;
}

struct date date_of_seconds(int64_t seconds)
{
    int64_t local = seconds + CHINA_OFFSET;
    int64_t days = local / 86400, rest = local % 86400;

    if (rest < 0) {
        rest += 86400;
        days--;
    }
    struct date date = {.year = (int)(days / 366) + 1970, .month = 1, .day = 1};
    while (days_from_epoch(date.year + 1, 1, 1) <= days)
        date.year++;
    while (date.month < 12 &&
           days_from_epoch(date.year, date.month + 1, 1) <= days)
        date.month++;
    date.day = (int)(days - days_from_epoch(date.year, date.month, 1)) + 1;
    date.hour = (int)(rest / 3600);
    date.minute = (int)(rest / 60 % 60);
    return date;
}
