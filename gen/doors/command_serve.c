#include "commands.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../base/print.h"
#include "preview.h"
#include "reload.h"
#include "serve.h"
#include "session.h"
#include "signals.h"
#include "tree.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PORTS_TRIED 50
#define TICK 1000 /* milliseconds */
#define BEATS 5 /* ticks between two signs of life to open pages */
#define PLACES_MOST 4

/* One run of the preview. */
struct showing {
    struct session *session;
    struct tree *tree;
    struct reload *reload;
    struct serve *serve;
    struct preview *preview;
    struct watch *watch;
    struct watch_place place[PLACES_MOST];
    size_t places, theme_place; /* theme_place: of the program's own themes */
    struct disk *config_disk; /* of -c; NULL: the site's */
    char token[33];
    struct arena arena; /* of the places */
    struct diags told;
};

static bool is_chinese(const struct showing *showing)
{
    return showing->session->options.lang == LANG_ZH;
}

static void print_line(struct showing *showing, struct buf *line)
{
    buf_char(line, '\n');
    if (!showing->session->options.quiet)
        session_print(showing->session, buf_view(line));
    buf_free(line);
}

static bool take_port(struct session *session, struct config *config)
{
    const char *port = option_value(&session->options, "port");
    bool zh = session->options.lang == LANG_ZH;

    if (!port)
        return true;
    char *end;
    unsigned long number = strtoul(port, &end, 10);
    if (port[0] >= '0' && port[0] <= '9' && !*end && number >= 1 &&
        number <= 65535) {
        config->serve.port = (unsigned)number;
        return true;
    }
    diag_path(&session->diags, USAGE, "",
              zh ? "-p 要写 1 到 65535 的数" : "-p takes 1 to 65535", NULL);
    return false;
}

/* Who may see what is not public yet is to be said in so many words. */
static bool take_address(struct session *session, struct config *config)
{
    const char *bind = option_value(&session->options, "bind");

    if (bind)
        config->serve.bind = str_of(bind);
    bind = config->serve.bind.ptr;
    if (request_is_loopback(bind))
        return true;
    if (!option_value(&session->options, "allow-remote")) {
        diag_path(&session->diags, SERVE_UNSAFE, "", bind, NULL);
        return false;
    }
    struct diags warning = {0};
    diag_path(&warning, SERVE_REMOTE, "", bind, NULL);
    session_tell(session, &warning);
    diags_free(&warning);
    return true;
}

/* The command line goes before the file, each time that the file is read. */
static bool load(void *context, struct config *config, struct arena *arena,
                 struct print *print, struct diags *diags)
{
    struct session *session = context;
    bool good = session_settings(session, config, arena, print, diags);

    if (option_value(&session->options, "drafts"))
        config->build.drafts = true;
    session_be_strict(config, false);
    return good;
}

/* Nobody else can know the paths of the preview's own services. */
static bool make_token(struct showing *showing)
{
    struct print random;

    if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
        diag_path(&showing->session->diags, SYSTEM_READ, "", "getrandom",
                  diag_reason(errno));
        return false;
    }
    print_write(random, showing->token);
    return true;
}

static bool begin_serving(struct showing *showing)
{
    struct session *session = showing->session;
    const struct config *config = &session->config;
    struct serve_rules rules = {.request = {.bind = config->serve.bind.ptr,
                                            .hosts = config->serve.allow_hosts,
                                            .token = showing->token},
                                .port = config->serve.port,
                                .tries = PORTS_TRIED,
                                .lang = is_chinese(showing) ? "zh" : "en"};

    showing->tree = tree_new(showing->token, rules.lang);
    showing->reload = reload_new(showing->tree);
    signals_hold(); /* the server's thread is not to be interrupted */
    showing->serve =
        serve_new(&rules, showing->tree, showing->reload, &session->diags);
    signals_release();
    return showing->serve != NULL;
}

static void add_place(struct showing *showing, struct disk *disk,
                      const char *top, const char *folder, const char *only)
{
    showing->place[showing->places++] =
        (struct watch_place){disk, top, folder, only};
}

/* config.ini, or the file that -c names, wherever that is. */
static void add_config_place(struct showing *showing, const char *top)
{
    struct session *session = showing->session;
    const char *path = session->options.config;
    int error;

    if (!path) {
        add_place(showing, session->disk, top, "", "config.ini");
        return;
    }
    struct str dir = path_dir(str_of(path));
    const char *folder = dir.len ? arena_copy(&showing->arena, dir.ptr, dir.len)
                         : path[0] == '/' ? "/"
                                          : ".";
    if (!showing->config_disk)
        showing->config_disk = disk_open(folder, &error);
    if (showing->config_disk)
        add_place(showing, showing->config_disk, folder, "",
                  path_base(str_of(path)).ptr);
}

/* The content folder's name is kept: it may change with the configuration. */
static void begin_watching(struct showing *showing, const struct config *config)
{
    struct session *session = showing->session;
    const char *top = session->options.folder ? session->options.folder : ".";
    struct str content = config->build.content_dir;
    struct watch_rules rules = {(enum watch_means)config->serve.watch,
                                config->serve.debounce};

    watch_free(showing->watch);
    arena_free(&showing->arena);
    showing->places = 0;
    add_place(showing, session->disk, top,
              arena_copy(&showing->arena, content.ptr, content.len), NULL);
    add_place(showing, session->disk, top, "themes", NULL);
    showing->theme_place = SIZE_MAX;
    if (session->themes) {
        showing->theme_place = showing->places;
        add_place(showing, session->themes, session->themes_folder, "", NULL);
    }
    add_config_place(showing, top);
    showing->watch =
        watch_new(showing->place, showing->places, &rules, &showing->told);
    session_tell(session, &showing->told);
    diags_free(&showing->told);
}

/* After the first time only what is wrong, or has to do with the change. */
static void tell(struct showing *showing, const struct preview_news *news)
{
    struct diags some = {0};

    for (size_t i = 0; i < showing->told.len; i++) {
        struct diag *diag = &showing->told.item[i];
        bool wanted = !news->path || diag->level == DIAG_ERROR;
        for (size_t j = 0; j < news->len && !wanted; j++)
            wanted = strcmp(diag->path, news->path[j]) == 0;
        if (!wanted)
            continue;
        some.item = mem_grow(some.item, some.len, &some.cap, sizeof(*diag));
        some.item[some.len++] = *diag;
    }
    some.dropped = news->path ? 0 : showing->told.dropped;
    session_tell(showing->session, &some);
    mem_free(some.item);
}

static void add_time(struct buf *line)
{
    time_t now = time(NULL);
    struct tm parts;

    if (localtime_r(&now, &parts))
        buf_format(line, "%02d:%02d:%02d ", parts.tm_hour, parts.tm_min,
                   parts.tm_sec);
}

/* What the first look at the site found. */
static void add_first(struct buf *line, bool zh,
                      const struct preview_result *result)
{
    if (zh) {
        buf_format(line, "%zu 份报告，%zu 个文件，用 %.0f 毫秒",
                   result->reports, result->pages, result->seconds * 1e3);
        return;
    }
    buf_count(line, result->reports, "report");
    buf_text(line, ", ");
    buf_count(line, result->pages, "file");
    buf_format(line, ", %.0f ms", result->seconds * 1e3);
}

/* What an update changed. */
static void add_update(struct buf *line, bool zh, size_t all,
                       const struct preview_result *result)
{
    const struct tree_change *change = &result->change;

    if (zh) {
        buf_format(line, "已更新 %zu 个文件（新 %zu，删 %zu），%.0f 毫秒", all,
                   change->came, change->went, result->seconds * 1e3);
        return;
    }
    buf_text(line, "updated ");
    buf_count(line, all, "file");
    buf_format(line, " (%zu new, %zu gone), %.0f ms", change->came,
               change->went, result->seconds * 1e3);
}

static void report(struct showing *showing, const struct preview_news *news,
                   const struct preview_result *result)
{
    const struct tree_change *change = &result->change;
    size_t all = change->came + change->changed + change->went;
    bool zh = is_chinese(showing);
    struct buf line = {0};

    tell(showing, news);
    if (result->good && news->path && all == 0)
        return; /* saved as it was */
    add_time(&line);
    if (!result->good)
        buf_text(&line, zh ? "有错误，仍显示上一次的页面"
                           : "errors: the last good pages are still shown");
    else if (news->config && change->came == all && all > 0)
        add_first(&line, zh, result);
    else
        add_update(&line, zh, all, result);
    if (result->good && news->len == 1)
        buf_format(&line, "  %s", news->path[0]);
    print_line(showing, &line);
}

static bool is_new_folder(const struct showing *showing)
{
    const struct config *config = preview_config(showing->preview);

    return !str_is(config->build.content_dir, showing->place[0].folder);
}

static void update(struct showing *showing, const struct preview_news *news)
{
    struct preview_result result =
        preview_update(showing->preview, news, &showing->told);

    if (signals_caught())
        return;
    report(showing, news, &result);
    diags_free(&showing->told);
    if (news->config && is_new_folder(showing))
        begin_watching(showing, preview_config(showing->preview));
}

/* What the watcher saw, as the build names files. */
static void take_news(struct showing *showing, const struct watch_news *seen)
{
    struct preview_news news = {.config = seen->all};
    struct arena arena = {0};
    const char **path = arena_array(&arena, seen->len + 1, sizeof(*path));

    for (size_t i = 0; i < seen->len; i++) {
        const struct watch_item *item = &seen->item[i];
        if (item->place + 1 == showing->places)
            news.config = true;
        else if (item->place == showing->theme_place)
            path[news.len++] = path_join(&arena, "themes", str_of(item->path));
        else
            path[news.len++] = item->path;
    }
    news.path = path;
    if (seen->all) {
        news.path = NULL;
        news.len = 0;
    }
    update(showing, &news);
    arena_free(&arena);
}

/* Shows until a signal comes. */
static void show(struct showing *showing)
{
    struct watch_news seen;

    for (unsigned ticks = 0;;) {
        signals_hold(); /* they end the waiting, at no other time */
        enum watch_end end =
            watch_next(showing->watch, TICK, &seen, &showing->told);
        signals_release();
        session_tell(showing->session, &showing->told);
        diags_free(&showing->told);
        if (end == WATCH_STOPPED)
            return;
        if (end == WATCH_NEWS)
            take_news(showing, &seen);
        else if (++ticks % BEATS == 0)
            reload_beat(showing->reload);
        serve_tick(showing->serve);
    }
}

static char *address_of(struct showing *showing)
{
    const char *bind = showing->session->config.serve.bind.ptr;
    bool any = strcmp(bind, "0.0.0.0") == 0 || strcmp(bind, "::") == 0;
    bool six = strchr(bind, ':') != NULL && !any;

    return arena_format(&showing->session->arena, "http://%s%s%s:%u/",
                        six ? "[" : "", any ? "localhost" : bind,
                        six ? "]" : "", serve_port(showing->serve));
}

/* In the desktop's own way; a group of its own, so that Ctrl-C is not its. */
static void open_browser(const char *address, char *const *environment)
{
    char program[] = "xdg-open";
    char *arguments[] = {program, (char *)(uintptr_t)address, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    pid_t child;

    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    for (int file = 0; file <= 2; file++)
        posix_spawn_file_actions_addopen(&files, file, "/dev/null", O_RDWR, 0);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
    posix_spawnp(&child, arguments[0], &files, &how, arguments, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
}

static void greet(struct showing *showing)
{
    struct session *session = showing->session;
    char *address = address_of(showing);
    unsigned port = serve_port(showing->serve);
    struct buf line = {0};

    if (port != session->config.serve.port) {
        buf_format(&line,
                   is_chinese(showing) ? "端口 %u 被占用，改用 %u"
                                       : "port %u is taken, using %u",
                   session->config.serve.port, port);
        print_line(showing, &line);
    }
    buf_format(&line,
               is_chinese(showing) ? "预览：%s  （按 Ctrl-C 结束）"
                                   : "preview: %s  (end it with Ctrl-C)",
               address);
    print_line(showing, &line);
    if (option_value(&session->options, "open"))
        open_browser(address, session->environment);
}

static void end(struct showing *showing)
{
    watch_free(showing->watch);
    serve_free(showing->serve);
    preview_free(showing->preview);
    reload_free(showing->reload);
    tree_free(showing->tree);
    if (showing->config_disk)
        disk_close(showing->config_disk);
    diags_free(&showing->told);
    arena_free(&showing->arena);
    while (waitpid(-1, NULL, WNOHANG) > 0) /* the browser's starter */
        ;
}

enum exit_code command_serve(struct session *session)
{
    struct showing showing = {.session = session};

    if (!session_site(session) || !take_port(session, &session->config) ||
        !take_address(session, &session->config) || !make_token(&showing))
        return diags_exit(&session->diags);
    if (begin_serving(&showing)) {
        struct preview_rules rules = {.disk = session->disk,
                                      .themes = session->themes,
                                      .tree = showing.tree,
                                      .reload = showing.reload,
                                      .lang = session->options.lang,
                                      .load = load,
                                      .context = session};
        struct preview_news all = {.config = true};
        showing.preview = preview_new(&rules);
        begin_watching(&showing, &session->config);
        greet(&showing);
        update(&showing, &all);
        show(&showing);
    }
    end(&showing);
    return diags_exit(&session->diags);
}
