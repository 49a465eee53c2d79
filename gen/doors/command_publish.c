#include "commands.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "edition.h"
#include "fragment.h"
#include "publish.h"
#include "session.h"
#include "signals.h"
#include "sums.h"

#include <string.h>

/* By [publish] as. */
enum { AS_SITE, AS_SUBTREE, AS_FRAGMENT };

struct publishing {
    struct session *session;
    struct edition edition;
    struct release release;
    struct publish place;
    const char *dest;
    size_t keep, rollback; /* rollback 0: publish */
    size_t max_deletes;
    bool max_set, dry;
};

/* What the release changes for readers. */
struct change {
    size_t added, changed, gone, pages_gone, pages;
    struct buf lines;
};

static bool usage(struct session *session, const char *zh, const char *en)
{
    diag_path(&session->diags, USAGE, "",
              session->options.lang == LANG_ZH ? zh : en, NULL);
    return false;
}

static bool read_number(const char *text, size_t least, size_t most,
                        size_t *out)
{
    size_t number = 0;

    if (!*text)
        return false;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || number > most)
            return false;
        number = number * 10 + (size_t)(*at - '0');
    }
    *out = number;
    return number >= least && number <= most;
}

static bool take_numbers(struct publishing *publishing)
{
    struct session *session = publishing->session;
    const struct options *options = &session->options;
    const char *keep = option_value(options, "keep");
    const char *deletes = option_value(options, "max-deletes");
    const char *rollback = option_value(options, "rollback");

    publishing->keep = session->config.publish.keep;
    publishing->max_deletes = session->config.publish.max_deletes;
    publishing->max_set = deletes || publishing->max_deletes > 0;
    if (keep && !read_number(keep, 0, 1000, &publishing->keep))
        return usage(session, "--keep 要写 0 到 1000",
                     "--keep takes 0 to 1000");
    if (deletes && !read_number(deletes, 0, 1000000, &publishing->max_deletes))
        return usage(session, "--max-deletes 要写 0 到 1000000",
                     "--max-deletes takes 0 to 1000000");
    if (rollback && !*rollback)
        publishing->rollback = 1;
    else if (rollback && !read_number(rollback, 1, 1000, &publishing->rollback))
        return usage(session, "--rollback 要写 1 到 1000",
                     "--rollback takes 1 to 1000");
    return true;
}

static bool take_form(struct session *session)
{
    static const char *const words[] = {"site", "subtree", "fragment"};
    const char *as = option_value(&session->options, "as");

    for (int i = 0; as && i < 3; i++)
        if (strcmp(as, words[i]) == 0) {
            session->config.publish.as = i;
            return true;
        }
    return !as || usage(session, "--as 要写 site、subtree 或 fragment",
                        "--as takes site, subtree or fragment");
}

static bool take_options(struct publishing *publishing)
{
    struct session *session = publishing->session;
    const struct options *options = &session->options;

    publishing->dry = option_value(options, "dry-run") != NULL;
    publishing->dest = options->arguments ? options->argument[0]
                       : session->config.publish.dest.len
                           ? session->config.publish.dest.ptr
                           : NULL;
    if (!publishing->dest)
        return usage(session,
                     "要写明发布到哪个文件夹，或在 [publish] dest 里写好",
                     "name the folder to publish into, or set [publish] dest");
    return take_numbers(publishing) && take_form(session);
}

/* A portal has its own page for what is missing and its own rules for robots;
 * fragments have no use for styles, scripts and pages that need them. */
static bool is_left_out(const char *path, int as)
{
    static const char *const portal[] = {"404.html", "robots.txt"};
    static const char *const framed[] = {"search.html"};

    for (size_t i = 0; as != AS_SITE && i < 2; i++)
        if (strcmp(path, portal[i]) == 0)
            return true;
    if (as != AS_FRAGMENT)
        return false;
    return strcmp(path, framed[0]) == 0 || str_starts(str_of(path), "css/") ||
           str_starts(str_of(path), "js/");
}

static bool add_fragment(struct publishing *publishing,
                         const struct edition_file *file)
{
    struct str body = fragment_of(file->bytes);

    if (fragment_is_redirect(file->bytes))
        return true;
    if (body.len == 0) {
        diag_path(&publishing->session->diags, FRAGMENT_MAIN, file->path, NULL,
                  NULL);
        return false;
    }
    release_add(&publishing->release, file->path, body);
    return true;
}

static bool add_files(struct publishing *publishing)
{
    int as = publishing->session->config.publish.as;
    bool good = true;

    for (size_t i = 0; i < publishing->edition.files; i++) {
        const struct edition_file *file = &publishing->edition.file[i];
        bool page = str_is(path_ending(str_of(file->path)), "html");
        if (is_left_out(file->path, as))
            continue;
        if (as == AS_FRAGMENT && page)
            good = add_fragment(publishing, file) && good;
        else
            release_add(&publishing->release, file->path, file->bytes);
    }
    return good;
}

static void add_sums(struct release *release)
{
    struct sums sums = {0};
    struct buf text = {0};

    for (size_t i = 0; i < release->len; i++) {
        struct sha256 sum = sha256_of(release->item[i].bytes);
        sums_add(&sums, release->item[i].path, &sum);
    }
    sums_write(&sums, &text);
    char *copy = arena_copy(&release->arena, text.data, text.len);
    release_add(release, SUMS_NAME, (struct str){copy, text.len});
    buf_free(&text);
    sums_free(&sums);
}

static bool make_release(struct publishing *publishing)
{
    if (!edition_make(publishing->session, &publishing->edition) ||
        !add_files(publishing))
        return false;
    add_sums(&publishing->release);
    release_seal(&publishing->release);
    return true;
}

static void note(struct change *change, const char *mark, const char *path)
{
    buf_format(&change->lines, "%s %s\n", mark, path);
}

static bool is_page(const char *path)
{
    return str_is(path_ending(str_of(path)), "html");
}

static void find_gone(const struct manifest *old, const struct manifest *new,
                      struct change *change)
{
    for (size_t i = 0; i < old->len; i++) {
        const char *path = old->file[i]->path;
        change->pages += is_page(path);
        if (manifest_find(new, path))
            continue;
        change->gone++;
        change->pages_gone += is_page(path);
        note(change, "-", path);
    }
}

static void find_change(const struct manifest *old, const struct manifest *new,
                        struct change *change)
{
    find_gone(old, new, change);
    for (size_t i = 0; i < new->len; i++) {
        const struct manifest_file *file = new->file[i];
        const struct manifest_file *was = manifest_find(old, file->path);
        if (!was) {
            change->added++;
            note(change, "+", file->path);
        } else if (was->size != file->size ||
                   !print_equal(was->print, file->print)) {
            change->changed++;
            note(change, "~", file->path);
        }
    }
}

static void tell_gone(struct publishing *publishing,
                      const struct change *change)
{
    struct session *session = publishing->session;
    const struct manifest *old = &publishing->place.shown.manifest;
    struct buf names = {0};
    size_t told = 0;

    for (size_t i = 0; i < old->len && told < 8; i++) {
        const char *path = old->file[i]->path;
        if (!is_page(path) ||
            manifest_find(&publishing->release.manifest, path))
            continue;
        buf_format(&names, "%s%.60s", told++ ? ", " : "", path);
    }
    if (told < change->pages_gone)
        buf_text(&names, " …");
    diag_path(&session->diags, PUBLISH_SHRINK, publishing->dest,
              arena_format(&session->arena, "%zu", change->pages_gone),
              arena_format(&session->arena, "%zu", change->pages));
    diag_detail(&session->diags, "%s", names.data ? names.data : "");
    buf_free(&names);
}

/* A slip in the content folder must not take half the site from readers. */
static bool judge_shrink(struct publishing *publishing,
                         const struct change *change)
{
    size_t most =
        publishing->max_set ? publishing->max_deletes : change->pages / 2;

    if (change->pages_gone <= most)
        return true;
    tell_gone(publishing, change);
    return false;
}

static void say(struct publishing *publishing, const struct change *change)
{
    static const char *const form[2][2] = {
        {"%s 没有改动%s：会新增 %zu，改动 %zu，撤下 %zu",
         "%s was not changed%s: %zu would be new, %zu changed, %zu gone"},
        {"%s 已更新（%s）：新增 %zu，改动 %zu，撤下 %zu",
         "%s was updated (%s): %zu new, %zu changed, %zu gone"}};
    struct session *session = publishing->session;
    const char *id = publishing->place.shown_id;
    bool changed = session->changed;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    buf_format(&session->status, form[changed][session->options.lang],
               publishing->dest, changed && id ? id : "", change->added,
               change->changed, change->gone);
#pragma GCC diagnostic pop
}

static bool show_release(struct publishing *publishing,
                         const struct change *change)
{
    struct publish *place = &publishing->place;
    struct session *session = publishing->session;

    if (!judge_shrink(publishing, change))
        return false;
    if (publish_shows(place, &publishing->release))
        return publish_tidy(place);
    if (!publish_release(place, &publishing->release))
        return false;
    session->changed = true;
    say(publishing, change);
    shelf_prune(&place->shelf, publishing->keep, place->shown_id);
    return true;
}

static bool publish_site(struct publishing *publishing)
{
    struct session *session = publishing->session;
    struct publish *place = &publishing->place;
    struct change change = {0};
    bool in_place = option_value(&session->options, "in-place") ||
                    session->config.publish.as != AS_SITE;

    bool good = publish_open(session, publishing->dest, in_place,
                             publishing->dry, place) &&
                make_release(publishing);
    if (good)
        find_change(&place->shown.manifest, &publishing->release.manifest,
                    &change);
    if (good && publishing->dry) {
        say(publishing, &change);
        good = session_print(session, buf_view(&change.lines)) &&
               judge_shrink(publishing, &change);
    } else if (good) {
        good = show_release(publishing, &change);
    }
    buf_free(&change.lines);
    return good;
}

/* The index of the release that is `steps` before the one readers see. */
static bool find_earlier(struct publishing *publishing, size_t *at)
{
    const struct publish *place = &publishing->place;
    const struct shelf *shelf = &place->shelf;
    size_t shown = 0;

    while (shown < shelf->len && place->shown_id &&
           strcmp(shelf->id[shown], place->shown_id) != 0)
        shown++;
    if (!place->shown_id)
        shown = shelf->len;
    if (shown < publishing->rollback) {
        diag_path(&publishing->session->diags, PUBLISH_FIRST, publishing->dest,
                  publishing->dest, NULL);
        return false;
    }
    *at = shown - publishing->rollback;
    return true;
}

static bool roll_back(struct publishing *publishing)
{
    struct session *session = publishing->session;
    struct publish *place = &publishing->place;
    struct change change = {0};
    const char *fault;
    size_t at = 0;

    if (!publish_open(session, publishing->dest,
                      option_value(&session->options, "in-place") ||
                          session->config.publish.as != AS_SITE,
                      false, place) ||
        !find_earlier(publishing, &at))
        return false;
    const char *id = place->shelf.id[at];
    if (!release_read(place->output.disk, shelf_path(&place->shelf, id), true,
                      &publishing->release, &fault)) {
        diag_path(&session->diags, RELEASE_DAMAGED, publishing->dest, id,
                  *fault ? fault : "manifest.txt");
        return false;
    }
    find_change(&place->shown.manifest, &publishing->release.manifest, &change);
    bool good = true;
    if (publishing->dry)
        good = session_print(session, buf_view(&change.lines));
    else
        good = publish_again(place, id, &publishing->release);
    session->changed = good && !publishing->dry;
    if (session->changed)
        place->shown_id = id;
    if (good)
        say(publishing, &change);
    buf_free(&change.lines);
    return good;
}

enum exit_code command_publish(struct session *session)
{
    struct publishing publishing = {.session = session};

    if (!session_site(session) || !take_options(&publishing))
        return diags_exit(&session->diags);
    bool good = publishing.rollback ? roll_back(&publishing)
                                    : publish_site(&publishing);
    publish_close(&publishing.place);
    release_free(&publishing.release);
    edition_free(&publishing.edition);
    enum exit_code code = diags_exit(&session->diags);
    if (!good && code == EXIT_DONE && !signals_caught())
        code = EXIT_BUG; /* a failure that nobody told */
    return code;
}
