#include "edition.h"

#include "../build/build.h"
#include "../build/sink.h"
#include "../report/site.h"
#include "session.h"
#include "signals.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_1980 INT64_C(315532800)
#define LAST_SECOND INT64_C(4294967295) /* of 32 bits: 2106 */

struct making {
    struct edition *edition;
    pthread_mutex_t mutex; /* over the list of files */
};

static void add_file(struct edition *edition, const char *path,
                     struct str bytes, struct sha256 sum)
{
    edition->file = mem_grow(edition->file, edition->files, &edition->cap,
                             sizeof(*edition->file));
    edition->file[edition->files++] = (struct edition_file){
        arena_copy(&edition->arena, path, strlen(path)), bytes, sum};
}

static bool put(void *context, const char *path, struct str bytes,
                struct diags *diags)
{
    struct making *making = context;
    char *copy = mem_alloc(bytes.len + 1);
    struct sha256 sum = sha256_of(bytes);

    (void)diags;
    if (bytes.len)
        memcpy(copy, bytes.ptr, bytes.len);
    pthread_mutex_lock(&making->mutex);
    add_file(making->edition, path, (struct str){copy, bytes.len}, sum);
    pthread_mutex_unlock(&making->mutex);
    return !signals_caught();
}

/* A first update has nothing to keep. */
static bool keep(void *context, const char *path, struct diags *diags)
{
    (void)context;
    diag_path(diags, SYSTEM_BUG, path, "kept in a first update", NULL);
    return false;
}

static const char *copy_str(struct edition *edition, struct str text)
{
    return arena_copy(&edition->arena, text.ptr, text.len);
}

static void add_source(struct edition *edition, const struct paper *paper)
{
    if (paper)
        edition->source[edition->sources++] =
            copy_str(edition, str_of(paper->path));
}

static int64_t time_of(const struct site *site)
{
    struct date date = site->newest;

    if (!date.year && site->reports && site->report[0]->year)
        date = (struct date){.year = site->report[0]->year, 1, 1, 0, 0};
    int64_t time = date.year ? date_seconds(date) : YEAR_1980;
    return time < YEAR_1980 || time > LAST_SECOND ? YEAR_1980 : time;
}

/* The site is gone after the update: what is needed of it is copied. */
static void look(void *context, const struct site *site)
{
    struct edition *edition = ((struct making *)context)->edition;
    struct arena *arena = &edition->arena;
    struct str title = site->config->site.title;

    if (title.len == 0)
        title = site->config->gov.column_name;
    if (title.len == 0 && site->reports)
        title = site->report[0]->title;
    edition->title = copy_str(edition, title);
    edition->time = time_of(site);
    edition->reports = site->reports;
    edition->report =
        arena_array(arena, site->reports + 1, sizeof(*edition->report));
    edition->source = arena_array(arena, 2 * site->reports + site->plains + 1,
                                  sizeof(*edition->source));
    for (size_t i = 0; i < site->reports; i++) {
        const struct report *report = site->report[i];
        edition->report[i] = (struct edition_report){
            copy_str(edition, str_of(report->id)),
            copy_str(edition, report->title), report->year, report->published};
        add_source(edition, report->paper[0]);
        add_source(edition, report->paper[1]);
    }
    for (size_t i = 0; i < site->plains; i++)
        add_source(edition, site->plain[i].paper);
}

static int compare_files(const void *a, const void *b)
{
    const struct edition_file *first = a, *second = b;

    return strcmp(first->path, second->path);
}

static const char *variable(char *const *environment, const char *name)
{
    size_t len = strlen(name);

    for (char *const *at = environment; *at; at++)
        if (strncmp(*at, name, len) == 0 && (*at)[len] == '=')
            return *at + len + 1;
    return NULL;
}

static bool read_seconds(const char *text, int64_t *out)
{
    int64_t seconds = 0;

    if (!*text)
        return false;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || seconds > LAST_SECOND)
            return false;
        seconds = seconds * 10 + (*at - '0');
    }
    *out = seconds;
    return seconds <= LAST_SECOND;
}

/* https://reproducible-builds.org/specs/source-date-epoch */
static bool take_epoch(struct session *session, int64_t *time)
{
    const char *text = variable(session->environment, "SOURCE_DATE_EPOCH");
    bool zh = session->options.lang == LANG_ZH;

    if (!text || read_seconds(text, time))
        return true;
    diag_path(
        &session->diags, USAGE, "",
        arena_format(&session->arena,
                     zh ? "SOURCE_DATE_EPOCH 要写 1970 年以来的秒数：%s"
                        : "SOURCE_DATE_EPOCH takes seconds since 1970: %s",
                     text),
        NULL);
    return false;
}

/* With fail_on = warning, warnings keep a site from being handed over. */
static void take_strictness(struct config *config)
{
    bool strict = config->check.fail_on == DIAG_WARNING;

    for (int code = 0; strict && code < DIAG_CODES; code++)
        if (config->check.level[code] == DIAG_WARNING)
            config->check.level[code] = DIAG_ERROR;
}

bool edition_make(struct session *session, struct edition *out)
{
    struct making making = {.edition = out};
    struct sink sink = {put, keep, &making, NULL};
    struct build_result built;

    *out = (struct edition){0};
    take_strictness(&session->config);
    pthread_mutex_init(&making.mutex, NULL);
    struct build *build =
        build_new(session->disk, session->themes, &session->config);
    build_set_look(build, look, &making);
    bool good = build_update(build, NULL, 0, &sink, &built, &session->diags) &&
                !session_has_errors(session) && !signals_caught();
    build_free(build);
    pthread_mutex_destroy(&making.mutex);
    if (out->files)
        qsort(out->file, out->files, sizeof(*out->file), compare_files);
    return good && take_epoch(session, &out->time);
}

const struct edition_file *edition_find(const struct edition *edition,
                                        const char *path)
{
    struct edition_file wanted = {.path = path};

    return edition->files ? bsearch(&wanted, edition->file, edition->files,
                                    sizeof(*edition->file), compare_files)
                          : NULL;
}

void edition_free(struct edition *edition)
{
    for (size_t i = 0; i < edition->files; i++)
        mem_free((void *)(uintptr_t)edition->file[i].bytes.ptr);
    mem_free(edition->file);
    arena_free(&edition->arena);
    *edition = (struct edition){0};
}
