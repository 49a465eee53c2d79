#include "../test.h"

#include "../../gen/base/sort.h"

struct item {
    int key, at;
};

static size_t compared;

static int by_key(const void *left, const void *right)
{
    const struct item *a = left, *b = right;

    compared++;
    return (a->key > b->key) - (a->key < b->key);
}

/* Whether all are in order, and equal ones in that in which they came. */
static bool is_sorted(const struct item *item, size_t len)
{
    for (size_t i = 1; i < len; i++)
        if (item[i - 1].key > item[i].key ||
            (item[i - 1].key == item[i].key && item[i - 1].at > item[i].at))
            return false;
    return true;
}

TEST(whatever_the_order_was_it_is_sorted_and_equals_stay)
{
    struct item item[257];
    unsigned seed = 1;

    for (size_t len = 0; len <= 257; len++) {
        long sum = 0, after = 0;
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1103515245U + 12345U;
            item[i] = (struct item){(int)(seed >> 16) % 50, (int)i};
            sum += item[i].key * (long)(i % 7 + 1000) + item[i].at;
        }
        sort_stretches(item, len, sizeof(item[0]), by_key);
        CHECK(is_sorted(item, len));
        for (size_t i = 0; i < len; i++)
            after += item[i].key * (long)(item[i].at % 7 + 1000) + item[i].at;
        CHECK_INT(after, sum);
    }
}

TEST(what_is_in_order_is_looked_at_once)
{
    struct item item[100];

    for (int i = 0; i < 100; i++)
        item[i] = (struct item){i, i};
    compared = 0;
    sort_stretches(item, 100, sizeof(item[0]), by_key);
    CHECK_INT(compared, 99);
    CHECK(is_sorted(item, 100));
}

TEST(two_stretches_are_merged_in_one_pass)
{
    struct item item[200];

    for (int i = 0; i < 200; i++)
        item[i] = (struct item){i % 100, i};
    compared = 0;
    sort_stretches(item, 200, sizeof(item[0]), by_key);
    CHECK(is_sorted(item, 200));
    CHECK(compared < 1000); /* to find both, to merge them, to see one */
}

TEST(backwards_is_the_worst_and_still_n_log_n)
{
    static struct item item[4096];

    for (int i = 0; i < 4096; i++)
        item[i] = (struct item){4096 - i, i};
    compared = 0;
    sort_stretches(item, 4096, sizeof(item[0]), by_key);
    CHECK(is_sorted(item, 4096));
    CHECK(compared < 4096U * 13 * 2);
}
