/*
 * Fifty readers who read page after page while one release after the other is
 * published: nobody ever sees half a page, a page that is not there, or a page
 * of an older release than one that he has seen. On a real disk; with
 * GONGKAI_HEAVY set, a thousand releases.
 */
#include "../../gen/doors/publish.h"

#include "../../gen/base/diag.h"
#include "../../gen/base/disk.h"
#include "../fake_temp.h"
#include "../test.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READERS 50
#define RELEASES 100
#define RELEASES_HEAVY 1000
#define KEEP 5
#define PAGES 4
#define PAUSE 5000 /* microseconds: fifty who never rest would leave no time */
#define WORDS 3000 /* of a page: more than one read gives at once */

static const char *const pages[PAGES] = {"index.html", "2020/index.html",
                                         "2020/r01.html", "map.html"};

struct street {
    char *root;
    const char *site; /* what readers read, below the root */
    bool patient; /* a page that is gone may be asked for once more */
    atomic_bool over;
    atomic_long read, absent, torn, older;
};

/* A page says nothing but the number of its release, again and again. */
static void write_page(struct buf *out, unsigned number)
{
    buf_cut(out, 0);
    for (int i = 0; i < WORDS; i++)
        buf_format(out, "%07u\n", number);
}

/* The number that a whole page says; 0 for one that is torn. */
static unsigned number_of(const char *page, size_t len)
{
    if (len != WORDS * 8)
        return 0;
    for (size_t at = 8; at < len; at += 8)
        if (memcmp(page, page + at, 8) != 0)
            return 0;
    return (unsigned)strtoul(page, NULL, 10);
}

static int open_page(struct street *street, const char *page)
{
    char path[512];
    int tries = street->patient ? 2 : 1;
    int file = -1;

    snprintf(path, sizeof(path), "%s/%s/%s", street->root, street->site, page);
    while (file < 0 && tries-- > 0)
        file = open(path, O_RDONLY | O_CLOEXEC);
    return file;
}

static void read_page(struct street *street, const char *page, unsigned *seen)
{
    char text[WORDS * 8 + 1];
    size_t len = 0;
    ssize_t part = 0;
    int file = open_page(street, page);

    if (file < 0) {
        street->absent++;
        return;
    }
    while (len < sizeof(text) &&
           (part = read(file, text + len, sizeof(text) - len)) > 0)
        len += (size_t)part;
    close(file);
    unsigned number = part == 0 ? number_of(text, len) : 0;
    street->read++;
    street->torn += number == 0;
    street->older += number < *seen;
    *seen = number;
}

static void *read_on(void *context)
{
    struct street *street = context;
    unsigned seen = 0;

    for (size_t i = 0; !street->over; i++) {
        read_page(street, pages[i % PAGES], &seen);
        usleep(PAUSE);
    }
    return NULL;
}

/* Each release is one run's: it sees the earlier ones as they lie there. */
static bool publish_number(struct publish *place, unsigned number)
{
    struct release release = {0};
    struct buf text = {0};

    write_page(&text, number);
    for (size_t i = 0; i < PAGES; i++)
        release_add(&release, pages[i], buf_view(&text));
    release_seal(&release);
    bool good = shelf_open(&place->shelf, place->output.disk, place->releases,
                           place->diags) &&
                publish_release(place, &release);
    place->shown_id =
        arena_copy(&place->arena, place->shown_id, strlen(place->shown_id));
    shelf_prune(&place->shelf, KEEP, place->shown_id);
    shelf_close(&place->shelf);
    release_free(&release);
    buf_free(&text);
    return good;
}

/* As publish_open leaves it, but for the session and the lock. */
static void open_place(struct publish *place, struct street *street,
                       bool in_place, struct diags *diags)
{
    int error;

    street->root = temp_folder_in(access("/dev/shm", W_OK) ? NULL : "/dev/shm");
    street->site = in_place ? "www" : "www/current";
    street->patient = in_place;
    *place = (struct publish){.diags = diags, .in_place = in_place};
    place->output =
        (struct output){disk_open(street->root, &error), true, "www", "www"};
    place->current = street->site;
    place->releases = in_place ? ".www.releases" : "www/releases";
    CHECK(
        shelf_open(&place->shelf, place->output.disk, place->releases, diags));
}

static void watch_releases(bool in_place)
{
    struct street street = {.over = false};
    struct publish place;
    struct diags diags = {0};
    pthread_t reader[READERS];
    unsigned most = getenv("GONGKAI_HEAVY") ? RELEASES_HEAVY : RELEASES;

    open_place(&place, &street, in_place, &diags);
    CHECK(publish_number(&place, 1));
    for (size_t i = 0; i < READERS; i++)
        CHECK_INT(pthread_create(&reader[i], NULL, read_on, &street), 0);
    for (unsigned number = 2; number <= most; number++)
        CHECK(publish_number(&place, number));
    street.over = true;
    for (size_t i = 0; i < READERS; i++)
        pthread_join(reader[i], NULL);
    printf("note: %u releases%s, %ld pages read\n", most,
           in_place ? " in place" : "", (long)street.read);
    CHECK_INT(street.absent, 0);
    CHECK_INT(street.torn, 0);
    CHECK_INT(street.older, 0);
    CHECK_INT(diags.len, 0);
    publish_close(&place);
    diags_free(&diags);
    temp_remove(street.root);
}

TEST(readers_of_a_linked_site_see_whole_pages_and_never_go_back)
{
    watch_releases(false);
}

/* Whoever has opened the folder right before the exchange may find that a page
 * went with it; asked once more it is there. */
TEST(readers_of_a_fixed_folder_see_whole_pages_and_never_go_back)
{
    watch_releases(true);
}
