#include "reload.h"

#include "../base/mem.h"
#include "tree.h"

#include <pthread.h>
#include <string.h>

struct reload {
    pthread_mutex_t mutex;
    struct tree *tree;
    struct listener *first;
    size_t len;
    struct buf problems; /* the message that tells them; empty: all is well */
    uint64_t said; /* counts changes of `problems` */
    bool closed;
};

struct listener {
    struct reload *reload;
    struct listener *next, **before; /* who points at us */
    struct reload_line line;
    struct print print; /* of the page it shows */
    uint64_t version; /* of the tree that it was told of */
    uint64_t said; /* of the problems */
    bool greeted, beat, asleep, ended;
    char path[];
};

struct reload *reload_new(struct tree *tree)
{
    struct reload *reload = mem_zero(1, sizeof(*reload));

    pthread_mutex_init(&reload->mutex, NULL);
    reload->tree = tree;
    return reload;
}

void reload_free(struct reload *reload)
{
    if (!reload)
        return;
    buf_free(&reload->problems);
    pthread_mutex_destroy(&reload->mutex);
    mem_free(reload);
}

struct listener *reload_join(struct reload *reload, const char *path,
                             struct print print, const struct reload_line *line)
{
    size_t size = strlen(path) + 1;
    struct listener *listener = NULL;

    pthread_mutex_lock(&reload->mutex);
    if (reload->len < LISTENERS_MOST && !reload->closed) {
        listener = mem_zero(1, sizeof(*listener) + size);
        memcpy(listener->path, path, size);
        listener->reload = reload;
        listener->line = *line;
        listener->print = print;
        /*
         * What the page was made of says whether it is up to date; its styles
         * were fetched just now.
         */
        listener->version = tree_version(reload->tree);
        listener->next = reload->first;
        listener->before = &reload->first;
        if (listener->next)
            listener->next->before = &listener->next;
        reload->first = listener;
        reload->len++;
    }
    pthread_mutex_unlock(&reload->mutex);
    return listener;
}

void reload_leave(struct listener *listener)
{
    struct reload *reload = listener->reload;

    pthread_mutex_lock(&reload->mutex);
    *listener->before = listener->next;
    if (listener->next)
        listener->next->before = listener->before;
    reload->len--;
    pthread_mutex_unlock(&reload->mutex);
    mem_free(listener);
}

/* Lines of `text` as the data of one event. */
static void add_event(struct buf *out, const char *name, struct str text)
{
    buf_format(out, "event: %s\n", name);
    while (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    for (;;) {
        const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
        size_t len = end ? (size_t)(end - text.ptr) : text.len;
        buf_text(out, "data: ");
        buf_add(out, text.ptr, len);
        buf_char(out, '\n');
        if (!end)
            break;
        text.ptr += len + 1;
        text.len -= len + 1;
    }
    buf_char(out, '\n');
}

static void tell_problems(struct listener *listener, struct buf *out)
{
    struct reload *reload = listener->reload;
    bool first = listener->said == 0;

    if (listener->said == reload->said + 1)
        return;
    listener->said = reload->said + 1;
    if (reload->problems.len)
        add_event(out, "errors", buf_view(&reload->problems));
    else if (!first)
        add_event(out, "good", STR(""));
}

/* A page that is reloaded comes back with a stream of its own. */
static void tell_changes(struct listener *listener, struct buf *out)
{
    struct tree *tree = listener->reload->tree;
    struct buf names = {0};

    if (!tree_is_there(tree))
        return;
    if (listener->greeted && tree_version(tree) == listener->version)
        return;
    bool known = tree_news(tree, &listener->version, &names);
    struct print now = tree_print(tree, listener->path);
    if (!known || !print_equal(now, listener->print)) {
        add_event(out, "reload", STR(""));
        listener->ended = true;
    } else if (names.len) {
        add_event(out, "files", buf_view(&names));
    }
    buf_free(&names);
}

static void speak(struct listener *listener, struct buf *out)
{
    if (!listener->greeted)
        buf_text(out, "retry: 1000\n\n");
    tell_changes(listener, out);
    if (!listener->ended)
        tell_problems(listener, out);
    if (out->len == 0 && listener->beat)
        buf_text(out, ":\n\n");
    listener->greeted = true;
    listener->beat = false;
}

enum reload_next reload_next(struct listener *listener, struct buf *out)
{
    struct reload *reload = listener->reload;
    enum reload_next next = RELOAD_TELL;

    buf_cut(out, 0);
    pthread_mutex_lock(&reload->mutex);
    if (reload->closed || listener->ended) {
        next = RELOAD_END;
    } else {
        speak(listener, out);
        if (out->len == 0) {
            next = RELOAD_SLEEP;
            listener->asleep = true;
            listener->line.sleep(listener->line.context);
        }
    }
    pthread_mutex_unlock(&reload->mutex);
    return next;
}

/* With the mutex held. */
static void wake_all(struct reload *reload, bool beat)
{
    for (struct listener *at = reload->first; at; at = at->next) {
        at->beat = at->beat || beat;
        if (!at->asleep)
            continue;
        at->asleep = false;
        at->line.wake(at->line.context);
    }
}

void reload_good(struct reload *reload)
{
    pthread_mutex_lock(&reload->mutex);
    if (reload->problems.len) {
        buf_cut(&reload->problems, 0);
        reload->said++;
    }
    wake_all(reload, false);
    pthread_mutex_unlock(&reload->mutex);
}

void reload_bad(struct reload *reload, struct str problems, size_t more)
{
    pthread_mutex_lock(&reload->mutex);
    buf_cut(&reload->problems, 0);
    buf_format(&reload->problems, "%zu\n", more);
    buf_str(&reload->problems, problems);
    reload->said++;
    wake_all(reload, false);
    pthread_mutex_unlock(&reload->mutex);
}

void reload_beat(struct reload *reload)
{
    pthread_mutex_lock(&reload->mutex);
    wake_all(reload, true);
    pthread_mutex_unlock(&reload->mutex);
}

void reload_close(struct reload *reload)
{
    pthread_mutex_lock(&reload->mutex);
    reload->closed = true;
    wake_all(reload, false);
    pthread_mutex_unlock(&reload->mutex);
}

size_t reload_listeners(struct reload *reload)
{
    pthread_mutex_lock(&reload->mutex);
    size_t len = reload->len;
    pthread_mutex_unlock(&reload->mutex);
    return len;
}
