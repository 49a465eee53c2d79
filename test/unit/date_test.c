#include "../../gen/base/date.h"
#include "../test.h"

TEST(days_and_minutes_are_read)
{
    struct date date = {0};

    CHECK(date_read(STR("2020-01-15 09:05"), &date));
    CHECK_INT(date.year, 2020);
    CHECK_INT(date.minute, 5);
    CHECK(date_read(STR("2024-02-29"), &date));
    CHECK_INT(date.hour, 0);
}

TEST(what_is_no_day_is_refused)
{
    static const char *const wrong[] = {
        "2025-02-30",          "9999-99-99",      "2023-02-29",   "2020-1-5",
        "2020-01-15 24:00",    "2020-01-15 9:00", "2020年1月5日", "",
        "2020-01-15 09:00:00", "2020-00-01",      "0000-01-01"};
    struct date date = {.year = 7};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        test_case(!date_read(str_of(wrong[i]), &date), wrong[i], "was read");
    CHECK_INT(date.year, 7);
}

TEST(dates_are_written_for_tags_and_for_people)
{
    struct date date = {.year = 2021, .month = 1, .day = 5, .hour = 9};
    struct buf out = {0};

    date_write(&out, date);
    buf_char(&out, '|');
    date_write_chinese(&out, date);
    CHECK_STR(out.data, "2021-01-05 09:00|2021年1月5日");
    buf_cut(&out, 0);
    date_write(&out, (struct date){0});
    CHECK_STR(out.data, "");
    buf_free(&out);
}

TEST(seconds_are_those_of_china)
{
    struct date epoch = {.year = 1970, .month = 1, .day = 1, .hour = 8};
    struct date leap = {
        .year = 2024, .month = 2, .day = 29, .hour = 23, .minute = 59};

    CHECK_INT(date_seconds(epoch), 0);
    struct date back = date_of_seconds(date_seconds(leap));
    CHECK_INT(date_compare(leap, back), 0);
    back = date_of_seconds(1577836800); /* 2020-01-01 00:00 UTC */
    CHECK_INT(back.year * 10000 + back.month * 100 + back.day, 20200101);
    CHECK_INT(back.hour, 8);
    CHECK(date_compare(epoch, leap) < 0);
}
