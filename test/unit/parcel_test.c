#include "../../gen/build/parcel.h"
#include "../../gen/base/wire.h"
#include "../../gen/report/target.h"
#include "../fuzz/parcel.c"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

/* One as a run leaves it: that of the fuzz target's seeds. */
static struct str seed(void)
{
    size_t len = 0;
    char *bytes = test_file("test/fuzz/seeds/parcel/whole", &len);

    return (struct str){bytes, len};
}

static void seal(struct str bytes, struct buf *out)
{
    buf_str(out, bytes);
    wire_seal(out, 0);
}

TEST(a_report_is_read_again_as_other_pages_show_it)
{
    struct parcel parcel = {0};
    struct str bytes = seed();

    CHECK(parcel_decode(&parcel, bytes));
    const struct report *report = parcel.report;
    CHECK_STR(report->id, "a/2020");
    CHECK_STR(parcel.before, "a/2019");
    CHECK(str_is(report->title, "计划"));
    CHECK_INT(report->published.month, 1);
    CHECK(report->promises);
    CHECK_INT(report->targets->len, 1);
    CHECK_INT(report->targets->item[0].kind, RECORD_TARGET);
    CHECK(report->paper[1] == NULL);
    CHECK(str_is(paper_front(report->paper[0])->aliases.item[0], "a/old.html"));
    CHECK_INT(paper_front(report->paper[0])->aliases.place[0].line, 4);
    CHECK_INT(report->sections, 2);
    CHECK(report->section[1].chapter == &report->section[0]);
    CHECK(report->section[1].heading != NULL);
    CHECK_STR(parcel.told.item[0].detail, "hint");
    CHECK(parcel_find(&parcel, "a/2020/index.html") == &parcel.page[0]);
    CHECK(parcel_find(&parcel, "a/2020/all.html") == NULL);
    CHECK(str_is(parcel.page[0].bytes, "<p>a"));
    CHECK_INT(parcel.page[0].facts.link[0].column, 2);
    CHECK_INT(parcel_input(&parcel, "content/a/2020/plan.md")->high, 8);
    CHECK(parcel_input(&parcel, "content/a/2020/summary.md") == NULL);
    parcel_free(&parcel);
    free((char *)(uintptr_t)bytes.ptr);
}

TEST(a_parcel_that_is_cut_or_has_a_bit_wrong_is_damaged)
{
    struct parcel parcel = {0};
    struct str bytes = seed();
    struct buf sealed = {0};
    size_t taken = 0;

    seal(bytes, &sealed);
    CHECK_INT(parcel_read(&parcel, buf_view(&sealed)), PARCEL_FINE);
    parcel_free(&parcel);
    for (size_t len = 0; len < sealed.len; len++)
        taken +=
            parcel_read(&parcel, (struct str){sealed.data, len}) == PARCEL_FINE;
    for (size_t bit = 0; bit < sealed.len * 8; bit++) {
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
        taken += parcel_read(&parcel, buf_view(&sealed)) == PARCEL_FINE;
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
    }
    CHECK_INT(taken, 0);
    CHECK_INT(parcel.pages, 0);
    buf_free(&sealed);
    free((char *)(uintptr_t)bytes.ptr);
}

/* Where the print does not guard it, what is read stays inside the bytes. */
TEST(a_damaged_parcel_is_read_without_harm)
{
    struct str bytes = seed();
    char *copy = malloc(bytes.len);
    size_t whole = 0;

    memcpy(copy, bytes.ptr, bytes.len);
    for (size_t at = 0; at < bytes.len; at++)
        for (int value = 0; value < 256; value += 51) {
            struct parcel parcel = {0};
            copy[at] = (char)value;
            whole += parcel_decode(&parcel, (struct str){copy, bytes.len});
            copy[at] = bytes.ptr[at];
            parcel_free(&parcel);
        }
    CHECK(whole > 0); /* a number that differs is no damage to the form */
    free(copy);
    free((char *)(uintptr_t)bytes.ptr);
}

TEST(a_parcel_lies_beside_the_site_as_deep_as_its_report)
{
    struct arena arena = {0};

    const char *folder = parcel_folder(&arena, "out/public");
    CHECK_STR(folder, "out/.public.parcels");
    const char *place = parcel_place(&arena, folder, "xinglong/2020");
    CHECK_STR(place, "out/.public.parcels/xinglong/2020.parcel");
    CHECK_STR(parcel_owner(&arena, "xinglong/2020.parcel"), "xinglong/2020");
    CHECK(parcel_owner(&arena, "xinglong/2020.txt") == NULL);
    arena_free(&arena);
}
