#include "commands.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "edition.h"
#include "given.h"
#include "landing.h"
#include "medium.h"
#include "password.h"
#include "session.h"
#include "sign.h"
#include "signals.h"
#include "volume.h"

#include <string.h>

enum form { FORM_USB, FORM_ZIP, FORM_ISO, FORMS };

static const char *const form_name[FORMS] = {"usb", "zip", "iso"};

struct archive {
    struct session *session;
    struct edition edition;
    struct sign_key key;
    bool has_key;
    uint64_t media; /* bytes; 0: any */
};

static bool refuse(struct session *session, const char *zh, const char *en)
{
    diag_path(&session->diags, USAGE, "",
              session->options.lang == LANG_ZH ? zh : en, NULL);
    return false;
}

static bool take_options(struct archive *archive)
{
    struct session *session = archive->session;
    const char *media = option_value(&session->options, "media");
    bool any = false;

    for (int form = 0; form < FORMS; form++)
        any = any || option_value(&session->options, form_name[form]);
    if (!any)
        return refuse(session, "要写明归档到哪里：--usb、--zip 或 --iso",
                      "say where to: --usb, --zip or --iso");
    if (media && !medium_read(media, &archive->media))
        return refuse(session, "--media 要写 cd、dvd 或大小，如 8G",
                      "--media takes cd, dvd or a size such as 8G");
    return true;
}

static size_t ask(void *context, char *out, size_t most)
{
    const struct session *session = context;

    return password_ask(session->options.lang == LANG_ZH
                            ? "签名密钥的口令："
                            : "Password of the key: ",
                        out, most);
}

static bool load_key(struct archive *archive)
{
    struct session *session = archive->session;
    const char *path = option_value(&session->options, "sign");
    struct buf text = {0};

    if (!path && session->config.archive.sign_key.len)
        path = session->config.archive.sign_key.ptr;
    if (!path)
        return true;
    archive->has_key = given_read(session, path, SIGN_FILE_MOST, &text) &&
                       sign_key_read(buf_view(&text), path, ask, session,
                                     &archive->key, &session->diags);
    if (text.len)
        memset(text.data, 0, text.len);
    buf_free(&text);
    return archive->has_key;
}

/* out.iso of one year is out-2020.iso. */
static const char *name_of(struct session *session, const char *path,
                           enum form form, int year)
{
    struct arena *arena = &session->arena;
    size_t len = strlen(path), ending = path_ending(str_of(path)).len;

    if (year == 0)
        return path;
    while (len > 1 && path[len - 1] == '/')
        len--;
    size_t stem = form != FORM_USB && ending ? len - ending - 1 : len;
    return arena_format(arena, "%.*s-%d%.*s", (int)stem, path, year,
                        (int)(len - stem), path + stem);
}

static bool fits(struct archive *archive, const char *path, uint64_t need,
                 const struct volume *volume)
{
    if (!archive->media || need <= archive->media)
        return true;
    medium_tell_large(path, need, archive->media, volume->item, volume->len,
                      &archive->session->diags);
    return false;
}

static bool write_pack(struct archive *archive, struct landing *landing,
                       const struct volume *volume, enum form form,
                       uint64_t *size)
{
    struct session *session = archive->session;
    struct pack pack = {.form = form == FORM_ZIP ? PACK_ZIP : PACK_ISO,
                        .volume = volume->label,
                        .time = archive->edition.time,
                        .scratch = landing->scratch,
                        .item = volume->item,
                        .len = volume->len};
    struct disk *disk = landing->output.disk;
    struct disk_stat st;

    if (!pack_write(&pack, disk, landing->part, &session->diags))
        return false;
    int error = disk_stat(disk, landing->part, &st);
    if (error)
        disk_tell(&session->diags, error, landing->part);
    *size = error ? 0 : st.size;
    return error == 0 && fits(archive, landing->output.told, st.size, volume);
}

static void say(struct session *session, const char *path,
                const struct volume *volume, uint64_t size)
{
    struct buf line = {0};

    buf_format(&line, "%s\t%.1f MB\t", path, (double)size / 1e6);
    if (session->options.lang == LANG_ZH)
        buf_format(&line, "%zu 个文件", volume->len);
    else
        buf_count(&line, volume->len, "file");
    buf_char(&line, '\n');
    session_print(session, buf_view(&line));
    buf_free(&line);
}

/* How much has to be free while it is written: the library keeps a copy of a
 * disc's files beside it. */
static uint64_t room_for(enum form form, uint64_t need)
{
    switch (form) {
    case FORM_ISO: return 2 * need;
    case FORM_ZIP: return need / 2; /* pages shrink to a third and less */
    case FORM_USB:
    case FORMS: break;
    }
    return need;
}

static bool write_form(struct archive *archive, const struct volume *volume,
                       enum form form, const char *path)
{
    enum medium_kind kind = form == FORM_USB ? MEDIUM_STICK : MEDIUM_DISC;
    uint64_t size = medium_need(kind, volume->item, volume->len);
    struct landing landing = {0};

    bool good =
        (form == FORM_ZIP || fits(archive, path, size, volume)) &&
        landing_begin(archive->session, path, form == FORM_USB, &landing) &&
        landing_has_room(&landing, room_for(form, size));
    if (good && form == FORM_USB)
        good = landing_fill(&landing, volume->item, volume->len);
    else if (good)
        good = write_pack(archive, &landing, volume, form, &size);
    good = good && !signals_caught() && landing_land(&landing);
    landing_end(&landing);
    if (good)
        say(archive->session, path, volume, size);
    return good;
}

static bool write_volume(struct archive *archive, int year)
{
    struct session *session = archive->session;
    struct volume_plan plan = {&archive->edition, &session->config,
                               session->disk,
                               archive->has_key ? &archive->key : NULL, year};
    struct volume volume = {0};
    bool good = volume_make(&plan, &volume, &session->diags);

    for (int form = 0; form < FORMS && good; form++) {
        const char *path = option_value(&session->options, form_name[form]);
        if (path)
            good = write_form(archive, &volume, (enum form)form,
                              name_of(session, path, (enum form)form, year));
    }
    volume_free(&volume);
    return good;
}

static bool write_all(struct archive *archive)
{
    struct session *session = archive->session;
    int *years;

    if (!option_value(&session->options, "split"))
        return write_volume(archive, 0);
    size_t len = volume_years(&archive->edition, &session->arena, &years);
    for (size_t i = 0; i < len; i++)
        if (!write_volume(archive, years[i]))
            return false;
    return true;
}

enum exit_code command_archive(struct session *session)
{
    struct archive archive = {.session = session};

    if (!session_site(session) || !take_options(&archive))
        return diags_exit(&session->diags);
    bool good = load_key(&archive) && edition_make(session, &archive.edition) &&
                write_all(&archive);
    sign_forget(&archive.key);
    edition_free(&archive.edition);
    enum exit_code code = diags_exit(&session->diags);
    if (!good && code == EXIT_DONE && !signals_caught())
        code = EXIT_BUG; /* a failure that nobody told */
    return code;
}
