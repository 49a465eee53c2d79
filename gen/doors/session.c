#include "session.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../base/print.h"
#include "../read/loaded.h"
#include "signals.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CONFIG_MOST ((size_t)256 << 10)

void session_init(struct session *session)
{
    config_init(&session->config, &session->arena);
}

bool session_folder(struct session *session)
{
    const char *folder = session->options.folder;
    int error = 0;

    session->disk = disk_open(folder ? folder : ".", &error);
    if (session->disk)
        return true;
    if (folder && (error == ENOENT || error == ENOTDIR))
        diag_path(&session->diags, SITE_MISSING, folder, folder, NULL);
    else
        disk_tell(&session->diags, error, folder ? folder : ".");
    return false;
}

/* -c names a file by its own path; without it config.ini of the folder. */
static int read_config(const struct session *session, struct arena *arena,
                       struct buf *bytes)
{
    const char *path = session->options.config;
    int error = 0;

    if (!path)
        return disk_read(session->disk, "config.ini", CONFIG_MOST, bytes, NULL);
    struct str dir = path_dir(str_of(path));
    const char *folder = dir.len          ? arena_copy(arena, dir.ptr, dir.len)
                         : path[0] == '/' ? "/"
                                          : ".";
    struct disk *disk = disk_open(folder, &error);
    if (!disk)
        return error;
    error =
        disk_read(disk, path_base(str_of(path)).ptr, CONFIG_MOST, bytes, NULL);
    disk_close(disk);
    return error;
}

static bool load_config(const struct session *session, struct config *config,
                        struct arena *arena, struct print *print,
                        struct diags *diags)
{
    const char *path =
        session->options.config ? session->options.config : "config.ini";
    struct buf bytes = {0};
    bool good = false;
    int error = read_config(session, arena, &bytes);

    *print = print_of(buf_view(&bytes));
    if (error == ENOENT && session->needs_no_config &&
        !session->options.config) {
        good = true;
    } else if (error == ENOENT) {
        diag_path(diags, CONFIG_MISSING, path, NULL, NULL);
    } else if (error) {
        disk_tell(diags, error, path);
    } else if (str_trim(buf_view(&bytes)).len == 0) {
        good = true; /* every key has a default */
    } else {
        const struct source *source =
            source_load(arena, path, buf_view(&bytes), diags);
        good = source && config_read(config, arena, source, diags);
    }
    buf_free(&bytes);
    return good;
}

bool session_settings(const struct session *session, struct config *config,
                      struct arena *arena, struct print *print,
                      struct diags *diags)
{
    config_init(config, arena);
    bool good = load_config(session, config, arena, print, diags);

    if (!config_environment(config, arena, session->environment, diags))
        good = false;
    for (size_t i = 0; i < session->options.sets; i++)
        if (!config_set(config, arena, session->options.set[i], diags))
            good = false;
    return good;
}

void session_be_strict(struct config *config, bool strict)
{
    strict = strict || config->check.fail_on == DIAG_WARNING;
    for (int code = 0; strict && code < DIAG_CODES; code++)
        if (config->check.level[code] == DIAG_WARNING)
            config->check.level[code] = DIAG_ERROR;
}

static bool open_themes(struct session *session)
{
    static const char *const beside[] = {"../themes",
                                         "../share/gongkai/themes"};
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
    int error = 0;

    if (len <= 0 || session->themes)
        return true;
    struct str dir = path_dir((struct str){program, (size_t)len});
    for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
        char *folder = arena_format(&session->arena, "%.*s/%s", (int)dir.len,
                                    dir.ptr, beside[i]);
        session->themes = disk_open(folder, &error);
        session->themes_folder = folder;
        if (session->themes)
            return true;
        if (error != ENOENT && error != ENOTDIR) {
            disk_tell(&session->diags, error, folder);
            return false;
        }
    }
    return true;
}

bool session_site(struct session *session)
{
    struct print print;

    if (!session_folder(session))
        return false;
    session->misconfigured = !session_settings(
        session, &session->config, &session->arena, &print, &session->diags);
    if (session->misconfigured)
        return false;
    return open_themes(session);
}

bool session_has_errors(const struct session *session)
{
    for (size_t i = 0; i < session->diags.len; i++) {
        enum diag_code code = session->diags.item[i].code;
        if (session->config.check.level[code] == DIAG_ERROR)
            return true;
    }
    return false;
}

static bool write_all(int file, struct str text)
{
    while (text.len > 0) {
        ssize_t done = write(file, text.ptr, text.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        text.ptr += done;
        text.len -= (size_t)done;
    }
    return true;
}

bool session_print(struct session *session, struct str text)
{
    if (write_all(STDOUT_FILENO, text))
        return true;
    diag_path(&session->diags, SYSTEM_WRITE, "", "stdout", diag_reason(errno));
    return false;
}

static bool wants_color(const struct session *session)
{
    if (session->options.color != COLOR_AUTO)
        return session->options.color == COLOR_ALWAYS;
    for (char *const *at = session->environment; *at; at++)
        if (strncmp(*at, "NO_COLOR=", 9) == 0 && (*at)[9])
            return false;
    return isatty(STDERR_FILENO);
}

static void add_status(const struct session *session, struct buf *out)
{
    static const char *const usual[2][2] = {
        {"公开的网站没有改动", "the public site was not changed"},
        {"公开的网站已更新", "the public site was updated"}};
    enum lang lang = session->options.lang;

    if (session->silent)
        return;
    if (session->options.json) {
        buf_format(out,
                   "{\"level\":\"note\",\"code\":\"status\",\"changed\":%s}\n",
                   session->changed ? "true" : "false");
        return;
    }
    if (session->status.len)
        buf_str(out, buf_view(&session->status));
    else
        buf_text(out, usual[session->changed][lang]);
    buf_char(out, '\n');
}

static struct diag_style style_of(const struct session *session)
{
    return (struct diag_style){.lang = session->options.lang,
                               .json = session->options.json,
                               .color = wants_color(session),
                               .quiet = session->options.quiet,
                               .all = session->options.verbose};
}

void session_tell(const struct session *session, const struct diags *diags)
{
    struct diag_style style = style_of(session);
    struct buf out = {0};

    diags_print(diags, &style, &out);
    write_all(STDERR_FILENO, buf_view(&out));
    buf_free(&out);
}

enum exit_code session_end(struct session *session, enum exit_code code)
{
    struct diag_style style = style_of(session);
    struct buf out = {0};

    diags_judge(&session->diags, session->config.check.level, false);
    diags_sort(&session->diags);
    enum exit_code asked = diags_exit(&session->diags);
    if (code == EXIT_DONE)
        code = asked;
    if (session->misconfigured && code == EXIT_CONTENT)
        code = EXIT_CONFIG;
    if (signals_caught())
        code = (enum exit_code)(128 + signals_caught());
    diags_print(&session->diags, &style, &out);
    if (!session->options.quiet || code != EXIT_DONE)
        add_status(session, &out);
    if (!write_all(STDERR_FILENO, buf_view(&out)) && code == EXIT_DONE)
        code = EXIT_SYSTEM;
    buf_free(&out);
    buf_free(&session->status);
    if (session->themes)
        disk_close(session->themes);
    if (session->disk)
        disk_close(session->disk);
    diags_free(&session->diags);
    arena_free(&session->arena);
    return code;
}
