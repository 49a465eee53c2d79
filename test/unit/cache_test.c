#include "../../gen/build/cache.h"
#include "../test.h"

#include <string.h>

static struct cache_input inputs[] = {
    {"content/2020/plan.md",
     {DISK_FILE, 120, 7, 1, 1000, 2000},
     {1, 2},
     MAGIC_OTHER},
    {"content/2020/summary.md",
     {DISK_FILE, 340, 8, 1, -5, 3000},
     {3, 4},
     MAGIC_PNG},
};
static struct cache_output outputs[] = {
    {"index.html", {DISK_FILE, 5000, 21, 1, 4000, 4001}},
};
static const char *hosts[] = {"www.example.gov.cn"};
static struct cache_page pages[] = {
    {.path = "2020/index.html",
     .inputs = {5, 6},
     .is_html = true,
     .packed = {"a\0b", 3},
     .host = hosts,
     .hosts = 1,
     .owner = 1},
    {.path = "css/site.css", .inputs = {7, 8}},
};

/* A cache as a run leaves it. */
static struct cache sample(void)
{
    struct cache cache = {.settings = {9, 10},
                          .manifest = {11, 12},
                          .read_at = 77,
                          .kept_at = 88,
                          .reports = 1,
                          .sections = 22,
                          .targets = 333,
                          .input = inputs,
                          .inputs = 2,
                          .output = outputs,
                          .outputs = 1,
                          .styled = {13, 14},
                          .css = STR("b{top:0}"),
                          .known = STR("reports"),
                          .said = STR("said"),
                          .page = pages,
                          .pages = 2};

    diag_line(&cache.told, DEAD_LINK, "content/2020/plan.md", 3, 5, "a.md",
              NULL);
    diag_detail(&cache.told, "did you mean %s?", "b.md");
    for (uint32_t i = 1; i < DIAG_SHOWN + 20; i++)
        diag_line(&cache.told, LINT_TWICE, "content/2020/plan.md", i, 1, "7%",
                  NULL);
    return cache;
}

static void into_buf(void *out, struct str piece)
{
    buf_str(out, piece);
}

static void write_sample(struct buf *out)
{
    struct cache cache = sample();

    cache_write(&cache, into_buf, out);
    diags_free(&cache.told);
}

/* Reads the foot and all parts; the cache is empty where it cannot. */
static bool read_all(struct cache *cache, struct str file)
{
    size_t foot = cache_foot();

    if (file.len < foot ||
        !cache_read(cache, (struct str){file.ptr + file.len - foot, foot}))
        return false;
    for (int part = 0; part < CACHE_PARTS; part++) {
        const struct cache_place *place = &cache->place[part];
        if (place->from + place->len > file.len ||
            !cache_read_part(
                cache, (enum cache_part)part,
                (struct str){file.ptr + place->from, place->len})) {
            cache_free(cache);
            return false;
        }
    }
    return true;
}

TEST(what_is_written_is_read_again)
{
    struct buf bytes = {0}, again = {0};
    struct cache cache = {0};

    write_sample(&bytes);
    CHECK(read_all(&cache, buf_view(&bytes)));
    CHECK_INT(cache.inputs, 2);
    CHECK_STR(cache.input[1].path, "content/2020/summary.md");
    CHECK_INT(cache.input[1].stat.mtime, -5);
    CHECK_STR(cache.output[0].path, "index.html");
    CHECK_INT(cache.more, 20);
    CHECK(cache.is_short);
    CHECK_INT(cache.told.len, DIAG_SHOWN);
    CHECK_INT(cache.told.dropped, 20);
    CHECK_INT(cache.told.item[0].line, 3);
    CHECK_STR(cache.told.item[0].detail, "did you mean b.md?");
    CHECK_INT(cache.pages, 2);
    CHECK(str_equal(cache.page[0].packed, ((struct str){"a\0b", 3})));
    CHECK_STR(cache.page[0].host[0], "www.example.gov.cn");
    CHECK_INT(cache.page[0].owner, 1);
    CHECK_INT(cache.page[1].owner, 0);
    CHECK(str_is(cache.css, "b{top:0}"));
    CHECK(print_equal(cache.styled, (struct print){13, 14}));
    CHECK(str_is(cache.known, "reports"));
    CHECK(str_is(cache.said, "said"));
    cache_write(&cache, into_buf, &again);
    CHECK(str_equal(buf_view(&bytes), buf_view(&again)));
    cache_free(&cache);
    buf_free(&again);
    buf_free(&bytes);
}

TEST(a_cache_without_pages_has_all_that_was_told)
{
    struct cache made = sample(), cache = {0};
    struct buf bytes = {0};

    made.pages = 0;
    cache_write(&made, into_buf, &bytes);
    CHECK(read_all(&cache, buf_view(&bytes)));
    CHECK(!cache.is_short);
    CHECK_INT(cache.more, 20);
    CHECK_INT(cache.told.len, DIAG_SHOWN + 20);
    CHECK_INT(cache.told.item[DIAG_SHOWN + 19].line, DIAG_SHOWN + 19);
    diags_free(&made.told);
    cache_free(&cache);
    buf_free(&bytes);
}

#define TEXTS 3000

static void begin_texts(const void *context, size_t reports, struct buf *out)
{
    (void)context;
    buf_repeat(out, '.', reports);
}

/* Texts of many lengths, so that none ends where a piece does. */
static void put_text(const void *context, size_t place, struct buf *out)
{
    (void)context;
    buf_repeat(out, (char)('a' + place % 7), 1 + place % 1999);
}

static void say_text(const void *context, size_t place, struct buf *out)
{
    (void)context;
    buf_format(out, "%zu told. ", place);
}

static const struct cache_knower knows_texts = {begin_texts, put_text, say_text,
                                                NULL, NULL};

struct pieces {
    struct buf bytes;
    size_t longest;
};

static void into_pieces(void *context, struct str piece)
{
    struct pieces *pieces = context;

    buf_str(&pieces->bytes, piece);
    if (piece.len > pieces->longest)
        pieces->longest = piece.len;
}

TEST(what_is_known_is_written_in_pieces_and_is_guarded_as_a_whole)
{
    struct pieces pieces = {0};
    struct buf known = {0};
    struct cache cache = sample(), again = {0};

    cache.reports = TEXTS;
    cache.knower = &knows_texts;
    cache_write(&cache, into_pieces, &pieces);
    diags_free(&cache.told);
    begin_texts(NULL, TEXTS, &known);
    for (size_t i = 0; i < TEXTS; i++)
        put_text(NULL, i, &known);
    CHECK(known.len > (size_t)2 << 20);
    CHECK_INT(pieces.longest, 1 << 20);
    CHECK(read_all(&again, buf_view(&pieces.bytes)));
    CHECK(str_equal(again.known, buf_view(&known)));
    pieces.bytes.data[again.place[CACHE_REPORTS].from + (2 << 20)] ^= 1;
    cache_free(&again);
    CHECK(!read_all(&again, buf_view(&pieces.bytes)));
    buf_free(&pieces.bytes);
    buf_free(&known);
}

TEST(a_cache_that_is_cut_or_has_a_bit_wrong_is_none)
{
    struct buf bytes = {0};
    struct cache cache = {0};
    struct cache_place said;
    size_t taken = 0;

    write_sample(&bytes);
    CHECK(read_all(&cache, buf_view(&bytes)));
    said = cache.place[CACHE_SAID]; /* is proved by those who ask for it */
    cache_free(&cache);
    for (size_t len = 0; len < bytes.len; len++)
        taken += read_all(&cache, (struct str){bytes.data, len});
    for (size_t bit = 0; bit < bytes.len * 8; bit += 7) {
        if (bit / 8 - said.from < said.len)
            continue;
        bytes.data[bit / 8] = (char)(bytes.data[bit / 8] ^ 1 << bit % 8);
        taken += read_all(&cache, buf_view(&bytes));
        bytes.data[bit / 8] = (char)(bytes.data[bit / 8] ^ 1 << bit % 8);
    }
    CHECK_INT(taken, 0);
    CHECK_INT(cache.inputs, 0);
    buf_free(&bytes);
}

/* Where the print does not guard it, what is read stays inside the bytes. */
TEST(damaged_bytes_are_read_without_harm)
{
    struct buf bytes = {0};
    struct cache sound = {0};
    size_t whole = 0;

    write_sample(&bytes);
    CHECK(read_all(&sound, buf_view(&bytes)));
    for (int part = 0; part < CACHE_PARTS; part++) {
        char *at = bytes.data + sound.place[part].from;
        size_t len = sound.place[part].len;
        for (size_t i = 0; i < len * 6; i++) {
            struct cache cache = {0};
            char kept = at[i / 6];
            at[i / 6] = (char)(i % 6 * 51);
            whole += cache_decode_part(&cache, (enum cache_part)part,
                                       (struct str){at, len});
            at[i / 6] = kept;
            cache_free(&cache);
        }
    }
    CHECK(whole > 0); /* a number that differs is no damage to the form */
    cache_free(&sound);
    buf_free(&bytes);
}

/* ---- the second file ---- */

struct pager {
    const struct cache_page *page;
    size_t next, pages;
};

static bool next_page(void *context, struct cache_page *out)
{
    struct pager *pager = context;

    if (pager->next == pager->pages)
        return false;
    *out = pager->page[pager->next++];
    return true;
}

static void begin_known(const void *context, size_t reports, struct buf *out)
{
    (void)context;
    buf_format(out, "%zu:", reports);
}

static void put_known(const void *context, size_t place, struct buf *out)
{
    (void)context;
    buf_format(out, "report %zu", place);
}

static bool none_stands(const void *context, size_t place)
{
    (void)context, (void)place;
    return false;
}

static void say_known(const void *context, size_t place, struct buf *out)
{
    (void)context;
    buf_format(out, "said of %zu", place);
}

static const struct cache_knower knower = {begin_known, put_known, say_known,
                                           none_stands, NULL};

/* The sample an hour later: one input, the output and one page are otherwise. */
struct later {
    struct buf first, bytes;
    struct cache before, now;
    struct cache_input input[2];
    struct cache_output output[1];
    struct cache_page page[2];
    struct pager pager;
    bool fits;
};

static void later_begin(struct later *later)
{
    *later = (struct later){.now = sample()};
    write_sample(&later->first);
    CHECK(read_all(&later->before, buf_view(&later->first)));
    memcpy(later->input, inputs, sizeof(inputs));
    memcpy(later->output, outputs, sizeof(outputs));
    later->input[1].stat.mtime = 5000;
    later->output[0].stat.inode = 99;
    later->page[0] = later->before.page[0];
    later->page[1] = pages[1];
    later->page[1].inputs.low = 70;
    later->now.input = later->input;
    later->now.output = later->output;
    later->now.read_at = 770;
    later->now.knower = &knower;
    later->pager = (struct pager){later->page, 0, 2};
    later->now.next_page = next_page;
    later->now.pager = &later->pager;
}

static void later_write(struct later *later)
{
    later->pager.next = 0;
    buf_cut(&later->bytes, 0);
    later->fits = cache_write_later(&later->now, &later->before, &later->bytes);
}

static void later_end(struct later *later)
{
    diags_free(&later->now.told);
    cache_free(&later->before);
    buf_free(&later->bytes);
    buf_free(&later->first);
}

/* Reads all parts of the first file with the second over it. */
static bool read_both(struct cache *cache, struct str first, struct str second,
                      bool *taken)
{
    size_t foot = cache_foot();
    bool good =
        cache_read(cache, (struct str){first.ptr + first.len - foot, foot});

    *taken = good && cache_read_later(cache, second);
    for (int part = 0; part < CACHE_PARTS && good; part++) {
        const struct cache_place *place = &cache->place[part];
        good =
            cache_read_part(cache, (enum cache_part)part,
                            (struct str){first.ptr + place->from, place->len});
    }
    return good;
}

TEST(what_is_otherwise_by_now_is_read_over_the_first_file)
{
    struct cache cache = {0};
    struct later later;
    bool taken;

    later_begin(&later);
    diag_line(&later.now.told, DEAD_LINK, "content/2020/plan.md", 4, 5, "c.md",
              NULL);
    later_write(&later);
    CHECK(later.fits);
    CHECK(read_both(&cache, buf_view(&later.first), buf_view(&later.bytes),
                    &taken));
    CHECK(taken);
    CHECK_INT(cache.read_at, 770);
    CHECK_INT(cache.input[0].stat.mtime, 1000);
    CHECK_INT(cache.input[1].stat.mtime, 5000);
    CHECK(!cache.later_input[0] && cache.later_input[1]);
    CHECK_INT(cache.output[0].stat.inode, 99);
    CHECK_INT(cache.page[0].inputs.low, 5);
    CHECK_INT(cache.page[1].inputs.low, 70);
    CHECK(!cache.page[0].is_later && cache.page[1].is_later);
    CHECK_INT(cache.more, 21); /* the first 100 are told once */
    CHECK_INT(cache.told.len, DIAG_SHOWN);
    CHECK(str_is(cache.known, "reports"));
    CHECK(str_equal(cache.later[CACHE_REPORTS],
                    (struct str){"1:\0\0\0\0\0\0\0\0report 0", 2 + 8 + 8}));
    CHECK(str_is(cache.said, "said"));
    CHECK(str_is(cache.later[CACHE_SAID], "said of 0"));
    CHECK(str_is(cache.css, "b{top:0}"));
    cache_free(&cache);
    later_end(&later);
}

/* The third run has to tell what the second did, too. */
TEST(what_was_otherwise_stays_in_the_second_file)
{
    struct cache cache = {0}, again = {0};
    struct later later;
    bool taken;

    later_begin(&later);
    later_write(&later);
    struct buf second = {0};
    buf_str(&second, buf_view(&later.bytes));
    CHECK(read_both(&cache, buf_view(&later.first), buf_view(&second), &taken));
    struct cache whole = later.before;
    later.before = cache;
    later.page[0] = cache.page[0];
    later.page[1] = cache.page[1]; /* none of them was made anew */
    later_write(&later);
    CHECK(later.fits);
    CHECK(read_both(&again, buf_view(&later.first), buf_view(&later.bytes),
                    &taken));
    CHECK(taken);
    CHECK_INT(again.input[1].stat.mtime, 5000);
    CHECK_INT(again.output[0].stat.inode, 99);
    CHECK_INT(again.page[1].inputs.low, 70);
    cache_free(&again);
    cache_free(&whole);
    later_end(&later);
    buf_free(&second);
}

TEST(another_list_needs_a_first_file_of_its_own)
{
    struct later later;

    later_begin(&later);
    later.input[1].path = "content/2020/targets.csv";
    later_write(&later);
    CHECK(!later.fits);
    later.input[1].path = inputs[1].path;
    later.now.outputs = 0;
    later_write(&later);
    CHECK(!later.fits);
    later.now.outputs = 1;
    later.page[1].path = "css/other.css";
    later_write(&later);
    CHECK(!later.fits);
    CHECK_INT(later.pager.next, 2); /* all were asked for */
    later.page[1].path = pages[1].path;
    later.now.reports = 2;
    later_write(&later);
    CHECK(!later.fits);
    later.now.reports = 1;
    later.now.css = STR("b{top:1}");
    later_write(&later);
    CHECK(!later.fits);
    later.now.css = later.before.css;
    later_write(&later);
    CHECK(later.fits);
    later_end(&later);
}

TEST(a_second_file_that_is_damaged_or_of_another_first_is_none)
{
    struct cache cache = {0};
    struct later later;
    size_t refused = 0, bits = 0;
    bool taken;

    later_begin(&later);
    later_write(&later);
    for (size_t bit = 0; bit < later.bytes.len * 8; bit += 7, bits++) {
        char *at = &later.bytes.data[bit / 8];
        *at = (char)(*at ^ 1 << bit % 8);
        CHECK(read_both(&cache, buf_view(&later.first), buf_view(&later.bytes),
                        &taken));
        refused += !taken && cache.read_at == 77;
        *at = (char)(*at ^ 1 << bit % 8);
        cache_free(&cache);
    }
    CHECK_INT(refused, bits);
    for (size_t len = 0; len < later.bytes.len; len++)
        CHECK(!cache_read_later(&later.before,
                                (struct str){later.bytes.data, len}));
    later.before.foot.low ^= 1;
    CHECK(!cache_read_later(&later.before, buf_view(&later.bytes)));
    later_end(&later);
}

/* Where no print guards it, what is read stays inside the bytes and lists. */
TEST(damaged_bytes_of_the_second_file_are_read_without_harm)
{
    struct cache cache = {0};
    struct later later;
    size_t whole = 0;
    bool taken;

    later_begin(&later);
    later_write(&later);
    CHECK(read_both(&cache, buf_view(&later.first), buf_view(&later.bytes),
                    &taken));
    for (int part = 0; part < CACHE_PARTS; part++) {
        char *at =
            later.bytes.data + (cache.later[part].ptr - later.bytes.data);
        for (size_t i = 0; i < cache.later[part].len * 6; i++) {
            char kept = at[i / 6];
            at[i / 6] = (char)(i % 6 * 51);
            whole += cache_decode_later(&cache, (enum cache_part)part);
            at[i / 6] = kept;
        }
    }
    CHECK(whole > 0);
    cache_free(&cache);
    later_end(&later);
}
