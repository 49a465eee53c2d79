#include "commands.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../build/build.h"
#include "../build/examine.h"
#include "../build/inventory.h"
#include "../build/scripts.h"
#include "../build/sink.h"
#include "../pages/check.h"
#include "../read/image.h"
#include "../pages/gov.h"
#include "session.h"

#include <string.h>

#define FILE_MOST ((size_t)256 << 20)

static const char *const level_name[] = {"off", "note", "warning", "error"};

/* --list: every code with its level and sentence. */
static enum exit_code list_codes(struct session *session)
{
    struct buf out = {0};

    for (int code = 0; code < DIAG_CODES; code++) {
        const struct diag_rule *rule = diag_rule((enum diag_code)code);
        buf_format(&out, "%-18s %-8s %s\n", rule->name, level_name[rule->level],
                   rule->sentence[session->options.lang]);
    }
    bool good = session_print(session, buf_view(&out));
    buf_free(&out);
    return good ? EXIT_DONE : EXIT_SYSTEM;
}

static bool drop_page(void *context, const char *path, struct str bytes,
                      struct diags *diags)
{
    const struct config *config = context;

    if (config) /* `check gov` */
        gov_page(path, path, bytes, config, diags);
    return true;
}

static bool drop_kept(void *context, const char *path, struct diags *diags)
{
    (void)context;
    (void)path;
    (void)diags;
    return true;
}

/* The option comes after config.ini has been read, and wins. */
static void take_level(struct session *session)
{
    const char *level = option_value(&session->options, "fail-on");

    session_be_strict(&session->config, level && strcmp(level, "warning") == 0);
}

static void say_checked(struct session *session, size_t files)
{
    struct buf *line = &session->status;

    if (session->options.lang == LANG_ZH) {
        buf_format(line, "检查了 %zu 个文件；公开的网站没有改动", files);
        return;
    }
    buf_count(line, files, "file");
    buf_text(line, " checked; the public site was not changed");
}

/* Without a folder: the site as it would be built now. */
static enum exit_code check_site(struct session *session, bool gov)
{
    struct sink nowhere = {drop_page, drop_kept, gov ? &session->config : NULL,
                           NULL};
    struct build_result built;

    if (!session_site(session))
        return diags_exit(&session->diags);
    take_level(session);
    if (gov)
        gov_settings(&session->config, &session->diags);
    struct build *build =
        build_new(session->disk, session->themes, &session->config);
    build_update(build, NULL, 0, &nowhere, &built, &session->diags);
    build_free(build);
    say_checked(session, built.pages);
    return EXIT_DONE;
}

struct folder_check {
    struct disk *disk;
    struct arena arena;
    struct check_facts *facts;
    size_t len;
    struct check_rules rules;
    struct diags *diags;
    const struct config *config;
    bool gov;
};

/* The way a picture is turned stands in an Exif of its own, which is fine. */
static void tell_hidden(struct folder_check *check, const char *told,
                        struct str bytes)
{
    struct buf what = {0};
    struct image image;

    if (image_kind(bytes) == IMAGE_NONE || !image_read(bytes, &image) ||
        !(image.hidden & ~(unsigned)HIDDEN_EXIF))
        return;
    image_hidden_text(image.hidden, &what);
    diag_path(check->diags, IMAGE_HIDDEN, told, what.data, NULL);
    buf_free(&what);
}

/* Pictures and attachments: what is hidden in them, and what they show. */
static void look_into(struct folder_check *check, const char *path,
                      struct str bytes)
{
    char *told = path_join(&check->arena, check->rules.prefix, str_of(path));

    examine_bytes(check->config, told, bytes, check->diags);
    tell_hidden(check, told, bytes);
}

static void check_one(struct folder_check *check, const struct found *found,
                      const char *path)
{
    struct buf bytes = {0};
    int error = disk_read(check->disk, found->path, FILE_MOST, &bytes, NULL);

    if (error)
        disk_tell(check->diags, error, found->path);
    else
        check_file(&check->arena, path, buf_view(&bytes), &check->rules,
                   &check->facts[check->len++], check->diags);
    if (!error)
        look_into(check, path, buf_view(&bytes));
    if (!error && check->gov)
        gov_page(path,
                 path_join(&check->arena, check->rules.prefix, str_of(path)),
                 buf_view(&bytes), NULL, check->diags);
    buf_free(&bytes);
}

/* A script is ours when a theme has the same one: a theme that came with the
 * program, or one of the site's at hand. */
static void take_scripts(struct session *session, struct folder_check *check,
                         const struct inventory *inventory)
{
    const char *site = session->options.folder;
    struct scripts scripts = {0};
    int error = 0;

    struct disk *disk = disk_open(site ? site : ".", &error);
    if (disk) {
        scripts_learn(&scripts, disk, "themes");
        disk_close(disk);
    }
    if (session->themes)
        scripts_learn(&scripts, session->themes, "");
    check->rules.script = scripts_known(&scripts, check->disk, inventory,
                                        &check->arena, &check->rules.scripts);
    scripts_free(&scripts);
}

/* Each file by itself, then the links between all. */
static void check_all(struct folder_check *check,
                      const struct inventory *inventory)
{
    check->facts =
        arena_array(&check->arena, inventory->len, sizeof(*check->facts));
    for (size_t i = 0; i < inventory->len; i++)
        check_one(check, &inventory->file[i], inventory->file[i].path);
    check_links(check->facts, check->len, &check->rules, check->diags);
}

/* With a folder: the pages in it, wherever they come from. The settings are
 * those of the site at hand, if there is one. */
static enum exit_code check_folder(struct session *session, const char *folder,
                                   bool gov)
{
    struct folder_check check = {
        .diags = &session->diags, .config = &session->config, .gov = gov};
    struct inventory inventory;
    int error = 0;

    session->needs_no_config = true;
    if (!session_site(session))
        return diags_exit(&session->diags);
    check.disk = disk_open(folder, &error);
    if (check.disk && inventory_take(check.disk, "", &check.arena, &inventory,
                                     &error, check.diags)) {
        check.rules.prefix = folder;
        take_level(session);
        take_scripts(session, &check, &inventory);
        check_all(&check, &inventory);
        say_checked(session, check.len);
    } else {
        disk_tell(check.diags, error, folder);
    }
    if (check.disk)
        disk_close(check.disk);
    arena_free(&check.arena);
    return EXIT_DONE;
}

enum exit_code command_check(struct session *session)
{
    if (option_value(&session->options, "list")) {
        session->silent = true;
        return list_codes(session);
    }
    const char *level = option_value(&session->options, "fail-on");
    if (level && strcmp(level, "warning") != 0 && strcmp(level, "error") != 0) {
        diag_path(&session->diags, USAGE, "", "--fail-on warning|error", NULL);
        return EXIT_USAGE;
    }
    /* `check gov` is a word; a folder of that name is ./gov. */
    const struct options *options = &session->options;
    size_t at =
        options->arguments > 0 && strcmp(options->argument[0], "gov") == 0;
    if (options->arguments > at + 1) {
        diag_path(&session->diags, USAGE, "", "check [gov] [DIR]", NULL);
        return EXIT_USAGE;
    }
    if (options->arguments > at)
        return check_folder(session, options->argument[at], at > 0);
    return check_site(session, at > 0);
}
