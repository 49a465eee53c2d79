#include "shelf.h"

#include "../gen/base/disk.h"
#include "../gen/build/sink.h"
#include "../gen/read/html.h"
#include "../gen/read/markdown.h"
#include "fake_disk.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Pages come from several threads. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void shelf_init(struct shelf *shelf)
{
    int error;

    *shelf = (struct shelf){0};
    markdown_prepare();
    html_prepare();
    shelf->disk = fake_disk_new();
    shelf->themes = disk_open("themes", &error);
    config_init(&shelf->config, &shelf->arena);
    fake_folder(shelf->disk, "content");
    shelf->build = build_new(shelf->disk, shelf->themes, &shelf->config);
}

void shelf_free(struct shelf *shelf)
{
    build_free(shelf->build);
    disk_close(shelf->themes);
    disk_close(shelf->disk);
    map_free(&shelf->pages);
    map_free(&shelf->next);
    buf_free(&shelf->made);
    diags_free(&shelf->diags);
    arena_free(&shelf->arena);
}

static bool put(void *context, const char *path, struct str bytes,
                struct diags *diags)
{
    struct shelf *shelf = context;

    (void)diags;
    pthread_mutex_lock(&mutex);
    map_set(&shelf->next, str_of(arena_copy(&shelf->arena, path, strlen(path))),
            arena_copy(&shelf->arena, bytes.ptr, bytes.len));
    buf_format(&shelf->made, "%s\n", path);
    pthread_mutex_unlock(&mutex);
    return true;
}

static bool keep(void *context, const char *path, struct diags *diags)
{
    struct shelf *shelf = context;

    (void)diags;
    pthread_mutex_lock(&mutex);
    char *text = map_get(&shelf->pages, str_of(path));
    if (text)
        map_set(&shelf->next,
                str_of(arena_copy(&shelf->arena, path, strlen(path))), text);
    pthread_mutex_unlock(&mutex);
    return text != NULL;
}

/* What a patching update does not mention stays as it was. */
static void keep_rest(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->pages.len; i++)
        map_add(&shelf->next, shelf->pages.entry[i].key,
                shelf->pages.entry[i].value);
}

bool shelf_update_of(struct shelf *shelf, const char *const *path, size_t len)
{
    struct sink sink = {put, keep, shelf, NULL};
    struct build_result late;

    buf_cut(&shelf->made, 0);
    diags_free(&shelf->diags);
    bool good = build_update(shelf->build, path, len, &sink, &shelf->result,
                             &shelf->diags);
    good = good && build_catch_up(shelf->build, &sink, &late, &shelf->diags);
    if (good && shelf->result.patched)
        keep_rest(shelf);
    diags_judge(&shelf->diags, shelf->config.check.level, false);
    diags_sort(&shelf->diags);
    if (good) {
        map_free(&shelf->pages);
        shelf->pages = shelf->next;
        shelf->next = (struct map){0};
    } else {
        map_free(&shelf->next);
    }
    return good;
}

bool shelf_update(struct shelf *shelf)
{
    return shelf_update_of(shelf, NULL, 0);
}

const char *shelf_page(const struct shelf *shelf, const char *path)
{
    return map_get(&shelf->pages, str_of(path));
}

const char *shelf_told(struct shelf *shelf)
{
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    diags_print(&shelf->diags, &style, &out);
    struct str text = buf_view(&out);
    const char *kept = arena_copy(&shelf->arena, text.ptr, text.len);
    buf_free(&out);
    return kept;
}

static bool same_pages(const struct map *a, const struct map *b,
                       const char *what)
{
    bool same = true;

    for (size_t i = 0; i < a->len; i++) {
        struct str path = a->entry[i].key;
        const char *left = a->entry[i].value, *right = map_get(b, path);
        if (right && strcmp(left, right) == 0)
            continue;
        same = false;
        fprintf(stderr, "  %.*s %s\n", (int)path.len, path.ptr,
                right ? "differs" : what);
    }
    return same;
}

bool shelf_equals_fresh(struct shelf *shelf)
{
    struct build *kept = shelf->build;
    struct map pages = shelf->pages;

    shelf->build = build_new(shelf->disk, shelf->themes, &shelf->config);
    shelf->pages = (struct map){0};
    bool good = shelf_update(shelf);
    bool same = good && same_pages(&pages, &shelf->pages, "is too many") &&
                same_pages(&shelf->pages, &pages, "is missing");
    build_free(shelf->build);
    map_free(&shelf->pages);
    shelf->build = kept;
    shelf->pages = pages;
    return same;
}
