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

static const struct cache_knower knows_texts = {begin_texts, put_text, NULL,
                                                NULL};

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
    size_t taken = 0;

    write_sample(&bytes);
    for (size_t len = 0; len < bytes.len; len++)
        taken += read_all(&cache, (struct str){bytes.data, len});
    for (size_t bit = 0; bit < bytes.len * 8; bit += 7) {
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
