#include "../../gen/doors/reload.h"

#include "../../gen/base/mem.h"
#include "../../gen/doors/tree.h"
#include "../test.h"

#include <string.h>

/* A site of two pages and a style, and one page that listens. */
struct room {
    struct tree *tree;
    struct reload *reload;
    struct listener *listener;
    int slept, woken;
    struct buf out;
};

static void sleep_now(void *context)
{
    ((struct room *)context)->slept++;
}

static void wake_now(void *context)
{
    ((struct room *)context)->woken++;
}

static void put(struct room *room, const char *path, const char *text)
{
    tree_put(room->tree, path, str_of(text), NULL);
}

static void put_site(struct room *room, const char *page, const char *style)
{
    put(room, "a.html", page);
    put(room, "b.html", "other");
    put(room, "css/site.css", style);
    tree_commit(room->tree, false);
}

static void join(struct room *room, const char *path)
{
    struct reload_line line = {sleep_now, wake_now, room};

    room->listener =
        reload_join(room->reload, path, tree_print(room->tree, path), &line);
}

static void begin(struct room *room)
{
    *room = (struct room){.tree = tree_new("t", "zh")};
    room->reload = reload_new(room->tree);
    put_site(room, "one", "p{}");
    join(room, "a.html");
    CHECK_INT(reload_next(room->listener, &room->out), RELOAD_TELL);
    CHECK_STR(room->out.data, "retry: 1000\n\n");
    CHECK_INT(reload_next(room->listener, &room->out), RELOAD_SLEEP);
}

static void end(struct room *room)
{
    if (room->listener)
        reload_leave(room->listener);
    reload_free(room->reload);
    tree_free(room->tree);
    buf_free(&room->out);
}

static const char *next(struct room *room)
{
    switch (reload_next(room->listener, &room->out)) {
    case RELOAD_TELL: return room->out.data;
    case RELOAD_SLEEP: return "sleep";
    case RELOAD_END: return "end";
    }
    return "";
}

TEST(a_page_that_changed_is_reloaded_and_its_stream_ends)
{
    struct room room;

    begin(&room);
    put_site(&room, "two", "p{}");
    reload_good(room.reload);
    CHECK_INT(room.woken, 1);
    CHECK_STR(next(&room), "event: reload\ndata: \n\n");
    CHECK_STR(next(&room), "end");
    end(&room);
}

TEST(a_page_is_left_alone_when_others_change)
{
    struct room room;

    begin(&room);
    put(&room, "a.html", "one");
    put(&room, "b.html", "new");
    tree_keep(room.tree, "css/site.css", NULL);
    tree_commit(room.tree, false);
    reload_good(room.reload);
    CHECK_STR(next(&room), "sleep");
    end(&room);
}

TEST(a_style_is_named_and_the_page_stays)
{
    struct room room;

    begin(&room);
    put_site(&room, "one", "p{color:red}");
    reload_good(room.reload);
    CHECK_STR(next(&room), "event: files\ndata: css/site.css\n\n");
    CHECK_STR(next(&room), "sleep");
    end(&room);
}

TEST(problems_are_shown_until_they_are_mended)
{
    struct room room;

    begin(&room);
    reload_bad(room.reload, STR("{\"line\":1}\n{\"line\":2}\n"), 3);
    CHECK_STR(next(&room), "event: errors\ndata: 3\ndata: {\"line\":1}\n"
                           "data: {\"line\":2}\n\n");
    CHECK_STR(next(&room), "sleep");
    put_site(&room, "one", "p{}");
    reload_good(room.reload);
    CHECK_STR(next(&room), "event: good\ndata: \n\n");
    CHECK_STR(next(&room), "sleep");
    end(&room);
}

TEST(who_comes_while_something_is_wrong_is_told)
{
    struct room room;

    begin(&room);
    reload_bad(room.reload, STR("{}\n"), 0);
    reload_leave(room.listener);
    join(&room, "b.html");
    CHECK_STR(next(&room),
              "retry: 1000\n\nevent: errors\ndata: 0\ndata: {}\n\n");
    end(&room);
}

TEST(a_page_that_changed_before_it_listened_is_reloaded)
{
    struct room room;

    begin(&room);
    reload_leave(room.listener);
    struct print old = tree_print(room.tree, "a.html");
    put_site(&room, "two", "p{}");
    struct reload_line line = {sleep_now, wake_now, &room};
    room.listener = reload_join(room.reload, "a.html", old, &line);
    CHECK_STR(next(&room), "retry: 1000\n\nevent: reload\ndata: \n\n");
    end(&room);
}

TEST(a_page_that_went_is_reloaded_and_one_that_came_too)
{
    struct room room;

    begin(&room);
    put(&room, "b.html", "other");
    put(&room, "404.html", "gone");
    tree_commit(room.tree, false);
    CHECK_STR(next(&room), "event: reload\ndata: \n\n");
    reload_leave(room.listener);
    join(&room, "a.html"); /* sees 404.html */
    CHECK_STR(next(&room), "retry: 1000\n\n");
    put_site(&room, "back", "p{}");
    CHECK_STR(next(&room), "event: reload\ndata: \n\n");
    end(&room);
}

TEST(one_that_slept_through_many_updates_is_told_once)
{
    struct room room;
    char style[] = "p{a:a}";

    begin(&room);
    for (int i = 0; i < 100; i++) {
        style[4] = (char)('a' + i % 26);
        put_site(&room, "one", style);
        reload_good(room.reload);
    }
    CHECK_INT(room.woken, 1);
    CHECK_STR(next(&room), "event: reload\ndata: \n\n"); /* too long ago */
    end(&room);
}

TEST(a_beat_is_sent_when_there_is_nothing_else)
{
    struct room room;

    begin(&room);
    reload_beat(room.reload);
    CHECK_STR(next(&room), ":\n\n");
    CHECK_STR(next(&room), "sleep");
    end(&room);
}

TEST(only_so_many_may_listen_and_none_after_the_end)
{
    struct room room;
    struct listener *more[LISTENERS_MOST];
    struct reload_line line = {sleep_now, wake_now, &room};
    struct print print = {0, 0};

    begin(&room);
    for (size_t i = 1; i < LISTENERS_MOST; i++) {
        more[i] = reload_join(room.reload, "b.html", print, &line);
        CHECK(more[i] != NULL);
    }
    CHECK(!reload_join(room.reload, "b.html", print, &line));
    reload_close(room.reload);
    CHECK_STR(next(&room), "end");
    for (size_t i = 1; i < LISTENERS_MOST; i++)
        reload_leave(more[i]);
    CHECK_INT(reload_listeners(room.reload), 1);
    CHECK(!reload_join(room.reload, "b.html", print, &line));
    end(&room);
}
