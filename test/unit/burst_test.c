#include "../../gen/doors/burst.h"

#include "../test.h"

TEST(nothing_asks_for_no_update)
{
    struct burst burst = {.quiet = 80};

    CHECK_INT(burst_wait(&burst, 0), -1);
    burst_free(&burst);
}

TEST(a_lone_save_is_let_through_at_once)
{
    struct burst burst = {.quiet = 80};

    burst_add(&burst, 0, "a.md", BURST_WHOLE, 1000);
    CHECK(burst_wait(&burst, 1000) <= 5);
    CHECK_INT(burst_wait(&burst, 1005), 0);
    burst_free(&burst);
}

TEST(the_steps_of_one_save_are_one)
{
    struct burst burst = {.quiet = 80};

    burst_add(&burst, 0, "a.md", BURST_GONE, 1000); /* moved to a.md~ */
    CHECK(burst_wait(&burst, 1000) > 20);
    burst_add(&burst, 0, "a.md", BURST_BEGUN, 1001);
    CHECK(burst_wait(&burst, 1001) > 20);
    burst_add(&burst, 0, "a.md", BURST_WHOLE, 1002);
    CHECK(burst_wait(&burst, 1002) <= 5);
    CHECK_INT(burst.items.len, 1);
    burst_free(&burst);
}

TEST(a_file_that_is_still_being_written_is_waited_for)
{
    struct burst burst = {.quiet = 80};

    burst_add(&burst, 0, "a.md", BURST_BEGUN, 1000);
    CHECK_INT(burst_wait(&burst, 1000), 80);
    burst_free(&burst);
}

TEST(a_crowd_waits_until_it_is_still)
{
    struct burst burst = {.quiet = 80};

    for (int i = 0; i < 2; i++)
        burst_add(&burst, 0, i ? "a.md" : "b.md", BURST_WHOLE, 1000 + i);
    CHECK_INT(burst_wait(&burst, 1001), 80);
    burst_add(&burst, 0, "c.md", BURST_WHOLE, 1050);
    CHECK_INT(burst_wait(&burst, 1100), 30);
    burst_free(&burst);
}

TEST(no_crowd_is_waited_for_longer_than_a_second)
{
    struct burst burst = {.quiet = 80};
    char name[] = "a.md";

    for (int at = 0; at < 2000; at += 10) {
        name[0] = (char)('a' + at / 10 % 26);
        burst_add(&burst, 0, name, BURST_WHOLE, at);
    }
    CHECK_INT(burst_wait(&burst, 990), 10);
    CHECK_INT(burst_wait(&burst, 1000), 0);
    burst_free(&burst);
}

TEST(what_follows_hard_on_an_update_is_taken_for_a_crowd)
{
    struct burst burst = {.quiet = 80};

    burst_add(&burst, 0, "a.md", BURST_WHOLE, 1000);
    burst_take(&burst, 1003);
    CHECK_INT(burst_wait(&burst, 1003), -1);
    burst_add(&burst, 0, "b.md", BURST_WHOLE, 1010);
    CHECK_INT(burst_wait(&burst, 1010), 80);
    burst_take(&burst, 1090);
    burst_add(&burst, 0, "b.md", BURST_WHOLE, 1300);
    CHECK(burst_wait(&burst, 1300) <= 5);
    burst_free(&burst);
}

TEST(lost_events_stand_for_everything)
{
    struct burst burst = {.quiet = 80};

    burst_add_all(&burst, 1000);
    CHECK(burst.all);
    CHECK_INT(burst_wait(&burst, 1000), 80);
    burst_take(&burst, 1080);
    CHECK(!burst.all);
    burst_free(&burst);
}

TEST(files_of_two_places_are_two)
{
    struct burst burst = {.quiet = 80};

    burst_add(&burst, 0, "a.md", BURST_WHOLE, 1000);
    burst_add(&burst, 1, "a.md", BURST_WHOLE, 1000);
    CHECK_INT(burst.items.len, 2);
    const struct burst_item *item = burst.items.entry[1].value;
    CHECK_STR(item->path, "a.md");
    CHECK_INT(item->place, 1);
    burst_free(&burst);
}
