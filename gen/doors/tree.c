#include "tree.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "live.h"
#include "request.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define NEWS_MOST 32 /* commits whose changed files are remembered */
#define NAMES_MOST 2048 /* bytes of their names */

/* The files, not pages, that one commit changed. */
struct news {
    struct buf names; /* one a line */
    bool many;
};

struct tree {
    pthread_mutex_t mutex;
    struct map now; /* path → struct served */
    struct map next; /* of the update that is under way */
    const char *token, *lang;
    uint64_t version; /* counts commits */
    struct news news[NEWS_MOST]; /* of version v at v % NEWS_MOST */
};

struct tree *tree_new(const char *token, const char *lang)
{
    struct tree *tree = mem_zero(1, sizeof(*tree));

    pthread_mutex_init(&tree->mutex, NULL);
    tree->token = token;
    tree->lang = lang;
    return tree;
}

static void drop_all(struct map *files)
{
    for (size_t i = 0; i < files->len; i++)
        served_free(files->entry[i].value);
    map_free(files);
}

void tree_free(struct tree *tree)
{
    if (!tree)
        return;
    drop_all(&tree->now);
    drop_all(&tree->next);
    for (size_t i = 0; i < NEWS_MOST; i++)
        buf_free(&tree->news[i].names);
    pthread_mutex_destroy(&tree->mutex);
    mem_free(tree);
}

void served_free(struct served *file)
{
    if (!file || atomic_fetch_sub(&file->holders, 1) != 1)
        return;
    if (file->answer_free)
        file->answer_free(file); /* takes the bytes with it */
    else
        mem_free((char *)(uintptr_t)file->bytes.ptr);
    mem_free(file);
}

static bool is_page(const char *path)
{
    return str_ends(str_of(path), ".html");
}

/* A file to serve, with its own copies; held once. */
static struct served *served_new(const struct tree *tree, const char *path,
                                 struct str bytes)
{
    size_t size = strlen(path) + 1;
    struct served *file = mem_zero(1, sizeof(*file) + size);
    struct buf out = {0};
    char print[33];

    atomic_init(&file->holders, 1);
    file->path = memcpy(file + 1, path, size);
    file->type = request_type(path);
    file->print = print_of(bytes);
    if (is_page(path))
        live_add(bytes, strcmp(path, "404.html") == 0, file->print, tree->token,
                 tree->lang, &out);
    else
        buf_str(&out, bytes);
    /* Not the page's own print: what another preview added, such as the
     * address of its script, is no good for this one. */
    print_write(print_of(buf_view(&out)), print);
    snprintf(file->etag, sizeof(file->etag), "\"%s\"", print);
    /* the buffer may be twice as large as what is in it */
    char *kept = mem_alloc(out.len + 1);
    if (out.len)
        memcpy(kept, out.data, out.len);
    kept[out.len] = '\0';
    file->bytes = (struct str){kept, out.len};
    buf_free(&out);
    return file;
}

bool tree_put(void *context, const char *path, struct str bytes,
              struct diags *diags)
{
    struct tree *tree = context;
    struct served *file = served_new(tree, path, bytes);

    (void)diags;
    pthread_mutex_lock(&tree->mutex);
    struct served *old = map_get(&tree->next, str_of(path));
    map_replace(&tree->next, str_of(file->path), file);
    pthread_mutex_unlock(&tree->mutex);
    served_free(old); /* made twice: what was made last counts */
    return true;
}

bool tree_keep(void *context, const char *path, struct diags *diags)
{
    struct tree *tree = context;

    (void)diags;
    pthread_mutex_lock(&tree->mutex);
    struct served *file = map_get(&tree->now, str_of(path));
    if (file && !map_get(&tree->next, str_of(path))) {
        atomic_fetch_add(&file->holders, 1);
        map_set(&tree->next, str_of(file->path), file);
    }
    pthread_mutex_unlock(&tree->mutex);
    return file != NULL;
}

static void note_name(struct news *news, const char *path)
{
    if (is_page(path))
        return; /* each page knows its own print */
    if (news->names.len + strlen(path) > NAMES_MOST) {
        news->many = true;
        return;
    }
    buf_text(&news->names, path);
    buf_char(&news->names, '\n');
}

/* Counts what differs between what is shown and what was put. */
static void compare(const struct tree *tree, struct tree_change *change,
                    struct news *news)
{
    for (size_t i = 0; i < tree->next.len; i++) {
        const struct served *file = tree->next.entry[i].value;
        const struct served *old = map_get(&tree->now, str_of(file->path));
        if (old && (old == file || print_equal(old->print, file->print)))
            continue;
        change->changed += old != NULL;
        change->came += old == NULL;
        note_name(news, file->path);
    }
}

static void count_gone(const struct tree *tree, struct tree_change *change)
{
    for (size_t i = 0; i < tree->now.len; i++)
        if (!map_get(&tree->next, tree->now.entry[i].key))
            change->went++;
}

/* The map's keys are the files' own paths, so key and file change together. */
static void patch_now(struct tree *tree)
{
    for (size_t i = 0; i < tree->next.len; i++) {
        struct served *file = tree->next.entry[i].value;
        struct served *old = map_get(&tree->now, str_of(file->path));
        map_replace(&tree->now, str_of(file->path), file);
        served_free(old);
    }
    map_free(&tree->next);
}

struct tree_change tree_commit(struct tree *tree, bool patch)
{
    struct tree_change change = {0};
    struct map old = {0};

    pthread_mutex_lock(&tree->mutex);
    tree->version++;
    struct news *news = &tree->news[tree->version % NEWS_MOST];
    buf_cut(&news->names, 0);
    news->many = false;
    compare(tree, &change, news);
    if (patch) {
        patch_now(tree);
    } else {
        count_gone(tree, &change);
        old = tree->now;
        tree->now = tree->next;
        tree->next = (struct map){0};
    }
    pthread_mutex_unlock(&tree->mutex);
    drop_all(&old);
    return change;
}

void tree_abandon(struct tree *tree)
{
    pthread_mutex_lock(&tree->mutex);
    struct map next = tree->next;
    tree->next = (struct map){0};
    pthread_mutex_unlock(&tree->mutex);
    drop_all(&next);
}

bool tree_is_there(struct tree *tree)
{
    pthread_mutex_lock(&tree->mutex);
    bool there = tree->version > 0;
    pthread_mutex_unlock(&tree->mutex);
    return there;
}

/* With the mutex held. */
static struct served *index_of(struct tree *tree, const char *folder,
                               const char *tail)
{
    char path[REQUEST_PATH_MOST + 16];
    int len = snprintf(path, sizeof(path), "%s%s", folder, tail);

    if (len < 0 || (size_t)len >= sizeof(path))
        return NULL;
    return map_get(&tree->now, str_of(path));
}

static enum tree_found find(struct tree *tree, const char *path,
                            struct served **file)
{
    size_t len = strlen(path);
    bool folder = len == 0 || path[len - 1] == '/';

    *file = folder ? index_of(tree, path, "index.html")
                   : map_get(&tree->now, str_of(path));
    if (*file)
        return TREE_FILE;
    if (!folder && index_of(tree, path, "/index.html"))
        return TREE_FOLDER;
    *file = map_get(&tree->now, STR("404.html"));
    return TREE_MISSING;
}

enum tree_found tree_find(struct tree *tree, const char *path,
                          struct served **file)
{
    pthread_mutex_lock(&tree->mutex);
    enum tree_found found = find(tree, path, file);
    if (*file)
        atomic_fetch_add(&(*file)->holders, 1);
    pthread_mutex_unlock(&tree->mutex);
    return found;
}

struct print tree_print(struct tree *tree, const char *path)
{
    struct print print = {0, 0};
    struct served *file;

    pthread_mutex_lock(&tree->mutex);
    find(tree, path, &file);
    if (file)
        print = file->print;
    pthread_mutex_unlock(&tree->mutex);
    return print;
}

uint64_t tree_version(struct tree *tree)
{
    pthread_mutex_lock(&tree->mutex);
    uint64_t version = tree->version;
    pthread_mutex_unlock(&tree->mutex);
    return version;
}

bool tree_news(struct tree *tree, uint64_t *version, struct buf *out)
{
    pthread_mutex_lock(&tree->mutex);
    bool known = tree->version - *version <= NEWS_MOST;
    for (uint64_t v = *version + 1; known && v <= tree->version; v++) {
        const struct news *news = &tree->news[v % NEWS_MOST];
        known = !news->many;
        buf_str(out, buf_view(&news->names));
    }
    *version = tree->version;
    pthread_mutex_unlock(&tree->mutex);
    return known;
}

void tree_each(struct tree *tree,
               void (*visit)(void *context, const struct served *file),
               void *context)
{
    pthread_mutex_lock(&tree->mutex);
    for (size_t i = 0; i < tree->now.len; i++)
        visit(context, tree->now.entry[i].value);
    pthread_mutex_unlock(&tree->mutex);
}
